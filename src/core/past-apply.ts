import type { ChangeResult } from './apply-result.ts';
import type { Change, PlanSummary } from './plan.ts';

/** An apply of the past, as the history lists it. */
export interface PastApply {
  /** Of the lockfile after it, or what it would have been. */
  readonly serial: number;
  /** RFC 3339. */
  readonly at: string;
  /** Name of the system's user. */
  readonly user: string;
  readonly host: string;
  readonly owner: string;
  readonly command: string;
  readonly generator: string;
  /** What was checked out where the configuration is; null: no Git work tree. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  /** How it ended; null: its journal has no end. */
  readonly outcome: 'applied' | 'undone' | 'partial' | 'abandoned' | null;
  /** When it ended, and by which command; null: its journal has no end. */
  readonly ended: { readonly at: string; readonly command: string } | null;
  readonly summary: PlanSummary;
  /** Name of its journal in the history. */
  readonly file: string;
}

/** A journal of the history that cannot be read. */
export interface UnreadableApply {
  readonly file: string;
  readonly problem: { readonly code: string; readonly message: string };
}

/** An apply of the past with all that it did. */
export interface PastApplyDetails extends PastApply {
  /** As they were planned. */
  readonly changes: readonly Change[];
  /** Changes that did not end as the outcome says. */
  readonly exceptions: readonly (Pick<Change, 'provider' | 'name' | 'type'> & Omit<ChangeResult, 'change'>)[];
}
