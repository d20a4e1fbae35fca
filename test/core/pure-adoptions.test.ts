import { describe, expect, it } from 'vitest';
import { indexActual } from '../../src/core/actual.ts';
import { planDigest } from '../../src/core/digest.ts';
import type { Change, Plan, SetState } from '../../src/core/plan.ts';
import type { ActualRecord } from '../../src/core/provider-model.ts';
import { onlyAdoptions } from '../../src/core/pure-adoptions.ts';

const ours = { owner: 'me', created: null, force: false };
const state = (changes: Partial<SetState> = {}): SetState => ({
  ttl: 300,
  values: ['10.0.0.1'],
  owners: {},
  ...changes,
});
const adopted = state({ owners: { '10.0.0.1': ours } });

function adoption(changes: object = {}): Change {
  return {
    action: 'update',
    provider: 'home',
    name: 'a.example.com',
    type: 'A',
    origins: [],
    before: state(),
    after: adopted,
    adopts: ['10.0.0.1'],
    ...changes,
  } as Change;
}

function planOf(...changes: Change[]): Plan {
  const guards = [
    { guard: 'apex' as const, provider: 'home', message: 'm', allow: '--allow-apex' },
    { guard: 'empty-source' as const, source: 's', message: 'm', allow: '--allow-empty s' },
  ];
  const body = {
    formatVersion: 1 as const,
    generator: 'test',
    createdAt: '2026-11-21T00:00:00.000Z',
    owner: 'me',
    basis: { lineage: null, serial: 0, lockfile: null, config: 'c', providers: {} },
    options: { hold: false, allow: {}, adopt: ['*'], only: [], provider: [] },
    changes,
    held: [],
    conflicts: [],
    guards,
    diagnostics: [],
    incomplete: [],
    summary: { create: 1, update: 2, delete: 3, unchanged: 4, held: 0, evict: 1 },
  };
  return { ...body, digest: planDigest(body) };
}

const found = (changes: Partial<ActualRecord> = {}): ActualRecord => ({
  name: 'a.example.com',
  type: 'A',
  ttl: 300,
  value: '10.0.0.1',
  owner: null,
  ...changes,
});

function left(change: Change, records: readonly ActualRecord[] = [found()]): number {
  const actual = indexActual({ revision: '', records, diagnostics: [] });
  return onlyAdoptions(planOf(change), new Map([['home', actual]])).plan.changes.length;
}

describe('onlyAdoptions', () => {
  it.each<[string, Change, (readonly ActualRecord[])?]>([
    ['a record that becomes ours', adoption()],
    [
      'one beside a value that is ours already',
      adoption({
        before: state({
          values: ['10.0.0.1', '10.0.0.2'],
          owners: { '10.0.0.2': { ...ours, created: '2020-01-01T00:00:00Z' } },
        }),
        after: state({ values: ['10.0.0.1', '10.0.0.2'], owners: { '10.0.0.1': ours, '10.0.0.2': ours } }),
      }),
      [found(), found({ value: '10.0.0.2', owner: { owner: 'me' } })],
    ],
    [
      'one beside another owner’s value with another TTL',
      adoption({
        before: state({ values: ['10.0.0.1', '10.0.0.2'], owners: { '10.0.0.2': { owner: 'nas2' } } }),
        after: state({ values: ['10.0.0.1', '10.0.0.2'], owners: { '10.0.0.1': ours, '10.0.0.2': { owner: 'nas2' } } }),
      }),
      [found(), found({ value: '10.0.0.2', ttl: 60, owner: { owner: 'nas2' } })],
    ],
  ])('keeps %s', (_what, change, records) => {
    expect(left(change, records)).toBe(1);
  });

  it.each<[string, Change, (readonly ActualRecord[])?]>([
    ['a create', adoption({ action: 'create', before: null, adopts: undefined })],
    ['a delete', adoption({ action: 'delete', after: null, adopts: undefined })],
    ['an update of ours', adoption({ adopts: undefined })],
    ['an adoption with another TTL', adoption({ after: { ...adopted, ttl: 60 } })],
    ['an adoption of one of two values with another TTL', adoption(), [found({ ttl: 60 })]],
    ['an adoption with other attributes', adoption({ after: { ...adopted, attributes: { proxied: true } } })],
    ['an adoption that adds a value', adoption({ after: { ...adopted, values: ['10.0.0.1', '10.0.0.2'] } })],
    ['an adoption that evicts', adoption({ evicts: [{ owner: 'nas2', type: 'CNAME', values: ['x'] }] })],
    [
      'an adoption beside a change of force',
      adoption({
        before: state({ owners: { '10.0.0.2': ours } }),
        after: state({ owners: { '10.0.0.1': ours, '10.0.0.2': { ...ours, force: true } } }),
      }),
    ],
    ['what no provider was read for', adoption({ provider: 'other' })],
  ])('leaves out %s', (_what, change, records) => {
    expect(left(change, records)).toBe(0);
  });

  it('is a plan of its own: counts, guards and digest are those of what is left', () => {
    const actual = new Map([['home', indexActual({ revision: '', records: [found()], diagnostics: [] })]]);
    const whole = planOf(adoption(), adoption({ action: 'delete', after: null, adopts: undefined }));
    const { plan, leftOut } = onlyAdoptions(whole, actual);
    expect(leftOut).toBe(1);
    expect(plan.summary).toEqual({ create: 0, update: 1, delete: 0, unchanged: 4, held: 0, evict: 0 });
    expect(plan.guards.map(({ guard }) => guard)).toEqual(['empty-source']);
    expect(plan.digest).toBe(planDigest(plan));
    expect(plan.digest).not.toBe(whole.digest);
  });
});
