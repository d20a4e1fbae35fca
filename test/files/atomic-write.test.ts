import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile, linkInto, notRegular, removeLeftovers, replaceFile } from '../../src/files/atomic-write.ts';
import { endWorkers, startWorker } from './lock-processes.ts';

const leftover = /^\.dns-sync-[0-9a-f]{12}$/;
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-sync-atomic-'));
  file = join(folder, 'home.example.com.zone');
});

afterEach(endWorkers);

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

describe('replacing a file', () => {
  it('puts the new content in its place and leaves nothing else in the folder', async () => {
    await writeFile(file, 'old');
    await replaceFile(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual([basename(file)]);
  });

  it('writes bytes as they are', async () => {
    await replaceFile(file, Uint8Array.of(0, 255, 10));
    expect([...(await readFile(file))]).toEqual([0, 255, 10]);
  });

  it.each([
    { what: 'a new file gets 0644', before: undefined, given: undefined, expected: 0o644 & ~process.umask() },
    { what: 'a new file gets what is asked for, whatever the umask', before: undefined, given: 0o666, expected: 0o666 },
    { what: 'an old file keeps its permissions', before: 0o604, given: undefined, expected: 0o604 },
    { what: 'an old file gets what is asked for', before: 0o604, given: 0o640, expected: 0o640 },
  ])('permissions: $what', async ({ before, given, expected }) => {
    if (before !== undefined) {
      await writeFile(file, 'old');
      await chmod(file, before);
    }
    await replaceFile(file, 'new', given === undefined ? {} : { mode: given });
    expect(await modeOf(file)).toBe(expected);
  });

  it('sets the owner asked for', async () => {
    const isRoot = process.getuid?.() === 0;
    const owner = isRoot ? { uid: 12345, gid: 12346 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    await replaceFile(file, 'new', { owner });
    const { uid, gid } = await stat(file);
    expect({ uid, gid }).toEqual(owner);
  });

  it('shows the whole temporary file to beforeRename, while the old one still stands', async () => {
    await writeFile(file, 'old');
    const seen: string[] = [];
    await replaceFile(file, 'new', {
      beforeRename: async (temporary) => {
        seen.push(dirname(temporary), await readFile(temporary, 'utf8'), await readFile(file, 'utf8'));
        expect(basename(temporary)).toMatch(leftover);
      },
    });
    expect(seen).toEqual([folder, 'new', 'old']);
  });

  it('changes nothing when beforeRename refuses', async () => {
    await writeFile(file, 'old');
    const refused = replaceFile(file, 'new', { beforeRename: () => Promise.reject(new Error('check failed')) });
    await expect(refused).rejects.toThrow('check failed');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual([basename(file)]);
  });

  it.each([
    { what: 'a folder stands there', path: () => folder, code: 'ENOTREG' },
    { what: 'the folder is missing', path: () => join(folder, 'missing', 'file'), code: 'ENOENT' },
    { what: 'the path leads through a file', path: () => join(file, 'file'), code: 'ENOTDIR' },
  ])('fails and cleans up when $what', async ({ path, code }) => {
    await writeFile(file, 'old');
    await expect(replaceFile(path(), 'new')).rejects.toMatchObject({ code });
    expect((await readdir(folder)).filter((name) => leftover.test(name))).toEqual([]);
    expect((await readdir(dirname(folder))).filter((name) => leftover.test(name))).toEqual([]);
  });

  it('leaves a pipe a pipe', async () => {
    execFileSync('mkfifo', [file]);
    await expect(replaceFile(file, 'new')).rejects.toMatchObject({ code: notRegular });
    expect((await stat(file)).isFIFO()).toBe(true);
    expect(await readdir(folder)).toEqual([basename(file)]);
  });

  it('never shows a part of a file to a reader', async () => {
    const texts = ['a'.repeat(300_000), 'b'.repeat(200_000)];
    await writeFile(file, texts[0] ?? '');
    let done = false;
    const write = async () => {
      try {
        for (let turn = 0; turn < 30; turn += 1) await replaceFile(file, texts[turn % 2] ?? '');
      } finally {
        done = true;
      }
    };
    const read = async () => {
      while (!done) expect(texts).toContain(await readFile(file, 'utf8'));
    };
    await Promise.all([write(), read()]);
  });

  it('leaves the old file whole when the process is killed before the rename', async () => {
    await writeFile(file, 'old');
    const worker = startWorker('replace', file);
    await worker.line();
    worker.process.kill('SIGKILL');
    await once(worker.process, 'exit');
    expect(await readFile(file, 'utf8')).toBe('old');
    const left = (await readdir(folder)).filter((name) => leftover.test(name));
    expect(left).toHaveLength(1);
    await removeLeftovers(folder, new Date(Date.now() + 2 * 3_600_000));
    expect(await readdir(folder)).toEqual([basename(file)]);
  });
});

describe('a symbolic link', () => {
  it.each([
    { what: 'to a file', links: [['link', 'target']] },
    {
      what: 'to a link to a file',
      links: [
        ['link', 'between'],
        ['between', 'target'],
      ],
    },
    {
      what: 'through a linked folder',
      links: [
        ['linked', 'real'],
        ['real/link', '../target'],
      ],
      path: 'linked/link',
    },
  ])('$what stays, and its target is replaced', async ({ links, path = 'link' }) => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'target'), 'old');
    for (const [from = '', to = ''] of links) await symlink(to, join(folder, from));
    await replaceFile(join(folder, path), 'new');
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('new');
    for (const [from = '', to = ''] of links) expect(await readlink(join(folder, from))).toBe(to);
  });

  it('that points at nothing gets its target', async () => {
    await symlink('target', join(folder, 'link'));
    await replaceFile(join(folder, 'link'), 'new');
    expect((await lstat(join(folder, 'target'))).isFile()).toBe(true);
    expect(await readlink(join(folder, 'link'))).toBe('target');
  });

  it('that goes round in a circle is refused', async () => {
    await symlink('b', join(folder, 'a'));
    await symlink('a', join(folder, 'b'));
    await expect(replaceFile(join(folder, 'a'), 'new')).rejects.toMatchObject({ code: 'ELOOP' });
  });
});

