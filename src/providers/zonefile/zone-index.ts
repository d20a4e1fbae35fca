import type { OwnerMark } from '../../core/provider-model.ts';
import type { ZoneRecord } from './zone.ts';

/** Records by name; most names have one, which then stands without an array around it. */
export type RecordsByName = ReadonlyMap<string, ZoneRecord | ZoneRecord[]>;

/** Groups records by name, in order. */
export function byName(records: readonly ZoneRecord[]): RecordsByName {
  const names = new Map<string, ZoneRecord | ZoneRecord[]>();
  for (const record of records) {
    const there = names.get(record.name);
    if (there === undefined) names.set(record.name, record);
    else if (Array.isArray(there)) there.push(record);
    else names.set(record.name, [there, record]);
  }
  return names;
}

/** The records at one name. */
export function recordsAt(names: RecordsByName, name: string): readonly ZoneRecord[] {
  const there = names.get(name);
  if (there === undefined) return [];
  return Array.isArray(there) ? there : [there];
}

/** Lines of one name by type and value; a value that stands twice has two. */
export function linesByValue(records: readonly ZoneRecord[]): Map<string, ZoneRecord[]> {
  const values = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    const key = `${record.type} ${record.value}`;
    const lines = values.get(key);
    if (lines === undefined) values.set(key, [record]);
    else lines.push(record);
  }
  return values;
}

/**
 * Whose the value is that these lines hold. Lines that disagree are the first other's than ours, nobody before another
 * owner: what a person wrote down beside us is never ours to delete.
 */
export function markOfLines(lines: readonly ZoneRecord[], ours: string): OwnerMark | null {
  const [first] = lines;
  if (first === undefined) return null;
  if (lines.every(({ mark }) => mark?.owner === first.mark?.owner)) return first.mark;
  if (lines.some(({ mark }) => mark === null)) return null;
  return lines.find(({ mark }) => mark?.owner !== ours)?.mark ?? null;
}
