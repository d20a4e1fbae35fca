import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Lock, LockAttempt, LockHolder, LockInfo } from '../core/lock.ts';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { linkInto, temporaryPath, writeNew } from './atomic-write.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** What a test may set; all else is as zonefile 9 says. */
export interface FileLockOptions {
  /** For `since`. */
  readonly clock?: () => Date;
  /** Milliseconds between two touches while held. */
  readonly touchEvery?: number;
  readonly identity?: () => Promise<ProcessIdentity>;
}

/** The content of a lock file. */
interface Entry extends LockHolder, ProcessIdentity {}

/** A lock file as found. Its text is its identity: every entry has an id of its own. */
interface Found {
  readonly text: string;
  /** Null: empty, cut off, or nobody's we know. */
  readonly entry: Entry | null;
  /** Milliseconds since 1970, by the clock of the file system. */
  readonly touched: number;
}

/** This process's wish for a lock: its entry, as a complete file beside the lock file. */
interface Candidate {
  readonly path: string;
  readonly text: string;
  readonly identity: ProcessIdentity;
}

const staleMs = 60_000;
const touchMs = 10_000;

/**
 * The lock that is a file (zonefile 9): excludes other processes, on this machine and on others that share the folder.
 * One whose process has ended is taken over at once; one of another machine or container when it was not touched for 60 s.
 */
export function fileLock(path: string, options: FileLockOptions = {}): Lock {
  const file = resolve(path);
  const { clock = () => new Date(), touchEvery = touchMs, identity = ownIdentity } = options;
  return {
    key: `file:${file}`,
    async take(info) {
      const me = await identity();
      const standing = await find(file);
      if (standing !== null && (await isHeld(standing, me))) return { taken: false, heldBy: standing.entry };
      return withCandidate(file, me, info, clock(), async (candidate) => {
        const heldBy = await seize(file, candidate);
        return heldBy === 'taken'
          ? { taken: true, lock: { release: keep(file, candidate.text, touchEvery) } }
          : { taken: false, heldBy };
      });
    },
    async look() {
      const standing = await find(file);
      if (standing === null) return null;
      return { holder: standing.entry, stale: !(await isHeld(standing, await identity(), clock().getTime())) };
    },
    async remove(id) {
      const standing = await find(file);
      if (standing?.entry?.id !== id) return false;
      await removeExactly(file, standing.text).catch((error: unknown) => Promise.reject(unwritable(file, error)));
      return true;
    },
  };
}

async function withCandidate(
  file: string,
  identity: ProcessIdentity,
  info: LockInfo,
  since: Date,
  work: (candidate: Candidate) => Promise<LockAttempt>,
): Promise<LockAttempt> {
  const { holder, tool, command } = info;
  const { pid, host, bootId, processStart, pidNamespace } = identity;
  const entry: Entry = {
    id: randomUUID(),
    holder,
    tool,
    command,
    pid,
    host,
    bootId,
    processStart,
    since: since.toISOString(),
    pidNamespace,
  };
  const text = `${JSON.stringify(entry)}\n`;
  const path = temporaryPath(file);
  try {
    await writeNew(path, text);
    return await work({ path, text, identity });
  } catch (error) {
    throw error instanceof DnsSyncError ? error : unwritable(file, error);
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}

function unwritable(file: string, error: unknown): DnsSyncError {
  return new DnsSyncError('STATE_UNWRITABLE', `the lock file ${file} cannot be written: ${messageOf(error)}`, {
    hint: `make the folder ${dirname(file)} writable for this user`,
    cause: error,
  });
}

/** Puts the candidate in the lock file's place if nobody alive holds it; otherwise says who does. */
async function seize(file: string, candidate: Candidate): Promise<'taken' | LockHolder | null> {
  if (await linkInto(candidate.path, file, candidate.text)) return 'taken';
  const standing = await find(file);
  if (standing === null) return null;
  const now = (await stat(candidate.path)).mtimeMs;
  if (await isHeld(standing, candidate.identity, now)) return standing.entry;
  return takeOver(file, standing, candidate);
}

/**
 * Breaks a stale lock. Only one process at a time may break this one: the right to do so is a lock file too, named after
 * what is to be broken, so that it may itself be left behind and broken. Without it a slow process could rename away the
 * lock that a faster one has just taken.
 */
async function takeOver(file: string, stale: Found, candidate: Candidate): Promise<'taken' | LockHolder | null> {
  const right = join(dirname(file), `.dns-sync-${createHash('sha256').update(stale.text).digest('hex').slice(0, 12)}`);
  const heldBy = await seize(right, candidate);
  if (heldBy !== 'taken') return heldBy;
  try {
    const standing = await find(file);
    if (standing !== null && standing.text !== stale.text) return standing.entry;
    if (standing !== null) await removeExactly(file, stale.text);
    return (await linkInto(candidate.path, file, candidate.text)) ? 'taken' : null;
  } finally {
    await rm(right, { force: true });
  }
}

/** Removes the lock file if it holds `text`. A holder that woke up in between may have let go, and another taken it: theirs is put back. */
async function removeExactly(file: string, text: string): Promise<void> {
  const aside = temporaryPath(file);
  try {
    await rename(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readFile(aside, 'utf8');
  if (moved !== text) await linkInto(aside, file, moved);
  await rm(aside, { force: true });
}

/** Null: no such file. */
async function find(file: string): Promise<Found | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { text, entry: readEntry(text), touched: mtimeMs };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw unwritable(file, error);
  }
}

/**
 * Whether the holder must be waited for. `now` is the time by the clock of the lock's file system, which on a network
 * share is not ours: that of a file just made there. Without it only holders that surely live are told.
 */
async function isHeld(found: Found, me: ProcessIdentity, now?: number): Promise<boolean> {
  const { entry } = found;
  if (entry !== null && isNeighbour(entry, me)) return isRunning(entry.pid, entry.processStart);
  return now !== undefined && now - found.touched <= staleMs;
}

/** Whether the holder's pid means the same to us. An entry that does not say its namespace is taken to share ours. */
function isNeighbour(entry: Entry, me: ProcessIdentity): boolean {
  return (
    entry.host === me.host &&
    entry.bootId === me.bootId &&
    (entry.pidNamespace === '' || entry.pidNamespace === me.pidNamespace)
  );
}

/** Reads a lock file's text; null unless it names its holder. */
function readEntry(text: string): Entry | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null) return null;
  const fields = new Map<string, unknown>(Object.entries(read));
  const say = (key: string) => String(fields.get(key) ?? '');
  const pid = fields.get('pid');
  if (typeof fields.get('id') !== 'string' || typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null;
  return {
    id: say('id'),
    holder: say('holder'),
    tool: say('tool'),
    command: say('command'),
    pid,
    host: say('host'),
    bootId: say('bootId'),
    processStart: say('processStart'),
    since: say('since'),
    pidNamespace: say('pidNamespace'),
  };
}

/** Touches the lock file until released. Both look whether it is still ours first: a person may have removed it. */
function keep(file: string, text: string, touchEvery: number): () => Promise<void> {
  let touching: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    touching = touching.then(() => touch(file, text));
  }, touchEvery);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await touching;
    const standing = await find(file);
    if (standing?.text === text) await rm(file, { force: true });
  };
}

/** Writes the same bytes again, so that the time is the file system's own. A touch that fails is made up for by the next. */
async function touch(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    try {
      if ((await handle.readFile('utf8')) === text) await handle.write(text, 0);
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
