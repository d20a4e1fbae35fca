import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { type ErrorCode, errorTable } from '../../src/errors.ts';
import { begin, type Workspace, workspace } from './cli.ts';
import { expectError, expectFits } from './schema.ts';
import { configText, overridesText } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';
/** Far less than a bomb or a file of many megabytes would need if it were expanded or copied. */
const littleMemory = { NODE_OPTIONS: '--max-old-space-size=192' };

const compose = 'services:\n  web:\n    labels:\n      dns.host: web.lan.example.com\n';
const withCompose = configText().replace(
  'sources:\n',
  'sources:\n  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }\n',
);

function project(): Workspace {
  return workspace({
    'dns-sync.yaml': withCompose,
    'overrides/a.yaml': overridesText('app 10.0.0.10'),
    'stacks/web/compose.yaml': compose,
  });
}

/** A file of the project as it is put: text, bytes, or null for a directory in its place. */
type Content = string | Uint8Array | null;

function put(place: Workspace, path: string, content: Content): void {
  place.remove(path);
  place.write(content === null ? { [`${path}/inside`]: '' } : { [path]: content });
}

const garbage = Uint8Array.from([
  0x7f,
  0x45,
  0x4c,
  0x46,
  2,
  1,
  1,
  ...Array.from({ length: 4096 }, (_, index) => (index * 167) % 256),
]);
const longKey = `? "${'k'.repeat(1 << 20)}"\n: 1\n`;
/** Forty anchors, each twice the one before: a million million values, written out. */
const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join('')}`;

/** Errors among findings, as `file:line:column: CODE`. */
function written(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, file, line, column }) => `${file}:${line === undefined ? '' : `${line}:${column}:`} ${code}`);
}

/** The errors behind the one that `apply --json` ends with; nothing is written. */
async function errorsOfApply(place: Workspace, code: ErrorCode): Promise<string[]> {
  const before = place.tree();
  const outcome = await place.runWith(littleMemory, 'apply', '--auto-approve', '--json');
  expectError(outcome, code);
  expect(place.tree()).toEqual(before);
  const { error } = JSON.parse(outcome.stdout) as { error: { details?: { diagnostics?: Diagnostic[] } } };
  return written(error.details?.diagnostics ?? []);
}

/** The errors that `check --json` finds. */
async function errorsOfCheck(place: Workspace): Promise<string[]> {
  const { exit, stdout } = await place.runWith(littleMemory, 'check', '--json');
  expect(exit).toBe(3);
  expectFits('diagnostics', stdout);
  return written((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
}

/** Expects clear words on standard error or output: a code, a hint, no stack trace; exit 3; nothing written. */
async function expectClear(place: Workspace, args: readonly string[], code: string): Promise<void> {
  const before = place.tree();
  const { exit, stdout, stderr } = await place.runWith(littleMemory, ...args);
  const said = `${stdout}${stderr}`;
  expect({ exit, said }).toEqual({ exit: 3, said: expect.stringContaining(code) });
  expect(said).toMatch(/hint: \S/);
  expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(said).not.toContain('UNEXPECTED');
  expect(place.tree()).toEqual(before);
}

describe('a bad configuration', () => {
  it.concurrent.for<[string, Content, ErrorCode, readonly string[]]>([
    ['a directory', null, 'CONFIG_INVALID', ['dns-sync.yaml: FILE_UNREADABLE']],
    ['binary garbage', garbage, 'CONFIG_INVALID', ['dns-sync.yaml:1:8: FILE_NOT_TEXT']],
    ['empty', '', 'CONFIG_INVALID', ['dns-sync.yaml:1:1: CONFIG_INVALID']],
    ['a key of 1 MiB', withCompose + longKey, 'CONFIG_INVALID', ['dns-sync.yaml:9:4: UNKNOWN_KEY']],
    [
      'a tab for indentation',
      withCompose.replace('\n  - {', '\n\t- {'),
      'CONFIG_INVALID',
      ['dns-sync.yaml:5:1: CONFIG_INVALID'],
    ],
    ['a doubled key', `${withCompose}owner: nas2\n`, 'CONFIG_INVALID', ['dns-sync.yaml:9:1: CONFIG_INVALID']],
    ['an anchor bomb', `${bomb}${withCompose}`, 'CONFIG_INVALID', ['dns-sync.yaml:22:19: CONFIG_INVALID']],
    ['two documents', `${withCompose}---\n${withCompose}`, 'CONFIG_INVALID', ['dns-sync.yaml:1:1: CONFIG_INVALID']],
    ['JSON that is cut off', '{ "version": 1, ', 'CONFIG_INVALID', ['dns-sync.yaml:1:17: CONFIG_INVALID']],
    [
      'a newer version',
      withCompose.replace('version: 1', 'version: 2'),
      'CONFIG_INVALID',
      ['dns-sync.yaml:1:10: FILE_VERSION'],
    ],
    [
      'several mistakes, all told at once',
      'version: 1\nowner: "no blanks here"\nsourcse: []\nproviders:\n  - { name: lan, type: zonefiel, zones: [lan.example.com], directory: zones }\nguards: { maxDeletes: many }\n',
      'CONFIG_INVALID',
      [
        'dns-sync.yaml:2:9: CONFIG_INVALID',
        'dns-sync.yaml:3:1: UNKNOWN_KEY',
        'dns-sync.yaml:5:24: CONFIG_INVALID',
        'dns-sync.yaml:6:23: CONFIG_INVALID',
      ],
    ],
  ])('%s', async ([, content, code, expected]) => {
    const place = project();
    put(place, 'dns-sync.yaml', content);
    await expectClear(place, ['plan'], code);
    expect(await errorsOfApply(place, code)).toEqual(expected);
    expect(await errorsOfCheck(place)).toEqual(expected);
  });

  it.concurrent('that is missing', async () => {
    const place = workspace({});
    for (const args of [
      ['plan'],
      ['apply', '--auto-approve'],
      ['check'],
      ['snapshot'],
      ['plan', '--config', 'other.yaml'],
    ]) {
      await expectClear(place, args, 'CONFIG_MISSING');
      expectError(await place.run(...args, '--json'), 'CONFIG_MISSING');
    }
  });

  it.concurrent.for([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte-order mark', (text: string) => `\ufeff${text}`],
  ] as const)('%s is none: everything reads the same', async ([, convert]) => {
    const plain = project();
    const converted = project();
    for (const path of ['dns-sync.yaml', 'overrides/a.yaml', 'stacks/web/compose.yaml']) {
      converted.write({ [path]: convert(plain.read(path)) });
    }
    const [one, other] = await Promise.all([plain.run('plan'), converted.run('plan')]);
    expect(one.exit).toBe(0);
    expect(other).toEqual(one);
  });
});

describe('bad overrides', () => {
  const file = 'overrides/a.yaml';
  it.concurrent.for<[string, Content, readonly string[]]>([
    ['a directory', null, [`${file}: FILE_UNREADABLE`]],
    ['binary garbage', garbage, [`${file}:1:8: FILE_NOT_TEXT`]],
    ['empty', '', [`${file}:1:1: FILE_INVALID`]],
    ['a key of 1 MiB', `version: 1\n${longKey}`, [`${file}:2:4: UNKNOWN_KEY`]],
    [
      'a tab for indentation',
      'version: 1\nrecords:\n\t- { name: a.lan.example.com, value: 10.0.0.1 }\n',
      [`${file}:3:1: FILE_INVALID`],
    ],
    ['a doubled key', 'version: 1\nrecords: []\nrecords: []\n', [`${file}:3:1: FILE_INVALID`]],
    ['an anchor bomb', `version: 1\n${bomb}`, [`${file}:23:19: FILE_INVALID`]],
    [
      'several mistakes, all told at once',
      'version: 1\nrecords:\n  - { nmae: a.lan.example.com, value: 10.0.0.1 }\n  - { name: b.lan.example.com, value: 10 }\n  - { name: c.lan.example.com, value: 10 mail }\npatch:\n  - { match: {}, set: { ttl: 60 } }\nignroe: []\n',
      [
        `${file}:3:7: UNKNOWN_KEY`,
        `${file}:4:39: FILE_INVALID`,
        `${file}:5:39: OVERRIDE_TYPE_NEEDED`,
        `${file}:7:14: OVERRIDE_EMPTY`,
        `${file}:8:1: UNKNOWN_KEY`,
      ],
    ],
  ])('%s', async ([, content, expected]) => {
    const place = project();
    put(place, file, content);
    await expectClear(place, ['plan'], expected[0]?.split(' ').at(-1) ?? '');
    expect(await errorsOfApply(place, 'INPUT_INVALID')).toEqual(expected);
    expect(await errorsOfCheck(place)).toEqual(expected);
  });
});

describe('bad compose files', () => {
  const file = 'stacks/web/compose.yaml';
  const label = (text: string) => compose.replace('web.lan.example.com', text);
  it.concurrent.for<[string, Content, readonly string[]]>([
    ['a directory', null, [`${file}: FILE_UNREADABLE`]],
    ['binary garbage', garbage, [`${file}:1:8: FILE_NOT_TEXT`]],
    ['a tab for indentation', compose.replace('    labels', '\tlabels'), [`${file}:3:1: FILE_INVALID`]],
    ['a doubled key', `${compose}      dns.host: other.lan.example.com\n`, [`${file}:5:7: FILE_INVALID`]],
    ['an anchor bomb', `${bomb.replaceAll(/^(a\d+:)/gm, 'x-$1')}${compose}`, [`${file}:22:21: FILE_INVALID`]],
    ['more than 1 MiB', `${compose}# ${'x'.repeat(1 << 20)}\n`, [`${file}: FILE_TOO_LARGE`]],
    ['a label of nearly 1 MiB', label('x'.repeat((1 << 20) - 200)), [`${file}:4:7: name-too-long`]],
    [
      'several mistakes, all told at once',
      `services:
  web:
    labels:
      dns.host: web.lan.example.com
      dns.ttl: soon
  api:
    labels:
      - dns.host=\${API_HOST}
  db:
    labels:
      dns.host: db.lan.example.com
      dns.target: one.example.com, two.example.com
`,
      [`${file}:5:7: LABEL_INVALID_NUMBER`, `${file}:8:9: COMPOSE_VARIABLE_UNSET`, `${file}:12:7: LABEL_CONTRADICTION`],
    ],
  ])('%s', async ([, content, expected]) => {
    const place = project();
    put(place, file, content);
    await expectClear(place, ['plan'], expected[0]?.split(' ').at(-1) ?? '');
    expect(await errorsOfApply(place, 'INPUT_INVALID')).toEqual(expected);
    expect(await errorsOfCheck(place)).toEqual(expected);
  });
});

