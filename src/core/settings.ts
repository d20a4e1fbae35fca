import type { Matcher } from './glob.ts';

/** How conflicts among claims of one class are decided (semantics 3). */
export type ConflictStrategy = 'oldest' | 'newest' | 'priority' | 'reject';

/** Limits of the guards (semantics 5); null or false: off. */
export interface GuardSettings {
  readonly maxDeletes: number | null;
  readonly maxDeletePercent: number | null;
  readonly maxChanges: number | null;
  readonly maxUpdatePercent: number | null;
  readonly emptySource: boolean;
  readonly noLockfile: boolean;
  readonly apex: boolean;
  /** Whether a name is protected, given its zone apexes. */
  readonly isProtected: Matcher;
}
