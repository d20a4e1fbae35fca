import { type Filled, maskText } from '../config/mask.ts';
import { indexActual } from '../core/actual.ts';
import type { Change } from '../core/plan.ts';
import { rebaseChanges } from '../core/rebase.ts';
import type { Receipt, Unit } from '../core/unit.ts';
import { DnsSyncError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import type { JournalWriter } from '../state/journal-writer.ts';
import { type CommitSettings, commitUnit } from './commit-unit.ts';
import type { ReadProvider } from './read-providers.ts';

/** What is to be done at one provider. */
export interface ProviderWork {
  readonly read: ReadProvider;
  readonly changes: readonly Change[];
  readonly units: readonly Unit[];
}

/** A unit that landed. */
export interface LandedUnit {
  readonly provider: Provider;
  readonly unit: Unit;
  /** Null: the provider's answer is lost. */
  readonly receipt: Receipt | null;
}

/** What running units needs besides them. */
export interface RunSettings extends CommitSettings {
  readonly owner: string;
  /** Titles are masked with it. */
  readonly filled: Filled;
  /** Told after each unit. */
  readonly progress: (title: string, done: number, total: number) => void;
  /** Asked before each unit: why to stop; undefined: go on. */
  readonly stop: () => unknown;
}

/** How far it went. */
export interface UnitsRun {
  /** Oldest first. */
  readonly landed: readonly LandedUnit[];
  /** The changes as they were made in the end, by provider. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** What stopped it; `unit` is the one that failed, null when none was in hand. */
  readonly failed?: { readonly unit: Unit | null; readonly error: unknown };
}

/** How often the units of a provider are built anew because another owner changed something beside them. */
const rebuilds = 5;

/** Commits unit by unit, in order, and stops at the first that fails for good (DESIGN.md §5, step 5). */
export async function runUnits(
  work: readonly ProviderWork[],
  journal: JournalWriter,
  settings: RunSettings,
): Promise<UnitsRun> {
  const landed: LandedUnit[] = [];
  const changes = new Map(work.map((one) => [one.read.provider.name, one.changes]));
  const total = work.reduce((sum, { units }) => sum + units.length, 0);
  for (const one of work) {
    const { provider } = one.read;
    let queue = [...one.units];
    let rebuilt = 0;
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      try {
        const stopped = settings.stop();
        if (stopped !== undefined) return { landed, changes, failed: { unit: null, error: stopped } };
        await journal.add({ entry: 'commit', unit: unit.id });
        const receipt = await commitUnit(unit, provider, settings);
        landed.push({ provider, unit, receipt });
        await journal.add({ entry: 'landed', unit: unit.id, receipt });
      } catch (error) {
        const isConflict = error instanceof DnsSyncError && error.failure === 'conflict';
        if (!isConflict || rebuilt >= rebuilds) return { landed, changes, failed: { unit, error } };
        rebuilt += 1;
        try {
          const { done, pending } = partition(changes.get(provider.name) ?? [], landed);
          const again = await rebuild(one.read, pending, settings);
          queue = again.units.map((fresh) => maskTitle({ ...fresh, id: `${fresh.id}~${rebuilt}` }, settings.filled));
          changes.set(provider.name, [...done, ...again.changes]);
          await journal.add({ entry: 'rebuilt', provider: provider.name, units: queue });
        } catch (fault) {
          return { landed, changes, failed: { unit, error: fault } };
        }
        continue;
      }
      settings.progress(unit.title, landed.length, total);
    }
  }
  return { landed, changes };
}

/** A title may hold what the configuration was filled in with; journal and log are not to. */
export function maskTitle(unit: Unit, filled: Filled): Unit {
  return { ...unit, title: maskText(unit.title, filled) };
}

/** The changes that landed units hold, and the others. */
function partition(
  changes: readonly Change[],
  landed: readonly LandedUnit[],
): { readonly done: readonly Change[]; readonly pending: readonly Change[] } {
  const sets = new Set(landed.flatMap(({ unit }) => unit.changes.map((change) => setId(unit.provider, change))));
  const isDone = (change: Change) => sets.has(setId(change.provider, change));
  return { done: changes.filter(isDone), pending: changes.filter((change) => !isDone(change)) };
}

/** Tells one record set of one provider from all others. */
export function setId(provider: string, { name, type }: Pick<Change, 'name' | 'type'>): string {
  return `${provider} ${name} ${type}`;
}

/** What is left, computed again on what the provider holds now. Throws `PLAN_STALE`: its effect on our values would be another. */
async function rebuild(
  { provider, zones }: ReadProvider,
  pending: readonly Change[],
  { signal, owner }: RunSettings,
): Promise<{ changes: readonly Change[]; units: Unit[] }> {
  const state = await provider.read({ zones }, signal);
  const rebased = rebaseChanges(pending, indexActual(state), owner);
  if (rebased.ok) return { changes: rebased.changes, units: provider.split(rebased.changes, state) };
  throw new DnsSyncError(
    'PLAN_STALE',
    `records were changed while the plan was being applied: ${rebased.stale.join('; ')}`,
    {
      failure: 'conflict',
      details: { reasons: rebased.stale },
    },
  );
}
