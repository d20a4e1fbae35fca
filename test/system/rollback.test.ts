import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Workspace, workspace } from './cli.ts';
import { gitIn } from './git-in.ts';
import { expectError, expectFits } from './schema.ts';
import { configText, handMadeZone, overridesText } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';
const compose = (host: string) =>
  `services:\n  web:\n    image: x\n    labels:\n      dns.host: ${host}.lan.example.com\n      dns.address: 10.0.0.50\n`;
const config = configText().replace(
  'sources:\n',
  'sources:\n  - { name: stacks, type: compose, files: ["compose.yaml"] }\n',
);

/** What a project says at a time: overrides, and the patch of the label `web`. */
function said(records: readonly string[], patch: string): string {
  return `${overridesText(...records)}patch:\n  - { match: { name: web.lan.example.com }, set: { ${patch} } }\n`;
}

/** Zone and lockfile without what goes on: the SOA's serial, the lockfile's. */
function standing(place: Workspace): { zone: string; lockfile: string } {
  return {
    zone: place.read(zone).replace(/(SOA \S+ \S+) \d+/, '$1 SERIAL'),
    lockfile: place.read(lockfile).replace(/"serial": \d+/, '"serial": N'),
  };
}

async function apply(place: Workspace): Promise<{ zone: string; lockfile: string }> {
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  return standing(place);
}

/** A project in Git, applied and committed twice; what stood at serial 1, and both commits. */
async function project() {
  const place = workspace({
    'dns-sync.yaml': config,
    'compose.yaml': compose('web'),
    'overrides/a.yaml': said(['app 10.0.0.10', 'db 10.0.0.11 60', 'old 10.0.0.12'], 'values: [10.0.0.60], ttl: 120'),
    [zone]: handMadeZone,
    '.gitignore': 'plan.json\n',
  });
  const git = gitIn(place.folder);
  git('init', '--quiet');
  const first = await apply(place);
  const one = git.commitAll();
  place.write({ 'overrides/a.yaml': said(['app 10.0.0.20', 'db 10.0.0.11', 'new 10.0.0.13'], 'values: [10.0.0.70]') });
  const second = await apply(place);
  const two = git.commitAll();
  return { place, git, first, second, one, two };
}

const changes = ({ changes: all }: Pick<Plan, 'changes'>) =>
  all.map(({ action, name }) => `${action} ${name.split('.')[0]}`);
const back = ['create old', 'update app', 'update db', 'update web', 'delete new'];

async function planned(place: Workspace, ...args: string[]): Promise<Plan> {
  const { stdout } = await place.run('rollback', ...args, '--json');
  expectFits('plan', stdout);
  return JSON.parse(stdout) as Plan;
}

