import { compareText } from '../../core/diagnostic.ts';
import { isWithin } from '../../core/name.ts';
import type { Change, SetState } from '../../core/plan.ts';
import type { ActualRecord, OwnerMark } from '../../core/provider-model.ts';
import type { Receipt, Unit, UnitChange } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';
import { canonicalText } from './character-string.ts';
import { writeOwnerComment } from './owner-comment.ts';
import { commentOf } from './rewrite-entry.ts';
import { type LineImage, setKey, type TouchedSet } from './target.ts';
import type { Zone } from './zone.ts';

/** What a unit carries beside its sets. Plain JSON. */
export interface ZoneHandle {
  readonly zone: string;
  /** Tells the zone file from others, without its path: that may hold what `${…}` was filled in with. */
  readonly place: string;
  /** Of the files when the unit was made; null: not known. Records decide whether it is stale, not this. */
  readonly digest: string | null;
  /** Lines as they stood then, where the sets do not say it all. */
  readonly images: readonly LineImage[];
  /** Lines to bring back. */
  readonly restore: readonly LineImage[];
  /** The file was not there before: it goes when nothing but what we made is left in it. */
  readonly unmake: boolean;
}

/** What a receipt carries. Plain JSON. */
export interface ZoneReceipt {
  /** Of the files as written. */
  readonly digest: string;
  /** Lines as they stood before. */
  readonly images: readonly LineImage[];
  /** The file was made. */
  readonly made: boolean;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isImage(value: unknown): value is LineImage {
  return (
    isObject(value) &&
    typeof value.ttl === 'number' &&
    [value.name, value.type, value.value, value.comment].every((field) => typeof field === 'string')
  );
}

function areImages(value: unknown): value is LineImage[] {
  return Array.isArray(value) && value.every(isImage);
}

/** The handle of a unit, which may come from a journal. Throws `PROVIDER_FAILED` for another provider's. */
export function readHandle(unit: Unit): ZoneHandle {
  const { handle } = unit;
  if (
    isObject(handle) &&
    typeof handle.zone === 'string' &&
    typeof handle.place === 'string' &&
    (handle.digest === null || typeof handle.digest === 'string') &&
    areImages(handle.images) &&
    areImages(handle.restore) &&
    typeof handle.unmake === 'boolean'
  ) {
    const { zone, place, digest, images, restore, unmake } = handle;
    return { zone, place, digest, images, restore, unmake };
  }
  throw new DnsSyncError('PROVIDER_FAILED', `the unit ${unit.id} was not made by the zone-file provider`, {
    failure: 'rejected',
  });
}

function readReceipt(receipt: Receipt | undefined): ZoneReceipt | null {
  const handle = receipt?.handle;
  if (!isObject(handle) || typeof handle.digest !== 'string' || !areImages(handle.images)) return null;
  return { digest: handle.digest, images: handle.images, made: handle.made === true };
}

/** The unit that undoes another: sets the other way round, and the lines brought back as they were. */
export function invertUnit(unit: Unit, receipt: Receipt | undefined): Unit {
  const handle = readHandle(unit);
  const read = readReceipt(receipt);
  const inverted: ZoneHandle = {
    zone: handle.zone,
    place: handle.place,
    digest: read?.digest ?? null,
    images: [],
    restore: read?.images ?? handle.images,
    unmake: read?.made ?? handle.digest === 'absent',
  };
  return {
    provider: unit.provider,
    id: `${unit.id}:undo`,
    title: unit.title,
    changes: unit.changes.map(({ name, type, before, after }) => ({ name, type, before: after, after: before })),
    handle: inverted,
  };
}

/** The zone with the longest name that holds `name`. */
export function zoneOf(name: string, zones: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const zone of zones) {
    if (isWithin(name, zone) && (best === undefined || isWithin(zone, best))) best = zone;
  }
  return best;
}

/** The changes of one zone as a unit carries them; what they evict is a change of its own set. */
export function unitChanges(changes: readonly Change[], records: readonly ActualRecord[]): UnitChange[] {
  const sets = new Map<string, UnitChange>();
  for (const { name, type, before, after } of changes) sets.set(setKey(name, type), { name, type, before, after });
  const evicting = changes.filter(({ evicts }) => evicts !== undefined && evicts.length > 0);
  if (evicting.length === 0) return [...sets.values()];
  const names = new Set(evicting.map(({ name }) => name));
  const standing = new Map<string, ActualRecord[]>();
  for (const record of records) {
    if (!names.has(record.name)) continue;
    const key = setKey(record.name, record.type);
    const same = standing.get(key);
    if (same === undefined) standing.set(key, [record]);
    else same.push(record);
  }
  for (const { name, evicts = [] } of evicting) {
    for (const { type, values } of evicts) {
      const key = setKey(name, type);
      const before = sets.get(key)?.before ?? stateOf(standing.get(key) ?? []);
      const after = sets.has(key) ? (sets.get(key)?.after ?? null) : before;
      sets.set(key, { name, type, before, after: withoutValues(after, new Set(values)) });
    }
  }
  return [...sets.values()];
}

function stateOf(records: readonly ActualRecord[]): SetState | null {
  if (records.length === 0) return null;
  const owners: Readonly<Record<string, OwnerMark>> = Object.fromEntries(
    records.flatMap(({ value, owner }) => (owner === null ? [] : [[value, owner]])),
  );
  const values = records.map(({ value }) => value).sort(compareText);
  return { ttl: records.reduce((least, { ttl }) => Math.min(least, ttl), Number.POSITIVE_INFINITY), values, owners };
}

function withoutValues(state: SetState | null, gone: ReadonlySet<string>): SetState | null {
  const values = state?.values.filter((value) => !gone.has(value)) ?? [];
  if (state === null || values.length === 0) return null;
  const owners = Object.fromEntries(Object.entries(state.owners).filter(([value]) => !gone.has(value)));
  return { ...state, values, owners };
}

/** What the sets alone would not bring back: TTLs of single lines, notes, comments of people. */
export function imagesOf(zone: Zone, sets: Iterable<TouchedSet>, owner: string): LineImage[] {
  const images: LineImage[] = [];
  for (const { change, lines, target } of sets) {
    for (const [value, [line]] of lines) {
      if (line === undefined) continue;
      const stays = target.has(value);
      if (stays && line.mark?.owner !== owner && target.get(value)?.mark?.owner === line.mark?.owner) continue;
      const comment = commentOf(zone.frames[line.frame]?.text ?? '', line);
      const usual = line.mark !== null && comment === writeOwnerComment(line.mark, '', null);
      if (usual && line.ttl === change.before?.ttl) continue;
      images.push({ name: change.name, type: change.type, value, ttl: line.ttl, comment: canonicalText(comment) });
    }
  }
  return images;
}
