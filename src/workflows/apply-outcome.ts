import { maskText } from '../config/mask.ts';
import type { ChangeResult } from '../core/apply-result.ts';
import type { Change } from '../core/plan.ts';
import type { Unit } from '../core/unit.ts';
import { messageOf } from '../errors.ts';
import type { Exception, JournalOutcome } from '../state/journal.ts';
import { setId, type UnitsRun } from './run-units.ts';
import type { Undone } from './undo-units.ts';

/** What every change came to: what landed, what of it was undone, what failed, what was not tried. */
export function resultsOf(
  changes: readonly Change[],
  { landed, failed }: Pick<UnitsRun, 'landed' | 'failed'>,
  undone: Undone | null,
  filled: ReadonlyMap<string, string>,
): ChangeResult[] {
  const states = new Map<string, Omit<ChangeResult, 'change'>>();
  const note = (unit: Unit, result: Omit<ChangeResult, 'change'>) => {
    for (const change of unit.changes) states.set(setId(unit.provider, change), result);
  };
  const because = (error: unknown) => maskText(messageOf(error), filled);
  if (failed !== undefined && failed.unit !== null) {
    note(failed.unit, { state: 'failed', detail: because(failed.error) });
  }
  for (const { unit } of landed) note(unit, { state: undone === null ? 'done' : 'undone' });
  for (const { unit, error } of undone?.faults ?? [])
    note(unit, { state: 'done', detail: `not undone: ${because(error)}` });
  for (const { provider, why, ...set } of undone?.left ?? []) {
    states.set(setId(provider, set), { state: 'done', detail: `not undone: ${why}` });
  }
  return changes.map((change) => {
    const { provider, name, evicts = [] } = change;
    const own = states.get(setId(provider, change)) ?? { state: 'not-tried' };
    // What it evicted has no change of its own to be told with.
    const lost = evicts.find(({ type }) => states.get(setId(provider, { name, type }))?.detail !== undefined);
    if (lost === undefined || own.detail !== undefined) return { change, ...own };
    const { detail } = states.get(setId(provider, { name, type: lost.type })) ?? {};
    return { change, ...own, detail: `${lost.type}: ${detail}` };
  });
}

/** How it ended, given what undoing could not bring back; null: everything landed or was kept. */
export function outcomeOf(results: readonly ChangeResult[], undone: Undone | null): 'applied' | 'undone' | 'partial' {
  if (undone !== null && undone.left.length === 0 && undone.faults.length === 0) return 'undone';
  return results.every(({ state }) => state === 'done') && undone === null ? 'applied' : 'partial';
}

/** The changes that did not end as the outcome says, as the journal keeps them. */
export function exceptionsOf(results: readonly ChangeResult[], outcome: JournalOutcome): Exception[] {
  const usual = outcome === 'applied' ? 'done' : outcome === 'undone' ? 'undone' : undefined;
  return results
    .filter(({ state, detail }) => state !== usual || detail !== undefined)
    .map(({ change: { provider, name, type }, state, detail }) => ({
      provider,
      name,
      type,
      state,
      ...(detail === undefined ? {} : { detail }),
    }));
}
