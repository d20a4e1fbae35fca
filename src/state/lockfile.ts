import { readFile } from 'node:fs/promises';
import { sha256 } from '../core/digest.ts';
import type { Memory } from '../core/memory.ts';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { notDurable, replaceFile } from '../files/atomic-write.ts';
import { readTextFile, sizeLimits } from '../files/read-file.ts';
import { decodeLockfile } from './decode-lockfile.ts';
import { resolveLockfile } from './resolve-lockfile.ts';

/** A lockfile that was read. */
export interface ReadLockfile {
  readonly memory: Memory;
  /** `sha256:` over its text with LF line ends, so that Git's line-end conversion does not make a plan stale. */
  readonly digest: string;
}

/** Reads the lockfile; null when there is none. `shown` is its path in messages. Throws as `decodeLockfile`. */
export async function readLockfile(path: string, shown: string): Promise<ReadLockfile | null> {
  const read = await readTextFile(path, shown, sizeLimits.large);
  if (!read.ok && read.code === 'FILE_MISSING') return null;
  if (!read.ok)
    throw new DnsSyncError('LOCKFILE_INVALID', `the lockfile cannot be read: ${read.message}`, { hint: read.hint });
  return { memory: await decodeLockfile(read.text, shown), digest: lockfileDigest(read.text) };
}

/** Reads a lockfile whose merge was not settled in Git, both sides joined; one without markers is read as it is. */
export async function readConflicted(path: string, shown: string): Promise<ReadLockfile | null> {
  const read = await readTextFile(path, shown, sizeLimits.large);
  if (!read.ok) return readLockfile(path, shown);
  return { memory: await resolveLockfile(read.text, shown), digest: lockfileDigest(read.text) };
}

/**
 * Replaces the lockfile, synced; returns its digest. Throws `STATE_UNWRITABLE`, and `PLAN_STALE` when what stands there is
 * not what was read (`expected`: its digest, null: no file); the standing one is then intact.
 */
export async function writeLockfile(path: string, text: string, expected: string | null): Promise<string> {
  const compare = async () => {
    if ((await digestAt(path)) === expected) return;
    throw new DnsSyncError(
      'PLAN_STALE',
      `the lockfile ${path} was changed or removed by someone else meanwhile; it is left as it is`,
      {
        failure: 'conflict',
      },
    );
  };
  try {
    await replaceFile(path, text, { beforeRename: compare });
  } catch (cause) {
    if (cause instanceof DnsSyncError) throw cause;
    if (systemCode(cause) === notDurable) {
      throw new DnsSyncError('STATE_UNWRITABLE', `the lockfile ${path} is written; ${messageOf(cause)}`, {
        hint: 'look at the disk',
        failure: 'in-doubt',
        cause,
      });
    }
    throw new DnsSyncError('STATE_UNWRITABLE', `the lockfile ${path} cannot be written: ${messageOf(cause)}`, {
      hint: 'make its folder writable for this user, and room on its disk; the old lockfile is intact',
      cause,
    });
  }
  return sha256(text);
}

/** The digest of the lockfile as it stands; null: there is none. */
export async function digestAt(path: string): Promise<string | null> {
  try {
    return lockfileDigest(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The digest of a lockfile's text. */
function lockfileDigest(text: string): string {
  return sha256(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
}
