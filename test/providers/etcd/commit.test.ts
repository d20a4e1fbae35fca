import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockKey } from '../../../src/providers/etcd/lock-value.ts';
import { type EtcdCluster, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';
import { type GrpcProxy, startGrpcProxy } from '../../servers/grpc-proxy.ts';
import { base, create, failureOf, type Installation, installation, unitOf } from './holding.ts';

let cluster: EtcdCluster;
let store: EtcdStore;
let proxy: GrpcProxy;
let here: Installation;

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
  proxy = await startGrpcProxy(cluster.members[0]?.port ?? 0);
  here = installation([proxy.url], { renewMs: 2000, timeoutMs: 1000 });
});
afterEach(async () => {
  here.close();
  await proxy.close();
});

const records = () => store.all(`${base}/`);
const modOf = async (key: string) => (await store.keys('/skydns/')).find((found) => found.key === key)?.mod ?? '0';
const revision = async () => (await here.client.get([lockKey])).revision;

describe('a unit', () => {
  it('is written whole, with the time of the apply where it leaves room for it', async () => {
    const held = await here.take();
    const unit = unitOf([create('a/x1', 'one'), { ...create('a/x2', ''), put: ['{"created":"', '"}'] }]);
    const receipt = await here.commit(unit, held);
    expect(await records()).toEqual({
      [`${base}/a/x1`]: 'one',
      [`${base}/a/x2`]: '{"created":"2026-11-20T12:00:00Z"}',
    });
    expect(receipt).toEqual({ unit: unit.id, handle: { revision: await modOf(`${base}/a/x1`) } });
  });

  it.each([
    ['a key is there that must not be', { 'a/x2': 'theirs' }, []],
    ['another value joined the name', { 'a/x7': 'theirs' }, ['a']],
    ['a child of one of its values changed', { 'a/x1/deep': 'theirs' }, ['a']],
    ['the name itself was written', { a: 'theirs' }, ['a']],
  ])('is refused whole when %s', async (_, written, names) => {
    const held = await here.take();
    const before = await revision();
    await store.put(Object.fromEntries(Object.entries(written).map(([label, value]) => [`${base}/${label}`, value])));
    const there = await records();
    const unit = unitOf([create('a/x1', 'one'), create('a/x2', 'two')], {
      revision: before,
      names: names.map((name) => ({ base: `${base}/${name}`, mod: '0' })),
    });
    expect(await failureOf(here.commit(unit, held))).toEqual({ code: 'PLAN_STALE', failure: 'conflict' });
    expect(await records()).toEqual(there);
  });

  it('does not mind what others write beside the name', async () => {
    const held = await here.take();
    const before = await revision();
    await store.put({ [`${base}/a2/x1`]: 'theirs', [`${base}/a/www/x1`]: 'theirs', [`${base}/ax/x1`]: 'theirs' });
    await here.commit(
      unitOf([create('a/x1', 'one')], { revision: before, names: [{ base: `${base}/a`, mod: '0' }] }),
      held,
    );
    expect(await records()).toHaveProperty(`${base}/a/x1`, 'one');
  });

  it.each([
    ['the value it wrote', 'one', undefined],
    ['the value it wrote at another time', '2020-01-01T00:00:00Z', undefined],
    ['another value', 'two', { code: 'PLAN_STALE', failure: 'conflict' }],
  ])('of an undo without receipt meets %s', async (_, standing, failure) => {
    const held = await here.take();
    const wrote = standing.startsWith('20') ? ['', ''] : ['one'];
    await store.put({ [`${base}/a/x1`]: standing });
    const unit = unitOf([{ key: `${base}/a/x1`, expect: { value: wrote }, put: null, before: wrote }]);
    expect(await failureOf(here.commit(unit, held))).toEqual(failure);
    expect(Object.keys(await records())).toHaveLength(failure === undefined ? 0 : 1);
  });

  it('may have 127 keys beside the lock, and not one more', async () => {
    const held = await here.take();
    const most = Array.from({ length: 127 }, (_, index) => create(`a/x${index + 1}`, 'v'));
    await here.commit(unitOf(most), held);
    const tooMany = Array.from({ length: 128 }, (_, index) => create(`b/x${index + 1}`, 'v'));
    expect(await failureOf(here.commit(unitOf(tooMany), held))).toEqual({
      code: 'PROVIDER_REJECTED',
      failure: 'rejected',
    });
  });

  it('that etcd finds too large is refused', async () => {
    const held = await here.take();
    const unit = unitOf([create('a/x1', 'x'.repeat(1_600_000))]);
    expect(await failureOf(here.commit(unit, held))).toEqual({ code: 'PROVIDER_REJECTED', failure: 'rejected' });
    expect(await records()).toEqual({});
  });

  it('is nothing to commit without the lock', async () => {
    const held = { release: async () => undefined };
    await expect(here.commit(unitOf([create('a/x1', 'one')]), held)).rejects.toThrow('without the lock');
  });
});

