import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Receipt, Unit } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';
import type { CommitContext } from '../provider.ts';
import { editZone } from './edit-zone.ts';
import { diagnosticsOf } from './findings.ts';
import { absentDigest, digestNow, type LoadedZone, loadZone, type ZonePlace } from './load.ts';
import { newZoneText } from './new-zone.ts';
import { parseZone } from './parse.ts';
import { runCommand } from './run-command.ts';
import { selfCheck } from './self-check.ts';
import { firstSerial } from './serial.ts';
import { shownPath, type ZonefileContext, type ZonefileProviderSettings } from './settings.ts';
import { standsAsBefore, type TargetContext, touchedSets } from './target.ts';
import { imagesOf, invertUnit, readHandle, type ZoneHandle, type ZoneReceipt } from './unit.ts';
import { writeZoneFile } from './write-file.ts';
import type { Zone } from './zone.ts';

/** What a commit needs besides the unit. */
export interface CommitInput {
  readonly settings: ZonefileProviderSettings;
  readonly context: ZonefileContext;
  readonly place: ZonePlace;
}

/** A receipt with what the edit had to do to others' lines. */
interface NotedReceipt extends ZoneReceipt {
  /** `ZONEFILE_INHERITED`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An edit that was checked, ready to be written. */
interface Prepared {
  /** What was read, for the second look; null: no file. */
  readonly loaded: LoadedZone | null;
  /** The main file as it will be; null: it goes. */
  readonly text: string | null;
  readonly receipt: NotedReceipt;
}

/** Commits one zone file (zonefile 5), then tells the server; where that fails the old records are put back. */
export async function commitZone(unit: Unit, input: CommitInput, context: CommitContext): Promise<Receipt> {
  const { written, receipt } = await writeUnit(unit, input, context);
  const failed = written ? await tellServer(input, context.signal) : undefined;
  if (failed === undefined) return receipt;
  try {
    await writeUnit(invertUnit(unit, receipt), input, { ...context, signal: new AbortController().signal });
  } catch (error) {
    throw new DnsSyncError('PROVIDER_FAILED', `${failed}; putting the old records back failed too`, {
      hint: 'reload the server by hand, or restore the file',
      cause: error,
      failure: 'in-doubt',
    });
  }
  throw new DnsSyncError('PROVIDER_FAILED', `${failed}; the old records are back in the file`, {
    hint: 'mend the reload command',
    failure: 'rejected',
  });
}

/** Tells the server of a file that stands already. Throws `PROVIDER_FAILED` when it cannot be told. */
export async function announceZone(input: CommitInput, signal: AbortSignal): Promise<void> {
  const failed = await tellServer(input, signal);
  if (failed === undefined) return;
  throw new DnsSyncError('PROVIDER_FAILED', failed, { hint: 'mend the reload command', failure: 'rejected' });
}

/** Runs `reload`, if there is one; returns why the server was not told. */
async function tellServer({ settings, place }: CommitInput, signal: AbortSignal): Promise<string | undefined> {
  if (settings.reload === undefined) return undefined;
  const fill = { zone: place.zone, file: place.path };
  const told = await runCommand(settings.reload, { cwd: place.root, signal, fill });
  return told.ok ? undefined : `the server was not told of ${shownPath(place.root, place.path)}: ${told.output}`;
}

async function writeUnit(
  unit: Unit,
  input: CommitInput,
  context: CommitContext,
): Promise<{ readonly written: boolean; readonly receipt: Receipt }> {
  const handle = readHandle(unit);
  const { place } = input;
  const { loaded, text, receipt } = await prepare(unit, handle, input, context);
  const done = { unit: unit.id, handle: receipt };
  const before = loaded?.digest ?? absentDigest;
  if (text !== null && loaded !== null && text === loaded.zone.frames[0]?.text)
    return { written: false, receipt: done };
  const compare = async (): Promise<void> => {
    context.signal.throwIfAborted();
    if ((await digestNow(place, loaded?.zone ?? null, context.signal)) === before) return;
    throw stale(place, 'was changed while it was being written');
  };
  const shown = shownPath(place.root, place.path);
  if (text === null) {
    await compare();
    await rm(place.path, { force: true });
    return { written: false, receipt: done };
  }
  const approve = async (temporary: string): Promise<void> => {
    await runCheck(temporary, input, context);
    await compare();
  };
  const { inPlace = false } = input.settings;
  await writeZoneFile(place.path, Buffer.from(text, 'latin1'), { shown, inPlace, now: context.now, approve });
  return { written: true, receipt: done };
}

/** Reads, compares, edits and checks, all without writing. */
async function prepare(unit: Unit, handle: ZoneHandle, input: CommitInput, context: CommitContext): Promise<Prepared> {
  const { place, settings } = input;
  const { now } = context;
  const { serial = 'date' } = settings;
  const loaded = await loadZone(place, context.signal);
  if (loaded === null && handle.digest !== null && handle.digest !== absentDigest) throw stale(place, 'is gone');
  const zone = loaded?.zone ?? newZone(unit, input, firstSerial(serial, now));
  const target: TargetContext = { owner: input.context.owner, now, restore: handle.restore };
  const sets = touchedSets(unit.changes, zone.records, target);
  for (const set of sets.values()) {
    if (standsAsBefore(set, target.owner)) continue;
    throw stale(place, `no longer holds ${set.change.name} ${set.change.type} as planned`);
  }
  const images = imagesOf(zone, sets.values(), target.owner);
  const { text, findings } = editZone(zone, sets.values(), { serial: loaded === null ? 'keep' : serial, now });
  const edited = selfCheck(zone, text, sets, target);
  const diagnostics = diagnosticsOf(findings, zone.frames, settings.name);
  const made = loaded === null;
  const digest = digestOf(edited);
  if (handle.unmake && isOnlyMade(edited, unit, input)) {
    return { loaded, text: null, receipt: { digest: absentDigest, images, made, diagnostics } };
  }
  return { loaded, text, receipt: { digest, images, made, diagnostics } };
}

function newZone(unit: Unit, { place, settings, context }: CommitInput, serial: number): Zone {
  const text = newZoneText({ zone: place.zone, settings, defaults: context.defaults }, serial, unit.changes);
  const main = { path: place.path, shown: shownPath(place.root, place.path), text };
  return parseZone(place.zone, main, new Map()).zone;
}

/** Whether nothing is left but what we wrote when we made the file; the serial aside. */
function isOnlyMade(zone: Zone, unit: Unit, { place, settings, context }: CommitInput): boolean {
  const soa = zone.records.find(({ type }) => type === 'SOA');
  const serial = Number(soa?.value.split(' ')[2]);
  const made = unit.changes.map(({ before, after, ...set }) => ({ ...set, before: after, after: before }));
  const input = { zone: place.zone, settings, defaults: context.defaults };
  return zone.frames[0]?.text === newZoneText(input, serial, made);
}

/** The digest that reading the edited zone will give. */
function digestOf(zone: Zone): string {
  const [main, ...included] = zone.frames;
  const digest = createHash('sha256').update(main?.text ?? '', 'latin1');
  for (const { shown, text } of included) digest.update(`\n${shown}\n`).update(text, 'latin1');
  return `sha256:${digest.digest('hex')}`;
}

async function runCheck(temporary: string, { settings, place }: CommitInput, { signal }: CommitContext): Promise<void> {
  if (settings.check === undefined) return;
  const checked = await runCommand(settings.check, {
    cwd: place.root,
    signal,
    fill: { zone: place.zone, file: temporary },
  });
  if (checked.ok) return;
  const shown = shownPath(place.root, place.path);
  throw new DnsSyncError('PROVIDER_REJECTED', `the check of ${shown} failed, nothing was written: ${checked.output}`, {
    hint: 'mend what it names, or the check command',
    failure: 'rejected',
  });
}

function stale(place: ZonePlace, what: string): DnsSyncError {
  const message = `zone file ${shownPath(place.root, place.path)} ${what}; it is left as it is`;
  return new DnsSyncError('PLAN_STALE', message, { failure: 'conflict' });
}
