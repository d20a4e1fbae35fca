// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoadedConfig } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { DnsSyncError } from '../../src/errors.ts';
import { folderWith } from '../support/folder-with.ts';

function text(owner: string): string {
  return `version: 1
owner: ${owner}
sources: [{ name: s, type: yaml, files: [a.yaml] }]
providers: [{ name: f, type: zonefile, zones: [example.com], directory: zones }]
`;
}

interface Case {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly path?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

function load({ files = {}, path, environment = {} }: Case): { root: string; loaded: Promise<LoadedConfig> } {
  const root = folderWith(files);
  return { root, loaded: loadConfig({ ...(path === undefined ? {} : { path }), environment, cwd: root }) };
}

async function failure(one: Case): Promise<DnsSyncError> {
  const error = await load(one).loaded.catch((thrown: unknown) => thrown);
  if (error instanceof DnsSyncError) return error;
  throw new Error('nothing was thrown');
}

const all = {
  'dns-sync.yaml': text('standard'),
  'dns-sync.yml': text('short'),
  'a/flag.yaml': text('flag'),
  'b/env.yaml': text('env'),
};

describe('loadConfig', () => {
  it.each<Case & { case: string; owner: string; file: string }>([
    { case: 'dns-sync.yaml', files: all, owner: 'standard', file: 'dns-sync.yaml' },
    {
      case: 'dns-sync.yml where there is no dns-sync.yaml',
      files: { 'dns-sync.yml': text('short') },
      owner: 'short',
      file: 'dns-sync.yml',
    },
    { case: 'what --config names', files: all, path: 'a/flag.yaml', owner: 'flag', file: 'a/flag.yaml' },
    {
      case: 'what DNS_SYNC_CONFIG names',
      files: all,
      environment: { DNS_SYNC_CONFIG: 'b/env.yaml' },
      owner: 'env',
      file: 'b/env.yaml',
    },
    {
      case: '--config before DNS_SYNC_CONFIG',
      files: all,
      path: 'a/flag.yaml',
      environment: { DNS_SYNC_CONFIG: 'b/env.yaml' },
      owner: 'flag',
      file: 'a/flag.yaml',
    },
    {
      case: 'the standard name when DNS_SYNC_CONFIG is empty',
      files: all,
      environment: { DNS_SYNC_CONFIG: '' },
      owner: 'standard',
      file: 'dns-sync.yaml',
    },
    {
      case: 'a file with a byte-order mark and CRLF',
      files: { 'dns-sync.yaml': `\ufeff${text('bom').replaceAll('\n', '\r\n')}` },
      owner: 'bom',
      file: 'dns-sync.yaml',
    },
    {
      case: 'with the owner of DNS_SYNC_OWNER',
      files: all,
      environment: { DNS_SYNC_OWNER: 'nas2' },
      owner: 'nas2',
      file: 'dns-sync.yaml',
    },
    {
      case: 'with its own owner when DNS_SYNC_OWNER is empty',
      files: all,
      environment: { DNS_SYNC_OWNER: '' },
      owner: 'standard',
      file: 'dns-sync.yaml',
    },
  ])('reads $case', async ({ owner, file, ...one }) => {
    const { root, loaded } = load(one);
    const { config, placeAt, ...rest } = await loaded;
    expect(config.owner).toBe(owner);
    expect(placeAt([])).toMatchObject({ file: basename(file) });
    expect(rest).toEqual({
      file: join(root, file),
      root: join(root, file, '..'),
      digest: expect.stringMatching(/^sha256:/),
    });
  });

  it('does not look in the folders above', async () => {
    const root = folderWith({ 'dns-sync.yaml': text('above') });
    mkdirSync(join(root, 'below'));
    await expect(loadConfig({ environment: {}, cwd: join(root, 'below') })).rejects.toMatchObject({
      code: 'CONFIG_MISSING',
      message: 'there is no configuration: dns-sync.yaml does not exist',
      exit: 3,
    });
  });

  it('says that what --config names is missing, although dns-sync.yaml is there', async () => {
    expect(await failure({ files: all, path: 'nope.yaml' })).toMatchObject({
      code: 'CONFIG_MISSING',
      message: 'there is no configuration: nope.yaml does not exist',
    });
  });

  it.each<Case & { case: string; code: string; says: string }>([
    { case: 'a folder', files: { 'c/x': '' }, path: 'c', code: 'FILE_UNREADABLE', says: 'c is a directory' },
    {
      case: 'a path through a file',
      files: all,
      path: 'dns-sync.yaml/x',
      code: 'FILE_UNREADABLE',
      says: 'dns-sync.yaml/x cannot be read: ENOTDIR',
    },
    {
      case: 'bytes that are no text',
      files: { 'dns-sync.yaml': Buffer.from([0x6f, 0x0a, 0xff, 0xfe, 0x00]) },
      code: 'FILE_NOT_TEXT',
      says: 'dns-sync.yaml is no UTF-8 text',
    },
    {
      case: 'too large a file',
      files: { 'dns-sync.yaml': Buffer.alloc((16 << 20) + 1, 0x20) },
      code: 'FILE_TOO_LARGE',
      says: 'dns-sync.yaml has 16777217 bytes, 16777216 are allowed',
    },
  ])('refuses $case', async ({ code, says, ...one }) => {
    const error = await failure(one);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exit: 3 });
    expect(error.message).toContain(says);
    expect(error.diagnostics).toEqual([
      expect.objectContaining({ code, severity: 'error', message: expect.stringContaining(says) }),
    ]);
  });

  it('throws once for all mistakes, with each as a diagnostic', async () => {
    // Files are named relative to the configuration, as everywhere; the message says which configuration.
    const error = await failure({ files: { 'c/d.yaml': `${text('a b')}polcy: sync\n` }, path: './c/d.yaml' });
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: 'c/d.yaml has 2 problems' });
    expect(error.diagnostics.map(({ code, file, line, column }) => [code, file, line, column])).toEqual([
      ['CONFIG_INVALID', 'd.yaml', 2, 8],
      ['UNKNOWN_KEY', 'd.yaml', 5, 1],
    ]);
  });

  it('never looks up what ${env:…} names', async () => {
    const files = { 'dns-sync.yaml': text('home').replace('directory: zones', 'directory: "${env:NOPE}"') };
    const { config } = await load({ files }).loaded;
    expect(config.providers[0]).toMatchObject({ directory: '${env:NOPE}' });
  });
});
