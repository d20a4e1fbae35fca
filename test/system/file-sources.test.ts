// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Plan } from '../../src/core/plan.ts';
import { begin, type Outcome, type Workspace, workspace } from './cli.ts';
import { checkZones } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';

const config = `version: 1
owner: homeserver
defaults: { ttl: 300, ipv4: 10.0.0.2 }
sources:
  - { name: stacks, type: compose, files: [compose.yaml] }
  - { name: static, type: hosts, paths: [hosts.d], domain: lan.example.com, ttl: 1h }
  - { name: externals, type: traefik, paths: [dynamic], address: [10.0.0.20, "fd00::20"] }
  - { name: overrides, type: yaml, files: [overrides.yaml] }
providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones }
guards: { maxDeletes: off, maxDeletePercent: off, maxUpdatePercent: off }
`;

const files = {
  'dns-sync.yaml': config,
  'compose.yaml': 'services:\n  nas:\n    labels:\n      dns.host: nas.lan.example.com\n',
  'hosts.d/machines': `# machines
10.0.0.5   nas  nas.lan.example.com   # the same name twice
10.0.0.30  printer.lan.example.com
fd00::30   printer.lan.example.com
127.0.0.1  localhost
`,
  'hosts.d/more': '10.0.0.40 camera\n10.0.0.6 router\n',
  'dynamic/app.yml':
    'http:\n  routers:\n    app:\n      rule: Host(`app.{{env "DOMAIN"}}`) && PathPrefix(`/`) # Host(`no.lan.example.com`)\n',
  'dynamic/middleware.yml': 'rule: Host(`skipped.lan.example.com`)\n',
  'overrides.yaml': 'version: 1\nrecords:\n  - { name: router.lan.example.com, value: 10.0.0.1 }\n',
};

const environment = { DOMAIN: 'lan.example.com' };
const settings =
  (place: Workspace) =>
  (...args: string[]) =>
    place.runWith(environment, ...args);

async function planOf(place: Workspace, ...args: string[]): Promise<Plan> {
  const { stdout } = await place.runWith(environment, 'plan', '--json', ...args);
  return JSON.parse(stdout) as Plan;
}

const shown = ({ changes }: Plan) =>
  changes.map(({ action, name, type, after }) => `${action} ${name} ${type} ${(after?.values ?? []).join(' ')}`.trim());

