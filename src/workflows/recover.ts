import { access } from 'node:fs/promises';
import type { ChangeResult } from '../core/apply-result.ts';
import type { Lock } from '../core/lock.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import type { BeginEntry, Journal } from '../state/journal.ts';
import { journalPath, retireJournal } from '../state/journal-writer.ts';
import { readJournal } from '../state/read-journal.ts';
import { localLock } from '../state/state-folder.ts';
import { type HeldLocks, type WaitOptions, withLocks } from '../state/with-locks.ts';
import { bringToEnd } from './bring-to-end.ts';
import { interrupted, whyNotAutomatic } from './journal-status.ts';
import { maskError } from './mask-error.ts';
import { type OpenedProvider, openConfigured } from './open-provider.ts';
import { type Project, readMemory } from './project.ts';
import { lockInfo, locksFor, openSharedLock, openState, statePath } from './project-state.ts';

/** What is to become of an interrupted apply; `auto`: what DESIGN.md §5, step 8 says. */
export type RecoveryMode = 'auto' | 'undo' | 'forward' | 'abandon';

/** What is told about an interrupted apply. */
export type InterruptedApply = Pick<BeginEntry, 'id' | 'at' | 'command' | 'serial' | 'by'>;

/** How an interrupted apply was brought to an end; `none`: there was none. */
export interface Recovery {
  readonly outcome: 'none' | 'applied' | 'undone' | 'partial' | 'abandoned';
  /** The apply; null for `none`, and for a journal that could not be read. */
  readonly apply: InterruptedApply | null;
  readonly results: readonly ChangeResult[];
}

/** How to wait for locks. */
export type RecoveryWait = Pick<WaitOptions, 'timeoutMs' | 'waiting' | 'unreleased'>;

const nothing: Recovery = { outcome: 'none', apply: null, results: [] };

/**
 * Brings an interrupted apply to its end (DESIGN.md §5, step 8). Throws `RECOVERY_DUE` where a person must decide, or
 * what stands in the way must be mended; the journal is then as it was.
 */
export async function recover(project: Project, mode: RecoveryMode, wait: RecoveryWait): Promise<Recovery> {
  if (!(await exists(journalPath(statePath(project))))) return nothing;
  const { path } = await openState(project);
  const command = mode === 'auto' ? 'recover' : `recover --${mode}`;
  const under = <T>([first, ...others]: readonly Lock[], work: (held: HeldLocks) => Promise<T>): Promise<T> =>
    first === undefined
      ? work(new Map())
      : withLocks([first, ...others], lockInfo(project, command), { ...wait, signal: project.signal }, work);
  return under([localLock(path)], async () => {
    if (mode === 'abandon') return abandon(path, project.clock());
    const journal = await readJournal(journalPath(path));
    if (journal === null || journal.end !== null) {
      if (await exists(journalPath(path))) await retireJournal(path, journal?.begin ?? unread(project.clock()));
      return nothing;
    }
    const why =
      (await whyNotHere(project, journal)) ??
      (mode === 'auto' ? await whyNotAutomatic(journal, project.clock()) : null);
    if (why !== null) throw due(`${interrupted(journal)}; ${why}`);
    const providers = await openAll(project, journal);
    const shared = await openSharedLock(project);
    try {
      const ended = await under(locksFor(providers, shared), (held) =>
        bringToEnd(project, { journal, mode, command, folder: path, providers, held }),
      );
      return { ...ended, apply: summaryOf(journal.begin) };
    } catch (error) {
      throw asDue(journal, maskError(error, project.filled));
    } finally {
      await Promise.all([shared?.close(), ...providers.map(({ provider }) => provider.close?.())]);
    }
  });
}

/** Under the local lock: another apply may have been interrupted since the last look. Throws `RECOVERY_DUE`. */
export async function refuseUnfinished(folder: string): Promise<void> {
  const journal = await readJournal(journalPath(folder));
  if (journal !== null && journal.end === null) throw due(interrupted(journal));
}

/** Why nobody may recover it with this configuration; null: it is this project's. */
async function whyNotHere(project: Project, { begin }: Journal): Promise<string | null> {
  if (begin.owner !== project.config.owner) {
    return `it ran for the owner ${begin.owner}, this is ${project.config.owner}: recover it with that owner`;
  }
  const lineage = (await readMemory(project))?.memory.lineage ?? begin.lineage;
  if (lineage === begin.lineage) return null;
  return `it belongs to another lockfile than ${project.shownLockfile} (its lineage differs): do two projects share one state folder?`;
}

/** The providers of the journal's units, open. */
async function openAll(project: Project, journal: Journal): Promise<OpenedProvider[]> {
  const names = new Set(journal.units.map(({ unit }) => unit.provider));
  const configs = project.config.providers.filter(({ name }) => names.has(name));
  const gone = [...names].filter((name) => !configs.some((config) => config.name === name));
  if (gone.length > 0)
    throw due(`${interrupted(journal)}; the configuration has no provider ${gone.join(', ')} any more`);
  return Promise.all(configs.map((config) => openConfigured(config, project)));
}

/** Sets the journal aside, whatever it says; what stands at the providers stays. */
async function abandon(folder: string, now: Date): Promise<Recovery> {
  const journal = await readJournal(journalPath(folder)).catch(() => null);
  await retireJournal(folder, journal?.begin ?? unread(now));
  return { outcome: 'abandoned', apply: journal === null ? null : summaryOf(journal.begin), results: [] };
}

function summaryOf({ id, at, command, serial, by }: BeginEntry): InterruptedApply {
  return { id, at, command, serial, by };
}

/** Names a journal that cannot be read. */
function unread(now: Date): Pick<BeginEntry, 'at' | 'id'> {
  return { at: now.toISOString(), id: 'unread' };
}

function due(message: string): DnsSyncError {
  return new DnsSyncError('RECOVERY_DUE', message);
}

/** A fault while recovering: the journal stays, and a person is told what is in the way. */
function asDue(journal: Journal, error: unknown): unknown {
  if (!(error instanceof DnsSyncError) || error.code === 'RECOVERY_DUE' || error.code === 'LOCKED') return error;
  return new DnsSyncError(
    'RECOVERY_DUE',
    `${interrupted(journal)} and cannot be brought to an end: ${messageOf(error)}`,
    {
      hint: `${error.hint}; then run dns-sync recover, or decide with --undo, --forward or --abandon`,
      cause: error,
    },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
