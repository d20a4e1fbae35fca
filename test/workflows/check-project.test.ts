import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { DnsSyncError } from '../../src/errors.ts';
import { checkProject } from '../../src/workflows/check-project.ts';
import { folderWith } from '../support/folder-with.ts';
import { surroundingsIn } from './surroundings.ts';

const config = (rest = '') => `version: 1
owner: homeserver
defaults: { ipv4: 10.0.0.2 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"] }
providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones }
${rest}`;

/** A service `web` that claims app.lan.example.com. */
const service = (label: string, host = 'app') =>
  `services:\n  web:\n    labels:\n      dns.host: ${host}.lan.example.com\n      dns.${label}\n`;
const records = (...lines: readonly string[]) =>
  `version: 1\nrecords:\n${lines.map((one) => `  - { ${one} }\n`).join('')}`;

const files = {
  'dns-sync.yaml': config(),
  'stacks/a/compose.yaml': service('target: x.example.net'),
  'stacks/b/compose.yaml': service('target: y.example.net'),
  'stacks/c/compose.yaml': service('address: 10.0.0.400', 'db'),
  'overrides/a.yaml': records('name: www.lan.example.com, type: CNAME, value: x.example.net'),
  'overrides/b.yaml': records('name: www.lan.example.com, type: CNAME, value: y.example.net'),
  'overrides/c.yaml': records('name: ns.lan.example.com, value: 10.0.0.3'),
};

type Files = Readonly<Record<string, string>>;

/** What a check of FILES in a folder finds: `file CODE` each. */
async function found(folder: string, ...given: readonly string[]): Promise<string[]> {
  const { diagnostics } = await checkProject(surroundingsIn(folder), undefined, given);
  return diagnostics.map(({ file, subject, code }) => `${file ?? subject} ${code}`);
}

const project = (differences: Files = {}) => folderWith({ ...files, ...differences });

describe('check', () => {
  it('without FILES tells everything', async () => {
    expect(await found(project())).toEqual([
      'overrides/a.yaml OVERRIDE_CONTRADICTION',
      'stacks/b/compose.yaml CLAIM_LOST',
      'stacks/c/compose.yaml a-syntax',
    ]);
  });

  it.each<[string, string[], string[]]>([
    ['what is in it', ['stacks/c/compose.yaml'], ['stacks/c/compose.yaml a-syntax']],
    ['a conflict that it loses', ['stacks/b/compose.yaml'], ['stacks/b/compose.yaml CLAIM_LOST']],
    ['a conflict that it wins', ['stacks/a/compose.yaml'], ['stacks/b/compose.yaml CLAIM_LOST']],
    ['one side of a contradiction', ['overrides/a.yaml'], ['overrides/a.yaml OVERRIDE_CONTRADICTION']],
    ['the other side of it', ['overrides/b.yaml'], ['overrides/a.yaml OVERRIDE_CONTRADICTION']],
    ['nothing of others', ['overrides/c.yaml'], []],
    [
      'what is in one of several',
      ['overrides/c.yaml', 'stacks/c/compose.yaml', 'overrides/b.yaml'],
      ['overrides/a.yaml OVERRIDE_CONTRADICTION', 'stacks/c/compose.yaml a-syntax'],
    ],
  ])('of a file tells %s', async (_what, given, expected) => {
    expect(await found(project(), ...given)).toEqual(expected);
  });

  it('finds a file by any path that leads to it', async () => {
    const folder = project();
    symlinkSync(folder, join(folder, 'link'));
    const expected = ['stacks/c/compose.yaml a-syntax'];
    for (const path of [
      './stacks/../stacks/c/compose.yaml',
      'link/stacks/c/compose.yaml',
      `${folder}/stacks/c/compose.yaml`,
    ])
      expect(await found(folder, path)).toEqual(expected);
    const { diagnostics } = await checkProject(surroundingsIn(join(folder, 'stacks')), '../dns-sync.yaml', [
      'c/compose.yaml',
    ]);
    expect(diagnostics).toHaveLength(1);
  });

  it('tells the loser of a conflict where it is written, and where the winner is', async () => {
    const { diagnostics } = await checkProject(surroundingsIn(project()), undefined, ['stacks/a/compose.yaml']);
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        file: 'stacks/b/compose.yaml',
        line: 4,
        related: [{ file: 'stacks/a/compose.yaml', line: 4, message: 'CNAME x.example.net wins' }],
      } satisfies Partial<Diagnostic>,
    ]);
  });

  it('tells only on request that an override replaces a label', async () => {
    const record = records('name: db.lan.example.com, value: 10.0.0.9');
    const folder = project({ 'stacks/c/compose.yaml': service('address: 10.0.0.4', 'db'), 'overrides/c.yaml': record });
    const { diagnostics, infos } = await checkProject(surroundingsIn(folder), undefined, ['overrides/c.yaml']);
    expect(diagnostics).toEqual([]);
    expect(infos).toMatchObject([{ code: 'CLAIM_LOST', file: 'stacks/c/compose.yaml' }]);
  });
});

