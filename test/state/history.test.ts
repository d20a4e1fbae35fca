import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appliesWith, historyFolder, listHistory, pruneHistory, readApply } from '../../src/state/history.ts';
import { encodeLine } from '../../src/state/journal-line.ts';
import { folderWith } from '../support/folder-with.ts';
import { aBegin, anEnd, journalText, pastApply } from './history-builder.ts';

/** The applies with these serials, the first one oldest. */
function applies(...serials: readonly number[]): Record<string, string> {
  const minute = (index: number) => `2026-11-20T12:${String(index).padStart(2, '0')}:00.000Z`;
  return Object.assign({}, ...serials.map((serial, index) => pastApply({ begin: { serial, at: minute(index) } })));
}

async function serials(folder: string, most = 1000): Promise<(number | string)[]> {
  const { entries } = await listHistory(folder, most);
  return entries.map((entry) => ('begin' in entry ? entry.begin.serial : entry.problem.code));
}

describe('the history', () => {
  it('is listed newest first, with the first and the last entry of each journal', async () => {
    const folder = folderWith(applies(1, 2, 3));
    const { entries, more } = await listHistory(folder, 2);
    expect(entries).toEqual([
      {
        file: '20261120T120200000Z-0a1b2c3d.jsonl',
        begin: aBegin({ serial: 3, at: '2026-11-20T12:02:00.000Z' }),
        end: anEnd(),
      },
      {
        file: '20261120T120100000Z-0a1b2c3d.jsonl',
        begin: aBegin({ serial: 2, at: '2026-11-20T12:01:00.000Z' }),
        end: anEnd(),
      },
    ]);
    expect(more).toBe(1);
  });

  it.each<[string, string]>([
    ['there is no state folder', join('nosuch', 'folder')],
    ['nothing was applied', ''],
  ])('is empty where %s', async (_, path) => {
    expect(await listHistory(join(folderWith({}), path), 20)).toEqual({ entries: [], more: 0 });
  });

  it('does not read what lies between the first and the last entry', async () => {
    const [begin, , end] = journalText().split('\n');
    const folder = folderWith({ 'history/a.jsonl': `${begin}\n${'no entry at all\n'.repeat(3)}${end}\n` });
    expect(await serials(folder)).toEqual([7]);
  });

  const [begin = '', work = '', end = ''] = journalText().split(/(?<=\n)/);
  const commit = encodeLine({ entry: 'commit', unit: 'u' });

  it.each<[string, string]>([
    ['a commit', begin + work + commit],
    ['the plan', begin + work],
    ['an end that was torn off', begin + work + commit + end.slice(0, 50)],
    ['an end that is damaged', begin + work + end.replace('applied', 'undone!')],
  ])('knows no end of a journal that ends in %s', async (_, text) => {
    const { entries } = await listHistory(folderWith({ 'history/a.jsonl': text }), 20);
    expect(entries).toEqual([{ file: 'a.jsonl', begin: aBegin(), end: null }]);
  });

  it.each<[string, string, string]>([
    ['an empty file', '', 'JOURNAL_INVALID'],
    ['no journal', 'hello\n', 'JOURNAL_INVALID'],
    ['a damaged first entry', begin.replace('"serial":7', '"serial":8') + work + end, 'JOURNAL_INVALID'],
    ['another entry first', end + work + begin, 'JOURNAL_INVALID'],
    ['a newer version', encodeLine({ ...aBegin(), formatVersion: 2 }) + work + end, 'JOURNAL_VERSION'],
  ])('lists %s as what cannot be read, and the others all the same', async (_, text, code) => {
    const folder = folderWith({ ...applies(1), 'history/99990101T000000000Z-ffffffff.jsonl': text });
    expect(await serials(folder)).toEqual([code, 1]);
  });

  it('takes no notice of files that are no journals', async () => {
    expect(await serials(folderWith({ ...applies(1), 'history/notes.txt': 'x' }))).toEqual([1]);
  });

  it('has several applies for a serial when the first were undone', async () => {
    const undone = pastApply({ begin: { at: '2026-11-20T11:00:00.000Z' }, end: { outcome: 'undone' } });
    const folder = folderWith({ ...undone, ...pastApply(), ...applies(6) });
    const found = await appliesWith(folder, 7);
    expect(found.map((one) => one.end?.outcome)).toEqual(['applied', 'undone']);
    expect(await appliesWith(folder, 99)).toEqual([]);
  });

  it('reads one apply in full', async () => {
    const folder = folderWith(pastApply({ after: 'the lockfile' }));
    const [found] = await appliesWith(folder, 7);
    expect(await readApply(folder, found ?? { file: '' })).toMatchObject({
      work: { lockfile: { after: 'the lockfile' } },
    });
  });

  it('says so when the one to be read is gone', async () => {
    await expect(readApply(folderWith({}), { file: 'gone.jsonl' })).rejects.toMatchObject({ code: 'JOURNAL_INVALID' });
  });
});

describe('pruning', () => {
  it('keeps the newest hundred', async () => {
    const many = Array.from({ length: 103 }, (_, index) => {
      const at = new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
      return pastApply({ begin: { serial: index, at } });
    });
    const folder = folderWith(Object.assign({}, ...many));
    await pruneHistory(folder);
    const left = await serials(folder);
    expect([left.length, left[0], left.at(-1)]).toEqual([100, 102, 3]);
  });

  it('keeps what fits 256 MiB, and the newest always', async () => {
    const folder = folderWith(applies(1, 2, 3));
    const [oldest = '', middle = '', newest = ''] = readdirSync(historyFolder(folder)).sort();
    // Sparse: they take no room.
    truncateSync(join(historyFolder(folder), middle), 200 << 20);
    truncateSync(join(historyFolder(folder), oldest), 100 << 20);
    await pruneHistory(folder);
    expect(readdirSync(historyFolder(folder)).sort()).toEqual([middle, newest]);
    truncateSync(join(historyFolder(folder), newest), 300 << 20);
    await pruneHistory(folder);
    expect(readdirSync(historyFolder(folder))).toEqual([newest]);
  });

  it('makes nothing where there is no history', async () => {
    const folder = folderWith({});
    rmSync(historyFolder(folder), { recursive: true, force: true });
    await pruneHistory(folder);
    expect(existsSync(historyFolder(folder))).toBe(false);
  });
});
