import type { Diagnostic } from './core/diagnostic.ts';

/** Exit codes, permanent (DESIGN.md §6). */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  changesPending: 2,
  input: 3,
  source: 4,
  provider: 5,
  stale: 6,
  locked: 7,
  guarded: 8,
  partial: 9,
} as const;

interface ErrorKind {
  readonly exit: number;
  /** What to do, where the thrower knows nothing better. */
  readonly hint: string;
}

/** Every error a user can meet: its code, exit code and standing advice. Codes never change. */
export const errorTable = {
  UNEXPECTED: { exit: exitCodes.unexpected, hint: 'run again with --log-level debug and report the stack trace' },
  USAGE: { exit: exitCodes.input, hint: 'see dns-sync --help' },
  CONFIG_MISSING: { exit: exitCodes.input, hint: 'write one with dns-sync init, or name it with --config' },
  CONFIG_INVALID: { exit: exitCodes.input, hint: 'mend the places above; dns-sync check shows them again' },
  INPUT_INVALID: { exit: exitCodes.input, hint: 'mend the errors above, or go on without the names in doubt: --hold' },
  IMPORT_INVALID: { exit: exitCodes.input, hint: 'mend the file at the places above; nothing was written' },
  FILE_EXISTS: { exit: exitCodes.input, hint: 'remove it first, or choose another place' },
  SECRET_MISSING: { exit: exitCodes.input, hint: 'set the variable or file that the configuration names' },
  LOCKFILE_INVALID: { exit: exitCodes.input, hint: 'restore it from Git: git checkout -- dns-sync.lock.json' },
  LOCKFILE_CONFLICT: {
    exit: exitCodes.input,
    hint: 'settle the merge with dns-sync snapshot --resolve, then commit the file',
  },
  LOCKFILE_VERSION: { exit: exitCodes.input, hint: 'install the newer dns-sync that wrote it' },
  PLAN_INVALID: { exit: exitCodes.input, hint: 'make it again: dns-sync plan --out FILE' },
  PLAN_VERSION: { exit: exitCodes.input, hint: 'install the newer dns-sync that wrote it' },
  PLAN_OFFLINE: { exit: exitCodes.input, hint: 'make the plan again without --offline, then apply it' },
  SOURCE_FAILED: {
    exit: exitCodes.source,
    hint: 'make the source readable again, or go on without its names: --hold',
  },
  PROVIDER_FAILED: { exit: exitCodes.provider, hint: 'nothing was written; mend the provider and run it again' },
  PROVIDER_REJECTED: { exit: exitCodes.provider, hint: 'read what the provider says above' },
  ZONEFILE_SYNTAX: { exit: exitCodes.provider, hint: 'mend the zone file at the places above; nothing was written' },
  ZONEFILE_SELF_CHECK: {
    exit: exitCodes.provider,
    hint: 'nothing was written; please report this with the zone file',
  },
  STATE_UNWRITABLE: { exit: exitCodes.provider, hint: 'make the state folder writable, or set stateDir' },
  JOURNAL_INVALID: {
    exit: exitCodes.input,
    hint: 'look at the providers, then set the journal aside: dns-sync recover --abandon',
  },
  JOURNAL_VERSION: { exit: exitCodes.input, hint: 'install the newer dns-sync that wrote it' },
  ROLLBACK_UNKNOWN: { exit: exitCodes.input, hint: 'see dns-sync history for serials, git log for revisions' },
  PLAN_STALE: { exit: exitCodes.stale, hint: 'make and review a new plan' },
  UNKNOWN_OUTCOME: { exit: exitCodes.provider, hint: 'look at what stands there now, then make a new plan' },
  LOCKED: { exit: exitCodes.locked, hint: 'wait for it, or raise --lock-timeout' },
  LOCK_LOST: { exit: exitCodes.locked, hint: 'see that the lock server can be reached, then run it again' },
  OWNER_IN_USE: {
    exit: exitCodes.locked,
    hint: 'give this installation an owner of its own; or end the other one and take its owner over: --take-owner',
  },
  UNLOCK_UNKNOWN: { exit: exitCodes.input, hint: 'see what is held: dns-sync doctor' },
  INTERRUPTED: { exit: exitCodes.unexpected, hint: 'run it again' },
  RECOVERY_DUE: { exit: exitCodes.partial, hint: 'decide with dns-sync recover --undo, --forward or --abandon' },
  GUARD_TRIPPED: { exit: exitCodes.guarded, hint: 'review the plan, then allow it with the flags named above' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/**
 * What a failed commit means for the executor (DESIGN.md §8): retry; re-read because someone changed it; failed for good;
 * or look whether it landed.
 */
export type CommitFailure = 'transient' | 'conflict' | 'rejected' | 'in-doubt';

interface ErrorOptions {
  readonly hint?: string;
  readonly cause?: unknown;
  /** Findings behind the error, with their places. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Thrown by `commit` only. */
  readonly failure?: CommitFailure;
  /** Plain data for `--json`. */
  readonly details?: unknown;
}

/** The one error class. Anything else that is thrown is a defect of ours. */
export class DnsSyncError extends Error {
  readonly code: ErrorCode;
  readonly exit: number;
  readonly hint: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly failure: CommitFailure | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DnsSyncError';
    this.code = code;
    this.exit = errorTable[code].exit;
    this.hint = options.hint ?? errorTable[code].hint;
    this.diagnostics = options.diagnostics ?? [];
    this.failure = options.failure;
    this.details = options.details;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a Node.js system error (`ENOENT`, ...), or undefined. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
