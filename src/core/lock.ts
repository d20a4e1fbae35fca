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

/** What the taker says about itself. */
export type LockInfo = Pick<LockHolder, 'holder' | 'tool' | 'command'>;

/** One try at a lock: taken, or held by someone (null: a holder that cannot be read). */
export type LockAttempt =
  | { readonly taken: true; release(): Promise<void> }
  | { readonly taken: false; readonly heldBy: LockHolder | null };

/** Something only one writer at a time may hold. Told apart, and sorted, by `key`: what it locks. */
export interface Lock {
  readonly key: string;
  /** One try, without waiting. Throws `STATE_UNWRITABLE` when the lock cannot be written at all. */
  take(info: LockInfo): Promise<LockAttempt>;
}
