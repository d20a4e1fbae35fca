import { chmod, mkdtemp, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { localLock, openStateFolder, stateFolder } from '../../src/state/state-folder.ts';

const now = new Date('2026-11-20T12:00:00Z');
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

describe('where the state folder is', () => {
  const root = '/srv/dns';
  const lockfilePath = '/srv/dns/dns-sync.lock.json';
  const mine = 'dns-sync/dns-1bf7a1fd2526';
  it.each([
    { what: 'nothing is said', environment: { HOME: '/home/me' }, is: `/home/me/.local/state/${mine}` },
    { what: 'there is no home', environment: {}, is: join(homedir(), '.local/state', mine) },
    {
      what: 'XDG says where',
      environment: { HOME: '/home/me', XDG_STATE_HOME: '/var/state' },
      is: `/var/state/${mine}`,
    },
    {
      what: 'XDG is relative',
      environment: { HOME: '/home/me', XDG_STATE_HOME: 'state' },
      is: `/home/me/.local/state/${mine}`,
    },
    {
      what: 'XDG is empty',
      environment: { HOME: '/home/me', XDG_STATE_HOME: '' },
      is: `/home/me/.local/state/${mine}`,
    },
    {
      what: 'the configuration says it',
      configured: '/var/lib/dns',
      environment: { XDG_STATE_HOME: '/var/state' },
      is: '/var/lib/dns',
    },
    { what: 'the configuration says it from its folder', configured: '../state', environment: {}, is: '/srv/state' },
    {
      what: 'the environment says it',
      configured: '/var/lib/dns',
      environment: { DNS_SYNC_STATE_DIR: '/run/dns' },
      is: '/run/dns',
    },
    {
      what: 'the environment says nothing',
      configured: '/var/lib/dns',
      environment: { DNS_SYNC_STATE_DIR: '' },
      is: '/var/lib/dns',
    },
  ])('where $what', ({ environment, configured, is }) => {
    expect(stateFolder({ root, lockfilePath, environment, ...(configured !== undefined && { configured }) })).toBe(is);
  });

  it('differs between two lockfiles in folders of one name', () => {
    const at = (path: string) => stateFolder({ root, lockfilePath: path, environment: { HOME: '/home/me' } });
    expect(at('/srv/a/dns/dns-sync.lock.json')).not.toBe(at('/srv/b/dns/dns-sync.lock.json'));
  });

  it.each([
    { lockfilePath: '/srv/my dns & more/dns-sync.lock.json', folder: 'my_dns___more' },
    { lockfilePath: '/dns-sync.lock.json', folder: 'root' },
  ])('is named plainly after $lockfilePath', ({ lockfilePath, folder }) => {
    const path = stateFolder({ root, lockfilePath, environment: { XDG_STATE_HOME: '/var/state' } });
    expect(path).toMatch(new RegExp(`^/var/state/dns-sync/${folder}-[0-9a-f]{12}$`));
  });
});

describe('opening the state folder', () => {
  let base = '';
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'dns-sync-state-'));
  });

  it('makes it for this user only, with an instance id', async () => {
    const path = join(base, 'a', 'b');
    const opened = await openStateFolder(path, now);
    expect(opened).toEqual({ path, instance: expect.stringMatching(uuid) });
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(path, 'instance'), 'utf8')).toBe(`${opened.instance}\n`);
  });

  it('keeps what is there', async () => {
    await chmod(base, 0o750);
    const { instance } = await openStateFolder(base, now);
    expect(await openStateFolder(base, now)).toEqual({ path: base, instance });
    expect((await stat(base)).mode & 0o777).toBe(0o750);
  });

  it('gives all who open it first at once the same instance id', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => openStateFolder(join(base, 'new'), now)));
    expect(new Set(opened.map(({ instance }) => instance)).size).toBe(1);
  });

  it.each(['', 'not an id', '0a1b2c3d'])('makes a damaged instance id %j anew', async (damaged) => {
    await writeFile(join(base, 'instance'), damaged);
    const { instance } = await openStateFolder(base, now);
    expect(instance).toMatch(uuid);
    expect(await openStateFolder(base, now)).toEqual({ path: base, instance });
  });

  it('removes what a killed run left long ago', async () => {
    const left = join(base, '.dns-sync-0123456789ab');
    await writeFile(left, '');
    await utimes(left, new Date('2026-11-20T10:00:00Z'), new Date('2026-11-20T10:00:00Z'));
    await openStateFolder(base, now);
    await expect(stat(left)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says which folder cannot be used', async () => {
    await writeFile(join(base, 'file'), '');
    const path = join(base, 'file', 'state');
    await expect(openStateFolder(path, now)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      exit: 5,
      message: expect.stringContaining(`the state folder ${path} cannot be used: ENOTDIR`),
    });
  });

  it('has one lock', async () => {
    const info = { holder: 'homeserver', tool: 'dns-sync', command: 'apply' };
    const first = await localLock(base).take(info);
    expect((await localLock(base).take(info)).taken).toBe(false);
    if (first.taken) await first.lock.release();
    const second = await localLock(base).take(info);
    expect(second.taken).toBe(true);
    if (second.taken) await second.lock.release();
  });
});
