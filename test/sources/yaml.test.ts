import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/claim.ts';
import type { SourceContext } from '../../src/sources/source.ts';
import { type YamlSettings, yamlSource } from '../../src/sources/yaml.ts';
import { folderWith } from '../support/folder-with.ts';

interface Case {
  readonly settings?: Partial<YamlSettings>;
  readonly context?: Partial<SourceContext>;
  readonly prepare?: (root: string) => void;
}

async function read(files: Readonly<Record<string, string | Uint8Array>>, one: Case = {}): Promise<Reading> {
  const root = folderWith(files);
  one.prepare?.(root);
  const source = yamlSource(
    { name: 'overrides', files: ['overrides/*.yaml'], ...one.settings },
    { root, environment: {}, defaults: {}, remembered: false, providers: ['home'], ...one.context },
  );
  expect(source.name).toBe('overrides');
  return await source.read(new AbortController().signal);
}

const record = (name: string, value = '10.0.0.1') => `version: 1\nrecords: [{ name: ${name}, value: ${value} }]\n`;
const summary = ({ completeness, missing, diagnostics }: Reading) => ({
  completeness,
  missing,
  codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
});

describe('the source yaml', () => {
  it('reads all files as one, in the byte order of their paths', async () => {
    const files = {
      'overrides/b.yaml': record('b.example.com'),
      'overrides/a.yaml': record('a.example.com'),
      'overrides/C.yaml': record('c.example.com'),
    };
    const reading = await read(files, { settings: { files: ['overrides/b.yaml', 'overrides/*.yaml'] } });
    expect(reading.claims.map(({ origins }) => origins)).toEqual([
      ['overrides/C.yaml#c.example.com/A'],
      ['overrides/a.yaml#a.example.com/A'],
      ['overrides/b.yaml#b.example.com/A'],
    ]);
    expect(summary(reading)).toEqual({ completeness: 'complete', missing: [], codes: [] });
    expect(reading.rewrites).toEqual([]);
  });

  it('shows files outside the configuration’s folder with the way there', async () => {
    const root = folderWith({ 'config/x': '', 'shared/o.yaml': record('a.example.com') });
    const source = yamlSource(
      { name: 'overrides', files: ['../shared/*.yaml'] },
      { root: join(root, 'config'), environment: {}, defaults: {}, remembered: false, providers: [] },
    );
    const { claims } = await source.read(new AbortController().signal);
    expect(claims.map(({ origins }) => origins)).toEqual([['../shared/o.yaml#a.example.com/A']]);
  });

  it('puts the ignores of all files before the patches of all files', async () => {
    const text = 'version: 1\npatch: [{ match: { name: a }, set: { ttl: 1 } }]\nignore: [{ name: b }]\n';
    const { rewrites } = await read({ 'overrides/a.yaml': text, 'overrides/b.yaml': text });
    expect(rewrites?.map(({ origin }) => origin)).toEqual([
      'overrides/a.yaml#ignore/1',
      'overrides/b.yaml#ignore/1',
      'overrides/a.yaml#patch/1',
      'overrides/b.yaml#patch/1',
    ]);
  });

  it('finds what two files say alike', async () => {
    const reading = await read({
      'overrides/a.yaml': record('x.example.com'),
      'overrides/b.yaml': record('X.example.com.'),
    });
    expect(reading.claims).toHaveLength(2);
    expect(reading.diagnostics).toEqual([
      expect.objectContaining({
        code: 'OVERRIDE_DUPLICATE',
        file: 'overrides/b.yaml',
        line: 2,
        message: expect.stringContaining('overrides/a.yaml:2:'),
      }),
    ]);
  });

  it('reads a byte-order mark away', async () => {
    expect((await read({ 'overrides/a.yaml': `\ufeff${record('a.example.com')}` })).claims).toHaveLength(1);
  });

  it('stops when it is told to', async () => {
    const root = folderWith({ 'o.yaml': record('a.example.com') });
    const source = yamlSource(
      { name: 'o', files: ['o.yaml'] },
      { root, environment: {}, defaults: {}, remembered: false, providers: [] },
    );
    await expect(source.read(AbortSignal.abort())).rejects.toThrow();
  });
});