describe('a file without permission', () => {
  const nobody = 65534;
  const isRoot = process.getuid?.() === 0;

  /** Root may read everything, so these runs are nobody's. */
  function runAsNobody(place: Workspace, ...args: string[]) {
    for (const folder of [
      dirname(dirname(inject('installed'))),
      dirname(inject('scratch')),
      inject('scratch'),
      dirname(place.folder),
    ]) {
      chmodSync(folder, 0o755);
    }
    const program = [process.execPath, join(inject('installed'), 'bin', 'run.js'), ...args];
    const environment = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
    return begin(program, place.folder, environment, isRoot ? { uid: nobody, gid: nobody } : {}).ended;
  }

  it.concurrent.for<[string, string]>([
    ['dns-sync.yaml', 'CONFIG_INVALID'],
    ['overrides/a.yaml', 'FILE_UNREADABLE'],
    ['stacks/web/compose.yaml', 'FILE_UNREADABLE'],
  ])('%s', async ([file, code]) => {
    const place = project();
    chmodSync(join(place.folder, file), 0);
    const { exit, stdout, stderr } = await runAsNobody(place, 'plan');
    expect({ exit, said: `${stdout}${stderr}` }).toEqual({ exit: 3, said: expect.stringContaining(code) });
    expect(`${stdout}${stderr}`).toContain('give this user the right to read it');
  });
});

