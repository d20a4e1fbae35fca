import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/errors.ts';
import { treeOf, type Workspace } from '../cli.ts';
import { apply, applyAgain, crash, end, isPending } from '../crash/crash.ts';
import { type Expectation, expectationOf, sides } from '../crash/expectation.ts';
import { copyOf, withPendingChanges } from '../crash/three-zones.ts';
import { expectError, expectFits } from '../schema.ts';

let template: Workspace;
let expected: Expectation;

beforeAll(async () => {
  template = await withPendingChanges();
  expected = await expectationOf(template);
});

/** A project in which an apply was killed after two of its three zones had landed. */
async function interrupted(): Promise<Workspace> {
  const place = copyOf(template);
  const at = { operation: 'open', path: 'zones-b/\\.dns-sync-', nth: 2 };
  expect(await crash(place, { act: 'kill', at, side: 'before' }, apply, expected)).toEqual([]);
  expect(sides(place, expected)).toEqual(['after', 'after', 'before']);
  expect(isPending(place)).toBe(true);
  return place;
}

const pathOf = ({ state }: Workspace) => join(state, 'journal.jsonl');

function rewriteJournal(place: Workspace, change: (lines: readonly string[]) => readonly string[]): void {
  const lines = readFileSync(pathOf(place), 'utf8').trimEnd().split('\n');
  writeFileSync(pathOf(place), `${change(lines).join('\n')}\n`);
}

/** Changes an entry and gives it the checksum that belongs to it. */
function resigned(line: string, change: (entry: Record<string, unknown>) => object): string {
  const json = JSON.stringify(change(JSON.parse(line.slice(line.indexOf(' ') + 1)) as Record<string, unknown>));
  return `${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}`;
}

function changeBegin(place: Workspace, change: (entry: Record<string, unknown>) => object): void {
  rewriteJournal(place, ([begin = '', ...rest]) => [resigned(begin, change), ...rest]);
}

/** Everything of a project and its state folder but the lock of the one who was killed. */
function everything(place: Workspace): Record<string, string> {
  const files = Object.entries(treeOf(dirname(place.folder)));
  return Object.fromEntries(files.filter(([path]) => !/(?:^|\/)(?:lock|\.dns-sync.*)$/.test(path)));
}

