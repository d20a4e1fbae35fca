import type { NameDoubt } from './claim.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ProviderModel } from './provider-model.ts';
import type { RewrittenClaim } from './rewrite-claims.ts';
import { createRouter } from './route.ts';
import type { Seniority } from './seniority.ts';
import { isTtl } from './ttl.ts';
import { placeOf, type WorkClaim } from './work-claim.ts';

/** What goes to one provider, by name. */
export interface Share {
  readonly claims: Map<string, WorkClaim[]>;
  readonly doubts: Map<string, NameDoubt[]>;
}

/** Every provider's share, and what could not be routed. */
export interface Distribution {
  readonly shares: ReadonlyMap<string, Share>;
  readonly diagnostics: readonly Diagnostic[];
  /** Claims that go to no provider, one for each problem. */
  readonly unrouted: readonly WorkClaim[];
}

/** Routes claims and names in doubt to providers, with TTL and age filled in (semantics 1, 3). */
export function distribute(
  claims: readonly RewrittenClaim[],
  doubts: readonly NameDoubt[],
  models: readonly ProviderModel[],
  seniority: Seniority,
  defaultTtl: number,
): Distribution {
  const route = createRouter(models);
  const shares = new Map(models.map(({ name }): [string, Share] => [name, { claims: new Map(), doubts: new Map() }]));
  const diagnostics: Diagnostic[] = [];
  const refused = new Set<string>();
  const unrouted: WorkClaim[] = [];
  for (const { raw, claim } of claims) {
    const to = route(claim.name, claim.providers);
    if (!to.ok) {
      const once = `${to.problem.code} ${claim.name} ${claim.origins[0]}`;
      if (!refused.has(once)) {
        diagnostics.push({ ...to.problem, name: claim.name, ...placeOf(claim) });
        unrouted.push({ raw, claim, ttl: claim.ttl ?? defaultTtl, created: seniority(raw) });
      }
      refused.add(once);
      for (const model of to.held) addDoubt(shares.get(model.name), unroutedDoubt(claim, to.problem.message));
      continue;
    }
    const work: WorkClaim = { raw, claim, ttl: claim.ttl ?? defaultTtl, created: seniority(raw) };
    for (const model of to.providers) add(shares.get(model.name)?.claims, claim.name, inRange(work, model));
  }
  for (const doubt of doubts) {
    const to = route(doubt.name, doubt.providers);
    for (const model of to.ok ? to.providers : to.held) addDoubt(shares.get(model.name), doubt);
  }
  return { shares, diagnostics, unrouted };
}

/** A claim with a TTL that the provider has; what DNS cannot carry stays for the rule `ttl-range`. */
function inRange(work: WorkClaim, { capabilities: { ttl } }: ProviderModel): WorkClaim {
  const fitting = Math.min(ttl.max, Math.max(ttl.min, work.ttl));
  return fitting === work.ttl || !isTtl(work.ttl) ? work : { ...work, ttl: fitting };
}

function add<T>(map: Map<string, T[]> | undefined, key: string, item: T): void {
  const list = map?.get(key);
  if (list === undefined) map?.set(key, [item]);
  else list.push(item);
}

function addDoubt(share: Share | undefined, doubt: NameDoubt): void {
  add(share?.doubts, doubt.name, doubt);
}

function unroutedDoubt(claim: RewrittenClaim['claim'], detail: string): NameDoubt {
  return {
    kind: 'name',
    name: claim.name,
    type: claim.type,
    values: [claim.value],
    reason: 'invalid',
    detail,
    source: claim.source,
    origin: claim.origins[0] ?? '',
  };
}