/** A project with a lockfile and something to apply. */
async function remembered(): Promise<Workspace> {
  const place = project();
  expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
  place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11') });
  return place;
}

/** Turns a text of ours into a broken one. */
type Breaking = (text: string) => Content;

describe('a bad lockfile', () => {
  it.concurrent.for<[string, Breaking, ErrorCode]>([
    [
      'conflict markers',
      (text) =>
        text
          .replace('  "snapshot"', '<<<<<<< HEAD\n  "snapshot"')
          .replace('  "applied"', '=======\n>>>>>>> feature\n  "applied"'),
      'LOCKFILE_CONFLICT',
    ],
    ['cut off', (text) => text.slice(0, text.length / 2), 'LOCKFILE_INVALID'],
    ['a newer version', (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'), 'LOCKFILE_VERSION'],
    ['no version', (text) => text.replace('  "formatVersion": 1,\n', ''), 'LOCKFILE_INVALID'],
    ['a value that is no address', (text) => text.replace('"10.0.0.10"', '10'), 'LOCKFILE_INVALID'],
    ['a field nobody knows', (text) => text.replace('"type":', '"typ":"A","type":'), 'LOCKFILE_INVALID'],
    ['empty', () => '', 'LOCKFILE_INVALID'],
    ['null', () => 'null\n', 'LOCKFILE_INVALID'],
    ['binary garbage', () => garbage, 'LOCKFILE_INVALID'],
    ['a directory', () => null, 'LOCKFILE_INVALID'],
  ])('%s', async ([, spoil, code]) => {
    const place = await remembered();
    put(place, lockfile, spoil(place.read(lockfile)));
    for (const args of [['plan'], ['apply', '--auto-approve'], ['snapshot']]) {
      await expectClear(place, args, code);
    }
    expectError(await place.run('plan', '--json'), code);
    expect(errorTable[code].exit).toBe(3);
  });
});

describe('a bad plan file', () => {
  it.concurrent.for<[string, Breaking, ErrorCode]>([
    ['cut off', (text) => text.slice(0, text.length / 2), 'PLAN_INVALID'],
    ['a newer version', (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'), 'PLAN_VERSION'],
    ['no version', (text) => text.replace('  "formatVersion": 1,\n', ''), 'PLAN_INVALID'],
    ['edited by hand', (text) => text.replace('10.0.0.11', '10.0.0.12'), 'PLAN_INVALID'],
    ['a change of no known kind', (text) => text.replace('"action": "create"', '"action": "destroy"'), 'PLAN_INVALID'],
    ['conflict markers', (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> feature\n`, 'PLAN_INVALID'],
    ['empty', () => '', 'PLAN_INVALID'],
    ['a list', () => '[]\n', 'PLAN_INVALID'],
    ['nested without end', () => '['.repeat(1 << 20), 'PLAN_INVALID'],
    ['binary garbage', () => garbage, 'PLAN_INVALID'],
    ['a directory', () => null, 'PLAN_INVALID'],
  ])('%s', async ([, spoil, code]) => {
    const place = await remembered();
    expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
    put(place, 'plan.json', spoil(place.read('plan.json')));
    await expectClear(place, ['apply', 'plan.json'], code);
    expectError(await place.run('apply', 'plan.json', '--json'), code);
    expect(place.read(zone)).not.toContain('10.0.0.11');
  });

  it.concurrent('that is not there', async () => {
    const place = await remembered();
    await expectClear(place, ['apply', 'nosuch.json'], 'PLAN_INVALID');
  });
});
