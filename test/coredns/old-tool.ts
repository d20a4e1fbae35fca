import { setTimeout as sleep } from 'node:timers/promises';
import { openMember } from '../../src/providers/etcd/cluster-member.ts';
import type { Answer, Write } from '../../src/providers/etcd/wire.ts';

/** docker-coredns-sync 0.7 as far as others notice it: its heartbeat, and what it deletes of hosts that have none. */
export interface OldTool {
  /** Keys it has deleted. */
  readonly collected: readonly string[];
  /** SIGKILL: its heartbeat stays until its lease runs out. */
  kill(): Promise<void>;
  /** SIGTERM: it takes its heartbeat away. */
  stop(): Promise<void>;
  /** Its lease runs out. */
  expire(): Promise<void>;
  /** Looks so many times more, at least. */
  looks(times: number): Promise<void>;
  /** Lets go of everything without writing. */
  end(): Promise<void>;
}

const heartbeats = '/docker-coredns-sync/heartbeat/';
const lockKey = '/locks/__global__';
const call = { token: null, timeoutMs: 10_000 };
const leaseSeconds = 600;
const pollMs = 100;

/** Starts one under a host name; it looks for records of dead hosts far more often than the real one. */
export async function startOldTool(endpoint: string, host: string): Promise<OldTool> {
  const member = openMember(endpoint, {});
  const collected: string[] = [];
  const bytes = new TextEncoder().encode(host);
  const lease = answered(await member.grant(leaseSeconds, call));
  const write = async (writes: readonly Write[], whenFree = false): Promise<boolean> => {
    const compares = whenFree ? [{ key: lockKey, create: '0' }] : [];
    return answered(await member.txn({ compares, writes, reads: [] }, call)).succeeded;
  };
  const keysBelow = async (prefix: string) =>
    answered(await member.range({ key: prefix, end: `${prefix.slice(0, -1)}0` }, call)).keys;
  await write([{ key: `${heartbeats}${host}`, put: bytes, lease }]);

  const collect = async (): Promise<void> => {
    const alive = new Set((await keysBelow(heartbeats)).map(({ key }) => key.slice(heartbeats.length)));
    const dead = (await keysBelow('/skydns/')).filter(({ value }) => {
      const owner = ownerIn(value);
      return owner !== '' && !alive.has(owner);
    });
    if (dead.length === 0 || !(await write([{ key: lockKey, put: bytes, lease }], true))) return;
    for (const { key } of dead) {
      await write([{ key, put: null }]);
      collected.push(key);
    }
    await write([{ key: lockKey, put: null }]);
  };
  let rounds = 0;
  let ended = false;
  const polling = (async () => {
    while (!ended) {
      await collect();
      rounds += 1;
      await sleep(pollMs);
    }
  })();
  const kill = async (): Promise<void> => {
    ended = true;
    await polling;
  };
  let open = true;
  const end = async (): Promise<void> => {
    await kill();
    if (open) member.close();
    open = false;
  };
  return {
    collected,
    kill,
    async stop() {
      await kill();
      await write([{ key: `${heartbeats}${host}`, put: null }]);
      answered(await member.revoke(lease, call));
    },
    expire: async () => void answered(await member.revoke(lease, call)),
    async looks(times) {
      for (const until = rounds + times + 1; rounds < until; ) await sleep(pollMs / 2);
    },
    end,
  };
}

/** A value as docker-coredns-sync 0.7 writes it (internal/registry/etcd_wire.go). */
export function oldValue(
  fields: Readonly<{ host: string; type: string; owner: string; container: string; ttl?: number; force?: boolean }>,
): string {
  const { host, type, owner, container, ttl, force = false } = fields;
  return JSON.stringify({
    host,
    ...(ttl === undefined ? {} : { ttl }),
    record_type: type,
    owner_hostname: owner,
    owner_container_id: '3f4ec0ffee12',
    owner_container_name: container,
    created: '2026-06-01T10:00:00.123456789Z',
    force,
  });
}

function ownerIn(value: Uint8Array): string {
  const read: unknown = JSON.parse(Buffer.from(value).toString('utf8'));
  const owner = typeof read === 'object' && read !== null && 'owner_hostname' in read ? read.owner_hostname : '';
  return typeof owner === 'string' ? owner : '';
}

function answered<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.fault.kind}: ${answer.fault.message}`);
  return answer.value;
}
