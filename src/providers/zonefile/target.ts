import type { SetState } from '../../core/plan.ts';
import type { OwnerMark } from '../../core/provider-model.ts';
import type { UnitChange } from '../../core/unit.ts';
import type { ZoneRecord } from './zone.ts';
import { linesByValue, markOfLines } from './zone-index.ts';

/** What a line had besides the record, so that undoing brings it back. Plain JSON. */
export interface LineImage {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  /** From its `;` to the end of the line; empty without one. */
  readonly comment: string;
}

/** One value that a set is to have. */
export interface TargetValue {
  readonly value: string;
  /** Seconds; null: as its line says. */
  readonly ttl: number | null;
  /** Null: nobody's. */
  readonly mark: OwnerMark | null;
  /** The line's whole comment, in canonical text, where it is brought back; null: it follows from the mark. */
  readonly comment: string | null;
}

/** A set that a unit changes: the lines that hold it now, by value, and what it is to be. */
export interface TouchedSet {
  readonly change: UnitChange;
  readonly lines: ReadonlyMap<string, readonly ZoneRecord[]>;
  readonly target: ReadonlyMap<string, TargetValue>;
}

/** What decides between two readings of a unit. */
export interface TargetContext {
  /** Our owner. */
  readonly owner: string;
  /** The clock given to apply; null where only comparing. */
  readonly now: Date | null;
  /** Lines to bring back. */
  readonly restore: readonly LineImage[];
}

/** Lookup key of a set. */
export function setKey(name: string, type: string): string {
  return `${name} ${type}`;
}

/** The sets of a unit as they stand in `records` and as they are to be. One pass over the records. */
export function touchedSets(
  changes: readonly UnitChange[],
  records: readonly ZoneRecord[],
  context: TargetContext,
): Map<string, TouchedSet> {
  const found = new Map<string, ZoneRecord[]>();
  const names = new Set(changes.map(({ name }) => name));
  for (const record of records) {
    if (!names.has(record.name)) continue;
    const key = setKey(record.name, record.type);
    const lines = found.get(key);
    if (lines === undefined) found.set(key, [record]);
    else lines.push(record);
  }
  const images = new Map<string, LineImage>();
  for (const image of context.restore) images.set(`${setKey(image.name, image.type)} ${image.value}`, image);
  const sets = new Map<string, TouchedSet>();
  for (const change of changes) {
    const key = setKey(change.name, change.type);
    const lines = new Map<string, readonly ZoneRecord[]>();
    for (const same of linesByValue(found.get(key) ?? []).values()) lines.set(same[0]?.value ?? '', same);
    sets.set(key, { change, lines, target: targetOf(change, lines, images, context) });
  }
  return sets;
}

function targetOf(
  { name, type, after }: UnitChange,
  lines: ReadonlyMap<string, readonly ZoneRecord[]>,
  images: ReadonlyMap<string, LineImage>,
  { owner, now }: TargetContext,
): Map<string, TargetValue> {
  const target = new Map<string, TargetValue>();
  for (const value of after?.values ?? []) {
    const standing = lines.get(value);
    const mark = dated(ownerIn(after, value), standing === undefined ? null : markOfLines(standing, owner), now);
    const image = images.get(`${setKey(name, type)} ${value}`);
    const ours = mark?.owner === owner || standing === undefined;
    const ttl = image?.ttl ?? (ours ? (after?.ttl ?? 0) : null);
    target.set(value, { value, ttl, mark, comment: image?.comment ?? null });
  }
  return target;
}

/** Whose a value is; a text such as `constructor` is no owner. */
function ownerIn(state: SetState | null, value: string): OwnerMark | null {
  return state !== null && Object.hasOwn(state.owners, value) ? (state.owners[value] ?? null) : null;
}

/** A mark as it is written: times in whole seconds, null is now, or what stands already where the owner stays. */
function dated(mark: OwnerMark | null, standing: OwnerMark | null, now: Date | null): OwnerMark | null {
  if (mark === null) return null;
  const { owner, force } = mark;
  const kept = standing?.owner === owner ? standing.created : undefined;
  const created = mark.created === null ? (kept ?? now?.toISOString()) : mark.created;
  return {
    owner,
    ...(typeof created === 'string' ? { created: wholeSeconds(created) } : {}),
    ...(force === undefined ? {} : { force }),
  };
}

function wholeSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Whether two marks say the same; a time that is not known agrees with any. */
export function sameMark(left: OwnerMark | null, right: OwnerMark | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.owner === right.owner &&
    (left.force ?? false) === (right.force ?? false) &&
    (typeof left.created !== 'string' ||
      typeof right.created !== 'string' ||
      left.created === right.created ||
      wholeSeconds(left.created) === wholeSeconds(right.created))
  );
}

function sameValuesAndOwners({ lines }: TouchedSet, state: SetState | null, owner: string): boolean {
  const values = state?.values ?? [];
  if (new Set(values).size !== lines.size) return false;
  return values.every((value) => {
    const standing = lines.get(value);
    return standing !== undefined && sameMark(markOfLines(standing, owner), ownerIn(state, value));
  });
}

/** Whether the set stands as it was before the change: values, owners, and the TTL of ours. */
export function standsAsBefore(set: TouchedSet, owner: string): boolean {
  const { before } = set.change;
  if (!sameValuesAndOwners(set, before, owner)) return false;
  const ours = [...set.lines.values()].flat().filter(({ mark }) => mark?.owner === owner);
  return ours.length === 0 || ours.some(({ ttl }) => ttl === before?.ttl);
}

/** Whether the set stands as the change leaves it. */
export function standsAsAfter(set: TouchedSet, owner: string): boolean {
  if (!sameValuesAndOwners(set, set.change.after, owner)) return false;
  for (const [value, lines] of set.lines) {
    const ttl = set.target.get(value)?.ttl ?? null;
    const ours = set.target.get(value)?.mark?.owner === owner;
    if (ours && ttl !== null && lines.some((line) => line.ttl !== ttl)) return false;
  }
  return true;
}
