import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, inject, it } from 'vitest';
import type { Examination } from '../../src/core/examination.ts';
import { fileLock } from '../../src/files/file-lock.ts';
import { begin, until, type Workspace, workspace } from './cli.ts';
import { expectError, readSchema } from './schema.ts';
import { configText, overridesText } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const schemas = join(import.meta.dirname, '..', '..', 'schemas');

const ajv = new Ajv2020({ allErrors: true, strict: false });
for (const name of ['error', 'diagnostics', 'plan'] as const) ajv.addSchema(readSchema(name), `${name}.schema.json`);
const [fitsDoctor, fitsUnlock] = ['doctor', 'unlock'].map((name) =>
  ajv.compile(JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'))),
);

const reload = 'reload: ["sh", "-c", "true"]';

async function applied(provider = reload): Promise<Workspace> {
  const place = workspace({
    'dns-sync.yaml': configText({ provider }),
    'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11'),
  });
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  return place;
}

async function examine(place: Workspace): Promise<Examination> {
  const { exit, stdout, stderr } = await place.run('doctor', '--json');
  const examination = JSON.parse(stdout) as Examination;
  expect({ fits: fitsDoctor?.(examination), errors: fitsDoctor?.errors, stderr }).toMatchObject({
    fits: true,
    stderr: '',
  });
  expect(exit).toBe(examination.exit);
  return examination;
}

/** Root may write everywhere, so this run is nobody's, to whom everything belongs, and who may only read below `path`. */
async function examineAsNobody(place: Workspace, path: string): Promise<Examination> {
  const nobody = 65534;
  const isRoot = process.getuid?.() === 0;
  const home = dirname(place.folder);
  const below = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((one) => join(folder, one));
  if (isRoot) for (const one of [home, ...below(home)]) chownSync(one, nobody, nobody);
  for (const folder of [dirname(dirname(inject('installed'))), dirname(inject('scratch')), inject('scratch')]) {
    chmodSync(folder, 0o755);
  }
  const target = join(place.folder, path);
  const inside = statSync(target).isDirectory() ? [target, ...below(target)] : [target];
  const allow = (bits: number) => {
    for (const one of inside) chmodSync(one, statSync(one).isDirectory() ? bits | 0o111 : bits);
  };
  const program = [process.execPath, join(inject('installed'), 'bin', 'run.js'), 'doctor', '--json'];
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_STATE_HOME: place.state,
    DNS_SYNC_CODE_CACHE: 'off',
  };
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  allow(0o444);
  const { stdout } = await begin(program, place.folder, environment, user).ended;
  allow(0o755);
  return JSON.parse(stdout) as Examination;
}

const foundOf = ({ checks }: Examination) =>
  checks.filter(({ status }) => status !== 'ok').map(({ status, code }) => `${status} ${code}`);

/** A lock file of a process that has ended, on this machine. */
function deadLock(id: string): string {
  const holder = {
    id,
    holder: 'homeserver',
    tool: 'dns-sync 0.1.0',
    command: 'apply',
    pid: 4_194_305,
    host: hostname(),
  };
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return JSON.stringify({ ...holder, bootId, processStart: '1', since: '2026-11-20T11:00:00.000Z', pidNamespace: '' });
}

