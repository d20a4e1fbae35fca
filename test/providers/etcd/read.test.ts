import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EtcdClient } from '../../../src/providers/etcd/client.ts';
import { etcdClient } from '../../../src/providers/etcd/client.ts';
import { readKeys } from '../../../src/providers/etcd/read.ts';
import { type EtcdCluster, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';

const base = '/skydns/com/example';
const ranges = [{ key: base }, { key: `${base}/`, end: `${base}0` }];
const { signal } = new AbortController();
const settings = { name: 'registry', signal };
let cluster: EtcdCluster;
let store: EtcdStore;
let client: EtcdClient;

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
  client = etcdClient('registry', async () => ({ endpoints: cluster.endpoints, options: {} }));
});
afterEach(() => client.close());

const many = (count: number, value = 'v') =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${base}/${String(index).padStart(6, '0')}`, value]));
/** The client, with something done after every so many pages. */
const meanwhile = (work: (page: number) => Promise<unknown>): EtcdClient => {
  let page = 0;
  return {
    ...client,
    async range(request, given) {
      const answer = await client.range(request, given);
      page += 1;
      await work(page);
      return answer;
    },
  };
};

describe('reading', () => {
  it('takes the zone and what is below it, and no neighbour', async () => {
    const inside = { [base]: 'zone', [`${base}/a`]: 'v', [`${base}/zz/x1`]: 'v' };
    await store.put({
      ...inside,
      [`${base}2/a`]: 'v',
      [`${base}-x/a`]: 'v',
      '/skydns/com/exampl': 'v',
      '/skydns/com': 'v',
    });
    const read = await readKeys(client, ranges, settings);
    expect(read.keys.map(({ key }) => key)).toEqual(Object.keys(inside));
  });

  it('takes 30,000 keys, each once, in byte order', async () => {
    await store.put(many(30_000));
    const read = await readKeys(client, ranges, settings);
    expect(read.keys.map(({ key }) => key)).toEqual(Object.keys(many(30_000)));
    expect(read.keys.map(({ mod }) => mod).every((mod) => /^\d+$/.test(mod))).toBe(true);
  }, 60_000);

  it('gives bytes that are no UTF-8 as they are', async () => {
    await store.put({ [`${base}/a`]: Uint8Array.of(0xff, 0, 0x80) });
    const [found] = (await readKeys(client, ranges, settings)).keys;
    expect([...(found?.value ?? [])]).toEqual([0xff, 0, 0x80]);
  });

  it('sees one moment, whatever is written meanwhile', async () => {
    await store.put(many(50, 'before'));
    const busy = meanwhile((page) => store.put({ ...many(page, 'after'), [`${base}/zzz`]: 'new' }));
    const read = await readKeys(busy, ranges, { ...settings, page: 10 });
    expect(read.keys.map(({ value }) => Buffer.from(value).toString())).toEqual(Array(50).fill('before'));
  });

  it('begins anew when its revision is compacted, and then sees what is there', async () => {
    await store.put(many(50, 'before'));
    const compacted = meanwhile(async (page) => {
      if (page !== 3) return;
      await store.put(many(50, 'after'));
      await compactAll();
    });
    const read = await readKeys(compacted, ranges, { ...settings, page: 10 });
    expect(read.keys.map(({ value }) => Buffer.from(value).toString())).toEqual(Array(50).fill('after'));
  });

  it('gives up when it is compacted again and again', async () => {
    await store.put(many(50));
    const compacted = meanwhile(async () => {
      await store.put({ [`${base}/zzz`]: 'new' });
      await compactAll();
    });
    await expect(readKeys(compacted, ranges, { ...settings, page: 10 })).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringContaining('compacted 4 times'),
    });
  }, 60_000);

  it('asks for less at once when an answer is too large', async () => {
    const large = 'x'.repeat(1_400_000);
    const labels = Array.from({ length: 60 }, (_, index) => `${base}/${String(index).padStart(3, '0')}`);
    for (const label of labels) await store.put({ [label]: large });
    const read = await readKeys(client, ranges, settings);
    await store.put(Object.fromEntries(labels.map((label) => [label, null])));
    expect(read.keys.map(({ key }) => key)).toEqual(labels);
  }, 60_000);

  it.each([
    ['no heartbeat', {}, false],
    ['one of docker-coredns-sync', { '/docker-coredns-sync/heartbeat/nas': 'nas' }, true],
    ['one of dns-sync', { '/docker-coredns-sync/heartbeat/nas': '{"tool":"dns-sync","lineage":"x"}' }, false],
  ])('tells whether docker-coredns-sync lives: %s', async (_, keys, dcs) => {
    await store.put(keys);
    expect((await readKeys(client, ranges, settings)).dcs).toBe(dcs);
  });

  it('stops when it is told to', async () => {
    await store.put(many(50));
    const stop = new AbortController();
    const busy = meanwhile(async () => stop.abort());
    await expect(readKeys(busy, ranges, { ...settings, page: 10, signal: stop.signal })).rejects.toThrow('aborted');
  });
});

async function compactAll(): Promise<void> {
  const revision = (await client.get([base])).revision;
  // Two ranges are read side by side, and the second to come finds it done.
  await cluster.ctl('compact', revision).catch(() => undefined);
}
