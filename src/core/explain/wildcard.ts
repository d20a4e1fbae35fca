import { type ActualIndex, recordsAt } from '../actual.ts';
import { parentOf, upwards } from '../name.ts';
import type { Change } from '../plan.ts';
import type { WildcardStory } from './explanation-provider.ts';

/** Finds the wildcard that answers a name where nothing stands, now or after the plan; undefined: none does. */
export type FindWildcard = (name: string) => WildcardStory | undefined;

/** Looks at what a provider holds, and will hold, as a server would (RFC 4592 3.3.1): the closest encloser decides. */
export function createWildcardFinder(actual: ActualIndex, changes: readonly Change[]): FindWildcard {
  const changed = typesAfter(actual, changes);
  const later = (name: string): readonly string[] => changed.get(name) ?? [...recordsAt(actual, name).keys()].sort();
  const standing = existing(actual.keys());
  const after = existing([...actual.keys(), ...changed.keys()].filter((name) => changed.get(name)?.length !== 0));
  return (name) => {
    const now = wildcardFor(name, standing);
    if (now !== undefined) return { name: now, types: [...recordsAt(actual, now).keys()].sort(), from: 'now' };
    const next = wildcardFor(name, after);
    return next === undefined ? undefined : { name: next, types: later(next), from: 'plan' };
  };
}

/** The types at names that change, as the plan leaves them, sorted. */
function typesAfter(actual: ActualIndex, changes: readonly Change[]): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const { name, type, after, evicts = [] } of changes) {
    const types =
      counts.get(name) ?? new Map([...recordsAt(actual, name)].map(([one, records]) => [one, records.length]));
    counts.set(name, types);
    types.set(type, after?.values.length ?? 0);
    for (const one of evicts) types.set(one.type, (types.get(one.type) ?? 0) - one.values.length);
  }
  return new Map(
    [...counts].map(([name, types]) => [name, [...types].flatMap(([type, count]) => (count > 0 ? [type] : [])).sort()]),
  );
}

/** Names that exist: those with records, and all above them (RFC 4592 2.2.2). */
function existing(names: Iterable<string>): ReadonlySet<string> {
  const known = new Set<string>();
  for (const name of names) {
    for (const above of upwards(name)) {
      if (known.has(above)) break;
      known.add(above);
    }
  }
  return known;
}

/** The source of synthesis: the wildcard below the closest name above that exists. A name that exists has none. */
function wildcardFor(name: string, known: ReadonlySet<string>): string | undefined {
  const own = parentOf(name);
  if (own === null || name === `*.${own}` || known.has(name)) return undefined;
  for (const above of upwards(own)) {
    if (known.has(above)) return known.has(`*.${above}`) ? `*.${above}` : undefined;
  }
  return undefined;
}
