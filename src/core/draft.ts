import { excludes, isOurs } from './actual.ts';
import type { Policy } from './claim.ts';
import { mayEvict } from './evict.ts';
import type { Hold, NameInput } from './name-input.ts';
import type { ActualRecord, ProviderModel } from './provider-model.ts';
import { rankBy } from './rank.ts';
import type { DesiredRecord, DesiredSet } from './resolve-name.ts';
import { type WantedValue, wantedValue } from './set-state.ts';

/** One type at a name: what is there, what is wanted, and what may be written of it. */
export interface Draft {
  readonly type: string;
  readonly set: DesiredSet | undefined;
  readonly records: readonly ActualRecord[];
  readonly ours: readonly ActualRecord[];
  /** Values of ours after the change. */
  readonly written: WantedValue[];
  readonly adopted: string[];
  /** Ours, no longer wanted. */
  readonly dropped: ActualRecord[];
  /** What a new value of ours needs evicted; another draft may need the same. */
  readonly evicted: readonly ActualRecord[];
  readonly holds: { readonly value: string; readonly hold: Hold; readonly present: boolean }[];
}

/** What is wanted of one type, and what other owners have against it. */
interface Wish {
  readonly type: string;
  readonly set: DesiredSet | undefined;
  readonly forbidding: readonly ActualRecord[];
  /** All that forbids it goes. */
  readonly evicts: boolean;
}

const narrowness: Readonly<Record<Policy, number>> = { sync: 0, 'upsert-only': 1, 'create-only': 2 };

/** The provider's policy, or a narrower one of a claim's. */
export function policyOf(set: DesiredSet | undefined, model: ProviderModel): Policy {
  return (set?.claims ?? []).reduce<Policy>((narrowest, { claim }) => {
    const policy = claim.policy ?? 'sync';
    return narrowness[policy] > narrowness[narrowest] ? policy : narrowest;
  }, model.policy);
}

/** A draft for every type that is wanted at the name or of which something is ours, in byte order. */
export function draftAll(input: NameInput): Draft[] {
  const { desired, actual, owner, strategy, model } = input;
  const wanted = new Map(desired.map((set) => [set.type, set]));
  const best = [...desired.flatMap(({ claims }) => claims.slice(0, 1))].sort(rankBy(strategy))[0];
  const types = new Set(wanted.keys());
  for (const [type, records] of actual) if (records.some((record) => isOurs(record, owner))) types.add(type);
  const others = [...actual.keys()]
    .sort()
    .flatMap((type) => (actual.get(type) ?? []).filter((record) => !isOurs(record, owner)));
  const wishes = [...types].sort().map((type): Wish => {
    const set = wanted.get(type);
    const forbidding = set === undefined ? [] : others.filter((record) => forbids(record, set));
    const forbidden = input.isProtected || policyOf(set, model) !== 'sync';
    const evicts =
      best !== undefined && forbidding.length > 0 && mayEvict(forbidding, { best, model, strategy, forbidden });
    return { type, set, forbidding, evicts };
  });
  const evictors = new Map(wishes.filter(({ evicts }) => evicts).map((wish) => [wish.type, draftType(wish, input)]));
  const gone = new Set([...evictors.values()].flatMap(({ evicted }) => evicted));
  const drafts = wishes.map((wish) => evictors.get(wish.type) ?? draftType(spared(wish, gone), input));
  keepWhatMakesRoom(drafts);
  return drafts;
}

/** A set that may not evict itself is written all the same when another set at the name has all that forbids it evicted. */
function spared(wish: Wish, gone: ReadonlySet<ActualRecord>): Wish {
  return wish.forbidding.every((record) => gone.has(record)) ? { ...wish, evicts: true } : wish;
}

/** Whether a record that is not ours keeps a set of ours from existing. */
function forbids(record: ActualRecord, set: DesiredSet): boolean {
  if (record.type === 'CNAME' && set.type === 'CNAME') return set.records.every(({ value }) => value !== record.value);
  return excludes(record.type, set.type);
}

