import { randomUUID } from 'node:crypto';
import { indexActual } from '../core/actual.ts';
import type { ApplyResult } from '../core/apply-result.ts';
import type { Lock, LockHolder } from '../core/lock.ts';
import type { Memory } from '../core/memory.ts';
import type { Change, Plan } from '../core/plan.ts';
import { rebaseChanges } from '../core/rebase.ts';
import { appliedAfter, type ProviderOutcome } from '../core/remember.ts';
import { type SnapshotClaim, settleSnapshot } from '../core/snapshot.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import { journalVersion } from '../state/journal.ts';
import { beginJournal, type JournalWriter, journalPath } from '../state/journal-writer.ts';
import { writeLockfile } from '../state/lockfile.ts';
import { readJournal } from '../state/read-journal.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { type HeldLocks, withLocks } from '../state/with-locks.ts';
import { generator } from '../version.ts';
import { type Finishing, finishApply } from './finish-apply.ts';
import { type Project, readMemory } from './project.ts';
import { lockInfo, locksFor, openState, startedBy } from './project-state.ts';
import { type ReadProvider, readAgain } from './read-providers.ts';
import { maskTitle, type ProviderWork, runUnits } from './run-units.ts';

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
  const locks = locksFor(
    folder.path,
    providers.filter(({ provider }) => changing.has(provider.name)),
  );
  const { waiting, unreleased } = progress;
  const wait = { timeoutMs: lockTimeoutMs, signal, waiting, unreleased };
  return withLocks(locks, lockInfo(project, execution.command), wait, (held) =>
    underLocks(project, execution, progress, { folder, held }),
  );
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
  if (prepared.work.length === 0) {
    await writeLockfile(project.lockfilePath, encodeLockfile(planned), start.digest);
    return { result: { outcome: 'nothing', serial: planned.serial, results: [], summary: plan.summary } };
  }

  const journal = await begin(project, execution, { folder, now, work: prepared.work, before: start.digest, planned });
  // A unit in hand is finished even when someone interrupts.
  const settings = { signal: new AbortController().signal, now, locks: held, owner: config.owner };
  const run = await runUnits(prepared.work, journal, {
    ...settings,
    filled: project.filled,
    progress: progress.committed,
    stop: () => (project.signal.aborted ? project.signal.reason : undefined),
  });
  const finishing: Finishing = { plan, run, work: prepared.work, start, planned, memoryAfter, settings };
  return finishApply(project, finishing, journal, execution.onFailure, progress);
}

/** What is to be done, on what the providers hold now, with what was read; or why it is no longer what was planned. */
async function prepareWork(
  { config, filled, signal }: Project,
  { plan, providers }: Execution,
): Promise<
  | { readonly work: readonly ProviderWork[]; readonly records: ReadonlyMap<string, ProviderOutcome['records']> }
  | { readonly stale: readonly string[] }
> {
  const byProvider = groupByProvider(plan.changes);
  const changing = providers.filter(({ provider }) => byProvider.has(provider.name));
  const stale: string[] = [];
  const work: ProviderWork[] = [];
  const records = new Map<string, ProviderOutcome['records']>();
  for (const read of await readAgain(changing, signal)) {
    const { provider, state } = read;
    const rebased = rebaseChanges(byProvider.get(provider.name) ?? [], indexActual(state), config.owner);
    records.set(provider.name, state.records);
    if (!rebased.ok) stale.push(...rebased.stale);
    else {
      const units = provider.split(rebased.changes, state).map((unit) => maskTitle(unit, filled));
      work.push({ read, changes: rebased.changes, units });
    }
  }
  return stale.length > 0 ? { stale } : { work, records };
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

interface Beginning {
  readonly folder: StateFolder;
  readonly now: Date;
  readonly work: readonly ProviderWork[];
  /** Digest of the lockfile as it stands. */
  readonly before: string;
  /** What the lockfile says once everything has landed. */
  readonly planned: Memory;
}

async function begin(
  project: Project,
  { plan, command }: Execution,
  { folder, now, work, before, planned }: Beginning,
): Promise<JournalWriter> {
  const { config } = project;
  const units = work.flatMap((one) => one.units);
  return beginJournal(
    folder.path,
    {
      entry: 'begin',
      formatVersion: journalVersion,
      id: randomUUID(),
      at: now.toISOString(),
      generator,
      command,
      owner: config.owner,
      instance: folder.instance,
      lineage: planned.lineage,
      serial: planned.serial,
      by: await startedBy(project),
      summary: plan.summary,
    },
    {
      entry: 'work',
      plan,
      units,
      lockfile: { before, after: encodeLockfile(planned) },
    },
  );
}

function groupByProvider(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.provider);
    if (group === undefined) groups.set(change.provider, [change]);
    else group.push(change);
  }
  return groups;
}
