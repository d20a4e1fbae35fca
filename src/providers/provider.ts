import type { Diagnostic } from '../core/diagnostic.ts';
import type { HeldLock, Lock } from '../core/lock.ts';
import type { Change } from '../core/plan.ts';
import type { ActualRecord, Capabilities, ProviderState } from '../core/provider-model.ts';
import type { Landed, Receipt, Unit, UnitChange } from '../core/unit.ts';

/** What is read: the zone apexes. */
export interface Scope {
  readonly zones: readonly string[];
}

/** What is examined. */
export interface CheckScope extends Scope {
  /** Of the lockfile: tells our installation from another with the same owner. Absent: not known. */
  readonly lineage?: string;
}

/** What `commit` is given besides the unit. */
export interface CommitContext {
  readonly signal: AbortSignal;
  /** The clock given to apply. */
  readonly now: Date;
  /** What is held, by the key of the lock. */
  readonly locks: ReadonlyMap<string, HeldLock>;
  /** Of the lockfile: tells our installation from another with the same owner. */
  readonly lineage: string;
}

/** A place that holds records. Factories return plain objects; the contract suite is the specification. */
export interface Provider {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Every record in the zones, ours or not; throws rather than answer in part. */
  read(scope: Scope, signal: AbortSignal): Promise<ProviderState>;
  /** Pure: the atomic units, in a safe order, with the handles compare-and-set needs. */
  split(changes: readonly Change[], state: ProviderState): Unit[];
  /** Pure: what will be served otherwise than it is meant once the changes have landed, and is not yet. */
  foresee?(changes: readonly Change[], state: ProviderState): Diagnostic[];
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
  /** Makes our owner ours alone (`--take-owner`), where the provider knows of other installations with it. Locks are held. */
  takeOwner?(context: CommitContext): Promise<void>;
  /** Locks to hold while units of these zones are committed. */
  locks?(zones: readonly string[]): Lock[];
  /** What `doctor` wants to know beyond reading: rights, reloading, leftovers. Writes nothing that stays. */
  check?(scope: CheckScope, signal: AbortSignal): Promise<Diagnostic[]>;
  close?(): Promise<void>;
}