function draftType({ type, set, forbidding, evicts }: Wish, input: NameInput): Draft {
  const records = input.actual.get(type) ?? [];
  const ours = records.filter((record) => isOurs(record, input.owner));
  const wanted = new Set(set?.records.map(({ value }) => value));
  const dropped = ours.filter(({ value }) => !wanted.has(value));
  const draft: Draft = { type, set, records, ours, written: [], adopted: [], dropped, evicted: [], holds: [] };
  if (set === undefined) return draft;
  const byValue = new Map([...records, ...ours].map((record) => [record.value, record]));
  const willAdopt = new Set(set.records.filter((record) => adopts(record, input)).map(({ value }) => value));
  const byHand = records.find(({ owner, value }) => owner === null && !willAdopt.has(value));
  const share = input.model.share || set.claims.some(({ claim }) => claim.share === true);
  // Adopting one of its values puts us into a set as owning one does; the next plan must not see it otherwise.
  const isIn = ours.length > 0 || records.some(({ owner, value }) => owner === null && willAdopt.has(value));
  let isNew = false;
  for (const record of set.records) {
    const { value } = record;
    const there = byValue.get(value);
    if (there !== undefined && isOurs(there, input.owner)) draft.written.push(wantedValue(record, input.owner));
    else if (there?.owner) draft.holds.push({ value, present: true, hold: foreignHold(there.owner.owner) });
    else if (there !== undefined && willAdopt.has(value)) {
      draft.written.push(wantedValue(record, input.owner));
      draft.adopted.push(value);
    } else if (there !== undefined) draft.holds.push({ value, present: true, hold: existsByHand });
    else if (forbidding.length > 0 && !evicts) {
      draft.holds.push({ value, present: false, hold: forbiddenBy(forbidding) });
    } else if (byHand !== undefined && !isIn && !share) {
      draft.holds.push({ value, present: false, hold: joinsByHand(byHand) });
    } else {
      draft.written.push(wantedValue(record, input.owner));
      isNew = true;
    }
  }
  return isNew ? { ...draft, evicted: forbidding } : draft;
}

/** Whether a hand-made record with this value becomes ours: `--adopt`, else the best-ranked claim that says, else the provider. */
function adopts({ claims }: DesiredRecord, { adopt, model }: NameInput): boolean {
  return adopt || (claims.find(({ claim }) => claim.adopt !== undefined)?.claim.adopt ?? model.adopt);
}

const existsByHand: Hold = {
  reason: 'unowned',
  detail: 'exists, made by hand or by a tool we do not know; adopt it to manage it',
};

function foreignHold(owner: string): Hold {
  return { reason: 'foreign-owner', detail: `owned by ${owner}` };
}

function joinsByHand(record: ActualRecord): Hold {
  return {
    reason: 'unowned',
    detail: `would join ${record.value}, made by hand; adopt it, remove it, or allow joining with share: true`,
  };
}

/** Every record that forbids it counts, another owner's before a hand-made one (settled 26). */
export function forbiddenBy(forbidding: readonly ActualRecord[]): Hold {
  const foreign = forbidding.find(({ owner }) => owner !== null);
  const record = foreign ?? forbidding[0];
  const what = record === undefined ? 'another record' : `${record.type} ${record.value}`;
  return foreign?.owner
    ? { reason: 'foreign-owner', detail: `forbidden by ${what}, owned by ${foreign.owner.owner}` }
    : { reason: 'unowned', detail: `forbidden by ${what}, made by hand` };
}

/**
 * When a create of ours is held, what would only make room for it stays: a name never ends up worse than before. What
 * also makes room for a set that does come goes.
 */
function keepWhatMakesRoom(drafts: readonly Draft[]): void {
  const blocked = drafts.flatMap(({ holds }) => holds).find(({ present }) => !present);
  if (blocked === undefined) return;
  const arriving = drafts.filter(({ written, ours }) => written.length > 0 && ours.length === 0);
  for (const draft of drafts) {
    if (arriving.some(({ type }) => excludes(type, draft.type))) continue;
    for (const record of draft.dropped.splice(0)) {
      draft.written.push({ value: record.value, mark: record.owner ?? { owner: '' } });
      draft.holds.push({ value: record.value, present: true, hold: blocked.hold });
    }
  }
}
