import { indexActual } from '../core/actual.ts';
import { type LeftSet, mergeSets } from '../core/merge-sets.ts';
import { isWithin } from '../core/name.ts';
import type { Landed, Unit } from '../core/unit.ts';
import { DnsSyncError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { type CommitSettings, commitUnit } from './commit-unit.ts';
import type { OpenedProvider } from './open-provider.ts';

/** What merging needs besides the unit. */
export type MergeSettings = CommitSettings & { readonly owner: string };

/** How often a unit is merged anew into what others changed meanwhile. */
const merges = 5;

/**
 * Commits a unit that was made some time ago, merged into what others have changed since, value by value. Returns the
 * sets that are left as they are, because someone else changed what was to be changed. Throws what `commit` throws.
 */
export async function commitMerged(
  unit: Unit,
  { provider, zones }: OpenedProvider,
  settings: MergeSettings,
): Promise<readonly LeftSet[]> {
  const left = new Map<string, LeftSet>();
  let current = unit;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await commitUnit(current, provider, settings);
      return [...left.values()];
    } catch (error) {
      const isConflict = error instanceof DnsSyncError && error.failure === 'conflict';
      if (!isConflict || attempt >= merges) throw error;
      const state = await provider.read({ zones }, settings.signal);
      const merged = mergeSets(current.changes, indexActual(state), settings.owner);
      const gone = merged.ready.filter(({ name }) => state.pending?.some(({ zone }) => isWithin(name, zone)));
      const ready = merged.ready.filter((change) => !gone.includes(change));
      const ofGone = gone.map(({ name, type }) => ({ name, type, why: 'its zone was removed' }));
      for (const set of [...merged.left, ...ofGone]) left.set(`${set.name} ${set.type}`, set);
      if (ready.length === 0) return [...left.values()];
      current = provider.rework(current, ready, state);
    }
  }
}

/** Whether a unit has landed, told by the values that it touches: others may have changed what is beside them. */
export async function whereStands(
  unit: Unit,
  { provider, zones }: OpenedProvider,
  settings: MergeSettings,
): Promise<Landed> {
  const found = await provider.inspect(unit, settings.signal);
  if (found !== 'other') return found;
  const actual = indexActual(await provider.read({ zones }, settings.signal));
  const isDone = ({ ready, left }: ReturnType<typeof mergeSets>) => ready.length + left.length === 0;
  if (isDone(mergeSets(unit.changes, actual, settings.owner))) return 'after';
  return isDone(mergeSets(opposite(unit, provider), actual, settings.owner)) ? 'before' : 'other';
}

function opposite(unit: Unit, provider: Provider): Unit['changes'] {
  return provider.invert(unit, undefined).changes;
}
