import type { Attributes } from './claim.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { OwnerMark } from './provider-model.ts';

/** A whole record set as a provider holds it, or is to hold it: other owners' values included. */
export interface SetState {
  /** Seconds: that of our values, else the smallest. */
  readonly ttl: number;
  /** Canonical text, sorted. */
  readonly values: readonly string[];
  /** By value; a value that is nobody's is not in it. */
  readonly owners: Readonly<Record<string, OwnerMark>>;
  readonly attributes?: Attributes;
}

/** Other owners' records that a change removes because they forbid it (semantics 4). */
export interface Eviction {
  readonly owner: string;
  readonly type: string;
  readonly values: readonly string[];
}

interface ChangeBase {
  readonly provider: string;
  readonly name: string;
  readonly type: string;
  /** Of the claims behind it, best first; empty when nobody claims the set any more. */
  readonly origins: readonly string[];
  readonly evicts?: readonly Eviction[];
  /** Values that were nobody's and become ours. */
  readonly adopts?: readonly string[];
}

/** Our first value in a set. Other owners' values may be there: then `before` is not null. */
export interface CreateChange extends ChangeBase {
  readonly action: 'create';
  readonly before: SetState | null;
  readonly after: SetState;
}
/** A set in which we stay, with other values, TTL, force or attributes. */
export interface UpdateChange extends ChangeBase {
  readonly action: 'update';
  readonly before: SetState;
  readonly after: SetState;
}
/** Our last value leaves. Other owners' values may stay: then `after` is not null. */
export interface DeleteChange extends ChangeBase {
  readonly action: 'delete';
  readonly before: SetState;
  readonly after: SetState | null;
}
/** What happens to one record set at one provider. */
export type Change = CreateChange | UpdateChange | DeleteChange;

/** Why a difference is left alone, in the order in which reasons win (semantics 8). */
export const heldReasons = [
  'invalid',
  'unsupported',
  'contested',
  'no-address',
  'source-incomplete',
  'protected',
  'policy',
  'foreign-owner',
  'unowned',
  'grace',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** A difference that is seen and left alone. */
export interface Held {
  readonly provider: string;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  readonly reason: HeldReason;
  readonly detail: string;
}

/** What separated the winner of a conflict from its best-ranked loser. */
export type ConflictRule =
  | 'overrides'
  | 'hosts'
  | 'force'
  | 'oldest'
  | 'newest'
  | 'priority'
  | 'address-first'
  | 'origin'
  | 'reject';

/** Claims that cannot all stand. */
export interface Conflict {
  readonly provider: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly rule: ConflictRule;
  /** Origin of the best-ranked claim that stands; null: contested. */
  readonly winner: string | null;
  readonly losers: readonly string[];
}

/** Names of the guards (semantics 5). */
export const guardNames = [
  'max-deletes',
  'max-delete-percent',
  'max-changes',
  'max-update-percent',
  'empty-source',
  'no-lockfile',
  'apex',
] as const;
export type GuardName = (typeof guardNames)[number];

/** A limit that stops the plan until someone allows it. */
export interface TrippedGuard {
  readonly guard: GuardName;
  readonly provider?: string;
  readonly source?: string;
  readonly message: string;
  /** The flag that lets it through for one run. */
  readonly allow: string;
}

/** What `--allow-…` was given. */
export interface Allowances {
  readonly deletes?: number;
  readonly deletePercent?: number;
  readonly changes?: number;
  readonly updatePercent?: number;
  readonly empty?: readonly string[];
  readonly unremembered?: boolean;
  readonly apex?: boolean;
}

/** What a plan was made with; part of it. */
export interface PlanOptions {
  readonly hold: boolean;
  readonly allow: Allowances;
  /** Globs of names to adopt. */
  readonly adopt: readonly string[];
  /** Globs of names the plan is limited to; empty: all. */
  readonly only: readonly string[];
  /** Providers the plan is limited to; empty: all. */
  readonly provider: readonly string[];
  /** What was last applied stands for the providers; never applicable. */
  readonly offline?: true;
  /** Sources whose claims came from the lockfile's snapshot. */
  readonly locked?: readonly string[];
  /** The earlier snapshot that stands for the sources: `serial 7`, `serial 7 of 1a2b3c4d`. */
  readonly rollback?: string;
}

/** What a plan was computed from; `apply` refuses when it no longer holds. */
export interface PlanBasis {
  /** Null: there was no lockfile. */
  readonly lineage: string | null;
  readonly serial: number;
  readonly lockfile: string | null;
  readonly config: string;
  readonly providers: Readonly<Record<string, { readonly revision: string }>>;
}

/** Counts of what is above them in the plan. */
export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  /** Our sets that stay as they are; held ones are not in it. */
  readonly unchanged: number;
  readonly held: number;
  /** Sets of other owners removed by evictions. */
  readonly evict: number;
}

/** What `apply` would do, and what it was computed from. Plain data; `schemas/plan.schema.json`. */
export interface Plan {
  readonly formatVersion: 1;
  readonly generator: string;
  /** RFC 3339 with milliseconds, UTC. */
  readonly createdAt: string;
  /** `sha256:` over the canonical JSON (RFC 8785) of all but itself, `createdAt` and `generator`. */
  readonly digest: string;
  readonly owner: string;
  readonly basis: PlanBasis;
  readonly options: PlanOptions;
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  readonly conflicts: readonly Conflict[];
  readonly guards: readonly TrippedGuard[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sources that were not complete: `apply` refuses with exit 4 unless `hold`. */
  readonly incomplete: readonly string[];
  readonly summary: PlanSummary;
}
