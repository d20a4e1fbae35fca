import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Outcome, type Workspace, workspace } from './cli.ts';
import { expectError, expectFits } from './schema.ts';
import { configText, handMadeZone, overridesText, ownedLines, withoutTimes } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';

/** A project that was applied once, and whose overrides ask for another address, a record more and a record less. */
async function withPendingChanges(config = configText()): Promise<Workspace> {
  const place = workspace({
    'dns-sync.yaml': config,
    'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11', 'old 10.0.0.12', 'web 10.0.0.13'),
    [zone]: handMadeZone,
  });
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  place.write({
    'overrides/a.yaml': overridesText('app 10.0.0.20', 'db 10.0.0.11', 'new 10.0.0.14 60', 'web 10.0.0.13'),
  });
  return place;
}

async function saved(place: Workspace, ...flags: string[]): Promise<Plan> {
  expect((await place.run('plan', '--out', 'plan.json', ...flags)).exit).toBe(0);
  return JSON.parse(place.read('plan.json')) as Plan;
}

/** Another machine: the same repository without its sources, and a plan that was made elsewhere. */
function elsewhere(place: Workspace): Workspace {
  const files = ['dns-sync.yaml', 'plan.json', lockfile, zone].filter((path) => path in place.tree());
  return workspace(Object.fromEntries(files.map((path) => [path, place.read(path)])));
}

/** Expects a run to have ended with this exit code, and nothing to have been written. */
async function expectRefused(place: Workspace, args: readonly string[], exit: number, says: string): Promise<Outcome> {
  const before = place.tree();
  const outcome = await place.run(...args);
  expect(outcome.exit).toBe(exit);
  expect(outcome.stderr.replaceAll(/\s+/g, ' ')).toContain(says);
  expect(place.tree()).toEqual(before);
  return outcome;
}

