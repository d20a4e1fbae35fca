import { describe, expect, it, onTestFinished } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import type { Unit } from '../../src/core/unit.ts';
import { messageOf } from '../../src/errors.ts';
import type { WorkEntry } from '../../src/state/journal.ts';
import { beginJournal, type JournalWriter, journalPath } from '../../src/state/journal-writer.ts';
import { readJournal } from '../../src/state/read-journal.ts';
import { type Undone, undoUnits } from '../../src/workflows/undo-units.ts';
import { aBegin } from '../state/history-builder.ts';
import { folderWith } from '../support/folder-with.ts';
import { foreign, mark, unowned, us } from '../support/model-builder.ts';
import { aPlan, aSet, create, remove, update } from '../support/plan-builder.ts';
import {
  type Fault,
  linesOf,
  type Place,
  placeWith,
  plant,
  type UnitProvider,
  unitProvider,
  uproot,
} from '../support/unit-provider.ts';

const zones = ['a.example', 'b.example', 'c.example'];
const set = (zone: string, value = '10.0.0.1', type = 'A') => ({ name: `app.${zone}`, type, value });
const ours = (zone: string, value?: string) => ({ ...set(zone, value), ttl: 300, owner: mark(us) });
const theirs = (zone: string, value: string) => foreign(set(zone, value));
const line = (zone: string, value: string, owner = us) => `app.${zone} A ${value} ${owner}`;

/** a is created, b changed, c deleted. */
const changes: readonly Change[] = [
  create('app.a.example', 'A', aSet(['10.0.0.1'])),
  update('app.b.example', 'A', aSet(['10.0.0.1']), aSet(['10.0.0.2'])),
  remove('app.c.example', 'A', aSet(['10.0.0.1'])),
];
const before = [ours('b.example'), ours('c.example')];
const stoodBefore = [line('b.example', '10.0.0.1'), line('c.example', '10.0.0.1')];

interface Options {
  readonly changes?: readonly Change[];
  readonly before?: Parameters<typeof placeWith>[0];
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
  readonly unreachable?: ReadonlySet<'read' | 'inspect'>;
  /** Between landing and undoing. */
  readonly meanwhile?: (place: Place) => void;
  /** Zones whose units are in doubt; they were not committed where it says so. */
  readonly inDoubt?: Readonly<Record<string, 'landed' | 'not landed'>>;
  readonly keepsReceipts?: boolean;
  readonly journal?: (journal: JournalWriter) => JournalWriter;
}

interface Ended {
  readonly undone: Undone;
  readonly provider: UnitProvider;
  readonly holds: readonly string[];
  /** How far each unit came by the journal. */
  readonly steps: readonly string[];
}

/** Commits the units of a provider in memory, then undoes them under a real journal. */
async function undone(options: Options = {}): Promise<Ended> {
  const place = placeWith(options.before ?? before);
  const { faults = {}, inDoubt = {}, keepsReceipts = true, unreachable = new Set() } = options;
  const honest = unitProvider({ owner: us, zones, place });
  const { signal } = new AbortController();
  const settings = {
    signal,
    now: new Date('2026-11-20T12:00:00Z'),
    locks: new Map(),
    lineage: 'a lineage',
    owner: us,
    pause: async () => undefined,
    random: () => 0.5,
  };
  const units = honest.split(options.changes ?? changes, await honest.read({ zones }, signal));
  const provider = unitProvider({ owner: us, zones, place, faults, unreachable });
  const read = { provider, zones };
  const newestFirst = [];
  for (const unit of units) {
    const doubt = inDoubt[String(unit.handle)];
    const receipt = doubt === 'not landed' ? null : await honest.commit(unit, settings);
    newestFirst.unshift({ unit, receipt: keepsReceipts ? receipt : null, read, inDoubt: doubt !== undefined });
  }
  options.meanwhile?.(place);
  const folder = folderWith({});
  const journal = await begun(folder, units);
  const result = await undoUnits(newestFirst, options.journal?.(journal) ?? journal, settings);
  const written = await readJournal(journalPath(folder));
  const steps = (written?.units ?? []).map(({ unit, step }) => `${unit.handle} ${step}`);
  return { undone: result, provider, holds: linesOf(place), steps };
}

