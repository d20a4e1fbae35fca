import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { readName } from '../../core/name.ts';
import { DnsSyncError, messageOf } from '../../errors.ts';
import { sizeLimits } from '../../files/read-file.ts';
import { diagnosticsOf } from './findings.ts';
import { parseZoneFile } from './parse.ts';
import { isInside, shownPath } from './settings.ts';
import type { ZoneRecord } from './zone.ts';

/** A zone file of any tool. */
export interface ForeignPlace {
  /** Absolute. */
  readonly path: string;
  /** Paths in messages are relative to it. */
  readonly root: string;
  /** The zone, where the file does not say it; canonical. */
  readonly origin?: string;
}

/** What it says. */
export interface ForeignZone {
  /** The apex, canonical. */
  readonly zone: string;
  readonly records: readonly ZoneRecord[];
  /** Warnings and infos. */
  readonly diagnostics: readonly Diagnostic[];
}

const byteOrderMark = '\u00ef\u00bb\u00bf';

/**
 * Reads a zone file that no server need accept: an SOA may be missing, as in what DNSControl and others export. Files
 * that it includes must lie beside it. Throws `IMPORT_INVALID` with every mistake (up to 50).
 */
export async function readForeignZone(place: ForeignPlace, signal: AbortSignal): Promise<ForeignZone> {
  const { path, root, origin } = place;
  const shown = shownPath(root, path);
  const text = await readBytes(path, shown);
  const zone = origin ?? findOrigin(text, path);
  if (zone === undefined) {
    const message = `${shown} does not say which zone it is of`;
    throw new DnsSyncError('IMPORT_INVALID', message, { hint: 'name it: --origin example.com' });
  }
  const parser = parseZoneFile(zone, { path, shown, text });
  for (let request = parser.next(); request !== null; request = parser.next()) {
    signal.throwIfAborted();
    const included = shownPath(root, request.path);
    if (!isInside(request.path, dirname(path))) {
      parser.refuse(request, `the included file ${included} lies in another folder`, 'copy it beside the zone file');
      continue;
    }
    const read = await readBytes(request.path, included).catch(() => null);
    if (read === null) parser.refuse(request, `the included file ${included} cannot be read`, 'check the path');
    else parser.enter(request, { path: request.path, shown: included, text: read });
  }
  const { zone: parsed, findings } = parser.finish();
  const diagnostics = diagnosticsOf(findings, parsed.frames, shown);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return { zone, records: parsed.records, diagnostics };
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  const where = `${first.file ?? shown}:${first.line ?? 1}:${first.column ?? 1}`;
  throw new DnsSyncError('IMPORT_INVALID', `${shown} cannot be read: ${first.message} at ${where}${more}`, {
    diagnostics: errors,
  });
}

/** The file's bytes as Latin-1 text. */
async function readBytes(path: string, shown: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new DnsSyncError('IMPORT_INVALID', `${shown} ${why}`, { hint: 'name a zone file that can be read', cause });
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refuse('is no regular file');
    if (found.size > sizeLimits.large) throw refuse(`has ${found.size} bytes, ${sizeLimits.large} are allowed`);
    const text = (await readFile(path)).toString('latin1');
    return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
  } catch (error) {
    throw error instanceof DnsSyncError ? error : refuse(`cannot be read: ${messageOf(error)}`, error);
  }
}

/** An `$ORIGIN` line, or the owner of an SOA on its line. */
const originOrSoa = /^\$ORIGIN[ \t]+(\S+)|^([^\s;]\S*)[ \t]+(?:[^\s;]+[ \t]+){0,2}SOA[ \t]/gim;

/** The zone that a file is of: where its SOA stands, else its first `$ORIGIN`, else its name (`db.ZONE`, `ZONE.zone`). */
function findOrigin(text: string, path: string): string | undefined {
  let origin: string | undefined;
  let first: string | undefined;
  for (const [, directive, owner] of text.matchAll(originOrSoa)) {
    if (directive !== undefined) {
      origin = absolute(directive, origin);
      first ??= origin;
      continue;
    }
    const apex = owner === undefined ? undefined : absolute(owner, origin);
    if (apex !== undefined) return apex;
    break;
  }
  return first === '.' ? undefined : (first ?? zoneOfFile(path));
}

/** A name of the file, canonical; undefined where the origin is not known, or it is none. */
function absolute(name: string, origin: string | undefined): string | undefined {
  if (name === '@') return origin;
  if (!name.endsWith('.') && origin === undefined) return undefined;
  const read = readName(name.endsWith('.') ? name : origin === '.' ? name : `${name}.${origin ?? ''}`);
  return read.ok ? read.name : undefined;
}

function zoneOfFile(path: string): string | undefined {
  const file = basename(path);
  const name = /^db\.(.+)$/i.exec(file)?.[1] ?? /^(.+)\.(?:zone|db|dns|txt|hosts)$/i.exec(file)?.[1];
  const read = name === undefined || !name.includes('.') ? undefined : readName(name);
  return read?.ok === true ? read.name : undefined;
}
