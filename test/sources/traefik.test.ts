import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/claim.ts';
import type { SourceContext } from '../../src/sources/source.ts';
import { type TraefikSettings, traefikSource } from '../../src/sources/traefik.ts';
import { folderWith } from '../support/folder-with.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

interface Case {
  readonly settings?: Partial<TraefikSettings>;
  readonly context?: Partial<SourceContext>;
  readonly prepare?: (root: string) => void;
}

const contextIn = (root: string, more: Partial<SourceContext> = {}): SourceContext => ({
  root,
  environment: { DOMAIN: 'example.com' },
  defaults: { ipv4: '192.168.1.10' },
  remembered: false,
  providers: ['home'],
  ...more,
});

async function read(files: Files, { settings, context, prepare }: Case = {}): Promise<Reading> {
  const root = folderWith(files);
  prepare?.(root);
  const source = traefikSource({ name: 'externals', paths: ['dynamic'], ...settings }, contextIn(root, context));
  return await source.read(new AbortController().signal);
}

const host = (name: string) => `rule: Host(\`${name}\`)\n`;
const claimed = ({ claims }: Reading) => claims.map(({ origins, value }) => `${origins.join(' ')} ${value}`);
const summary = ({ completeness, missing, diagnostics }: Reading) => ({
  completeness,
  missing,
  codes: diagnostics.map(({ code, severity }) => `${severity} ${code}`),
});
const complete = { completeness: 'complete' as const, missing: [], codes: [] };

