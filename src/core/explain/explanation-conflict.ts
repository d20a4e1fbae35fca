import type { ClaimClass } from '../claim.ts';
import type { Conflict, ConflictRule } from '../plan.ts';

/** A claim that does not stand because of a conflict. */
export interface LostClaim {
  readonly type: string;
  readonly value: string;
  readonly class: ClaimClass;
  /** The best. */
  readonly origin: string;
  /** What puts the winner before this one. */
  readonly rule: ConflictRule;
  /** Origin of the best-ranked claim that it cannot stand beside; null: nobody wins. */
  readonly to: string | null;
}

/** A conflict, and why each of its losers loses; those of the plan tell only of the best-ranked one (settled 25). */
export interface ConflictStory extends Conflict {
  /** Best first. */
  readonly lost: readonly LostClaim[];
}
