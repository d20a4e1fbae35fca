import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { etcdClient } from '../../../src/providers/etcd/client.ts';
import { type ConnectionSettings, readConnection } from '../../../src/providers/etcd/connection.ts';
import { readKeys } from '../../../src/providers/etcd/read.ts';
import { serverName } from '../../servers/certificates.ts';
import { type EtcdCluster, type EtcdMember, type EtcdOptions, enableAuth, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';
import { base, create, failureOf, type Installation, installation, unitOf } from './holding.ts';

const { signal } = new AbortController();
let cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const work of cleanup.reverse()) await work();
  cleanup = [];
});

const start = async (options: EtcdOptions = {}): Promise<EtcdCluster> => {
  const cluster = await startEtcd(options);
  cleanup.push(() => cluster.close());
  return cluster;
};
const open = async (cluster: EtcdCluster, options: { auth?: boolean; member?: number } = {}): Promise<EtcdStore> => {
  const store = await etcdStore(cluster, options);
  cleanup.push(() => store.close());
  return store;
};
const install = (cluster: EtcdCluster, options: Parameters<typeof installation>[1] = {}): Installation => {
  const here = installation(cluster.endpoints, { timeoutMs: 2000, ...options });
  cleanup.push(() => here.close());
  return here;
};
const label = (index: number) => `n${String(index).padStart(3, '0')}/x1`;

/** Commits units one by one, with something done before the tenth. */
const commitMany = async (here: Installation, count: number, fault: () => Promise<void> | void): Promise<void> => {
  const held = await here.take();
  for (let index = 0; index < count; index += 1) {
    if (index === 10) await fault();
    await here.commit(unitOf([create(label(index), `v${index}`)]), held);
  }
  await held.release();
};
/** Every record there, written once. */
const expectAllOnce = async (store: EtcdStore, count: number): Promise<void> => {
  const keys = await store.keys(`${base}/`);
  expect(keys.map(({ key }) => key)).toEqual(Array.from({ length: count }, (_, index) => `${base}/${label(index)}`));
  expect(keys.filter(({ create: made, mod }) => made !== mod)).toEqual([]);
};

describe('a cluster of three', () => {
  it('loses its leader in the middle of an apply: everything is written, and once', async () => {
    const cluster = await start({ size: 3 });
    const leader = await cluster.leader();
    await commitMany(install(cluster), 30, () => leader.kill());
    const survivor = cluster.members.findIndex((member) => member !== leader);
    await expectAllOnce(await open(cluster, { member: survivor }), 30);
  }, 90_000);

  it.each([
    ['the leader', (cluster: EtcdCluster) => cluster.leader()],
    ['the member we talk to', async (cluster: EtcdCluster) => memberAt(cluster, 0)],
  ])(
    'has %s stopped, and continued later: everything is written, and once',
    async (_, choose) => {
      const cluster = await start({ size: 3 });
      const member = await choose(cluster);
      await commitMany(install(cluster), 20, () => member.freeze());
      member.thaw();
      await sleep(1500);
      await expectAllOnce(await open(cluster), 20);
    },
    90_000,
  );
});

describe('one server', () => {
  it('that stops for longer than a call may take: nothing is written twice', async () => {
    const cluster = await start();
    const member = memberAt(cluster, 0);
    await commitMany(install(cluster), 12, () => {
      member.freeze();
      setTimeout(() => member.thaw(), 7000);
    });
    await expectAllOnce(await open(cluster), 12);
  }, 90_000);

  it('that stops for good: the outcome is said to be in doubt', async () => {
    const cluster = await start();
    const here = install(cluster, { renewMs: 3000, timeoutMs: 2000 });
    const held = await here.take();
    await here.commit(unitOf([create('a/x1', 'one')]), held);
    memberAt(cluster, 0).freeze();
    const failure = await failureOf(here.commit(unitOf([create('b/x1', 'two')]), held));
    expect(failure).toEqual({ code: 'PROVIDER_FAILED', failure: 'in-doubt' });
  }, 120_000);

  it('that does not answer: reading stops when it is told to, not when time is up', async () => {
    const cluster = await start();
    const { client } = install(cluster, { timeoutMs: 60_000 });
    await client.get([base]);
    memberAt(cluster, 0).freeze();
    const stop = new AbortController();
    const reading = readKeys(client, [{ key: base }], { name: 'registry', signal: stop.signal });
    setTimeout(() => stop.abort(new Error('told to stop')), 200);
    await expect(reading).rejects.toThrow('told to stop');
  });

  it('that is gone: nothing was sent, and it may be tried again', async () => {
    const cluster = await start();
    const here = install(cluster);
    const held = await here.take();
    await here.commit(unitOf([create('a/x1', 'one')]), held);
    await memberAt(cluster, 0).kill();
    const failure = await failureOf(here.commit(unitOf([create('b/x1', 'two')]), held));
    expect(failure).toEqual(expect.objectContaining({ code: 'PROVIDER_FAILED' }));
  }, 60_000);

  it('without space: refused with the name of the alarm, reading goes on, and the lock is given back', async () => {
    const cluster = await start({ quotaBytes: 2 * 1024 * 1024 });
    const store = await open(cluster);
    const here = install(cluster);
    const held = await here.take();
    await here.commit(unitOf([create('a/x1', 'one')]), held);
    const filler = 'x'.repeat(500_000);
    const fill = async () => {
      for (let index = 0; index < 200; index += 1) await store.put({ [`/filler/${index}`]: filler });
    };
    await expect(fill()).rejects.toThrow('no-space');
    const commit = here.commit(unitOf([create('b/x1', 'two')]), held);
    await expect(commit).rejects.toMatchObject({ code: 'PROVIDER_REJECTED', failure: 'rejected' });
    await expect(commit).rejects.toThrow('NOSPACE');
    await held.release();
    expect(Object.keys(await store.all('/locks/'))).toEqual([]);
    expect(await store.all(`${base}/`)).toEqual({ [`${base}/a/x1`]: 'one' });
  }, 60_000);
});

