import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPem } from '../../../src/sources/docker/check-pem.ts';
import type { DaemonTls } from '../../../src/sources/docker/find-daemon.ts';
import { makeCertificates, type Pair } from '../../servers/certificates.ts';

let folder: string;
let client: Required<Pair>;
let stranger: Required<Pair>;
let ca: string;
let locked: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dns-sync-pem-'));
  const made = makeCertificates(folder);
  const textsOf = ({ cert, key }: Pair) => ({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
  client = textsOf(made.client);
  stranger = textsOf(made.stranger);
  ca = readFileSync(made.ca, 'utf8');
  const args = ['pkey', '-in', made.client.key, '-aes256', '-passout', 'pass:secret'];
  locked = execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('checkPem', () => {
  it.each<{ case: string; tls: () => Omit<DaemonTls, 'verify'> }>([
    { case: 'nothing but the usual authorities', tls: () => ({}) },
    { case: 'an authority', tls: () => ({ ca }) },
    { case: 'several authorities, with notes', tls: () => ({ ca: `# ours\n${ca}\n# theirs\n${stranger.cert}` }) },
    { case: 'a certificate with its key', tls: () => ({ ca, ...client }) },
  ])('takes $case', ({ tls }) => expect(checkPem({ ...tls(), verify: true })).toBeNull());

  it.each<{ case: string; tls: () => Omit<DaemonTls, 'verify'>; why: string }>([
    { case: 'an authority that is none', tls: () => ({ ca: 'root:x:0' }), why: 'file "ca" holds no certificate' },
    { case: 'a key as certificate', tls: () => ({ cert: client.key }), why: 'file "cert" holds no certificate' },
    { case: 'a certificate as key', tls: () => ({ ...client, key: ca }), why: 'file "key" holds no private key' },
    { case: 'a locked key', tls: () => ({ ...client, key: locked }), why: 'file "key" has a passphrase' },
    {
      case: 'the key of another',
      tls: () => ({ ...client, key: stranger.key }),
      why: 'file "key" belongs to another certificate than "cert"',
    },
  ])('refuses $case by its name', ({ tls, why }) => {
    expect(checkPem({ ...tls(), verify: true })?.why).toBe(`the TLS ${why}`);
  });
});