describe('doctor', () => {
  it.concurrent('finds nothing after an apply, in text and JSON, and writes nothing', async () => {
    const place = await applied();
    const before = place.tree();
    expect(foundOf(await examine(place))).toEqual([]);
    const { exit, stdout, stderr } = await place.run('doctor');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^Configuration\n {2}ok {2}dns-sync\.yaml: owner homeserver, 1 source, 1 provider\n/);
    expect(stdout).toMatch(/\nEverything is in order: \d+ ok\.\n$/);
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('makes no state folder before the first apply', async () => {
    const place = workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    const before = place.tree();
    const examination = await examine(place);
    expect(examination.exit).toBe(0);
    expect(foundOf(examination)).toEqual([
      'info LOCKFILE_MISSING',
      'info ZONEFILE_NEW_ZONE',
      'info ZONEFILE_NO_RELOAD',
    ]);
    expect(place.tree()).toEqual(before);
  });

  it.concurrent.for<[string, (place: Workspace) => void, readonly string[], number]>([
    [
      'a lost owner comment',
      (place) => place.write({ [zone]: place.read(zone).replace(/(app\.lan\S* 300 IN A 10\.0\.0\.10) ;.*/, '$1') }),
      ['warning OWNERSHIP_LOST'],
      0,
    ],
    [
      'a lost lockfile',
      (place) => place.remove('dns-sync.lock.json'),
      ['info LOCKFILE_MISSING', 'warning OWNERSHIP_UNREMEMBERED'],
      0,
    ],
    [
      'a broken zone file',
      (place) => place.write({ [zone]: `${place.read(zone)}half IN A\n` }),
      ['error ZONEFILE_SYNTAX'],
      5,
    ],
    [
      'sources that are gone',
      (place) => place.remove('overrides'),
      ['error SOURCE_FAILED', 'warning SOURCE_PATH_MISSING'],
      4,
    ],
    [
      'a lock that was left behind',
      (place) => place.write({ 'zones/.dns-sync.lock': deadLock('dead') }),
      ['warning LOCK_STALE'],
      0,
    ],
    [
      'leftovers of a crash',
      (place) => {
        place.write({ 'zones/.dns-sync-0123456789ab': '' });
        utimesSync(join(place.folder, 'zones/.dns-sync-0123456789ab'), 1, 1);
      },
      ['info ZONEFILE_LEFTOVER'],
      0,
    ],
  ])('%s', async ([, spoil, found, exit]) => {
    const place = await applied();
    spoil(place);
    const examination = await examine(place);
    expect(foundOf(examination)).toEqual(found);
    expect(examination.exit).toBe(exit);
  });

  it.concurrent('an apply that was killed: exit 9, with what it left behind', async () => {
    const place = await applied('reload: ["sh", "-c", "test ! -e wait || { touch begun; sleep 5; }"]');
    place.write({ wait: '', 'overrides/a.yaml': overridesText('app 10.0.0.12', 'db 10.0.0.11') });
    const { child, ended } = place.start('apply', '--auto-approve');
    await until(() => existsSync(join(place.folder, 'begun')));
    child.kill('SIGKILL');
    await ended;
    const examination = await examine(place);
    expect(foundOf(examination)).toEqual(['warning LOCK_STALE', 'warning LOCK_STALE', 'warning RECOVERY_DUE']);
    expect(examination.exit).toBe(9);
    expect(examination.checks.find(({ code }) => code === 'RECOVERY_DUE')).toMatchObject({ area: 'journal', exit: 9 });
  });

  it.concurrent('knows nothing but the mistakes of a configuration that cannot be loaded', async () => {
    const place = workspace({ 'dns-sync.yaml': 'version: 1\nowner: "?"\n' });
    const { checks, exit } = await examine(place);
    expect(exit).toBe(3);
    expect(checks.length).toBeGreaterThan(1);
    for (const one of checks)
      expect(one).toMatchObject({ area: 'configuration', status: 'error', file: 'dns-sync.yaml' });
  });

  it.concurrent('never shows what was filled in', async () => {
    const config = configText({ directory: `\${env:FOLDER}` });
    const place = workspace({ 'dns-sync.yaml': config, 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    const { stdout, stderr } = await place.runWith({ FOLDER: 'the-crown-jewels' }, 'doctor');
    expect(stdout + stderr).not.toContain('crown');
    expect(stdout).toContain(`\${env:FOLDER}`);
  });
});

describe('without the right to write', () => {
  it.each([
    ['zones', 'error ZONEFILE_UNWRITABLE', 'inPlace: false'],
    ['zones/lan.example.com.zone', 'warning ZONEFILE_UNWRITABLE', 'inPlace: false'],
    ['zones/lan.example.com.zone', 'error ZONEFILE_UNWRITABLE', 'inPlace: true'],
    ['../state/dns-sync', 'error STATE_UNWRITABLE', 'inPlace: false'],
  ])('%s is %s (%s)', async (path, found, inPlace) => {
    const place = await applied(`${reload}, ${inPlace}`);
    const examination = await examineAsNobody(place, path);
    expect(foundOf(examination)).toContain(found);
    expect(examination.exit).toBe(found.startsWith('error') ? 5 : 0);
  });
});

describe('unlock', () => {
  it.concurrent('removes the lock that doctor names, once', async () => {
    const place = await applied();
    place.write({ 'zones/.dns-sync.lock': deadLock('dead') });
    const { checks } = await examine(place);
    expect(checks.find(({ code }) => code === 'LOCK_STALE')?.hint).toContain('dns-sync unlock dead');
    const { exit, stdout, stderr } = await place.run('unlock', 'dead', '--json');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(fitsUnlock?.(JSON.parse(stdout))).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({
      removed: { key: `file:${join(place.folder, 'zones/.dns-sync.lock')}`, holder: { id: 'dead', pid: 4_194_305 } },
    });
    expect(Object.keys(place.tree())).not.toContain('zones/.dns-sync.lock');
    expectError(await place.run('unlock', 'dead', '--json'), 'UNLOCK_UNKNOWN');
  });

  it.concurrent('warns when the holder is alive, and does it', async () => {
    const place = await applied();
    const path = join(place.folder, 'zones/.dns-sync.lock');
    const attempt = await fileLock(path).take({ holder: 'homeserver', tool: 'dns-sync 0.1.0', command: 'apply' });
    try {
      const held = (await examine(place)).checks.find(({ code }) => code === 'LOCK_HELD');
      expect(held).toMatchObject({ status: 'info', subject: `file:${path}` });
      const { id } = JSON.parse(readFileSync(path, 'utf8')) as { id: string };
      const { exit, stdout } = await place.run('unlock', id);
      const said = expect.stringContaining(`Removed file:${path}: held by homeserver`);
      expect({ exit, stdout }).toEqual({ exit: 0, stdout: said });
      expect(stdout).toContain('Its holder was still alive');
      expect(existsSync(path)).toBe(false);
    } finally {
      if (attempt.taken) await attempt.lock.release();
    }
  });

  it.concurrent('without an id, or with one that is unknown, removes nothing', async () => {
    const place = await applied();
    place.write({ 'zones/.dns-sync.lock': deadLock('dead') });
    const before = place.tree();
    expectError(await place.run('unlock', '--json'), 'USAGE');
    const { exit, stderr } = await place.run('unlock', 'another');
    expect({ exit, stderr }).toEqual({
      exit: 3,
      stderr: expect.stringContaining('error UNLOCK_UNKNOWN: no lock has the id another: held are'),
    });
    expect(stderr).toContain('dead');
    expect(place.tree()).toEqual(before);
  });
});