describe('creating a file', () => {
  it('lets exactly one of many creators win, and everyone sees its content', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `creator ${index}`);
    const won = await Promise.all(texts.map((text) => createFile(file, text)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await readFile(file, 'utf8')).toBe(texts[won.indexOf(true)]);
    expect(await readdir(folder)).toEqual([basename(file)]);
  });

  it('works without hard links too, as from one file system to another', async () => {
    const elsewhere = join(await mkdtemp('/dev/shm/dns-sync-atomic-'), 'temporary');
    await writeFile(elsewhere, 'content');
    expect(await linkInto(elsewhere, file, 'content')).toBe(true);
    expect(await linkInto(elsewhere, file, 'content')).toBe(false);
    expect(await readFile(file, 'utf8')).toBe('content');
  });
});

describe('removing leftovers', () => {
  it.each([
    { name: '.dns-sync-0123456789ab', minutes: 61, stays: false },
    { name: '.dns-sync-0123456789ab', minutes: 59, stays: true },
    { name: '.dns-sync-0123456789ab', minutes: -61, stays: true },
    { name: '.dns-sync.lock', minutes: 600, stays: true },
    { name: '.dns-sync-0123456789abc', minutes: 600, stays: true },
    { name: '.dns-sync-0123456789AB', minutes: 600, stays: true },
    { name: 'db.dns-sync-0123456789ab', minutes: 600, stays: true },
  ])('$name of $minutes minutes ago stays: $stays', async ({ name, minutes, stays }) => {
    const now = new Date('2026-11-20T12:00:00Z');
    await writeFile(join(folder, name), '');
    const written = new Date(now.getTime() - minutes * 60_000);
    await utimes(join(folder, name), written, written);
    await removeLeftovers(folder, now);
    expect(await readdir(folder)).toEqual(stays ? [name] : []);
  });

  it('leaves folders alone, and finds nothing in a folder that is not there', async () => {
    await mkdir(join(folder, '.dns-sync-0123456789ab'));
    await removeLeftovers(folder, new Date(Date.now() + 7_200_000));
    await removeLeftovers(join(folder, 'missing'), new Date());
    expect(await readdir(folder)).toEqual(['.dns-sync-0123456789ab']);
  });
});
