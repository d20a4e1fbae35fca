import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Lock } from '../../core/lock.ts';
import type { Change } from '../../core/plan.ts';
import { type ActualRecord, apexesIn, type PendingZone, type ProviderState } from '../../core/provider-model.ts';
import type { Landed, Unit } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';
import { fileLock } from '../../files/file-lock.ts';
import type { Provider, Scope } from '../provider.ts';
import { actualRecords } from './actual-records.ts';
import { zonefileCapabilities } from './capabilities.ts';
import { announceZone, commitZone } from './commit.ts';
import { examineZonefiles } from './examine.ts';
import { diagnosticsOf } from './findings.ts';
import { absentDigest, type LoadedZone, loadZone, type ZonePlace } from './load.ts';
import { newZoneDiagnostic } from './new-zone.ts';
import { shownPath, type ZonefileContext, type ZonefileProviderSettings, zoneFilePath } from './settings.ts';
import { standsAsAfter, standsAsBefore, touchedSets } from './target.ts';
import { imagesOf, invertUnit, readHandle, unitChanges, type ZoneHandle, zoneOf } from './unit.ts';

/** Zones as they were read, by name; null: no file. */
type Reading = ReadonlyMap<string, LoadedZone | null>;

/** Most syntax errors shown at once. */
const mostErrors = 50;

/**
 * Zone files on disk (zonefile). Throws `CONFIG_INVALID` when `file` leads out of the directory or cannot tell the zones
 * apart.
 */
export function zonefileProvider(settings: ZonefileProviderSettings, context: ZonefileContext): Provider {
  const { root, owner, defaults } = context;
  const directory = resolve(root, settings.directory);
  const zones = apexesIn(settings.zones);
  const folders = [directory, ...(settings.includeDirs ?? []).map((folder) => resolve(root, folder))];
  const readings = new WeakMap<ProviderState, Reading>();
  const placeOf = (zone: string): ZonePlace => ({
    provider: settings.name,
    zone,
    path: zoneFilePath(settings, root, zone),
    folders,
    root,
  });
  for (const zone of zones) zoneFilePath(settings, root, zone);

  const pendingZone = (zone: string): PendingZone => {
    const file = shownPath(root, placeOf(zone).path);
    return { zone, diagnostic: newZoneDiagnostic({ zone, settings, defaults, file }) };
  };

  const read = async (scope: Scope, signal: AbortSignal): Promise<ProviderState> => {
    const loaded = await loadAll(
      scope.zones.map((zone) => placeOf(zone)),
      signal,
    );
    const records: ActualRecord[] = [];
    const diagnostics: Diagnostic[] = [];
    const pending: PendingZone[] = [];
    const digests: string[] = [];
    for (const [zone, one] of loaded) {
      digests.push(`${zone} ${one?.digest ?? absentDigest}`);
      if (one === null) {
        pending.push(pendingZone(zone));
        continue;
      }
      diagnostics.push(...diagnosticsOf(one.findings, one.zone.frames, settings.name));
      const options = { owner, keepsSerial: settings.serial === 'keep', zones: scope.zones };
      const found = actualRecords(one.zone, one.doubles, options);
      for (const record of found.records) records.push(record);
      diagnostics.push(...diagnosticsOf(found.findings, one.zone.frames, settings.name));
    }
    const [only] = loaded.values();
    const revision = loaded.size === 1 ? (only?.digest ?? absentDigest) : digestOf(digests);
    const state = { revision, records, diagnostics, pending };
    readings.set(state, loaded);
    return state;
  };

  const handleOf = (zone: string, changes: Unit['changes'], state: ProviderState): ZoneHandle => {
    const reading = readings.get(state);
    const loaded = reading?.get(zone) ?? null;
    const digest = reading?.has(zone) ? (loaded?.digest ?? absentDigest) : null;
    const sets =
      loaded === null ? [] : touchedSets(changes, loaded.zone.records, { owner, now: null, restore: [] }).values();
    const images = loaded === null ? [] : imagesOf(loaded.zone, sets, owner);
    return { zone, place: placeMark(placeOf(zone)), digest, images, restore: [], unmake: false };
  };

  const split = (changes: readonly Change[], state: ProviderState): Unit[] => {
    const grouped = new Map<string, Change[]>();
    for (const change of changes) {
      const zone = zoneOf(change.name, zones);
      if (zone === undefined) continue;
      const same = grouped.get(zone);
      if (same === undefined) grouped.set(zone, [change]);
      else same.push(change);
    }
    return [...grouped].map(([zone, own]) => {
      const within = unitChanges(own, state.records);
      return {
        provider: settings.name,
        id: `${settings.name}:${zone}`,
        title: `zone file ${shownPath(root, placeOf(zone).path)}`,
        changes: within,
        handle: handleOf(zone, within, state),
      };
    });
  };

  const placeOfUnit = (unit: Unit): ZonePlace => {
    const { zone, place } = readHandle(unit);
    const current = placeOf(zone);
    if (placeMark(current) === place) return current;
    throw new DnsSyncError(
      'PROVIDER_FAILED',
      `the zone ${zone} was in another file than ${shownPath(root, current.path)}`,
      {
        hint: `give the provider "${settings.name}" the directory and file it had then`,
        failure: 'rejected',
      },
    );
  };

  const inspect = async (unit: Unit, signal: AbortSignal): Promise<Landed> => {
    const loaded = await loadZone(placeOfUnit(unit), signal);
    const { restore } = readHandle(unit);
    const sets = [...touchedSets(unit.changes, loaded?.zone.records ?? [], { owner, now: null, restore }).values()];
    if (sets.every((set) => standsAsAfter(set, owner))) return 'after';
    return sets.every((set) => standsAsBefore(set, owner)) ? 'before' : 'other';
  };

  return {
    name: settings.name,
    capabilities: zonefileCapabilities,
    read,
    split,
    commit: (unit, commit) => commitZone(unit, { settings, context, place: placeOfUnit(unit) }, commit),
    inspect,
    invert: invertUnit,
    rework: (unit, changes, state) => {
      const handle = readHandle(unit);
      const loaded = readings.get(state)?.get(handle.zone);
      return { ...unit, changes, handle: { ...handle, digest: loaded?.digest ?? absentDigest } };
    },
    announce: (unit, { signal }) => announceZone({ settings, context, place: placeOfUnit(unit) }, signal),
    locks: (locked) => (locked.length === 0 ? [] : [folderLock(directory)]),
    check: ({ zones: examined }, signal) => examineZonefiles({ settings, root, places: examined.map(placeOf) }, signal),
  };
}

