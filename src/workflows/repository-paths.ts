import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import { realPath } from './wanted-files.ts';

/**
 * Findings with their files relative to the root of the Git work tree around `cwd`, as code scanners and annotations want
 * them; without a work tree they stay as they are.
 *
 * @param root the folder to which the files are relative now
 */
export function fromRepository(diagnostics: readonly Diagnostic[], cwd: string, root: string): readonly Diagnostic[] {
  const top = workTreeAround(realPath(cwd));
  if (top === undefined) return diagnostics;
  const folder = realPath(root);
  const place = <T extends { readonly file?: string }>(one: T): T =>
    one.file === undefined ? one : { ...one, file: relative(top, resolve(folder, one.file)).split(sep).join('/') };
  return diagnostics.map((one) =>
    one.related === undefined ? place(one) : { ...place(one), related: one.related.map(place) },
  );
}

/** The nearest folder upwards with a `.git`, which is a file in linked work trees and submodules. */
function workTreeAround(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}
