import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOctodnsFiles } from '../../../src/sources/import/octodns-files.ts';
import { folderWith } from '../../support/folder-with.ts';

const www = 'www: { type: A, value: 10.0.0.1 }\n';

function read(files: Readonly<Record<string, string | Uint8Array>>, path: string, origin?: string) {
  const root = folderWith(files);
  const request = { path: join(root, path), root, ...(origin === undefined ? {} : { origin }) };
  return readOctodnsFiles(request, new AbortController().signal);
}

const namesOf = async (...args: Parameters<typeof read>) => {
  const { records, zones } = await read(...args);
  return { zones, names: records.map(({ name }) => name) };
};

describe('readOctodnsFiles', () => {
  it.each<[string, Record<string, string>, string, string | undefined, string[]]>([
    ['a file by its name', { 'example.com.yaml': www }, 'example.com.yaml', undefined, ['www.example.com']],
    ['a file of any name with its zone', { 'x.yaml': www }, 'x.yaml', 'example.org', ['www.example.org']],
    [
      'a folder of zones beside the configuration, and nothing else in it',
      {
        'c/a.example.yaml': www,
        'c/b.example.yml': www,
        'c/README.md': '',
        'c/.hidden.yaml': 'x',
        'c/production.yaml': 'providers: {}\nzones: {}\n',
      },
      'c',
      undefined,
      ['www.a.example', 'www.b.example'],
    ],
    [
      'a folder with a split zone in it',
      { 'c/example.com./$example.com.yaml': "'': { type: A, value: 10.0.0.1 }\n", 'c/example.com./www.yaml': www },
      'c',
      undefined,
      ['example.com', 'www.example.com'],
    ],
    ['the folder of a split zone', { 'example.com./www.yaml': www }, 'example.com.', undefined, ['www.example.com']],
    ['the folder of a split zone that is named', { 'x/www.yaml': www }, 'x', 'example.com', ['www.example.com']],
  ])('reads %s', async (_what, files, path, origin, names) => {
    expect((await namesOf(files, path, origin)).names).toEqual(names);
  });

  it('shows the mistakes of all files, each with its file', async () => {
    const files = {
      'c/a.example.yaml': 'x: 5\n',
      'c/b.example.yaml': 'a: [\n',
      'c/d.example.yaml': Buffer.from([0xff]),
    };
    await expect(read(files, 'c')).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
      exit: 3,
      message: expect.stringContaining('and 2 more'),
      diagnostics: [{ file: 'c/a.example.yaml' }, { file: 'c/b.example.yaml' }, { file: 'c/d.example.yaml' }],
    });
  });

  it.each([
    ['nothing there', 'nope.yaml', 'cannot be read'],
    ['a name that is no zone', 'a..b.yaml', 'gives no zone'],
  ])('refuses %s', async (_what, path, says) => {
    await expect(read({ 'a..b.yaml': www }, path)).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
      message: expect.stringContaining(says),
    });
  });
});
