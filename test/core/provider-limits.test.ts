import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { LimitedSet, LimitFinding, ProviderState } from '../../src/core/provider-model.ts';
import { claim } from '../support/claim-builder.ts';
import { capabilities, model, there } from '../support/model-builder.ts';
import { codes, heldLines, lines, made, planOf } from '../support/plan-input.ts';

/** A provider without names of one letter and empty texts. */
const limit = ({ name, type, values }: LimitedSet): LimitFinding | null => {
  if (name.length === 'a.example.com'.length) return { rule: 'provider-name', message: 'too short', hint: 'longer' };
  const empty = type === 'TXT' && values.includes('');
  return empty ? { rule: 'provider-value', message: 'empty', hint: 'write something' } : null;
};
const limited = model({ capabilities: capabilities({ limit }) });

describe("a provider's own limits", () => {
  it.each([
    ['a name', [claim({ name: 'a.example.com' })], ['provider-name'], ['a.example.com A 192.168.1.10: unsupported']],
    [
      'a value',
      [claim({ type: 'TXT', value: '' })],
      ['provider-value', 'txt-empty'],
      ['app.example.com TXT : unsupported'],
    ],
    ['neither', [claim({})], [], []],
  ])('hold what they refuse: %s', (_, claims, found, held) => {
    const plan = planOf({ models: [limited], claims });
    expect(codes(plan)).toEqual(found);
    expect(heldLines(plan)).toEqual(held);
  });

  it('are not asked about a type that the provider does not write', () => {
    const none = model({ capabilities: capabilities({ limit, types: new Set(['A']) }) });
    expect(codes(planOf({ models: [none], claims: [claim({ type: 'TXT', value: '' })] }))).toEqual([
      'type-unsupported',
    ]);
  });

  it.each([
    [0, 1, ['provider-ttl', 'ttl-low']],
    [1, 1, ['ttl-low']],
    [3600, 3600, []],
    [86400, 3600, ['provider-ttl']],
  ])('bring the TTL %i into range: %i, and the next plan is empty', (ttl, written, found) => {
    const narrow = model({ capabilities: capabilities({ ttl: { min: 1, max: 3600 } }) });
    const plan = planOf({ models: [narrow], claims: [claim({ ttl })] });
    expect(codes(plan)).toEqual(found);
    expect(plan.changes[0]?.after?.ttl).toBe(written);
    expect(lines(planOf({ models: [narrow], claims: [claim({ ttl })], actual: [there({ ttl: written })] }))).toEqual(
      [],
    );
  });
});

describe('a name that cannot be read at the provider', () => {
  const state = (records: ProviderState['records']) =>
    new Map([
      ['home', { revision: '1', records, diagnostics: [], blocked: [{ name: 'app.example.com', detail: 'broken' }] }],
    ]);

  it('is held, what we claim and what we have there', () => {
    const plan = planOf({
      claims: [claim({ name: 'app.example.com', value: '192.168.1.11' })],
      input: { actual: state([there()]) },
    });
    expect(lines(plan)).toEqual([]);
    expect(plan.held).toMatchObject([{ name: 'app.example.com', reason: 'invalid', detail: 'broken' }]);
  });

  it('holds nothing else, and is not mentioned where it is none of ours', () => {
    const plan = planOf({ claims: [claim({ name: 'db.example.com' })], input: { actual: state([]) } });
    expect(lines(plan)).toEqual(['create db.example.com A nothing -> 192.168.1.10']);
    expect(plan.held).toEqual([]);
  });
});

describe('what a provider foresees', () => {
  const bleed: Diagnostic = { code: 'etcd-bleed', severity: 'warning', message: 'it bleeds', name: 'app.example.com' };
  const world = {
    claims: [claim({})],
    input: { foresee: new Map([['home', (changes: readonly unknown[]) => (changes.length === 0 ? [] : [bleed])]]) },
  };

  it('is said of the changes of the plan', () => {
    expect(codes(planOf(world))).toEqual(['etcd-bleed']);
    expect(codes(planOf({ ...world, actual: [there()] }))).toEqual([]);
  });

  it('weighs what the configuration says', () => {
    const rules = new Map([['etcd-bleed', { severity: 'off' as const }]]);
    expect(codes(made({ ...world, input: { ...world.input, rules } }).plan)).toEqual([]);
  });
});
