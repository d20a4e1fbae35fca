import { randomUUID } from 'node:crypto';
import type { ApplyResult } from '../core/apply-result.ts';
import type { Lock, LockHolder } from '../core/lock.ts';
import type { Memory } from '../core/memory.ts';
import type { Change, Plan } from '../core/plan.ts';
import { appliedAfter, type ProviderOutcome } from '../core/remember.ts';
import { type SnapshotClaim, settleSnapshot } from '../core/snapshot.ts';
import { DnsSyncError } from '../errors.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import { journalPath } from '../state/journal-writer.ts';
import { writeLockfile } from '../state/lockfile.ts';
import { readJournal } from '../state/read-journal.ts';
import { localLock, type StateFolder } from '../state/state-folder.ts';
import { type HeldLocks, withLocks } from '../state/with-locks.ts';
import { beginApply } from './begin-apply.ts';
import { type Finishing, finishApply } from './finish-apply.ts';
import { prepareWork } from './prepare-work.ts';
import { type Project, readMemory } from './project.ts';
import { lockInfo, locksFor, openSharedLock, openState } from './project-state.ts';
import type { ReadProvider } from './read-providers.ts';
import { runUnits } from './run-units.ts';

/** What is told while an apply runs. */
export interface ApplyProgress {
  /** Someone holds a lock we need; null: a holder that cannot be read. */
  waiting(holder: LockHolder | null, lock: Lock): void;
  /** A lock could not be given back. */
  unreleased(key: string, error: unknown): void;
  /** A unit has been committed. */
  committed(title: string, done: number, total: number): void;
  /** Something failed, or someone interrupted: so many units are being undone. */
  undoing(cause: unknown, units: number): void;
}

/** A plan ready to be carried out. */
export interface Execution {
  readonly plan: Plan;
  readonly snapshot: readonly SnapshotClaim[];
  /** The providers that were read for it, open. */
  readonly providers: readonly ReadProvider[];
  readonly lockTimeoutMs: number;
  readonly command: string;
  /** What happens when a unit fails for good. */
  readonly onFailure: 'rollback' | 'keep';
}

/** How it went: the world was not as planned (nothing written), or a result, with the error that stopped it. */
export type Executed =
  | { readonly stale: readonly string[] }
  | { readonly stale?: never; readonly result: ApplyResult; readonly failure?: unknown };

/** Steps 2 to 7 of DESIGN.md §5: locks, re-reading, journal, commits, undo, lockfile. */
export async function execute(project: Project, execution: Execution, progress: ApplyProgress): Promise<Executed> {
  const { plan, providers, lockTimeoutMs } = execution;
  const { signal } = project;
  const folder = await openState(project);
  const changing = new Set(plan.changes.map(({ provider }) => provider));
  const takes = ({ provider }: ReadProvider) => project.takeOwner === true && provider.takeOwner !== undefined;
  const written = providers.filter((read) => changing.has(read.provider.name) || takes(read));
  const shared = await openSharedLock(project);
  const { waiting, unreleased } = progress;
  const wait = { timeoutMs: lockTimeoutMs, signal, waiting, unreleased };
  const locks = [localLock(folder.path), ...locksFor(written, shared)] as const;
  try {
    return await withLocks(locks, lockInfo(project, execution.command), wait, (held) =>
      underLocks(project, execution, progress, { folder, held }),
    );
  } finally {
    await shared?.close();
  }
}

interface Held {
  readonly folder: StateFolder;
  readonly held: HeldLocks;
}

async function underLocks(
  project: Project,
  execution: Execution,
  progress: ApplyProgress,
  { folder, held }: Held,
): Promise<Executed> {
  const { plan, snapshot, providers } = execution;
  const { config } = project;
  if ((await readJournal(journalPath(folder.path))) !== null) {
    return { stale: ['another apply was interrupted meanwhile and left its journal'] };
  }
  const lockfile = await readMemory(project);
  if ((lockfile?.digest ?? null) !== plan.basis.lockfile) {
    return { stale: [`the lockfile ${project.shownLockfile} is not the one the plan was made from`] };
  }
  const prepared = await prepareWork(project, execution);
  if ('stale' in prepared) return prepared;
  project.signal.throwIfAborted();

  const now = project.clock();
  const seconds = Math.floor(now.getTime() / 1000);
  const settled = settleSnapshot(snapshot, seconds);
  const start = lockfile ?? (await firstLockfile(project, settled));
  const memoryAfter = (landed: ReadonlyMap<string, readonly Change[]>): Memory => {
    const outcomes = new Map(
      providers.map(({ provider: { name }, state }): [string, ProviderOutcome] => [
        name,
        { records: prepared.records.get(name) ?? state.records, landed: landed.get(name) ?? [] },
      ]),
    );
    const applied = appliedAfter(start.memory.applied, outcomes, config.owner, settled, seconds);
    const { serial } = start.memory;
    return { ...start.memory, defaultTtl: config.defaults.ttl, serial: serial + 1, snapshot: settled, applied };
  };
  const planned = memoryAfter(new Map(prepared.work.map(({ read, changes }) => [read.provider.name, changes])));
  const { lineage } = planned;
  // A unit in hand is finished even when someone interrupts.
  const settings = { signal: new AbortController().signal, now, locks: held, owner: config.owner, lineage };
  if (project.takeOwner === true) for (const { provider } of providers) await provider.takeOwner?.(settings);
  if (prepared.work.length === 0) {
    const { serial } = start.memory;
    const isSame = encodeLockfile({ ...planned, serial }) === encodeLockfile(start.memory);
    if (!isSame) await writeLockfile(project.lockfilePath, encodeLockfile(planned), start.digest);
    const result = { outcome: 'nothing' as const, serial: isSame ? serial : planned.serial, results: [] };
    return { result: { ...result, summary: plan.summary } };
  }

  const journal = await beginApply(project, execution, {
    folder,
    now,
    work: prepared.work,
    before: start.digest,
    planned,
  });
  const run = await runUnits(prepared.work, journal, {
    ...settings,
    filled: project.filled,
    progress: progress.committed,
    stop: () => whyStop(project.signal, held),
  });
  const finishing: Finishing = { plan, run, work: prepared.work, start, planned, memoryAfter, settings };
  return finishApply(project, finishing, journal, execution.onFailure, progress);
}

/** Why no further unit may be begun: someone interrupts, or a lock was lost; undefined: go on. */
function whyStop(signal: AbortSignal, held: HeldLocks): unknown {
  if (signal.aborted) return signal.reason;
  const lost = [...held].find(([, { lost }]) => lost?.aborted === true);
  if (lost === undefined) return undefined;
  return new DnsSyncError('LOCK_LOST', `the lock ${lost[0]} was lost in the middle of the apply`);
}

/** Before the first unit a lockfile of a new lineage stands, synced, so that what lands is remembered (step 4). */
async function firstLockfile(
  project: Project,
  snapshot: Memory['snapshot'],
): Promise<{ readonly memory: Memory; readonly digest: string }> {
  const memory: Memory = {
    lineage: randomUUID(),
    serial: 0,
    defaultTtl: project.config.defaults.ttl,
    snapshot,
    applied: {},
  };
  return { memory, digest: await writeLockfile(project.lockfilePath, encodeLockfile(memory), null) };
}
