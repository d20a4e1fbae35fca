import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSshIdentity } from '../../../src/sources/docker/ssh-identity.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dns-sync-identity-'));
  mkdirSync(join(root, '.ssh'));
  writeFileSync(join(root, 'file'), 'nas ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\n');
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const nas = { kind: 'ssh', host: 'nas', port: 22 } as const;
const read = (ssh: Parameters<typeof readSshIdentity>[1]) =>
  readSshIdentity(nas, ssh, { root, environment: { HOME: root } });

describe('readSshIdentity', () => {
  it.each([
    { case: 'known hosts in a pipe', ssh: { knownHosts: 'pipe' }, why: /pipe is no regular file$/ },
    { case: 'a key in a pipe', ssh: { knownHosts: 'file', keyFiles: ['pipe'] }, why: /pipe is no regular file$/ },
    { case: 'known hosts that are not there', ssh: { knownHosts: 'gone' }, why: /gone does not exist$/ },
    { case: 'a key that is not there', ssh: { keyFiles: ['file', 'gone'] }, why: /gone does not exist$/ },
  ])('refuses $case', async ({ ssh, why }) => {
    expect(await read(ssh)).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  it('reads the files it is named', async () => {
    expect(await read({ knownHosts: 'file', keyFiles: ['file'] })).toMatchObject({
      known: [{ type: 'ssh-ed25519', blob: 'AAAAC3NzaC1lZDI1NTE5' }],
      keys: [{ path: join(root, 'file'), asked: true }],
      unread: [],
    });
  });

  it('goes on without the usual files where they are pipes, and says so of known_hosts', async () => {
    for (const name of ['known_hosts', 'id_rsa']) execFileSync('mkfifo', [join(root, '.ssh', name)]);
    writeFileSync(join(root, '.ssh', 'id_ed25519'), 'key');
    expect(await read({})).toMatchObject({
      ok: true,
      keys: [{ path: join(root, '.ssh/id_ed25519'), asked: false }],
      unread: [`${join(root, '.ssh/known_hosts')} is no regular file`],
    });
  });
});
