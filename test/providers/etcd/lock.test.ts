import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockKey } from '../../../src/providers/etcd/lock-value.ts';
import { type EtcdCluster, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';
import { startGrpcProxy } from '../../servers/grpc-proxy.ts';
import { startTcpProxy } from '../../servers/tcp-proxy.ts';
import { failureOf, type Installation, info, installation } from './holding.ts';

const { signal } = new AbortController();
let cluster: EtcdCluster;
let store: EtcdStore;
let one: Installation;
let other: Installation;

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
  one = installation(cluster.endpoints, { renewMs: 500 });
  other = installation(cluster.endpoints, { renewMs: 500 });
});
afterEach(() => {
  one.close();
  other.close();
});

describe('the registry lock', () => {
  it('is held by one at a time, and says by whom', async () => {
    const held = await one.take();
    const refused = await other.lock.take({ ...info, holder: 'nas2' });
    expect(refused).toEqual({ taken: false, heldBy: expect.objectContaining({ ...info, pid: process.pid }) });
    await held.release();
    expect(await store.all()).toEqual({});
    expect((await other.lock.take(info)).taken).toBe(true);
  });

  it('is taken by one of many who want it at once', async () => {
    const many = Array.from({ length: 10 }, () => installation(cluster.endpoints));
    const attempts = await Promise.all(many.map(({ lock }) => lock.take(info)));
    expect(attempts.filter(({ taken }) => taken)).toHaveLength(1);
    for (const { close } of many) close();
  });

  it('is told apart by its cluster, whatever the order of the endpoints', () => {
    const keyOf = (...endpoints: string[]) => installation(endpoints).lock.key;
    expect(keyOf('http://b:2379', 'http://a:2379')).toBe('etcd:http://a:2379,http://b:2379:/locks/__global__');
    expect(keyOf('http://a:2379', 'http://b:2379')).toBe(keyOf('http://b:2379', 'http://a:2379'));
  });

  it('is respected when docker-coredns-sync holds it', async () => {
    await store.put({ [lockKey]: 'dockerhost' });
    const heldBy = { holder: 'dockerhost', tool: 'docker-coredns-sync' };
    expect(await one.lock.take(info)).toEqual({ taken: false, heldBy: expect.objectContaining(heldBy) });
    expect(await store.all()).toEqual({ [lockKey]: 'dockerhost' });
  });

  it('vanishes with its holder', async () => {
    const short = installation(cluster.endpoints, { leaseSeconds: 1 });
    const held = await short.take();
    short.close();
    await expect.poll(() => store.all(), { timeout: 10_000 }).toEqual({});
    expect(held.lost.aborted).toBe(true);
  });

  it('outlives its lease while its holder lives', async () => {
    const short = installation(cluster.endpoints, { leaseSeconds: 2 });
    const held = await short.take();
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(held.lost.aborted).toBe(false);
    expect(Object.keys(await store.all())).toEqual([lockKey]);
    await held.release();
    short.close();
  });

  it('is known to be lost when etcd cannot be reached for the time of a lease', async () => {
    const [member] = cluster.members;
    if (member === undefined) throw new Error('no member');
    const proxy = await startTcpProxy(member.port);
    const far = installation([`http://127.0.0.1:${proxy.port}`], { leaseSeconds: 2 });
    const held = await far.take();
    proxy.breakAfter(0);
    await expect.poll(() => held.lost.aborted, { timeout: 10_000 }).toBe(true);
    await held.release();
    far.close();
    await proxy.close();
  });

  it('is known to be lost when its lease was revoked', async () => {
    const short = installation(cluster.endpoints, { leaseSeconds: 3 });
    const held = await short.take();
    const [found] = await store.keys(lockKey);
    await short.client.revoke(found?.lease ?? '');
    await expect.poll(() => held.lost.aborted, { timeout: 10_000 }).toBe(true);
    short.close();
  });

  it('gives back only what is its own', async () => {
    const held = await one.take();
    await store.put({ [lockKey]: null });
    await store.put({ [lockKey]: 'dockerhost' });
    await held.release();
    expect(await store.all()).toEqual({ [lockKey]: 'dockerhost' });
  });
});

describe('taking it while connections break', () => {
  const cuts = (['before', 'after'] as const).flatMap((mishap) => [1, 2, 3].map((at) => [mishap, at] as const));

  it.each([...cuts, ['late', 3] as const])('%s request %i: it is held once, and given back', async (mishap, at) => {
    const proxy = await startGrpcProxy(cluster.members[0]?.port ?? 0);
    const far = installation([proxy.url], { timeoutMs: 1000 });
    proxy.arm(at, mishap);
    const held = await far.take();
    expect(proxy.struck()).toBe(true);
    const [found] = await store.keys(lockKey);
    expect(found?.create).toBe(held.fence);
    await held.release();
    proxy.deliver();
    await other.client.get([lockKey]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.all()).toEqual({});
    far.close();
    await proxy.close();
  });
});

describe('renewing', () => {
  it('gives another fence, and leaves one lock', async () => {
    const held = await one.take();
    const before = held.fence;
    await held.renew(signal);
    expect(BigInt(held.fence)).toBeGreaterThan(BigInt(before));
    expect((await other.lock.take(info)).taken).toBe(false);
    await held.release();
    expect(await store.all()).toEqual({});
  });

  it('waits for whoever has it now', async () => {
    const held = await one.take();
    await store.put({ [lockKey]: null });
    const next = await other.take();
    const renewed = held.renew(signal);
    await next.release();
    await renewed;
    expect((await other.lock.look())?.holder?.id).toBe((await one.lock.look())?.holder?.id);
    expect((await other.lock.take(info)).taken).toBe(false);
  });

  it('gives up when someone keeps it', async () => {
    const held = await one.take();
    await store.put({ [lockKey]: null });
    await other.take();
    expect(await failureOf(held.renew(signal))).toEqual({ code: 'LOCKED', failure: 'rejected' });
    expect(held.lost.aborted).toBe(true);
  });
});

describe('looking and removing', () => {
  it('finds nobody where nobody is', async () => {
    expect(await one.lock.look()).toBeNull();
    expect(await one.lock.remove('anything')).toBe(false);
  });

  it('removes the holder of this id only', async () => {
    await one.take();
    const id = (await other.lock.look())?.holder?.id ?? '';
    expect(await other.lock.remove('another')).toBe(false);
    expect(await other.lock.remove(id)).toBe(true);
    expect(await store.all()).toEqual({});
  });

  it('removes docker-coredns-sync by the id it is shown with', async () => {
    await store.put({ [lockKey]: 'dockerhost' });
    const found = await one.lock.look();
    expect(found).toEqual({ holder: expect.objectContaining({ holder: 'dockerhost' }), stale: false });
    expect(await one.lock.remove(found?.holder?.id ?? '')).toBe(true);
  });

  it.each(['', '{', '[]', '"text"', '{"id":7}', 'null'])('shows a holder that wrote %j', async (value) => {
    await store.put({ [lockKey]: value });
    const found = await one.lock.look();
    expect(found?.holder?.id).toMatch(/^\d+$/);
  });
});
