import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/core/unit.ts';
import { foldSteps, type StepEntry, type WorkEntry } from '../../src/state/journal.ts';
import { decodeLine, encodeLine, unverifiedLine } from '../../src/state/journal-line.ts';
import { aPlan, aSet } from '../support/plan-builder.ts';
import { anEnd } from './history-builder.ts';

/** A unit by its id: provider, colon, zone. */
function aUnit(id: string, value = '10.0.0.1'): Unit {
  const [provider = '', zone = ''] = id.split(':');
  const change = { name: `app.${zone}`, type: 'A', before: null, after: aSet([value]) };
  return { provider, id, title: `table ${zone}`, changes: [change], handle: { zone } };
}

function aWork(...ids: readonly string[]): WorkEntry {
  return {
    entry: 'work',
    plan: aPlan(),
    units: ids.map((id) => aUnit(id)),
    lockfile: { before: 'sha256:0', after: '{}\n' },
  };
}

const commit = (unit: string): StepEntry => ({ entry: 'commit', unit });
const landed = (unit: string): StepEntry => ({ entry: 'landed', unit, receipt: { unit, handle: `of ${unit}` } });
const found = (unit: string): StepEntry => ({ entry: 'landed', unit, receipt: null });
const revert = (unit: string): StepEntry => ({ entry: 'revert', unit });
const reverted = (unit: string): StepEntry => ({ entry: 'reverted', unit });
const rebuilt = (provider: string, ...ids: readonly string[]): StepEntry => ({
  entry: 'rebuilt',
  provider,
  units: ids.map((id) => aUnit(id)),
});
const cause = { code: 'PROVIDER_FAILED', message: 'no route to host' };
const undo: StepEntry = { entry: 'undo', cause };
const forward: StepEntry = { entry: 'forward' };

describe('what the steps of a journal come to', () => {
  it.each<[string, readonly StepEntry[], readonly string[]]>([
    ['nothing was begun', [], ['a:1 planned', 'a:2 planned', 'b:1 planned']],
    ['one is being committed', [commit('a:1')], ['a:1 commit', 'a:2 planned', 'b:1 planned']],
    [
      'one has landed',
      [commit('a:1'), landed('a:1'), commit('a:2')],
      ['a:1 landed, of a:1', 'a:2 commit', 'b:1 planned'],
    ],
    [
      'one was found landed, without an answer',
      [commit('a:1'), found('a:1')],
      ['a:1 landed', 'a:2 planned', 'b:1 planned'],
    ],
    [
      'one is being undone, and keeps its receipt',
      [commit('a:1'), landed('a:1'), undo, revert('a:1')],
      ['a:1 revert, of a:1', 'a:2 planned', 'b:1 planned'],
    ],
    [
      'one is undone',
      [commit('a:1'), landed('a:1'), undo, revert('a:1'), reverted('a:1')],
      ['a:1 reverted, of a:1', 'a:2 planned', 'b:1 planned'],
    ],
    [
      'one was undone and has landed again, where a person went forward after all',
      [landed('a:1'), undo, revert('a:1'), reverted('a:1'), forward, commit('a:1'), found('a:1')],
      ['a:1 landed', 'a:2 planned', 'b:1 planned'],
    ],
    ['a unit is named that nobody planned', [landed('c:1')], ['a:1 planned', 'a:2 planned', 'b:1 planned']],
    [
      'rebuilt units take the place of those of their provider that have not landed',
      [commit('a:1'), rebuilt('a', 'a:1~1', 'a:2~1')],
      ['a:1~1 planned', 'a:2~1 planned', 'b:1 planned'],
    ],
    [
      'rebuilt units stand after those that have landed',
      [commit('a:1'), landed('a:1'), commit('a:2'), rebuilt('a', 'a:2~1'), commit('a:2~1')],
      ['a:1 landed, of a:1', 'a:2~1 commit', 'b:1 planned'],
    ],
    [
      'units are rebuilt twice',
      [rebuilt('a', 'a:1~1', 'a:2~1'), landed('a:1~1'), rebuilt('a', 'a:2~2')],
      ['a:1~1 landed, of a:1~1', 'a:2~2 planned', 'b:1 planned'],
    ],
    ['fewer units than before are left', [rebuilt('a', 'a:1~1')], ['a:1~1 planned', 'b:1 planned']],
    [
      'units are rebuilt of a provider all of whose units have landed',
      [landed('b:1'), rebuilt('b', 'b:2')],
      ['a:1 planned', 'a:2 planned', 'b:1 landed, of b:1', 'b:2 planned'],
    ],
  ])('%s', (_, steps, units) => {
    const folded = foldSteps(aWork('a:1', 'a:2', 'b:1'), steps);
    const lines = folded.units.map(
      ({ unit, step, receipt }) => `${unit.id} ${step}${receipt === undefined ? '' : `, ${receipt.handle}`}`,
    );
    expect(lines).toEqual(units);
  });

  it.each<[string, readonly StepEntry[], unknown]>([
    ['no undoing has begun', [commit('a:1')], null],
    ['undoing has begun', [commit('a:1'), undo], cause],
    ['a person decided otherwise', [undo, revert('a:1'), forward], null],
    ['and otherwise again', [undo, forward, undo], cause],
  ])('why it is undone: %s', (_, steps, why) => {
    expect(foldSteps(aWork('a:1'), steps).undo).toEqual(why);
  });

  it('it has come to an end with its last entry, and not before', () => {
    const steps = [commit('a:1'), landed('a:1')];
    expect(foldSteps(aWork('a:1'), steps).end).toBeNull();
    expect(foldSteps(aWork('a:1'), [...steps, anEnd()]).end).toEqual(anEnd());
  });

  it('100,000 units are told in one pass', () => {
    const ids = Array.from({ length: 100_000 }, (_, count) => `a:${count}`);
    const { units } = foldSteps(aWork(...ids), ids.map(landed));
    expect(units.filter(({ step }) => step === 'landed')).toHaveLength(100_000);
  });
});

describe('a line of the journal', () => {
  it('is a sum, a blank, the JSON and a line feed', () => {
    expect(encodeLine({ entry: 'forward' })).toMatch(/^[0-9a-f]{16} \{"entry":"forward"\}\n$/);
  });

  it('is read as what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const entry = { value, text };
        const line = encodeLine(entry);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(decodeLine(line.slice(0, -1))).toEqual(JSON.parse(JSON.stringify(entry)));
      }),
    );
  });

  it.each([
    ['empty', ''],
    ['no more than a sum', '0123456789abcdef'],
    ['without a sum', '{"entry":"forward"}'],
    ['with the sum of another', `${encodeLine({ entry: 'undo' }).slice(0, 16)} {"entry":"forward"}`],
    ['no JSON, though the sum fits', 'e3b0c44298fc1c14 '],
  ])('that is %s is none', (_, line) => {
    expect(decodeLine(line)).toBeUndefined();
  });

  it.each<[string, string, unknown]>([
    ['with another sum', 'crc32c:0a1b {"formatVersion":2}', { formatVersion: 2 }],
    ['with its sum', encodeLine({ formatVersion: 2 }), { formatVersion: 2 }],
    ['torn', '0123456789abcdef {"formatVer', undefined],
    ['empty', '', undefined],
  ])('is asked for its version whatever its sum says: %s', (_, line, entry) => {
    expect(unverifiedLine(line)).toEqual(entry);
  });
});
