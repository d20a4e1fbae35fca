import { setTimeout as sleep } from 'node:timers/promises';
import { indexActual } from '../core/actual.ts';
import type { ChangeResult } from '../core/apply-result.ts';
import type { Change } from '../core/plan.ts';
import { rebaseChanges } from '../core/rebase.ts';
import type { Unit } from '../core/unit.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import type { CommitContext } from '../providers/provider.ts';
import type { ReadProvider } from './read-providers.ts';

/** What committing needs besides the provider. */
export interface CommitSettings extends CommitContext {
  readonly owner: string;
  /** Told after each unit. */
  readonly progress: (title: string, done: number, total: number) => void;
  readonly pause?: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random?: () => number;
}

/** What became of one provider's changes; `failure` says why it stopped. */
export interface CommitOutcome {
  readonly results: readonly ChangeResult[];
  readonly landed: readonly Change[];
  readonly failure?: unknown;
}

/** How often a unit is built anew because another owner changed something beside it. */
const rebuilds = 5;
/** How often a transient fault is tried again, after 200, 400, 800 ms, each ± 20 %. */
const retries = 3;
const firstPauseMs = 200;

/** Commits a provider's changes unit by unit, in order, and stops at the first that fails for good (DESIGN.md §5, step 5). */
export async function commitChanges(
  read: ReadProvider,
  changes: readonly Change[],
  settings: CommitSettings,
): Promise<CommitOutcome> {
  const { provider } = read;
  const landed: Change[] = [];
  let pending = [...changes];
  let units = provider.split(pending, read.state);
  let rebuilt = 0;
  const total = units.length;
  while (units.length > 0) {
    const [unit, ...later] = units as [Unit, ...Unit[]];
    try {
      await commitUnit(unit, read, settings);
    } catch (error) {
      const isConflict = error instanceof DnsSyncError && error.failure === 'conflict';
      const again = isConflict && rebuilt < rebuilds ? await rebuild(read, pending, settings) : undefined;
      if (again === undefined) return { results: resultsOf(landed, pending, unit, error), landed, failure: error };
      rebuilt += 1;
      pending = [...again.changes];
      units = again.units;
      continue;
    }
    const inUnit = new Set(unit.changes.map(({ name, type }) => `${name} ${type}`));
    landed.push(...pending.filter(({ name, type }) => inUnit.has(`${name} ${type}`)));
    pending = pending.filter(({ name, type }) => !inUnit.has(`${name} ${type}`));
    units = later;
    settings.progress(unit.title, total - units.length, total);
  }
  return { results: landed.map((change) => ({ change, state: 'done' })), landed };
}

/** What is left, computed again on what the provider holds now; undefined: its effect on our values would be another. */
async function rebuild(
  { provider, zones }: ReadProvider,
  pending: readonly Change[],
  { signal, owner }: CommitSettings,
): Promise<{ changes: readonly Change[]; units: Unit[] } | undefined> {
  const state = await provider.read({ zones }, signal);
  const rebased = rebaseChanges(pending, indexActual(state), owner);
  return rebased.ok ? { changes: rebased.changes, units: provider.split(rebased.changes, state) } : undefined;
}

/** One unit: transient faults are tried again, an unknown outcome is looked up, never repeated blindly. */
async function commitUnit(unit: Unit, { provider }: ReadProvider, settings: CommitSettings): Promise<void> {
  const { pause = sleep, random = Math.random } = settings;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await provider.commit(unit, settings);
      return;
    } catch (error) {
      const failure = error instanceof DnsSyncError ? error.failure : undefined;
      if (failure === 'in-doubt') {
        const landed = await provider.inspect(unit, settings.signal);
        if (landed === 'after') return;
        if (landed === 'other') throw error;
      } else if (failure !== 'transient') {
        throw error;
      }
      if (attempt >= retries) throw error;
      await pause(firstPauseMs * 2 ** attempt * (0.8 + 0.4 * random()));
    }
  }
}

function resultsOf(
  landed: readonly Change[],
  pending: readonly Change[],
  failed: Unit,
  error: unknown,
): ChangeResult[] {
  const inUnit = new Set(failed.changes.map(({ name, type }) => `${name} ${type}`));
  return [
    ...landed.map((change): ChangeResult => ({ change, state: 'done' })),
    ...pending.map(
      (change): ChangeResult =>
        inUnit.has(`${change.name} ${change.type}`)
          ? { change, state: 'failed', detail: messageOf(error) }
          : { change, state: 'not-tried' },
    ),
  ];
}
