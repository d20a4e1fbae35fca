import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DnsSyncError, messageOf, systemCode } from '../../errors.ts';
import { notDurable, removeLeftovers, replaceFile, temporaryPath, writeNew } from '../../files/atomic-write.ts';

/** How a zone file is written. */
export interface WriteOptions {
  /** Its path in messages. */
  readonly shown: string;
  /** Into the file itself instead of a rename; not atomic. */
  readonly inPlace: boolean;
  readonly now: Date;
  /** Looks at the complete temporary file; what it throws stops the writing. */
  readonly approve: (temporary: string) => Promise<void>;
}

/** System errors after which nothing was written. */
const refusals = new Set([
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EFBIG',
  'ELOOP',
  'EMFILE',
  'ENAMETOOLONG',
  'ENFILE',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'EXDEV',
]);

/** Replaces a zone file, or writes it anew. Throws `PROVIDER_FAILED`: the old file is intact, or (`in-doubt`) it may not be. */
export async function writeZoneFile(path: string, bytes: Uint8Array, options: WriteOptions): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    await removeLeftovers(folder, options.now);
    const old = await statOf(path);
    if (options.inPlace && old !== null) return await overwrite(path, bytes, options);
    const isRoot = process.getuid?.() === 0;
    const owner = old !== null && isRoot ? { owner: { uid: old.uid, gid: old.gid } } : {};
    await replaceFile(path, bytes, { ...owner, beforeRename: options.approve });
  } catch (error) {
    throw error instanceof DnsSyncError ? error : writeError(error, options);
  }
}

async function statOf(path: string): Promise<{ readonly uid: number; readonly gid: number } | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function overwrite(path: string, bytes: Uint8Array, { approve }: WriteOptions): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await writeNew(temporary, Buffer.from(bytes).toString('latin1'));
    await approve(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
  const handle = await open(path, 'r+');
  try {
    let written = 0;
    while (written < bytes.length)
      written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
    await handle.truncate(bytes.length);
    await handle.sync();
  } catch (error) {
    const message = `the file was being written in place and may be cut off: ${messageOf(error)}`;
    throw new DnsSyncError('PROVIDER_FAILED', message, { cause: error, failure: 'in-doubt' });
  } finally {
    await handle.close();
  }
}

function writeError(error: unknown, { shown }: WriteOptions): DnsSyncError {
  const code = systemCode(error) ?? '';
  const refused = refusals.has(code);
  const mounted = code === 'EBUSY' || code === 'EXDEV';
  const what = code === notDurable ? 'is written;' : 'cannot be written:';
  const message = `zone file ${shown} ${what} ${messageOf(error)}${refused ? '; the old file is intact' : ''}`;
  const hint = mounted
    ? 'mount the folder into the container instead of the single file, or set inPlace: true'
    : code === 'ENOSPC' || code === 'EDQUOT'
      ? 'make room on the disk'
      : 'make the folder writable for this user';
  return new DnsSyncError('PROVIDER_FAILED', message, {
    hint,
    cause: error,
    failure: refused ? 'rejected' : 'in-doubt',
  });
}