describe('rollback', () => {
  it.concurrent.for(['1', 'HEAD~1'])('to %s: reviewed, applied, and then forward again', async (target) => {
    const { place, first, second } = await project();
    const before = place.tree();
    const shown = await place.run('rollback', target, '--out', 'plan.json', '--detailed-exitcode');
    expect({ exit: shown.exit, stderr: shown.stderr }).toEqual({ exit: 2, stderr: '' });
    expect(shown.stdout).toMatch(/^Back to serial 1/);
    const { 'plan.json': text = '', ...rest } = place.tree();
    expect(rest).toEqual(before);
    expect(changes(JSON.parse(text) as Plan)).toEqual(back);

    expect(await place.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
    expect(standing(place)).toEqual(first);
    expect(JSON.parse(place.read(lockfile)).serial).toBe(3);
    const history = JSON.parse((await place.run('history', '--json')).stdout);
    expect(history.applies.map((one: { serial: number }) => one.serial)).toEqual([3, 2, 1]);

    const forward = JSON.parse((await place.run('plan', '--json')).stdout) as Plan;
    expect(changes(forward)).toEqual(['create new', 'update app', 'update db', 'update web', 'delete old']);
    const again = await apply(place);
    const untimed = (text: string) => text.replaceAll(/created=\S+|"created":"[^"]*"/g, 'T');
    expect(untimed(again.zone)).toBe(untimed(second.zone));
    expect(untimed(again.lockfile)).toBe(untimed(second.lockfile));
  });

  it.concurrent('finds a serial in Git where the history is gone', async () => {
    const { place, one } = await project();
    rmSync(place.state, { recursive: true });
    const plan = await planned(place, '1');
    expect(changes(plan)).toEqual(back);
    expect(plan.options.rollback).toBe(`serial 1 of ${one.slice(0, 8)}`);
  });

  it.concurrent('finds a serial in the history where there is no Git', async () => {
    const { place } = await project();
    place.remove('.git');
    expect((await planned(place, '1')).options.rollback).toBe('serial 1');
  });

  it.concurrent('always warns that the sources say otherwise', async () => {
    const { place } = await project();
    const plan = await planned(place, '1');
    expect(plan.diagnostics).toMatchObject([
      { code: 'ROLLBACK', severity: 'warning', message: expect.stringContaining('goes forward again') },
    ]);
  });

  it.concurrent('to the serial that stands says so, and has nothing to do', async () => {
    const { place } = await project();
    const { exit, stdout, stderr } = await place.run('rollback', '2');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'serial 2 is what dns-sync.lock.json holds now.\n' });
    expect(stdout).toContain('Nothing to do');
  });

  it.concurrent('to the serial that stands mends what was changed by hand', async () => {
    const { place } = await project();
    place.write({ [zone]: place.read(zone).replace(/^app\..*\n/m, '') });
    expect(changes(await planned(place, '2'))).toEqual(['create app']);
  });

  it.concurrent('keeps to --only and --provider, and to the guards', async () => {
    const { place } = await project();
    expect(changes(await planned(place, '1', '--only', 'app.lan.example.com', '--provider', 'lan'))).toEqual([
      'update app',
    ]);
    place.write({ 'dns-sync.yaml': `${config}guards: { maxDeletes: 0 }\n` });
    const plan = await planned(place, '1');
    expect(plan.guards).toMatchObject([{ guard: 'max-deletes', allow: '--allow-deletes 1' }]);
    expect((await planned(place, '1', '--allow-deletes', '1')).guards).toEqual([]);
  });

  it.concurrent('does not read the sources', async () => {
    const { place } = await project();
    place.write({ 'overrides/a.yaml': 'records: [\n', 'compose.yaml': '[' });
    expect(changes(await planned(place, '1'))).toEqual(back);
  });

  it.concurrent('to a lockfile of another lineage: only by its revision, with a warning', async () => {
    const { place, git } = await project();
    place.remove(lockfile);
    rmSync(place.state, { recursive: true });
    await apply(place);
    git.commitAll();
    await apply(place);
    const refused = await place.run('rollback', '2', '--json');
    expectError(refused, 'ROLLBACK_UNKNOWN');
    expect(refused.stdout).toContain('another lineage');
    const plan = await planned(place, 'HEAD~2');
    expect(changes(plan)).toEqual(back);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['ROLLBACK', 'ROLLBACK_LINEAGE']);
  });

  it.concurrent('offers what there is when it knows no such serial', async () => {
    const { place, one, two } = await project();
    const refused = await place.run('rollback', '9', '--json');
    expectError(refused, 'ROLLBACK_UNKNOWN');
    expect(JSON.parse(refused.stdout).error.hint).toBe(
      `the history has 2, 1; Git has 2 (${two.slice(0, 8)}), 1 (${one.slice(0, 8)})`,
    );
  });

  it.concurrent.for<[string, string, string]>([
    ['nosuch', 'ROLLBACK_UNKNOWN', 'Git knows no revision nosuch'],
    ['HEAD:overrides', 'ROLLBACK_UNKNOWN', 'Git knows no revision'],
    ['HEAD\nHEAD', 'USAGE', 'neither a serial nor a Git revision'],
    ['', 'USAGE', 'neither a serial nor a Git revision'],
  ])('refuses the revision %j', async ([revision, code, says]) => {
    const { place } = await project();
    const refused = await place.run('rollback', revision, '--json');
    expectError(refused, code === 'USAGE' ? 'USAGE' : 'ROLLBACK_UNKNOWN');
    expect(refused.stdout).toContain(says);
  });

  it.concurrent('takes no revision for an option', async () => {
    const { place } = await project();
    const before = place.tree();
    expectError(await place.run('rollback', '--json', '--', '--output=x'), 'USAGE');
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('says so where a revision has no lockfile, or Git no work tree', async () => {
    const { place, git } = await project();
    git('rm', '--quiet', '--cached', lockfile);
    git('commit', '--quiet', '--message', 'without');
    const missing = await place.run('rollback', 'HEAD', '--json');
    expectError(missing, 'ROLLBACK_UNKNOWN');
    expect(missing.stdout).toContain(`has no ${lockfile}`);
    place.remove('.git');
    const outside = await place.run('rollback', 'HEAD', '--json');
    expectError(outside, 'ROLLBACK_UNKNOWN');
    expect(outside.stdout).toMatch(/not a git repository/i);
    const nowhere = await place.runWith({ PATH: '/nonexistent' }, 'rollback', 'HEAD', '--json');
    expectError(nowhere, 'ROLLBACK_UNKNOWN');
    expect(nowhere.stdout).toContain('git cannot be run');
  });
});
