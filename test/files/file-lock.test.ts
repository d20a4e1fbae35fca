import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LockAttempt, LockHolder } from '../../src/core/lock.ts';
import { type FileLockOptions, fileLock } from '../../src/files/file-lock.ts';
import { ownIdentity } from '../../src/files/process-identity.ts';
import { endWorkers, startWorker, watch, workerFile } from './lock-processes.ts';

const info = { holder: 'homeserver', tool: 'dns-sync 0.1.0', command: 'apply' };
/** No process has this id: it is above the largest that Linux gives out (proc(5), pid_max). */
const nobody = 4_194_305;
let folder = '';
let path = '';
const releases: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-sync-lock-'));
  path = join(folder, '.dns-sync.lock');
});

afterEach(async () => {
  endWorkers();
  for (const release of releases.splice(0)) await release();
  await rm(folder, { recursive: true, force: true });
});

async function take(options: FileLockOptions = {}): Promise<LockAttempt> {
  const attempt = await fileLock(path, options).take(info);
  if (attempt.taken) releases.push(() => attempt.lock.release());
  return attempt;
}

async function isTaken(): Promise<boolean> {
  return (await take()).taken;
}

/** The text of a lock file of this machine, differing in what is said. */
async function entry(differences: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const me = await ownIdentity();
  const since = '2026-11-20T12:00:00.000Z';
  return `${JSON.stringify({ id: 'their-id', holder: 'nas2', tool: 'dns-sync 0.1.0', command: 'apply', ...me, since, ...differences })}\n`;
}

async function standing(text: string, secondsAgo: number): Promise<void> {
  await writeFile(path, text);
  const then = new Date(Date.now() - secondsAgo * 1000);
  await utimes(path, then, then);
}

describe('a file lock', () => {
  it('is told apart by the file it is', () => {
    expect(fileLock(path).key).toBe(`file:${path}`);
  });

  it('is a file that says who holds it, and since when', async () => {
    const { pid, host, bootId, processStart, pidNamespace } = await ownIdentity();
    await take({ clock: () => new Date('2026-11-20T12:00:00Z') });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      ...info,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      since: '2026-11-20T12:00:00.000Z',
      ...{ pid, host, bootId, processStart, pidNamespace },
    });
    expect({ pid, host }).toEqual({ pid: process.pid, host: hostname() });
    expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
  });

  it('is not given twice, not even in one process, and says who has it', async () => {
    await take();
    const holder: LockHolder = JSON.parse(await readFile(path, 'utf8'));
    expect(await take()).toEqual({ taken: false, heldBy: holder });
  });

  it('can be taken again when it was given back, which leaves nothing in the folder', async () => {
    const attempt = await take();
    if (attempt.taken) await attempt.lock.release();
    expect(await readdir(folder)).toEqual([]);
    expect(await isTaken()).toBe(true);
  });

  it('goes to exactly one of many who try at once', async () => {
    const attempts = await Promise.all(Array.from({ length: 20 }, () => take()));
    expect(attempts.filter(({ taken }) => taken)).toHaveLength(1);
  });

  it('is touched while it is held', async () => {
    await take({ touchEvery: 5 });
    const longAgo = new Date('2020-01-01T00:00:00Z');
    await utimes(path, longAgo, longAgo);
    await vi.waitFor(async () => expect((await stat(path)).mtime.getFullYear()).toBeGreaterThan(2020));
  });

  it.each([
    { what: 'the folder is missing', make: async () => join(folder, 'missing', 'lock') },
    { what: 'the path leads through a file', make: async () => join(await aFile('file'), 'lock') },
    {
      what: 'a folder stands in its place',
      make: () => aFolder('lock'),
    },
  ])('cannot be written when $what', async ({ make }) => {
    const place = await make();
    await expect(fileLock(place).take(info)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      exit: 5,
      message: expect.stringContaining(place),
    });
  });
});

async function aFile(name: string): Promise<string> {
  await writeFile(join(folder, name), '');
  return join(folder, name);
}

async function aFolder(name: string): Promise<string> {
  await mkdir(join(folder, name));
  return join(folder, name);
}

