import { DnsSyncError } from '../errors.ts';
import { shownPath } from '../files/resolve-paths.ts';
import type { Project } from './project.ts';
import { realPath } from './wanted-files.ts';

/**
 * Refuses a file that an option names for output and that the project stands on: its configuration, its lockfile.
 * Throws `USAGE`.
 */
export function refuseOwnFile({ root, loaded, lockfilePath }: Project, option: string, path: string): void {
  const own = [loaded.file, lockfilePath].find((file) => realPath(file) === realPath(path));
  if (own === undefined) return;
  throw new DnsSyncError('USAGE', `${option} would replace ${shownPath(root, own)}, which dns-sync needs`, {
    hint: 'name another file',
  });
}
