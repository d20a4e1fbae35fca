import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { treeOf, type Workspace, workspace } from './cli.ts';
import { expectError, expectFits } from './schema.ts';
import { checkZones, configText, handMadeZone, overridesText, ownedLines } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';

/** A project that has never been applied. */
function project(records: readonly string[] = ['app 10.0.0.10'], config = configText()): Workspace {
  return workspace({ 'dns-sync.yaml': config, 'overrides/a.yaml': overridesText(...records) });
}

async function applied(records: readonly string[] = ['app 10.0.0.10'], config = configText()): Promise<Workspace> {
  const place = project(records, config);
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  return place;
}

async function planOf(place: Workspace, ...flags: string[]): Promise<Plan> {
  return JSON.parse((await place.run('plan', '--json', ...flags)).stdout) as Plan;
}

const changesOf = (plan: Plan) => plan.changes.map(({ action, name, type }) => `${action} ${name} ${type}`);

describe('the command line itself', () => {
  it.concurrent('--version says name, version, platform and Node.js', async () => {
    const { exit, stdout } = await workspace({}).run('--version');
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^dns-sync\/\d+\.\d+\.\d+\S* \S+-\S+ node-v\d+\.\d+\.\d+\n$/),
    });
  });

  it.concurrent.for([
    '',
    'init',
    'check',
    'rules',
    'snapshot',
    'plan',
    'apply',
    'explain',
    'import',
    'history',
    'rollback',
    'recover',
    'unlock',
    'doctor',
  ])('%s --help', async (command, context) => {
    const args = command === '' ? ['--help'] : [command, '--help'];
    const { exit, stdout, stderr } = await workspace({}).run(...args);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    // The version in it belongs to the machine.
    const text = stdout.replaceAll(/dns-sync\/\S+ \S+ node-\S+/g, 'dns-sync/VERSION');
    await context.expect(text).toMatchFileSnapshot(`golden/help/${command === '' ? 'dns-sync' : command}.txt`);
  });

  it.concurrent.for([
    [['plam'], 'plam'],
    [['plan', '--nosuch'], '--nosuch'],
    [['plan', '--format', 'html5'], '--format'],
    [['plan', '--allow-deletes', 'many'], '--allow-deletes'],
    [['plan', '--allow-deletes', '-1'], '--allow-deletes'],
    [['plan', '--only', ''], 'empty'],
    [['apply', '--lock-timeout', 'soon', '--auto-approve'], '--lock-timeout'],
    [['snapshot', '--check', '--stdout'], '--stdout'],
    [['plan', '--provider', 'nosuch'], 'nosuch'],
    [['plan', '--locked-source', 'nosuch'], 'nosuch'],
    [['plan', 'surplus'], 'surplus'],
  ] as const)('%s: bad usage, exit 3, and nothing is written', async ([args, says]) => {
    const place = project();
    const before = place.tree();
    const { exit, stdout, stderr } = await place.run(...args);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toMatch(/^error USAGE: /);
    expect(stderr).toContain(says);
    expect(stderr).toContain('hint: ');
    expectError(await place.run(...args, '--json'), 'USAGE');
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('apply without a terminal and without --auto-approve writes nothing', async () => {
    const place = project();
    const before = place.tree();
    const refused = await place.run('apply');
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('--auto-approve');
    expectError(await place.run('apply', '--json'), 'USAGE');
    expect(place.tree()).toEqual(before);
  });
});

