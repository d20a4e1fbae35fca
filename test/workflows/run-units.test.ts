import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import type { Journal, WorkEntry } from '../../src/state/journal.ts';
import { beginJournal, type JournalWriter, journalPath } from '../../src/state/journal-writer.ts';
import { readJournal } from '../../src/state/read-journal.ts';
import { type ProviderWork, runUnits, type UnitsRun } from '../../src/workflows/run-units.ts';
import { aBegin } from '../state/history-builder.ts';
import { folderWith } from '../support/folder-with.ts';
import { foreign, us } from '../support/model-builder.ts';
import { aPlan, aSet, create } from '../support/plan-builder.ts';
import { type Fault, linesOf, placeWith, plant, type UnitProvider, unitProvider } from '../support/unit-provider.ts';

const zones = ['a.example', 'b.example', 'c.example'];
const at = (zone: string, value = '10.0.0.1') => create(`app.${zone}`, 'A', aSet([value]));
/** One for each zone. */
const changes = zones.map((zone) => at(zone));
const record = (zone: string, value: string) => foreign({ name: `app.${zone}`, value });
/** Another owner joins the set that is about to be created: each time with another address. */
const joins = (zone: string, count = 1): Fault[] =>
  Array.from({ length: count }, (_, index) => plant(record(zone, `10.9.0.${index + 1}`)));

interface Options {
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
  readonly changes?: readonly Change[];
  readonly stop?: () => unknown;
  readonly unreachable?: ReadonlySet<'read'>;
  readonly filled?: ReadonlyMap<string, string>;
  /** The journal fails at this entry, counted from 1. */
  readonly journalFailsAt?: number;
}

interface Ran {
  readonly run: UnitsRun;
  readonly provider: UnitProvider;
  readonly holds: readonly string[];
  /** What was told, `title done/total`. */
  readonly told: readonly string[];
  readonly journal: Journal;
  /** The journal's text. */
  readonly text: string;
}

/** Runs the units of one provider in memory, under a real journal. */
async function ran(options: Options = {}): Promise<Ran> {
  const place = placeWith([]);
  const { faults = {}, unreachable = new Set(), filled = new Map() } = options;
  const provider = unitProvider({ owner: us, zones, place, faults, unreachable });
  const work = await workOf(provider, options.changes ?? changes);
  const folder = folderWith({});
  const journal = await begun(folder, [work]);
  const told: string[] = [];
  const run = await runUnits([work], failingAt(journal, options.journalFailsAt), {
    ...settings(),
    filled,
    progress: (title, done, total) => told.push(`${title} ${done}/${total}`),
    stop: options.stop ?? (() => undefined),
  });
  const written = await readJournal(journalPath(folder));
  if (written === null) throw new Error('there is no journal');
  return {
    run,
    provider,
    holds: linesOf(place),
    told,
    journal: written,
    text: readFileSync(journalPath(folder), 'utf8'),
  };
}

function settings() {
  const { signal } = new AbortController();
  const now = new Date('2026-11-20T12:00:00Z');
  const pause = async () => undefined;
  return {
    signal,
    now,
    locks: new Map(),
    lineage: 'a lineage',
    owner: us,
    filled: new Map<string, string>(),
    pause,
    random: () => 0.5,
  };
}

async function workOf(provider: UnitProvider, wanted: readonly Change[]): Promise<ProviderWork> {
  const state = { revision: '1', records: [], diagnostics: [] };
  const own = wanted.map((change) => ({ ...change, provider: provider.name }));
  return { read: { provider, zones, state }, changes: own, units: provider.split(own, state) };
}

async function begun(folder: string, work: readonly ProviderWork[]): Promise<JournalWriter> {
  const entry: WorkEntry = {
    entry: 'work',
    plan: aPlan(),
    units: work.flatMap(({ units }) => units),
    lockfile: { before: '', after: '' },
  };
  const journal = await beginJournal(folder, aBegin(), entry);
  onTestFinished(() => journal.leave().catch(() => undefined));
  return journal;
}

/** The journal, which can hold no more from that entry on. */
function failingAt(journal: JournalWriter, entry = Number.POSITIVE_INFINITY): JournalWriter {
  let count = 0;
  return {
    ...journal,
    async add(step) {
      count += 1;
      if (count >= entry) await journal.leave();
      await journal.add(step);
    },
  };
}

