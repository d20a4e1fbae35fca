import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkedOut } from '../../src/files/git.ts';
import { folderWith } from '../support/folder-with.ts';

afterEach(() => vi.unstubAllEnvs());

/** Runs Git as somebody, whatever this machine's configuration says. */
function git(folder: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: join(folder, '..') };
  return execFileSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository with one commit. */
function repository(): { readonly folder: string; readonly commit: string } {
  const folder = folderWith({ 'a.yaml': 'one\n', 'sub/b.yaml': 'two\n' });
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'first');
  return { folder, commit: git(folder, 'rev-parse', 'HEAD') };
}

describe('what is checked out', () => {
  it('is the commit', async () => {
    const { folder, commit } = repository();
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await checkedOut(folder)).toEqual({ commit, dirty: false });
    expect(await checkedOut(join(folder, 'sub'))).toEqual({ commit, dirty: false });
  });

  it.each<[string, boolean, (folder: string) => unknown]>([
    ['a tracked file differs', true, (folder) => writeFileSync(join(folder, 'sub/b.yaml'), 'three\n')],
    ['a tracked file is gone', true, (folder) => rmSync(join(folder, 'a.yaml'))],
    ['a change is staged', true, (folder) => git(folder, 'rm', '--quiet', '--cached', 'a.yaml')],
    ['a file is not tracked', false, (folder) => writeFileSync(join(folder, 'c.yaml'), '')],
    ['a file was only touched', false, (folder) => writeFileSync(join(folder, 'a.yaml'), 'one\n')],
    ['a tag is there', false, (folder) => git(folder, 'tag', '--annotate', '--message', 'v1', 'v1')],
    ['no branch is checked out', false, (folder) => git(folder, 'checkout', '--quiet', '--detach')],
  ])('%s: dirty %s', async (_, dirty, change) => {
    const { folder, commit } = repository();
    change(folder);
    expect(await checkedOut(folder)).toEqual({ commit, dirty });
  });

  it('is that of the folder, not of the hook that this was started from', async () => {
    const { folder, commit } = repository();
    const other = repository();
    vi.stubEnv('GIT_DIR', join(other.folder, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other.folder);
    vi.stubEnv('GIT_INDEX_FILE', join(other.folder, '.git', 'index'));
    expect(await checkedOut(folder)).toEqual({ commit, dirty: false });
  });

  it.each<[string, () => string]>([
    ['no repository', () => folderWith({})],
    [
      'a repository without commits',
      () => {
        const folder = folderWith({});
        git(folder, 'init', '--quiet');
        return folder;
      },
    ],
    [
      'a repository that is broken',
      () => {
        const folder = folderWith({});
        mkdirSync(join(folder, '.git'));
        return folder;
      },
    ],
    ['no folder', () => join(folderWith({}), 'missing')],
  ])('is not known: %s', async (_, place) => {
    const folder = place();
    vi.stubEnv('GIT_CEILING_DIRECTORIES', join(folder, '..'));
    expect(await checkedOut(folder)).toBeNull();
  });

  it('is not known where there is no Git', async () => {
    const { folder } = repository();
    vi.stubEnv('PATH', join(folder, 'sub'));
    expect(await checkedOut(folder)).toBeNull();
  });
});