describe('check of a source that cannot be read in full', () => {
  it('tells what is wrong with the rest of it', async () => {
    const broken = { 'overrides/broken.yaml': 'version: 1\nrecords: 5\n' };
    const odd = { 'overrides/c.yaml': records('name: odd.lan.example.com, value: 127.0.0.1') };
    const told = await found(project({ ...odd, ...broken }));
    expect([...told].sort()).toEqual(
      [...(await found(project(odd))), 'overrides/broken.yaml FILE_INVALID', 'overrides SOURCE_INCOMPLETE'].sort(),
    );
    expect(told).toContain('overrides/c.yaml address-loopback');
  });
});

describe('check of the configuration as one of the FILES', () => {
  it('tells everything, which depends on it', async () => {
    const folder = project({ 'dns-sync.yaml': config().replace('overrides/*', 'nowhere/*') });
    expect(await found(folder, 'dns-sync.yaml')).toEqual([
      'stacks/b/compose.yaml CLAIM_LOST',
      'stacks/c/compose.yaml a-syntax',
      'overrides SOURCE_PATH_MISSING',
    ]);
    expect(await found(folder, 'stacks/c/compose.yaml')).toEqual(['stacks/c/compose.yaml a-syntax']);
  });

  it('that is invalid is told whatever the FILES are, because nothing else can be judged', async () => {
    const folder = project({ 'dns-sync.yaml': config('conflict: oldest\n'), 'README.md': '# x\n' });
    for (const given of [[], ['dns-sync.yaml'], ['overrides/c.yaml'], ['README.md'], ['stacks/c/compose.yaml']]) {
      expect(await found(folder, ...given)).toEqual(['dns-sync.yaml UNKNOWN_KEY']);
    }
  });
});

describe('a FILE that no source reads', () => {
  const unread = async (file: string, differences: Files = {}) => {
    const folder = project({ [file]: '{}\n', ...differences });
    return (await checkProject(surroundingsIn(folder), undefined, [file])).diagnostics;
  };

  it.each([
    [
      'a compose file',
      'stacks/a/deep/docker-compose.yml',
      'the source "stacks" reads stacks/*/compose.yaml: add "stacks/a/deep/docker-compose.yml" to its files; if it is no input, nothing',
    ],
    [
      'overrides',
      'more/records.yaml',
      'the source "overrides" reads overrides/*.yaml: add "more/records.yaml" to its files; if it is no input, nothing',
    ],
    [
      'a recording',
      'containers.json',
      'a source of type docker with file: "containers.json" would read it; if it is no input, nothing',
    ],
  ])('is told: %s', async (_what, file, hint) => {
    expect(await unread(file)).toEqual([
      { code: 'FILE_NOT_READ', severity: 'warning', message: `no source reads ${file}`, hint, file },
    ]);
  });

  it('is told what kind of source would read it where there is none of that kind', async () => {
    const [stacks = ''] = / {2}- \{ name: stacks.*\n/.exec(config()) ?? [];
    const found = await unread('compose.yaml', { 'dns-sync.yaml': config().replace(stacks, '') });
    expect(found.map(({ hint }) => hint)).toEqual([
      'a source of type compose with files: ["compose.yaml"] would read it; if it is no input, nothing',
    ]);
  });

  it.each([
    ['a file that is read', 'overrides/c.yaml', {}],
    [
      'what is merged over a compose file',
      'stacks/a/compose.override.yaml',
      { 'stacks/a/compose.override.yaml': 'services: {}\n' },
    ],
    ['the configuration', 'dns-sync.yaml', {}],
    ['anything else', 'README.md', { 'README.md': '# x\n' }],
    ['a hidden file', '.pre-commit-config.yaml', { '.pre-commit-config.yaml': 'repos: []\n' }],
    ['a file in a hidden folder', '.github/workflows/ci.yml', { '.github/workflows/ci.yml': 'on: push\n' }],
    [
      'a file where a source has patterns that only a plan knows',
      'more.yaml',
      { 'more.yaml': '{}', 'dns-sync.yaml': config().replace('overrides/*', '$' + '{env:PLACE}/*') },
    ],
  ])('is not told of %s', async (_what, file, differences) => {
    const folder = project(differences);
    const { diagnostics } = await checkProject(surroundingsIn(folder), undefined, [file]);
    expect(diagnostics.filter(({ code }) => code === 'FILE_NOT_READ')).toEqual([]);
  });
});

describe('FILES that cannot be checked', () => {
  it.each([
    ['does not exist', 'stacks/z/compose.yaml'],
    ['is a folder', 'stacks'],
  ])('are refused: one that %s', async (why, file) => {
    const error = await checkProject(surroundingsIn(project()), undefined, ['overrides/c.yaml', file]).catch(
      (one) => one,
    );
    expect(error).toBeInstanceOf(DnsSyncError);
    expect(error).toMatchObject({ code: 'USAGE', exit: 3, message: `${file} ${why}` });
  });

  it('are not those whose link leads nowhere: the source tells', async () => {
    const folder = project();
    symlinkSync('nowhere', join(folder, 'overrides', 'd.yaml'));
    expect(await found(folder, 'overrides/d.yaml')).toEqual([]);
    expect(await found(folder)).toContain('overrides SOURCE_INCOMPLETE');
  });
});
