import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolvePaths, shownPath } from '../../src/files/resolve-paths.ts';
import { folderWith } from '../support/folder-with.ts';

const files = {
  's/b/x.yaml': '',
  's/a/x.yaml': '',
  's/a/y.yml': '',
  's/.hidden/x.yaml': '',
  's/.x.yaml': '',
  's/Z.yaml': '',
  's/é.yaml': '',
  's/[odd].yaml': '',
};

async function found(pattern: string): Promise<string[]> {
  const root = folderWith(files);
  mkdirSync(join(root, 's/folder.yaml'));
  const [result] = await resolvePaths(root, [pattern]);
  return (result?.paths ?? []).map((path) => shownPath(root, path));
}

describe('resolvePaths', () => {
  it.each([
    { case: 'a path', pattern: 's/a/x.yaml', is: ['s/a/x.yaml'] },
    { case: 'a path with a dot step', pattern: './s/../s/a/x.yaml', is: ['s/a/x.yaml'] },
    { case: 'a folder, as it is', pattern: 's/a', is: ['s/a'] },
    { case: 'a path where nothing is', pattern: 's/none.yaml', is: [] },
    { case: 'a path through a file, whose reader says why', pattern: 's/Z.yaml/x', is: ['s/Z.yaml/x'] },
    { case: 'one level', pattern: 's/*/x.yaml', is: ['s/a/x.yaml', 's/b/x.yaml'] },
    { case: 'byte by byte', pattern: 's/*.{yaml,yml}', is: ['s/Z.yaml', 's/[odd].yaml', 's/é.yaml'] },
    {
      case: 'a folder in the place of a file, whose reader says so',
      pattern: 's/*.yaml',
      is: ['s/Z.yaml', 's/[odd].yaml', 's/folder.yaml', 's/é.yaml'],
    },
    { case: 'no folders where folders may be', pattern: 's/*', is: ['s/Z.yaml', 's/[odd].yaml', 's/é.yaml'] },
    { case: 'all levels, nothing hidden', pattern: '**/x.yaml', is: ['s/a/x.yaml', 's/b/x.yaml'] },
    { case: 'braces', pattern: 's/a/{x.yaml,y.yml}', is: ['s/a/x.yaml', 's/a/y.yml'] },
    { case: 'hidden files when they are named', pattern: 's/.x.yaml', is: ['s/.x.yaml'] },
    { case: 'glob characters in the name of something that exists', pattern: 's/[odd].yaml', is: ['s/[odd].yaml'] },
    { case: 'a glob below a folder that is missing', pattern: 'none/*.yaml', is: [] },
  ])('finds $case', async ({ pattern, is }) => {
    expect(await found(pattern)).toEqual(is);
  });

  it('answers for each pattern, in order', async () => {
    const root = folderWith(files);
    const results = await resolvePaths(root, ['s/none', 's/a/*', 's/Z.yaml']);
    expect(results.map(({ pattern, paths }) => [pattern, paths.length])).toEqual([
      ['s/none', 0],
      ['s/a/*', 2],
      ['s/Z.yaml', 1],
    ]);
  });

  it('takes absolute globs', async () => {
    const root = folderWith(files);
    const [result] = await resolvePaths('/', [`${root}/s/a/*.yaml`]);
    expect(result?.paths).toEqual([join(root, 's/a/x.yaml')]);
  });

  it('gives links that match and lead nowhere, so that their reader says so', async () => {
    const root = folderWith(files);
    symlinkSync('/nowhere', join(root, 's/a/lost.yaml'));
    symlinkSync('/nowhere', join(root, 's/a/lost.txt'));
    const results = await resolvePaths(root, ['s/a/*.yaml', 's/a/lost.yaml']);
    expect(results.map(({ paths }) => paths.map((path) => shownPath(root, path)))).toEqual([
      ['s/a/lost.yaml', 's/a/x.yaml'],
      ['s/a/lost.yaml'],
    ]);
  });

  it('notes folders that cannot be listed: what they hold is not known', async () => {
    const root = folderWith({ 'a/x.yaml': '' });
    symlinkSync('loop', join(root, 'loop'));
    const [result] = await resolvePaths(root, ['loop/*.yaml']);
    expect(result?.paths).toEqual([]);
    expect(result?.unreadable).toEqual([{ path: join(root, 'loop'), message: expect.stringContaining('ELOOP') }]);
  });

  it('follows a link to a folder, and ends when it leads back up', async () => {
    const root = folderWith(files);
    symlinkSync('..', join(root, 's/a/up'));
    const [result] = await resolvePaths(root, ['s/**/x.yaml']);
    expect(result?.paths).toContain(join(root, 's/b/x.yaml'));
  });
});
