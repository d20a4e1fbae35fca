import { expect, onTestFinished } from 'vitest';
import type { EtcdOptions } from '../../servers/etcd.ts';
import type { Outcome, Workspace } from '../cli.ts';
import { discard } from '../crash/three-zones.ts';
import { expectFits } from '../schema.ts';
import { applyAgain, look, toldBy, untruths } from './finding.ts';
import { type Registry, startRegistry } from './registry.ts';
import { apply, isPending, makeScenario, placeAt, type Scenario } from './scenario.ts';

/** The first transaction of the scenario, and the last: a key that only it holds. */
export const transactions = {
  first: { text: '/skydns/com/example/new01/x1' },
  last: { text: '/skydns/com/example/old20/x1' },
} as const;
/** Which of them. */
export type Which = keyof typeof transactions;

/** A scenario at a registry of its own, gone when the test ends. */
export interface Stage {
  readonly registry: Registry;
  readonly scenario: Scenario;
  readonly place: Workspace;
}

/** Sets a scenario up. */
export async function stage(options: EtcdOptions = {}): Promise<Stage> {
  const registry = await startRegistry(options);
  onTestFinished(() => registry.close());
  const scenario = await makeScenario(registry);
  const place = await placeAt(registry, scenario);
  onTestFinished(() => discard(place));
  return { registry, scenario, place };
}

/** Applies; once the transaction is about to be sent on, something happens. */
export async function applyWhile({ registry, place }: Stage, which: Which, act: () => unknown): Promise<Outcome> {
  registry.proxy.arm(transactions[which], 'meanwhile', act);
  const outcome = await place.run(...apply, '--json');
  expect(registry.proxy.struck()).toBe(true);
  expectFits('apply', outcome.stdout);
  return outcome;
}

/** All of the plan or none of it, told as it is; then the next apply puts right what there is to put right. */
export async function expectWhole(
  { registry, place, scenario }: Stage,
  { exit, stdout, stderr }: Outcome,
): Promise<void> {
  const found = await look(registry, place, scenario);
  expect({ exit, sides: found.sides, stderr }).toMatchObject({ sides: [exit === 0 ? 'after' : 'before'] });
  expect([...found.wrong, ...untruths(stdout, found, scenario)]).toEqual([]);
  expect(isPending(place)).toBe(false);
  expect(await applyAgain(registry, place, scenario)).toEqual([]);
}

/** It could neither go on nor back: what stands is told as it is, and once etcd is well again the journal puts it right. */
export async function expectRecoverable(
  { registry, place, scenario }: Stage,
  { exit, stdout }: Outcome,
  code: string,
  heal: () => Promise<unknown>,
): Promise<void> {
  const told = toldBy(stdout);
  expect({ exit, code: told?.error?.code, recoveryDue: told?.recoveryDue }).toEqual({
    exit: 9,
    code,
    recoveryDue: true,
  });
  const found = await look(registry, place, scenario);
  expect([...found.wrong, ...untruths(stdout, found, scenario)]).toEqual([]);
  await heal();
  await registry.endLease();
  expect(await place.run('recover')).toMatchObject({ exit: 0 });
  expect((await look(registry, place, scenario)).sides).toEqual(['before']);
  expect(await applyAgain(registry, place, scenario)).toEqual([]);
}
