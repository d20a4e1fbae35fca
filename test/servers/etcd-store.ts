import { readFileSync } from 'node:fs';
import { openMember } from '../../src/providers/etcd/cluster-member.ts';
import type { Answer, CallSettings, FoundKey, MemberOptions, Write } from '../../src/providers/etcd/wire.ts';
import { serverName } from './certificates.ts';
import { type EtcdCluster, rootUser } from './etcd.ts';

/** What a test puts into a store and finds there, without the provider. */
export interface EtcdStore {
  /** Writes these values in one transaction; null deletes. */
  put(values: Readonly<Record<string, string | Uint8Array | null>>): Promise<void>;
  /** Every key, in byte order, and its value as Latin-1 text. */
  all(prefix?: string): Promise<Record<string, string>>;
  /** Every key as it is. */
  keys(prefix?: string): Promise<readonly FoundKey[]>;
  /** Deletes everything. */
  clear(): Promise<void>;
  close(): void;
}

const most = 128;

/** Opens the store behind a member of a cluster, as root where there are users. */
export async function etcdStore(
  { endpoints, certificates }: Pick<EtcdCluster, 'endpoints' | 'certificates'>,
  options: { readonly auth?: boolean; readonly member?: number } = {},
): Promise<EtcdStore> {
  const member = openMember(endpoints[options.member ?? 0] ?? '', tlsOf(certificates));
  const call: CallSettings = { token: null, timeoutMs: 10_000 };
  const asRoot = async (): Promise<CallSettings> =>
    options.auth === true
      ? { ...call, token: answered(await member.authenticate(rootUser.username, rootUser.password, call)) }
      : call;
  const txn = async (writes: readonly Write[]): Promise<void> => {
    const settings = await asRoot();
    for (let from = 0; from < writes.length; from += most) {
      answered(await member.txn({ compares: [], writes: writes.slice(from, from + most), reads: [] }, settings));
    }
  };
  const keys = async (prefix = '/'): Promise<readonly FoundKey[]> => {
    const range = {
      key: prefix,
      end: `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`,
    };
    return answered(await member.range(range, await asRoot())).keys;
  };
  return {
    put: (values) =>
      txn(
        Object.entries(values).map(([key, value]) => ({
          key,
          put: typeof value === 'string' ? new TextEncoder().encode(value) : value,
        })),
      ),
    keys,
    all: async (prefix) =>
      Object.fromEntries((await keys(prefix)).map(({ key, value }) => [key, Buffer.from(value).toString('latin1')])),
    clear: async () => txn((await keys()).map(({ key }) => ({ key, put: null }))),
    close: () => member.close(),
  };
}

function tlsOf(certificates: EtcdCluster['certificates']): MemberOptions {
  if (certificates === null) return {};
  const { ca, client } = certificates;
  return { tls: { ca: readText(ca), cert: readText(client.cert), key: readText(client.key), serverName } };
}

function answered<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.fault.kind}: ${answer.fault.message}`);
  return answer.value;
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