async function begun(folder: string, units: readonly Unit[]): Promise<JournalWriter> {
  const work: WorkEntry = { entry: 'work', plan: aPlan(), units, lockfile: { before: '', after: '' } };
  const journal = await beginJournal(folder, aBegin(), work);
  onTestFinished(() => journal.leave().catch(() => undefined));
  return journal;
}

const faultsOf = ({ faults }: Undone) => faults.map(({ unit, error }) => `${unit.handle}: ${messageOf(error)}`);

describe('undoing units', () => {
  it.each([true, false])('brings back what stood before, newest first; with receipts: %s', async (keepsReceipts) => {
    const { undone: result, provider, holds, steps } = await undone({ keepsReceipts });
    expect(result).toEqual({ left: [], faults: [] });
    expect(provider.log).toEqual(['undo c.example', 'undo b.example', 'undo a.example']);
    expect(holds).toEqual(stoodBefore);
    expect(steps).toEqual(zones.map((zone) => `${zone} reverted`));
  });

  it('brings back other owners’ records that were evicted', async () => {
    const victim = foreign(set('a.example', 'host.example', 'CNAME'));
    const evicts = [{ owner: 'nas2', type: 'CNAME', values: ['host.example'] }];
    const { undone: result, holds } = await undone({
      before: [victim],
      changes: [create('app.a.example', 'A', aSet(['10.0.0.1']), { evicts })],
    });
    expect(result).toEqual({ left: [], faults: [] });
    expect(holds).toEqual(['app.a.example CNAME host.example nas2']);
  });

  it('gives back what was adopted', async () => {
    const byHand = unowned(set('a.example'));
    const { holds } = await undone({
      before: [byHand],
      changes: [
        create('app.a.example', 'A', aSet(['10.0.0.1']), {
          before: aSet(['10.0.0.1'], { owners: { '10.0.0.1': null } }),
          adopts: ['10.0.0.1'],
        }),
      ],
    });
    expect(holds).toEqual([line('a.example', '10.0.0.1', 'nobody')]);
  });

  it('tries again after transient faults', async () => {
    const { undone: result, holds } = await undone({ faults: { 'undo b.example': ['transient', 'transient'] } });
    expect(result).toEqual({ left: [], faults: [] });
    expect(holds).toEqual(stoodBefore);
  });

  it('repeats nothing that was in doubt and is undone', async () => {
    const { undone: result, provider, holds } = await undone({ faults: { 'undo b.example': ['in-doubt, landed'] } });
    expect(result).toEqual({ left: [], faults: [] });
    expect(provider.log).toEqual([
      ...['undo c.example', 'undo b.example', 'inspect b.example', 'announce b.example', 'undo a.example'],
    ]);
    expect(holds).toEqual(stoodBefore);
  });

  it('needs no journal that can be written', async () => {
    const journal = (real: JournalWriter): JournalWriter => ({
      ...real,
      add: () => Promise.reject(new Error('the disk is full')),
    });
    const { undone: result, holds } = await undone({ journal });
    expect(result).toEqual({ left: [], faults: [] });
    expect(holds).toEqual(stoodBefore);
  });
});

