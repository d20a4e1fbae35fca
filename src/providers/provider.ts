import type { Diagnostic } from '../core/diagnostic.ts';
import type { HeldLock, Lock } from '../core/lock.ts';
import type { Change, SetState } from '../core/plan.ts';
import type { ActualRecord, Capabilities, ProviderState } from '../core/provider-model.ts';

/** What is read: the zone apexes. */
export interface Scope {
  readonly zones: readonly string[];
}

/** One record set before and after, as a unit carries it. */
export interface UnitChange {
  readonly name: string;
  readonly type: string;
  readonly before: SetState | null;
  readonly after: SetState | null;
}

/** What a provider commits all or nothing. Plain JSON: it goes into the journal and another process understands it after a crash. */
export interface Unit {
  readonly provider: string;
  /** Unique within an apply. */
  readonly id: string;
  /** For people: `zone file zones/home.example.com.zone`. */
  readonly title: string;
  readonly changes: readonly UnitChange[];
  /** What compare-and-set needs; only the provider understands it. */
  readonly handle: unknown;
}

/** What `commit` leaves for `invert`. Plain JSON. */
export interface Receipt {
  readonly unit: string;
  /** The provider's revision of what was written, for compare-and-set of the undo. */
  readonly handle: unknown;
}

/** What `commit` is given besides the unit. */
export interface CommitContext {
  readonly signal: AbortSignal;
  /** The clock given to apply. */
  readonly now: Date;
  /** What is held, by the key of the lock. */
  readonly locks: ReadonlyMap<string, HeldLock>;
}

/** Whether a unit has landed. */
export type Landed = 'before' | 'after' | 'other';

/** A place that holds records. Factories return plain objects; the contract suite is the specification. */
export interface Provider {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Every record in the zones, ours or not; throws rather than answer in part. */
  read(scope: Scope, signal: AbortSignal): Promise<ProviderState>;
  /** Pure: the atomic units, in a safe order, with the handles compare-and-set needs. */
  split(changes: readonly Change[], state: ProviderState): Unit[];
  /** All or nothing, by compare-and-set. Throws `CommitError`. */
  commit(unit: Unit, context: CommitContext): Promise<Receipt>;
  inspect(unit: Unit, signal: AbortSignal): Promise<Landed>;
  /** Pure: the unit that undoes it. */
  invert(unit: Unit, receipt: Receipt | undefined): Unit;
  /** Pure: the unit with other changes to sets of its own, made on what was just read: others changed something beside ours. */
  rework(unit: Unit, changes: readonly UnitChange[], state: ProviderState): Unit;
  /** Makes sure that what stands is served, where a crash came between writing and telling the server. */
  announce?(unit: Unit, context: CommitContext): Promise<void>;
  /** Pure: how a record reads back after it was written. */
  normalize?(record: ActualRecord): ActualRecord;
  /** Locks to hold while units of these zones are committed. */
  locks?(zones: readonly string[]): Lock[];
  /** What `doctor` wants to know beyond reading: rights, reloading, leftovers. Writes nothing that stays. */
  check?(scope: Scope, signal: AbortSignal): Promise<Diagnostic[]>;
  close?(): Promise<void>;
}