describe('init', () => {
  it.concurrent('--yes writes a configuration that passes check and plans', async (context) => {
    const place = workspace({
      'stacks/web/compose.yaml': 'services:\n  web:\n    labels:\n      dns.host: web.home.example.com\n',
    });
    const made = await place.run('init', '--yes', '--owner', 'nas', '--zone', 'home.example.com', '--ipv4', '10.0.0.2');
    expect(made).toMatchObject({ exit: 0, stderr: '' });
    const written = place.read('dns-sync.yaml').replace(/dns-sync@[^/]+/, 'dns-sync@VERSION');
    await context.expect(written).toMatchFileSnapshot('golden/init.txt');
    expect(await place.run('check')).toMatchObject({ exit: 0, stderr: '' });
    expect(changesOf(await planOf(place))).toEqual(['create web.home.example.com A']);
    expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
    expect(checkZones(place)).toEqual(['home.example.com: OK']);
  });

  it.concurrent('--yes alone takes its proposals', async () => {
    const place = workspace({ 'compose.yaml': 'services: {}\n' });
    expect((await place.run('init', '--yes')).exit).toBe(0);
    expect(await place.run('check')).toMatchObject({ exit: 0, stderr: '' });
    // No address of the host is proposed, which a new zone needs for its name server: said when a record needs the zone.
    expect(await place.run('plan')).toMatchObject({ exit: 0, stdout: expect.stringContaining('Nothing to do') });
    place.write({ 'overrides/a.yaml': 'version: 1\nrecords: [{ name: a.home.arpa, value: 10.0.0.1 }]\n' });
    expect(await place.run('plan')).toMatchObject({ exit: 3, stdout: expect.stringContaining('defaults.ipv4') });
  });

  it.concurrent.for([['--yes'], []])('%s leaves a configuration that is there', async (flags) => {
    const place = workspace({ 'dns-sync.yaml': '# mine\n' });
    const refused = await place.run('init', ...flags, '--json');
    expectError(refused, 'FILE_EXISTS');
    expect(place.tree()).toEqual({ 'dns-sync.yaml': '# mine\n' });
  });

  it.concurrent.for([[['--owner', 'no blanks']], [['--zone', 'not a zone']], [['--ipv4', '10.0.0.400']]])(
    '--yes %s: refused or found by check, never accepted in silence',
    async ([flags = []]) => {
      const place = workspace({});
      const made = await place.run('init', '--yes', ...flags);
      const checked = await place.run('check');
      expect([made.exit, checked.exit]).toContain(3);
    },
  );

  it.concurrent('without a terminal and without --yes writes nothing', async () => {
    const place = workspace({});
    const refused = await place.run('init');
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain('--yes');
    expect(place.tree()).toEqual({});
  });
});

