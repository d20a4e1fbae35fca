import type { ApplyResult, ChangeResult } from '../core/apply-result.ts';
import type { Memory } from '../core/memory.ts';
import type { Change, Plan } from '../core/plan.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import type { JournalOutcome } from '../state/journal.ts';
import type { JournalWriter } from '../state/journal-writer.ts';
import { writeLockfile } from '../state/lockfile.ts';
import { exceptionsOf, outcomeOf, resultsOf } from './apply-outcome.ts';
import type { CommitSettings } from './commit-unit.ts';
import type { ApplyProgress, Executed } from './execute.ts';
import { maskError } from './mask-error.ts';
import type { Project } from './project.ts';
import type { ProviderWork, UnitsRun } from './run-units.ts';
import { type UndoableUnit, undoUnits } from './undo-units.ts';

/** An apply whose units were run, to be brought to its end. */
export interface Finishing {
  readonly plan: Plan;
  readonly run: UnitsRun;
  readonly work: readonly ProviderWork[];
  /** The lockfile as it stands. */
  readonly start: { readonly memory: Memory; readonly digest: string };
  /** What it says once everything has landed. */
  readonly planned: Memory;
  /** What it says when only these changes have. */
  readonly memoryAfter: (landed: ReadonlyMap<string, readonly Change[]>) => Memory;
  readonly settings: CommitSettings & { readonly owner: string };
}

/** Steps 6 and 7 of DESIGN.md §5: lockfile and end of the journal, or undoing. */
export async function finishApply(
  project: Project,
  finishing: Finishing,
  journal: JournalWriter,
  onFailure: 'rollback' | 'keep',
  progress: ApplyProgress,
): Promise<Executed> {
  const { run, planned, start } = finishing;
  const written = run.failed === undefined ? await attempt(() => remember(project, planned, start.digest)) : undefined;
  if (written?.ok === false && isWritten(written.error)) return unsure(project, finishing, journal, written.error);
  const failed = run.failed ?? (written?.ok === false ? { unit: null, error: written.error } : undefined);
  if (failed === undefined) return ended(project, finishing, journal);
  const failure = maskError(failed.error, project.filled);
  if (onFailure === 'keep') return kept(project, finishing, journal, { ...run, failed }, failure);
  return takenBack(project, finishing, journal, { ...run, failed }, failure, progress);
}

async function ended(project: Project, { run, planned, plan }: Finishing, journal: JournalWriter): Promise<Executed> {
  const results = resultsOf(changesOf(run), run, null, project.filled);
  const result: ApplyResult = { outcome: 'applied', serial: planned.serial, results, summary: plan.summary };
  // All is written and remembered; a journal that cannot be closed is closed by the next command.
  const closed = await attempt(() => close(project, journal, 'applied', results));
  return closed.ok ? { result } : { result, failure: closed.error };
}

/** Whether the lockfile is written for all that, only perhaps not for good. */
function isWritten(error: unknown): boolean {
  return error instanceof DnsSyncError && error.failure === 'in-doubt';
}

/** All is done and written, but the disk failed: the journal stays, so that the next command looks again. */
async function unsure(
  { filled }: Project,
  { run, planned, plan }: Finishing,
  journal: JournalWriter,
  failure: unknown,
): Promise<Executed> {
  const results = resultsOf(changesOf(run), run, null, filled);
  await journal.leave();
  return { result: { outcome: 'applied', serial: planned.serial, results, summary: plan.summary }, failure };
}

/** `--on-failure keep`: what landed stays and is remembered. */
async function kept(
  project: Project,
  { start, memoryAfter, plan }: Finishing,
  journal: JournalWriter,
  run: UnitsRun,
  failure: unknown,
): Promise<Executed> {
  const results = resultsOf(changesOf(run), run, null, project.filled);
  if (run.landed.length === 0) return nothingLanded(project, plan, journal, results, failure, start.memory.serial);
  const memory = memoryAfter(stillThere(results));
  const written = await attempt(() => remember(project, memory, start.digest));
  const serial = written.ok ? memory.serial : start.memory.serial;
  const result: ApplyResult = { outcome: 'partial', serial, results, summary: plan.summary };
  await attempt(() => close(project, journal, 'partial', results));
  return { result, failure };
}

