import { textFromBytes } from '../../core/bytes.ts';
import { DnsSyncError } from '../../errors.ts';
import { version } from '../../version.ts';
import type { EtcdClient } from './client.ts';
import { type FencedContext, fencedTxn } from './fenced-txn.ts';
import { heartbeatKey, heartbeatTool, readHeartbeat, writeHeartbeat } from './heartbeat-value.ts';
import { readKeys } from './read.ts';
import type { Compare, FoundKey, Write } from './wire.ts';

/** Whose heartbeat it is. */
export interface HeartbeatSettings {
  readonly owner: string;
  /** `/skydns`: where the owner's records lie. */
  readonly prefix: string;
  /** Overwrite another installation's (`--take-owner`). */
  readonly takeOwner: boolean;
}

/** A commit that a heartbeat is kept for. */
export interface HeartbeatContext extends FencedContext {
  readonly now: Date;
  /** Of the lockfile; absent: not known, and any dns-sync of this owner is ours. */
  readonly lineage: string;
}

/** What a transaction does besides, to take the heartbeat away. */
export interface Farewell {
  readonly compares: readonly Compare[];
  readonly writes: readonly Write[];
}

/** Our owner's key (etcd-skydns 6). */
export interface Heartbeat {
  /** Sees to it that the key stands, before a record of ours does. Throws `OWNER_IN_USE` when it is another's. */
  ensure(context: HeartbeatContext): Promise<void>;
  /** How to remove it with the keys named, our last in these zones; null: it stays, because others of ours may be elsewhere. */
  farewell(context: HeartbeatContext, leaving: ReadonlySet<string>): Promise<Farewell | null>;
}

const tries = 3;

/** The heartbeat of one owner; looked at once for each time the lock is held. */
export function ownHeartbeat({ owner, prefix, takeOwner }: HeartbeatSettings): Heartbeat {
  const key = heartbeatKey(owner);
  let ensured: string | undefined;

  const isForeign = ({ value }: FoundKey, lineage: string): boolean => {
    const read = readHeartbeat(value);
    if (read === null) return true;
    return read.lineage !== null && read.lineage !== lineage;
  };
  /** Whether it says all that it should; one with a lease is a running watch's, which sees to it itself. */
  const isWhole = ({ value, lease }: FoundKey, lineage: string): boolean =>
    lease !== '0' || readHeartbeat(value)?.lineage === lineage;

  return {
    async ensure(context) {
      const { client, name, lock, signal, now, lineage } = context;
      if (ensured === lock.fence) return;
      for (let attempt = 1; ; attempt += 1) {
        const [standing] = (await client.get([key], signal)).keys;
        const foreign = standing !== undefined && isForeign(standing, lineage);
        if (foreign && !takeOwner) throw inUse(name, owner, standing);
        if (standing !== undefined && !foreign && isWhole(standing, lineage)) break;
        const compares = [{ key, mod: standing?.mod ?? '0' }];
        const put = writeHeartbeat({
          tool: heartbeatTool,
          version,
          lineage,
          mode: 'apply',
          since: `${now.toISOString().slice(0, 19)}Z`,
        });
        const request = { compares, writes: [{ key, put }], reads: [] };
        const outcome = await fencedTxn(context, request, `writing the heartbeat of ${owner}`);
        if (outcome.state === 'done') break;
        if (attempt >= tries) throw notWritten(name, owner);
      }
      ensured = lock.fence;
    },

    async farewell({ client, name, signal }, leaving) {
      const [standing] = (await client.get([key], signal)).keys;
      if (standing === undefined || standing.lease !== '0' || readHeartbeat(standing.value) === null) return null;
      if (await hasOthers(client, { owner, prefix, name, signal }, leaving)) return null;
      ensured = undefined;
      return { compares: [{ key, mod: standing.mod }], writes: [{ key, put: null }] };
    },
  };
}

/** Whether records of the owner may lie anywhere below the prefix besides those that go. What cannot be read may hold some. */
async function hasOthers(
  client: EtcdClient,
  { owner, prefix, name, signal }: { owner: string; prefix: string; name: string; signal: AbortSignal },
  leaving: ReadonlySet<string>,
): Promise<boolean> {
  const marks = [`"owner_hostname":${JSON.stringify(owner)}`, `"owner_hostname": ${JSON.stringify(owner)}`];
  try {
    const { keys } = await readKeys(client, [{ key: `${prefix}/`, end: `${prefix}0` }], { name, signal });
    return keys.some(({ key, value }) => {
      if (leaving.has(key)) return false;
      const text = textFromBytes(value);
      return marks.some((mark) => text.includes(mark));
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DnsSyncError) return true;
    throw error;
  }
}

function inUse(name: string, owner: string, { value }: FoundKey): DnsSyncError {
  const found = readHeartbeat(value);
  const who =
    found === null
      ? `docker-coredns-sync on ${textFromBytes(value).slice(0, 80)}`
      : `another installation of dns-sync (lineage ${found.lineage})`;
  return new DnsSyncError(
    'OWNER_IN_USE',
    `etcd ${name}: the owner ${owner} is in use by ${who}; two writers with one owner would delete each other's records`,
    { failure: 'rejected' },
  );
}

function notWritten(name: string, owner: string): DnsSyncError {
  return new DnsSyncError('PROVIDER_FAILED', `etcd ${name}: the heartbeat of ${owner} could not be written`, {
    hint: 'is etcd healthy, and does nobody else write this key?',
    failure: 'transient',
  });
}
