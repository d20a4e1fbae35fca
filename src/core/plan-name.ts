import { isOurs } from './actual.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Draft, draftAll } from './draft.ts';
import { evictionsOf } from './evict.ts';
import { type DraftedChange, heldOf, holdChanges } from './hold-changes.ts';
import type { NameInput } from './name-input.ts';
import type { Change, Held } from './plan.ts';
import type { ActualRecord } from './provider-model.ts';
import type { DesiredSet } from './resolve-name.ts';
import {
  sameAttributes,
  sameMark,
  stateAfter,
  stateOf,
  type WantedValue,
  wantedAttributes,
  wantedValue,
} from './set-state.ts';

/** What happens at one name. */
export interface NamePlan {
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  /** Types of our sets that stay as they are. */
  readonly unchanged: readonly string[];
  readonly infos: readonly Diagnostic[];
}

/** Compares what is wanted at a name with what is there, and decides what is done, held or left alone (semantics 4 to 7). */
export function planName(input: NameInput): NamePlan {
  if (input.hold === null && input.actual.size === 0) return createAll(input);
  const drafts = draftAll(input);
  const gone = new Set(drafts.flatMap(({ evicted }) => evicted));
  const drafted = drafts.map((draft) => ({ draft, change: toChange(draft, gone, input) }));
  const holds = holdChanges(drafted, input);
  const held = drafted.flatMap((one) => heldOf(one, holds.get(one.draft.type), input));
  const changes = withEvictions(drafted.filter(({ draft }) => !holds.has(draft.type)));
  const spokenFor = new Set([...held, ...changes].map(({ type }) => type));
  return {
    changes,
    held,
    unchanged: drafts.filter(({ type, ours }) => ours.length > 0 && !spokenFor.has(type)).map(({ type }) => type),
    infos: drafts.flatMap((draft) => sharing(draft, input)),
  };
}

/** The changes that are done; the first that needs a record evicted carries the eviction. */
function withEvictions(drafted: readonly DraftedChange[]): Change[] {
  const taken = new Set<ActualRecord>();
  return drafted.flatMap(({ draft, change }) => {
    if (change === null) return [];
    const victims = draft.evicted.filter((record) => !taken.has(record));
    for (const record of victims) taken.add(record);
    return [victims.length === 0 ? change : { ...change, evicts: evictionsOf(victims) }];
  });
}

const nothingToDo: NamePlan = { changes: [], held: [], unchanged: [], infos: [] };

/** What it takes to see that nothing changes. */
type StayInput = Pick<NameInput, 'desired' | 'actual' | 'owner' | 'model'>;

/** The usual case, told without drafting anything: only ours is there, one value each, exactly as wanted. */
export function stays({ desired, actual, owner, model }: StayInput): boolean {
  if (desired.length !== actual.size) return false;
  return desired.every((set) => {
    const records = actual.get(set.type);
    const [record] = records ?? [];
    const [wanted] = set.records;
    if (records?.length !== 1 || record === undefined || set.records.length !== 1 || wanted === undefined) return false;
    return (
      isOurs(record, owner) &&
      record.value === wanted.value &&
      record.ttl === set.ttl &&
      (record.owner?.force ?? false) === (wanted.claims[0].claim.force ?? false) &&
      sameAttributes(record.attributes, wantedAttributes(set, model.capabilities.attributes))
    );
  });
}

/** Nothing is there: every set is a create, and nothing can stand against it. */
function createAll({ name, owner, model, desired }: NameInput): NamePlan {
  const changes = desired.map((set): Change => {
    const ours = set.records.map((record) => wantedValue(record, owner));
    const after = stateAfter([], ours, {
      ttl: set.ttl,
      attributes: wantedAttributes(set, model.capabilities.attributes),
    });
    if (after === null) throw new Error(`an empty desired set: ${name} ${set.type}`);
    return {
      action: 'create',
      provider: model.name,
      name,
      type: set.type,
      before: null,
      after,
      origins: originsOf(set),
    };
  });
  return { ...nothingToDo, changes };
}

function originsOf(set: DesiredSet): string[] {
  if (set.claims.length === 1) return [...set.claims[0].claim.origins];
  return [...new Set(set.claims.flatMap(({ claim }) => claim.origins))];
}

function toChange(draft: Draft, gone: ReadonlySet<ActualRecord>, { owner, model, name }: NameInput): Change | null {
  const { set, ours, written, adopted, dropped, records, type } = draft;
  if (ours.length === 0 && written.length === 0) return null;
  const writtenValues = new Set(written.map(({ value }) => value));
  const others = records.filter(
    (record) => !isOurs(record, owner) && !gone.has(record) && !writtenValues.has(record.value),
  );
  const ttl = set?.ttl ?? ours[0]?.ttl ?? 0;
  const before = stateOf(records, owner);
  const attributes = set === undefined ? undefined : wantedAttributes(set, model.capabilities.attributes);
  const after = stateAfter(others, written, { ttl, attributes });
  const base = {
    provider: model.name,
    name,
    type,
    origins: set === undefined ? [] : originsOf(set),
    ...(adopted.length === 0 ? {} : { adopts: adopted }),
  };
  if (ours.length === 0 && after !== null) {
    return adopted.length > 0 && before !== null
      ? { action: 'update', ...base, before, after }
      : { action: 'create', ...base, before, after };
  }
  if (before === null) return null;
  if (written.length === 0) return { action: 'delete', ...base, before, after };
  const same =
    set === undefined ||
    (dropped.length === 0 &&
      written.length === ours.length &&
      ours.every((record) => record.ttl === set.ttl && sameAttributes(record.attributes, attributes)) &&
      sameMarks(ours, written));
  return same || after === null ? null : { action: 'update', ...base, before, after };
}

function sameMarks(ours: readonly ActualRecord[], written: readonly WantedValue[]): boolean {
  const marks = new Map(ours.map(({ value, owner }) => [value, owner]));
  return written.every(({ value, mark }) => marks.has(value) && sameMark(marks.get(value) ?? null, mark));
}

/** Info: ours joins other owners' values, or their TTL differs from ours. */
function sharing({ set, ours, written, records, type }: Draft, { name, owner, model }: NameInput): Diagnostic[] {
  const foreign = records.filter((record) => record.owner !== null && !isOurs(record, owner));
  if (set === undefined || foreign.length === 0 || written.length === 0) return [];
  const owners = [...new Set(foreign.map((record) => record.owner?.owner ?? ''))].sort().join(', ');
  const found: Diagnostic[] = [];
  if (ours.length === 0) {
    found.push({
      code: 'SET_SHARED',
      severity: 'info',
      message: `${name} ${type} at ${model.name} is shared with ${owners}`,
      name,
    });
  }
  const other = foreign.find((record) => record.ttl !== set.ttl);
  if (other !== undefined) {
    const message = `${name} ${type} at ${model.name}: values of ${owners} have TTL ${other.ttl}, ours ${set.ttl}`;
    found.push({ code: 'SET_TTL_FOREIGN', severity: 'info', message, name });
  }
  return found;
}
