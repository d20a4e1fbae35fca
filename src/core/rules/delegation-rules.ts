import { isWithin, upwards } from '../name.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { originOf } from '../work-claim.ts';
import { aboutSet, desiredSets, landmarksOf, type ProviderView, relatedSets, standingAt } from './plan-view.ts';
import type { PlanRule } from './rule.ts';

/** Where a zone is handed over, with who says so. */
interface Delegation {
  readonly name: string;
  /** Names of its name servers. */
  readonly targets: ReadonlySet<string>;
  /** The claim's origin; absent: it exists already. */
  readonly origin?: string;
}

/** At a delegated name only NS and DS, below it only addresses of its name servers (RFC 1034 4.2.1, RFC 2181 6). */
export const zoneCut: PlanRule = {
  id: 'zone-cut',
  severity: 'error',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      const delegations = delegationsOf(view);
      if (delegations.size === 0) continue;
      const servers = new Set([...delegations.values()].flatMap(({ targets }) => [...targets]));
      for (const set of desiredSets(view)) {
        const cut = highestCut(set.name, delegations);
        if (cut === undefined || isAllowed(set, cut, servers)) continue;
        const by = cut.origin === undefined ? 'which exists' : `of ${cut.origin}`;
        yield {
          ...aboutSet(view, set),
          message: `${set.name} ${set.type} is hidden behind the delegation at ${cut.name}, ${by}`,
          hint: `put it into the zone ${cut.name}, or remove the NS record`,
          related: relatedSets(view, cut.name, nameServers),
        };
      }
    }
  },
};

/** An NS target at or below the delegated name has an address here (RFC 1034 4.2.1, RFC 9471; settled 6). */
export const nsGlue: PlanRule = {
  id: 'ns-glue',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      if (!view.isRead) continue;
      for (const set of desiredSets(view, nameServers)) {
        if (isApex(view, set.name)) continue;
        for (const { value, claims } of set.records) {
          if (!isWithin(value, set.name) || hasAddress(view, value)) continue;
          yield {
            name: set.name,
            provider: view.model.name,
            claims,
            message: `the name server ${value} lies within ${set.name}, and has no address here`,
            hint: `add an A or AAAA record for ${value}`,
          };
        }
      }
    }
  },
};

/** DS stands at a delegation, not at a zone's own name (RFC 4035 2.4). */
export const dsName: PlanRule = {
  id: 'ds-name',
  severity: 'error',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      for (const set of desiredSets(view, new Set(['DS']))) {
        const wrong = wrongDigest(set);
        if (wrong !== undefined) {
          yield {
            ...aboutSet(view, set),
            message: `the digest of the DS record of ${set.name} has ${wrong} hexadecimal digits`,
            hint: 'it has 40 (SHA-1), 64 (SHA-256) or 96 (SHA-384)',
          };
        } else if (isApex(view, set.name)) {
          yield {
            ...aboutSet(view, set),
            message: `${set.name} is a zone's own name; a DS record stands in the zone above it`,
            hint: 'add it at the parent zone',
          };
        } else if (view.isRead && !standingAt(view, set.name).has('NS')) {
          yield {
            ...aboutSet(view, set),
            message: `${set.name} has a DS record, and is not delegated: it has no NS record`,
            hint: 'add the NS records, or remove the DS record',
          };
        }
      }
    }
  },
};

/** No CNAME at, and no name below a DNAME (RFC 6672 2.4). */
export const dnameOccludes: PlanRule = {
  id: 'dname-occludes',
  severity: 'error',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      const dnames = new Set(landmarksOf(view).renamed.filter((name) => standingAt(view, name).has('DNAME')));
      if (dnames.size === 0) continue;
      for (const set of [...view.desired.values()].flat()) {
        const above = firstAbove(set.name, dnames);
        if (above !== undefined) {
          yield {
            ...aboutSet(view, set),
            message: `${set.name} ${set.type} is hidden behind the DNAME at ${above}`,
            hint: 'add it below the target of that DNAME, or remove the DNAME',
            related: relatedSets(view, above, dnameOnly),
          };
        } else if (set.type === 'CNAME' && dnames.has(set.name)) {
          yield {
            ...aboutSet(view, set),
            message: `${set.name} has a CNAME beside a DNAME`,
            hint: 'keep one of the two; a DNAME does not cover its own name',
            related: relatedSets(view, set.name, dnameOnly),
          };
        }
      }
    }
  },
};

const nameServers: ReadonlySet<string> = new Set(['NS']);
const dnameOnly: ReadonlySet<string> = new Set(['DNAME']);
const atCut: ReadonlySet<string> = new Set(['NS', 'DS']);
const addresses: ReadonlySet<string> = new Set(['A', 'AAAA']);

function isApex({ zones }: ProviderView, name: string): boolean {
  return zones.has(name);
}

/** NS sets, ours and those that exist, but for those of the zones themselves. */
function delegationsOf(view: ProviderView): Map<string, Delegation> {
  const found = new Map<string, Delegation>();
  for (const name of landmarksOf(view).delegated) {
    if (isApex(view, name)) continue;
    const ours = view.desired.get(name)?.find(({ type }) => type === 'NS');
    const targets = standingAt(view, name).get('NS');
    if (targets === undefined) continue;
    found.set(name, {
      name,
      targets: new Set(targets),
      ...(ours === undefined ? {} : { origin: originOf(ours.claims[0].claim) }),
    });
  }
  return found;
}

/** The delegation nearest to the zone's own name at or above a name: all below it is hidden, other delegations too. */
function highestCut(name: string, delegations: ReadonlyMap<string, Delegation>): Delegation | undefined {
  let highest: Delegation | undefined;
  for (const at of upwards(name)) highest = delegations.get(at) ?? highest;
  return highest;
}

/** NS and DS at the cut; addresses of name servers, of other delegations, too (glue, RFC 9471 2). */
function isAllowed({ name, type }: DesiredSet, cut: Delegation, servers: ReadonlySet<string>): boolean {
  return (name === cut.name && atCut.has(type)) || (addresses.has(type) && servers.has(name));
}

function hasAddress(view: ProviderView, name: string): boolean {
  const standing = standingAt(view, name);
  return standing.has('A') || standing.has('AAAA');
}

function firstAbove(name: string, names: ReadonlySet<string>): string | undefined {
  for (const at of upwards(name)) if (at !== name && names.has(at)) return at;
  return undefined;
}

/** Digits of the first digest that has no known length (RFC 4034 5.1.4, RFC 6605); undefined: all are fine. */
function wrongDigest({ records }: DesiredSet): number | undefined {
  for (const { value } of records) {
    const digest = /^\d+ \d+ \d+ ([0-9a-f]+)$/.exec(value)?.[1];
    if (digest !== undefined && ![40, 64, 96].includes(digest.length)) return digest.length;
  }
  return undefined;
}
