import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import { DnsSyncError } from '../errors.ts';

/** The files that `check FILES` is asked about; by what they are, however many links lead there. */
export interface WantedFiles {
  /** Absolute paths, as given. */
  readonly paths: readonly string[];
  /** Whether a path, taken from `folder` on, is one of them. */
  has(folder: string, path: string): boolean;
}

/** The FILES of the command line. Throws `USAGE` for one that does not exist, or is a folder. */
export function wantedFiles(cwd: string, files: readonly string[]): WantedFiles {
  const paths = files.map((file) => resolve(cwd, file));
  for (const [index, path] of paths.entries()) refuseStrange(path, files[index] ?? '');
  const wanted = new Set(paths.map(realPath));
  const known = new Map<string, boolean>();
  return {
    paths,
    has: (folder, path) => {
      const whole = resolve(folder, path);
      const found = known.get(whole) ?? wanted.has(realPath(whole));
      known.set(whole, found);
      return found;
    },
  };
}

/**
 * Whether a finding is about one of the files: its own place, a related one, or an origin of its record. What has no place
 * because it is about a source or provider as a whole is about the configuration, on which everything else depends, too.
 *
 * @param root the folder to which the paths in findings are relative
 * @param config path of the configuration
 */
export function isAbout(one: Diagnostic, wanted: WantedFiles, root: string, config: string): boolean {
  if (wanted.has(root, config)) return true;
  const { file, origins = [], related = [] } = one;
  const places = [file, ...related.map((place) => place.file), ...origins.map(fileOfOrigin)];
  return places.some((place) => place !== undefined && wanted.has(root, place));
}

/** `stacks/web/compose.yaml#web label dns.host`: what stands before the sign; undefined where there is none. */
function fileOfOrigin(origin: string): string | undefined {
  const end = origin.indexOf('#');
  return end < 0 ? undefined : origin.slice(0, end);
}

/** Where a path leads; a link that leads nowhere stays itself. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

/** What cannot be looked at is left to whoever reads it. */
function refuseStrange(path: string, given: string): void {
  const hint = 'name files, or none: then everything is reported';
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new DnsSyncError('USAGE', `${given} does not exist`, { hint });
  if (found.isDirectory()) throw new DnsSyncError('USAGE', `${given} is a folder`, { hint });
}
