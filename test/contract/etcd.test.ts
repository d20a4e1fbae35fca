import { afterAll, beforeAll, describe } from 'vitest';
import type { EtcdProviderSettings } from '../../src/providers/etcd/settings.ts';
import { etcdHolds, etcdPlace } from '../providers/etcd/store-place.ts';
import { serverName } from '../servers/certificates.ts';
import { type EtcdCluster, type EtcdOptions, enableAuth, startEtcd } from '../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../servers/etcd-store.ts';
import { providerContract } from './provider.ts';

const kinds: readonly (readonly [string, EtcdOptions & { readonly auth?: boolean }])[] = [
  ['a single server', {}],
  ['a cluster of three', { size: 3 }],
  ['TLS with a certificate for each side', { tls: true }],
  ['a user with the rights the specification names', { auth: true }],
];

describe.each(kinds)('etcd, %s', (name, { auth = false, ...options }) => {
  let cluster: EtcdCluster;
  let store: EtcdStore;
  let settings: Partial<EtcdProviderSettings> = {};

  beforeAll(async () => {
    cluster = await startEtcd(options);
    store = await etcdStore(cluster, { auth });
    const { certificates } = cluster;
    if (certificates !== null) {
      const { ca, client } = certificates;
      settings = { tls: { ca, ...client, serverName } };
    }
    if (auth) settings = { ...settings, ...(await enableAuth(cluster, '/skydns/com/example/home')) };
  }, 60_000);
  afterAll(async () => {
    store.close();
    await cluster.close();
  });

  providerContract(`etcd, ${name},`, () => etcdPlace(cluster, store, settings), etcdHolds);
});