const damage = (line: string) => line.replace(/"unit":"a:/, '"unit":"b:');

describe('a journal that cannot be trusted: said clearly, nothing guessed, nothing written', () => {
  it.each<[string, (place: Workspace) => void, ErrorCode, string]>([
    [
      'its first line is damaged',
      (place) =>
        rewriteJournal(place, ([begin = '', ...rest]) => [begin.replace('"homeserver"', '"homeservex"'), ...rest]),
      'JOURNAL_INVALID',
      'journal.jsonl:1:1',
    ],
    [
      'its second line is damaged',
      (place) =>
        rewriteJournal(place, ([begin = '', work = '', ...rest]) => [
          begin,
          work.replace('10.0.0.20', '10.0.0.99'),
          ...rest,
        ]),
      'JOURNAL_INVALID',
      'journal.jsonl:2:1',
    ],
    [
      'a line in the middle is damaged',
      (place) =>
        rewriteJournal(place, ([begin = '', work = '', first = '', ...rest]) => [begin, work, damage(first), ...rest]),
      'JOURNAL_INVALID',
      'journal.jsonl:3:1',
    ],
    [
      'a line in the middle is gone',
      (place) => rewriteJournal(place, ([begin = '', , ...rest]) => [begin, ...rest]),
      'JOURNAL_INVALID',
      'journal.jsonl:2:1',
    ],
    [
      'it is of a newer version',
      (place) => changeBegin(place, (entry) => ({ ...entry, formatVersion: 2 })),
      'JOURNAL_VERSION',
      'format version 2',
    ],
    [
      'it is of a newer version whose lines look otherwise',
      (place) => rewriteJournal(place, () => ['x {"entry":"begin","formatVersion":3}', 'something new']),
      'JOURNAL_VERSION',
      'format version 3',
    ],
  ])('%s', async (_, spoil, code, named) => {
    const place = await interrupted();
    spoil(place);
    const before = everything(place);
    for (const args of [apply, ['snapshot'], ['recover'], ['recover', '--undo'], ['recover', '--forward']]) {
      const { exit, stderr } = await place.run(...args);
      const said = stderr.replaceAll(/\s+/g, ' ');
      expect({ args, exit, said }).toEqual({ args, exit: 3, said: expect.stringContaining(`error ${code}: `) });
      expect(said).toContain(named);
    }
    expectError(await place.run(...apply, '--json'), code);
    const planned = await place.run('plan', '--json');
    expect(planned.exit).toBe(0);
    expect((JSON.parse(planned.stdout) as { diagnostics: object[] }).diagnostics).toContainEqual(
      expect.objectContaining({ code, severity: 'warning' }),
    );
    expect(everything(place)).toEqual(before);

    const abandoned = await place.run('recover', '--abandon', '--json');
    expect(abandoned).toMatchObject({ exit: 0, stderr: '' });
    expectFits('recover', abandoned.stdout);
    expect(isPending(place)).toBe(false);
    expect(sides(place, expected)).toEqual(['after', 'after', 'before']);
    expect(await applyAgain(place, expected)).toEqual([]);
  });
});

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const elsewhere = { host: 'nas2', bootId: '00000000-0000-4000-8000-000000000000' };

describe('an interrupted apply that only a person can judge', () => {
  it.each<[string, (entry: Record<string, unknown>) => object, RegExp]>([
    [
      'of another machine',
      (entry) => ({ ...entry, by: { ...(entry.by as object), ...elsewhere } }),
      /on nas2 .*ran on another machine/,
    ],
    ['from 16 minutes ago', (entry) => ({ ...entry, at: ago(16) }), /16 minutes old/],
    ['from the day after tomorrow', (entry) => ({ ...entry, at: ago(-2 * 24 * 60) }), /minutes/],
  ])('%s: plan says so, apply, snapshot and recover refuse, recover --undo undoes', async (_, change, says) => {
    const place = await interrupted();
    changeBegin(place, change);
    const before = everything(place);
    for (const args of [apply, ['snapshot'], ['recover']]) {
      const { exit, stderr } = await place.run(...args);
      expect({ args, exit, stderr }).toEqual({
        args,
        exit: 9,
        stderr: expect.stringContaining('error RECOVERY_DUE: '),
      });
      const said = stderr.replaceAll(/\s+/g, ' ');
      expect(said).toMatch(says);
      expect(said).toMatch(/hint: .*recover --undo/);
    }
    expectError(await place.run(...apply, '--json'), 'RECOVERY_DUE');
    const planned = await place.run('plan', '--json');
    expect(planned.exit).toBe(0);
    const { diagnostics } = JSON.parse(planned.stdout) as { diagnostics: { code: string; message: string }[] };
    expect(diagnostics.filter(({ code }) => code === 'RECOVERY_DUE').map(({ message }) => message)).toEqual([
      expect.stringMatching(says),
    ]);
    expect(everything(place)).toEqual(before);
    expect(await end(place, ['recover', '--undo'], expected, 'before')).toEqual([]);
    expect(await applyAgain(place, expected)).toEqual([]);
  });

  it.each([
    ['--undo', ['before', 'before', 'before'], 'undone'],
    ['--forward', ['after', 'after', 'after'], 'applied'],
    ['--abandon', ['after', 'after', 'before'], 'abandoned'],
  ] as const)('recover %s does what it says, and nothing is due any more', async (flag, where, outcome) => {
    const place = await interrupted();
    changeBegin(place, (entry) => ({ ...entry, at: ago(60) }));
    const recovered = await place.run('recover', flag, '--json');
    expect(recovered).toMatchObject({ exit: 0, stderr: '' });
    expectFits('recover', recovered.stdout);
    expect(JSON.parse(recovered.stdout)).toMatchObject({ outcome });
    expect(sides(place, expected)).toEqual(where);
    expect(readdirSync(join(place.state, 'history'))).toHaveLength(2);
    expect(JSON.parse((await place.run('recover', flag, '--json')).stdout)).toMatchObject({ outcome: 'none' });
    expect(await applyAgain(place, expected)).toEqual([]);
  });

  it('plan warns of one that the next apply will bring to an end by itself, and does not touch it', async () => {
    const place = await interrupted();
    const before = everything(place);
    const { exit, stdout } = await place.run('plan');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringMatching(/warning\s+RECOVERY_DUE/) });
    expect(everything(place)).toEqual(before);
  });

  it.each<[string, string, Record<string, string>]>([
    ['its zone file has a fault', 'zones-a/one.example.com.zone', { 'zones-a/one.example.com.zone': '@ IN SOA (\n' }],
    ['there is a file where its folder was', 'zones-a', { 'zones-a': 'no folder' }],
  ])(
    'whose provider cannot be read, because %s: nothing is written, exit 9; once it is mended all is undone',
    async (_, path, harm) => {
      const place = await interrupted();
      const whole = place.tree();
      place.remove(path);
      place.write(harm);
      const harmed = everything(place);
      const { exit, stderr } = await place.run(...apply);
      expect({ exit, stderr }).toEqual({ exit: 9, stderr: expect.stringContaining('error RECOVERY_DUE: ') });
      expect(everything(place)).toEqual(harmed);
      place.remove(path);
      const isGone = ([name, text]: [string, string]) => name.startsWith(path) && text !== '';
      place.write(Object.fromEntries(Object.entries(whole).filter(isGone)));
      expect(await end(place, ['recover'], expected, 'before')).toEqual([]);
      expect(await applyAgain(place, expected)).toEqual([]);
    },
  );
});

describe('a journal that a crash has cut off', () => {
  it.each([0, 1, 16, 17, 18, 40, -2, -1])(
    'after byte %i of its last line: that entry never was, all is undone',
    async (at) => {
      const place = await interrupted();
      const text = readFileSync(pathOf(place), 'utf8');
      const last = text.lastIndexOf('\n', text.length - 2) + 1;
      writeFileSync(pathOf(place), text.slice(0, at < 0 ? text.length + at : last + at));
      expect(await end(place, ['recover'], expected, 'before')).toEqual([]);
      expect(await applyAgain(place, expected)).toEqual([]);
    },
  );

  it.each([
    ['in its first line', (text: string) => text.slice(0, 100)],
    ['after its first line', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['in its second line', (text: string) => text.slice(0, text.indexOf('\n') + 500)],
    ['before its first byte', () => ''],
  ])('%s: nothing had been written under it, and nothing is in the way', async (_, cut) => {
    const place = copyOf(template);
    const at = { operation: 'sync', path: 'state/journal' };
    expect(await crash(place, { act: 'kill', at, side: 'before' }, apply, expected)).toEqual([]);
    writeFileSync(pathOf(place), cut(readFileSync(pathOf(place), 'utf8')));
    expect((await place.run('plan')).stdout).not.toContain('RECOVERY_DUE');
    expect(await applyAgain(place, expected)).toEqual([]);
  });
});
