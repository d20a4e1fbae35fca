import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal, StepEntry, WorkEntry } from '../../src/state/journal.ts';
import { encodeLine } from '../../src/state/journal-line.ts';
import {
  beginJournal,
  historyPath,
  type JournalWriter,
  journalPath,
  resumeJournal,
  retireJournal,
} from '../../src/state/journal-writer.ts';
import { readJournal } from '../../src/state/read-journal.ts';
import { folderWith } from '../support/folder-with.ts';
import { aPlan, aSet } from '../support/plan-builder.ts';
import { aBegin, anEnd } from './history-builder.ts';

const begin = aBegin();
const unit = {
  provider: 'home',
  id: 'home:a.example',
  title: 'table a.example',
  changes: [{ name: 'app.a.example', type: 'A', before: null, after: aSet(['10.0.0.1']) }],
  handle: null,
};
const work: WorkEntry = {
  entry: 'work',
  plan: aPlan(),
  units: [unit],
  lockfile: { before: 'sha256:0', after: '{}\n' },
};
const start = encodeLine(begin) + encodeLine(work);
const commit: StepEntry = { entry: 'commit', unit: unit.id };
const landed: StepEntry = { entry: 'landed', unit: unit.id, receipt: { unit: unit.id, handle: 'ü' } };
const end = anEnd();
const finished = 'history/20261120T120000123Z-0a1b2c3d.jsonl';

/** A journal that was begun; left when the test ends. */
async function begun(folder: string): Promise<JournalWriter> {
  const journal = await beginJournal(folder, begin, work);
  onTestFinished(() => journal.leave().catch(() => undefined));
  return journal;
}

const textIn = (folder: string) => readFileSync(journalPath(folder), 'utf8');

/** The journal in a folder, which must be there. */
async function standing(folder: string): Promise<Journal> {
  const journal = await readJournal(journalPath(folder));
  if (journal === null) throw new Error('there is no journal');
  return journal;
}

describe('a journal that is written', () => {
  it('holds its first two entries from the beginning, for its user only', async () => {
    const folder = folderWith({});
    await begun(folder);
    expect(textIn(folder)).toBe(start);
    expect(statSync(journalPath(folder)).mode & 0o777).toBe(0o600);
  });

  it('holds every entry that was added, and is read as it was written', async () => {
    const folder = folderWith({});
    const journal = await begun(folder);
    await journal.add(commit);
    await journal.add(landed);
    expect(textIn(folder)).toBe(start + encodeLine(commit) + encodeLine(landed));
    expect(await standing(folder)).toMatchObject({
      begin,
      work,
      units: [{ unit, step: 'landed', receipt: { unit: unit.id, handle: 'ü' } }],
      end: null,
    });
  });

  it('moves into the history when it ends', async () => {
    const folder = folderWith({});
    const journal = await begun(folder);
    await journal.add(commit);
    await journal.end(end);
    expect(readdirSync(folder)).toEqual(['history']);
    expect(readFileSync(join(folder, finished), 'utf8')).toBe(start + encodeLine(commit) + encodeLine(end));
    expect(historyPath(folder, begin)).toBe(join(folder, finished));
  });

  it('stays when it is left, and is gone when it is discarded', async () => {
    const folder = folderWith({});
    await (await begun(folder)).leave();
    expect(textIn(folder)).toBe(start);
    rmSync(journalPath(folder));
    await (await begun(folder)).discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is set aside without an end', async () => {
    const folder = folderWith({});
    await (await begun(folder)).leave();
    await retireJournal(folder, begin);
    expect(readdirSync(folder)).toEqual(['history']);
    expect(readFileSync(join(folder, finished), 'utf8')).toBe(start);
  });
});

