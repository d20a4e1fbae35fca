import { isWithin } from '../../core/name.ts';
import type { Provider } from '../provider.ts';
import { etcdCapabilities } from './capabilities.ts';
import { etcdClient } from './client.ts';
import { commitUnit, ensureOwner } from './commit.ts';
import { readConnection } from './connection.ts';
import { examineEtcd } from './examine.ts';
import { ownHeartbeat } from './heartbeat.ts';
import { keysOf } from './key.ts';
import { etcdLock, lockName } from './lock.ts';
import { type KeyRange, readKeys } from './read.ts';
import type { EtcdState } from './read-state.ts';
import { etcdRecords } from './records.ts';
import { type EtcdProviderSettings, recordSettings } from './settings.ts';

/** What the provider is given besides its settings. */
export interface EtcdContext {
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  readonly owner: string;
  /** Take the owner over from whoever writes with it (`--take-owner`). */
  readonly takeOwner?: boolean;
}

/** Records for the CoreDNS etcd plugin in an etcd cluster (etcd-skydns). Nothing is sent before the first read. */
export function etcdProvider(
  settings: EtcdProviderSettings,
  { root, owner, takeOwner = false }: EtcdContext,
): Provider {
  const { name, endpoints } = settings;
  const own = recordSettings(settings, owner);
  const keys = keysOf(own);
  const records = etcdRecords(own);
  const connect = () => readConnection(settings, root);
  const client = etcdClient(name, connect);
  const heartbeat = ownHeartbeat({ owner, prefix: own.prefix, takeOwner });
  const lock = etcdLock(client, { name, endpoints });
  const writing = { client, name, lockKey: lockName(endpoints), heartbeat };

  const read = async (zones: readonly string[], signal: AbortSignal): Promise<EtcdState> =>
    records.decode(await readKeys(client, zoneRanges(zones, keys.base), { name, signal, look: records.look }));

  return {
    name,
    capabilities: etcdCapabilities,
    read: ({ zones }, signal) => read(zones, signal),
    split: records.split,
    commit: (unit, commit) => commitUnit(unit, writing, commit),
    takeOwner: (commit) => ensureOwner(writing, commit),
    inspect: async (unit, signal) => records.landed(unit, await read(own.zones, signal)),
    invert: records.invert,
    rework: records.rework,
    foresee: records.foresee,
    locks: (zones) => (zones.length === 0 ? [] : [lock]),
    check({ zones, lineage }, signal) {
      const ranges = zoneRanges(zones, keys.base);
      const { username } = settings;
      return examineEtcd({ client, connect, records, name, owner, username, ranges, lineage }, signal);
    },
    close: async () => client.close(),
  };
}

/** The keys of zones (etcd-skydns 4): never the bare prefix, which `example2` would share with `example`. */
function zoneRanges(zones: readonly string[], base: (name: string) => string): KeyRange[] {
  const outermost = zones.filter((zone) => !zones.some((other) => other !== zone && isWithin(zone, other)));
  return outermost.map(base).flatMap((key) => [{ key }, { key: `${key}/`, end: `${key}0` }]);
}
