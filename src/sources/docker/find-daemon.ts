import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readTextFile, sizeLimits } from '../../files/read-file.ts';
import type { SourceContext } from '../source.ts';
import { type DaemonAddress, readDaemonAddress } from './daemon-address.ts';
import { readDockerContext } from './docker-context.ts';
import type { Fault } from './fault.ts';

/** What the configuration says of how the daemon is reached (sources 5). */
export interface DaemonSettings {
  /** `unix://`, `tcp://` or `ssh://`; absent: `DOCKER_HOST`, then the usual socket. */
  readonly host?: string;
  /** Name of a `docker context`, instead of `host`. */
  readonly context?: string;
  /** Paths of PEM files. */
  readonly tls?: TlsFiles;
  /** Paths of the files that ssh uses. */
  readonly ssh?: { readonly knownHosts?: string; readonly keyFiles?: readonly string[] };
}

interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
}

/** What a TLS connection is made with, PEM texts. */
export interface DaemonTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  /** Whether the server's certificate is verified; only a docker context can say no. */
  readonly verify: boolean;
}

/** A daemon and all that is needed to connect to it; nothing has been sent. */
export interface Daemon {
  /** Its address in messages. */
  readonly shown: string;
  readonly address: DaemonAddress;
  readonly tls?: DaemonTls;
}

/** A daemon, or why it cannot be told which. */
export type FoundDaemon = { readonly ok: true; readonly daemon: Daemon } | Fault;

type Surroundings = Pick<SourceContext, 'root' | 'environment'>;

const usualSocket = 'unix:///var/run/docker.sock';

/** Finds the daemon that a source means: by its address, its docker context, `DOCKER_HOST`, or the usual socket. */
export async function findDaemon(settings: DaemonSettings, surroundings: Surroundings): Promise<FoundDaemon> {
  const { root, environment } = surroundings;
  if (settings.context !== undefined && settings.context !== 'default') {
    const found = await readDockerContext(settings.context, dockerFolder(environment));
    if (!found.ok) return found;
    const files = { ...found.files, ...inFolder(settings.tls ?? {}, root) };
    return open(found.host, `the docker context "${settings.context}"`, {
      files,
      secure: found.secure,
      verify: found.verify,
    });
  }
  if (settings.host !== undefined) {
    const files = inFolder(settings.tls ?? {}, root);
    return open(settings.host, 'host', { files, secure: settings.tls !== undefined, verify: true });
  }
  const variable = environment.DOCKER_HOST || undefined;
  if (variable === undefined) return open(usualSocket, 'host', { files: {}, secure: false, verify: true });
  const secure = settings.tls !== undefined || (environment.DOCKER_TLS_VERIFY || '') !== '';
  const folder = environment.DOCKER_CERT_PATH || dockerFolder(environment);
  const files =
    settings.tls === undefined
      ? { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
      : inFolder(settings.tls, root);
  return open(variable, 'the variable DOCKER_HOST', { files, secure, verify: true });
}

/** The home folder of whoever runs this. */
export function homeOf(environment: SourceContext['environment']): string {
  return environment.HOME || homedir();
}

function dockerFolder(environment: SourceContext['environment']): string {
  return environment.DOCKER_CONFIG || join(homeOf(environment), '.docker');
}

function inFolder({ ca, cert, key, serverName }: TlsFiles, root: string): TlsFiles {
  return {
    ...(ca === undefined ? {} : { ca: resolve(root, ca) }),
    ...(cert === undefined ? {} : { cert: resolve(root, cert) }),
    ...(key === undefined ? {} : { key: resolve(root, key) }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

interface Security {
  readonly files: TlsFiles;
  /** TLS is wanted, where the address is `tcp://`. */
  readonly secure: boolean;
  readonly verify: boolean;
}

async function open(text: string, from: string, { files, secure, verify }: Security): Promise<FoundDaemon> {
  const read = readDaemonAddress(text);
  if (!read.ok) return { ok: false, why: `${from}: ${read.why}`, hint: 'mend the address' };
  const { address } = read;
  if (address.kind !== 'tcp' || !secure) return { ok: true, daemon: { shown: text, address } };
  const pem: Record<string, string> = {};
  for (const field of ['ca', 'cert', 'key'] as const) {
    const path = files[field];
    if (path === undefined) continue;
    const file = await readTextFile(path, path, sizeLimits.hosts);
    if (!file.ok) {
      const why = `the TLS file "${field}": ${file.message}`;
      return { ok: false, why, hint: 'name a PEM file that this user can read' };
    }
    pem[field] = file.text;
  }
  const { serverName } = files;
  const tls = { ...pem, ...(serverName === undefined ? {} : { serverName }), verify };
  return { ok: true, daemon: { shown: text, address, tls } };
}
