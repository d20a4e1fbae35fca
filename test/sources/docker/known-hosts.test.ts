import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distrust, fingerprint, knownKeys, type SshHost } from '../../../src/sources/docker/known-hosts.ts';

/** A key on the wire: its type with the length before it, and anything. */
function blobOf(type: string, rest: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(rest)]);
}

const key = blobOf('ssh-ed25519', 'one');
const text = `ssh-ed25519 ${key.toString('base64')}`;
const nas = { host: 'nas.example.com', port: 22 };
const hashed = (name: string) => {
  const salt = Buffer.from('01234567890123456789');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};
/** What a known_hosts file with these lines knows of a host. */
const from = (lines: string, host: SshHost) => ({ known: knownKeys(lines, host), unread: [] });

describe('known_hosts', () => {
  it.each([
    ['a name', `nas.example.com ${text}`, nas],
    ['one of several', `nas,nas.example.com,10.0.0.5 ${text} a comment`, nas],
    ['a name in capitals', `NAS.example.com ${text}`, nas],
    ['a pattern', `*.example.com,!web.example.com ${text}`, nas],
    ['a port', `[nas.example.com]:2222 ${text}`, { ...nas, port: 2222 }],
    ['a hashed name', `${hashed('nas.example.com')} ${text}`, nas],
    ['a hashed name with a port', `${hashed('[nas.example.com]:2222')} ${text}`, { ...nas, port: 2222 }],
    ['tabs and Windows line ends', `\tnas.example.com\t${text.replace(' ', '\t')}\r\n`, nas],
  ])('%s vouches for the key', (_, line, host) => {
    expect(distrust(host, key, from(`# machines\n\n${line}\n`, host))).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['another machine', `web.example.com ${text}`],
    ['a port that is not ours', `[nas.example.com]:2222 ${text}`],
    ['a pattern that leaves it out', `*.example.com,!nas.example.com ${text}`],
    ['a comment', `#nas.example.com ${text}`],
    ['an authority', `@cert-authority nas.example.com ${text}`],
    ['a marker that is not known', `@trusted nas.example.com ${text}`],
    ["a type that is not the key's", `nas.example.com ${text.replace('ssh-ed25519', 'ssh-rsa')}`],
    ['a hash of another name', `${hashed('web.example.com')} ${text}`],
    ['a key of another type', `nas.example.com ssh-rsa ${blobOf('ssh-rsa', 'x').toString('base64')}`],
  ])('%s does not', (_, line) => {
    expect(distrust(nas, key, from(line, nas))?.why).toContain(
      `is in no known_hosts file: ssh-ed25519 ${fingerprint(key)}`,
    );
  });

  it('a changed key is told from an unknown one', () => {
    const other = blobOf('ssh-ed25519', 'two');
    const why = distrust(nas, other, from(`nas.example.com ${text}`, nas))?.why;
    expect(why).toContain(
      `another one than known_hosts says: ssh-ed25519 ${fingerprint(other)} instead of ${fingerprint(key)}`,
    );
  });

  it('a revoked key is refused, wherever else it stands', () => {
    const lines = `nas.example.com ${text}\n@revoked * ${text}\n`;
    expect(distrust(nas, key, from(lines, nas))?.why).toContain('is revoked');
  });

  it('a file that is there and was not read is named', () => {
    const unread = ['/root/.ssh/known_hosts cannot be read: EACCES'];
    expect(distrust(nas, key, { known: [], unread })?.why).toContain(`${fingerprint(key)}; ${unread[0]}`);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (lines, bytes) => {
        distrust(nas, Buffer.from(bytes), from(lines, nas));
      }),
    );
  });
});
