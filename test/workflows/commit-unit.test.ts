import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/core/unit.ts';
import { DnsSyncError } from '../../src/errors.ts';
import { commitUnit } from '../../src/workflows/commit-unit.ts';
import { providerContract } from '../contract/provider.ts';
import { foreign, us } from '../support/model-builder.ts';
import { aSet } from '../support/plan-builder.ts';
import { type Fault, linesOf, placeWith, plant, type UnitProvider, unitProvider } from '../support/unit-provider.ts';

providerContract('the provider in memory that workflows are tested with', async () => {
  const place = placeWith([]);
  const unreachable = new Set<'read'>();
  return {
    zone: 'home.example',
    provider: (owner) => unitProvider({ owner, zones: ['home.example'], place, unreachable }),
    plant: async (records) => plant(...records.map((record) => ({ ...record, owner: null })))(place),
    breakListing: async () => void unreachable.add('read'),
    close: async () => undefined,
  };
});

const zone = 'a.example';
const change = { name: `app.${zone}`, type: 'A', before: null, after: aSet(['10.0.0.1']) };
const unit: Unit = { provider: 'home', id: `home:${zone}`, title: `table ${zone}`, changes: [change], handle: zone };
const receipt = { unit: unit.id, handle: null };
const landed = [`app.${zone} A 10.0.0.1 homeserver`];
const someoneElse = plant(foreign({ name: `app.${zone}`, value: '10.0.0.9' }));

interface Outcome {
  /** What it gave, or the error's meaning. */
  readonly gives: unknown;
  readonly log: readonly string[];
  /** Milliseconds. */
  readonly pauses: readonly number[];
  readonly holds: readonly string[];
}

interface Setting {
  readonly random?: number;
  readonly isDeaf?: boolean;
  readonly unreachable?: ReadonlySet<'inspect'>;
}

async function outcomeOf(faults: readonly Fault[], { random = 0.5, ...setting }: Setting = {}): Promise<Outcome> {
  const place = placeWith([]);
  const provider: UnitProvider = unitProvider({
    owner: us,
    zones: [zone],
    place,
    faults: { [zone]: faults },
    ...setting,
  });
  const pauses: number[] = [];
  const gives = await commitUnit(unit, provider, {
    signal: new AbortController().signal,
    now: new Date('2026-11-20T12:00:00Z'),
    locks: new Map(),
    lineage: 'a lineage',
    pause: async (ms) => pauses.push(ms),
    random: () => random,
  }).catch((error: unknown) => (error instanceof DnsSyncError ? (error.failure ?? error.code) : error));
  return { gives, log: provider.log, pauses, holds: linesOf(place) };
}

const commit = `commit ${zone}`;
const inspect = `inspect ${zone}`;
const announce = `announce ${zone}`;
const thrice = [200, 400, 800];

describe('committing a unit', () => {
  it.each<[string, readonly Fault[], Outcome]>([
    ['at the first try', [], { gives: receipt, log: [commit], pauses: [], holds: landed }],
    ['at the second try', ['transient'], { gives: receipt, log: [commit, commit], pauses: [200], holds: landed }],
    [
      'at the fourth try, the last',
      ['transient', 'transient', 'transient'],
      { gives: receipt, log: [commit, commit, commit, commit], pauses: thrice, holds: landed },
    ],
    [
      'not at all after four tries',
      ['transient', 'transient', 'transient', 'transient', 'transient'],
      { gives: 'transient', log: [commit, commit, commit, commit], pauses: thrice, holds: [] },
    ],
    ['once, when it is rejected', ['rejected'], { gives: 'rejected', log: [commit], pauses: [], holds: [] }],
    ['once, when it is in conflict', ['conflict'], { gives: 'conflict', log: [commit], pauses: [], holds: [] }],
    [
      'once, when someone else was faster',
      [someoneElse],
      { gives: 'conflict', log: [commit], pauses: [], holds: [`app.${zone} A 10.0.0.9 nas2`] },
    ],
    [
      'until something else than a transient fault',
      ['transient', 'rejected'],
      { gives: 'rejected', log: [commit, commit], pauses: [200], holds: [] },
    ],
    [
      'once, when nobody knows whether it landed and it has',
      ['in-doubt, landed'],
      { gives: null, log: [commit, inspect, announce], pauses: [], holds: landed },
    ],
    [
      'again, when nobody knew whether it landed and it has not',
      ['in-doubt'],
      { gives: receipt, log: [commit, inspect, commit], pauses: [200], holds: landed },
    ],
    [
      'four times, when it is in doubt each time and has never landed',
      ['in-doubt', 'in-doubt', 'in-doubt', 'in-doubt', 'in-doubt'],
      {
        gives: 'in-doubt',
        log: [commit, inspect, commit, inspect, commit, inspect, commit, inspect],
        pauses: thrice,
        holds: [],
      },
    ],
    [
      'until it has landed in doubt',
      ['transient', 'in-doubt', 'in-doubt, landed'],
      { gives: null, log: [commit, commit, inspect, commit, inspect, announce], pauses: [200, 400], holds: landed },
    ],
  ])('%s', async (_, faults, outcome) => {
    expect(await outcomeOf(faults)).toEqual(outcome);
  });

  it('once, when it is in doubt and something else stands there', async () => {
    const place = placeWith([]);
    const provider = unitProvider({ owner: us, zones: [zone], place, faults: { [zone]: ['in-doubt'] } });
    someoneElse(place);
    const settings = { signal: new AbortController().signal, now: new Date(), locks: new Map(), lineage: 'a lineage' };
    await expect(commitUnit(unit, provider, settings)).rejects.toMatchObject({ failure: 'in-doubt' });
    expect(provider.log).toEqual([commit, inspect]);
  });

  it('never again after an error that is a defect', async () => {
    const { gives, log } = await outcomeOf(['defect']);
    expect({ gives, log }).toEqual({ gives: expect.any(TypeError), log: [commit] });
  });

  it('leaves it in doubt when nobody can say whether it landed', async () => {
    expect(await outcomeOf(['in-doubt, landed'], { unreachable: new Set(['inspect']) })).toEqual({
      gives: 'in-doubt',
      log: [commit, inspect],
      pauses: [],
      holds: landed,
    });
  });

  it('leaves it in doubt when it has landed and the server cannot be told, so that it is undone', async () => {
    const { gives, log } = await outcomeOf(['in-doubt, landed'], { isDeaf: true });
    expect({ gives, log }).toEqual({ gives: 'in-doubt', log: [commit, inspect, announce] });
  });

  it.each([
    [0, [160, 320, 640]],
    [0.25, [180, 360, 720]],
    [1, [240, 480, 960]],
  ])('spreads its pauses by a fifth either way: random %d', async (random, pauses) => {
    const met = await outcomeOf(['transient', 'transient', 'transient'], { random });
    expect(met.pauses.map((ms) => Math.round(ms))).toEqual(pauses);
  });
});
