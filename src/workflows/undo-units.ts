import type { LeftSet } from '../core/merge-sets.ts';
import type { Unit } from '../core/unit.ts';
import type { JournalWriter } from '../state/journal-writer.ts';
import { commitMerged, type MergeSettings, whereStands } from './merge-unit.ts';
import type { OpenedProvider } from './open-provider.ts';
import type { LandedUnit } from './run-units.ts';

/** A unit to be undone. */
export interface UndoableUnit extends Pick<LandedUnit, 'unit' | 'receipt'> {
  readonly read: OpenedProvider;
  /** Nobody knows whether it landed: it is asked for. */
  readonly inDoubt: boolean;
}

/** A set that stays as it is, at which provider. */
export interface LeftAt extends LeftSet {
  readonly provider: string;
}

/** What became of undoing. */
export interface Undone {
  /** Sets that someone else had changed since. */
  readonly left: readonly LeftAt[];
  /** Units that could not be undone, with the reason: a provider that cannot be reached, a full disk. */
  readonly faults: readonly { readonly unit: Unit; readonly error: unknown }[];
}

/**
 * Undoes units, newest first, each by compare-and-set: what someone else has changed since is left alone and reported.
 * One that cannot be undone does not keep the others.
 */
export async function undoUnits(
  newestFirst: readonly UndoableUnit[],
  journal: JournalWriter,
  settings: MergeSettings,
): Promise<Undone> {
  const left: LeftAt[] = [];
  const faults: { unit: Unit; error: unknown }[] = [];
  // An entry that cannot be written stops nothing: `inspect` tells what it would say.
  const note = (entry: Parameters<JournalWriter['add']>[0]) => journal.add(entry).catch(() => undefined);
  for (const one of newestFirst) {
    const { unit } = one;
    try {
      await note({ entry: 'revert', unit: unit.id });
      const stay = await undoUnit(one, settings);
      left.push(...stay.map((set) => ({ ...set, provider: unit.provider })));
      await note({ entry: 'reverted', unit: unit.id });
    } catch (error) {
      faults.push({ unit, error });
    }
  }
  return { left, faults };
}

async function undoUnit(
  { unit, receipt, read, inDoubt }: UndoableUnit,
  settings: MergeSettings,
): Promise<readonly LeftSet[]> {
  const { provider } = read;
  if (inDoubt && (await whereStands(unit, read, settings)) === 'before') {
    await provider.announce?.(unit, settings);
    return [];
  }
  return commitMerged(provider.invert(unit, receipt ?? undefined), read, settings);
}
