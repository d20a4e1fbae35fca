import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareText } from '../../core/diagnostic.ts';
import type { HeldLock, Lock, LockHolder, LockInfo } from '../../core/lock.ts';
import { DnsSyncError } from '../../errors.ts';
import type { EtcdClient } from './client.ts';
import { failedCall, isPassing } from './failures.ts';
import { type KeptLease, keepLease } from './lease.ts';
import { lockKey, readHolder, writeHolder } from './lock-value.ts';

/** The lock while it is held. */
export interface HeldEtcdLock extends HeldLock {
  readonly lost: AbortSignal;
  /** `create_revision` of the lock key, decimal: what every write compares. Another one after `renew`. */
  readonly fence: string;
  /**
   * Gives the lock back and takes it again, so that no write sent under the old fence can land any more. Throws `LOCKED`
   * when someone else keeps it meanwhile, `PROVIDER_FAILED` when etcd cannot be reached.
   */
  renew(signal: AbortSignal): Promise<void>;
}

/** What locking needs besides the client. */
export interface EtcdLockSettings {
  /** Of the provider, for messages. */
  readonly name: string;
  readonly endpoints: readonly string[];
  /** For `since`. */
  readonly clock?: () => Date;
  /** Seconds. */
  readonly leaseSeconds?: number;
  /** Milliseconds that `renew` waits for someone else. */
  readonly renewMs?: number;
}

/** Seconds a lock outlives its holder (etcd-skydns 6); a sign of life is given three times in it. */
const usualLease = 15;
/** Longer than a lease of ours that someone took over may last. */
const usualRenewMs = 20_000;
const tries = 3;

/** How the lock of a cluster is told apart from others. */
export function lockName(endpoints: readonly string[]): string {
  return `etcd:${endpoints.toSorted(compareText).join(',')}:${lockKey}`;
}

/** Whether a lock is the one this provider compares with. */
export function isEtcdLock(lock: HeldLock | undefined): lock is HeldEtcdLock {
  return lock !== undefined && typeof lock.fence === 'string' && 'renew' in lock;
}

/** What a try gave: the lock key is ours, or someone else's. */
type Taken =
  | { readonly taken: true; readonly fence: string; readonly lease: string; readonly since: number }
  | { readonly taken: false; readonly heldBy: LockHolder | null };

/** The registry lock (etcd-skydns 6), which docker-coredns-sync respects too. */
export function etcdLock(client: EtcdClient, settings: EtcdLockSettings): Lock {
  const { name, endpoints, clock = () => new Date() } = settings;
  const find = async () => (await client.get([lockKey])).keys[0];
  return {
    key: lockName(endpoints),
    async take(info) {
      const standing = await find();
      if (standing !== undefined) return { taken: false, heldBy: readHolder(standing) };
      const holder = holderOf(info, clock());
      const attempt = await takeOnce(client, holder, settings);
      return attempt.taken ? { taken: true, lock: hold(client, holder, attempt, settings) } : attempt;
    },
    async look() {
      const standing = await find();
      return standing === undefined ? null : { holder: readHolder(standing), stale: false };
    },
    async remove(id) {
      const standing = await find();
      if (standing === undefined || readHolder(standing).id !== id) return false;
      const compares = [{ key: lockKey, mod: standing.mod }];
      const answer = await client.txn({ compares, writes: [{ key: lockKey, put: null }], reads: [] });
      if (!answer.ok) throw failedCall(name, 'removing the lock', answer.fault);
      return answer.value.succeeded;
    },
  };
}

function holderOf({ holder, tool, command }: LockInfo, since: Date): LockHolder {
  const host = hostname();
  return { id: randomUUID(), holder, tool, command, pid: process.pid, host, since: since.toISOString() };
}

/** Puts the lock key if nobody has it. Where the outcome is not known the lease is revoked first, which undoes the put. */
async function takeOnce(client: EtcdClient, holder: LockHolder, settings: EtcdLockSettings): Promise<Taken> {
  const { name, leaseSeconds = usualLease } = settings;
  for (let attempt = 1; ; attempt += 1) {
    const since = performance.now();
    const granted = await client.grant(leaseSeconds);
    if (!granted.ok) throw failedCall(name, 'taking the lock', granted.fault);
    const lease = granted.value;
    const answer = await client.txn({
      compares: [{ key: lockKey, create: '0' }],
      writes: [{ key: lockKey, put: writeHolder(holder), lease }],
      reads: [lockKey],
    });
    if (answer.ok && answer.value.succeeded) return { taken: true, fence: answer.value.revision, lease, since };
    const revoked = await client.revoke(lease);
    if (answer.ok) {
      const [standing] = answer.value.found;
      return { taken: false, heldBy: standing === undefined ? null : readHolder(standing) };
    }
    const again = answer.fault.kind === 'unknown' || answer.fault.kind === 'lease-gone';
    if (!again || !revoked.ok || attempt >= tries) throw failedCall(name, 'taking the lock', answer.fault);
  }
}

function hold(
  client: EtcdClient,
  holder: LockHolder,
  first: Extract<Taken, { taken: true }>,
  settings: EtcdLockSettings,
): HeldEtcdLock {
  const { name, leaseSeconds = usualLease, renewMs = usualRenewMs } = settings;
  const lost = new AbortController();
  const lose = (why: string): void =>
    lost.abort(new DnsSyncError('PROVIDER_FAILED', `etcd ${name}: the lock was lost: ${why}`, { failure: 'rejected' }));
  const keep = ({ lease, since }: Extract<Taken, { taken: true }>): KeptLease =>
    keepLease(client, lease, { seconds: leaseSeconds, every: (leaseSeconds * 1000) / 3, since, lost: lose });
  let { fence } = first;
  let kept = keep(first);

  const lostTo = (heldBy: LockHolder | null): DnsSyncError => {
    const who = heldBy === null ? 'someone' : `${heldBy.tool} of ${heldBy.holder}`;
    lose(`${who} has it now`);
    return new DnsSyncError('LOCKED', `etcd ${name}: the lock was lost, and ${who} has it now`, {
      failure: 'rejected',
      details: { lock: lockName(settings.endpoints), holder: heldBy },
    });
  };
  const giveBack = async (): Promise<void> => {
    kept.stop();
    const compares = [{ key: lockKey, create: fence }];
    await client.txn({ compares, writes: [{ key: lockKey, put: null }], reads: [] });
    await client.revoke(kept.id);
  };

  return {
    lost: lost.signal,
    get fence() {
      return fence;
    },
    // What cannot be given back runs out by itself, so that failing here says nothing about the work that was done.
    release: () => giveBack().catch(() => undefined),
    async renew(signal) {
      await giveBack();
      const until = performance.now() + renewMs;
      for (;;) {
        signal.throwIfAborted();
        const attempt = await takeOnce(client, holder, settings).catch((error: unknown) => {
          if (!isPassing(error) || performance.now() > until) throw error;
          return null;
        });
        if (attempt?.taken) {
          fence = attempt.fence;
          kept = keep(attempt);
          return;
        }
        if (attempt !== null && performance.now() > until) throw lostTo(attempt.heldBy);
        await sleep(200 + 200 * Math.random(), undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