const landedIds = ({ landed }: UnitsRun) => landed.map(({ unit }) => unit.id);
const stepsOf = ({ units }: Journal) => units.map(({ unit, step }) => `${unit.id} ${step}`);
const ours = (zone: string) => `app.${zone} A 10.0.0.1 homeserver`;

describe('running units', () => {
  it('commits one after the other, tells the journal before and after each, and who watches', async () => {
    const { run, provider, holds, told, journal } = await ran();
    expect(run.failed).toBeUndefined();
    expect(landedIds(run)).toEqual(['home:a.example', 'home:b.example', 'home:c.example']);
    expect(run.landed[0]?.receipt).toEqual({ unit: 'home:a.example', handle: null });
    expect(provider.log).toEqual(['commit a.example', 'commit b.example', 'commit c.example']);
    expect(holds).toEqual(zones.map(ours));
    expect(told).toEqual(['table a.example 1/3', 'table b.example 2/3', 'table c.example 3/3']);
    expect(stepsOf(journal)).toEqual(zones.map((zone) => `home:${zone} landed`));
    expect(run.changes.get('home')).toEqual(changes);
  });

  it.each<[string, Fault, string]>([
    ['rejected', 'rejected', 'PROVIDER_FAILED'],
    ['transient for too long', 'transient', 'PROVIDER_FAILED'],
  ])('stops at the first that fails for good: %s', async (_, fault, code) => {
    const { run, holds, told, journal } = await ran({ faults: { 'b.example': Array(5).fill(fault) } });
    expect(landedIds(run)).toEqual(['home:a.example']);
    expect(run.failed).toMatchObject({ unit: { id: 'home:b.example' }, error: { code } });
    expect(holds).toEqual([ours('a.example')]);
    expect(told).toEqual(['table a.example 1/3']);
    expect(stepsOf(journal)).toEqual(['home:a.example landed', 'home:b.example commit', 'home:c.example planned']);
  });

  it('goes on where a unit was in doubt and has landed, without a receipt', async () => {
    const { run, journal } = await ran({ faults: { 'b.example': ['in-doubt, landed'] } });
    expect(run.failed).toBeUndefined();
    expect(run.landed.map(({ receipt }) => receipt?.unit ?? null)).toEqual(['home:a.example', null, 'home:c.example']);
    expect(journal.units[1]).toMatchObject({ step: 'landed' });
    expect(journal.units[1]).not.toHaveProperty('receipt');
  });

  it('commits provider by provider, and stops all at the first that fails', async () => {
    const place = placeWith([]);
    const open = (name: string, faults = {}) => unitProvider({ name, owner: us, zones, place, faults });
    const providers = [open('home'), open('public', { 'b.example': ['rejected'] }), open('third')];
    const work = await Promise.all(providers.map((one, index) => workOf(one, [at(zones[index] ?? '')])));
    const folder = folderWith({});
    const run = await runUnits(work, await begun(folder, work), {
      ...settings(),
      progress: () => undefined,
      stop: () => undefined,
    });
    expect(landedIds(run)).toEqual(['home:a.example']);
    expect(run.failed?.unit?.provider).toBe('public');
    expect(providers[2]?.log).toEqual([]);
  });
});

