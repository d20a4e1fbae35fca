import { type EtcdCluster, type EtcdOptions, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';
import { type GrpcProxy, startGrpcProxy } from '../../servers/grpc-proxy.ts';

/** Every key but the lock, in byte order, and its value as Latin-1 text. */
export type Image = Readonly<Record<string, string>>;

/** A real etcd with a proxy before its first member. */
export interface Registry {
  readonly cluster: EtcdCluster;
  readonly store: EtcdStore;
  readonly proxy: GrpcProxy;
  /** What a project is to connect to: the proxy, then the other members. */
  readonly endpoints: readonly string[];
  image(): Promise<Image>;
  /** Makes the store hold this and nothing else. */
  load(image: Image): Promise<void>;
  /** What happens by itself 15 s after the holder of the lock has died: its lease ends. */
  endLease(): Promise<void>;
  close(): Promise<void>;
}

export const lockKey = '/locks/__global__';

/** Starts one. `behind`: a cluster that runs already, and is not closed with it. */
export async function startRegistry(options: EtcdOptions & { readonly behind?: EtcdCluster } = {}): Promise<Registry> {
  const cluster = options.behind ?? (await startEtcd(options));
  const store = storeOfAny(await Promise.all(cluster.members.map((_, member) => etcdStore(cluster, { member }))));
  const [first, ...others] = cluster.members;
  const proxy = await startGrpcProxy(first?.port ?? 0);
  return {
    cluster,
    store,
    proxy,
    endpoints: [proxy.url, ...others.map(({ url }) => url)],
    async image() {
      const { [lockKey]: _, ...rest } = await store.all();
      return rest;
    },
    async load(image) {
      const gone = (await store.keys()).filter(({ key }) => !Object.hasOwn(image, key));
      await store.put(Object.fromEntries(gone.map(({ key }) => [key, null])));
      const bytes = Object.entries(image).map(([key, value]) => [key, Buffer.from(value, 'latin1')] as const);
      await store.put(Object.fromEntries(bytes));
    },
    async endLease() {
      const lease = (await store.keys(lockKey))[0]?.lease ?? '0';
      if (lease !== '0') await cluster.ctl('lease', 'revoke', BigInt(lease).toString(16));
    },
    async close() {
      await proxy.close();
      store.close();
      if (options.behind === undefined) await cluster.close();
    },
  };
}

/** The store behind whichever member answers. */
function storeOfAny(stores: readonly EtcdStore[]): EtcdStore {
  const any = async <T>(work: (store: EtcdStore) => Promise<T>): Promise<T> => {
    let failed: unknown;
    for (const store of stores) {
      try {
        return await work(store);
      } catch (error) {
        failed = error;
      }
    }
    throw failed;
  };
  return {
    put: (values) => any((store) => store.put(values)),
    all: (prefix) => any((store) => store.all(prefix)),
    keys: (prefix) => any((store) => store.keys(prefix)),
    clear: () => any((store) => store.clear()),
    close: () => {
      for (const store of stores) store.close();
    },
  };
}
