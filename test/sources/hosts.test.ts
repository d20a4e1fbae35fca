import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/claim.ts';
import { type HostsSettings, hostsSource } from '../../src/sources/hosts.ts';
import type { SourceContext } from '../../src/sources/source.ts';
import { folderWith } from '../support/folder-with.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

interface Case {
  readonly settings?: Partial<HostsSettings>;
  readonly context?: Partial<SourceContext>;
  readonly prepare?: (root: string) => void;
}

const contextIn = (root: string, more: Partial<SourceContext> = {}): SourceContext => ({
  root,
  environment: {},
  defaults: {},
  remembered: false,
  providers: ['home'],
  ...more,
});

async function read(files: Files, { settings, context, prepare }: Case = {}): Promise<Reading> {
  const root = folderWith(files);
  prepare?.(root);
  const source = hostsSource({ name: 'static', paths: ['hosts.d'], ...settings }, contextIn(root, context));
  return await source.read(new AbortController().signal);
}

const claimed = ({ claims }: Reading) => claims.map(({ origins, value }) => `${origins.join(' ')} ${value}`);
const summary = ({ completeness, missing, diagnostics }: Reading) => ({
  completeness,
  missing,
  codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
});
const complete = { completeness: 'complete', missing: [], codes: [] };

describe('the source hosts', () => {
  it('reads the files of a folder in the byte order of their paths, and files named themselves', async () => {
    const reading = await read(
      {
        'hosts.d/b': '10.0.0.2 b.example.com',
        'hosts.d/a': '10.0.0.1 a.example.com',
        'hosts.d/C': '10.0.0.3 c.example.com',
        'lan.hosts': '10.0.0.4 d.example.com',
      },
      { settings: { paths: ['lan.hosts', 'hosts.d', 'hosts.d/a'] } },
    );
    expect(claimed(reading)).toEqual([
      'hosts.d/C#c.example.com/A 10.0.0.3',
      'hosts.d/a#a.example.com/A 10.0.0.1',
      'hosts.d/b#b.example.com/A 10.0.0.2',
      'lan.hosts#d.example.com/A 10.0.0.4',
    ]);
    expect(summary(reading)).toEqual(complete);
  });

  it.each<{ case: string; path: string; text: string; prepare?: (root: string) => void; why: string }>([
    { case: 'a name that begins with a dot', path: 'hosts.d/.swp', text: '10.0.0.1 x.example.com', why: 'a dot' },
    { case: 'a name that ends in ~', path: 'hosts.d/lan~', text: '10.0.0.1 x.example.com', why: 'ends in ~' },
    { case: 'a folder in the folder', path: 'hosts.d/sub/lan', text: '10.0.0.1 x.example.com', why: 'a folder' },
    {
      case: 'a link to a folder',
      path: 'elsewhere/lan',
      text: '10.0.0.1 x.example.com',
      prepare: (root) => symlinkSync(join(root, 'elsewhere'), join(root, 'hosts.d/link')),
      why: 'no regular file',
    },
  ])('leaves out of a folder: $case', async ({ path, text, prepare, why }) => {
    const files = { 'hosts.d/lan': '10.0.0.1 a.example.com', [path]: text };
    const reading = await read(files, prepare === undefined ? {} : { prepare });
    expect(claimed(reading)).toEqual(['hosts.d/lan#a.example.com/A 10.0.0.1']);
    expect(summary(reading)).toEqual({ ...complete, codes: ['info FILE_SKIPPED'] });
    expect(reading.diagnostics[0]?.message).toContain(why);
  });

  it('follows links that lead to a file, and reads named files whatever they are called', async () => {
    const reading = await read(
      { 'elsewhere/lan': '10.0.0.1 a.example.com', 'hosts.d/.hidden~': '10.0.0.2 b.example.com' },
      {
        settings: { paths: ['hosts.d', 'hosts.d/.hidden~', 'linked'] },
        prepare: (root) => {
          symlinkSync('../elsewhere/lan', join(root, 'hosts.d/link'));
          symlinkSync('elsewhere', join(root, 'linked'));
        },
      },
    );
    expect(claimed(reading)).toEqual([
      'hosts.d/.hidden~#b.example.com/A 10.0.0.2',
      'hosts.d/link#a.example.com/A 10.0.0.1',
      'linked/lan#a.example.com/A 10.0.0.1',
    ]);
    expect(summary(reading)).toEqual({ ...complete, codes: ['info HOSTS_DUPLICATE'] });
  });

  it('an empty folder is a complete answer', async () => {
    const reading = await read(
      {},
      { prepare: (root) => mkdirSync(join(root, 'hosts.d')), context: { remembered: true } },
    );
    expect(summary(reading)).toEqual(complete);
  });

  it('the same address twice in one file is one claim, in two files one record with two origins', async () => {
    const reading = await read({
      'hosts.d/a': '10.0.0.1 x.example.com\n10.0.0.1 X.example.com.\n10.0.0.2 x.example.com',
      'hosts.d/b': '10.0.0.1 x.example.com x.example.com',
    });
    expect(claimed(reading)).toEqual([
      'hosts.d/a#x.example.com/A 10.0.0.1',
      'hosts.d/a#x.example.com/A 10.0.0.2',
      'hosts.d/b#x.example.com/A 10.0.0.1',
    ]);
    expect(reading.diagnostics).toEqual([
      expect.objectContaining({
        code: 'HOSTS_DUPLICATE',
        severity: 'info',
        file: 'hosts.d/a',
        line: 2,
        column: 10,
        message: 'x.example.com A 10.0.0.1 is said twice, also at hosts.d/a:1:10',
      }),
      expect.objectContaining({ code: 'HOSTS_DUPLICATE', file: 'hosts.d/b', line: 1, column: 10 }),
      expect.objectContaining({ code: 'HOSTS_DUPLICATE', file: 'hosts.d/b', line: 1, column: 24 }),
    ]);
  });

  it.each<{ case: string; settings: Partial<HostsSettings>; is: object }>([
    { case: 'a TTL in seconds', settings: { ttl: 60 }, is: { ttl: 60 } },
    { case: 'a TTL with units', settings: { ttl: '1h30m' }, is: { ttl: 5400 } },
    { case: 'a domain', settings: { domain: 'Home.Example.com.' }, is: { name: 'nas.home.example.com' } },
    { case: 'one provider', settings: { provider: 'home' }, is: { providers: ['home'] } },
    { case: 'several providers', settings: { provider: ['home', 'public'] }, is: { providers: ['home', 'public'] } },
  ])('claims with $case', async ({ settings, is }) => {
    const { claims } = await read(
      { 'hosts.d/lan': '10.0.0.1 nas' },
      { settings: { domain: 'example.com', ...settings } },
    );
    expect(claims).toEqual([expect.objectContaining({ class: 'hosts', source: 'static', ...is })]);
  });

  it('leaves the TTL open where the source says none', async () => {
    const [claim] = (await read({ 'hosts.d/lan': '10.0.0.1 a.example.com' })).claims;
    expect(claim).not.toHaveProperty('ttl');
    expect(claim).not.toHaveProperty('providers');
    expect(claim).not.toHaveProperty('created');
  });

  it('reads a byte-order mark away', async () => {
    expect(claimed(await read({ 'hosts.d/lan': '\ufeff10.0.0.1 a.example.com' }))).toHaveLength(1);
  });

  it.each(['a..b', '*.example.com', '.'])('refuses the domain %s that a placeholder was filled in with', (domain) => {
    const open = () => hostsSource({ name: 'static', paths: ['x'], domain }, contextIn('/'));
    expect(open).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('stops when it is told to', async () => {
    const root = folderWith({ 'hosts.d/lan': '10.0.0.1 a.example.com' });
    const source = hostsSource({ name: 'static', paths: ['hosts.d'] }, contextIn(root));
    await expect(source.read(AbortSignal.abort())).rejects.toThrow();
  });
});

describe('what the source hosts cannot read', () => {
  const good = { 'hosts.d/good': '10.0.0.1 good.example.com' };
  const missingPath = ['warning SOURCE_PATH_MISSING'];
  it.each<Case & { case: string; files: Files; is: ReturnType<typeof summary> }>([
    { case: 'a path that is not there', files: {}, is: { ...complete, completeness: 'complete', codes: missingPath } },
    {
      case: 'a path that is not there, where records came from the source',
      files: {},
      context: { remembered: true },
      is: {
        completeness: 'failed',
        missing: ['hosts.d'],
        codes: [...missingPath, 'warning SOURCE_FAILED'],
      },
    },
    {
      case: 'one path of two, where records came from the source',
      files: good,
      settings: { paths: ['hosts.d', 'more/*.hosts'] },
      context: { remembered: true },
      is: {
        completeness: 'incomplete',
        missing: ['more/*.hosts'],
        codes: [...missingPath, 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'an optional path',
      files: {},
      settings: { optional: true },
      context: { remembered: true },
      is: { ...complete, completeness: 'complete' },
    },
    {
      case: 'a file that is no text',
      files: { ...good, 'hosts.d/bad': Uint8Array.from([0x31, 0xff]) },
      is: {
        completeness: 'incomplete',
        missing: ['hosts.d/bad'],
        codes: ['error FILE_NOT_TEXT', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'a file named itself that is no text',
      files: { lan: Uint8Array.from([0x00]) },
      settings: { paths: ['lan'] },
      is: { completeness: 'failed', missing: ['lan'], codes: ['error FILE_NOT_TEXT', 'warning SOURCE_FAILED'] },
    },
    {
      case: 'a file of more than 16 MiB',
      files: good,
      prepare: (root) => {
        writeFileSync(join(root, 'hosts.d/big'), '');
        truncateSync(join(root, 'hosts.d/big'), (16 << 20) + 1);
      },
      is: {
        completeness: 'incomplete',
        missing: ['hosts.d/big'],
        codes: ['error FILE_TOO_LARGE', 'warning SOURCE_INCOMPLETE'],
      },
    },
    {
      case: 'a link that leads nowhere',
      files: good,
      prepare: (root) => symlinkSync('nowhere', join(root, 'hosts.d/link')),
      is: { completeness: 'incomplete', missing: ['hosts.d/link'], codes: ['warning SOURCE_INCOMPLETE'] },
    },
    {
      case: 'bad lines are no part that is missing',
      files: { 'hosts.d/lan': '10.0.0.999 a.example.com' },
      is: { ...complete, completeness: 'complete', codes: ['error HOSTS_BAD_ADDRESS'] },
    },
  ])('$case', async ({ files, is, ...one }) => {
    expect(summary(await read(files, one))).toEqual(is);
  });
});
