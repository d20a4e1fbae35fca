import type { Diagnostic } from '../core/diagnostic.ts';
import type { LockHolder } from '../core/lock.ts';
import { DnsSyncError } from '../errors.ts';
import { ownIdentity } from '../files/process-identity.ts';
import type { Journal } from '../state/journal.ts';
import { journalPath } from '../state/journal-writer.ts';
import { readJournal } from '../state/read-journal.ts';
import { localLock } from '../state/state-folder.ts';
import type { Project } from './project.ts';
import { statePath } from './project-state.ts';

/** Milliseconds: an older interrupted apply is left to a person (DESIGN.md §5, step 8). */
const longestAutomatic = 15 * 60_000;

/** Whether an apply was interrupted and waits to be brought to an end; null: none was. Writes nothing. */
export async function examineJournal(project: Project): Promise<Diagnostic | null> {
  const folder = statePath(project);
  try {
    const journal = await readJournal(journalPath(folder));
    if (journal === null || journal.end !== null) return null;
    const lock = await localLock(folder).look();
    if (lock !== null && !lock.stale) return isRunning(lock.holder);
    const why = await whyNotAutomatic(journal, project.clock());
    const hint =
      why === null
        ? 'the next apply undoes it; or decide now: dns-sync recover --undo, --forward or --abandon'
        : 'decide with dns-sync recover --undo, --forward or --abandon';
    const message = `${interrupted(journal)}${why === null ? '' : `, and ${why}`}`;
    return { code: 'RECOVERY_DUE', severity: 'warning', message, hint };
  } catch (error) {
    if (!(error instanceof DnsSyncError)) throw error;
    return { code: error.code, severity: 'warning', message: error.message, hint: error.hint };
  }
}

function isRunning(holder: LockHolder | null): Diagnostic {
  const who = holder === null ? '' : ` by ${holder.holder} (process ${holder.pid} on ${holder.host})`;
  return { code: 'APPLY_RUNNING', severity: 'info', message: `an apply is running${who}` };
}

/** What was interrupted, for messages. */
export function interrupted({ begin }: Journal): string {
  return `an apply of ${begin.at} by ${begin.by.user} on ${begin.by.host} (${begin.command}, process ${begin.by.pid}) was interrupted`;
}

/** Why an interrupted apply is left to a person; null: the next command may bring it to an end. */
export async function whyNotAutomatic({ begin }: Journal, now: Date): Promise<string | null> {
  const { host, bootId } = await ownIdentity();
  const isHere = begin.by.host === host || (bootId !== '' && begin.by.bootId === bootId);
  if (!isHere) return `it ran on another machine than this one (${host})`;
  const age = now.getTime() - Date.parse(begin.at);
  if (age <= longestAutomatic && age >= -longestAutomatic) return null;
  return `its journal is ${Math.round(Math.abs(age) / 60_000)} minutes old, too old to be undone without a person`;
}
