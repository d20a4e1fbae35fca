import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTextFile, sizeLimits } from '../../../src/files/read-file.ts';
import { readText } from '../../../src/sources/compose/read-text.ts';
import { write } from './reading.ts';

it.each<[string, (path: string) => void, boolean]>([
  ['a text', (path) => writeFileSync(path, 'é\r\nb\n'), true],
  ['a text with a byte-order mark', (path) => writeFileSync(path, '\ufeffa: b'), true],
  ['nothing', (path) => writeFileSync(path, ''), true],
  ['as much as is allowed', (path) => writeFileSync(path, 'x'.repeat(sizeLimits.compose)), true],
  ['more than is allowed', (path) => writeFileSync(path, 'x'.repeat(sizeLimits.compose + 1)), false],
  ['other bytes', (path) => writeFileSync(path, Buffer.from('a\n\xff', 'latin1')), false],
  ['a NUL', (path) => writeFileSync(path, 'a\0'), false],
  ['a folder', (path) => mkdirSync(path), false],
  ['a link that leads nowhere', (path) => symlinkSync(`${path}.gone`, path), false],
  ['a link to itself', (path) => symlinkSync(path, path), false],
  ['a missing file', () => undefined, false],
])('reads %s as readTextFile does', async (_, make, ok) => {
  const path = join(write({}), 'file');
  make(path);
  const read = await readText(path, 'file');
  expect(read.ok).toBe(ok);
  expect(read).toEqual(await readTextFile(path, 'file', sizeLimits.compose));
});