describe('what the source yaml cannot read', () => {
  const good = { 'overrides/good.yaml': record('good.example.com') };
  it.each<
    Case & { case: string; files: Readonly<Record<string, string | Uint8Array>>; is: ReturnType<typeof summary> }
  >([
    {
      case: 'a glob that matches nothing',
      files: {},
      is: { completeness: 'complete', missing: [], codes: ['warning SOURCE_PATH_MISSING'] },
    },
    {
      case: 'a glob that matches nothing where records came from it',
      files: {},
      context: { remembered: true },
      is: {
        completeness: 'failed',
        missing: ['overrides/*.yaml'],
        codes: ['warning SOURCE_PATH_MISSING', 'warning SOURCE_FAILED'],
      },
    },
    {
      case: 'one path of two where records came from them',
      files: good,
      settings: { files: ['overrides/*.yaml', 'more.yaml'] },
      context: { remembered: true },
      is: {
        completeness: 'incomplete',
        missing: ['more.yaml'],
        codes: ['warning SOURCE_PATH_MISSING', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'an optional path',
      files: {},
      settings: { optional: true },
      context: { remembered: true },
      is: { completeness: 'complete', missing: [], codes: [] },
    },
    {
      case: 'one invalid file',
      files: { ...good, 'overrides/bad.yaml': 'version: 1\nversion: 1\n' },
      is: {
        completeness: 'incomplete',
        missing: ['overrides/bad.yaml'],
        codes: ['error FILE_INVALID', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'its only file, invalid',
      files: { 'overrides/bad.yaml': 'version: 1\nversion: 1\n' },
      is: {
        completeness: 'failed',
        missing: ['overrides/bad.yaml'],
        codes: ['error FILE_INVALID', 'warning SOURCE_FAILED'],
      },
    },
    {
      case: 'bytes that are no text',
      files: { ...good, 'overrides/bad.yaml': Buffer.from([0x76, 0xff, 0x00, 0x01]) },
      is: {
        completeness: 'incomplete',
        missing: ['overrides/bad.yaml'],
        codes: ['error FILE_NOT_TEXT', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'a folder',
      files: { ...good, 'folder/x': '' },
      settings: { files: ['overrides/good.yaml', 'folder'] },
      is: {
        completeness: 'incomplete',
        missing: ['folder'],
        codes: ['error FILE_UNREADABLE', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'a path through a file',
      files: good,
      settings: { files: ['overrides/good.yaml/x'] },
      is: {
        completeness: 'failed',
        missing: ['overrides/good.yaml/x'],
        codes: ['error FILE_UNREADABLE', 'warning SOURCE_FAILED'],
      },
    },
    {
      case: 'a link that leads nowhere',
      files: good,
      prepare: (root) => symlinkSync('/nowhere', join(root, 'overrides/lost.yaml')),
      is: { completeness: 'incomplete', missing: ['overrides/lost.yaml'], codes: ['warning SOURCE_INCOMPLETE'] },
    },
    {
      case: 'a folder that cannot be listed',
      files: good,
      settings: { files: ['overrides/*.yaml', 'loop/*.yaml'] },
      prepare: (root) => symlinkSync('loop', join(root, 'loop')),
      is: { completeness: 'incomplete', missing: ['loop'], codes: ['warning SOURCE_INCOMPLETE'] },
    },
    {
      case: 'a patch with a mistake',
      files: { 'overrides/a.yaml': `${record('a.example.com')}patch: [{ match: {}, set: { ttl: 5 } }]\n` },
      is: {
        completeness: 'incomplete',
        missing: ['overrides/a.yaml#patch/1'],
        codes: ['error OVERRIDE_EMPTY', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'a record with a mistake, which is complete all the same',
      files: { 'overrides/a.yaml': record('a.example.com', 'v=x') },
      is: { completeness: 'complete', missing: [], codes: ['error OVERRIDE_TYPE_NEEDED'] },
    },
  ])('$case', async ({ files, is, ...one }) => {
    expect(summary(await read(files, one))).toEqual(is);
  });

  it('too large a file', async () => {
    const reading = await read(
      { ...good, 'overrides/large.yaml': '' },
      { prepare: (root) => truncateSync(join(root, 'overrides/large.yaml'), (256 << 20) + 1) },
    );
    expect(summary(reading)).toEqual({
      completeness: 'incomplete',
      missing: ['overrides/large.yaml'],
      codes: ['error FILE_TOO_LARGE', 'warning SOURCE_INCOMPLETE'],
    });
    expect(reading.claims).toHaveLength(1);
  });

  it('names the path, the source and what to do', async () => {
    expect((await read({})).diagnostics).toEqual([
      {
        code: 'SOURCE_PATH_MISSING',
        severity: 'warning',
        message: 'the source "overrides" finds nothing at overrides/*.yaml',
        hint: 'correct the path, or say optional: true where it may be missing',
        subject: 'overrides',
      },
    ]);
  });
});
