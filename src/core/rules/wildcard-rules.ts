import { isWildcard, labelsOf, parentOf, upwards } from '../name.ts';
import { isHandedOver, isJudged, landmarksOf, type ProviderView, relatedSets, standingAt } from './plan-view.ts';
import type { NameRule, PlanRule, SetRule } from './rule.ts';

/** `*` stands only as the whole leftmost label (RFC 4592 2.1.1). */
export const wildcardPosition: NameRule = {
  id: 'wildcard-position',
  severity: 'error',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  check: ({ set }) => {
    if (!set.name.includes('*')) return null;
    const [first = '', ...others] = labelsOf(set.name);
    if ((first === '*' || !hasStar(first)) && !others.some(hasStar)) return null;
    return {
      message: `${set.name} has a "*" that is not its whole first label`,
      hint: 'a wildcard is *.example.com; anywhere else "*" stands for itself and matches nothing',
    };
  },
};

/** No NS, DNAME or DS at a wildcard (RFC 4592 4.2, 4.4, 4.6). */
export const wildcardType: SetRule = {
  id: 'wildcard-type',
  severity: 'error',
  fixed: false,
  scope: 'set',
  oddNamesOnly: true,
  types: ['NS', 'DNAME', 'DS'],
  passThrough: true,
  check: ({ set }) =>
    isWildcard(set.name)
      ? { message: `${set.name} is a wildcard, which has no ${set.type}`, hint: 'list the names' }
      : null,
};

/** A star that is not escaped. */
function hasStar(label: string): boolean {
  return label.replaceAll(/\\./gs, '').includes('*');
}

/** What a wildcard of these types answers is missed where a name stands in its way. */
const answering = ['A', 'AAAA', 'CNAME'] as const;

/**
 * A name that we create below a wildcard, and that has none of the wildcard's types itself, an empty non-terminal too,
 * stops answering what the wildcard answered (RFC 4592 2.2.1, 2.2.2). Service names, which begin with `_`, are no hosts.
 */
export const wildcardShadow: PlanRule = {
  id: 'wildcard-shadow',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      const wildcards = wildcardsOf(view);
      if (wildcards.size === 0) continue;
      const existing = nodesOf(view);
      for (const [name, sets] of view.desired) {
        const claims = sets.find(({ type }) => isJudged(type))?.claims;
        const shadowed = claims === undefined ? [] : shadowedBy(name, view, wildcards, existing);
        const [highest] = shadowed;
        if (claims === undefined || highest === undefined) continue;
        const more = shadowed.length > 1 ? `, nor ${shadowed.length - 1} more down to ${shadowed.at(-1)?.node}` : '';
        yield {
          name,
          provider: view.model.name,
          claims,
          message: `${highest.node} will no longer be answered by ${highest.wildcard}${more}`,
          hint: `add an address at ${highest.node}, if it is meant to answer`,
          related: relatedSets(view, highest.wildcard),
        };
      }
    }
  },
};

/** A name that stops being answered, and the wildcard that answered it. */
interface Shadowed {
  readonly node: string;
  readonly wildcard: string;
}

/** The names that a new name puts into the tree and that answer nothing themselves, the highest first. */
function shadowedBy(
  name: string,
  view: ProviderView,
  wildcards: ReadonlySet<string>,
  existing: ReadonlySet<string>,
): Shadowed[] {
  const shadowed: Shadowed[] = [];
  for (const node of upwards(name)) {
    const over = wildcardOver(node, wildcards);
    if (over === undefined || existing.has(node)) break;
    if (node.startsWith('_') || isWildcard(node) || answersItself(view, node)) continue;
    shadowed.push({ node, wildcard: over === '.' ? '*' : `*.${over}` });
  }
  return shadowed.reverse();
}

/** The parents of wildcards that answer addresses, themselves or through a CNAME. */
function wildcardsOf(view: ProviderView): Set<string> {
  const parents = new Set<string>();
  for (const name of landmarksOf(view).wildcards) {
    if (hasAny(standingAt(view, name), answering)) parents.add(parentOf(name) ?? '.');
  }
  return parents;
}

/** Every name in the tree as it is now: names with records, and all above them. */
function nodesOf({ actual }: ProviderView): Set<string> {
  const nodes = new Set<string>();
  for (const name of actual.keys()) {
    for (const node of upwards(name)) {
      if (nodes.has(node)) break;
      nodes.add(node);
    }
  }
  return nodes;
}

/** The parent of the closest wildcard above a name. */
function wildcardOver(name: string, parents: ReadonlySet<string>): string | undefined {
  for (const above of upwards(name)) if (above !== name && parents.has(above)) return above;
  return undefined;
}

/** Addresses, an alias of any kind, or a delegation at or above the name, whose zone answers. */
function answersItself(view: ProviderView, name: string): boolean {
  if (hasAny(standingAt(view, name), [...answering, 'ALIAS'])) return true;
  return isHandedOver(view, name, ['NS']);
}

function hasAny(standing: ReadonlyMap<string, unknown>, types: readonly string[]): boolean {
  return types.some((type) => standing.has(type));
}
