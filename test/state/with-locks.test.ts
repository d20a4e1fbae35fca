import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lock, LockHolder } from '../../src/core/lock.ts';
import { type WaitOptions, withLocks } from '../../src/state/with-locks.ts';
import { endWorkers, startWorker } from '../files/lock-processes.ts';

const info = { holder: 'homeserver', tool: 'dns-sync 0.1.0', command: 'apply' };
let log: string[] = [];
let now = 0;

beforeEach(() => {
  log = [];
  now = 0;
});

afterEach(endWorkers);

function holder(id: string): LockHolder {
  return {
    id,
    holder: 'nas2',
    tool: 'dns-sync 0.1.0',
    command: 'watch',
    pid: 42,
    host: 'nas',
    since: '2026-11-20T12:00:00.000Z',
  };
}

/** A lock that others hold for the first tries; writes what happens to it to the log. */
function aLock(key: string, ...heldFirst: readonly (LockHolder | null)[]): Lock {
  let tries = 0;
  return {
    key,
    async take() {
      const heldBy = heldFirst[tries];
      tries += 1;
      if (heldBy !== undefined) return { taken: false, heldBy };
      log.push(`take ${key}`);
      return {
        taken: true,
        lock: {
          async release() {
            log.push(`release ${key}`);
          },
        },
      };
    },
    look: async () => null,
    remove: async () => false,
  };
}

function waiting(options: Partial<WaitOptions> = {}): WaitOptions {
  return {
    timeoutMs: 1000,
    signal: new AbortController().signal,
    waiting: (met) => log.push(`wait for ${met?.id ?? 'someone'}`),
    unreleased: (key, error) => log.push(`kept ${key}: ${String(error)}`),
    pause: async (ms) => {
      now += ms;
    },
    random: () => 0.5,
    clock: () => now,
    ...options,
  };
}

async function work(): Promise<string> {
  log.push('work');
  return 'result';
}

describe('work under locks', () => {
  it('takes the first first, the others in the order of their keys, each once, and gives them back newest first', async () => {
    const locks = [aLock('local'), aLock('b'), aLock('a'), aLock('c'), aLock('a')] as const;
    expect(await withLocks(locks, info, waiting(), work)).toBe('result');
    expect(log).toEqual([
      ...['take local', 'take a', 'take b', 'take c', 'work'],
      ...['release c', 'release b', 'release a', 'release local'],
    ]);
  });

  it('hands the work what it holds, by key', async () => {
    const keys = withLocks([aLock('b'), aLock('a')], info, waiting(), async (held) => [...held.keys()]);
    expect(await keys).toEqual(['b', 'a']);
  });

  it('gives them back when the work fails', async () => {
    const failing = withLocks([aLock('a'), aLock('b')], info, waiting(), () => Promise.reject(new Error('no disk')));
    await expect(failing).rejects.toThrow('no disk');
    expect(log).toEqual(['take a', 'take b', 'release b', 'release a']);
  });

  it('gives back the others when one cannot be given back, says so, and the work ends as it did', async () => {
    const release = () => Promise.reject(new Error('read-only'));
    const stuck: Lock = { ...aLock('b'), take: async () => ({ taken: true, lock: { release } }) };
    expect(await withLocks([aLock('a'), stuck, aLock('c')], info, waiting(), work)).toBe('result');
    expect(log).toEqual(['take a', 'take c', 'work', 'release c', 'kept b: Error: read-only', 'release a']);
  });

  it('waits, and tells once for each holder whom for', async () => {
    const lock = aLock('a', holder('one'), holder('one'), holder('two'), null);
    await withLocks([lock], info, waiting(), work);
    expect(log).toEqual(['wait for one', 'wait for two', 'wait for someone', 'take a', 'work', 'release a']);
    expect(now).toBe(4 * 125);
  });

  it('gives up when time is up, and gives back what it has', async () => {
    const busy = Array.from({ length: 100 }, () => holder('one'));
    const error = await withLocks([aLock('a'), aLock('b', ...busy)], info, waiting(), work).catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: 'LOCKED',
      exit: 7,
      message:
        'b is still held after waiting 1 s, by nas2 since 2026-11-20T12:00:00.000Z: dns-sync 0.1.0 watch, process 42 on nas',
      details: { lock: 'b', holder: holder('one') },
    });
    expect(log).toEqual(['take a', 'wait for one', 'release a']);
    expect(now).toBe(1000);
  });

  it('tries once when it may not wait', async () => {
    const error = await withLocks([aLock('a', null)], info, waiting({ timeoutMs: 0 }), work).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'LOCKED', message: 'a is still held, by someone whose entry cannot be read' });
    expect(log).toEqual([]);
  });

  it('stops waiting when it is aborted', async () => {
    const controller = new AbortController();
    const busy = Array.from({ length: 100 }, () => holder('one'));
    const { pause: _, ...real } = waiting({
      signal: controller.signal,
      waiting: () => controller.abort(new Error('enough')),
    });
    await expect(withLocks([aLock('a'), aLock('b', ...busy)], info, real, work)).rejects.toThrow('enough');
    expect(log).toEqual(['take a', 'release a']);
  });
});

describe('twenty processes that count under one lock', () => {
  it('lose nothing, although the lock was left by a process that was killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dns-sync-count-'));
    const path = join(folder, 'lock');
    await writeFile(`${path}.counter`, '0');
    const killed = startWorker('hold', path);
    await killed.line();
    const workers = Array.from({ length: 20 }, () => startWorker('count', path, '5'));
    killed.process.kill('SIGKILL');
    await Promise.all(workers.map((worker) => once(worker.process, 'exit')));
    expect(await readFile(`${path}.counter`, 'utf8')).toBe('100');
    expect(await readdir(folder)).toEqual(['lock.counter']);
  }, 60_000);
});
