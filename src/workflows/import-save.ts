import { resolve } from 'node:path';
import { DnsSyncError, messageOf } from '../errors.ts';
import { createFile, replaceFile } from '../files/atomic-write.ts';
import { resolvePaths } from '../files/resolve-paths.ts';
import { refuseOwnFile } from './output-file.ts';
import type { Project } from './project.ts';

/**
 * Writes an overrides file in one step. Throws `FILE_EXISTS` when something is there and `force` is false, `USAGE` when
 * it cannot be written.
 */
export async function saveImport(project: Project, file: string, text: string, force: boolean): Promise<void> {
  const path = resolve(project.cwd, file);
  if (force) await refuseOwnFile(project, '--out', path);
  let written = true;
  try {
    if (force) await replaceFile(path, text);
    else written = await createFile(path, text);
  } catch (cause) {
    const message = `the overrides cannot be written to ${file}: ${messageOf(cause)}`;
    throw new DnsSyncError('USAGE', message, { hint: 'name a file in a folder that exists and can be written', cause });
  }
  if (written) return;
  throw new DnsSyncError('FILE_EXISTS', `${file} exists already; nothing was written`, {
    hint: 'name another file, or replace it with --force: what it claims now is imported again',
  });
}

/** The names of the sources that read the file as overrides. */
export async function sourcesReading({ config, root, cwd }: Project, file: string): Promise<string[]> {
  const path = resolve(cwd, file);
  const found = await Promise.all(
    config.sources.map(async (source) => {
      if (source.type !== 'yaml') return [];
      const patterns = await resolvePaths(root, source.files);
      return patterns.some(({ paths }) => paths.includes(path)) ? [source.name] : [];
    }),
  );
  return found.flat();
}