describe('snapshot', () => {
  it.concurrent('--check exits 2 with a difference until it is written, and writes nothing', async () => {
    const place = project();
    const before = place.tree();
    const first = await place.run('snapshot', '--check');
    expect(first).toMatchObject({ exit: 2, stderr: '' });
    expect(first.stdout).toContain('+    {"name":"app.lan.example.com","type":"A","value":"10.0.0.10"');
    expect(place.tree()).toEqual(before);
    expect((await place.run('snapshot')).exit).toBe(0);
    expectFits('lockfile', place.read(lockfile));
    expect((await place.run('snapshot', '--check')).exit).toBe(0);
    const settled = place.tree();
    expect((await place.run('snapshot')).exit).toBe(0);
    expect(place.tree()).toEqual(settled);
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.11') });
    const changed = await place.run('snapshot', '--check');
    expect(changed.exit).toBe(2);
    expect(changed.stdout).toMatch(/^-.*"10\.0\.0\.10"/m);
    expect(changed.stdout).toMatch(/^\+.*"10\.0\.0\.11"/m);
  });

  it.concurrent('--stdout prints what would be written, and writes nothing', async () => {
    const place = project();
    const before = place.tree();
    const { exit, stdout } = await place.run('snapshot', '--stdout');
    expect(exit).toBe(0);
    expectFits('lockfile', stdout);
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('changes no record, and leaves what was applied', async () => {
    const place = await applied(['app 10.0.0.10', 'db 10.0.0.11']);
    const records = place.read(zone);
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.20') });
    expect((await place.run('snapshot')).exit).toBe(0);
    expect(place.read(zone)).toBe(records);
    expect(changesOf(await planOf(place))).toEqual(['update app.lan.example.com A', 'delete db.lan.example.com A']);
  });

  it.concurrent('--resolve settles a merge of two lockfiles, and the next plan is the one of the sources', async () => {
    const place = await applied(['app 10.0.0.10', 'db 10.0.0.11']);
    const lines = place.read(lockfile).split('\n');
    const [app, db] = ['app', 'db'].map((host) => lines.find((line) => line.includes(`"name":"${host}.`)));
    const merged = place
      .read(lockfile)
      .replace(`${app}\n${db}`, `<<<<<<< HEAD\n${app}\n${db}\n=======\n${app}\n${db}\n>>>>>>> feature`);
    place.write({ [lockfile]: merged });
    expectError(await place.run('plan', '--json'), 'LOCKFILE_CONFLICT');
    expect((await place.run('snapshot', '--resolve')).exit).toBe(0);
    expectFits('lockfile', place.read(lockfile));
    expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(0);
    expect(ownedLines(place.read(zone), 'homeserver')).toHaveLength(2);
  });

  it.concurrent('refuses a source that cannot be read, and input with errors', async () => {
    const place = await applied();
    const before = place.read(lockfile);
    place.remove('overrides/a.yaml');
    expectError(await place.run('snapshot', '--json'), 'SOURCE_FAILED');
    place.write({ 'overrides/a.yaml': 'records: [\n' });
    expectError(await place.run('snapshot', '--json'), 'INPUT_INVALID');
    expect((await place.run('snapshot', '--check')).exit).toBe(3);
    expect(place.read(lockfile)).toBe(before);
  });

  it.concurrent('refuses a source that became empty, unless that is allowed', async () => {
    const place = await applied();
    const before = place.read(lockfile);
    place.write({ 'overrides/a.yaml': overridesText() });
    const refused = await place.run('snapshot');
    expect(refused.exit).toBe(8);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain('--allow-empty overrides');
    expectError(await place.run('snapshot', '--json'), 'GUARD_TRIPPED');
    expect((await place.run('snapshot', '--allow-empty', 'other')).exit).toBe(8);
    expect(place.read(lockfile)).toBe(before);
    expect((await place.run('snapshot', '--allow-empty', 'overrides')).exit).toBe(0);
    expect(JSON.parse(place.read(lockfile))).toMatchObject({ serial: 2, snapshot: [] });
  });
});

describe('check', () => {
  const faulty = () =>
    workspace({
      'dns-sync.yaml': configText(),
      'overrides/a.yaml': overridesText('app 10.0.0.400'),
      'overrides/b.yaml': overridesText('db 10.0.0.11'),
    });

  it.concurrent('reports only what is in the FILES, wherever it is run', async () => {
    const place = faulty();
    expect((await place.run('check')).exit).toBe(3);
    expect((await place.run('check', 'overrides/b.yaml')).exit).toBe(0);
    const found = await place.run('check', 'overrides/a.yaml', 'overrides/b.yaml');
    expect(found.exit).toBe(3);
    expect(found.stdout).toContain('overrides/a.yaml:3:');
    const below = workspace({ 'sub/empty': '' });
    const config = `${place.folder}/dns-sync.yaml`;
    expect((await below.run('check', '--config', config, `${place.folder}/overrides/a.yaml`)).exit).toBe(3);
    expect((await below.run('check', '--config', config, `${place.folder}/overrides/b.yaml`)).exit).toBe(0);
  });

  it.concurrent('needs no provider, no state folder and no secret, and writes nothing', async () => {
    const place = project(['app 10.0.0.10'], configText({ directory: `\${env:NOBODY_SETS_THIS}/zones` }));
    const before = place.tree();
    expect(await place.run('check')).toMatchObject({ exit: 0, stderr: '' });
    expect(place.tree()).toEqual(before);
  });
});

describe('what is printed where', () => {
  it.concurrent('--quiet prints nothing but errors', async () => {
    const place = project();
    expect(await place.run('plan', '--quiet')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await place.run('apply', '--auto-approve', '--quiet')).toEqual({ exit: 0, stdout: '', stderr: '' });
    place.write({ 'dns-sync.yaml': 'version: 1\n' });
    const failed = await place.run('plan', '--quiet');
    expect(failed).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining('CONFIG_INVALID') });
  });

  it.concurrent('--json prints one value on standard output, and nothing beside it', async () => {
    const place = project();
    for (const args of [['plan'], ['check'], ['apply', '--auto-approve'], ['apply', '--auto-approve'], ['snapshot']]) {
      const { exit, stdout, stderr } = await place.run(...args, '--json');
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(JSON.parse(stdout)).toBeTypeOf('object');
    }
  });

  it.concurrent('--log-format json logs a JSON value a line on standard error', async () => {
    const { exit, stderr } = await project().run(
      'apply',
      '--auto-approve',
      '--log-level',
      'debug',
      '--log-format',
      'json',
    );
    expect(exit).toBe(0);
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; message: string });
    expect(lines).toContainEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      level: 'debug',
      message: expect.stringContaining('committed zone file'),
    });
  });

  it.concurrent('what the configuration was filled in with is in no output, and stands in no file of the state folder', async () => {
    const place = project(['app 10.0.0.10'], configText({ directory: `\${env:PLACE}/zones` }));
    const run = (...args: string[]) => place.runWith({ PLACE: 's3cret-place' }, ...args, '--log-level', 'debug');
    const applied = await run('apply', '--auto-approve');
    expect(applied).toMatchObject({ exit: 0, stderr: expect.stringContaining('committed zone file') });
    const [journal] = Object.entries(treeOf(place.state)).filter(([path]) => path.includes('/history/'));
    expect(journal?.[1]).toContain('zone file');
    for (const text of [applied.stdout, applied.stderr, place.read(lockfile), ...Object.values(treeOf(place.state))]) {
      expect(text).not.toContain('s3cret-place');
    }
  });

  it.concurrent.for<[string, Record<string, string>, string[], boolean]>([
    ['a pipe', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
    ['an empty NO_COLOR', { NO_COLOR: '', FORCE_COLOR: '1' }, [], true],
    ['--no-color against FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['--color against NO_COLOR', { NO_COLOR: '1' }, ['--color'], true],
    ['a dumb terminal', { TERM: 'dumb', FORCE_COLOR: '1' }, [], false],
    ['--json', { FORCE_COLOR: '1' }, ['--json'], false],
  ])('colours for %s', async ([, environment, flags, colours]) => {
    const { exit, stdout } = await project().runWith(environment, 'plan', ...flags);
    expect(exit).toBe(0);
    expect(stdout.includes('\u001b[')).toBe(colours);
  });

  it.concurrent('colours change no word of a plan', async () => {
    const place = project();
    const [plain, coloured] = await Promise.all([place.run('plan'), place.run('plan', '--color')]);
    // biome-ignore lint/complexity/useRegexLiterals: an escape character
    expect(coloured.stdout.replaceAll(new RegExp('\\u001b\\[[0-9;]*m', 'g'), '')).toBe(plain.stdout);
  });
});