function placeMark({ path }: ZonePlace): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function digestOf(lines: readonly string[]): string {
  return `sha256:${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

/** The lock beside the zone files; a folder that is not there yet is made. */
function folderLock(directory: string): Lock {
  const lock = fileLock(join(directory, '.dns-sync.lock'));
  return {
    ...lock,
    async take(info) {
      await mkdir(directory, { recursive: true }).catch(() => undefined);
      return lock.take(info);
    },
  };
}

/** All zones at once. Several that cannot be read are one error. */
async function loadAll(places: readonly ZonePlace[], signal: AbortSignal): Promise<Map<string, LoadedZone | null>> {
  const results = await Promise.allSettled(places.map((place) => loadZone(place, signal)));
  const loaded = new Map<string, LoadedZone | null>();
  const broken: DnsSyncError[] = [];
  for (const [index, result] of results.entries()) {
    const zone = places[index]?.zone ?? '';
    if (result.status === 'fulfilled') {
      loaded.set(zone, result.value);
      continue;
    }
    const reason: unknown = result.reason;
    if (!(reason instanceof DnsSyncError) || reason.code !== 'ZONEFILE_SYNTAX') throw reason;
    broken.push(reason);
  }
  const [first] = broken;
  if (first === undefined) return loaded;
  if (broken.length === 1) throw first;
  const diagnostics = broken.flatMap((one) => one.diagnostics).slice(0, mostErrors);
  throw new DnsSyncError('ZONEFILE_SYNTAX', `${broken.length} zones cannot be read; the first: ${first.message}`, {
    diagnostics,
  });
}
