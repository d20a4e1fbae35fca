import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heartbeatKey } from '../../../src/providers/etcd/heartbeat-value.ts';
import type { KeyOp } from '../../../src/providers/etcd/unit.ts';
import { type EtcdCluster, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';
import { base, create, failureOf, type Installation, installation, unitOf } from './holding.ts';

const key = heartbeatKey('homeserver');
const lineage = '11111111-1111-4111-8111-111111111111';
const foreign = '22222222-2222-4222-8222-222222222222';
const ours = (mode: 'apply' | 'watch', by: string | null = lineage) =>
  JSON.stringify({ tool: 'dns-sync', version: '0.1.0', lineage: by, mode, since: '2026-11-01T00:00:00Z' });
const written = `{"tool":"dns-sync","version":"0.1.0","lineage":"${lineage}","mode":"apply","since":"2026-11-20T12:00:00Z"}`;
const record = '{"host":"192.0.2.1","owner_hostname":"homeserver"}';

let cluster: EtcdCluster;
let store: EtcdStore;
let here: Installation;
let taking: Installation;

beforeAll(async () => {
  cluster = await startEtcd();
  store = await etcdStore(cluster);
}, 60_000);
afterAll(async () => {
  store.close();
  await cluster.close();
});
beforeEach(async () => {
  await store.clear();
  here = installation(cluster.endpoints);
  taking = installation(cluster.endpoints, { takeOwner: true });
});
afterEach(() => {
  here.close();
  taking.close();
});

const heartbeat = async () => (await store.all('/docker-coredns-sync/'))[key];
const commit = async (by: Installation, op: KeyOp, leaves = false) => {
  const held = await by.take();
  try {
    return await by.commit(unitOf([op], { leaves }), held, { lineage });
  } finally {
    await held.release();
  }
};
/** Plants a record of ours and gives the operation that deletes it. */
const standing = async (label: string): Promise<KeyOp> => {
  await store.put({ [`${base}/${label}`]: record });
  const [found] = await store.keys(`${base}/${label}`);
  return { key: `${base}/${label}`, expect: { mod: found?.mod ?? '' }, put: null, before: [record] };
};

describe('the heartbeat of our owner', () => {
  it('stands before the first record does', async () => {
    await commit(here, create('a/x1', record));
    const revisions = await store.keys();
    const modOf = (one: string) => BigInt(revisions.find((found) => found.key === one)?.mod ?? '0');
    expect(await heartbeat()).toBe(written);
    expect(modOf(key)).toBeLessThan(modOf(`${base}/a/x1`));
  });

  it.each([
    ['ours, and lasting', ours('apply')],
    ['ours, of a watch', ours('watch')],
  ])('is left alone when it is %s', async (_, value) => {
    await store.put({ [key]: value });
    await commit(here, create('a/x1', record));
    expect(await heartbeat()).toBe(value);
  });

  it('gets the lineage of a lockfile that came later', async () => {
    await store.put({ [key]: ours('apply', null) });
    await commit(here, create('a/x1', record));
    expect(await heartbeat()).toBe(written);
  });

  it.each([
    ['another installation of dns-sync', ours('apply', foreign)],
    ['docker-coredns-sync', 'homeserver'],
    ['a number', '7'],
    ['nothing', ''],
  ])('stops everything when it is of %s, until it is taken over', async (_, value) => {
    await store.put({ [key]: value });
    const failure = await failureOf(commit(here, create('a/x1', record)));
    expect(failure).toEqual({ code: 'OWNER_IN_USE', failure: 'rejected' });
    expect(await store.all()).toEqual({ [key]: value });
    await commit(taking, create('a/x1', record));
    expect(await heartbeat()).toBe(written);
  });
});

describe('the last record', () => {
  it('takes the heartbeat along', async () => {
    await commit(here, create('b/x1', record));
    const gone = await standing('a/x1');
    await store.put({ [`${base}/b/x1`]: null });
    await commit(here, gone, true);
    expect(await store.all()).toEqual({});
  });

  it('takes it along from a unit that is full, too', async () => {
    await store.put({ [key]: ours('apply') });
    const labels = Array.from({ length: 127 }, (_, index) => `a/x${index + 1}`);
    await store.put(Object.fromEntries(labels.map((label) => [`${base}/${label}`, record])));
    const ops = (await store.keys(`${base}/`)).map(
      (found): KeyOp => ({ key: found.key, expect: { mod: found.mod }, put: null, before: [record] }),
    );
    const held = await here.take();
    await here.commit(unitOf(ops, { leaves: true }), held, { lineage });
    await held.release();
    expect(await store.all()).toEqual({});
  });

  it.each([
    ['there are more of ours in another zone', { '/skydns/net/other/x1': record }, ours('apply')],
    ['a watch of ours runs', {}, null],
  ])('leaves it when %s', async (_, others, value) => {
    const gone = await standing('a/x1');
    await store.put({ ...others, ...(value === null ? {} : { [key]: value }) });
    if (value === null) {
      const lease = await here.client.grant(60);
      if (!lease.ok) throw new Error(lease.fault.message);
      const put = new TextEncoder().encode(ours('watch'));
      await here.client.txn({ compares: [], writes: [{ key, put, lease: lease.value }], reads: [] });
    }
    await commit(here, gone, true);
    expect(await heartbeat()).toBe(value ?? ours('watch'));
  });

  it('brought back by an undo brings the heartbeat back', async () => {
    const gone = await standing('a/x1');
    const held = await here.take();
    await here.commit(unitOf([gone], { leaves: true }), held, { lineage });
    expect(await heartbeat()).toBeUndefined();
    await here.commit(unitOf([create('a/x1', record)]), held, { lineage });
    expect(await heartbeat()).toBe(written);
    await held.release();
  });
});