describe('authentication', () => {
  it('changed elsewhere is done again, and nothing is noticed', async () => {
    const cluster = await start();
    const user = await enableAuth(cluster, base);
    await commitMany(install(cluster, { user }), 12, async () => {
      await cluster.ctl('role', 'add', 'another');
    });
    await expectAllOnce(await open(cluster, { auth: true }), 12);
  }, 60_000);

  it.each([
    ['the role is taken away', ['user', 'revoke-role', 'sync', 'dns']],
    ['the user is removed', ['user', 'delete', 'sync']],
  ])(
    'ends in the middle when %s: refused, and what stands stays',
    async (_, revoke) => {
      const cluster = await start();
      const user = await enableAuth(cluster, base);
      const here = install(cluster, { user });
      const held = await here.take();
      await here.commit(unitOf([create('a/x1', 'one')]), held);
      await cluster.ctl(...revoke);
      const failure = await failureOf(here.commit(unitOf([create('b/x1', 'two')]), held));
      expect(failure).toEqual({ code: 'PROVIDER_REJECTED', failure: 'rejected' });
      const store = await open(cluster, { auth: true });
      expect(await store.all(`${base}/`)).toEqual({ [`${base}/a/x1`]: 'one' });
    },
    60_000,
  );

  it('names the range that may not be read', async () => {
    const cluster = await start();
    const user = await enableAuth(cluster, base);
    const { client } = install(cluster, { user });
    const other = [{ key: '/skydns/net/', end: '/skydns/net0' }];
    await expect(readKeys(client, other, { name: 'registry', signal })).rejects.toThrow(
      'reading /skydns/net/: etcdserver: permission denied',
    );
  }, 60_000);

  it.each([
    ['a wrong password', { username: 'sync', password: 'wrong' }],
    ['nobody', undefined],
  ])(
    'refuses %s',
    async (_, user) => {
      const cluster = await start();
      await enableAuth(cluster, base);
      const { client } = install(cluster, user === undefined ? {} : { user });
      await expect(client.get([base])).rejects.toMatchObject({
        code: 'PROVIDER_FAILED',
        hint: expect.stringContaining('rights'),
      });
    },
    60_000,
  );
});

describe('TLS', () => {
  it('takes who is vouched for under the name of the certificate, and nobody else', async () => {
    const cluster = await start({ tls: true });
    const { certificates, endpoints } = cluster;
    if (certificates === null) throw new Error('no certificates');
    const { ca, client, stranger } = certificates;
    const get = async (tls: NonNullable<ConnectionSettings['tls']>) => {
      const opened = etcdClient('registry', () => readConnection({ name: 'registry', endpoints, tls }, '/'));
      cleanup.push(() => opened.close());
      return failureOf(opened.get([base]));
    };
    const refused = { code: 'PROVIDER_FAILED', failure: undefined };
    expect(await get({ ca, ...client, serverName })).toBeUndefined();
    expect(await get({ ca, ...client })).toEqual(refused);
    expect(await get({ ca, ...client, serverName: 'other.test' })).toEqual(refused);
    expect(await get({ ca, serverName })).toEqual(refused);
    expect(await get({ ca, ...stranger, serverName })).toEqual(refused);
    expect(await get({ ...client, serverName })).toEqual(refused);
    expect(await get({ ca: '/not/there.pem', serverName })).toEqual({ code: 'CONFIG_INVALID', failure: undefined });
  }, 60_000);
});

function memberAt({ members }: EtcdCluster, index: number): EtcdMember {
  const member = members[index];
  if (member === undefined) throw new Error(`no member ${index}`);
  return member;
}
