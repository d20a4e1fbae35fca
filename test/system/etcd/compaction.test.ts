import { expect, it, onTestFinished } from 'vitest';
import type { Workspace } from '../cli.ts';
import { discard } from '../crash/three-zones.ts';
import { changesOfOthers } from './finding.ts';
import { apply, placeAt } from './scenario.ts';
import { stage } from './stage.ts';

it('the store is compacted before any request, between pages too: every plan is as ever', async () => {
  const { registry, scenario, place } = await stage();
  discard(place);
  const neighbours = Object.fromEntries(
    Array.from({ length: 11_000 }, (_, index) => [`/skydns/com/example/zz/k${index}/x1`, '{"host":"192.0.2.7"}']),
  );
  await registry.store.put(neighbours);
  const counted = await placeBeside();
  registry.proxy.arm(null);
  const from = registry.proxy.requests();
  expect(await counted.run('plan', '--json')).toMatchObject({ exit: 0 });
  const reads = registry.proxy.requests() - from;
  // The owners, the zone's own key, and three pages of what is below it.
  expect(reads).toBeGreaterThanOrEqual(5);
  const plan = (stdout: string) => (JSON.parse(stdout) as { changes: unknown }).changes;
  const undisturbed = plan((await counted.run('plan', '--json')).stdout);
  for (let at = 1; at <= reads; at += 1) {
    registry.proxy.arm(at, 'meanwhile', async () => {
      await registry.store.put({ '/elsewhere': String(at) });
      const [found] = await registry.store.keys('/elsewhere');
      await registry.cluster.ctl('compact', found?.mod ?? '');
    });
    const { exit, stdout, stderr } = await counted.run('plan', '--json');
    expect({ at, exit, stderr, struck: registry.proxy.struck() }).toEqual({ at, exit: 0, stderr: '', struck: true });
    expect(plan(stdout)).toEqual(undisturbed);
  }
  registry.proxy.arm(null);
  expect(await counted.run(...apply)).toMatchObject({ exit: 0 });
  const { '/elsewhere': _, ...rest } = await registry.image();
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('/skydns/com/example/zz/')));
  expect(changesOfOthers(own)).toEqual([]);

  async function placeBeside(): Promise<Workspace> {
    const copy = await placeAt({ ...registry, load: async () => undefined }, scenario);
    onTestFinished(() => discard(copy));
    return copy;
  }
}, 240_000);
