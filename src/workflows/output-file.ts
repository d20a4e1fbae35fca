import { open, stat } from 'node:fs/promises';
import { DnsSyncError } from '../errors.ts';
import { followLinks } from '../files/atomic-write.ts';
import { shownPath } from '../files/resolve-paths.ts';
import type { Project } from './project.ts';
import { realPath } from './wanted-files.ts';

/** What an option writes, and may replace: how that begins. */
const outputs = {
  '--out': { what: 'saved plan', begins: /^\s*\{\s*"formatVersion"\s*:\s*\d+,\s*"generator"/ },
  '--record': { what: 'recording', begins: /^\s*\[/ },
} as const;

/** As much of a file is looked at, bytes. */
const headSize = 4096;

/**
 * Refuses a file for output that the project stands on, and one that holds something else than what the option writes: a
 * zone, overrides. Throws `USAGE`. What cannot be read is left to whoever writes.
 */
export async function checkOutputFile(project: Project, option: keyof typeof outputs, path: string): Promise<void> {
  await refuseOwnFile(project, option, path);
  const { what, begins } = outputs[option];
  const head = await headOf(path);
  if (head.trim() === '' || begins.test(head)) return;
  throw new DnsSyncError('USAGE', `${option} would replace ${shownPath(project.root, path)}, which is no ${what}`, {
    hint: 'name another file, or remove this one first',
  });
}

/** Refuses a file for output that the project stands on: its configuration, its lockfile. Throws `USAGE`. */
export async function refuseOwnFile(
  { root, loaded, lockfilePath }: Project,
  option: string,
  path: string,
): Promise<void> {
  const target = await endOf(path);
  for (const own of [loaded.file, lockfilePath]) {
    if ((await endOf(own)) !== target) continue;
    throw new DnsSyncError('USAGE', `${option} would replace ${shownPath(root, own)}, which dns-sync needs`, {
      hint: 'name another file',
    });
  }
}

/** Where a path ends, also when nothing is there yet. */
async function endOf(path: string): Promise<string> {
  return realPath(await followLinks(path).catch(() => path));
}

/** How a file begins; nothing of what is no file. */
async function headOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return '';
  const handle = await open(path, 'r').catch(() => null);
  try {
    const head = await handle?.read(Buffer.alloc(headSize), 0, headSize, 0);
    return head?.buffer.toString('utf8', 0, head.bytesRead) ?? '';
  } finally {
    await handle?.close();
  }
}
