import { maskText } from '../config/mask.ts';
import type { ChangeResult } from '../core/apply-result.ts';
import { sha256 } from '../core/digest.ts';
import type { Unit } from '../core/unit.ts';
import { DnsSyncError } from '../errors.ts';
import type { Journal, JournalOutcome, UnitProgress } from '../state/journal.ts';
import { type JournalWriter, resumeJournal } from '../state/journal-writer.ts';
import { digestAt, writeLockfile } from '../state/lockfile.ts';
import type { HeldLocks } from '../state/with-locks.ts';
import { exceptionsOf, outcomeOf, resultsOf } from './apply-outcome.ts';
import { commitMerged, type MergeSettings, whereStands } from './merge-unit.ts';
import type { OpenedProvider } from './open-provider.ts';
import type { Project } from './project.ts';
import type { RecoveryMode } from './recover.ts';
import { undoUnits } from './undo-units.ts';

/** What an interrupted apply is brought to its end with. All locks are held. */
export interface Ending {
  readonly journal: Journal;
  readonly mode: Exclude<RecoveryMode, 'abandon'>;
  readonly command: string;
  /** The state folder. */
  readonly folder: string;
  readonly providers: readonly OpenedProvider[];
  readonly held: HeldLocks;
}

/** How it ended. */
export interface Ended {
  readonly outcome: 'applied' | 'undone' | 'partial';
  readonly results: readonly ChangeResult[];
}

/** A unit with its provider, and where it stands. */
interface Located extends UnitProgress {
  readonly opened: OpenedProvider;
  /** Null: someone else has changed it since, so that nobody can tell. */
  readonly landed: boolean | null;
  /** It was asked for: the journal does not know. */
  readonly asked: boolean;
}

/** Finishes what has landed in full, else undoes it or, where a person says so, goes forward. Throws what stands in the way. */
export async function bringToEnd(project: Project, ending: Ending): Promise<Ended> {
  const { journal, mode, held, folder } = ending;
  const settings: MergeSettings = {
    signal: new AbortController().signal,
    // What goes forward is dated as the lockfile of the apply says.
    now: mode === 'forward' ? new Date(journal.begin.at) : project.clock(),
    locks: held,
    owner: project.config.owner,
    lineage: journal.begin.lineage,
  };
  const standing = await digestAt(project.lockfilePath);
  const isRemembered = standing === sha256(journal.work.lockfile.after);
  const units = isRemembered ? [] : await locate(ending, settings);
  const isComplete = isRemembered || (journal.undo === null && units.every(({ landed }) => landed === true));
  const writer = await resumeJournal(folder, journal);
  try {
    const means = { writer, settings, standing };
    if (isRemembered || (isComplete && mode !== 'undo')) return await complete(project, ending, units, means);
    return await (mode === 'forward' ? goForward : takeBack)(project, ending, units, means);
  } catch (error) {
    await writer.leave().catch(() => undefined);
    throw error;
  }
}

interface Means {
  readonly writer: JournalWriter;
  readonly settings: MergeSettings;
  /** Digest of the lockfile as it stands. */
  readonly standing: string | null;
}

/**
 * Where every unit stands: as the journal knows, else as the provider says. All providers are read first: nothing is
 * undone at one while another cannot be reached.
 */
async function locate({ journal, providers }: Ending, settings: MergeSettings): Promise<Located[]> {
  await Promise.all(providers.map(({ provider, zones }) => provider.read({ zones }, settings.signal)));
  const byName = new Map(providers.map((opened) => [opened.provider.name, opened]));
  const located: Located[] = [];
  for (const progress of journal.units) {
    const opened = byName.get(progress.unit.provider);
    if (opened === undefined) continue;
    const known = progress.step === 'landed' || progress.step === 'reverted';
    const stands = known ? null : await whereStands(progress.unit, opened, settings);
    const asked = stands === 'other' ? null : stands === 'after';
    located.push({ ...progress, opened, landed: known ? progress.step === 'landed' : asked, asked: !known });
  }
  return located;
}

/** Everything has landed: the lockfile is written, if it is not yet, and the journal ended. */
async function complete(project: Project, ending: Ending, units: readonly Located[], means: Means): Promise<Ended> {
  const { journal } = ending;
  const { lockfile, plan } = journal.work;
  for (const { unit, opened, asked } of units) if (asked) await opened.provider.announce?.(unit, means.settings);
  if (means.standing !== sha256(lockfile.after)) {
    if (means.standing !== lockfile.before) {
      throw new DnsSyncError(
        'RECOVERY_DUE',
        `every change has landed, but the lockfile ${project.shownLockfile} is neither the one from before the apply nor the one from after it`,
      );
    }
    await writeLockfile(project.lockfilePath, lockfile.after, means.standing);
  }
  const results = plan.changes.map((change): ChangeResult => ({ change, state: 'done' }));
  await end(project, ending, means, 'applied', results);
  return { outcome: 'applied', results };
}

async function takeBack(project: Project, ending: Ending, units: readonly Located[], means: Means): Promise<Ended> {
  const { plan } = ending.journal.work;
  const cause = { code: 'RECOVERY_DUE', message: `${ending.command}: the apply was interrupted` };
  if (ending.journal.undo === null) await means.writer.add({ entry: 'undo', cause });
  const landed = units.filter((one) => one.landed !== false);
  const newestFirst = landed.toReversed().map(({ unit, receipt, opened, asked }) => ({
    unit,
    receipt: receipt ?? null,
    read: opened,
    inDoubt: asked,
  }));
  for (const { unit, opened, asked, step, landed: isLanded } of units) {
    if (asked && step !== 'planned' && isLanded === false) await opened.provider.announce?.(unit, means.settings);
  }
  const undone = await undoUnits(newestFirst, means.writer, means.settings);
  const run = {
    landed: landed.map(({ unit, receipt, opened }) => ({ provider: opened.provider, unit, receipt: receipt ?? null })),
  };
  const results = resultsOf(plan.changes, run, undone, project.filled);
  const [fault] = undone.faults;
  if (fault !== undefined) throw fault.error;
  const outcome = outcomeOf(results, undone);
  await end(project, ending, means, outcome, results);
  return { outcome, results };
}

async function goForward(project: Project, ending: Ending, units: readonly Located[], means: Means): Promise<Ended> {
  if (ending.journal.undo !== null) await means.writer.add({ entry: 'forward' });
  for (const { unit, opened, landed } of units) {
    if (landed === true) continue;
    await means.writer.add({ entry: 'commit', unit: unit.id });
    await land(unit, opened, means.settings, project);
    await means.writer.add({ entry: 'landed', unit: unit.id, receipt: null });
  }
  return complete(project, ending, units, means);
}

/** Commits a unit of a plan that is some time old: merged into what others did since, or not at all. */
async function land(unit: Unit, opened: OpenedProvider, settings: MergeSettings, { filled }: Project): Promise<void> {
  const [first] = await commitMerged(unit, opened, settings);
  if (first === undefined) return;
  const why = maskText(first.why, filled);
  throw new DnsSyncError(
    'RECOVERY_DUE',
    `${unit.provider}: ${first.name} ${first.type} cannot be brought forward: ${why}`,
    {
      hint: 'undo it with dns-sync recover --undo, or --abandon it',
    },
  );
}

async function end(
  { clock }: Project,
  { command }: Ending,
  { writer }: Means,
  outcome: JournalOutcome,
  results: readonly ChangeResult[],
): Promise<void> {
  const exceptions = exceptionsOf(results, outcome);
  await writer.end({ entry: 'end', at: clock().toISOString(), outcome, command, exceptions });
}
