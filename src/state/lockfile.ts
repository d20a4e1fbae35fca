import { sha256 } from '../core/digest.ts';
import type { Memory } from '../core/memory.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { replaceFile } from '../files/atomic-write.ts';
import { readTextFile, sizeLimits } from '../files/read-file.ts';
import { decodeLockfile } from './decode-lockfile.ts';
import { encodeLockfile } from './encode-lockfile.ts';
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

/** Replaces the lockfile, synced; returns its digest. Throws `STATE_UNWRITABLE`; the old one is then intact. */
export async function writeLockfile(path: string, memory: Memory): Promise<string> {
  const text = encodeLockfile(memory);
  try {
    await replaceFile(path, text);
  } catch (cause) {
    throw new DnsSyncError('STATE_UNWRITABLE', `the lockfile ${path} cannot be written: ${messageOf(cause)}`, {
      hint: 'make its folder writable for this user; the old lockfile is intact',
      cause,
    });
  }
  return sha256(text);
}

/** The digest of a lockfile's text. */
function lockfileDigest(text: string): string {
  return sha256(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
}
