import { type ActualIndex, type ActualName, excludes, recordsAt } from './actual.ts';
import { compareText } from './diagnostic.ts';
import type { SetState } from './plan.ts';
import type { ActualRecord, OwnerMark } from './provider-model.ts';
import { sameAttributes, stateOf } from './set-state.ts';
import type { UnitChange } from './unit.ts';

/** A set that is left as it is, because someone else changed what was to be changed. */
export interface LeftSet {
  readonly name: string;
  readonly type: string;
  readonly why: string;
}

/** Which of the sets can still be changed, as they stand now; those that are there already are in neither list. */
export interface MergedSets {
  readonly ready: readonly UnitChange[];
  readonly left: readonly LeftSet[];
}

/** One value as a state shows it. */
interface ShownValue {
  readonly mark: OwnerMark | null;
  /** Null where it is not ours to compare. */
  readonly ttl: number | null;
  readonly attributes: SetState['attributes'];
}

/** A state by value. */
type Shown = ReadonlyMap<string, ShownValue>;

type Merged = { readonly change: UnitChange } | { readonly left: LeftSet } | 'done';

/**
 * Merges changes that were made from other states into what stands now: of every set only the values that the change
 * touches are looked at and changed, what others did beside them stays. A set whose touched values are neither all as
 * before nor all as after, or that holds a value of ours that neither knows, is left as it is.
 */
export function mergeSets(changes: readonly UnitChange[], fresh: ActualIndex, owner: string): MergedSets {
  const ready: UnitChange[] = [];
  const left: LeftSet[] = [];
  const byName = new Map<string, UnitChange[]>();
  for (const change of changes) {
    const same = byName.get(change.name);
    if (same === undefined) byName.set(change.name, [change]);
    else same.push(change);
  }
  for (const [name, same] of byName) {
    const merged = withoutClashes(
      same.map((change) => mergeSet(change, recordsAt(fresh, name).get(change.type) ?? [], owner)),
      recordsAt(fresh, name),
    );
    for (const one of merged) {
      if (one === 'done') continue;
      if ('left' in one) left.push(one.left);
      else ready.push(one.change);
    }
  }
  return { ready, left };
}

function mergeSet(change: UnitChange, records: readonly ActualRecord[], owner: string): Merged {
  const { name, type, before, after } = change;
  const standing = stateOf(records, owner);
  const [from, to, now] = [shownValues(before, owner), shownValues(after, owner), shownValues(standing, owner)];
  const touched = new Set([...from.keys(), ...to.keys()].filter((value) => !same(from.get(value), to.get(value))));
  const unlike = (wanted: Shown) => [...touched].filter((value) => !same(now.get(value), wanted.get(value)));
  const strange = [...now.keys()].filter((value) => isOursAlone(value, now, from, to));
  if (unlike(to).length === 0 && strange.length === 0) return 'done';
  const changed = strange.length > 0 ? strange : unlike(from);
  if (changed.length > 0) {
    return { left: { name, type, why: `someone else changed ${changed.slice(0, 5).join(', ')}` } };
  }
  const others = records.filter(({ value }) => !touched.has(value));
  const values = [...others.map(({ value }) => value), ...[...to.keys()].filter((value) => touched.has(value))];
  // Our values that stand as they are wanted take age and container from `after`; all else stays as someone else left it.
  const wanted = new Set(
    [...to.keys()].filter((value) => touched.has(value) || isOursAs(now.get(value), to.get(value))),
  );
  return { change: { name, type, before: standing, after: joined({ values, others, wanted, after, owner }) } };
}

/** What a merged set is made of. */
interface Parts {
  readonly values: readonly string[];
  /** What the change does not touch, as it stands. */
  readonly others: readonly ActualRecord[];
  /** Values whose marks are those of `after`. */
  readonly wanted: ReadonlySet<string>;
  readonly after: SetState | null;
  readonly owner: string;
}

/** A value under our name that neither side knows: someone changed ours, or wrote with our owner. */
function isOursAlone(value: string, now: Shown, from: Shown, to: Shown): boolean {
  return (now.get(value)?.ttl ?? null) !== null && !from.has(value) && !to.has(value);
}

/** The state after the change: others' values as they stand, ours and what is brought back as `after` says. */
function joined({ values, others, wanted, after, owner }: Parts): SetState | null {
  if (values.length === 0) return null;
  const rest = stateOf(others, owner);
  const brought = Object.entries(after?.owners ?? {}).filter(([value]) => wanted.has(value));
  const marks = new Map([...Object.entries(rest?.owners ?? {}), ...brought]);
  const sorted = [...new Set(values)].sort(compareText);
  const owned = sorted.flatMap((value): [string, OwnerMark][] => {
    const mark = marks.get(value);
    return mark === undefined ? [] : [[value, mark]];
  });
  const base = after !== null && (hasOurs(after, owner) || rest === null) ? after : (rest ?? after);
  return {
    ttl: base?.ttl ?? 0,
    values: sorted,
    owners: Object.fromEntries(owned),
    ...(base?.attributes === undefined ? {} : { attributes: base.attributes }),
  };
}

function hasOurs(state: SetState, owner: string): boolean {
  return Object.values(state.owners).some((mark) => mark.owner === owner);
}

function shownValues(state: SetState | null, owner: string): Shown {
  const { values = [], owners = {}, ttl = 0, attributes } = state ?? {};
  return new Map(
    values.map((value) => {
      const mark = Object.hasOwn(owners, value) ? (owners[value] ?? null) : null;
      const ours = mark?.owner === owner;
      return [value, { mark, ttl: ours ? ttl : null, attributes: ours ? attributes : undefined }];
    }),
  );
}

function same(left: ShownValue | undefined, right: ShownValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.mark?.owner === right.mark?.owner &&
    (left.mark?.force ?? false) === (right.mark?.force ?? false) &&
    left.ttl === right.ttl &&
    sameAttributes(left.attributes, right.attributes)
  );
}

/** Whether a value is ours, and shown as wanted. A TTL that is not null is that of a value of ours. */
function isOursAs(now: ShownValue | undefined, wanted: ShownValue | undefined): boolean {
  return now !== undefined && now.ttl !== null && same(now, wanted);
}

/** Leaves alone, too, what would put a CNAME beside other records now (RFC 1034 3.6.2). */
function withoutClashes(merged: readonly Merged[], standing: ActualName): readonly Merged[] {
  const current = [...merged];
  for (;;) {
    const counts = new Map<string, number>([...standing].map(([type, records]) => [type, records.length]));
    for (const one of current) {
      if (one !== 'done' && 'change' in one) counts.set(one.change.type, one.change.after?.values.length ?? 0);
    }
    const index = current.findIndex((one) => one !== 'done' && 'change' in one && clashes(one.change, counts));
    const one = current[index];
    if (one === undefined || one === 'done' || 'left' in one) return current;
    const { name, type } = one.change;
    current[index] = { left: { name, type, why: 'a record that excludes it has appeared at the name' } };
  }
}

function clashes({ type, before, after }: UnitChange, counts: ReadonlyMap<string, number>): boolean {
  const known = new Set(before?.values);
  if (!(after?.values ?? []).some((value) => !known.has(value))) return false;
  if (type === 'CNAME' && (after?.values.length ?? 0) > 1) return true;
  return [...counts].some(([other, count]) => count > 0 && excludes(type, other));
}
