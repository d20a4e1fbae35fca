import { describe, expect, it } from 'vitest';
import type { ChangeResult } from '../../src/core/apply-result.ts';
import type { Unit } from '../../src/core/unit.ts';
import type { JournalOutcome } from '../../src/state/journal.ts';
import { exceptionsOf, outcomeOf, resultsOf } from '../../src/workflows/apply-outcome.ts';
import type { LandedUnit } from '../../src/workflows/run-units.ts';
import type { Undone } from '../../src/workflows/undo-units.ts';
import { us } from '../support/model-builder.ts';
import { aSet, create } from '../support/plan-builder.ts';
import { placeWith, unitProvider } from '../support/unit-provider.ts';

const zones = ['a.example', 'b.example', 'c.example'];
/** Two sets in each zone; each zone is a unit. */
const changes = zones.flatMap((zone) => [
  create(`app.${zone}`, 'A', aSet(['10.0.0.1'])),
  create(`db.${zone}`, 'A', aSet(['10.0.0.2'])),
]);
const provider = unitProvider({ owner: us, zones, place: placeWith([]) });
const [a, b, c] = provider.split(changes, { revision: '', records: [], diagnostics: [] }) as [Unit, Unit, Unit];

const landed = (...units: readonly Unit[]): LandedUnit[] => units.map((unit) => ({ provider, unit, receipt: null }));
const nothingLeft: Undone = { left: [], faults: [] };
const left = (name: string): Undone['left'][number] => ({
  provider: 'home',
  name,
  type: 'A',
  why: 'someone else changed 10.0.0.1',
});
const error = new Error('the key abcd1234 is refused');
const filled = new Map([['abcd1234', '(masked)']]);

interface Case {
  readonly what: string;
  readonly landed: readonly Unit[];
  readonly failed?: Unit | null;
  readonly undone?: Undone;
  /** One for each change. */
  readonly states: readonly string[];
  readonly outcome: 'applied' | 'undone' | 'partial';
}

const cases: readonly Case[] = [
  {
    what: 'all landed',
    landed: [a, b, c],
    states: ['done', 'done', 'done', 'done', 'done', 'done'],
    outcome: 'applied',
  },
  {
    what: 'the second failed, what landed is kept',
    landed: [a],
    failed: b,
    states: [
      ...['done', 'done'],
      ...['failed: the key (masked) is refused', 'failed: the key (masked) is refused'],
      ...['not-tried', 'not-tried'],
    ],
    outcome: 'partial',
  },
  {
    what: 'the second failed, what landed is undone',
    landed: [a],
    failed: b,
    undone: nothingLeft,
    states: [
      ...['undone', 'undone'],
      ...['failed: the key (masked) is refused', 'failed: the key (masked) is refused'],
      ...['not-tried', 'not-tried'],
    ],
    outcome: 'undone',
  },
  {
    what: 'someone interrupted before the third, what landed is undone',
    landed: [a, b],
    failed: null,
    undone: nothingLeft,
    states: ['undone', 'undone', 'undone', 'undone', 'not-tried', 'not-tried'],
    outcome: 'undone',
  },
  {
    what: 'one that landed could not be told to the journal',
    landed: [a, b],
    failed: b,
    undone: nothingLeft,
    states: ['undone', 'undone', 'undone', 'undone', 'not-tried', 'not-tried'],
    outcome: 'undone',
  },
  {
    what: 'one set was left because someone else had changed it',
    landed: [a, b],
    failed: null,
    undone: { left: [left('app.a.example')], faults: [] },
    states: [
      ...['done: not undone: someone else changed 10.0.0.1', 'undone'],
      ...['undone', 'undone', 'not-tried', 'not-tried'],
    ],
    outcome: 'partial',
  },
  {
    what: 'one unit could not be undone',
    landed: [a, b],
    failed: null,
    undone: { left: [], faults: [{ unit: a, error }] },
    states: [
      ...['done: not undone: the key (masked) is refused', 'done: not undone: the key (masked) is refused'],
      ...['undone', 'undone', 'not-tried', 'not-tried'],
    ],
    outcome: 'partial',
  },
  {
    what: 'one that failed in doubt has landed and could not be undone',
    landed: [],
    failed: a,
    undone: { left: [], faults: [{ unit: a, error }] },
    states: [
      ...['done: not undone: the key (masked) is refused', 'done: not undone: the key (masked) is refused'],
      ...['not-tried', 'not-tried', 'not-tried', 'not-tried'],
    ],
    outcome: 'partial',
  },
];

