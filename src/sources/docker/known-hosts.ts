import { createHash, createHmac } from 'node:crypto';
import { compileGlob } from '../../core/glob.ts';
import type { Fault } from './fault.ts';

/** A host key that a `known_hosts` file names for a host. */
export interface KnownKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, ... */
  readonly type: string;
  /** The key as on the wire (RFC 4253 6.6), Base64. */
  readonly blob: string;
  readonly revoked: boolean;
}

/** The machine that is meant, as it was named. */
export interface SshHost {
  readonly host: string;
  readonly port: number;
}

const standardPort = 22;

/** The keys that a `known_hosts` text (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) names for a host; authorities are not read. */
export function knownKeys(text: string, host: SshHost): KnownKey[] {
  const name = knownName(host);
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/[ \t]+/);
    const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
    const [names = '', type = '', blob = ''] = words;
    if (names === '' || names.startsWith('#') || blob === '') return [];
    // A marker that is not known may mean anything, and a type that is not the key's own is a mistake: ssh skips both.
    if ((marker !== undefined && marker !== '@revoked') || typeOf(Buffer.from(blob, 'base64')) !== type) return [];
    return isNamed(names, name) ? [{ type, blob, revoked: marker === '@revoked' }] : [];
  });
}

function knownName({ host, port }: SshHost): string {
  return port === standardPort ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** One hashed name, or a list of globs in which `!` excludes. */
function isNamed(names: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(names) ?? [];
  if (salt !== undefined && hash !== undefined) {
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  const patterns = names.toLowerCase().split(',');
  const matches = (pattern: string): boolean =>
    pattern === name || (/[*?]/.test(pattern) && compileGlob(pattern, true)(name));
  if (patterns.some((one) => one.startsWith('!') && matches(one.slice(1)))) return false;
  return patterns.some((one) => !one.startsWith('!') && matches(one));
}

/** `SHA256:` and the digest of a key in Base64 without padding, as `ssh-keygen -l` shows it. */
export function fingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** What is known of a host, and why more may be: messages of files that are there and were not read. */
export interface Acquaintance {
  readonly known: readonly KnownKey[];
  readonly unread: readonly string[];
}

/** Why a host key is not trusted; null: it is known. */
export function distrust(host: SshHost, blob: Buffer, { known, unread }: Acquaintance): Fault | null {
  const text = blob.toString('base64');
  const same = known.filter((one) => one.blob === text);
  const type = typeOf(blob);
  const shown = `${type} ${fingerprint(blob)}`;
  const name = knownName(host);
  if (same.some(({ revoked }) => revoked)) {
    return { ok: false, why: `the host key of ${name} is revoked: ${shown}`, hint: 'find out who answers there' };
  }
  if (same.length > 0) return null;
  const other = known.find((one) => one.type === type && !one.revoked);
  if (other !== undefined) {
    const before = fingerprint(Buffer.from(other.blob, 'base64'));
    return {
      ok: false,
      why: `the host key of ${name} is another one than known_hosts says: ${shown} instead of ${before}`,
      hint: 'find out whether the machine was set up anew; only then put the new key in the place of the old one',
    };
  }
  return {
    ok: false,
    why: [`the host key of ${name} is in no known_hosts file: ${shown}`, ...unread].join('; '),
    hint: `compare the fingerprint with the machine's own (ssh-keygen -lf on it), then add the key: ssh-keyscan -p ${host.port} ${host.host}`,
  };
}

/** The type with which a key begins: a string with its length before it. */
function typeOf(blob: Buffer): string {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  return length <= blob.length - 4 ? blob.subarray(4, 4 + length).toString('latin1') : '';
}
