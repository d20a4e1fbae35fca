import { afterAll, beforeAll, expect, it } from 'vitest';
import { inParallel } from '../crash/in-parallel.ts';
import { discard } from '../crash/three-zones.ts';
import { applyAgain, heldLock, look, untruths } from './finding.ts';
import { type Registry, startRegistry } from './registry.ts';
import { apply, makeScenario, placeAt, type Scenario } from './scenario.ts';

let registries: readonly Registry[];
let scenario: Scenario;
beforeAll(async () => {
  registries = await Promise.all([startRegistry(), startRegistry()]);
  scenario = await makeScenario(registries[0] as Registry);
}, 120_000);
afterAll(() => Promise.all(registries.map((registry) => registry.close())));

it('an apply whose connection is cut before or after any of its requests: all of the plan or none of it, and told as it is', async () => {
  expect(scenario.requests).toBeGreaterThan(12);
  const cuts = Array.from({ length: scenario.requests }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((side) => ({ at, side })),
  );
  const wrong = await inParallel(registries.length, cuts, async ({ at, side }, _, worker) => {
    const registry = registries[worker] as Registry;
    const place = await placeAt(registry, scenario);
    registry.proxy.arm(at, side);
    const { exit, stdout, stderr } = await place.run(...apply, '--json');
    const found = await look(registry, place, scenario);
    const wrong = [...found.wrong, ...untruths(stdout, found, scenario), ...(await heldLock(registry))];
    if (found.sides[0] !== (exit === 0 ? 'after' : 'before')) wrong.push(`all is as ${found.sides[0]}`);
    if (!registry.proxy.struck()) wrong.push('nothing was cut');
    wrong.push(...(await applyAgain(registry, place, scenario)));
    discard(place);
    return wrong.map((one) => `cut ${side} request ${at}, ended with ${exit}: ${one}: ${stderr}`);
  });
  expect(wrong.flat()).toEqual([]);
}, 600_000);