describe('what others have done since', () => {
  it('beside our values stays', async () => {
    const { undone: result, holds } = await undone({
      meanwhile: plant(theirs('a.example', '10.9.0.1'), theirs('b.example', '10.9.0.2')),
    });
    expect(result).toEqual({ left: [], faults: [] });
    expect(holds).toEqual([
      line('a.example', '10.9.0.1', 'nas2'),
      line('b.example', '10.0.0.1'),
      line('b.example', '10.9.0.2', 'nas2'),
      line('c.example', '10.0.0.1'),
    ]);
  });

  it('to our values is left as it is, with its name, and keeps nothing else from being undone', async () => {
    const {
      undone: result,
      holds,
      steps,
    } = await undone({
      meanwhile: plant(theirs('b.example', '10.0.0.2')),
    });
    expect(result).toEqual({
      left: [{ provider: 'home', name: 'app.b.example', type: 'A', why: 'someone else changed 10.0.0.2' }],
      faults: [],
    });
    expect(holds).toEqual([line('b.example', '10.0.0.2', 'nas2'), line('c.example', '10.0.0.1')]);
    expect(steps).toEqual(zones.map((zone) => `${zone} reverted`));
  });

  it('to one set of a unit keeps no other set of it', async () => {
    const second = create('db.a.example', 'A', aSet(['10.0.0.5']));
    const { undone: result, holds } = await undone({
      changes: [create('app.a.example', 'A', aSet(['10.0.0.1'])), second],
      before: [],
      meanwhile: plant(theirs('a.example', '10.0.0.1')),
    });
    expect(result.left).toMatchObject([{ name: 'app.a.example' }]);
    expect(holds).toEqual([line('a.example', '10.0.0.1', 'nas2')]);
  });

  it('is not undone once more where it was undone by hand already', async () => {
    const { undone: result, provider, holds } = await undone({ meanwhile: uproot(set('a.example')) });
    expect(result).toEqual({ left: [], faults: [] });
    expect(provider.log.slice(-2)).toEqual(['undo a.example', 'read']);
    expect(holds).toEqual(stoodBefore);
  });

  it.each([
    [5, []],
    [6, ['a.example: app.a.example A is not as planned']],
  ])('while it is undone is merged, %d times', async (count, faults) => {
    const joins = Array.from({ length: count }, (_, index) => plant(theirs('a.example', `10.9.0.${index + 1}`)));
    const { undone: result, holds } = await undone({ faults: { 'undo a.example': joins } });
    expect(faultsOf(result)).toEqual(faults);
    expect(holds.includes(line('a.example', '10.0.0.1'))).toBe(faults.length > 0);
    expect(holds.filter((one) => one.endsWith('nas2'))).toHaveLength(count);
  });
});

describe('a unit that cannot be undone', () => {
  it('is told with the reason, and does not keep the others', async () => {
    const { undone: result, holds, steps } = await undone({ faults: { 'undo b.example': ['rejected'] } });
    expect(result.left).toEqual([]);
    expect(faultsOf(result)).toEqual(['b.example: the server said rejected']);
    expect(holds).toEqual([line('b.example', '10.0.0.2'), line('c.example', '10.0.0.1')]);
    expect(steps).toEqual(['a.example reverted', 'b.example revert', 'c.example reverted']);
  });

  it('may be any of them, for whatever reason', async () => {
    const { undone: result } = await undone({
      meanwhile: plant(theirs('a.example', '10.9.0.1')),
      faults: { 'undo b.example': ['defect'], 'undo c.example': Array(4).fill('transient') },
      unreachable: new Set(['read']),
    });
    expect(faultsOf(result)).toEqual([
      'c.example: the server said transient',
      'b.example: x is not a function',
      'a.example: the server does not answer',
    ]);
  });
});

describe('a unit of which nobody knows whether it landed', () => {
  it.each<[string, 'landed' | 'not landed', readonly string[]]>([
    ['is undone when it has', 'landed', ['inspect c.example', 'undo c.example']],
    ['is told to the server, and no more, when it has not', 'not landed', ['inspect c.example', 'announce c.example']],
  ])('%s', async (_, doubt, log) => {
    const { undone: result, provider, holds } = await undone({ inDoubt: { 'c.example': doubt } });
    expect(result).toEqual({ left: [], faults: [] });
    expect(provider.log).toEqual([...log, 'undo b.example', 'undo a.example']);
    expect(holds).toEqual(stoodBefore);
  });

  it('is undone as far as it is ours when something else stands there', async () => {
    const { undone: result, holds } = await undone({
      inDoubt: { 'b.example': 'landed' },
      meanwhile: plant(theirs('b.example', '10.9.0.1')),
    });
    expect(result).toEqual({ left: [], faults: [] });
    expect(holds).toEqual([
      line('b.example', '10.0.0.1'),
      line('b.example', '10.9.0.1', 'nas2'),
      line('c.example', '10.0.0.1'),
    ]);
  });

  it('is a fault when that cannot be found out', async () => {
    const { undone: result } = await undone({ inDoubt: { 'c.example': 'landed' }, unreachable: new Set(['inspect']) });
    expect(faultsOf(result)).toEqual(['c.example: the server does not answer']);
  });
});