describe('a lock that was lost', () => {
  it.each([
    ['deleted, as docker-coredns-sync does when it ends', () => store.put({ [lockKey]: null })],
    [
      'deleted, and put back by someone who is gone again',
      async () => {
        await store.put({ [lockKey]: null });
        await store.put({ [lockKey]: 'dockerhost' });
        setTimeout(() => void store.put({ [lockKey]: null }), 300);
      },
    ],
  ])('%s: nothing is written, and the next commit can', async (_, lose) => {
    const held = await here.take();
    const unit = unitOf([create('a/x1', 'one')]);
    await here.commit(unitOf([create('b/x1', 'first')]), held);
    await lose();
    expect(await failureOf(here.commit(unit, held))).toEqual({ code: 'PLAN_STALE', failure: 'conflict' });
    expect(await records()).toEqual({ [`${base}/b/x1`]: 'first' });
    await here.commit(unit, held);
    expect(await records()).toHaveProperty(`${base}/a/x1`, 'one');
  });

  it('to someone who keeps it: nothing is written', async () => {
    const held = await here.take();
    await store.put({ [lockKey]: null });
    await store.put({ [lockKey]: 'dockerhost' });
    const failure = await failureOf(here.commit(unitOf([create('a/x1', 'one')]), held));
    expect(failure).toEqual({ code: 'LOCKED', failure: 'rejected' });
    expect(await records()).toEqual({});
  });
});

describe('an answer that is lost', () => {
  /** Requests of a commit, the heartbeat's included. */
  const requestsOfCommit = 3;
  const cuts = (['before', 'after'] as const).flatMap((mishap) =>
    Array.from({ length: requestsOfCommit }, (_, index) => [mishap, index + 1] as const),
  );

  it('counts as many requests as there are', async () => {
    const held = await here.take();
    proxy.arm(null);
    await here.commit(unitOf([create('a/x1', 'one')]), held);
    expect(proxy.requests()).toBe(requestsOfCommit);
  });

  it.each(cuts)('cut %s request %i: written once, and the receipt is right', async (mishap, at) => {
    const held = await here.take();
    proxy.arm(at, mishap);
    const receipt = await here.commit(unitOf([create('a/x1', 'one')]), held);
    expect(proxy.struck()).toBe(true);
    expect(await records()).toEqual({ [`${base}/a/x1`]: 'one' });
    expect(receipt.handle).toEqual({ revision: await modOf(`${base}/a/x1`) });
    await held.release();
    expect(Object.keys(await store.all('/locks/'))).toEqual([]);
  });

  it('of a delete is looked up too', async () => {
    await store.put({ [`${base}/a/x1`]: 'one' });
    const held = await here.take();
    const mod = await modOf(`${base}/a/x1`);
    const gone = unitOf([{ key: `${base}/a/x1`, expect: { mod }, put: null, before: ['one'] }]);
    await here.commit(unitOf([create('b/x1', 'first')]), held);
    proxy.arm(1, 'after');
    await here.commit(gone, held);
    expect(await records()).toEqual({ [`${base}/b/x1`]: 'first' });
  });

  it('and the write that comes late does nothing', async () => {
    const held = await here.take();
    await here.commit(unitOf([create('b/x1', 'first')]), held);
    proxy.arm(1, 'late');
    await here.commit(unitOf([create('a/x1', 'one')]), held);
    const there = await store.keys('/skydns/');
    await store.put({ [`${base}/a/x1`]: null });
    proxy.deliver();
    await here.client.get([lockKey]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(there.map(({ key }) => key)).toContain(`${base}/a/x1`);
    expect(await records()).toEqual({ [`${base}/b/x1`]: 'first' });
  });

  it('would come late indeed, were it not for the lock', async () => {
    await here.client.get([lockKey]);
    proxy.arm(1, 'late');
    const write = { key: `${base}/a/x1`, put: new TextEncoder().encode('late') };
    expect(await here.client.txn({ compares: [], writes: [write], reads: [] })).toHaveProperty('fault.kind', 'unknown');
    expect(await records()).toEqual({});
    proxy.deliver();
    await expect.poll(records).toEqual({ [`${base}/a/x1`]: 'late' });
  });

  it('and someone who wrote since: the outcome cannot be known', async () => {
    const held = await here.take();
    await here.commit(unitOf([create('b/x1', 'first')]), held);
    proxy.arm(1, 'after');
    const renew = held.renew.bind(held);
    const meddled = {
      ...held,
      get fence() {
        return held.fence;
      },
      renew: async (signal: AbortSignal) => {
        await store.put({ [`${base}/a/x1`]: 'theirs' });
        await renew(signal);
      },
    };
    expect(await failureOf(here.commit(unitOf([create('a/x1', 'one')]), meddled))).toEqual({
      code: 'UNKNOWN_OUTCOME',
      failure: 'conflict',
    });
    expect(await records()).toHaveProperty(`${base}/a/x1`, 'theirs');
  });
});
