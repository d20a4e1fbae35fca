import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Which } from '../../servers/grpc-proxy.ts';
import type { Outcome, Workspace } from '../cli.ts';
import { countPoints, everyDifferentKill, type Fault, inWords, withFault } from '../crash/faults.ts';
import { inParallel } from '../crash/in-parallel.ts';
import { oneIn } from '../crash/soak.ts';
import { copyOf, discard } from '../crash/three-zones.ts';
import { applyAgain, look, type Side } from './finding.ts';
import { type Registry, startRegistry } from './registry.ts';
import { apply, type Extent, isPending, makeScenario, placeAt, type Scenario } from './scenario.ts';

const endings = [['recover'], ['recover', '--undo'], ['recover', '--forward'], apply] as const;
type Ending = (typeof endings)[number];

let registries: readonly Registry[];
beforeAll(async () => {
  registries = await Promise.all([startRegistry(), startRegistry(), startRegistry()]);
}, 120_000);
afterAll(() => Promise.all(registries.map((registry) => registry.close())));

/** A key that only the last transaction holds. */
const lastTransaction = { text: '/skydns/com/example/old20/x1' };

/** Runs a command that is killed before etcd gets a request, or before it gets the answer. */
async function runKilled(
  registry: Registry,
  place: Workspace,
  which: Which,
  side: 'before' | 'after',
  args: readonly string[],
): Promise<Outcome> {
  let child: ChildProcess | undefined;
  registry.proxy.arm(which, side, () => child?.kill('SIGKILL'));
  const running = place.start(...args);
  child = running.child;
  return running.ended;
}

/** Before and after each of so many requests. */
function everyKillOf(requests: number) {
  return Array.from({ length: requests }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((side) => ({ at, side })),
  );
}

/** Where an ending must bring everything; undefined: that depends on how much the journal says. */
function dueSide(place: Workspace, ending: Ending, sides: readonly Side[]): Side | undefined {
  if (ending === apply) return 'after';
  if (!isPending(place)) return undefined;
  if (ending[1] === '--forward') return sides.includes('after') ? 'after' : undefined;
  return sides.includes('before') || sides.includes('neither') ? 'before' : undefined;
}

/** A crashed project, brought to an end, and applied again; says what is wrong on the way. */
async function endAndApply(
  registry: Registry,
  place: Workspace,
  scenario: Scenario,
  ending: Ending,
): Promise<string[]> {
  registry.proxy.arm(null);
  const crashed = await look(registry, place, scenario);
  const due = dueSide(place, ending, crashed.sides);
  await registry.endLease();
  const { exit, stdout, stderr } = await place.run(...ending);
  const ended = await look(registry, place, scenario);
  const wrong = [...crashed.wrong, ...ended.wrong];
  if (exit !== 0) wrong.push(`it ended with ${exit}: ${stdout}${stderr}`);
  if (isPending(place)) wrong.push('the journal is still there');
  const [side] = ended.sides;
  if (side === 'neither' || ended.sides.some((other) => other !== side)) wrong.push(`all is ${ended.sides.join(', ')}`);
  if (due !== undefined && side !== due) wrong.push(`all is as ${side}, not as ${due}`);
  if (ending === apply) return wrong;
  return [...wrong, ...(await applyAgain(registry, place, scenario))];
}

