import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { etcdProvider } from '../../../src/providers/etcd/provider.ts';
import { type EtcdCluster, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';

const { signal } = new AbortController();
let cluster: EtcdCluster;
let store: EtcdStore;
beforeAll(async () => {
  cluster = await startEtcd();
  store = await etcdStore(cluster);
}, 60_000);
afterAll(async () => {
  store.close();
  await cluster.close();
});
beforeEach(() => store.clear());

const host = (value: string) => JSON.stringify({ host: value });
/** Names and values of what a provider of these zones reads. */
const read = async (zones: readonly string[], prefix?: string): Promise<string[]> => {
  const more = prefix === undefined ? {} : { prefix };
  const settings = { name: 'registry', zones, endpoints: cluster.endpoints, ...more };
  const provider = etcdProvider(settings, { root: '/', owner: 'homeserver' });
  const { records } = await provider.read({ zones }, signal);
  await provider.close?.();
  return records.map(({ name, value }) => `${name} ${value}`);
};

describe('what is read', () => {
  beforeEach(() =>
    store.put({
      '/skydns/com/example/app/x1': host('192.0.2.1'),
      '/skydns/com/example/sub/www/x1': host('192.0.2.2'),
      '/skydns/com/example2/app/x1': host('192.0.2.3'),
      '/skydns/net/other/app/x1': host('192.0.2.4'),
      '/registry/com/example/app/x1': host('192.0.2.5'),
    }),
  );

  it.each([
    ['one zone', ['example.com'], ['app.example.com 192.0.2.1', 'www.sub.example.com 192.0.2.2']],
    ['two zones', ['other.net', 'example2.com'], ['app.example2.com 192.0.2.3', 'app.other.net 192.0.2.4']],
    ['a zone that lies in another', ['sub.example.com'], ['www.sub.example.com 192.0.2.2']],
    [
      'a zone and one in it, each record once',
      ['sub.example.com', 'example.com'],
      ['app.example.com 192.0.2.1', 'www.sub.example.com 192.0.2.2'],
    ],
    ['a zone that holds nothing', ['example.org'], []],
  ])('%s', async (_, zones, records) => {
    expect(await read(zones)).toEqual(records);
  });

  it('lies below the prefix', async () => {
    expect(await read(['example.com'], '/registry')).toEqual(['app.example.com 192.0.2.5']);
  });
});

describe('a provider that is only opened', () => {
  it('sends nothing, and closes', async () => {
    const settings = { name: 'registry', zones: ['example.com'], endpoints: ['http://127.0.0.1:1'] };
    const provider = etcdProvider(settings, { root: '/', owner: 'homeserver' });
    expect(provider.locks?.(['example.com']).map(({ key }) => key)).toEqual([
      'etcd:http://127.0.0.1:1:/locks/__global__',
    ]);
    expect(provider.locks?.([])).toEqual([]);
    await expect(provider.close?.()).resolves.toBeUndefined();
  });

  it('says where nobody listens', async () => {
    const settings = { name: 'registry', zones: ['example.com'], endpoints: ['http://127.0.0.1:1'] };
    const provider = etcdProvider(settings, { root: '/', owner: 'homeserver' });
    await expect(provider.read({ zones: ['example.com'] }, signal)).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringContaining('is etcd running'),
    });
    await provider.close?.();
  });
});