describe('the environment', () => {
  it.concurrent('DNS_SYNC_CONFIG names the configuration, --config beats it', async () => {
    const place = project();
    place.write({
      'other/dns-sync.yaml': configText({ owner: 'other' }),
      'other/overrides/a.yaml': overridesText('db 10.0.0.11'),
    });
    const environment = { DNS_SYNC_CONFIG: 'other/dns-sync.yaml' };
    const owner = async (...flags: string[]) =>
      (JSON.parse((await place.runWith(environment, 'plan', '--json', ...flags)).stdout) as Plan).owner;
    expect(await owner()).toBe('other');
    expect(await owner('--config', 'dns-sync.yaml')).toBe('homeserver');
  });

  it.concurrent('DNS_SYNC_OWNER overrides the owner, and must be one', async () => {
    const place = project();
    expect((await place.runWith({ DNS_SYNC_OWNER: 'nas2' }, 'apply', '--auto-approve')).exit).toBe(0);
    expect(ownedLines(place.read(zone), 'nas2')).toHaveLength(1);
    expect((await place.runWith({ DNS_SYNC_OWNER: 'no blanks' }, 'plan')).exit).toBe(3);
  });

  it.concurrent('DNS_SYNC_STATE_DIR says where the state folder is', async () => {
    const place = project();
    expect((await place.runWith({ DNS_SYNC_STATE_DIR: 'state' }, 'apply', '--auto-approve')).exit).toBe(0);
    expect(Object.keys(place.tree())).toContain('state/instance');
  });

  it.concurrent('without it the state folder is outside the project', async () => {
    const place = await applied();
    expect(Object.keys(place.tree())).toEqual([
      lockfile,
      'dns-sync.yaml',
      'overrides',
      'overrides/a.yaml',
      'zones',
      zone,
    ]);
  });

  it.concurrent('DNS_SYNC_LOG_LEVEL must be a level', async () => {
    expect((await project().runWith({ DNS_SYNC_LOG_LEVEL: 'loud' }, 'plan')).exit).toBe(3);
  });
});

describe('secrets', () => {
  const secret = 'hunter2-very-secret';
  const config = configText({ directory: `\${env:ZONE_PLACE}` });

  it.concurrent('never appear in plan, lockfile, plan file or result', async () => {
    const place = project(['app 10.0.0.10'], config);
    const environment = { ZONE_PLACE: secret };
    const shown = await place.runWith(environment, 'plan', '--out', 'plan.json');
    const json = await place.runWith(environment, 'plan', '--json');
    const done = await place.runWith(environment, 'apply', 'plan.json', '--json');
    expect([shown.exit, json.exit, done.exit]).toEqual([0, 0, 0]);
    const printed = [shown, json, done].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    for (const text of [...printed, place.read('plan.json'), place.read(lockfile)]) expect(text).not.toContain(secret);
  });

  it.concurrent('that are not set are named, not guessed: SECRET_MISSING, nothing written', async () => {
    const place = project(['app 10.0.0.10'], config);
    const before = place.tree();
    const missing = await place.run('plan');
    expect(missing).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining('SECRET_MISSING') });
    expect(missing.stderr).toContain('ZONE_PLACE');
    expectError(await place.run('apply', '--auto-approve', '--json'), 'SECRET_MISSING');
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('are no part of what a saved plan was made from', async () => {
    const place = project(['app 10.0.0.10'], config);
    expect((await place.runWith({ ZONE_PLACE: 'one' }, 'plan', '--out', 'plan.json')).exit).toBe(0);
    expect((await place.runWith({ ZONE_PLACE: 'two' }, 'apply', 'plan.json')).exit).toBe(0);
    expect(Object.keys(place.tree())).toContain('two/lan.example.com.zone');
  });
});