function resultsIn({ landed: units, failed, undone }: Case): ChangeResult[] {
  const run = { landed: landed(...units), ...(failed === undefined ? {} : { failed: { unit: failed, error } }) };
  return resultsOf(changes, run, undone ?? null, filled);
}

const text = ({ state, detail }: ChangeResult) => (detail === undefined ? state : `${state}: ${detail}`);

describe('what an apply came to', () => {
  it.each(cases.map((one) => [one.what, one] as const))('%s', (_, one) => {
    const results = resultsIn(one);
    expect(results.map(text)).toEqual(one.states);
    expect(results.map(({ change }) => change)).toEqual(changes);
    expect(outcomeOf(results, one.undone ?? null)).toBe(one.outcome);
  });

  it('tells of a record that was evicted and could not be brought back with the change that evicted it', () => {
    const evicts = [{ owner: 'nas2', type: 'CNAME', values: ['host.example'] }];
    const evicting = create('app.a.example', 'A', aSet(['10.0.0.1']), { evicts });
    const [unit] = provider.split([evicting], { revision: '', records: [], diagnostics: [] }) as [Unit];
    const undone = { left: [{ ...left('app.a.example'), type: 'CNAME' }], faults: [] };
    const results = resultsOf([evicting], { landed: landed(unit) }, undone, filled);
    expect(results.map(text)).toEqual(['undone: CNAME: not undone: someone else changed 10.0.0.1']);
    expect(outcomeOf(results, undone)).toBe('partial');
  });

  it('tells the same set of two providers apart', () => {
    const elsewhere = changes.map((change) => ({ ...change, provider: 'public' }));
    const results = resultsOf([...changes, ...elsewhere], { landed: landed(a, b, c) }, null, filled);
    expect(results.map(({ state }) => state)).toEqual([...Array(6).fill('done'), ...Array(6).fill('not-tried')]);
  });
});

describe('the exceptions that the journal keeps', () => {
  const done = (index: number): ChangeResult[] =>
    changes.slice(index, index + 1).map((change) => ({ change, state: 'done' }));
  const undone = (index: number): ChangeResult[] => done(index).map((one) => ({ ...one, state: 'undone' }));
  const noted = (index: number): ChangeResult[] => done(index).map((one) => ({ ...one, detail: 'not undone: no' }));
  const app = { provider: 'home', name: 'app.a.example', type: 'A' };
  const db = { provider: 'home', name: 'db.a.example', type: 'A' };
  it.each<[string, JournalOutcome, readonly ChangeResult[], readonly unknown[]]>([
    ['none where all ended as the outcome says', 'applied', [...done(0), ...done(1)], []],
    ['none where all was undone', 'undone', [...undone(0), ...undone(1)], []],
    ['what is not undone', 'undone', [...undone(0), ...noted(1)], [{ ...db, state: 'done', detail: 'not undone: no' }]],
    [
      'every change where it ended in part',
      'partial',
      [...done(0), ...undone(1)],
      [
        { ...app, state: 'done' },
        { ...db, state: 'undone' },
      ],
    ],
    [
      'what is noted, though it ended as the outcome says',
      'applied',
      [...noted(0), ...done(1)],
      [{ ...app, state: 'done', detail: 'not undone: no' }],
    ],
  ])('%s', (_, outcome, results, exceptions) => {
    expect(exceptionsOf(results, outcome)).toEqual(exceptions);
  });
});
