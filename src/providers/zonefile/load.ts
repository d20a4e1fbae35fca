import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { DnsSyncError, messageOf, systemCode } from '../../errors.ts';
import { sizeLimits } from '../../files/read-file.ts';
import { collectFindings, diagnosticsOf, type Finding } from './findings.ts';
import { type FrameText, type IncludeRequest, parseZoneFile, type ZoneParser } from './parse.ts';
import { isInside, shownPath } from './settings.ts';
import type { Zone } from './zone.ts';
import { checkZone, type Doubles } from './zone-rules.ts';

/** Where a zone's files are. */
export interface ZonePlace {
  /** Name of the provider, for messages. */
  readonly provider: string;
  readonly zone: string;
  /** Absolute path of the main file. */
  readonly path: string;
  /** Absolute folders from which files may be included. */
  readonly folders: readonly string[];
  /** The configuration's folder; paths in messages are relative to it. */
  readonly root: string;
}

/** A zone read whole. */
export interface LoadedZone {
  readonly zone: Zone;
  readonly doubles: Doubles;
  /** Warnings and infos. */
  readonly findings: readonly Finding[];
  /** `sha256:` over the main file, then every included file with its path. */
  readonly digest: string;
}

/** The digest of a file that is not there. */
export const absentDigest = 'absent';

/**
 * Reads a zone with all its files; null when the main file is not there. Throws `PROVIDER_FAILED` for a file that cannot
 * be read, `ZONEFILE_SYNTAX` with every mistake (up to 50) for a zone that cannot be read whole.
 */
export async function loadZone(place: ZonePlace, signal: AbortSignal): Promise<LoadedZone | null> {
  const bytes = await readBytes(place.path, place, signal);
  if (bytes === null) return null;
  const digest = createHash('sha256').update(bytes);
  const frame = { path: place.path, shown: shownPath(place.root, place.path), text: bytes.toString('latin1') };
  const parser = parseZoneFile(place.zone, frame);
  for (let request = parser.next(); request !== null; request = parser.next()) {
    await include(request, parser, digest, place, signal);
  }
  const { zone, findings } = parser.finish();
  const all = collectFindings();
  for (const finding of findings) all.add(finding);
  const doubles: Doubles = hasErrors(findings) ? new Map() : checkZone(zone, all);
  if (hasErrors(all.list)) throw syntaxError(all.list, zone, place);
  return { zone, doubles, findings: all.list, digest: `sha256:${digest.digest('hex')}` };
}

/** The digest of what is there now, without understanding it: the same files as `zone` was read from. */
export async function digestNow(place: ZonePlace, zone: Zone | null, signal: AbortSignal): Promise<string> {
  const bytes = await readBytes(place.path, place, signal);
  if (bytes === null) return absentDigest;
  const digest = createHash('sha256').update(bytes);
  for (const frame of zone?.frames.slice(1) ?? []) {
    const included = await readBytes(frame.path, place, signal);
    if (included === null) return absentDigest;
    addIncluded(digest, frame.shown, included);
  }
  return `sha256:${digest.digest('hex')}`;
}

function addIncluded(digest: Hash, shown: string, bytes: Buffer): void {
  digest.update(`\n${shown}\n`).update(bytes);
}

async function include(
  request: IncludeRequest,
  parser: ZoneParser,
  digest: Hash,
  place: ZonePlace,
  signal: AbortSignal,
): Promise<void> {
  const { path } = request;
  const shown = shownPath(place.root, path);
  if (!place.folders.some((folder) => isInside(path, folder))) {
    return parser.refuse(
      request,
      `the included file ${shown} lies outside the directory`,
      'name its folder in includeDirs',
    );
  }
  const bytes = await readBytes(path, place, signal);
  if (bytes === null) return parser.refuse(request, `the included file ${shown} does not exist`, 'check the path');
  addIncluded(digest, shown, bytes);
  const file: FrameText = { path, shown, text: bytes.toString('latin1') };
  parser.enter(request, file);
}

function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function syntaxError(findings: readonly Finding[], zone: Zone, place: ZonePlace): DnsSyncError {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const diagnostics = diagnosticsOf(errors, zone.frames, place.provider);
  const [first] = diagnostics;
  const where = first?.file === undefined ? '' : ` at ${first.file}:${first.line}:${first.column}`;
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  const message = `the zone ${place.zone} cannot be read: ${first?.message ?? 'unknown'}${where}${more}`;
  return new DnsSyncError('ZONEFILE_SYNTAX', message, { diagnostics, failure: 'rejected' });
}

async function readBytes(path: string, place: ZonePlace, signal: AbortSignal): Promise<Buffer | null> {
  const shown = shownPath(place.root, path);
  const refuse = (message: string, hint: string, cause?: unknown) =>
    new DnsSyncError('PROVIDER_FAILED', `zone file ${shown} ${message}`, { hint, cause, failure: 'rejected' });
  signal.throwIfAborted();
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw refuse(found.isDirectory() ? 'is a directory' : 'is no regular file', 'name a file');
    if (found.size > sizeLimits.large) {
      throw refuse(`has ${found.size} bytes, ${sizeLimits.large} are allowed`, 'split the zone');
    }
    return await handle.readFile({ signal });
  } catch (error) {
    if (error instanceof DnsSyncError || signal.aborted) throw error;
    if (systemCode(error) === 'ENOENT') return null;
    throw refuse(`cannot be read: ${messageOf(error)}`, 'make it readable for this user', error);
  } finally {
    await handle?.close();
  }
}
