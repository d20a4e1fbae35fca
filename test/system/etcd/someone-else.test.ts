import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../cli.ts';
import { discard } from '../crash/three-zones.ts';
import { expectFits } from '../schema.ts';
import { applyAgain, heldLock, look, toldBy } from './finding.ts';
import { type Image, type Registry, startRegistry } from './registry.ts';
import { apply, isPending, makeScenario, placeAt, type Scenario } from './scenario.ts';

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

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const at = (label: string): string => `/skydns/com/example/${label}/x1`;
/** A key that the first transaction writes, one that the last removes. */
const [early, late] = [at('new01'), at('old20')];

/** What a person makes of one of our values. */
const edited = (image: Image, key: string): string =>
  (image[key] ?? '{"host":"0"}').replace(/"host":"[^"]*"/, '"host":"198.51.100.7"');

/** Someone writes this key once the transaction that holds the text is about to be committed. */
function meanwhile(text: string, key: string, value: string): void {
  registry.proxy.arm({ text }, 'meanwhile', () => registry.store.put({ [key]: value }));
}

/** All is as it was but for what someone else wrote, the lock is free, and nothing is left to recover. */
async function expectOnlyTheirs(theirs: Image): Promise<void> {
  expect(await registry.image()).toEqual({ ...scenario.before.image, ...theirs });
  expect(await heldLock(registry)).toEqual([]);
  expect(isPending(place)).toBe(false);
  expect((await look(registry, place, scenario)).lockfile).toBe(scenario.before.lockfile);
}

describe('someone else changes a value that an apply changes', () => {
  it.each([
    ['our address', (): Image => ({ [at('n01')]: edited(scenario.before.image, at('n01')) }), 'n01.example.com A'],
    ['a record that we delete', (): Image => ({ [late]: edited(scenario.before.image, late) }), 'old20.example.com A'],
  ])('between plan and apply (%s): the saved plan is stale, nothing is written', async (_, change, set) => {
    expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
    const theirs = change();
    await registry.store.put(theirs);
    const { exit, stderr } = await place.run('apply', 'plan.json');
    expect({ exit, stderr: flat(stderr) }).toEqual({ exit: 6, stderr: expect.stringContaining('error PLAN_STALE: ') });
    expect(flat(stderr)).toContain(set);
    await expectOnlyTheirs(theirs);
  });

  it.each([
    ['the first transaction', early, 'new01.example.com A'],
    ['one in the middle', '/skydns/com/example/app/x2', 'app.example.com A'],
    ['the last', late, 'old20.example.com A'],
  ])('between re-read and the commit of %s: a saved plan is undone, theirs stays and is named', async (_, key, set) => {
    expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
    const theirs = edited(scenario.before.image, key);
    meanwhile(key, key, theirs);
    const { exit, stderr } = await place.run('apply', 'plan.json');
    expect(registry.proxy.struck()).toBe(true);
    expect({ exit, stderr: flat(stderr) }).toEqual({ exit: 6, stderr: expect.stringContaining('error PLAN_STALE: ') });
    expect(flat(stderr)).toContain(set);
    await expectOnlyTheirs({ [key]: theirs });
  });

  it('between re-read and commit, a fresh plan of which nothing has landed: it is made and shown anew', async () => {
    const theirs = '{"host":"198.51.100.7"}';
    meanwhile(early, early, theirs);
    const { exit, stdout } = await place.run(...apply);
    expect({ exit, struck: registry.proxy.struck() }).toEqual({ exit: 0, struck: true });
    const shown = stdout.match(/new01\.example\.com +A +.*/g) ?? [];
    // As a change, then as a set that is held.
    expect(shown).toEqual([expect.stringMatching(/A +300 +192\.0\.2\.1$/), expect.stringMatching(/A +192\.0\.2\.1$/)]);
    expect(flat(stdout)).toMatch(/unowned: .*new01\.example\.com A/);
    expect((await registry.image())[early]).toBe(theirs);
    await registry.store.put({ [early]: null });
    expect(await applyAgain(registry, place, scenario)).toEqual([]);
  });

  it('beside it, between re-read and commit: theirs is kept and the apply goes on', async () => {
    const key = '/skydns/com/example/app/x9';
    const theirs =
      '{"host":"192.0.2.209","record_type":"A","owner_hostname":"nas3","created":"2026-01-02T03:04:05Z","force":false}';
    meanwhile('/skydns/com/example/app/x', key, theirs);
    expect(await place.run(...apply)).toMatchObject({ exit: 0 });
    expect(registry.proxy.struck()).toBe(true);
    expect((await registry.image())[key]).toBe(theirs);
    await registry.store.put({ [key]: null });
    expect((await look(registry, place, scenario)).sides).toEqual(['after']);
  });

  /** The new address has a key of its own. */
  const updated = '/skydns/com/example/n01/x2';
  it.each<[string, string, () => string | null, boolean]>([
    ['changes the address that has landed', updated, () => edited(scenario.after.image, updated), true],
    ['changes a new value that has landed', early, () => edited(scenario.after.image, early), true],
    ['puts a value of theirs in the place of ours', early, () => '{"host":"198.51.100.9"}', false],
    ['removes what has landed', early, () => null, false],
  ])('between commit and undo someone %s: it is left alone, all else is undone', async (_, key, make, isNamed) => {
    const stops = edited(scenario.before.image, late);
    const theirs = make();
    registry.proxy.arm({ text: late }, 'meanwhile', () => registry.store.put({ [late]: stops, [key]: theirs }));
    const { exit, stdout } = await place.run(...apply, '--json');
    expectFits('apply', stdout);
    const told = toldBy(stdout);
    expect({ exit, outcome: told?.outcome }).toEqual(
      isNamed ? { exit: 9, outcome: 'partial' } : { exit: 6, outcome: 'undone' },
    );
    expect(told?.error).toMatchObject({ code: 'PLAN_STALE', message: expect.stringContaining('old20.example.com A') });
    for (const { change, state, detail } of told?.results ?? []) {
      const text = `${change.name} ${state} ${detail}`;
      if (isNamed && key.startsWith(`/skydns/com/example/${change.name.split('.')[0]}/`))
        expect(text).toMatch(/ done not undone: /);
      else expect(text).toMatch(/ (?:undone|not-tried) undefined$| failed /);
    }
    const left = theirs === null ? {} : { [key]: theirs };
    const { [at('n01')]: old, ...rest } = scenario.before.image;
    // A set that is left is left whole: its old value does not come back beside theirs.
    const kept: Image = key === updated ? rest : { ...rest, [at('n01')]: old ?? '' };
    expect(await registry.image()).toEqual({ ...kept, [late]: stops, ...left });
    expect(await heldLock(registry)).toEqual([]);
    expect(isPending(place)).toBe(false);
  });
});