/** A project with all of its records applied. */
async function applied(): Promise<Workspace> {
  const place = workspace(files);
  expect(await settings(place)('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  return place;
}

describe('hosts files, Traefik files and overrides', () => {
  it('make one plan, in which hosts files outrank labels and overrides outrank hosts files', async () => {
    const place = workspace(files);
    const plan = await planOf(place);
    expect(shown(plan)).toEqual([
      'create app.lan.example.com A 10.0.0.20',
      'create app.lan.example.com AAAA fd00::20',
      'create camera.lan.example.com A 10.0.0.40',
      'create nas.lan.example.com A 10.0.0.5',
      'create printer.lan.example.com A 10.0.0.30',
      'create printer.lan.example.com AAAA fd00::30',
      'create router.lan.example.com A 10.0.0.1',
    ]);
    expect(plan.conflicts).toEqual([
      expect.objectContaining({
        name: 'nas.lan.example.com',
        rule: 'hosts',
        winner: 'hosts.d/machines#nas.lan.example.com/A',
        losers: ['compose.yaml#nas label dns.host'],
      }),
      expect.objectContaining({
        name: 'router.lan.example.com',
        rule: 'overrides',
        winner: 'overrides.yaml#router.lan.example.com/A',
        losers: ['hosts.d/more#router.lan.example.com/A'],
      }),
    ]);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['ZONEFILE_NEW_ZONE']);
    expect(plan.changes.map(({ after }) => after?.ttl)).toEqual([300, 300, 3600, 3600, 3600, 3600, 300]);
    expect(plan.changes[0]?.origins).toEqual(['dynamic/app.yml#app.lan.example.com/A']);
  });

  it('are applied, and then there is nothing to do, however their lines are moved', async () => {
    const place = await applied();
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
    const before = [place.read(zone), place.read(lockfile)];
    const lines = files['hosts.d/machines'].split('\n').reverse().join('\r\n\r\n');
    place.write({ 'hosts.d/machines': lines, 'dynamic/app.yml': `# moved\n\n${files['dynamic/app.yml']}` });
    expect(shown(await planOf(place))).toEqual([]);
    expect(await settings(place)('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect([place.read(zone), place.read(lockfile)]).toEqual(before);
  });

  it('a changed line is one update, a deleted line and a deleted file are deletes', async () => {
    const place = await applied();
    place.write({
      'hosts.d/machines': files['hosts.d/machines'].replace('10.0.0.5 ', '10.0.0.55').replace('fd00::30', '#'),
    });
    place.remove('hosts.d/more');
    place.remove('dynamic/app.yml');
    expect(shown(await planOf(place)).sort()).toEqual([
      'delete app.lan.example.com A',
      'delete app.lan.example.com AAAA',
      'delete camera.lan.example.com A',
      'delete printer.lan.example.com AAAA',
      'update nas.lan.example.com A 10.0.0.55',
    ]);
  });

  it.each<{ case: string; path: string; text: string; names: string[] }>([
    {
      case: 'a bad address',
      path: 'hosts.d/machines',
      text: files['hosts.d/machines'].replace('10.0.0.30', '10.0.0.300'),
      names: ['printer.lan.example.com'],
    },
    {
      case: 'a bad name',
      path: 'hosts.d/more',
      text: files['hosts.d/more'].replace('camera', 'camera..lan'),
      names: ['camera.lan.example.com'],
    },
    {
      case: 'a variable that is not set',
      path: 'dynamic/app.yml',
      text: files['dynamic/app.yml'].replace('DOMAIN', 'NOWHERE'),
      names: ['app.lan.example.com'],
    },
  ])('a slip of the finger deletes nothing: $case', async ({ path, text, names }) => {
    const place = await applied();
    const before = place.read(zone);
    place.write({ [path]: text });
    const plan = await planOf(place, '--hold');
    expect(shown(plan)).toEqual([]);
    expect(plan.held.filter(({ reason }) => reason === 'invalid').map(({ name }) => name)).toEqual(
      expect.arrayContaining(names),
    );
    expect(await settings(place)('apply', '--auto-approve', '--hold')).toMatchObject({ exit: 0 });
    expect(place.read(zone)).toBe(before);
  });

  it.each(['hosts.d', 'dynamic'])('%s that is gone deletes nothing: exit 4, and its names are held', async (folder) => {
    const place = await applied();
    const before = place.read(zone);
    place.remove(folder);
    const outcome = await settings(place)('plan', '--json');
    expect(outcome.exit).toBe(4);
    const plan = JSON.parse(outcome.stdout) as Plan;
    expect(shown(plan)).toEqual([]);
    expect(new Set(plan.held.map(({ reason }) => reason))).toEqual(new Set(['source-incomplete']));
    expect((await settings(place)('apply', '--auto-approve')).exit).toBe(4);
    expect(place.read(zone)).toBe(before);
  });

  it('check finds every mistake at its place, without Docker and providers', async () => {
    const place = workspace({
      ...files,
      'hosts.d/machines': '10.0.0.999 nas\n10.0.0.3 *.lan.example.com b.lan.example.com\n10.0.0.4\n',
      'dynamic/app.yml': 'rule: Host("app.lan.example.com")\nrule: !Host(`a.{{env "NOWHERE"}}`)\n',
    });
    const { exit, stdout } = await place.run('check', '--json');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    expect(exit).toBe(3);
    expect(
      diagnostics.map(({ severity, code, file, line, column }) => `${file}:${line}:${column} ${severity} ${code}`),
    ).toEqual([
      'dynamic/app.yml:1:7 warning TRAEFIK_QUOTES',
      'dynamic/app.yml:2:8 warning TRAEFIK_NEGATED',
      'dynamic/app.yml:2:14 warning TRAEFIK_ENV_UNSET',
      'hosts.d/machines:1:1 error HOSTS_BAD_ADDRESS',
      'hosts.d/machines:2:10 error HOSTS_BAD_NAME',
      'hosts.d/machines:3:1 warning HOSTS_NO_NAME',
    ]);
  });

  it('check fills templates in from the environment, and leaves sources alone whose settings hold placeholders', async () => {
    const place = workspace(files);
    expect(await settings(place)('check')).toMatchObject({ exit: 0, stderr: '' });
    place.write({
      'dns-sync.yaml': config.replace('[10.0.0.20, "fd00::20"]', '"${env:PROXY}"'),
      'dynamic/app.yml': 'Host()',
    });
    expect(await settings(place)('check')).toMatchObject({ exit: 0 });
    const filled = await place.runWith({ ...environment, PROXY: 'no address' }, 'plan');
    expect(filled.exit).toBe(3);
    expect(filled.stderr).toMatch(/CONFIG_INVALID: source externals: address holds what is no IP address/);
    expect(filled.stderr).not.toContain('no address');
  });
});

const nobody = 65534;

/** Root may list everything, so this run is nobody's. */
function runAsNobody(place: Workspace, ...args: string[]): Promise<Outcome> {
  const home = dirname(place.folder);
  const isRoot = process.getuid?.() === 0;
  const inside = readdirSync(home, { recursive: true, encoding: 'utf8' }).map((path) => join(home, path));
  if (isRoot) for (const path of [home, ...inside]) chownSync(path, nobody, nobody);
  const above = [dirname(dirname(inject('installed'))), dirname(inject('scratch')), inject('scratch')];
  for (const folder of above) chmodSync(folder, 0o755);
  const program = [process.execPath, join(inject('installed'), 'bin', 'run.js'), ...args];
  const surroundings = { PATH: process.env.PATH ?? '', HOME: home, DNS_SYNC_CODE_CACHE: 'off', ...environment };
  return begin(program, place.folder, surroundings, isRoot ? { uid: nobody, gid: nobody } : {}).ended;
}

describe('a folder that nobody may list', () => {
  it.each(['hosts.d', 'dynamic'])('%s: exit 4, and its names are held', async (folder) => {
    const place = await applied();
    chmodSync(join(place.folder, folder), 0);
    const { exit, stdout } = await runAsNobody(place, 'plan', '--json');
    chmodSync(join(place.folder, folder), 0o755);
    const plan = JSON.parse(stdout) as Plan;
    expect({ exit, changes: shown(plan) }).toEqual({ exit: 4, changes: [] });
    expect(plan.diagnostics).toEqual([
      expect.objectContaining({ code: 'SOURCE_FAILED', message: expect.stringMatching(`${folder} \\(.*EACCES`) }),
    ]);
  });
});
