import type { Change, PlanSummary } from './plan.ts';

/** What became of one change. */
export interface ChangeResult {
  readonly change: Change;
  readonly state: 'done' | 'undone' | 'failed' | 'not-tried';
  readonly detail?: string;
}

/** How an apply ended, exactly. */
export interface ApplyResult {
  readonly outcome: 'applied' | 'nothing' | 'partial' | 'undone';
  /** Of the lockfile after the apply. */
  readonly serial: number;
  readonly results: readonly ChangeResult[];
  readonly summary: PlanSummary;
  /** Undoing failed: the journal is kept, and `recover` decides. */
  readonly recoveryDue?: true;
}