describe('a lock that somebody else holds', () => {
  const elsewhere = { host: 'nas2' };
  const rebooted = { bootId: '00000000-0000-0000-0000-000000000000' };
  const container = { pidNamespace: 'pid:[1]', pid: nobody };
  it.each([
    { who: 'a living process, touched just now', is: {}, secondsAgo: 0, taken: false },
    { who: 'a living process, suspended for an hour', is: {}, secondsAgo: 3600, taken: false },
    { who: 'a process that has ended', is: { pid: nobody }, secondsAgo: 0, taken: true },
    { who: 'an earlier process of the same id', is: { processStart: '1' }, secondsAgo: 0, taken: true },
    { who: 'a living process without a known start', is: { processStart: '' }, secondsAgo: 3600, taken: false },
    {
      who: 'an ended process that names no namespace',
      is: { pid: nobody, pidNamespace: undefined },
      secondsAgo: 0,
      taken: true,
    },
    { who: 'another host, 50 s ago', is: elsewhere, secondsAgo: 50, taken: false },
    { who: 'another host, 61 s ago', is: elsewhere, secondsAgo: 61, taken: true },
    { who: 'an earlier boot, 50 s ago', is: { ...rebooted, pid: nobody }, secondsAgo: 50, taken: false },
    { who: 'an earlier boot, 61 s ago', is: rebooted, secondsAgo: 61, taken: true },
    { who: 'a container of the same host name, 50 s ago', is: container, secondsAgo: 50, taken: false },
    { who: 'a container of the same host name, 61 s ago', is: container, secondsAgo: 61, taken: true },
  ])('by $who is taken over: $taken', async ({ is, secondsAgo, taken }) => {
    const theirs = await entry(is);
    await standing(theirs, secondsAgo);
    expect(await isTaken()).toBe(taken);
    const { holder } = JSON.parse(await readFile(path, 'utf8'));
    expect(holder).toBe(taken ? 'homeserver' : 'nas2');
    expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
  });

  it.each([
    { what: 'empty', text: '' },
    { what: 'half written', text: '{"id":"their-id","hol' },
    { what: 'no object', text: 'null' },
    { what: 'without a process', text: '{"id":"their-id"}' },
    { what: 'with an impossible process', text: '{"id":"their-id","pid":-1}' },
  ])('in a file that is $what is waited for, but not for ever', async ({ text }) => {
    await standing(text, 50);
    expect(await take()).toEqual({ taken: false, heldBy: null });
    await standing(text, 61);
    expect(await isTaken()).toBe(true);
  });

  it('is taken at once when its process is killed', async () => {
    const worker = startWorker('hold', path);
    expect(await worker.line()).toBe(true);
    expect(await take()).toMatchObject({ taken: false, heldBy: { holder: 'worker', pid: worker.process.pid } });
    worker.process.kill('SIGKILL');
    await once(worker.process, 'exit');
    expect(await isTaken()).toBe(true);
  });

  it('is taken at once when its process has ended without giving it back', async () => {
    const worker = startWorker('abandon', path);
    await once(worker.process, 'exit');
    expect(await isTaken()).toBe(true);
  });

  it('is taken at once when its process was killed and nobody has asked for its outcome', async () => {
    const parent = watch(
      spawn('sh', ['-c', '"$0" "$1" hold "$2" & exec sleep 60', process.execPath, workerFile(), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    await parent.line();
    const { pid } = JSON.parse(await readFile(path, 'utf8'));
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /));
    expect(await isTaken()).toBe(true);
  });

  it('goes to exactly one of many who find it stale at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      await standing(await entry({ id: `stale ${round}`, pid: nobody }), 0);
      const attempts = await Promise.all(Array.from({ length: 10 }, () => take()));
      expect(attempts.filter(({ taken }) => taken)).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
      await releases.pop()?.();
    }
  });

  it('is taken over although one who was taking it over was killed', async () => {
    const text = await entry({ pid: nobody });
    const right = `.dns-sync-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
    await standing(text, 0);
    await writeFile(join(folder, right), await entry({ id: 'breaker', pid: nobody }));
    expect(await isTaken()).toBe(true);
    expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
  });

  it('is waited for while somebody alive takes it over', async () => {
    const text = await entry({ pid: nobody });
    const right = `.dns-sync-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
    await standing(text, 0);
    await writeFile(join(folder, right), await entry({ id: 'breaker', holder: 'other' }));
    expect(await take()).toMatchObject({ taken: false, heldBy: { holder: 'other' } });
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('a lock file that a person removed while it was held', () => {
  it('may stay away', async () => {
    const attempt = await take();
    await rm(path);
    if (attempt.taken) await attempt.lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is neither touched nor removed when it is another holder’s by now', async () => {
    const attempt = await take({ touchEvery: 5 });
    await rm(path);
    const theirs = await entry({ host: 'nas2' });
    await standing(theirs, 3600);
    const { mtimeMs } = await stat(path);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    if (attempt.taken) await attempt.lock.release();
    expect(await readFile(path, 'utf8')).toBe(theirs);
  });
});

describe('looking at a lock', () => {
  const elsewhere = { host: 'nas2' };
  it('finds nobody where there is no file, not even a folder', async () => {
    expect(await fileLock(path).look()).toBeNull();
    expect(await fileLock(join(folder, 'missing', 'lock')).look()).toBeNull();
  });

  it('finds who holds it, as the holder wrote it, and writes nothing', async () => {
    await take();
    const holder: LockHolder = JSON.parse(await readFile(path, 'utf8'));
    const { mtimeMs } = await stat(path);
    expect(await fileLock(path).look()).toEqual({ holder, stale: false });
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
  });

  it.each([
    { who: 'a living process, untouched for an hour', is: {}, secondsAgo: 3600, stale: false },
    { who: 'a process that has ended', is: { pid: nobody }, secondsAgo: 0, stale: true },
    { who: 'an earlier process of the same id', is: { processStart: '1' }, secondsAgo: 0, stale: true },
    { who: 'another host, 50 s ago', is: elsewhere, secondsAgo: 50, stale: false },
    { who: 'another host, 61 s ago', is: elsewhere, secondsAgo: 61, stale: true },
  ])('finds that $who is stale: $stale', async ({ is, secondsAgo, stale }) => {
    const text = await entry(is);
    await standing(text, secondsAgo);
    expect(await fileLock(path).look()).toEqual({ holder: JSON.parse(text), stale });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('finds a holder that cannot be read, stale after a minute', async () => {
    await standing('{"id":"their-id","hol', 50);
    expect(await fileLock(path).look()).toEqual({ holder: null, stale: false });
    await standing('{"id":"their-id","hol', 61);
    expect(await fileLock(path).look()).toEqual({ holder: null, stale: true });
  });

  it('says when it cannot', async () => {
    await mkdir(path);
    await expect(fileLock(path).look()).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  });
});

describe('removing a lock by its id', () => {
  it.each([
    { what: 'held by a living process', is: {}, secondsAgo: 0 },
    { what: 'of a process that has ended', is: { pid: nobody }, secondsAgo: 0 },
    { what: 'of another host', is: { host: 'nas2' }, secondsAgo: 0 },
    { what: 'stale', is: { host: 'nas2' }, secondsAgo: 3600 },
  ])('$what: it is gone with the right id, and stays with any other', async ({ is, secondsAgo }) => {
    const text = await entry(is);
    await standing(text, secondsAgo);
    for (const id of ['', 'their', 'THEIR-ID', 'undefined', 'other-id']) {
      expect(await fileLock(path).remove(id)).toBe(false);
    }
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await fileLock(path).remove('their-id')).toBe(true);
    expect(await readdir(folder)).toEqual([]);
    expect(await fileLock(path).remove('their-id')).toBe(false);
  });

  it.each(['', '{"id":"their-id","hol', 'null', '{"id":"their-id"}'])(
    'never removes one whose holder cannot be read: %s',
    async (text) => {
      await standing(text, 3600);
      expect(await fileLock(path).remove('their-id')).toBe(false);
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  it('lets the next one have it, whom the first does not disturb when it lets go', async () => {
    const first = await take();
    const { id } = JSON.parse(await readFile(path, 'utf8'));
    expect(await fileLock(path).remove(id)).toBe(true);
    expect(await isTaken()).toBe(true);
    const theirs = await readFile(path, 'utf8');
    if (first.taken) await first.lock.release();
    expect(await readFile(path, 'utf8')).toBe(theirs);
  });

  it('never removes the lock of whoever took it after that one', async () => {
    for (let round = 0; round < 50; round += 1) {
      const first = await take();
      const { id } = JSON.parse(await readFile(path, 'utf8'));
      const change = async () => {
        if (first.taken) await first.lock.release();
        return take();
      };
      const [, second] = await Promise.all([fileLock(path).remove(id), change()]);
      expect(second.taken).toBe(true);
      expect(JSON.parse(await readFile(path, 'utf8')).id).not.toBe(id);
      expect(await readdir(folder)).toEqual(['.dns-sync.lock']);
      for (const release of releases.splice(0)) await release();
    }
  });
});