describe('flags that say what a plan is made of', () => {
  it.concurrent('--only limits it to names, and leaves the rest for the next', async () => {
    const place = await applied(['app 10.0.0.10', 'db 10.0.0.11', 'old 10.0.0.12', 'web 10.0.0.13']);
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.20', 'db 10.0.0.21', 'web 10.0.0.13') });
    const only = ['--only', 'app.lan.example.com,old.*.example.com'];
    expect(changesOf(await planOf(place, ...only))).toEqual([
      'update app.lan.example.com A',
      'delete old.lan.example.com A',
    ]);
    expect((await place.run('apply', '--auto-approve', ...only)).exit).toBe(0);
    expect(changesOf(await planOf(place))).toEqual(['update db.lan.example.com A']);
  });

  it.concurrent('--provider limits it to providers, and leaves the rest for the next', async () => {
    const second = configText({}).replace(
      'providers:\n',
      'providers:\n  - { name: other, type: zonefile, zones: [other.example.com], directory: other }\n',
    );
    const place = workspace({
      'dns-sync.yaml': second,
      'overrides/a.yaml': `${overridesText('app 10.0.0.10')}  - { name: app.other.example.com, value: 10.0.0.11 }\n`,
    });
    expect(changesOf(await planOf(place, '--provider', 'other'))).toEqual(['create app.other.example.com A']);
    expect((await place.run('apply', '--auto-approve', '--provider', 'other')).exit).toBe(0);
    expect(Object.keys(place.tree())).not.toContain('zones');
    expect(changesOf(await planOf(place))).toEqual(['create app.lan.example.com A']);
    expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
    expect(changesOf(await planOf(place))).toEqual([]);
  });

  it.concurrent('--adopt makes hand-made records ours, in place, and the next plan is empty', async () => {
    const place = project(['printer 10.0.0.30', 'app 10.0.0.10']);
    place.write({ [zone]: handMadeZone });
    const refused = await planOf(place);
    expect(refused.held.map(({ name, reason }) => `${name} ${reason}`)).toEqual(['printer.lan.example.com unowned']);
    expect((await place.run('apply', '--auto-approve', '--adopt', 'printer.*.example.com')).exit).toBe(0);
    const written = place.read(zone);
    expect(written).toMatch(/^printer IN A 10\.0\.0\.30 +; dns-sync owner=homeserver created=\S+ force=0$/m);
    expect(written).toContain('\nprinter IN TXT "second floor; ask Ann"\n');
    expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(0);
    expect((await planOf(place)).held).toEqual([]);
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    const allow = ['--allow-delete-percent', '100'];
    expect((await place.run('apply', '--auto-approve', ...allow)).exit).toBe(0);
    expect(place.read(zone)).not.toContain('10.0.0.30');
  });

  it.concurrent('--locked-source takes a source from the snapshot', async () => {
    const place = await applied();
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.20') });
    expect(changesOf(await planOf(place, '--locked-source', 'overrides'))).toEqual([]);
    place.remove('overrides/a.yaml');
    expect((await place.run('plan', '--detailed-exitcode', '--locked-source', 'overrides')).exit).toBe(0);
  });

  it.concurrent('--locked-source without a lockfile is refused', async () => {
    expectError(await project().run('plan', '--locked-source', 'overrides', '--json'), 'SOURCE_FAILED');
  });

  it.concurrent('--offline compares with what was last applied, whatever became of the providers', async () => {
    const place = await applied();
    place.write({
      [zone]: 'this is no zone file (\n',
      'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11'),
    });
    expect((await place.run('plan')).exit).toBe(5);
    const offline = await place.run('plan', '--offline', '--detailed-exitcode', '--json');
    expect(offline.exit).toBe(2);
    expect(changesOf(JSON.parse(offline.stdout) as Plan)).toEqual(['create db.lan.example.com A']);
  });
});
