import { randomUUID } from 'node:crypto';
import { maskText } from '../config/mask.ts';
import { indexActual } from '../core/actual.ts';
import type { ApplyResult, ChangeResult } from '../core/apply-result.ts';
import type { Lock, LockHolder } from '../core/lock.ts';
import type { Memory } from '../core/memory.ts';
import type { Change, Plan } from '../core/plan.ts';
import { rebaseChanges } from '../core/rebase.ts';
import { appliedAfter, type ProviderOutcome } from '../core/remember.ts';
import { type SnapshotClaim, settleSnapshot } from '../core/snapshot.ts';
import { DnsSyncError } from '../errors.ts';
import { writeLockfile } from '../state/lockfile.ts';
import { localLock, openStateFolder, stateFolder } from '../state/state-folder.ts';
import { type HeldLocks, withLocks } from '../state/with-locks.ts';
import { generator } from '../version.ts';
import { commitChanges } from './commit-changes.ts';
import { maskError } from './mask-error.ts';
import { type Project, readMemory } from './project.ts';
import { type ReadProvider, readAgain } from './read-providers.ts';

/** What is told while an apply runs. */
export interface ApplyProgress {
  /** Someone holds a lock we need; null: a holder that cannot be read. */
  waiting(holder: LockHolder | null, lock: Lock): void;
  /** A unit has been committed. */
  committed(title: string, done: number, total: number): void;
}

/** A plan ready to be carried out. */
export interface Execution {
  readonly plan: Plan;
  readonly snapshot: readonly SnapshotClaim[];
  /** The providers that were read for it, open. */
  readonly providers: readonly ReadProvider[];
  readonly lockTimeoutMs: number;
  readonly command: string;
}

/** How it went: the world was not as planned (nothing written), or a result, with the error that stopped it. */
export type Executed =
  | { readonly stale: readonly string[] }
  | { readonly stale?: never; readonly result: ApplyResult; readonly failure?: unknown };

/** Steps 2 to 5 and 7 of DESIGN.md §5: locks, re-reading, commits, lockfile. */
export async function execute(project: Project, execution: Execution, progress: ApplyProgress): Promise<Executed> {
  const { plan, providers, lockTimeoutMs } = execution;
  const { config, root, lockfilePath, environment, signal } = project;
  const configured = config.stateDir === undefined ? {} : { configured: config.stateDir };
  const folder = await openStateFolder(
    stateFolder({ ...configured, root, lockfilePath, environment }),
    project.clock(),
  );
  const changing = new Set(plan.changes.map(({ provider }) => provider));
  const locks = [
    localLock(folder.path),
    ...providers
      .filter(({ provider }) => changing.has(provider.name))
      .flatMap(({ provider, zones }) => provider.locks?.(zones) ?? []),
  ] as const;
  const info = { holder: config.owner, tool: generator, command: execution.command };
  const wait = { timeoutMs: lockTimeoutMs, signal, waiting: progress.waiting };
  return withLocks(locks, info, wait, (held) => underLocks(project, execution, progress, held));
}

async function underLocks(
  project: Project,
  { plan, snapshot, providers }: Execution,
  progress: ApplyProgress,
  locks: HeldLocks,
): Promise<Executed> {
  const { config, signal } = project;
  const lockfile = await readMemory(project);
  if ((lockfile?.digest ?? null) !== plan.basis.lockfile) {
    return { stale: [`the lockfile ${project.shownLockfile} is not the one the plan was made from`] };
  }
  const byProvider = groupByProvider(plan.changes);
  const fresh = await readAgain(
    providers.filter(({ provider }) => byProvider.has(provider.name)),
    signal,
  );
  const stale: string[] = [];
  const work: { read: ReadProvider; changes: readonly Change[] }[] = [];
  for (const read of fresh) {
    const rebased = rebaseChanges(byProvider.get(read.provider.name) ?? [], indexActual(read.state), config.owner);
    if (rebased.ok) work.push({ read, changes: rebased.changes });
    else stale.push(...rebased.stale);
  }
  if (stale.length > 0) return { stale };

  const now = project.clock();
  const seconds = Math.floor(now.getTime() / 1000);
  const settled = settleSnapshot(snapshot, seconds);
  const started = lockfile?.memory ?? (await firstLockfile(project, settled));
  const results: ChangeResult[] = [];
  const outcomes = new Map<string, ProviderOutcome>(
    providers.map(({ provider, state }) => [provider.name, { records: state.records, landed: [] }]),
  );
  let failure: unknown;
  for (const { read, changes } of work) {
    if (failure !== undefined) {
      results.push(...changes.map((change): ChangeResult => ({ change, state: 'not-tried' })));
      continue;
    }
    const settings = { signal, now, locks, owner: config.owner, progress: progress.committed };
    const outcome = await commitChanges(read, changes, settings);
    results.push(...outcome.results.map((one) => maskResult(one, project.filled)));
    outcomes.set(read.provider.name, { records: read.state.records, landed: outcome.landed });
    failure = maskError(outcome.failure, project.filled);
  }
  const landed = results.some(({ state }) => state === 'done');
  if (failure !== undefined && !landed) {
    if (failure instanceof DnsSyncError && failure.failure === 'conflict') return { stale: [failure.message] };
    throw failure;
  }
  const applied = appliedAfter(started.applied, outcomes, config.owner, settled, seconds);
  const next: Memory = {
    ...started,
    defaultTtl: config.defaults.ttl,
    serial: started.serial + 1,
    snapshot: settled,
    applied,
  };
  await writeLockfile(project.lockfilePath, next);
  const outcome = failure === undefined ? (landed ? 'applied' : 'nothing') : 'partial';
  const result: ApplyResult = { outcome, serial: next.serial, results, summary: plan.summary };
  return failure === undefined ? { result } : { result, failure };
}

/** A result whose detail, the provider's own words, is masked as every output is. */
function maskResult(result: ChangeResult, filled: Project['filled']): ChangeResult {
  return result.detail === undefined ? result : { ...result, detail: maskText(result.detail, filled) };
}

/** Before the first unit a lockfile of a new lineage stands, synced, so that what lands is remembered (step 4). */
async function firstLockfile(project: Project, snapshot: Memory['snapshot']): Promise<Memory> {
  const memory: Memory = {
    lineage: randomUUID(),
    serial: 0,
    defaultTtl: project.config.defaults.ttl,
    snapshot,
    applied: {},
  };
  await writeLockfile(project.lockfilePath, memory);
  return memory;
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
