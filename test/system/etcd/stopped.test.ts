import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workspace } from '../cli.ts';
import { discard } from '../crash/three-zones.ts';
import { heldLock, look } from './finding.ts';
import { type Image, type Registry, startRegistry } from './registry.ts';
import { apply, configText, isPending, makeScenario, overridesText, placeAt, type Scenario } from './scenario.ts';

let registry: Registry;
let scenario: Scenario;
beforeAll(async () => {
  registry = await startRegistry();
  scenario = await makeScenario(registry);
}, 120_000);
afterAll(() => registry.close());

const transactions = [
  ['first', { text: '/skydns/com/example/new01/x1' }],
  ['last', { text: '/skydns/com/example/old20/x1' }],
] as const;

it.each(transactions)(
  'an apply that is stopped at its %s transaction until its lock is another’s, and goes on: both have all their values',
  async (_, which) => {
    const place = await placeAt(registry, scenario);
    const other = workspace({
      'dns-sync.yaml': configText(registry.cluster.endpoints, { by: 'nas9' }),
      'overrides/a.yaml': overridesText([
        'name: www.example.com, value: 192.0.2.230',
        'name: barn.example.com, value: 192.0.2.231',
      ]),
    });
    let child: ChildProcess | undefined;
    let theirs: Image = {};
    registry.proxy.arm(which, 'meanwhile', async () => {
      child?.kill('SIGSTOP');
      await registry.endLease();
      expect(await other.run(...apply)).toMatchObject({ exit: 0 });
      theirs = Object.fromEntries(
        Object.entries(await registry.image()).filter((entry) => entry.join().includes('nas9')),
      );
      child?.kill('SIGCONT');
    });
    const running = place.start(...apply);
    child = running.child;
    expect(await running.ended).toMatchObject({ exit: 0 });
    expect(Object.keys(theirs)).toEqual([
      '/docker-coredns-sync/heartbeat/nas9',
      '/skydns/com/example/barn/x1',
      '/skydns/com/example/www/x2',
    ]);
    expect(await registry.image()).toMatchObject(theirs);
    expect(await heldLock(registry)).toEqual([]);
    expect(await other.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
    await registry.store.put(Object.fromEntries(Object.keys(theirs).map((key) => [key, null])));
    expect((await look(registry, place, scenario)).sides).toEqual(['after']);
    discard(place);
    discard(other);
  },
  120_000,
);

it.each(transactions)(
  'the %s transaction of an apply that was killed, which arrives after it was undone, does nothing',
  async (_, which) => {
    const place = await placeAt(registry, scenario);
    let child: ChildProcess | undefined;
    registry.proxy.arm(which, 'late', () => child?.kill('SIGKILL'));
    const running = place.start(...apply);
    child = running.child;
    expect((await running.ended).exit).toBeNull();
    await registry.endLease();
    registry.proxy.arm(null);
    expect(await place.run('recover')).toMatchObject({ exit: 0 });
    expect(isPending(place)).toBe(false);
    registry.proxy.deliver();
    await sleep(500);
    const { sides, wrong } = await look(registry, place, scenario);
    expect([...sides, ...wrong]).toEqual(['before']);
    discard(place);
  },
  120_000,
);
