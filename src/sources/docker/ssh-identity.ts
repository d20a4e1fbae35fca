import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type ReadText, readTextFile, sizeLimits } from '../../files/read-file.ts';
import type { SourceContext } from '../source.ts';
import type { DaemonAddress } from './daemon-address.ts';
import type { Fault } from './fault.ts';
import { type DaemonSettings, homeOf } from './find-daemon.ts';
import { type KnownKey, knownKeys } from './known-hosts.ts';

/** A private key, PEM or OpenSSH text. */
export interface PrivateKey {
  readonly path: string;
  readonly text: string;
  /** The configuration names it; one that is merely there may be of no use. */
  readonly asked: boolean;
}

/** Who we are to the other machine, and who it has to be to us. */
export interface SshIdentity {
  readonly ok: true;
  readonly user: string;
  readonly known: readonly KnownKey[];
  /** Path of the agent's socket. */
  readonly agent?: string;
  readonly keys: readonly PrivateKey[];
  /** Why usual `known_hosts` files that are there were not read; messages for people. */
  readonly unread: readonly string[];
}

const usualKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/** Reads `known_hosts` and the key files; the usual ones in `~/.ssh` where the configuration names none. */
export async function readSshIdentity(
  address: Extract<DaemonAddress, { kind: 'ssh' }>,
  { knownHosts, keyFiles }: NonNullable<DaemonSettings['ssh']>,
  { root, environment }: Pick<SourceContext, 'root' | 'environment'>,
): Promise<SshIdentity | Fault> {
  const folder = join(homeOf(environment), '.ssh');
  const hostFiles =
    knownHosts === undefined ? [join(folder, 'known_hosts'), '/etc/ssh/ssh_known_hosts'] : [resolve(root, knownHosts)];
  const texts: string[] = [];
  const unread: string[] = [];
  for (const path of hostFiles) {
    const read = await readKeyFile(path);
    if (read.ok) texts.push(read.text);
    else if (knownHosts !== undefined) return refuse(read, 'name a known_hosts file that this user can read');
    else if (read.code !== 'FILE_MISSING') unread.push(read.message);
  }
  const keys: PrivateKey[] = [];
  for (const path of keyFiles?.map((file) => resolve(root, file)) ?? usualKeys.map((name) => join(folder, name))) {
    const read = await readKeyFile(path);
    if (read.ok) keys.push({ path, text: read.text, asked: keyFiles !== undefined });
    else if (keyFiles !== undefined) return refuse(read, 'name a private key that this user can read');
  }
  const agent = environment.SSH_AUTH_SOCK || undefined;
  return {
    ok: true,
    user: address.user ?? userInfo().username,
    known: texts.flatMap((text) => knownKeys(text, address)),
    ...(agent === undefined ? {} : { agent }),
    keys,
    unread,
  };
}

/** Regular files only: a pipe nobody writes to would never answer. */
function readKeyFile(path: string): Promise<ReadText> {
  return readTextFile(path, path, sizeLimits.hosts);
}

function refuse({ message }: Extract<ReadText, { ok: false }>, hint: string): Fault {
  return { ok: false, why: message, hint };
}
