import { etcdLimit } from '../../../src/providers/etcd/limits.ts';
import { etcdProvider } from '../../../src/providers/etcd/provider.ts';
import type { EtcdProviderSettings } from '../../../src/providers/etcd/settings.ts';
import { storedText } from '../../../src/providers/etcd/text.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import type { ContractPlace, PlantedRecord, SuiteRecord } from '../../contract/provider.ts';
import type { EtcdCluster } from '../../servers/etcd.ts';
import type { EtcdStore } from '../../servers/etcd-store.ts';
import { startTcpProxy } from '../../servers/tcp-proxy.ts';

export const zone = 'home.example.com';

/** An empty store as the place of a test, reached through a proxy at its first member. */
export async function etcdPlace(
  cluster: EtcdCluster,
  store: EtcdStore,
  settings: Partial<EtcdProviderSettings> = {},
): Promise<ContractPlace> {
  await store.clear();
  const proxies = await Promise.all(cluster.members.map(({ port }) => startTcpProxy(port)));
  const scheme = cluster.certificates === null ? 'http' : 'https';
  const endpoints = proxies.map(({ port }) => `${scheme}://127.0.0.1:${port}`);
  const opened: Provider[] = [];
  return {
    zone,
    provider(owner) {
      const provider = etcdProvider({ name: 'registry', zones: [zone], endpoints, ...settings }, { root: '/', owner });
      opened.push(provider);
      return provider;
    },
    plant: async (records) => store.put(Object.fromEntries(records.map(byHand))),
    async breakListing() {
      for (const proxy of proxies) proxy.breakAfter(150);
    },
    async close() {
      await Promise.all(opened.map((provider) => provider.close?.()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}

/** A record as a person puts it there: no owner, no group. */
function byHand({ name, type, ttl, value }: PlantedRecord, index: number): [string, string] {
  const key = `/skydns/${name.split('.').reverse().join('/')}/x${100 + index}`;
  return [key, JSON.stringify(type === 'TXT' ? { text: storedText(value), ttl } : { host: value, ttl })];
}

/** What etcd can hold of what the suite writes. */
export function etcdHolds({ label, type, value }: SuiteRecord): boolean {
  return type !== 'SSHFP' && etcdLimit({ name: `${label}.${zone}`, type, values: [value] }, new Set([zone])) === null;
}
