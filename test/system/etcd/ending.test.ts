import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Which } from '../../servers/grpc-proxy.ts';
import { until, type Workspace } from '../cli.ts';
import { copyOf, discard } from '../crash/three-zones.ts';
import { applyAgain, heldLock, look, toldBy, untruths } from './finding.ts';
import { lockKey, type Registry, startRegistry } from './registry.ts';
import { apply, configText, isPending, makeScenario, placeAt, type Scenario } from './scenario.ts';

let registry: Registry;
let scenario: Scenario;
let place: Workspace;
beforeAll(async () => {
  registry = await startRegistry();
  scenario = await makeScenario(registry);
}, 120_000);
afterAll(() => registry.close());
beforeEach(async () => {
  place = await placeAt(registry, scenario);
  return () => discard(place);
});

const key = (label: string): string => `/skydns/com/example/${label}/x1`;
/** The first transaction, and the last. */
const [first, last] = [{ text: key('new01') }, { text: key('old20') }];

const expectFree = async (): Promise<void> => {
  expect(await heldLock(registry)).toEqual([]);
  expect(await registry.cluster.ctl('lease', 'list')).toContain('found 0 leases');
};

describe('every command ends by itself', () => {
  const commands: readonly (readonly [args: readonly string[], exit: number, whenGone: number])[] = [
    [['check'], 0, 0],
    [['snapshot', '--stdout'], 0, 0],
    [['plan'], 0, 5],
    [['plan', '--offline'], 0, 0],
    [apply, 0, 5],
    [['history'], 0, 0],
    [['recover'], 0, 0],
    [['unlock', 'no-such-id'], 3, 3],
    [['doctor'], 0, 5],
  ];

  it.each(commands)('%j, with etcd', async (args, exit) => {
    const { exit: found, stderr } = await place.run(...args);
    expect({ exit: found, stderr }).toMatchObject({ exit });
    await expectFree();
  });

  it('without etcd', async () => {
    place.write({ 'dns-sync.yaml': configText(['http://127.0.0.1:1']) });
    for (const [args, , exit] of commands) {
      const { exit: found, stdout, stderr } = await place.run(...args);
      expect({ args, exit: found, said: stdout + stderr }).toMatchObject({ args, exit });
    }
  });

  it('while etcd does not move', async () => {
    const [member] = registry.cluster.members;
    const copies = commands.map((command) => ({ command, copy: copyOf(place) }));
    member?.freeze();
    try {
      const ended = await Promise.all(
        copies.map(async ({ command: [args], copy }) => [args, (await copy.run(...args)).exit]),
      );
      expect(ended).toEqual(commands.map(([args, , exit]) => [args, exit]));
    } finally {
      member?.thaw();
    }
    await expectFree();
  }, 300_000);
});

describe('an apply that is interrupted', () => {
  it.each<[string, NodeJS.Signals, { readonly text: string }]>([
    ['SIGINT in its first transaction', 'SIGINT', first],
    ['SIGTERM in its first transaction', 'SIGTERM', first],
  ])('by %s finishes that, undoes it, exit 1, and gives lock and lease back', async (_, signal, which) => {
    let child: ChildProcess | undefined;
    registry.proxy.arm(which, 'meanwhile', async () => {
      child?.kill(signal);
      await sleep(300);
    });
    const running = place.start(...apply, '--json');
    child = running.child;
    const { exit, stdout } = await running.ended;
    expect(exit).toBe(1);
    expect(toldBy(stdout)).toMatchObject({ outcome: 'undone', error: { code: 'INTERRUPTED' } });
    const found = await look(registry, place, scenario);
    expect([...found.sides, ...found.wrong, ...untruths(stdout, found, scenario)]).toEqual(['before']);
    expect(isPending(place)).toBe(false);
    await expectFree();
    expect(await applyAgain(registry, place, scenario)).toEqual([]);
  });

  it('in its last transaction has nothing more to do than to finish it', async () => {
    let child: ChildProcess | undefined;
    registry.proxy.arm(last, 'meanwhile', async () => {
      child?.kill('SIGINT');
      await sleep(300);
    });
    const running = place.start(...apply);
    child = running.child;
    expect(await running.ended).toMatchObject({ exit: 0 });
    expect((await look(registry, place, scenario)).sides).toEqual(['after']);
    await expectFree();
  });

  it('at any request before its first transaction has written nothing', async () => {
    let child: ChildProcess | undefined;
    for (let at = 1; ; at += 1) {
      let reached = false;
      registry.proxy.arm(at, 'meanwhile', async () => {
        reached = (await registry.image())[key('new01')] !== undefined;
        child?.kill('SIGINT');
        await sleep(300);
      });
      const running = place.start(...apply);
      child = running.child;
      const { exit, stdout, stderr } = await running.ended;
      expect({ at, struck: registry.proxy.struck() }).toEqual({ at, struck: true });
      expect((await look(registry, place, scenario)).sides).toEqual(['before']);
      await expectFree();
      expect({ exit, said: stdout + stderr }).toEqual({ exit: 1, said: expect.stringContaining('INTERRUPTED') });
      if (reached) break;
    }
  }, 180_000);

  it('while it waits for the lock has written nothing', async () => {
    await registry.store.put({ [lockKey]: 'nas2' });
    const running = place.start(...apply);
    await until(() => running.stderr().includes('waiting for'));
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ exit: 1, stderr: expect.stringContaining('error INTERRUPTED: ') });
    expect((await look(registry, place, scenario)).sides).toEqual(['before']);
    await registry.store.put({ [lockKey]: null });
  });

  it.each<[string, Which]>([
    ['while it reads', 2],
    ['in its first transaction', first],
  ])(
    'with an etcd that does not move any more, %s, ends by itself, and the next one puts things right',
    async (_, which) => {
      const [member] = registry.cluster.members;
      let child: ChildProcess | undefined;
      registry.proxy.arm(which, 'meanwhile', () => {
        member?.freeze();
        child?.kill('SIGINT');
      });
      try {
        const running = place.start(...apply, '--json');
        child = running.child;
        const { exit } = await running.ended;
        expect([1, 5, 9]).toContain(exit);
      } finally {
        member?.thaw();
      }
      expect(await applyAgain(registry, place, scenario)).toEqual([]);
    },
    600_000,
  );
});