describe.each<[Extent]>([['etcd'], ['etcd and zone files']])('an apply to %s', (extent) => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await makeScenario(registries[0] as Registry, extent);
  }, 120_000);

  it('killed before or after any request to etcd: whatever comes next brings everything together to before or after', async () => {
    const kills = oneIn(2, everyKillOf(scenario.requests));
    const wrong = await inParallel(registries.length, kills, async ({ at, side }, index, worker) => {
      const registry = registries[worker] as Registry;
      const ending = endings[index % endings.length] ?? apply;
      const place = await placeAt(registry, scenario);
      const { exit, stderr } = await runKilled(registry, place, at, side, apply);
      const wrong = exit === null ? [] : [`it was not killed, it ended with ${exit}: ${stderr}`];
      wrong.push(...(await endAndApply(registry, place, scenario, ending)));
      discard(place);
      return wrong.map((one) => `killed ${side} request ${at}, then ${ending.join(' ')}: ${one}`);
    });
    expect(wrong.flat()).toEqual([]);
  }, 600_000);

  it('killed at any change of a file: whatever comes next brings everything together to before or after', async () => {
    const [first] = registries as [Registry];
    const counted = await placeAt(first, scenario);
    const { outcome, points } = await countPoints(counted, apply);
    expect(outcome.exit).toBe(0);
    const wrong = await inParallel(
      registries.length,
      oneIn(4, everyDifferentKill(points)),
      async (kill: Fault, index, worker) => {
        const registry = registries[worker] as Registry;
        const ending = endings[index % endings.length] ?? apply;
        const place = await placeAt(registry, scenario);
        const { exit, stderr } = await place.runWith(withFault(place, kill), ...apply);
        const wrong = exit === null ? [] : [`it was not killed, it ended with ${exit}: ${stderr}`];
        wrong.push(...(await endAndApply(registry, place, scenario, ending)));
        discard(place);
        return wrong.map((one) => `${inWords(kill, points)}, then ${ending.join(' ')}: ${one}`);
      },
    );
    expect(wrong.flat()).toEqual([]);
  }, 600_000);
});

it.each<[string, Ending]>([
  ['undoes', endings[1]],
  ['goes forward', endings[2]],
])(
  'a recovery that %s, killed before or after any request to etcd: the next one brings everything together to before or after',
  async (_, recovery) => {
    const [first] = registries as [Registry];
    const scenario = await makeScenario(first, 'etcd and zone files');
    /** An apply that was killed after its first transactions and zone file. */
    const crashed = async (registry: Registry): Promise<Workspace> => {
      const place = await placeAt(registry, scenario);
      expect((await runKilled(registry, place, lastTransaction, 'before', apply)).exit).toBeNull();
      await registry.endLease();
      return place;
    };
    const counted = await crashed(first);
    first.proxy.arm(null);
    expect(await counted.run(...recovery)).toMatchObject({ exit: 0 });
    const kills = everyKillOf(first.proxy.requests());
    expect(kills.length).toBeGreaterThan(16);
    const wrong = await inParallel(registries.length, oneIn(4, kills), async ({ at, side }, index, worker) => {
      const registry = registries[worker] as Registry;
      const ending = endings[index % endings.length] ?? apply;
      const place = await crashed(registry);
      const { exit, stderr } = await runKilled(registry, place, at, side, recovery);
      const wrong = exit === null ? [] : [`it was not killed, it ended with ${exit}: ${stderr}`];
      wrong.push(...(await endAndApply(registry, place, scenario, ending)));
      discard(place);
      return wrong.map((one) => `killed ${side} request ${at}, then ${ending.join(' ')}: ${one}`);
    });
    expect(wrong.flat()).toEqual([]);
  },
  600_000,
);

it('the lock of an apply that was killed runs out by itself, and the next apply waits for it and undoes', async () => {
  const [registry] = registries as [Registry];
  const scenario = await makeScenario(registry);
  const place = await placeAt(registry, scenario);
  expect((await runKilled(registry, place, lastTransaction, 'before', apply)).exit).toBeNull();
  const copy = copyOf(place);
  expect(isPending(place)).toBe(true);
  const { exit, stderr } = await place.run('recover', '--lock-timeout', '2s');
  expect({ exit, stderr: stderr.replaceAll(/\s+/g, ' ') }).toEqual({
    exit: 7,
    stderr: expect.stringContaining(' apply, process '),
  });
  const waited = await copy.run(...apply);
  expect(waited).toMatchObject({ exit: 0, stderr: expect.stringContaining('waiting for') });
  expect((await look(registry, copy, scenario)).sides).toEqual(['after']);
}, 120_000);
