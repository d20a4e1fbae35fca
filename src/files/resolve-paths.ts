import { type Dirent, type PathLike, readdir, realpath, type Stats, stat } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { compareText } from '../core/diagnostic.ts';
import { messageOf, systemCode } from '../errors.ts';

/** What one configured path or glob stands for. */
export interface ResolvedPattern {
  /** As written. */
  readonly pattern: string;
  /** Absolute paths, sorted; empty when nothing is there. They need not be readable: a link may lead nowhere. */
  readonly paths: string[];
  /** Folders that a glob had to look into and could not; what they hold is not known. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

type Unreadable = ResolvedPattern['unreadable'][number];

const globCharacters = /[*?[\]{}()!]/;
/** Nothing there is an answer; anything else that keeps a folder from being listed is not. */
const absent = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Finds the files that paths and globs name, from `root` on. A glob matches files, never hidden ones; `**` crosses
 * folders. A text that is the path of something that exists is that path, whatever characters it has.
 */
export async function resolvePaths(root: string, patterns: readonly string[]): Promise<ResolvedPattern[]> {
  return await Promise.all(patterns.map(async (pattern) => await resolvePattern(root, pattern)));
}

/** A path as diagnostics and origins show it: relative to `root`, with `/`. */
export function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

async function resolvePattern(root: string, pattern: string): Promise<ResolvedPattern> {
  const path = resolve(root, pattern);
  const plain = !globCharacters.test(pattern);
  if (await exists(path, plain)) return { pattern, paths: [path], unreadable: [] };
  if (plain) return { pattern, paths: [], unreadable: [] };
  const { glob } = await import('tinyglobby');
  const unreadable: Unreadable[] = [];
  const found = await glob(pattern, {
    cwd: root,
    absolute: true,
    expandDirectories: false,
    onlyFiles: !namesAFile(pattern),
    fs: watchfulFs(unreadable),
  });
  return { pattern, paths: found.map((one) => resolve(one)).sort(compareText), unreadable };
}

/**
 * Whether the pattern ends in what is a file's name, not a folder's: then a folder in its place (Docker makes one where a
 * bind mount's file is missing) is found, so that whoever reads it says so, rather than taken for a file that is gone.
 */
function namesAFile(pattern: string): boolean {
  const last = pattern.slice(pattern.lastIndexOf('/') + 1);
  return !globCharacters.test(last) || /\.[A-Za-z0-9]+$/.test(last);
}

/** Whether something is there, were it a link to nowhere. A plain path into a place nobody may look at counts: reading it says why. */
async function exists(path: string, plain: boolean): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ENOENT' && plain;
  }
}

/**
 * The file system for globbing, which otherwise passes over errors in silence: folders that cannot be listed are noted,
 * and links that lead nowhere count as files, so that whoever reads them says so.
 */
function watchfulFs(unreadable: Unreadable[]) {
  return {
    readdir: (
      path: PathLike,
      options: { withFileTypes: true },
      done: (error: Error | null, entries: Dirent[]) => void,
    ) =>
      readdir(path, options, (error, entries) => {
        if (error !== null && !absent.has(systemCode(error) ?? '')) {
          unreadable.push({ path: resolve(String(path)), message: messageOf(error) });
        }
        done(error, entries);
      }),
    realpath: (path: PathLike, done: (error: Error | null, real: string) => void) =>
      realpath(path, (error, real) => done(null, error === null ? real : String(path))),
    stat: (path: PathLike, done: (error: Error | null, stats: Stats | typeof lostLink) => void) =>
      stat(path, (error, stats) => done(null, error === null ? stats : lostLink)),
  } as object;
}

const lostLink = { isDirectory: () => false };