describe('a journal that goes on after a crash', () => {
  it.each([
    ['nothing was torn', ''],
    ['half an entry', encodeLine(landed).slice(0, 30)],
    ['an entry but for its line end', encodeLine(landed).slice(0, -1)],
    ['more than is added next', 'x'.repeat(10_000)],
    ['a whole line that does not fit its sum', `${encodeLine(landed).slice(1)}`],
  ])('cuts away what was torn off at its end: %s', async (_, tail) => {
    const folder = folderWith({ 'journal.jsonl': start + encodeLine(commit) + tail });
    const journal = await resumeJournal(folder, await standing(folder));
    expect(textIn(folder)).toBe(start + encodeLine(commit));
    await journal.add({ entry: 'undo', cause: { code: 'RECOVERY_DUE', message: 'interrupted' } });
    await journal.add({ entry: 'revert', unit: unit.id });
    await journal.leave();
    expect(await standing(folder)).toMatchObject({ units: [{ step: 'revert' }], undo: { code: 'RECOVERY_DUE' } });
  });

  it('ends in the history like any other', async () => {
    const folder = folderWith({ 'journal.jsonl': start });
    const journal = await resumeJournal(folder, await standing(folder));
    await journal.end(end);
    expect(readFileSync(join(folder, finished), 'utf8')).toBe(start + encodeLine(end));
  });

  it('cannot when it is gone by then, and nothing is made in its place', async () => {
    const folder = folderWith({ 'journal.jsonl': start });
    const journal = await standing(folder);
    rmSync(journalPath(folder));
    await expect(resumeJournal(folder, journal)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringContaining('nothing was recovered'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a journal that cannot be written', () => {
  it('is not begun over another, which stays as it is', async () => {
    const folder = folderWith({ 'journal.jsonl': 'theirs' });
    await expect(beginJournal(folder, begin, work)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      exit: 5,
      message: expect.stringContaining('nothing was written to any provider'),
    });
    expect(textIn(folder)).toBe('theirs');
  });

  it('is not begun where its folder is missing', async () => {
    const folder = join(folderWith({}), 'missing');
    await expect(beginJournal(folder, begin, work)).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
    expect(existsSync(folder)).toBe(false);
  });

  it('is as it was when an entry cannot be added', async () => {
    const folder = folderWith({});
    const journal = await begun(folder);
    await journal.add(commit);
    await journal.leave();
    await expect(journal.add(landed)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringContaining('the entry was not written'),
    });
    expect(textIn(folder)).toBe(start + encodeLine(commit));
  });

  it('has its end, and stays where it is, when the history cannot be made', async () => {
    const folder = folderWith({ history: 'a file' });
    const journal = await begun(folder);
    await expect(journal.end(end)).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringContaining('the next command moves it into the history'),
    });
    expect((await standing(folder)).end).toEqual(end);
  });

  it.each([
    { what: 'the beginning', room: 1, holds: null },
    { what: 'a step', room: 8, holds: start + encodeLine(commit) },
  ])('holds no part of an entry when the disk is full at $what', async ({ room, holds }) => {
    const folder = folderWith({});
    expect(await writeWithRoomFor(folder, room)).toBe('STATE_UNWRITABLE');
    expect(existsSync(journalPath(folder)) ? textIn(folder) : null).toBe(holds);
  });
});

/**
 * Begins a journal, adds a commit, then an entry of 8 KiB, in a process whose files may grow to so many blocks of 512
 * bytes, so that a write ends in the middle of a line. Gives the code of the error.
 */
async function writeWithRoomFor(folder: string, blocks: number): Promise<string> {
  const place = mkdtempSync(join(tmpdir(), 'dns-sync-full-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const program = join(place, 'program.ts');
  const bundle = join(place, 'program.mjs');
  const source = fileURLToPath(new URL('../../src/state/journal-writer.ts', import.meta.url));
  const long: StepEntry = { entry: 'landed', unit: unit.id, receipt: { unit: unit.id, handle: 'x'.repeat(8192) } };
  const [first, second, step, last] = [begin, work, commit, long].map((entry) => JSON.stringify(entry));
  writeFileSync(
    program,
    `import { beginJournal } from ${JSON.stringify(source)};
    try {
      const journal = await beginJournal(${JSON.stringify(folder)}, ${first}, ${second});
      await journal.add(${step});
      await journal.add(${last});
      process.stdout.write('written');
    } catch (error) {
      process.stdout.write(error.code);
    }`,
  );
  buildSync({
    entryPoints: [program],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const child = spawn('sh', ['-c', `ulimit -f ${blocks}; exec "$0" "$1"`, process.execPath, bundle], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await once(child, 'close');
  return said;
}
