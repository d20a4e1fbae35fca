import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, type Workspace, workspace } from '../cli.ts';
import { expectFits } from '../schema.ts';
import { changesOfOthers, heldLock, toldBy } from './finding.ts';
import { type Image, lockKey, type Registry, startRegistry } from './registry.ts';
import { apply, configText, others, overridesText } from './scenario.ts';

let registry: Registry;
beforeAll(async () => {
  registry = await startRegistry();
}, 60_000);
afterAll(() => registry.close());
beforeEach(() => registry.load(others));

const project = (by: string, records: readonly string[]): Workspace =>
  workspace({ 'dns-sync.yaml': configText(registry.endpoints, { by }), 'overrides/a.yaml': overridesText(records) });
/** Expects an apply to have been refused because its owner is another's. */
function expectInUse({ exit, stdout }: Outcome): void {
  expectFits('apply', stdout);
  expect({ exit, ...toldBy(stdout) }).toMatchObject({ exit: 7, outcome: 'undone', error: { code: 'OWNER_IN_USE' } });
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const failed = (outcomes: readonly Outcome[]) => outcomes.filter(({ exit }) => exit !== 0);

/** Every value that an owner `host…` has: `name type content owner`, sorted; duplicates stay. */
function owned(image: Image): string[] {
  return Object.entries(image)
    .flatMap(([key, value]) => {
      if (!key.startsWith('/skydns/com/example/') || !value.includes('"owner_hostname":"host')) return [];
      const { name, record_type, host, text, owner_hostname } = JSON.parse(value) as Record<string, string>;
      return [`${name} ${record_type} ${host ?? text} ${wantedByMany.test(name ?? '') ? 'one' : owner_hostname}`];
    })
    .sort();
}

/** Where several owners want the same value it is written once, and belongs to one of them. */
const wantedByMany = /^shared/;

describe('twenty owners who apply at once under shared names', () => {
  const owners = Array.from({ length: 20 }, (_, index) => `host${index + 1}`);
  const names = ['app.example.com', 'n05.example.com', 'example.com'];
  const wishes = (round: number, index: number) => [
    ...names.map((name) => [name, 'A', `192.0.${round}.${index + 1}`] as const),
    ['shared.example.com', 'A', `192.0.${round}.250`] as const,
    ['shared.example.com', 'TXT', `round ${round} of ${index % 4}`] as const,
    [`own${index}.example.com`, 'A', `192.0.${round}.${index + 1}`] as const,
    ...(round === 2 ? [] : [[`gone${index % 5}.example.com`, 'A', `192.0.${round}.${index + 1}`] as const]),
  ];
  const asked = (round: number, index: number) =>
    wishes(round, index).map(([name, type, value]) => `name: ${name}, type: ${type}, value: "${value}"`);
  const wanted = (round: number) => {
    const all = owners.flatMap((by, index) =>
      wishes(round, index).map(
        ([name, type, value]) => `${name} ${type} ${value} ${wantedByMany.test(name) ? 'one' : by}`,
      ),
    );
    return [...new Set(all)].sort();
  };

  it('have all their values there in the end, each once, nobody is stale, and no lock is left; and again as all change theirs', async () => {
    const projects = owners.map((by, index) => project(by, asked(1, index)));
    for (const round of [1, 2]) {
      for (const [index, one] of projects.entries())
        one.write({ 'overrides/a.yaml': overridesText(asked(round, index)) });
      expect(failed(await Promise.all(projects.map((one) => one.run(...apply, '--allow-deletes', '1'))))).toEqual([]);
      const image = await registry.image();
      expect(owned(image)).toEqual(wanted(round));
      const theirs = Object.entries(image).filter(
        ([key, value]) => !value.includes('"owner_hostname":"host') && !/heartbeat\/host\d+$/.test(key),
      );
      expect(changesOfOthers(Object.fromEntries(theirs))).toEqual([]);
      expect(await heldLock(registry)).toEqual([]);
      expect(await registry.cluster.ctl('lease', 'list')).toContain('found 0 leases');
    }
    const planned = await Promise.all(projects.map((one) => one.run('plan', '--detailed-exitcode')));
    expect(failed(planned)).toEqual([]);
  }, 600_000);
});

describe('two installations with one owner', () => {
  const wishes = ['name: app.example.com, value: 192.0.2.1', 'name: db.example.com, value: 192.0.2.2'];

  it('keep one another from writing, until one takes the owner over', async () => {
    const first = project('homeserver', wishes.slice(0, 1));
    expect(await first.run(...apply)).toMatchObject({ exit: 0 });
    const before = await registry.image();

    const second = project('homeserver', wishes);
    expectInUse(await second.run(...apply, '--json'));
    const { exit, stderr } = await second.run(...apply);
    expect({ exit, stderr: flat(stderr) }).toEqual({
      exit: 7,
      stderr: expect.stringContaining('error OWNER_IN_USE: '),
    });
    expect(stderr).toContain('--take-owner');
    expect(await registry.image()).toEqual(before);
    expect(await heldLock(registry)).toEqual([]);

    expect(await second.run(...apply, '--take-owner')).toMatchObject({ exit: 0 });
    first.write({ 'overrides/a.yaml': overridesText([...wishes, 'name: late.example.com, value: 192.0.2.3']) });
    const after = await registry.image();
    expectInUse(await first.run(...apply, '--json'));
    expect(await registry.image()).toEqual(after);
    second.write({ 'overrides/a.yaml': overridesText([...wishes, 'name: more.example.com, value: 192.0.2.4']) });
    expect(await second.run(...apply)).toMatchObject({ exit: 0 });
  });

  it('one of which is docker-coredns-sync: nothing is written without --take-owner', async () => {
    const live = { ...others, '/docker-coredns-sync/heartbeat/homeserver': 'homeserver' };
    await registry.load(live);
    const here = project('homeserver', wishes);
    expectInUse(await here.run(...apply, '--json'));
    expect((await here.run(...apply)).stderr).toContain('docker-coredns-sync on homeserver');
    expect(await registry.image()).toEqual(live);
    expect(await here.run(...apply, '--take-owner')).toMatchObject({ exit: 0 });
    const heartbeat = (await registry.image())['/docker-coredns-sync/heartbeat/homeserver'] ?? '';
    expect(JSON.parse(heartbeat)).toMatchObject({ tool: 'dns-sync', mode: 'apply' });
    expect(await here.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });
});

describe('a lock that someone else holds', () => {
  const id = '9b2f0c1e-0000-4000-8000-000000000001';
  const holder = `{"id":"${id}","holder":"nas2","tool":"dns-sync 0.1.0","command":"apply","pid":4711,"host":"nas","since":"2026-11-20T12:00:00Z"}`;
  const wishes = ['name: app.example.com, value: 192.0.2.1'];

  it.each([
    ['another dns-sync', holder, [id, 'nas2', 'process 4711', '2026-11-20T12:00:00Z']],
    ['docker-coredns-sync', 'nas2', ['docker-coredns-sync on nas2']],
  ])('%s: it is said who, both while waiting and in the end, and unlock removes it', async (_, value, told) => {
    await registry.store.put({ [lockKey]: value });
    const here = project('homeserver', wishes);
    const before = await registry.image();
    const { exit, stderr } = await here.run('apply', '--auto-approve', '--lock-timeout', '1s');
    expect(exit).toBe(7);
    const [waiting = '', error = ''] = flat(stderr).split('error LOCKED: ');
    for (const piece of told) expect(error).toContain(piece);
    expect(waiting).toContain('waiting for');
    expect(waiting).toContain(told.at(-1) === 'docker-coredns-sync on nas2' ? 'docker-coredns-sync on nas2' : 'nas2');
    expect(error).not.toMatch(/since ?[,:]|process 0/);
    expect(await registry.image()).toEqual(before);

    const [, asked = ''] = /dns-sync unlock (\S+?)[\s.,;)]*$/m.exec(stderr) ?? [];
    expect((await here.run('unlock', 'no-such-id')).exit).not.toBe(0);
    expect(await heldLock(registry)).not.toEqual([]);
    expect(await here.run('unlock', asked)).toMatchObject({ exit: 0 });
    expect(await heldLock(registry)).toEqual([]);
    expect(await here.run(...apply)).toMatchObject({ exit: 0 });
  });

  it('and gives back in time is waited for', async () => {
    await registry.store.put({ [lockKey]: holder });
    const here = project('homeserver', wishes);
    const running = here.start(...apply);
    await expect.poll(() => running.stderr(), { timeout: 60_000 }).toContain('waiting for');
    await registry.store.put({ [lockKey]: null });
    expect(await running.ended).toMatchObject({ exit: 0 });
  });
});