describe('a saved plan', () => {
  it.concurrent.each(['dns-sync.yaml', lockfile, `./zones/../${lockfile}`])(
    'is never written over what the project stands on: %s',
    async (file) => {
      const place = await withPendingChanges();
      await expectRefused(place, ['plan', '--out', file], 3, '--out would replace dns-sync');
      await expectRefused(place, ['rollback', '1', '--out', file], 3, '--out would replace dns-sync');
    },
  );

  it.concurrent.each([zone, 'overrides/a.yaml'])('is never written over what is no plan: %s', async (file) => {
    const place = await withPendingChanges();
    await expectRefused(place, ['plan', '--out', file], 3, `--out would replace ${file}, which is no saved plan`);
  });

  it.concurrent('replaces an older one, and an empty file', async () => {
    const place = await withPendingChanges();
    await saved(place);
    await saved(place);
    place.write({ 'plan.json': '' });
    await saved(place);
  });

  it.concurrent('is not written through a link to the lockfile that is to be', async () => {
    const place = workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    symlinkSync(lockfile, join(place.folder, 'link'));
    await expectRefused(place, ['plan', '--out', 'link'], 3, `--out would replace ${lockfile}`);
  });

  it.concurrent('writes the same zone and lockfile on another machine, where there is no source, as here', async () => {
    const here = await withPendingChanges();
    expectFits('plan', JSON.stringify(withoutSnapshot(await saved(here))));
    const there = elsewhere(here);
    expect(await there.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
    expect(await here.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
    expect(withoutTimes(there.read(zone))).toBe(withoutTimes(here.read(zone)));
    expect(JSON.parse(there.read(lockfile))).toMatchObject({
      serial: 2,
      lineage: JSON.parse(here.read(lockfile)).lineage,
    });
    expect((await here.run('plan', '--detailed-exitcode')).exit).toBe(0);
  });

  it.concurrent('makes a zone that was never there, and the first lockfile, on another machine', async () => {
    const here = workspace({
      'dns-sync.yaml': configText(),
      'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11'),
    });
    await saved(here);
    const there = elsewhere(here);
    expect((await there.run('apply', 'plan.json')).exit).toBe(0);
    expect((await here.run('apply', 'plan.json')).exit).toBe(0);
    expect(withoutTimes(there.read(zone))).toBe(withoutTimes(here.read(zone)));
    there.write({ 'overrides/a.yaml': here.read('overrides/a.yaml') });
    expect((await there.run('plan', '--detailed-exitcode')).exit).toBe(0);
  });

  it.concurrent('that changes nothing is applied and writes nothing', async () => {
    const place = await withPendingChanges();
    expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
    await saved(place);
    const before = place.tree();
    expect(await place.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
    expect(place.tree()).toEqual(before);
  });

  const appOf = (owner: string) => `app.lan.example.com. 300 IN A 10.0.0.10 ; dns-sync owner=${owner} `;

  it.concurrent.for<[string, (place: Workspace) => unknown, string]>([
    ['another apply came in between', (place) => place.run('apply', '--auto-approve'), 'the lockfile has changed'],
    ['the plan was applied already', (place) => place.run('apply', 'plan.json'), 'the lockfile has changed'],
    ['a snapshot came in between', (place) => place.run('snapshot'), 'the lockfile has changed'],
    [
      'the configuration was edited',
      (place) => place.write({ 'dns-sync.yaml': configText({ more: 'conflicts: newest\n' }) }),
      'the configuration has changed',
    ],
    [
      'the owner is another',
      (place) => place.write({ 'dns-sync.yaml': configText({ owner: 'nas2' }) }),
      'it was made for the owner homeserver',
    ],
    [
      'our value was edited by hand in the zone',
      (place) => place.write({ [zone]: place.read(zone).replace('IN A 10.0.0.10 ', 'IN A 10.0.0.99 ') }),
      'our values were 10.0.0.10, now they are 10.0.0.99',
    ],
    [
      'our value was taken out of the zone by hand',
      (place) => place.write({ [zone]: place.read(zone).replace(/^app\..*\n/m, '') }),
      'our values were 10.0.0.10, now they are none',
    ],
    [
      'our value lost its owner comment',
      (place) => place.write({ [zone]: place.read(zone).replace(/(IN A 10\.0\.0\.10) ;.*/, '$1') }),
      'our values were 10.0.0.10, now they are none',
    ],
    [
      'the TTL of our value was edited by hand',
      (place) =>
        place.write({
          [zone]: place.read(zone).replace(appOf('homeserver'), appOf('homeserver').replace('300', '77')),
        }),
      'the TTL of our values was 300, now it is 77',
    ],
    [
      'a hand-made value stands where ours would be made',
      (place) => place.write({ [zone]: `${place.read(zone)}new IN A 10.0.0.77\n` }),
      '10.0.0.77 has been added by hand',
    ],
    [
      'a CNAME stands where ours would be made',
      (place) => place.write({ [zone]: `${place.read(zone)}new IN CNAME printer\n` }),
      'would stand together',
    ],
    [
      'the lockfile has another lineage',
      (place) => place.write({ [lockfile]: place.read(lockfile).replace(/"lineage": ".{8}/, '"lineage": "00000000') }),
      'it was made with another lockfile',
    ],
    ['the lockfile is gone', (place) => place.remove(lockfile), 'it was made with another lockfile'],
  ])('is stale when %s: exit 6, and nothing is written', async ([, disturb, says]) => {
    const place = await withPendingChanges();
    await saved(place);
    await disturb(place);
    await expectRefused(place, ['apply', 'plan.json'], 6, says);
    expectError(await place.run('apply', 'plan.json', '--json'), 'PLAN_STALE');
  });

  it.concurrent.for<[string, (text: string) => string, readonly string[]]>([
    [
      'another owner added a value beside one we make',
      (text) => `${text}new 300 IN A 10.0.0.77 ; dns-sync owner=nas2 created=2026-01-01T00:00:00Z force=0\n`,
      ['new'],
    ],
    [
      'another owner added a value beside one we change',
      (text) => `${text}app 300 IN A 10.0.0.77 ; dns-sync owner=nas2 created=2026-01-01T00:00:00Z force=0\n`,
      ['app'],
    ],
    [
      'another owner added a value beside one we delete',
      (text) => `${text}old 300 IN A 10.0.0.77 ; dns-sync owner=nas2 created=2026-01-01T00:00:00Z force=0\n`,
      ['old'],
    ],
    [
      'a person added a line elsewhere in the zone',
      (text) => text.replace('printer IN A', 'scanner IN A 10.0.0.77\nprinter IN A'),
      ['scanner'],
    ],
    ['a person reformatted a line of theirs', (text) => text.replace('ns\tIN A', 'ns    IN    A'), ['ns  ']],
  ])('still applies when %s, and keeps that', async ([, edit, kept]) => {
    const place = await withPendingChanges();
    await saved(place);
    const edited = edit(place.read(zone));
    place.write({ [zone]: edited });
    expect(await place.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
    const written = place.read(zone);
    const foreign = (text: string) =>
      text.split('\n').filter((line) => !line.includes('owner=homeserver') && !line.includes('SOA'));
    expect(foreign(written)).toEqual(foreign(edited));
    for (const name of kept) expect(written).toMatch(new RegExp(`^${name}`, 'm'));
    expect(ownedLines(written, 'homeserver').map((line) => line.split(' IN ')[0])).toEqual([
      'app.lan.example.com. 300',
      'db.lan.example.com. 300',
      'new.lan.example.com. 60',
      'web.lan.example.com. 300',
    ]);
    expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(0);
  });

  it.concurrent.for<[string, (text: string) => string]>([
    ['a value was changed', (text) => text.replaceAll('10.0.0.20', '10.0.0.66')],
    ['a guard was allowed', (text) => text.replace('"allow": {}', '"allow": { "deletes": 99 }')],
    ['the snapshot was changed', (text) => text.replace('overrides/a.yaml#new', 'overrides/b.yaml#new')],
    ['the basis was changed', (text) => text.replace(/"serial": \d+/, '"serial": 40')],
  ])('whose file was edited is refused: %s', async ([, edit]) => {
    const place = await withPendingChanges();
    await saved(place);
    const edited = edit(place.read('plan.json'));
    expect(edited).not.toBe(place.read('plan.json'));
    place.write({ 'plan.json': edited });
    await expectRefused(place, ['apply', 'plan.json'], 3, 'PLAN_INVALID');
  });

  it.concurrent('made --offline is refused', async () => {
    const place = await withPendingChanges();
    await saved(place, '--offline');
    await expectRefused(place, ['apply', 'plan.json'], 3, 'PLAN_OFFLINE');
  });

  it.concurrent('is not what plan --json prints', async () => {
    const place = await withPendingChanges();
    place.write({ 'printed.json': (await place.run('plan', '--json')).stdout });
    const refused = await expectRefused(place, ['apply', 'printed.json'], 3, 'PLAN_INVALID');
    expect(refused.stderr).toContain('--out');
  });

  it.concurrent('with errors or an incomplete source is refused, unless it was made with --hold', async () => {
    const place = await withPendingChanges();
    place.write({ 'overrides/b.yaml': 'version: 1\nrecords: [\n' });
    expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(3);
    await expectRefused(place, ['apply', 'plan.json'], 3, 'INPUT_INVALID');
    await saved(place, '--hold');
    expect((await place.run('apply', 'plan.json')).exit).toBe(0);
  });
});

describe('flags beside a saved plan', () => {
  it.concurrent('--allow-… lets a guard through that the plan tripped', async () => {
    const place = await withPendingChanges(configText({ more: 'guards: { maxDeletes: 0, maxDeletePercent: off }\n' }));
    const plan = await saved(place);
    expect(plan.guards.map(({ allow }) => allow)).toEqual(['--allow-deletes 1']);
    await expectRefused(place, ['apply', 'plan.json'], 8, '--allow-deletes 1');
    await expectRefused(place, ['apply', 'plan.json', '--allow-changes', '5'], 8, '--allow-deletes 1');
    await expectRefused(place, ['apply', 'plan.json', '--allow-deletes', '0'], 8, '--allow-deletes 1');
    expect(await place.run('apply', 'plan.json', '--allow-deletes', '1')).toMatchObject({ exit: 0, stderr: '' });
  });

  it.concurrent('a guard that was allowed when the plan was made needs no flag', async () => {
    const place = await withPendingChanges(configText({ more: 'guards: { maxDeletes: 0, maxDeletePercent: off }\n' }));
    await saved(place, '--allow-deletes', '1');
    expect(await place.run('apply', 'plan.json')).toMatchObject({ exit: 0, stderr: '' });
  });

  it.concurrent.for([
    ['--only', 'app.lan.example.com'],
    ['--provider', 'lan'],
    ['--hold'],
    ['--adopt', 'printer.lan.example.com'],
    ['--locked'],
    ['--locked-source', 'overrides'],
  ])('%s belongs to the plan and is refused', async (flags) => {
    const place = await withPendingChanges();
    await saved(place);
    await expectRefused(place, ['apply', 'plan.json', ...flags], 3, `${flags[0]} cannot be given with a saved plan`);
  });
});

describe('maxPlanAge', () => {
  const config = configText({ more: 'maxPlanAge: 1h\n' });
  /** `createdAt` is no part of the digest. */
  const age = (place: Workspace, minutes: number) => {
    const path = join(place.folder, 'plan.json');
    const text = readFileSync(path, 'utf8');
    const createdAt = new Date(Date.now() - minutes * 60_000).toISOString();
    writeFileSync(path, text.replace(/"createdAt": "[^"]+"/, `"createdAt": "${createdAt}"`));
  };

  it.concurrent('makes an older plan stale', async () => {
    const place = await withPendingChanges(config);
    await saved(place);
    age(place, 61);
    await expectRefused(place, ['apply', 'plan.json'], 6, 'maxPlanAge allows 3600 s');
  });

  it.concurrent('lets a younger one through', async () => {
    const place = await withPendingChanges(config);
    await saved(place);
    age(place, 50);
    expect((await place.run('apply', 'plan.json')).exit).toBe(0);
  });
});

function withoutSnapshot(plan: Plan): object {
  return Object.fromEntries(Object.entries(plan).filter(([key]) => key !== 'snapshot'));
}
