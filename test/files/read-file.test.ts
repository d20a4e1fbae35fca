import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTextFile, sizeLimits } from '../../src/files/read-file.ts';
import { folderWith } from '../support/folder-with.ts';

/** Reads a file of this content. */
async function reading(content: string | Uint8Array, limit = 1000) {
  return await readTextFile(join(folderWith({ 'a.yaml': content }), 'a.yaml'), 'a.yaml', limit);
}

describe('a text file', () => {
  it.each([
    { what: 'text', content: 'a: 1\n', text: 'a: 1\n' },
    { what: 'nothing', content: '', text: '' },
    { what: 'a byte-order mark, which is dropped', content: '\ufeffa: 1', text: 'a: 1' },
    { what: 'two byte-order marks, one of which is dropped', content: '\ufeff\ufeffa', text: '\ufeffa' },
    { what: 'line ends of Windows, which stay', content: 'a\r\nb\r\n', text: 'a\r\nb\r\n' },
    { what: 'characters of every length', content: '\u00fc\u4e16\u{1f4a9}', text: '\u00fc\u4e16\u{1f4a9}' },
    { what: 'a replacement character of its own', content: 'a\ufffdb', text: 'a\ufffdb' },
  ])('may hold $what', async ({ content, text }) => {
    expect(await reading(content)).toEqual({ ok: true, text });
  });

  it.each([
    { what: 'a byte that is no UTF-8', content: Buffer.from('a: 1\nb: \xff', 'latin1'), at: { line: 2, column: 4 } },
    { what: 'Latin-1', content: Buffer.from('a: f\xfcr', 'latin1'), at: { line: 1, column: 5 } },
    { what: 'UTF-16', content: Buffer.from('a: 1', 'utf16le'), at: { line: 1, column: 2 } },
    { what: 'a NUL', content: 'a\nb\u0000', at: { line: 2, column: 2 } },
    {
      what: 'a bad byte behind a replacement character',
      content: Buffer.concat([Buffer.from('\ufffd\u{1f4a9}'), Buffer.of(0xff)]),
      at: { line: 1, column: 4 },
    },
    { what: 'a character cut short', content: Buffer.from('a\u4e16').subarray(0, 3), at: { line: 1, column: 2 } },
  ])('is none with $what, and its place is told', async ({ content, at }) => {
    expect(await reading(content)).toMatchObject({ ok: false, code: 'FILE_NOT_TEXT', at });
  });

  it.each([
    { size: 10, limit: 10, ok: true },
    { size: 11, limit: 10, ok: false },
    { size: 0, limit: 0, ok: true },
  ])('of $size bytes where $limit are allowed: $ok', async ({ size, limit, ok }) => {
    const read = await reading('a'.repeat(size), limit);
    expect(read).toMatchObject(
      ok ? { ok } : { ok, code: 'FILE_TOO_LARGE', message: `a.yaml has ${size} bytes, ${limit} are allowed` },
    );
  });

  it('counts bytes, not characters', async () => {
    expect(await reading('\u00fc'.repeat(6), 11)).toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('may be as large as the specification says', () => {
    expect(sizeLimits).toEqual({ compose: 1_048_576, hosts: 16_777_216, large: 268_435_456 });
  });
});

describe('a path', () => {
  it('that leads nowhere is missing', async () => {
    expect(await readTextFile(join(folderWith({}), 'a.yaml'), 'a.yaml', 10)).toMatchObject({
      code: 'FILE_MISSING',
      message: 'a.yaml does not exist',
    });
  });

  it('may be a link to a file', async () => {
    const folder = folderWith({ 'a.yaml': 'a' });
    symlinkSync('a.yaml', join(folder, 'link'));
    expect(await readTextFile(join(folder, 'link'), 'link', 10)).toEqual({ ok: true, text: 'a' });
  });

  it.each([
    {
      what: 'a directory',
      make: (path: string) => mkdirSync(path),
      says: { code: 'FILE_UNREADABLE', message: 'it is a directory', hint: 'name a file' },
    },
    {
      what: 'a pipe that nobody writes to',
      make: (path: string) => spawnSync('mkfifo', [path]),
      says: { code: 'FILE_UNREADABLE', message: 'it is no regular file' },
    },
    {
      what: 'a device',
      make: (path: string) => symlinkSync('/dev/zero', path),
      says: { code: 'FILE_UNREADABLE', message: 'it is no regular file' },
    },
    {
      what: 'a link to nothing',
      make: (path: string) => symlinkSync('nothing', path),
      says: { code: 'FILE_MISSING' },
    },
    {
      what: 'a link to itself',
      make: (path: string) => symlinkSync('it', path),
      says: { code: 'FILE_UNREADABLE', message: expect.stringContaining('ELOOP') },
    },
  ])('that is $what is refused', async ({ make, says }) => {
    const path = join(folderWith({}), 'it');
    make(path);
    expect(await readTextFile(path, 'it', 10)).toMatchObject({ ok: false, ...says });
  });

  it('that leads through a file is refused', async () => {
    const folder = folderWith({ 'a.yaml': 'a' });
    expect(await readTextFile(join(folder, 'a.yaml/b'), 'a.yaml/b', 10)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('a file that someone writes', () => {
  it('is given as it stood at one moment, or refused', async () => {
    const path = join(folderWith({ 'a.yaml': 'x'.repeat(100_000) }), 'a.yaml');
    const file = openSync(path, 'a');
    const readings = Array.from({ length: 20 }, async () => {
      const read = readTextFile(path, 'a.yaml', sizeLimits.large);
      await new Promise(setImmediate);
      writeSync(file, 'y'.repeat(1000));
      return await read;
    });
    for (const read of await Promise.all(readings)) {
      if (read.ok) expect(read.text).toMatch(/^x{100000}(?:y{1000})*$/);
      else expect(read.message).toBe('a.yaml changed each time it was read');
    }
    closeSync(file);
    appendFileSync(path, 'z');
    expect(await readTextFile(path, 'a.yaml', sizeLimits.large)).toMatchObject({ ok: true });
  });
});
