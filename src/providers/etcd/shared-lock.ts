import type { OpenLock } from '../table.ts';
import { etcdClient } from './client.ts';
import { type ConnectionSettings, readConnection } from './connection.ts';
import { etcdLock } from './lock.ts';

/** The registry lock of a cluster (etcd-skydns 6) for whoever writes elsewhere. Nothing is sent before it is taken. */
export function etcdSharedLock(settings: Omit<ConnectionSettings, 'name'>, root: string): OpenLock {
  const name = 'lock';
  const client = etcdClient(name, () => readConnection({ name, ...settings }, root));
  return { lock: etcdLock(client, { name, endpoints: settings.endpoints }), close: async () => client.close() };
}
