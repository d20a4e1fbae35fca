import { setTimeout as sleep } from 'node:timers/promises';
import { compareText } from '../core/diagnostic.ts';
import { type HeldLock, holderText, type Lock, type LockHolder, type LockInfo } from '../core/lock.ts';
import { DnsSyncError } from '../errors.ts';

/** How to wait for locks. */
export interface WaitOptions {
  /** Milliseconds for all locks together (`--lock-timeout`); 0 tries once. */
  readonly timeoutMs: number;
  /** Its reason is thrown when it is aborted while waiting. */
  readonly signal: AbortSignal;
  /** Told once for each holder met: whom we wait for. Null: a holder that cannot be read. */
  readonly waiting: (holder: LockHolder | null, lock: Lock) => void;
  /** Told of a lock that could not be given back; it is stale once this process has ended. */
  readonly unreleased: (key: string, error: unknown) => void;
  readonly pause?: (ms: number) => Promise<void>;
  /** 0 to 1; spreads the tries of several waiters. */
  readonly random?: () => number;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

const shortestPauseMs = 50;
const longestPauseMs = 200;

/** What is held, by key. */
export type HeldLocks = ReadonlyMap<string, HeldLock>;

/**
 * Does the work while all of the locks are held. The first is taken first, the others in the order of their keys, each
 * key once, so that two processes never wait for one another; all are given back however the work ends. Throws `LOCKED`
 * when time is up.
 */
export async function withLocks<T>(
  [first, ...others]: readonly [Lock, ...Lock[]],
  info: LockInfo,
  options: WaitOptions,
  work: (held: HeldLocks) => Promise<T>,
): Promise<T> {
  const sorted = [first, ...others.toSorted((left, right) => compareText(left.key, right.key))];
  const clock = options.clock ?? (() => performance.now());
  const until = clock() + options.timeoutMs;
  const held = new Map<string, HeldLock>();
  try {
    for (const lock of sorted) {
      if (!held.has(lock.key)) held.set(lock.key, await waitFor(lock, info, options, () => until - clock()));
    }
    return await work(held);
  } finally {
    await releaseAll(held, options);
  }
}

/** Newest first. One that cannot be given back does not keep the others, nor changes how the work ended. */
async function releaseAll(held: HeldLocks, { unreleased }: WaitOptions): Promise<void> {
  for (const [key, lock] of [...held].reverse()) {
    try {
      await lock.release();
    } catch (error) {
      unreleased(key, error);
    }
  }
}

async function waitFor(lock: Lock, info: LockInfo, options: WaitOptions, remaining: () => number): Promise<HeldLock> {
  const { signal, waiting, random = Math.random } = options;
  const pause = options.pause ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined));
  let told: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const attempt = await lock.take(info);
    if (attempt.taken) return attempt.lock;
    const { heldBy } = attempt;
    const left = remaining();
    if (left <= 0) throw locked(lock, heldBy, options.timeoutMs);
    const id = heldBy?.id ?? '';
    if (told !== id) waiting(heldBy, lock);
    told = id;
    await pause(Math.min(left, shortestPauseMs + random() * (longestPauseMs - shortestPauseMs)));
  }
}

function locked(lock: Lock, holder: LockHolder | null, timeoutMs: number): DnsSyncError {
  const who = holder === null ? 'by someone whose entry cannot be read' : `by ${holderText(holder)}`;
  const waited = timeoutMs > 0 ? ` after waiting ${timeoutMs / 1000} s` : '';
  return new DnsSyncError('LOCKED', `${lock.key} is still held${waited}, ${who}`, {
    ...(holder === null
      ? {}
      : {
          hint: `wait for it, raise --lock-timeout or, when nothing is behind it any more: dns-sync unlock ${holder.id}`,
        }),
    details: { lock: lock.key, holder },
  });
}
