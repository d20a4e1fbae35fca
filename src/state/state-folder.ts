import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Lock } from '../core/lock.ts';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { createFile, removeLeftovers, replaceFile } from '../files/atomic-write.ts';
import { fileLock } from '../files/file-lock.ts';

/** What decides where the state folder is. */
export interface StateFolderOptions {
  /** `stateDir` of the configuration; relative to `root`. */
  readonly configured?: string;
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  /** Absolute path of the lockfile. */
  readonly lockfilePath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An open state folder. */
export interface StateFolder {
  readonly path: string;
  /** The random id of this folder: tells two running installations with one owner apart. */
  readonly instance: string;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where journal, history, local lock and instance id are: `DNS_SYNC_STATE_DIR`, else `stateDir`, else
 * `$XDG_STATE_HOME/dns-sync/<folder>-<hash of the lockfile's path>`. Relative paths start at the configuration's folder;
 * a relative `XDG_STATE_HOME` is ignored, as the XDG Base Directory specification wants.
 */
export function stateFolder(options: StateFolderOptions): string {
  const { configured, root, lockfilePath, environment } = options;
  const said = environment.DNS_SYNC_STATE_DIR || configured;
  if (said !== undefined && said !== '') return resolve(root, said);
  const base = environment.XDG_STATE_HOME ?? '';
  const home = environment.HOME || homedir();
  const hash = createHash('sha256').update(lockfilePath).digest('hex').slice(0, 12);
  const folder = basename(dirname(lockfilePath)).replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'root';
  return join(isAbsolute(base) ? base : join(home, '.local', 'state'), 'dns-sync', `${folder}-${hash}`);
}

/** Makes the folder (0700) where it is missing, and reads or makes its instance id. Throws `STATE_UNWRITABLE`, naming the folder. */
export async function openStateFolder(path: string, now: Date): Promise<StateFolder> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const instance = await readInstance(join(path, 'instance'));
    await removeLeftovers(path, now);
    return { path, instance };
  } catch (error) {
    throw new DnsSyncError('STATE_UNWRITABLE', `the state folder ${path} cannot be used: ${messageOf(error)}`, {
      hint: 'make it writable for this user, or set stateDir or DNS_SYNC_STATE_DIR to a folder that is',
      cause: error,
    });
  }
}

/** The local lock: protects journal, lockfile and history of this state folder. */
export function localLock(folder: string): Lock {
  return fileLock(join(folder, 'lock'));
}

/** Of several processes that make the id at once, one wins and all see the same. A damaged id is made anew. */
async function readInstance(path: string): Promise<string> {
  const standing = await textOf(path);
  if (standing !== null && uuid.test(standing)) return standing;
  const made = randomUUID();
  if (standing === null && (await createFile(path, `${made}\n`))) return made;
  if (standing !== null) await replaceFile(path, `${made}\n`);
  const written = await textOf(path);
  return written !== null && uuid.test(written) ? written : made;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
