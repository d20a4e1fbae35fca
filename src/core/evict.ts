import { createdOf } from './actual.ts';
import { compareText } from './diagnostic.ts';
import type { Eviction } from './plan.ts';
import type { ActualRecord, ProviderModel } from './provider-model.ts';
import type { ConflictStrategy } from './settings.ts';
import type { WorkClaim } from './work-claim.ts';

/** What decides whether our claims at a name may evict. */
export interface EvictionTerms {
  /** The best-ranked of our claims at the name. */
  readonly best: WorkClaim;
  readonly model: ProviderModel;
  readonly strategy: ConflictStrategy;
  /** Protected names and narrow policies evict nothing (settled 24). */
  readonly forbidden: boolean;
}

/** Whether our claims win against every record that forbids them: force, then age (semantics 4). */
export function mayEvict(
  victims: readonly ActualRecord[],
  { best, model, strategy, forbidden }: EvictionTerms,
): boolean {
  if (forbidden || strategy === 'reject' || (best.claim.takeover ?? model.takeover) !== 'evict') return false;
  const forced = best.claim.force ?? false;
  return victims.every(({ owner, fixed }) => {
    const created = createdOf(owner);
    if (owner === null || created === null || owner.force === undefined || fixed !== undefined) return false;
    if (forced !== owner.force) return forced;
    return best.created !== null && best.created < created;
  });
}

/** The victims as the plan shows them, by owner and type. */
export function evictionsOf(victims: readonly ActualRecord[]): Eviction[] {
  const groups = new Map<string, { owner: string; type: string; values: string[] }>();
  for (const { owner, type, value } of victims) {
    const name = owner?.owner ?? '';
    const group = groups.get(`${name}\u0000${type}`) ?? { owner: name, type, values: [] };
    group.values.push(value);
    groups.set(`${name}\u0000${type}`, group);
  }
  for (const group of groups.values()) group.values.sort(compareText);
  return [...groups.values()].sort(
    (left, right) => compareText(left.owner, right.owner) || compareText(left.type, right.type),
  );
}
