import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DnsSyncError } from '../../src/errors.ts';
import { fileLock } from '../../src/files/file-lock.ts';
import { ownIdentity } from '../../src/files/process-identity.ts';
import { openProject } from '../../src/workflows/project.ts';
import { type Unlocked, unlock } from '../../src/workflows/unlock.ts';
import { folderWith } from '../support/folder-with.ts';
import { surroundingsIn } from './surroundings.ts';

const info = { holder: 'homeserver', tool: 'dns-sync 0.1.0', command: 'apply' };
const lan = '  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones }\n';
const withoutSecret = `  - { name: pub, type: zonefile, zones: [example.com], directory: "\${env:NONE}" }\n`;
const config = (providers: string) =>
  `version: 1\nowner: homeserver\nsources:\n  - { name: o, type: yaml, files: [o.yaml], optional: true }\nproviders:\n${providers}`;

/** No process has this id: it is above the largest that Linux gives out (proc(5), pid_max). */
const nobody = 4_194_305;
const local = 'state/lock';
const beside = 'zones/.dns-sync.lock';

function project(providers = lan, files: Readonly<Record<string, string>> = {}): string {
  return folderWith({ 'dns-sync.yaml': config(providers), 'state/x': '', 'zones/x': '', ...files });
}

async function unlockIn(root: string, id: string): Promise<Unlocked> {
  return unlock(await openProject(surroundingsIn(root), undefined, 'leave'), id);
}

/** Takes a lock for this process; gives its id. */
async function taken(root: string, path: string): Promise<string> {
  const attempt = await fileLock(join(root, path)).take(info);
  if (!attempt.taken) throw new Error('it is held already');
  onTestFinished(() => attempt.lock.release());
  return (JSON.parse(readFileSync(join(root, path), 'utf8')) as { id: string }).id;
}

/** What a process left behind that is not there any more. */
async function leftBehind(id: string, here: boolean): Promise<string> {
  const me = await ownIdentity();
  const host = here ? me.host : `not-${me.host}`;
  return JSON.stringify({ ...me, ...info, id, host, pid: nobody, since: '2026-11-20T11:00:00.000Z' });
}

async function refusal(root: string, id: string): Promise<DnsSyncError> {
  return (await unlockIn(root, id).catch((error: unknown) => error)) as DnsSyncError;
}

describe('unlock', () => {
  it.each([local, beside])('removes %s, and no other, and says whose it was', async (path) => {
    const root = project();
    const ids = new Map([
      [local, await taken(root, local)],
      [beside, await taken(root, beside)],
    ]);
    const unlocked = await unlockIn(root, ids.get(path) ?? '');
    expect(unlocked).toMatchObject({
      key: `file:${join(root, path)}`,
      holder: { ...info, id: ids.get(path), pid: process.pid },
      running: true,
    });
    expect([local, beside].filter((one) => existsSync(join(root, one)))).toEqual(
      [local, beside].filter((one) => one !== path),
    );
  });

  it.each([
    ['a process of this machine that has ended', true, 0, false],
    ['a process of another machine, touched just now', false, 0, true],
    ['a process of another machine, not touched for an hour', false, 3600, false],
  ])('%s: alive is %4$s', async (_, here, ageSeconds, running) => {
    const root = project(lan, { [beside]: await leftBehind('old', here) });
    const then = Date.now() / 1000 - ageSeconds;
    utimesSync(join(root, beside), then, then);
    expect(await unlockIn(root, 'old')).toMatchObject({ running, holder: { id: 'old', pid: nobody } });
    expect(existsSync(join(root, beside))).toBe(false);
  });

  it('removes a lock although another provider cannot be opened', async () => {
    const root = project(withoutSecret + lan);
    const id = await taken(root, beside);
    expect(await unlockIn(root, id)).toMatchObject({ holder: { id } });
  });

  it('an id that nothing has is refused, and what is held is listed', async () => {
    const root = project();
    const id = await taken(root, beside);
    const error = await refusal(root, 'no-such-id');
    expect(error).toMatchObject({ code: 'UNLOCK_UNKNOWN', exit: 3, hint: `give one of these ids: ${id}` });
    expect(error.message).toContain(`${beside} by homeserver since `);
    expect(error.details).toMatchObject({ locks: [{ key: `file:${join(root, beside)}`, holder: { id } }] });
    expect(existsSync(join(root, beside))).toBe(true);
  });

  it('says that none is held', async () => {
    const error = await refusal(project(), 'no-such-id');
    expect(error.message).toBe('no lock has the id no-such-id: none is held');
    expect(error.details).toEqual({ locks: [] });
  });

  it.each([
    ['an entry that cannot be read', lan, { [beside]: 'half' }, 'by an entry that cannot be read'],
    [
      'a provider that cannot be opened',
      withoutSecret,
      {},
      `not all could be looked at: the configuration names \${env:NONE}`,
    ],
  ])('names %s', async (_, providers, files, says) => {
    expect((await refusal(project(providers, files), 'no-such-id')).message).toContain(says);
  });

  it('an empty id fits no lock, one that cannot be read included', async () => {
    const root = project(lan, { [beside]: 'half' });
    expect(await refusal(root, '')).toMatchObject({ code: 'UNLOCK_UNKNOWN' });
    expect(existsSync(join(root, beside))).toBe(true);
  });
});
