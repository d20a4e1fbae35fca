import { type ActualIndex, recordsAt } from './actual.ts';
import { canonicalJson } from './canonical-json.ts';
import { digested } from './digest.ts';
import type { Change, Plan, SetState } from './plan.ts';
import { sameAttributes } from './set-state.ts';

/** A plan of which only adoptions are left. */
export interface AdoptionPlan {
  readonly plan: Plan;
  /** Number of changes that are left out. */
  readonly leftOut: number;
}

/**
 * Leaves of a plan the changes that write ownership and nothing else: no value, TTL or attribute of any record becomes
 * another one. Guards fall away with the changes they stop; such a plan deletes nothing.
 */
export function onlyAdoptions(plan: Plan, actual: ReadonlyMap<string, ActualIndex>): AdoptionPlan {
  const changes = plan.changes.filter((change) => {
    const index = actual.get(change.provider);
    return index !== undefined && isPureAdoption(change, plan.owner, index);
  });
  const { digest: _digest, ...rest } = plan;
  const counts = { create: 0, update: changes.length, delete: 0, evict: 0 };
  const body = {
    ...rest,
    changes,
    guards: plan.guards.filter(({ guard }) => guard === 'empty-source'),
    summary: { ...plan.summary, ...counts },
  };
  return { plan: digested(body), leftOut: plan.changes.length - changes.length };
}

/** Whether a change makes values ours and leaves them, their TTLs and attributes, and all beside them, as they are. */
function isPureAdoption(change: Change, owner: string, index: ActualIndex): boolean {
  const { before, after, adopts = [], evicts = [] } = change;
  if (change.action !== 'update' || before === null || after === null || adopts.length === 0 || evicts.length > 0)
    return false;
  if (canonicalJson(before.values) !== canonicalJson(after.values)) return false;
  const adopted = new Set(adopts);
  if (othersIn(before, adopted) !== othersIn(after, adopted)) return false;
  const records = recordsAt(index, change.name).get(change.type) ?? [];
  const marks = new Map(Object.entries(after.owners));
  return records
    .filter(({ value }) => marks.get(value)?.owner === owner)
    .every((record) => record.ttl === after.ttl && sameAttributes(record.attributes, after.attributes));
}

/** Who owns the values that are not adopted, and with which force. */
function othersIn({ owners }: SetState, adopted: ReadonlySet<string>): string {
  const marks = Object.entries(owners).filter(([value]) => !adopted.has(value));
  return canonicalJson(marks.map(([value, { owner, force = false }]) => [value, owner, force]));
}
