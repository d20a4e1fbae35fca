import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText, type Diagnostic } from '../core/diagnostic.ts';
import { messageOf } from '../errors.ts';
import { readTextFile } from '../files/read-file.ts';
import { resolvePaths, shownPath } from '../files/resolve-paths.ts';
import type { Missing } from './completeness.ts';
import type { SourceContext } from './source.ts';

/** Where a source of files looks. */
export interface FilePaths {
  /** Name of the source. */
  readonly name: string;
  /** Files, folders and globs of files, from the configuration's folder on. */
  readonly paths: readonly string[];
  /** A path that finds nothing means that nothing is there. */
  readonly optional?: boolean;
}

/** What a source takes of the files it is pointed at. */
export interface FileRules {
  /** Largest size, bytes. */
  readonly limit: number;
  /** Links in folders count when they lead to a regular file. */
  readonly followLinks: boolean;
  /** Why a file of this name is left out of its folder; undefined: it is read. Files that are named themselves always are. */
  leaveOut(name: string): string | undefined;
  /** What is said instead of reading a file, in a folder or named itself; undefined: it is read. */
  refuse?(file: string): Diagnostic | undefined;
}

/** What all files of a source come to; `results` in the byte order of their shown paths. */
export interface FilesRead<T> {
  readonly results: readonly T[];
  readonly diagnostics: Diagnostic[];
  readonly missing: Missing[];
  /** Files and folders that could be read. */
  readonly readable: number;
}

/** What was found at the paths, before any file is opened. */
interface Found {
  /** Shown path to absolute path. */
  readonly files: Map<string, FoundFile>;
  readonly diagnostics: Diagnostic[];
  readonly missing: Missing[];
  /** Folders that could be listed. */
  folders: number;
}

interface FoundFile {
  readonly path: string;
  /** Seen in a folder: when it is gone by the time it is opened, there is nothing to read. */
  readonly listed: boolean;
}

/** Finds the files and reads one after another with `read`; `missingCounts`: a path that finds nothing is missing. */
export async function readNamedFiles<T>(
  paths: FilePaths,
  rules: FileRules,
  { root, noteFile }: Pick<SourceContext, 'root' | 'noteFile'>,
  missingCounts: boolean,
  signal: AbortSignal,
  read: (text: string, file: string) => T,
): Promise<FilesRead<T>> {
  const found = await findFiles(paths, rules, root, missingCounts, signal);
  const { diagnostics, missing } = found;
  const results: T[] = [];
  for (const [file, { path, listed }] of [...found.files].sort(([left], [right]) => compareText(left, right))) {
    signal.throwIfAborted();
    const refused = rules.refuse?.(file);
    if (refused !== undefined) {
      diagnostics.push(refused);
      continue;
    }
    noteFile?.(path);
    const text = await readTextFile(path, file, rules.limit);
    if (text.ok) {
      results.push(read(text.text, file));
      continue;
    }
    const { code, message, hint, at } = text;
    if (code === 'FILE_MISSING' && listed) continue;
    missing.push({ what: file, why: message });
    if (code !== 'FILE_MISSING') diagnostics.push({ code, severity: 'error', message, hint, file, ...at });
  }
  return { results, diagnostics, missing, readable: results.length + found.folders };
}

async function findFiles(
  { name, paths, optional = false }: FilePaths,
  rules: FileRules,
  root: string,
  missingCounts: boolean,
  signal: AbortSignal,
): Promise<Found> {
  const found: Found = { files: new Map(), diagnostics: [], missing: [], folders: 0 };
  const folders = new Set<string>();
  for (const { pattern, paths: matches, unreadable } of await resolvePaths(root, paths)) {
    for (const { path, message } of unreadable) found.missing.push({ what: shownPath(root, path), why: message });
    for (const path of matches) {
      if ((await lookAt(path))?.isDirectory() === true) folders.add(path);
      else found.files.set(shownPath(root, path), { path, listed: false });
    }
    if (matches.length > 0 || unreadable.length > 0 || optional) continue;
    const message = `the source "${name}" finds nothing at ${pattern}`;
    const hint = 'correct the path, or say optional: true where it may be missing';
    found.diagnostics.push({ code: 'SOURCE_PATH_MISSING', severity: 'warning', message, hint, subject: name });
    if (missingCounts) found.missing.push({ what: pattern, why: 'nothing is there' });
  }
  for (const folder of folders) {
    signal.throwIfAborted();
    await listFolder(folder, rules, root, found);
  }
  return found;
}

/** What a path leads to; undefined: opening it says why that cannot be told. */
async function lookAt(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

async function listFolder(folder: string, rules: FileRules, root: string, found: Found): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    found.missing.push({ what: shownPath(root, folder) || '.', why: messageOf(error) });
    return;
  }
  found.folders += 1;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const file = shownPath(root, path);
    if (found.files.has(file)) continue;
    const why = rules.leaveOut(entry.name) ?? (await notRegular(entry, path, rules));
    if (why === undefined) found.files.set(file, { path, listed: entry.isFile() });
    else found.diagnostics.push(leftOut(file, why));
  }
}

/** Why an entry of a folder is no file to read. A link that leads nowhere is one: opening it says so. */
async function notRegular(entry: Dirent, path: string, { followLinks }: FileRules): Promise<string | undefined> {
  if (entry.isFile()) return undefined;
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'it is a folder' : 'it is no regular file';
  if (!followLinks) return 'it is a symbolic link';
  const target = await lookAt(path);
  return target === undefined || target.isFile() ? undefined : 'it leads to no regular file';
}

function leftOut(file: string, why: string): Diagnostic {
  return { code: 'FILE_SKIPPED', severity: 'info', message: `${file} is not read: ${why}`, file };
}