describe('what others do beside our values', () => {
  it('is taken in: the units that are left are built anew on what is there', async () => {
    const { run, provider, holds, journal, told } = await ran({ faults: { 'b.example': joins('b.example') } });
    expect(run.failed).toBeUndefined();
    expect(landedIds(run)).toEqual(['home:a.example', 'home:b.example~1', 'home:c.example~1']);
    expect(provider.log).toEqual([
      ...['commit a.example', 'commit b.example', 'read', 'commit b.example', 'commit c.example'],
    ]);
    expect(holds).toEqual([ours('a.example'), ours('b.example'), 'app.b.example A 10.9.0.1 nas2', ours('c.example')]);
    expect(stepsOf(journal)).toEqual(['home:a.example landed', 'home:b.example~1 landed', 'home:c.example~1 landed']);
    expect(told.at(-1)).toBe('table c.example 3/3');
  });

  it('is in the changes as they were made in the end', async () => {
    const { run } = await ran({ faults: { 'b.example': joins('b.example') } });
    const [first, second, third] = run.changes.get('home') ?? [];
    expect([first, third]).toEqual([changes[0], changes[2]]);
    expect(second).toMatchObject({ before: { values: ['10.9.0.1'] }, after: { values: ['10.0.0.1', '10.9.0.1'] } });
  });

  it.each([
    [5, undefined, 6],
    [6, 'conflict', 6],
  ])('%d times in a row', async (count, failure, commits) => {
    const { run, provider } = await ran({ faults: { 'a.example': joins('a.example', count) } });
    expect(run.failed === undefined ? undefined : (run.failed.error as { failure?: string }).failure).toBe(failure);
    expect(provider.log.filter((line) => line === 'commit a.example')).toHaveLength(commits);
    expect(provider.log.filter((line) => line === 'read')).toHaveLength(5);
  });

  it.each<[string, Fault]>([
    ['our value was put there by someone else', plant(record('b.example', '10.0.0.1'))],
    ['a value was made by hand', plant({ ...record('b.example', '10.9.0.1'), owner: null })],
    [
      'a CNAME appeared',
      plant({ ...record('b.example', 'host.example'), type: 'CNAME' }, record('b.example', '10.9.0.1')),
    ],
  ])('stops it when the effect on ours would be another: %s', async (_, fault) => {
    const { run, provider, journal } = await ran({ faults: { 'b.example': [fault] } });
    expect(landedIds(run)).toEqual(['home:a.example']);
    expect(run.failed).toMatchObject({ unit: { id: 'home:b.example' }, error: { failure: 'conflict' } });
    expect(provider.log.filter((line) => line === 'commit b.example')).toHaveLength(1);
    expect(stepsOf(journal)).toEqual(['home:a.example landed', 'home:b.example commit', 'home:c.example planned']);
  });

  it('stops it when they cannot be read', async () => {
    const faults = { 'b.example': joins('b.example') };
    const { run } = await ran({ faults, unreachable: new Set(['read']) });
    expect(run.failed).toMatchObject({
      unit: { id: 'home:b.example' },
      error: { message: 'the server does not answer' },
    });
  });

  it('shows no secret in the journal or to who watches, not even in units built anew', async () => {
    const { told, text } = await ran({
      faults: { 'b.example': joins('b.example') },
      filled: new Map([['table b', '(masked)']]),
    });
    expect(told).toEqual(['table a.example 1/3', '(masked).example 2/3', 'table c.example 3/3']);
    expect(text.split('\n').find((line) => line.includes('"rebuilt"'))).not.toContain('table b');
  });
});

describe('stopping', () => {
  it('is asked for before each unit, and finishes the one in hand', async () => {
    let asked = 0;
    const stop = () => {
      asked += 1;
      return asked > 2 ? 'SIGINT' : undefined;
    };
    const { run, holds, journal } = await ran({ stop });
    expect(run.failed).toEqual({ unit: null, error: 'SIGINT' });
    expect(landedIds(run)).toEqual(['home:a.example', 'home:b.example']);
    expect(holds).toEqual([ours('a.example'), ours('b.example')]);
    expect(stepsOf(journal)).toEqual(['home:a.example landed', 'home:b.example landed', 'home:c.example planned']);
  });

  it('comes before the first unit, too', async () => {
    const { run, provider } = await ran({ stop: () => 'SIGTERM' });
    expect(run).toMatchObject({ landed: [], failed: { unit: null, error: 'SIGTERM' } });
    expect(provider.log).toEqual([]);
  });

  it('comes before a unit is tried again on what others did', async () => {
    const asked: string[] = [];
    const stop = () => {
      asked.push('asked');
      return asked.length > 2 ? 'SIGINT' : undefined;
    };
    const { run, provider } = await ran({ stop, faults: { 'b.example': joins('b.example') } });
    expect(run.failed).toEqual({ unit: null, error: 'SIGINT' });
    expect(provider.log).toEqual(['commit a.example', 'commit b.example', 'read']);
  });
});

describe('a journal that can hold no more', () => {
  it('stops before a unit is committed', async () => {
    const { run, provider } = await ran({ journalFailsAt: 3 });
    expect(run.failed).toMatchObject({ unit: { id: 'home:b.example' }, error: { code: 'STATE_UNWRITABLE' } });
    expect(landedIds(run)).toEqual(['home:a.example']);
    expect(provider.log).toEqual(['commit a.example']);
  });

  it('stops after a unit, which counts as landed', async () => {
    const { run, holds } = await ran({ journalFailsAt: 4 });
    expect(run.failed).toMatchObject({ error: { code: 'STATE_UNWRITABLE' } });
    expect(landedIds(run)).toEqual(['home:a.example', 'home:b.example']);
    expect(holds).toEqual([ours('a.example'), ours('b.example')]);
  });
});
