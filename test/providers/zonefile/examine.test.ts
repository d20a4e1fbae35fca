import { chmodSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { zonefileProvider } from '../../../src/providers/zonefile/provider.ts';
import type { ZonefileProviderSettings } from '../../../src/providers/zonefile/settings.ts';
import { folderWith } from '../../support/folder-with.ts';
import { handWritten, zone } from './place.ts';

const file = `zones/${zone}.zone`;
const leftover = 'zones/.dns-sync-0123456789ab';

/** What is found; `reload` is set unless it is told to be missing. */
async function examine(
  root: string,
  {
    reload,
    ...settings
  }: Partial<Omit<ZonefileProviderSettings, 'reload'>> & { reload?: readonly string[] | null } = {},
): Promise<Diagnostic[]> {
  const told = reload === null ? {} : { reload: reload ?? [process.execPath] };
  const whole = { name: 'files', zones: [zone], directory: 'zones', ...told, ...settings };
  const provider = zonefileProvider(whole, { root, owner: 'homeserver', defaults: { ttl: 300 } });
  return (await provider.check?.({ zones: [zone] }, new AbortController().signal)) ?? [];
}

const codesOf = (found: readonly Diagnostic[]) => found.map(({ severity, code }) => `${severity} ${code}`);

function age(path: string, minutes: number): void {
  const then = Date.now() / 1000 - minutes * 60;
  utimesSync(path, then, then);
}

describe('what doctor asks the zone-file provider', () => {
  it.each<[string, Readonly<Record<string, string>>, Parameters<typeof examine>[1], readonly string[]]>([
    ['a writable zone', { [file]: handWritten }, {}, []],
    ['a zone and a folder that are not there yet', {}, {}, []],
    ['a file where the folder should be', { zones: '' }, {}, ['error ZONEFILE_UNWRITABLE']],
    ['a file above the folder', { zones: '' }, { directory: 'zones/below' }, ['error ZONEFILE_UNWRITABLE']],
    ['no reload', { [file]: handWritten }, { reload: null }, ['info ZONEFILE_NO_RELOAD']],
    ['a reload that is nowhere in PATH', {}, { reload: ['no-such-program'] }, ['error ZONEFILE_PROGRAM']],
    ['a check that is not where it says', {}, { check: ['./no/check', '{file}'] }, ['error ZONEFILE_PROGRAM']],
    ['a check that is found in PATH', {}, { check: ['sh', '-c', 'true'] }, []],
    ['a check that is a folder', { 'bin/check/x': '' }, { check: ['bin/check'] }, ['error ZONEFILE_PROGRAM']],
    ['a check that cannot be executed', { 'bin/check': '' }, { check: ['bin/check'] }, ['error ZONEFILE_PROGRAM']],
    ['a program that depends on the zone', {}, { check: ['bin/{zone}'] }, []],
  ])('%s', async (_, files, settings, codes) => {
    const found = await examine(folderWith(files), settings);
    expect(codesOf(found)).toEqual(codes);
    for (const { subject, hint } of found)
      expect({ subject, hint }).toEqual({ subject: 'files', hint: expect.any(String) });
  });

  it('a program relative to the configuration is found from any working folder', async () => {
    const root = folderWith({ 'bin/check': '' });
    chmodSync(join(root, 'bin/check'), 0o755);
    expect(await examine(root, { check: ['bin/check', '{file}'] })).toEqual([]);
  });

  it('the message names what is missing, and says who notices changes without reload', async () => {
    const [program] = await examine(folderWith({}), { reload: ['no-such-program', '{zone}'] });
    expect(program?.message).toBe('reload: no-such-program is in no folder of PATH');
    const [notices] = await examine(folderWith({}), { reload: null, serial: 'keep' });
    expect(notices?.message).toMatch(/CoreDNS .* reload_by_mtime .* BIND, NSD, Knot and PowerDNS/);
  });

  it.each([
    ['an hour and a minute', 61, ['info ZONEFILE_LEFTOVER']],
    ['a minute', 1, []],
  ])('a temporary file that is %s old', async (_, minutes, codes) => {
    const root = folderWith({ [file]: handWritten, [leftover]: '' });
    age(join(root, leftover), minutes);
    expect(codesOf(await examine(root))).toEqual(codes);
  });

  it('other old files in the folder are none of ours', async () => {
    const root = folderWith({ 'zones/.dns-sync-notes': '', 'zones/.dns-sync.lock': '' });
    age(join(root, 'zones/.dns-sync-notes'), 100);
    age(join(root, 'zones/.dns-sync.lock'), 100);
    expect(await examine(root)).toEqual([]);
  });

  it('the folder behind a symbolic link is looked at too, because the file there is replaced', async () => {
    const root = folderWith({ [`real/${zone}.zone`]: handWritten, 'zones/x': '' });
    symlinkSync(join(root, 'real', `${zone}.zone`), join(root, file));
    const left = join(root, 'real/.dns-sync-0123456789ab');
    writeFileSync(left, '');
    age(left, 61);
    expect((await examine(root)).map(({ message }) => message)).toEqual([expect.stringContaining('real holds')]);
  });
});
