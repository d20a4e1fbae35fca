import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DnsSyncError, messageOf } from '../errors.ts';
import { syncFolder } from '../files/atomic-write.ts';
import { historyFolder, pruneHistory } from './history.ts';
import type { BeginEntry, EndEntry, Journal, StepEntry, WorkEntry } from './journal.ts';
import { encodeLine } from './journal-line.ts';

/** An open journal. */
export interface JournalWriter {
  /** Adds an entry, not synced: `inspect` can tell what it says (DESIGN.md §5, step 5). Throws `STATE_UNWRITABLE`; the journal is then as it was. */
  add(entry: StepEntry): Promise<void>;
  /** Adds the last entry, synced, closes the journal and moves it into the history. Throws `STATE_UNWRITABLE`. */
  end(entry: EndEntry): Promise<void>;
  /** Leaves it unfinished, for a recovery. */
  leave(): Promise<void>;
  /** Removes it: nothing was written under it. */
  discard(): Promise<void>;
}

/** Where the journal of a state folder is. */
export function journalPath(folder: string): string {
  return join(folder, 'journal.jsonl');
}

/** Where finished journals go; `at` and `id` are the journal's. */
export function historyPath(folder: string, { at, id }: Pick<BeginEntry, 'at' | 'id'>): string {
  return join(historyFolder(folder), `${at.replaceAll(/[-:.]/g, '')}-${id.slice(0, 8)}.jsonl`);
}

/** Begins a journal: plan and before-images are on the disk when this returns. Throws `STATE_UNWRITABLE`, and nothing is begun. */
export async function beginJournal(folder: string, begin: BeginEntry, work: WorkEntry): Promise<JournalWriter> {
  const path = journalPath(folder);
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      const text = encodeLine(begin) + encodeLine(work);
      await handle.writeFile(text);
      await handle.sync();
      await syncFolder(folder);
      return writer(folder, begin, handle, Buffer.byteLength(text));
    } catch (error) {
      await handle.close();
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw unwritable(path, error, 'nothing was written to any provider');
  }
}

/** Goes on with the journal of an apply that was interrupted; what was torn off at its end is cut away. */
export async function resumeJournal(folder: string, journal: Journal): Promise<JournalWriter> {
  const path = journalPath(folder);
  try {
    const handle = await open(path, 'r+');
    await handle.truncate(journal.length);
    return writer(folder, journal.begin, handle, journal.length);
  } catch (error) {
    throw unwritable(path, error, 'nothing was recovered');
  }
}

/** Moves a journal, finished or given up, into the history. */
export async function retireJournal(folder: string, journal: Pick<BeginEntry, 'at' | 'id'>): Promise<void> {
  const target = historyPath(folder, journal);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await rename(journalPath(folder), target);
  await syncFolder(dirname(target));
  await syncFolder(folder);
}

function writer(folder: string, begin: BeginEntry, handle: FileHandle, start: number): JournalWriter {
  const path = journalPath(folder);
  let length = start;
  const append = async (entry: StepEntry): Promise<void> => {
    const line = Buffer.from(encodeLine(entry));
    try {
      for (let done = 0; done < line.length; ) {
        done += (await handle.write(line, done, line.length - done, length + done)).bytesWritten;
      }
      length += line.length;
    } catch (error) {
      await handle.truncate(length).catch(() => undefined);
      throw unwritable(path, error, 'the entry was not written');
    }
  };
  return {
    add: append,
    async end(entry) {
      await append(entry);
      try {
        await handle.sync();
        await handle.close();
        await retireJournal(folder, begin);
        await pruneHistory(folder).catch(() => undefined);
      } catch (error) {
        throw unwritable(path, error, 'the next command moves it into the history');
      }
    },
    leave: () => handle.close(),
    async discard() {
      await handle.close();
      await rm(path, { force: true });
    },
  };
}

function unwritable(path: string, cause: unknown, state: string): DnsSyncError {
  return new DnsSyncError('STATE_UNWRITABLE', `the journal ${path} cannot be written: ${messageOf(cause)}; ${state}`, {
    hint: 'make room on the disk, and the state folder writable for this user',
    cause,
  });
}
