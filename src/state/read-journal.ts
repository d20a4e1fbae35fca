import { readFile } from 'node:fs/promises';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { type BeginEntry, foldSteps, type Journal, journalVersion, type StepEntry, type WorkEntry } from './journal.ts';
import { decodeLine, unverifiedLine } from './journal-line.ts';
import { isObject } from './line-fields.ts';

/** Begin and work: synced to the disk before anything else is done, so that a crash never damages them. */
const synced = 2;

/**
 * Reads a journal; null: there is none, or it was torn before it was begun, so that nothing had been written under it.
 * Throws `JOURNAL_INVALID` for a damaged one and `JOURNAL_VERSION` for one of a newer dns-sync.
 */
export async function readJournal(path: string): Promise<Journal | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw new DnsSyncError('JOURNAL_INVALID', `the journal cannot be read: ${messageOf(error)}`, {
      hint: 'make it readable for this user',
    });
  }
  return decodeJournal(text, path);
}

/** The journal that a text is; `shown` is its path in messages. */
export function decodeJournal(text: string, shown: string): Journal | null {
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  checkVersion(lines[0] ?? tail, shown);
  const entries = lines.map(decodeLine);
  const broken = entries.findIndex((entry) => !isObject(entry));
  const isTorn = broken >= synced && broken === lines.length - 1 && tail === '';
  const whole = broken < 0 ? entries : entries.slice(0, broken);
  if (broken >= 0 && !isTorn) throw damaged(shown, broken + 1);
  const [begin, work, ...steps] = whole;
  if (begin === undefined || work === undefined) return null;
  if (!isBegin(begin)) throw damaged(shown, 1);
  if (!isWork(work)) throw damaged(shown, 2);
  const odd = steps.findIndex((entry) => !isStep(entry));
  if (odd >= 0) throw damaged(shown, odd + 3);
  const length = Buffer.byteLength(
    lines
      .slice(0, whole.length)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return { begin, work, ...foldSteps(work, steps.filter(isStep)), length };
}

/** The first line says which version it is of, in every version. */
function checkVersion(line: string, shown: string): void {
  const first = unverifiedLine(line);
  const version = isObject(first) ? first.formatVersion : undefined;
  if (typeof version !== 'number' || version <= journalVersion) return;
  const message = `the journal ${shown} has format version ${version}; this dns-sync reads version ${journalVersion}`;
  throw new DnsSyncError('JOURNAL_VERSION', message);
}

function damaged(shown: string, line: number): DnsSyncError {
  return new DnsSyncError(
    'JOURNAL_INVALID',
    `${shown}:${line}:1: the journal is damaged: this entry does not fit its checksum or its format; what it says is not guessed`,
  );
}

function isBegin(entry: unknown): entry is BeginEntry {
  return (
    isObject(entry) &&
    entry.entry === 'begin' &&
    entry.formatVersion === journalVersion &&
    ['id', 'at', 'generator', 'command', 'owner', 'instance', 'lineage'].every(
      (key) => typeof entry[key] === 'string',
    ) &&
    typeof entry.serial === 'number' &&
    isObject(entry.by) &&
    isObject(entry.summary)
  );
}

function isWork(entry: unknown): entry is WorkEntry {
  return (
    isObject(entry) &&
    entry.entry === 'work' &&
    isObject(entry.plan) &&
    Array.isArray(entry.plan.changes) &&
    isUnits(entry.units) &&
    isObject(entry.lockfile) &&
    typeof entry.lockfile.before === 'string' &&
    typeof entry.lockfile.after === 'string'
  );
}

function isUnits(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((unit) => isObject(unit) && typeof unit.id === 'string' && Array.isArray(unit.changes))
  );
}

/** What an entry must hold beside its kind. */
const steps: Readonly<Record<StepEntry['entry'], (entry: Readonly<Record<string, unknown>>) => boolean>> = {
  rebuilt: ({ provider, units }) => typeof provider === 'string' && isUnits(units),
  commit: ({ unit }) => typeof unit === 'string',
  landed: ({ unit, receipt }) => typeof unit === 'string' && (receipt === null || isObject(receipt)),
  undo: ({ cause }) => isObject(cause) && typeof cause.code === 'string' && typeof cause.message === 'string',
  forward: () => true,
  revert: ({ unit }) => typeof unit === 'string',
  reverted: ({ unit }) => typeof unit === 'string',
  end: ({ outcome, at, exceptions }) =>
    typeof outcome === 'string' && typeof at === 'string' && Array.isArray(exceptions),
};

function isStep(entry: unknown): entry is StepEntry {
  if (!isObject(entry) || typeof entry.entry !== 'string' || !Object.hasOwn(steps, entry.entry)) return false;
  return steps[entry.entry as StepEntry['entry']](entry);
}