/** What landed is undone; what cannot be, for a fault, is left to a recovery, with the journal. */
async function takenBack(
  project: Project,
  { work, start, memoryAfter, plan, settings }: Finishing,
  journal: JournalWriter,
  run: UnitsRun,
  failure: unknown,
  progress: ApplyProgress,
): Promise<Executed> {
  const reads = new Map(work.map(({ read }) => [read.provider.name, read]));
  const newestFirst = suspects(run).flatMap((one) => {
    const read = reads.get(one.unit.provider);
    return read === undefined ? [] : [{ ...one, read }];
  });
  const { serial } = start.memory;
  if (newestFirst.length === 0) {
    return nothingLanded(project, plan, journal, resultsOf(changesOf(run), run, null, project.filled), failure, serial);
  }
  progress.undoing(failure, newestFirst.length);
  await attempt(() => journal.add({ entry: 'undo', cause: causeOf(failure) }));
  const undone = await undoUnits(newestFirst, journal, settings);
  const results = resultsOf(changesOf(run), run, undone, project.filled);
  const outcome = outcomeOf(results, undone);
  if (undone.faults.length > 0) {
    await journal.leave();
    return { result: { outcome, serial, results, summary: plan.summary, recoveryDue: true }, failure };
  }
  const memory = outcome === 'partial' ? memoryAfter(stillThere(results)) : start.memory;
  const written = outcome === 'partial' ? await attempt(() => remember(project, memory, start.digest)) : undefined;
  await attempt(() => close(project, journal, outcome, results));
  const result = { outcome, serial: written?.ok === true ? memory.serial : serial, results, summary: plan.summary };
  return { result, failure };
}

/** The units that landed, newest first; before them the one that failed when nobody knows whether it landed. */
function suspects({ landed, failed }: UnitsRun): Omit<UndoableUnit, 'read'>[] {
  const sure = landed.toReversed().map(({ unit, receipt }) => ({ unit, receipt, inDoubt: false }));
  const { unit = null, error } = failed ?? {};
  const isInDoubt = unit !== null && error instanceof DnsSyncError && error.failure === 'in-doubt';
  return isInDoubt ? [{ unit, receipt: null, inDoubt: true }, ...sure] : sure;
}

/** The first unit failed: nothing has to be undone. When others were faster, the plan is stale. */
async function nothingLanded(
  project: Project,
  plan: Plan,
  journal: JournalWriter,
  results: readonly ChangeResult[],
  failure: unknown,
  serial: number,
): Promise<Executed> {
  if (failure instanceof DnsSyncError && failure.failure === 'conflict') {
    await journal.discard();
    const { reasons = [failure.message] } = (failure.details ?? {}) as { readonly reasons?: readonly string[] };
    return { stale: reasons };
  }
  await attempt(() => close(project, journal, 'undone', results));
  return { result: { outcome: 'undone', serial, results, summary: plan.summary }, failure };
}

function remember({ lockfilePath }: Project, memory: Memory, expected: string): Promise<string> {
  return writeLockfile(lockfilePath, encodeLockfile(memory), expected);
}

function close(
  { clock }: Project,
  journal: JournalWriter,
  outcome: JournalOutcome,
  results: readonly ChangeResult[],
): Promise<void> {
  const exceptions = exceptionsOf(results, outcome);
  return journal.end({ entry: 'end', at: clock().toISOString(), outcome, command: 'apply', exceptions });
}

function changesOf({ changes }: UnitsRun): Change[] {
  return [...changes.values()].flat();
}

/** The changes whose result is that they stand, by provider. */
function stillThere(results: readonly ChangeResult[]): Map<string, Change[]> {
  const done = new Map<string, Change[]>();
  for (const { change, state } of results) {
    if (state !== 'done') continue;
    const same = done.get(change.provider);
    if (same === undefined) done.set(change.provider, [change]);
    else same.push(change);
  }
  return done;
}

/** Code and message of what was thrown, for the journal. */
export function causeOf(error: unknown): { readonly code: string; readonly message: string } {
  return { code: error instanceof DnsSyncError ? error.code : 'UNEXPECTED', message: messageOf(error) };
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}
