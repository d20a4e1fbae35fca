import type { SetState } from './plan.ts';

/** A record set that goes from one state to another, other owners' values included. */
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

/** Whether a unit has landed. */
export type Landed = 'before' | 'after' | 'other';
