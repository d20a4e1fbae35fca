/** Who holds a lock: what a person who waits wants to know. */
export interface LockHolder {
  readonly id: string;
  /** The owner of the installation. */
  readonly holder: string;
  readonly tool: string;
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  /** RFC 3339. */
  readonly since: string;
}

/** A holder for people. One of another tool, which says nothing but its host, is told as such. */
export function holderText({ holder, since, tool, command, pid, host }: LockHolder): string {
  return since === ''
    ? `${tool} on ${host}`
    : `${holder} since ${since}: ${tool} ${command}, process ${pid} on ${host}`;
}

/** What the taker says about itself. */
export type LockInfo = Pick<LockHolder, 'holder' | 'tool' | 'command'>;

/** A lock that is held. */
export interface HeldLock {
  release(): Promise<void>;
  /** Aborted when the lock is lost while it is held; absent: it cannot be lost unnoticed. */
  readonly lost?: AbortSignal;
  /** What a provider's writes compare with, so that who lost the lock can write nothing; only the provider understands it. */
  readonly fence?: unknown;
}

/** One try at a lock: taken, or held by someone (null: a holder that cannot be read). */
export type LockAttempt =
  | { readonly taken: true; readonly lock: HeldLock }
  | { readonly taken: false; readonly heldBy: LockHolder | null };

/** What stands in a lock's place. */
export interface FoundLock {
  /** Null: a holder that cannot be read. */
  readonly holder: LockHolder | null;
  /** Whether nobody alive is behind it, so that the next who wants it takes it over. */
  readonly stale: boolean;
}

/** Something only one writer at a time may hold. Told apart, and sorted, by `key`: what it locks. */
export interface Lock {
  readonly key: string;
  /** One try, without waiting. Throws `STATE_UNWRITABLE` when the lock cannot be written at all. */
  take(info: LockInfo): Promise<LockAttempt>;
  /** Who holds it; null: nobody. Writes nothing. */
  look(): Promise<FoundLock | null>;
  /** Removes it if the holder with this id has it; false: it has not. For a person who knows that nobody is behind it. */
  remove(id: string): Promise<boolean>;
}
