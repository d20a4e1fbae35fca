import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DnsSyncError, messageOf } from '../../errors.ts';
import type { EtcdProviderSettings } from './settings.ts';
import type { MemberOptions } from './wire.ts';

/** What the configuration says of how to reach the cluster (etcd-skydns 8); checked before. */
export type ConnectionSettings = Pick<EtcdProviderSettings, 'name' | 'endpoints' | 'username' | 'password' | 'tls'>;

/** How the cluster is reached, files read. */
export interface Connection {
  readonly endpoints: readonly string[];
  readonly options: MemberOptions;
  readonly user?: { readonly username: string; readonly password: string };
}

/** Reads the certificates. Throws `CONFIG_INVALID` for a file that cannot be read. */
export async function readConnection(settings: ConnectionSettings, root: string): Promise<Connection> {
  const { name, endpoints, username, password, tls } = settings;
  const read = async (field: 'ca' | 'cert' | 'key'): Promise<string | undefined> => {
    const path = tls?.[field];
    if (path === undefined) return undefined;
    try {
      return await readFile(resolve(root, path), 'utf8');
    } catch (error) {
      throw new DnsSyncError('CONFIG_INVALID', `provider ${name}: tls.${field} cannot be read: ${messageOf(error)}`, {
        hint: 'name a PEM file that this user can read',
        cause: error,
      });
    }
  };
  const user = username === undefined || password === undefined ? {} : { user: { username, password } };
  if (!endpoints.some((endpoint) => endpoint.startsWith('https:'))) return { endpoints, options: {}, ...user };
  const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
  const serverName = tls?.serverName;
  const options: MemberOptions = {
    tls: {
      ca: ca ?? null,
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(serverName === undefined ? {} : { serverName }),
    },
  };
  return { endpoints, options, ...user };
}
