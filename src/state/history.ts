import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { readEnds } from '../files/read-ends.ts';
import type { BeginEntry, EndEntry, Journal } from './journal.ts';
import { decodeLine, encodeLine } from './journal-line.ts';
import { isObject } from './line-fields.ts';
import { decodeJournal, readJournal } from './read-journal.ts';

/** A journal's first and last entry. */
export interface JournalOutline {
  readonly file: string;
  readonly begin: BeginEntry;
  /** Null: the journal has no whole last entry; it was set aside. */
  readonly end: EndEntry | null;
}

/** A journal that cannot be read: damaged, or of a newer version. */
export interface UnreadableJournal {
  readonly file: string;
  readonly problem: { readonly code: string; readonly message: string };
}

/** One journal of the history. */
export type HistoryEntry = JournalOutline | UnreadableJournal;

/** How much history is kept, however old: so many journals, and so many bytes. The newest is kept always. */
const mostKept = { journals: 100, bytes: 256 << 20 } as const;
/** Bytes that the first and the last entry may have; the last lists exceptions. */
const longest = { first: 1 << 20, last: 64 << 20 } as const;

/** Stands between a journal's first and last entry, so that both are judged as those of a whole one. */
const noWork = encodeLine({
  entry: 'work',
  plan: { changes: [] },
  units: [],
  lockfile: { before: '', after: '' },
});

/** Where a state folder's history is. */
export function historyFolder(folder: string): string {
  return join(folder, 'history');
}

/** The newest journals of a state folder's history, and how many there are besides. Throws `STATE_UNWRITABLE` for a folder that cannot be read. */
export async function listHistory(
  folder: string,
  most: number,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly more: number }> {
  const files = await journalsOf(folder);
  const entries: HistoryEntry[] = [];
  for (const file of files.slice(0, most)) {
    const entry = await readOutline(folder, file);
    if (entry !== null) entries.push(entry);
  }
  return { entries, more: Math.max(0, files.length - most) };
}

/** The applies that led to a serial, or would have, newest first. */
export async function appliesWith(folder: string, serial: number): Promise<JournalOutline[]> {
  const { entries } = await listHistory(folder, Number.POSITIVE_INFINITY);
  return entries.filter(isPast).filter(({ begin }) => begin.serial === serial);
}

/** Whether the journal could be read. */
export function isPast(entry: HistoryEntry): entry is JournalOutline {
  return 'begin' in entry;
}

/** The whole journal of an apply. Throws `JOURNAL_INVALID`, also when it is gone. */
export async function readApply(folder: string, { file }: Pick<JournalOutline, 'file'>): Promise<Journal> {
  const journal = await readJournal(join(historyFolder(folder), file));
  if (journal !== null) return journal;
  throw new DnsSyncError('JOURNAL_INVALID', `the journal ${join(historyFolder(folder), file)} is not whole, or gone`, {
    hint: 'look at the others: dns-sync history',
  });
}

/** Removes what is too old or too much. A file that cannot be removed stays. */
export async function pruneHistory(folder: string): Promise<void> {
  const files = await journalsOf(folder).catch(() => []);
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const path = join(historyFolder(folder), file);
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    const isKept = index === 0 || (index < mostKept.journals && bytes <= mostKept.bytes);
    if (!isKept) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** Names of the journals, newest first: they begin with the time. */
async function journalsOf(folder: string): Promise<string[]> {
  try {
    const names = await readdir(historyFolder(folder));
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .reverse();
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return [];
    throw new DnsSyncError('STATE_UNWRITABLE', `the history cannot be read: ${messageOf(cause)}`, {
      hint: `make ${historyFolder(folder)} readable for this user`,
      cause,
    });
  }
}

/** Reads the first and the last entry only; null: the file has been pruned meanwhile. */
async function readOutline(folder: string, file: string): Promise<HistoryEntry | null> {
  const path = join(historyFolder(folder), file);
  const unreadable = (code: string, message: string): UnreadableJournal => ({ file, problem: { code, message } });
  try {
    const { first, last } = await readEnds(path, longest);
    const outline = decodeJournal(first + noWork + endOf(last), path);
    if (outline === null) return unreadable('JOURNAL_INVALID', `${path} holds no whole entry`);
    return { file, begin: outline.begin, end: outline.end };
  } catch (error) {
    if (error instanceof DnsSyncError) return unreadable(error.code, error.message);
    if (systemCode(error) === 'ENOENT') return null;
    return unreadable('JOURNAL_INVALID', `${path} cannot be read: ${messageOf(error)}`);
  }
}

/** The line if it is a journal's last entry; empty for another, which journals that were set aside may end in. */
function endOf(line: string): string {
  const entry = decodeLine(line.slice(0, -1));
  return isObject(entry) && entry.entry === 'end' ? line : '';
}
