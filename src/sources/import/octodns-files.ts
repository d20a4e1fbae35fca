import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { FoundRecord } from '../../core/import-document.ts';
import { readName } from '../../core/name.ts';
import { DnsSyncError, messageOf } from '../../errors.ts';
import { readTextFile, sizeLimits } from '../../files/read-file.ts';
import { shownPath } from '../../files/resolve-paths.ts';
import { isOctodnsConfig, readOctodns } from './octodns.ts';

/** Zones that were read from files. */
export interface ImportedFiles {
  readonly records: readonly FoundRecord[];
  /** Apexes, canonical. */
  readonly zones: readonly string[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is imported. */
export interface OctodnsRequest {
  /** Absolute path of a zone file, of a folder of them, or of the folder of one split zone (`example.com.`). */
  readonly path: string;
  /** Paths in messages are relative to it. */
  readonly root: string;
  /** The zone, where the file's name does not say it; canonical. */
  readonly origin?: string;
}

/** A file with the zone it belongs to. */
interface ZonePart {
  readonly path: string;
  readonly zone: string;
}

/** Reads what OctoDNS's YamlProvider reads. Throws `IMPORT_INVALID` with every mistake. */
export async function readOctodnsFiles(request: OctodnsRequest, signal: AbortSignal): Promise<ImportedFiles> {
  const { root } = request;
  const records: FoundRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const zones = new Set<string>();
  for (const { path, zone } of await findParts(request)) {
    signal.throwIfAborted();
    const shown = shownPath(root, path);
    const read = await readTextFile(path, shown, sizeLimits.large);
    if (!read.ok) {
      const { message, hint, at } = read;
      diagnostics.push({ code: 'IMPORT_INVALID', severity: 'error', message, hint, file: shown, ...at });
      continue;
    }
    if (isOctodnsConfig(read.text)) continue;
    const name = readName(zone);
    if (!name.ok) {
      const message = `the file name gives no zone: ${name.message}`;
      diagnostics.push({
        code: 'IMPORT_INVALID',
        severity: 'error',
        message,
        hint: 'name the zone: --origin',
        file: shown,
      });
      continue;
    }
    zones.add(name.name);
    const found = readOctodns(read.text, shown, name.name);
    for (const record of found.records) records.push(record);
    for (const one of found.diagnostics) diagnostics.push(one);
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const message = `${shownPath(root, request.path)} cannot be imported: ${errors[0]?.message ?? ''}${errors.length > 1 ? ` and ${errors.length - 1} more` : ''}`;
    throw new DnsSyncError('IMPORT_INVALID', message, { diagnostics: errors });
  }
  return { records, zones: [...zones], diagnostics };
}

const yamlFile = /\.ya?ml$/i;

async function findParts({ path, root, origin }: OctodnsRequest): Promise<ZonePart[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ path, zone: origin ?? zoneOfFile(path) }];
    const names = await namesIn(path);
    const isSplit = /[^.]\.$/.test(basename(path)) || names.some((name) => name.startsWith('$'));
    if (isSplit || origin !== undefined) return partsOfZone(path, names, origin ?? basename(path));
    const parts: ZonePart[] = [];
    for (const name of names) {
      const inner = join(path, name);
      if (yamlFile.test(name)) parts.push({ path: inner, zone: zoneOfFile(name) });
      else if (name.includes('.') && (await stat(inner)).isDirectory()) {
        parts.push(...partsOfZone(inner, await namesIn(inner), name));
      }
    }
    return parts;
  } catch (cause) {
    const message = `${shownPath(root, path)} cannot be read: ${messageOf(cause)}`;
    throw new DnsSyncError('IMPORT_INVALID', message, { hint: 'name a file or folder that can be read', cause });
  }
}

/** Names in a folder in byte order, hidden ones left out. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort(compareText);
}

function partsOfZone(folder: string, names: readonly string[], zone: string): ZonePart[] {
  return names.filter((name) => yamlFile.test(name)).map((name) => ({ path: join(folder, name), zone }));
}

/** `example.com.yaml`: `example.com`. */
function zoneOfFile(path: string): string {
  return basename(path).replace(yamlFile, '');
}