describe('the source traefik', () => {
  it('reads the .yml and .yaml files of a folder, in the byte order of their paths', async () => {
    const reading = await read({
      'dynamic/b.yml': host('b.example.com'),
      'dynamic/a.yaml': host('a.{{env "DOMAIN"}}'),
      'dynamic/C.yml': host('c.example.com'),
    });
    expect(claimed(reading)).toEqual([
      'dynamic/C.yml#c.example.com/A 192.168.1.10',
      'dynamic/a.yaml#a.example.com/A 192.168.1.10',
      'dynamic/b.yml#b.example.com/A 192.168.1.10',
    ]);
    expect(summary(reading)).toEqual(complete);
  });

  it.each<{
    case: string;
    path: string;
    code?: string;
    why: string;
    settings?: Partial<TraefikSettings>;
    link?: boolean;
  }>([
    { case: 'middleware.yml', path: 'dynamic/middleware.yml', why: 'skip:' },
    { case: 'authentik_middleware.yml', path: 'dynamic/authentik_middleware.yml', why: 'skip:' },
    { case: 'authelia_middlewares.yml', path: 'dynamic/authelia_middlewares.yml', why: 'skip:' },
    { case: 'crowdsec-bouncer.yml', path: 'dynamic/crowdsec-bouncer.yml', why: 'skip:' },
    { case: 'what skip: names instead', path: 'dynamic/x.yml', why: 'skip:', settings: { skip: ['x.yml'] } },
    { case: 'another ending', path: 'dynamic/notes.txt', why: 'neither .yml nor .yaml' },
    { case: 'an ending in another case', path: 'dynamic/X.YML', why: 'neither .yml nor .yaml' },
    { case: 'a folder in the folder', path: 'dynamic/sub.yml/x.yml', why: 'a folder' },
    { case: 'a symbolic link', path: 'elsewhere/x.yml', why: 'symbolic link', link: true },
    { case: 'TOML', path: 'dynamic/x.toml', code: 'warning TRAEFIK_TOML', why: 'TOML' },
  ])('leaves out of a folder: $case', async ({ path, code = 'info FILE_SKIPPED', why, settings, link = false }) => {
    const files = { 'dynamic/app.yml': host('a.example.com'), [path]: host('x.example.com') };
    const prepare = (root: string) => {
      if (link) symlinkSync(join(root, path), join(root, 'dynamic/x.yml'));
    };
    const reading = await read(files, { prepare, ...(settings === undefined ? {} : { settings }) });
    expect(claimed(reading)).toEqual(['dynamic/app.yml#a.example.com/A 192.168.1.10']);
    expect(summary(reading)).toEqual({ ...complete, codes: [code] });
    expect(reading.diagnostics[0]?.message).toContain(why);
  });

  it('skip: replaces the default list', async () => {
    const reading = await read({ 'dynamic/middleware.yml': host('a.example.com') }, { settings: { skip: [] } });
    expect(claimed(reading)).toHaveLength(1);
  });

  it('reads files that are named themselves, whatever they are called', async () => {
    const reading = await read(
      {
        'dynamic/middleware.yml': host('a.example.com'),
        'rules.conf': host('b.example.com'),
        'x.toml': host('c.example.com'),
      },
      {
        settings: { paths: ['dynamic', 'dynamic/middleware.yml', 'linked.yml', 'x.toml'] },
        prepare: (root) => symlinkSync('rules.conf', join(root, 'linked.yml')),
      },
    );
    expect(claimed(reading)).toEqual([
      'dynamic/middleware.yml#a.example.com/A 192.168.1.10',
      'linked.yml#b.example.com/A 192.168.1.10',
    ]);
    expect(summary(reading)).toEqual({ ...complete, codes: ['warning TRAEFIK_TOML'] });
  });

  it('one host in two files is one record with two origins', async () => {
    const reading = await read({ 'dynamic/a.yml': host('x.example.com'), 'dynamic/b.yml': host('x.example.com') });
    expect(claimed(reading)).toEqual([
      'dynamic/a.yml#x.example.com/A 192.168.1.10',
      'dynamic/b.yml#x.example.com/A 192.168.1.10',
    ]);
    expect(summary(reading)).toEqual(complete);
  });

  it.each<{ case: string; settings?: Partial<TraefikSettings>; context?: Partial<SourceContext>; values: string[] }>([
    { case: 'the host, by default', values: ['A 192.168.1.10'] },
    {
      case: 'the host with both families',
      settings: { address: 'host' },
      context: { defaults: { ipv4: '192.168.1.10', ipv6: 'fd00::10' } },
      values: ['A 192.168.1.10', 'AAAA fd00::10'],
    },
    { case: 'one address', settings: { address: '10.0.0.1' }, values: ['A 10.0.0.1'] },
    {
      case: 'several addresses, in any spelling, each once',
      settings: { address: ['10.0.0.1', 'fd00:0::1', '10.0.0.1 ', '10.0.0.2'] },
      values: ['A 10.0.0.1', 'AAAA fd00::1', 'A 10.0.0.2'],
    },
  ])('leads its names to $case', async ({ values, ...one }) => {
    const { claims } = await read({ 'dynamic/a.yml': host('a.example.com') }, one);
    expect(claims.map(({ type, value }) => `${type} ${value}`)).toEqual(values);
  });

  it('without an address, names are held', async () => {
    const reading = await read({ 'dynamic/a.yml': host('a.example.com') }, { context: { defaults: {} } });
    expect(summary(reading)).toEqual({ ...complete, codes: ['warning NO_ADDRESS'] });
    expect(reading.doubts).toEqual([expect.objectContaining({ name: 'a.example.com', reason: 'no-address' })]);
  });

  it('claims with the TTL and the providers of the source', async () => {
    const settings = { ttl: '5m', provider: 'home' };
    const { claims } = await read({ 'dynamic/a.yml': host('a.example.com') }, { settings });
    expect(claims).toEqual([expect.objectContaining({ ttl: 300, providers: ['home'], class: 'label' })]);
  });

  it('refuses an address that a placeholder was filled in with', () => {
    const open = () => traefikSource({ name: 'externals', paths: ['x'], address: ['10.0.0.1', 'web'] }, contextIn('/'));
    expect(open).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('stops when it is told to', async () => {
    const root = folderWith({ 'dynamic/a.yml': host('a.example.com') });
    const source = traefikSource({ name: 'externals', paths: ['dynamic'] }, contextIn(root));
    await expect(source.read(AbortSignal.abort())).rejects.toThrow();
  });
});

describe('what the source traefik cannot read', () => {
  const good = { 'dynamic/good.yml': host('good.example.com') };
  it.each<Case & { case: string; files: Files; is: ReturnType<typeof summary>; claims?: number }>([
    {
      case: 'a folder that is missing counts, whether records came from it or not',
      files: {},
      is: {
        completeness: 'failed',
        missing: ['dynamic'],
        codes: ['warning SOURCE_PATH_MISSING', 'warning SOURCE_FAILED'],
      },
    },
    {
      case: 'one folder of two',
      files: good,
      settings: { paths: ['dynamic', 'more'] },
      is: {
        completeness: 'incomplete',
        missing: ['more'],
        codes: ['warning SOURCE_PATH_MISSING', 'warning SOURCE_INCOMPLETE'],
      },
      claims: 1,
    },
    {
      case: 'an optional folder that is missing',
      files: {},
      settings: { optional: true },
      context: { remembered: true },
      is: complete,
    },
    {
      case: 'an empty folder is a complete answer',
      files: {},
      prepare: (root) => mkdirSync(join(root, 'dynamic')),
      is: complete,
    },
    {
      case: 'a file of more than 1 MiB: the others are read',
      files: good,
      prepare: (root) => {
        writeFileSync(join(root, 'dynamic/big.yml'), '');
        truncateSync(join(root, 'dynamic/big.yml'), (1 << 20) + 1);
      },
      is: {
        completeness: 'incomplete',
        missing: ['dynamic/big.yml'],
        codes: ['error FILE_TOO_LARGE', 'warning SOURCE_INCOMPLETE'],
      },
      claims: 1,
    },
    {
      case: 'a file that is no text',
      files: { ...good, 'dynamic/bad.yml': Uint8Array.from([0xff]) },
      is: {
        completeness: 'incomplete',
        missing: ['dynamic/bad.yml'],
        codes: ['error FILE_NOT_TEXT', 'warning SOURCE_INCOMPLETE'],
      },
      claims: 1,
    },
    {
      case: 'a file of exactly 1 MiB is read',
      files: { 'dynamic/big.yml': host('a.example.com').padEnd(1 << 20) },
      is: complete,
      claims: 1,
    },
    {
      case: 'a variable that is not set is no part that is missing',
      files: { 'dynamic/a.yml': host('a.{{env "NOWHERE"}}') },
      is: { ...complete, codes: ['warning TRAEFIK_ENV_UNSET'] },
    },
  ])('$case', async ({ files, is, claims = 0, ...one }) => {
    const reading = await read(files, one);
    expect(summary(reading)).toEqual(is);
    expect(reading.claims).toHaveLength(claims);
  });
});
