import { recordTypeOf } from '../record-types.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { findCycles } from './cname-loops.ts';
import { followCnames, type Next } from './follow-cname.ts';
import { aboutSet, desiredSets, type PlanViews, type ProviderView, relatedSets } from './plan-view.ts';
import type { PlanRule, RecordRule, SetRule } from './rule.ts';

/** A CNAME does not point at itself. */
export const cnameSelf: RecordRule = {
  id: 'cname-self',
  severity: 'error',
  fixed: true,
  scope: 'record',
  types: ['CNAME'],
  check: ({ value }, { set }) =>
    value === set.name
      ? { message: `the CNAME ${set.name} points at itself`, hint: 'name the host it should lead to' }
      : null,
};

/** A set of a single-valued type has one value; left over only when conflicts could not decide (RFC 2181 10.1). */
export const cnameMultiple: SetRule = {
  id: 'cname-multiple',
  severity: 'error',
  fixed: true,
  scope: 'set',
  types: ['CNAME'],
  check: ({ set }) =>
    set.records.length > 1
      ? { message: `${set.name} has ${set.records.length} CNAME targets, one can stand`, hint: 'keep one of them' }
      : null,
};

/** Nothing stands beside a CNAME among what we would write together (settled 1); conflicts see to it. */
export const cnameCoexists: PlanRule = { id: 'cname-coexists', severity: 'error', fixed: true, scope: 'plan' };

/** The zone's own name takes no CNAME unless the provider flattens it (RFC 1034 3.6.2, RFC 1912 2.4). */
export const cnameApex: SetRule = {
  id: 'cname-apex',
  severity: 'error',
  fixed: false,
  scope: 'provider',
  types: ['CNAME'],
  check: ({ set, model, zones }) =>
    !model.capabilities.apexCname && zones.has(set.name)
      ? {
          message: `${set.name} is a zone's own name, which takes no CNAME`,
          hint: 'use an address, or a provider that flattens CNAMEs',
        }
      : null,
};

/** No cycle through CNAMEs, ours and those that exist; they may lead from one provider to another (semantics 3.7). */
export const cnameLoop: PlanRule = {
  id: 'cname-loop',
  severity: 'error',
  fixed: true,
  scope: 'plan',
  *check(all) {
    for (const view of all.views) {
      for (const cycle of findCycles(view.desired, nextOf(view, all))) {
        const text = chainText([...cycle, ...cycle.slice(0, 1)]);
        for (const name of cycle) {
          const set = cnameSetAt(view, name);
          if (set === undefined) continue;
          yield {
            ...aboutSet(view, set),
            message: `the CNAMEs lead in a circle: ${text}`,
            hint: 'point one of them at a host',
            detail: `CNAME cycle ${text}`,
            related: cycle
              .filter((other) => other !== name)
              .slice(0, 20)
              .flatMap((other) => relatedSets(view, other, cnames)),
          };
        }
      }
    }
  },
};

/** The chain is no longer than `max` (RFC 1034 3.6.2: avoid chains). */
export const cnameChain: PlanRule = {
  id: 'cname-chain',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  options: { max: { default: 8, most: 100, what: 'CNAMEs that may follow one another' } },
  *check(all, { max = 8 }) {
    for (const view of all.views) {
      const next = nextOf(view, all);
      for (const set of desiredSets(view, cnames)) {
        const chain = chainFrom(set.name, next, max + 1);
        if (chain.length - 1 <= max || isClosed(set.name, next)) continue;
        yield {
          ...aboutSet(view, set),
          message: `${set.name} begins a chain of more than ${max} CNAMEs: ${chainText(chain)}`,
          hint: 'point it at the end of the chain',
          related: chain.slice(1).flatMap((other) => relatedSets(view, other, cnames)),
        };
      }
    }
  },
};

/** A CNAME does not point at a CNAME. */
export const cnameTargetIsCname: PlanRule = {
  id: 'cname-target-is-cname',
  severity: 'off',
  fixed: false,
  scope: 'plan',
  *check(all) {
    for (const view of all.views) {
      const next = nextOf(view, all);
      for (const set of desiredSets(view, cnames)) {
        const target = set.records[0]?.value ?? '';
        const further = next(target);
        if (further === undefined || isClosed(set.name, next)) continue;
        yield {
          ...aboutSet(view, set),
          message: `${set.name} points at ${target}, which is a CNAME to ${further}`,
          hint: `point it at ${chainFrom(target, next, longest).at(-1) ?? further}`,
          related: relatedSets(view, target, cnames),
        };
      }
    }
  },
};

/** Types whose targets name a host with addresses of its own (RFC 2181 10.3, RFC 2782, RFC 5321 5.1). */
const hosts: ReadonlySet<string> = new Set(['MX', 'NS', 'SRV']);

/** Targets of MX, NS, SRV are no CNAME that we know of. */
export const targetIsCname: PlanRule = {
  id: 'target-is-cname',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  *check(all) {
    for (const view of all.views) {
      const next = nextOf(view, all);
      for (const set of desiredSets(view, hosts)) {
        for (const { value, claims } of set.records) {
          for (const target of recordTypeOf(set.type)?.targets(value) ?? []) {
            const further = target === '.' ? undefined : next(target);
            if (further === undefined) continue;
            yield {
              name: set.name,
              provider: view.model.name,
              claims,
              message: `the ${set.type} record of ${set.name} names ${target}, which is a CNAME to ${further}`,
              hint: `name the real host: ${chainFrom(target, next, longest).at(-1) ?? further}`,
              related: relatedSets(view, target, cnames),
            };
          }
        }
      }
    }
  },
};

const cnames: ReadonlySet<string> = new Set(['CNAME']);
/** CNAMEs followed for a hint. */
const longest = 16;

const ways = new WeakMap<ProviderView, Next>();

/** Where CNAMEs lead from a provider, worked out once for all rules. */
function nextOf(view: ProviderView, { views }: PlanViews): Next {
  const known = ways.get(view);
  if (known !== undefined) return known;
  const others = views.filter((other) => other !== view);
  const next = followCnames(view, others);
  ways.set(view, next);
  return next;
}

function cnameSetAt({ desired }: ProviderView, name: string): DesiredSet | undefined {
  return desired.get(name)?.find(({ type }) => type === 'CNAME');
}

/** Whether the CNAMEs from a name on lead in a circle: that is for \`cname-loop\` to say. At most a hundred are followed. */
function isClosed(start: string, next: Next): boolean {
  const seen = new Set([start]);
  for (let at = next(start); at !== undefined && seen.size <= 100; at = next(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** The names from `start` on, at most `most` steps; a cycle ends where it closes. */
function chainFrom(start: string, next: Next, most: number): string[] {
  const chain = [start];
  const seen = new Set(chain);
  let at = next(start);
  while (at !== undefined && chain.length <= most && !seen.has(at)) {
    chain.push(at);
    seen.add(at);
    at = next(at);
  }
  return chain;
}

/** At most eight names, and where it ends. */
function chainText(chain: readonly string[]): string {
  const last = chain.at(-1) ?? '';
  return [...chain.slice(0, -1).slice(0, 8), ...(chain.length > 9 ? ['...'] : []), last].join(' -> ');
}
