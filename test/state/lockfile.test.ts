import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '../../src/core/memory.ts';
import { encodeLockfile } from '../../src/state/encode-lockfile.ts';
import { readLockfile, writeLockfile } from '../../src/state/lockfile.ts';
import { aClaim, aMemory, aValue } from './memory-builder.ts';

const shown = 'dns-sync.lock.json';
const memory = aMemory({ snapshot: [aClaim()], applied: { home: [aValue()] } });
const text = encodeLockfile(memory);
const write = (next: Memory, expected: string | null = null) => writeLockfile(path, encodeLockfile(next), expected);
let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-sync-lockfile-'));
  path = join(folder, shown);
});

describe('a lockfile', () => {
  it('that is not there is null', async () => {
    expect(await readLockfile(path, shown)).toBeNull();
  });

  it('is read as it was written, with the same digest', async () => {
    const digest = await write(memory);
    expect(await readLockfile(path, shown)).toEqual({ memory, digest });
    expect(await readdir(folder)).toEqual([shown]);
  });

  it('has the SHA-256 of its bytes as digest', async () => {
    const digest = await write(memory);
    expect(digest).toBe(
      `sha256:${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`,
    );
  });

  it('keeps its digest when Git converts its line ends', async () => {
    const digest = await write(memory);
    await writeFile(path, encodeLockfile(memory).replaceAll('\n', '\r\n'));
    expect(await readLockfile(path, shown)).toEqual({ memory, digest });
  });

  it('gets another digest when a record changes', async () => {
    const before = await write(memory);
    expect(await write({ ...memory, snapshot: [aClaim({ ttl: 60 })] }, before)).not.toBe(before);
  });

  it.each([
    { what: 'is a folder', make: () => mkdir(path), says: 'dns-sync.lock.json is a directory' },
    {
      what: 'is binary',
      make: () => writeFile(path, Uint8Array.of(0, 1, 2)),
      says: 'dns-sync.lock.json is no UTF-8 text',
    },
  ])('that $what cannot be read', async ({ make, says }) => {
    await make();
    await expect(readLockfile(path, shown)).rejects.toMatchObject({
      code: 'LOCKFILE_INVALID',
      message: `the lockfile cannot be read: ${says}`,
    });
  });

  it.each([
    { what: 'was changed', is: 'changed', expected: null },
    { what: 'was removed', is: null, expected: 'sha256:0' },
  ])('that $what by someone else meanwhile is left as it is', async ({ is, expected }) => {
    if (is !== null) await writeFile(path, is);
    await expect(writeLockfile(path, text, expected)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      failure: 'conflict',
      message: expect.stringContaining('was changed or removed by someone else meanwhile'),
    });
    expect(await readdir(folder)).toEqual(is === null ? [] : [shown]);
    if (is !== null) expect(await readFile(path, 'utf8')).toBe(is);
  });

  it('that cannot be written says where', async () => {
    const nowhere = join(folder, 'missing', shown);
    await expect(writeLockfile(nowhere, text, null)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringContaining(`the lockfile ${nowhere} cannot be written: ENOENT`),
    });
  });
});
