import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Running, until, type Workspace } from '../cli.ts';
import { apply, applyAgain, end, isPending } from '../crash/crash.ts';
import { type Expectation, expectationOf, leftovers, sides, wrongAnytime, wrongMemory } from '../crash/expectation.ts';
import { type At, runInto } from '../crash/faults.ts';
import { mend, standing, withPendingChanges, zoneFiles } from '../crash/three-zones.ts';
import { expectFits } from '../schema.ts';

/** Keeps an apply inside its first zone until it is let go; the check's own time limit ends it otherwise. */
const slowly = { a: 'check: [sh, -c, "until [ -e ../go ]; do sleep 0.05; done"]' };

function letGo(place: Workspace): void {
  writeFileSync(join(place.folder, '..', 'go'), '');
}

/** Starts an apply and waits until it checks the new text of its first zone. */
async function startApply(place: Workspace, ...flags: string[]): Promise<Running> {
  const running = place.start(...apply, ...flags);
  // Names only: what is listed may be gone before it could be read.
  const zones = () => readdirSync(join(place.folder, 'zones-a'));
  const isChecking = () => zones().some((name) => /^\.dns-sync-[0-9a-f]{12}$/.test(name));
  await until(() => isChecking() && isPending(place));
  return running;
}

/** Expects every zone and the lockfile to be as before, and nothing to be left to recover. */
function expectUndone(place: Workspace, expected: Expectation): void {
  expect(sides(place, expected)).toEqual(['before', 'before', 'before']);
  expect(standing(place).lockfile).toBe(expected.before.lockfile);
  expect(leftovers(place)).toEqual([]);
}

describe('an apply that is interrupted', () => {
  it.concurrent.for<[string, readonly NodeJS.Signals[]]>([
    ['by SIGINT', ['SIGINT']],
    ['by SIGTERM', ['SIGTERM']],
    ['by SIGINT and soon after by SIGTERM, as CI systems do', ['SIGINT', 'SIGTERM']],
  ])('%s finishes the zone in hand, then undoes it, exit 1', async ([, signals]) => {
    const place = await withPendingChanges(slowly);
    const expected = await expectationOf(place);
    const { child, ended } = await startApply(place, '--json');
    for (const signal of signals) {
      child.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    letGo(place);
    const { exit, stdout } = await ended;
    expect(exit).toBe(1);
    expectFits('apply', stdout);
    const { outcome, error, results } = JSON.parse(stdout) as {
      outcome: string;
      error: { code: string; message: string };
      results: { change: { name: string }; state: string }[];
    };
    expect({ outcome, code: error.code }).toEqual({ outcome: 'undone', code: 'INTERRUPTED' });
    expect(error.message).toContain(signals[0]);
    for (const { change, state } of results) {
      expect(`${change.name} ${state}`).toMatch(/one\.example\.com undone$|(?:two|three)\.example\.com not-tried$/);
    }
    expectUndone(place, expected);
    mend(place);
    expect(await applyAgain(place, expected)).toEqual([]);
  });

  it.concurrent.for<[string, readonly [NodeJS.Signals, NodeJS.Signals]]>([
    ['a second SIGINT', ['SIGINT', 'SIGINT']],
    ['a second SIGTERM', ['SIGTERM', 'SIGTERM']],
    ['SIGINT after SIGTERM', ['SIGTERM', 'SIGINT']],
  ])('ends at once by %s, and leaves the journal, from which the next command undoes', async ([, [first, second]]) => {
    const place = await withPendingChanges(slowly);
    const expected = await expectationOf(place);
    const { child, ended } = await startApply(place);
    child.kill(first);
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill(second);
    expect((await ended).exit).toBeNull();
    letGo(place);
    expect(child.signalCode).toBe(second);
    expect(isPending(place)).toBe(true);
    expect(wrongAnytime(place, expected)).toEqual([]);
    expect(await end(place, ['recover'], expected, 'before')).toEqual([]);
    mend(place);
    expect(await applyAgain(place, expected)).toEqual([]);
  });

  it.concurrent('says in text what interrupted it and that all is as before', async () => {
    const place = await withPendingChanges(slowly);
    const expected = await expectationOf(place);
    const { child, ended } = await startApply(place);
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    letGo(place);
    const { exit, stdout, stderr } = await ended;
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: expect.stringMatching(/error INTERRUPTED: .*SIGINT/) });
    expect(stdout).toMatch(/Every record is as it was before\./);
    expectUndone(place, expected);
  });

  const interrupt = 'kill -INT $PPID';
  it.concurrent.for<[string, At]>([
    ['before its journal stands', { operation: 'open', path: 'state/journal\\.jsonl$' }],
    ['in its first zone', { operation: 'rename', path: 'one\\.example\\.com\\.zone$' }],
    ['in the last zone but one', { operation: 'rename', path: 'two\\.example\\.com\\.zone$' }],
  ])('%s leaves all zones as before', async ([, at]) => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const fault = { act: 'run', at, side: 'before', command: interrupt } as const;
    const { exit, stdout, stderr } = await runInto(place, fault, apply);
    expect({ exit, said: stdout + stderr }).toMatchObject({ exit: 1, said: expect.stringContaining('INTERRUPTED') });
    expectUndone(place, expected);
  });

  it.concurrent('in its last zone has nothing more to do than to finish it', async () => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const at = { operation: 'rename', path: 'three\\.example\\.com\\.zone$' };
    const fault = { act: 'run', at, side: 'before', command: interrupt } as const;
    expect(await runInto(place, fault, apply)).toMatchObject({ exit: 0, stderr: '' });
    expect([...sides(place, expected), ...wrongMemory(place, expected)]).toEqual(['after', 'after', 'after']);
  });

  it.concurrent('while it is being undone goes on undoing', async () => {
    const place = await withPendingChanges({ b: 'check: ["false"]' });
    const expected = await expectationOf(place);
    const at = { operation: 'rename', path: 'two\\.example\\.com\\.zone$', nth: 2 };
    const outcome = await runInto(place, { act: 'run', at, side: 'before', command: interrupt }, apply);
    expect(outcome).toMatchObject({ exit: 5, stderr: expect.stringContaining('error PROVIDER_REJECTED: ') });
    expectUndone(place, expected);
  });

  it.concurrent('while it waits for a lock has written nothing', async () => {
    const place = await withPendingChanges(slowly);
    const expected = await expectationOf(place);
    const holding = await startApply(place);
    const before = place.read(zoneFiles[2]);
    const waiting = place.start(...apply);
    await until(() => waiting.stderr().includes('waiting for'));
    waiting.child.kill('SIGTERM');
    expect(await waiting.ended).toMatchObject({ exit: 1, stderr: expect.stringContaining('error INTERRUPTED: ') });
    expect(place.read(zoneFiles[2])).toBe(before);
    letGo(place);
    expect((await holding.ended).exit).toBe(0);
    expect(sides(place, expected)).toEqual(['after', 'after', 'after']);
  });
});
