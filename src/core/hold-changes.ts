import { excludes, isOurs } from './actual.ts';
import { type Draft, forbiddenBy, policyOf } from './draft.ts';
import { type Hold, type NameInput, strongest } from './name-input.ts';
import type { Change, Held } from './plan.ts';

/** A type at the name with what would be done about it; null: nothing. */
export interface DraftedChange {
  readonly draft: Draft;
  readonly change: Change | null;
}

/** Why changes at one name are held, by type; those that are not in it are done (semantics 5 to 7). */
export function holdChanges(drafted: readonly DraftedChange[], input: NameInput): ReadonlyMap<string, Hold> {
  const holds = new Map<string, Hold>();
  for (const { draft, change } of drafted) {
    const hold = change === null ? undefined : holdOf(change, draft, input);
    if (hold !== undefined) holds.set(draft.type, hold);
  }
  if (drafted.some(({ draft }) => draft.evicted.length > 0)) holdWithoutEviction(drafted, input, holds);
  if (holds.size > 0) holdWhatBelongsTogether(drafted, holds);
  return holds;
}

/** A set that relies on what another evicts waits where that other is held: narrow policies evict nothing (settled 24). */
function holdWithoutEviction(drafted: readonly DraftedChange[], { model }: NameInput, holds: Map<string, Hold>): void {
  const done = drafted.filter(({ draft, change }) => change !== null && !holds.has(draft.type));
  const evictors = done.filter(({ draft }) => policyOf(draft.set, model) === 'sync');
  const gone = new Set(evictors.flatMap(({ draft }) => draft.evicted));
  for (const { draft } of done) {
    if (draft.evicted.some((record) => !gone.has(record))) holds.set(draft.type, forbiddenBy(draft.evicted));
  }
}

/** The first reason, in the order of semantics 8, that holds a change. */
function holdOf(change: Change, draft: Draft, input: NameInput): Hold | undefined {
  return [
    input.hold,
    fixedHold(draft),
    removalHold(draft, input),
    protectedHold(change, input),
    policyHold(change, draft, input),
    ttlHold(draft, input),
  ]
    .filter((hold) => hold !== null)
    .reduce<Hold | undefined>(strongest, undefined);
}

/** Something of ours, or to be adopted, that cannot be changed where it stands. */
function fixedHold({ ours, adopted, records }: Draft): Hold | null {
  const values = new Set(adopted);
  const fixed = [...ours, ...records.filter(({ value }) => values.has(value))].find(
    (record) => record.fixed !== undefined,
  );
  return fixed?.fixed === undefined ? null : { reason: 'unsupported', detail: fixed.fixed };
}

function removalHold({ dropped }: Draft, input: NameInput): Hold | null {
  for (const record of dropped) {
    const detail = input.removalHold(record);
    if (detail !== null) return { reason: 'source-incomplete', detail };
  }
  return null;
}

function protectedHold({ action }: Change, { isProtected }: NameInput): Hold | null {
  if (!isProtected || action === 'create') return null;
  return {
    reason: 'protected',
    detail: 'the name is protected by guards.protect; only the configuration can lift that',
  };
}

/** For policies our first value in a set is a create, adopted or not (semantics 5). */
function policyHold(change: Change, { set, ours }: Draft, { model }: NameInput): Hold | null {
  const policy = policyOf(set, model);
  const action = ours.length === 0 ? 'create' : change.action;
  const refused = action === 'delete' ? policy !== 'sync' : action === 'update' && policy === 'create-only';
  return refused ? { reason: 'policy', detail: `the policy ${policy} allows no ${action}` } : null;
}

/** Where a set has one TTL, another one would move other owners' values too (semantics 4, *TTL*). */
function ttlHold({ set, records, evicted, written }: Draft, { model, owner }: NameInput): Hold | null {
  if (set === undefined || written.length === 0 || model.capabilities.ttlPerValue) return null;
  const gone = new Set(evicted);
  const foreign = records.find(
    (record) => record.owner !== null && !isOurs(record, owner) && !gone.has(record) && record.ttl !== set.ttl,
  );
  if (!foreign?.owner) return null;
  const detail = `the set has one TTL, ${foreign.ttl}, which ${foreign.owner.owner} relies on; ours would be ${set.ttl}`;
  return { reason: 'foreign-owner', detail };
}

/**
 * A type change is held whole: when what stands in the way stays, what needs its room waits with it, and so does what
 * would make room for nothing but a create that is held.
 */
function holdWhatBelongsTogether(drafted: readonly DraftedChange[], holds: Map<string, Hold>): void {
  const deletes = drafted.filter(({ change }) => change?.action === 'delete');
  const writes = drafted.filter(({ change }) => change !== null && change.action !== 'delete');
  const creates = writes.filter(({ change }) => change?.action === 'create');
  for (const { draft } of writes) {
    const blocker = deletes.find((one) => holds.has(one.draft.type) && excludes(one.draft.type, draft.type));
    wait(draft, blocker, holds);
  }
  for (const { draft } of deletes) {
    const needing = creates.filter((one) => excludes(one.draft.type, draft.type));
    if (needing.every((one) => holds.has(one.draft.type))) wait(draft, needing[0], holds);
  }
}

function wait({ type }: Draft, other: DraftedChange | undefined, holds: Map<string, Hold>): void {
  const hold = other === undefined ? undefined : holds.get(other.draft.type);
  if (hold !== undefined && !holds.has(type)) holds.set(type, hold);
}

/** One entry for each type: the change that is held, or the values of it that are. */
export function heldOf({ draft, change }: DraftedChange, hold: Hold | undefined, { model, name }: NameInput): Held[] {
  const entry = { provider: model.name, name, type: draft.type };
  if (change !== null && hold !== undefined) {
    const records = change.action === 'delete' ? draft.ours : (draft.set?.records ?? []);
    return [{ ...entry, values: records.map(({ value }) => value).sort(), ...hold }];
  }
  const first = draft.holds.map((one) => one.hold).reduce<Hold | undefined>(strongest, undefined);
  if (first === undefined) return [];
  return [{ ...entry, values: draft.holds.map(({ value }) => value).sort(), ...first }];
}
