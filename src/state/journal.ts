import type { Plan, PlanSummary } from '../core/plan.ts';
import type { Receipt, Unit } from '../core/unit.ts';

/** The only version this dns-sync writes and reads. */
export const journalVersion = 1;

/** Who started an apply, where, and from which commit. */
export interface StartedBy {
  /** Name of the system's user. */
  readonly user: string;
  readonly host: string;
  /** Changes with every start of the machine; the same in all of its containers; empty where the system does not say. */
  readonly bootId: string;
  readonly pid: number;
  /** The commit checked out where the configuration is; null: no Git work tree. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
}

/** First entry: what `history` lists. */
export interface BeginEntry {
  readonly entry: 'begin';
  readonly formatVersion: number;
  /** Random. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly generator: string;
  readonly command: string;
  readonly owner: string;
  /** Of the state folder. */
  readonly instance: string;
  readonly lineage: string;
  /** Of the lockfile after the apply. */
  readonly serial: number;
  readonly by: StartedBy;
  readonly summary: PlanSummary;
}

/** Second entry: what is to be done, with the before-images. Synced to the disk together with the first, before anything is written. */
export interface WorkEntry {
  readonly entry: 'work';
  readonly plan: Plan;
  /** In the order in which they are committed. */
  readonly units: readonly Unit[];
  /** Digest of the lockfile while the units are committed, and its text once all have landed. */
  readonly lockfile: { readonly before: string; readonly after: string };
}

/** Units of a provider that have not landed are replaced: another owner changed something beside them. */
interface RebuiltEntry {
  readonly entry: 'rebuilt';
  readonly provider: string;
  readonly units: readonly Unit[];
}

/** A unit is about to be committed. */
interface CommitEntry {
  readonly entry: 'commit';
  readonly unit: string;
}

/** A unit has landed. */
interface LandedEntry {
  readonly entry: 'landed';
  readonly unit: string;
  /** Null: it was found landed, without the provider's answer. */
  readonly receipt: Receipt | null;
}

/** From here on units are undone. */
interface UndoEntry {
  readonly entry: 'undo';
  /** The error that is the cause. */
  readonly cause: { readonly code: string; readonly message: string };
}

/** A person decided to go forward after all. */
interface ForwardEntry {
  readonly entry: 'forward';
}

/** A unit is about to be undone. */
interface RevertEntry {
  readonly entry: 'revert';
  readonly unit: string;
}

/** A unit is undone, as far as nobody else was in the way. */
interface RevertedEntry {
  readonly entry: 'reverted';
  readonly unit: string;
}

/** How an apply ended in the end. */
export type JournalOutcome = 'applied' | 'undone' | 'partial' | 'abandoned';

/** A change that did not end as the outcome says. */
export interface Exception {
  readonly provider: string;
  readonly name: string;
  readonly type: string;
  readonly state: 'done' | 'undone' | 'failed' | 'not-tried';
  readonly detail?: string;
}

/** Last entry, synced. */
export interface EndEntry {
  readonly entry: 'end';
  readonly at: string;
  readonly outcome: JournalOutcome;
  /** `apply`, or what brought it to an end: `recover --undo`, ... */
  readonly command: string;
  readonly exceptions: readonly Exception[];
}

/** What follows the first two entries. */
export type StepEntry =
  | RebuiltEntry
  | CommitEntry
  | LandedEntry
  | UndoEntry
  | ForwardEntry
  | RevertEntry
  | RevertedEntry
  | EndEntry;

/** How far a unit came, as far as the journal knows. */
export interface UnitProgress {
  readonly unit: Unit;
  readonly step: 'planned' | 'commit' | 'landed' | 'revert' | 'reverted';
  readonly receipt?: Receipt;
}

/** A journal that was read. */
export interface Journal {
  readonly begin: BeginEntry;
  readonly work: WorkEntry;
  readonly units: readonly UnitProgress[];
  /** Why undoing had begun; null: it had not, or a person decided otherwise since. */
  readonly undo: UndoEntry['cause'] | null;
  /** Null: the apply did not come to an end. */
  readonly end: EndEntry | null;
  /** Bytes up to the end of the last whole entry; what follows was torn off by a crash. */
  readonly length: number;
}

/** What the steps after the first two entries come to. One pass. */
export function foldSteps(work: WorkEntry, steps: readonly StepEntry[]): Pick<Journal, 'units' | 'undo' | 'end'> {
  let units = new Map<string, UnitProgress>(work.units.map((unit) => [unit.id, { unit, step: 'planned' }]));
  let undo: Journal['undo'] = null;
  let end: EndEntry | null = null;
  for (const entry of steps) {
    switch (entry.entry) {
      case 'rebuilt':
        units = withRebuilt(units, entry);
        break;
      case 'undo':
        undo = entry.cause;
        break;
      case 'forward':
        undo = null;
        break;
      case 'end':
        end = entry;
        break;
      default: {
        const known = units.get(entry.unit);
        if (known !== undefined) units.set(entry.unit, progressed(known, entry));
      }
    }
  }
  return { units: [...units.values()], undo, end };
}

function progressed(
  { unit, receipt }: UnitProgress,
  entry: CommitEntry | LandedEntry | RevertEntry | RevertedEntry,
): UnitProgress {
  const kept = entry.entry === 'landed' ? entry.receipt : receipt;
  return { unit, step: entry.entry, ...(kept === null || kept === undefined ? {} : { receipt: kept }) };
}

/** Rebuilt units take the place of those of their provider that have not landed. */
function withRebuilt(units: ReadonlyMap<string, UnitProgress>, entry: RebuiltEntry): Map<string, UnitProgress> {
  const rebuilt = entry.units.map((unit): UnitProgress => ({ unit, step: 'planned' }));
  const all = [...units.values()];
  const isReplaced = ({ unit, step }: UnitProgress) => unit.provider === entry.provider && step !== 'landed';
  const found = all.findIndex(isReplaced);
  const first = found < 0 ? all.length : found;
  const kept = [...all.slice(0, first), ...rebuilt, ...all.slice(first).filter((one) => !isReplaced(one))];
  return new Map(kept.map((one) => [one.unit.id, one]));
}
