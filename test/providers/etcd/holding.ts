import type { HeldLock } from '../../../src/core/lock.ts';
import type { Receipt, Unit } from '../../../src/core/unit.ts';
import { etcdClient } from '../../../src/providers/etcd/client.ts';
import { commitUnit } from '../../../src/providers/etcd/commit.ts';
import { ownHeartbeat } from '../../../src/providers/etcd/heartbeat.ts';
import { type EtcdLockSettings, etcdLock, type HeldEtcdLock, isEtcdLock } from '../../../src/providers/etcd/lock.ts';
import type { EtcdHandle, KeyOp } from '../../../src/providers/etcd/unit.ts';

/** Who takes locks in tests. */
export const info = { holder: 'homeserver', tool: 'dns-sync 0.1.0', command: 'apply' };
export const now = new Date('2026-11-20T12:00:00.789Z');
export const base = '/skydns/com/example';

/** One installation at a cluster, below its provider: client, lock and commits of units made by hand. */
export interface Installation {
  readonly client: ReturnType<typeof etcdClient>;
  readonly lock: ReturnType<typeof etcdLock>;
  take(): Promise<HeldEtcdLock>;
  commit(unit: Unit, held: HeldLock, options?: CommitOptions): Promise<Receipt>;
  close(): void;
}

interface CommitOptions {
  readonly lineage?: string;
  readonly signal?: AbortSignal;
}

interface InstallationOptions extends Partial<EtcdLockSettings> {
  readonly owner?: string;
  readonly takeOwner?: boolean;
  /** Milliseconds a call may take. */
  readonly timeoutMs?: number;
  readonly user?: { readonly username: string; readonly password: string };
}

/** An installation that reaches the cluster at these URLs. */
export function installation(endpoints: readonly string[], options: InstallationOptions = {}): Installation {
  const { owner = 'homeserver', takeOwner = false, user, timeoutMs, ...settings } = options;
  const connect = async () => ({
    endpoints,
    options: {},
    ...(user === undefined ? {} : { user }),
  });
  const client = etcdClient('registry', connect, timeoutMs);
  const lock = etcdLock(client, { name: 'registry', endpoints, ...settings });
  const heartbeat = ownHeartbeat({ owner, prefix: '/skydns', takeOwner });
  return {
    client,
    lock,
    async take() {
      const attempt = await lock.take(info);
      if (!attempt.taken || !isEtcdLock(attempt.lock)) throw new Error('the lock is held');
      return attempt.lock;
    },
    commit(unit, held, { lineage = 'a lineage', signal = new AbortController().signal } = {}) {
      const locks = new Map([[lock.key, held]]);
      const context = { signal, now, locks, lineage };
      return commitUnit(unit, { client, name: 'registry', lockKey: lock.key, heartbeat }, context);
    },
    close: () => client.close(),
  };
}

/** A unit of these operations, as the provider makes it. */
export function unitOf(ops: readonly KeyOp[], handle: Partial<EtcdHandle> = {}): Unit {
  const whole: EtcdHandle = { revision: '0', ops, names: [], leaves: false, ...handle };
  return { provider: 'registry', id: 'registry:1', title: 'keys of app.example.com', changes: [], handle: whole };
}

/** Creates a key that must not be there. */
export function create(label: string, value: string): KeyOp {
  return { key: `${base}/${label}`, expect: { mod: '0' }, put: [value], before: null };
}

/** What an error says to the executor. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return error;
  return {
    code: 'code' in error ? error.code : error.message,
    failure: 'failure' in error ? error.failure : undefined,
  };
}
