import type { Diagnostic } from '../core/diagnostic.ts';
import type { PastApply, PastApplyDetails, UnreadableApply } from '../core/past-apply.ts';
import { DnsSyncError } from '../errors.ts';
import { appliesWith, type HistoryEntry, type JournalOutline, listHistory, readApply } from '../state/history.ts';
import { examineJournal } from './journal-status.ts';
import type { Project } from './project.ts';
import { statePath } from './project-state.ts';

/** What was applied with a state folder. */
export interface ShownHistory<Apply> {
  readonly folder: string;
  /** Newest first. */
  readonly applies: readonly Apply[];
  /** Older ones that are not shown. */
  readonly more: number;
  /** An apply that has not ended; null: there is none. */
  readonly unfinished: Diagnostic | null;
}

/** The newest applies of the project's state folder. Writes nothing. */
export async function showHistory(project: Project, most: number): Promise<ShownHistory<PastApply | UnreadableApply>> {
  const folder = statePath(project);
  const unfinished = await examineJournal(project);
  const { entries, more } = await listHistory(folder, most);
  return { folder, applies: entries.map(shown), more, unfinished };
}

/** The applies that came to a serial, in full: one that was undone leaves its serial to the next. Throws `USAGE` when there is none. */
export async function showApplies(project: Project, serial: number): Promise<ShownHistory<PastApplyDetails>> {
  const folder = statePath(project);
  const found = await appliesWith(folder, serial);
  if (found.length === 0) {
    throw new DnsSyncError('USAGE', `the history of the state folder ${folder} has no apply with serial ${serial}`, {
      hint: 'see dns-sync history',
    });
  }
  const applies: PastApplyDetails[] = [];
  for (const outline of found) {
    const { work, end } = await readApply(folder, outline);
    applies.push({ ...pastApply(outline), changes: work.plan.changes, exceptions: end?.exceptions ?? [] });
  }
  return { folder, applies, more: 0, unfinished: await examineJournal(project) };
}

function shown(entry: HistoryEntry): PastApply | UnreadableApply {
  return 'begin' in entry ? pastApply(entry) : entry;
}

function pastApply({ file, begin, end }: JournalOutline): PastApply {
  const { serial, at, by, owner, command, generator, summary } = begin;
  return {
    serial,
    at,
    user: by.user,
    host: by.host,
    owner,
    command,
    generator,
    git: by.git,
    outcome: end?.outcome ?? null,
    ended: end === null ? null : { at: end.at, command: end.command },
    summary,
    file,
  };
}
