import { type ActualIndex, isOurs, recordsAt } from '../actual.ts';
import type { RelatedPlace } from '../diagnostic.ts';
import { isWildcard, upwards } from '../name.ts';
import type { ActualRecord, ProviderModel } from '../provider-model.ts';
import { recordTypeOf } from '../record-types.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { relatedTo } from '../work-claim.ts';
import type { PlanFinding } from './rule.ts';

/** The desired sets of one provider, by name. */
export type DesiredNames = ReadonlyMap<string, readonly DesiredSet[]>;

/** What one provider should hold and holds, as rules of scope `plan` see it. */
export interface ProviderView {
  readonly model: ProviderModel;
  readonly zones: ReadonlySet<string>;
  readonly desired: DesiredNames;
  readonly actual: ActualIndex;
  readonly owner: string;
  /** Whether the provider was read; else `actual` is empty and says nothing. */
  readonly isRead: boolean;
  /** Whether something claims the name, or holds it, though nothing may come of it. */
  readonly isClaimed: (name: string) => boolean;
  /** Whether a record of ours that nobody claims stays all the same: its name is held, policies, protection. */
  readonly stays: (record: ActualRecord) => boolean;
}

/** All providers, and what is asked of them together. */
export interface PlanViews {
  readonly views: readonly ProviderView[];
  /** The providers whose zone, the closest one, holds a name; none: the name is somebody else's. */
  holdersOf(name: string): readonly ProviderView[];
}

/** Looks at all providers together. */
export function planViews(views: readonly ProviderView[]): PlanViews {
  const byApex = new Map<string, ProviderView[]>();
  for (const view of views) {
    for (const apex of view.zones) {
      const list = byApex.get(apex);
      if (list === undefined) byApex.set(apex, [view]);
      else list.push(view);
    }
  }
  return {
    views,
    holdersOf(name) {
      for (const at of upwards(name)) {
        const found = byApex.get(at);
        if (found !== undefined) return found;
      }
      return [];
    },
  };
}

/** What will stand at a name: types with their values, ours and everyone's. Evictions are not foreseen. */
export function standingAt(view: ProviderView, name: string): ReadonlyMap<string, readonly string[]> {
  const standing = new Map<string, string[]>();
  const add = (type: string, value: string) => {
    const list = standing.get(type);
    if (list === undefined) standing.set(type, [value]);
    else list.push(value);
  };
  const sets = view.desired.get(name) ?? [];
  for (const { type, records } of sets) for (const { value } of records) add(type, value);
  const wanted = new Set(standing.keys());
  for (const [type, records] of recordsAt(view.actual, name)) {
    for (const record of records) {
      if (!isOurs(record, view.owner) || (!wanted.has(type) && view.stays(record))) add(type, record.value);
    }
  }
  return standing;
}

/** Whether anything will stand at a name. */
export function standsAt(view: ProviderView, name: string): boolean {
  if ((view.desired.get(name)?.length ?? 0) > 0) return true;
  for (const records of recordsAt(view.actual, name).values()) {
    if (records.some((record) => !isOurs(record, view.owner) || view.stays(record))) return true;
  }
  return false;
}

/** Every name at which something will stand, or stands now. */
export function* namesOf(view: ProviderView): Generator<string> {
  yield* view.desired.keys();
  for (const name of view.actual.keys()) if (!view.desired.has(name)) yield name;
}

/** What rules look for in the tree of a provider, found in one pass over all names. */
interface Landmarks {
  /** Our sets, by type. */
  readonly sets: ReadonlyMap<string, readonly DesiredSet[]>;
  /** Names with NS, ours or there. */
  readonly delegated: readonly string[];
  /** Names with DNAME, ours or there. */
  readonly renamed: readonly string[];
  /** Wildcards, ours or there. */
  readonly wildcards: readonly string[];
}

const known = new WeakMap<ProviderView, Landmarks>();

/** Names that weigh on others: delegations, DNAMEs, wildcards. Whether they will stand is yet to be asked. */
export function landmarksOf(view: ProviderView): Landmarks {
  const found = known.get(view) ?? findLandmarks(view);
  known.set(view, found);
  return found;
}

function findLandmarks({ desired, actual }: ProviderView): Landmarks {
  const sets = new Map<string, DesiredSet[]>();
  const [delegated, renamed, wildcards] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const note = (name: string, type: string) => {
    if (type === 'NS') delegated.add(name);
    else if (type === 'DNAME') renamed.add(name);
  };
  for (const [name, own] of desired) {
    if (isWildcard(name)) wildcards.add(name);
    for (const set of own) {
      note(name, set.type);
      const list = sets.get(set.type);
      if (list === undefined) sets.set(set.type, [set]);
      else list.push(set);
    }
  }
  for (const [name, types] of actual) {
    if (isWildcard(name)) wildcards.add(name);
    if (types.has('NS')) delegated.add(name);
    if (types.has('DNAME')) renamed.add(name);
  }
  return { sets, delegated: [...delegated], renamed: [...renamed], wildcards: [...wildcards] };
}

/** Every set of ours at a provider; of these types, else of all that are judged in full (settled 4). */
export function* desiredSets(view: ProviderView, types?: ReadonlySet<string>): Generator<DesiredSet> {
  for (const [type, sets] of landmarksOf(view).sets) {
    if (types === undefined ? isJudged(type) : types.has(type)) yield* sets;
  }
}

/** Whether rules look at a type that do not look at pass-through types (validation 1; settled 4). */
export function isJudged(type: string): boolean {
  return recordTypeOf(type)?.level === 'full';
}

/** What a finding about a set of ours says of where it is. */
export function aboutSet(view: ProviderView, set: DesiredSet): Pick<PlanFinding, 'name' | 'provider' | 'claims'> {
  return { name: set.name, provider: view.model.name, claims: set.claims };
}

/** Whether one of these types, a delegation or a DNAME, stands at or above a name: what is there is said elsewhere. */
export function isHandedOver(view: ProviderView, name: string, by: readonly ('NS' | 'DNAME')[]): boolean {
  const { delegated, renamed } = landmarksOf(view);
  if (delegated.length === 0 && renamed.length === 0) return false;
  for (const above of upwards(name)) {
    if (view.zones.has(above)) return false;
    const standing = standingAt(view, above);
    if (by.some((type) => standing.has(type))) return true;
  }
  return false;
}

/** The claims for the sets of ours at a name, of these types or all, as other places of a finding. */
export function relatedSets(view: ProviderView, name: string, types?: ReadonlySet<string>): RelatedPlace[] {
  const sets = (view.desired.get(name) ?? []).filter(({ type }) => types === undefined || types.has(type));
  return sets.map((set) => relatedTo(set.claims[0].claim, `${set.name} ${set.type}`));
}
