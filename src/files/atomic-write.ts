import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, systemCode } from '../errors.ts';

/** How a file is replaced. */
export interface ReplaceOptions {
  /** Permission bits; absent: those of the file that is replaced, else 0644. */
  readonly mode?: number;
  /** Set before the rename, which needs root. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Runs when the temporary file is complete and synced; what it throws stops the replacing, and nothing has changed. */
  readonly beforeRename?: (temporary: string) => Promise<void>;
}

/** The `code` of what `replaceFile` throws when the new file stands, but its folder could not be synced. */
export const notDurable = 'ENOTDURABLE';
/** The `code` of what `replaceFile` throws where something stands that is no file. */
export const notRegular = 'ENOTREG';

const leftoverName = /^\.dns-sync-[0-9a-f]{12}$/;
const hourMs = 3_600_000;
const maxLinks = 40;
const noHardLinks = new Set([
  'EXDEV',
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
  'EINVAL',
  'UNKNOWN',
]);
const noFolderSync = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR', 'EBADF']);

/** A fresh temporary path beside `path`: `.dns-sync-<12 hex digits>`, which no server takes for a zone file (zonefile 5.3). */
export function temporaryPath(path: string): string {
  return join(dirname(path), `.dns-sync-${randomBytes(6).toString('hex')}`);
}

/**
 * Puts a whole new file in the place of `path`: after a crash at any moment the old or the new one is there, never a
 * part. A symbolic link stays, and its target is replaced. What is there and no file (a device, a pipe, a folder) is never
 * replaced: `notRegular`. Throws the system's errors (ENOSPC, EROFS, EACCES, EBUSY, ...) and whatever `beforeRename` throws;
 * then the old file is intact and the temporary one gone. Only with the code `notDurable` the new file stands.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | string,
  options: ReplaceOptions = {},
): Promise<void> {
  const target = await followLinks(path);
  const found = await modeOf(target);
  const mode = options.mode ?? found;
  const temporary = temporaryPath(target);
  const handle = await open(temporary, 'wx', mode ?? 0o644);
  try {
    await fill(handle, bytes, mode, options.owner);
    await options.beforeRename?.(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  try {
    await syncFolder(dirname(target));
  } catch (cause) {
    throw Object.assign(new Error(`it stands, but may not survive a power failure: ${messageOf(cause)}`), {
      code: notDurable,
      cause,
    });
  }
}

/**
 * Creates `path` with its whole content in one step (a hard link, or `wx` where the file system has none): false when
 * something is there already. Nobody sees half a file, except on file systems without hard links. Not synced.
 */
export async function createFile(path: string, bytes: string): Promise<boolean> {
  const temporary = temporaryPath(path);
  try {
    await writeNew(temporary, bytes);
    return await linkInto(temporary, path, bytes);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives the complete file `temporary`, which holds `bytes`, the second name `path`: false when something is there already. */
export async function linkInto(temporary: string, path: string, bytes: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'EEXIST') return false;
    if (!noHardLinks.has(code)) throw error;
  }
  try {
    await writeNew(path, bytes);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Writes a file that must not be there yet. */
export async function writeNew(path: string, bytes: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644);
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
}

/** Removes temporary files in `folder` that crashed runs left more than an hour before `now`. A folder that is not there has none. */
export async function removeLeftovers(folder: string, now: Date): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!leftoverName.test(name)) continue;
    const path = join(folder, name);
    const age = await lstat(path).then(
      (found) => (found.isFile() ? now.getTime() - found.mtimeMs : 0),
      () => 0,
    );
    if (age > hourMs) await rm(path, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function fill(
  handle: FileHandle,
  bytes: Uint8Array | string,
  mode: number | undefined,
  owner: ReplaceOptions['owner'],
): Promise<void> {
  try {
    await handle.writeFile(bytes);
    if (owner !== undefined) await handle.chown(owner.uid, owner.gid);
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Permission bits of what is to be replaced; undefined when nothing is there. */
async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined || found.isFile()) return found === undefined ? undefined : found.mode & 0o7777;
  throw Object.assign(new Error('something stands there that is no file'), { code: notRegular });
}

/** The path a chain of symbolic links ends at, whether anything is there or not. Throws ELOOP for a circle. */
export async function followLinks(path: string): Promise<string> {
  let current = resolve(path);
  for (let hops = 0; hops < maxLinks; hops += 1) {
    const folder = await realpath(dirname(current));
    current = join(folder, basename(current));
    const next = await linkTarget(current);
    if (next === null) return current;
    current = resolve(folder, next);
  }
  throw Object.assign(new Error(`ELOOP: too many symbolic links, '${path}'`), { code: 'ELOOP' });
}

async function linkTarget(path: string): Promise<string | null> {
  try {
    return await readlink(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EINVAL' || code === 'ENOENT' || code === 'UNKNOWN') return null;
    throw error;
  }
}

/** Makes the rename itself durable; not on Windows, nor where folders cannot be synced. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!noFolderSync.has(systemCode(error) ?? '')) throw error;
  } finally {
    await handle?.close();
  }
}
