import { expect, it } from 'vitest';
import { createWildcardFinder } from '../../../src/core/explain/wildcard.ts';
import type { Change, Eviction } from '../../../src/core/plan.ts';
import { foreign, index, there } from '../../support/model-builder.ts';

const state = { ttl: 300, values: ['192.168.1.10'], owners: {} };
const base = { provider: 'home', type: 'A', origins: [] };
const create = (name: string): Change => ({ ...base, action: 'create', name, before: null, after: state });
const remove = (name: string, type = 'A'): Change => ({
  ...base,
  type,
  action: 'delete',
  name,
  before: state,
  after: null,
});

/** Finds the wildcard for a name where these names stand, and these change. */
function wildcardFor(name: string, standing: readonly string[], changes: readonly Change[] = []) {
  const actual = index(standing.map((one) => there({ name: one })));
  return createWildcardFinder(actual, changes)(name);
}

const stands = (name: string) => ({ name, types: ['A'], from: 'now' });
const byPlan = (name: string) => ({ ...stands(name), from: 'plan' });
const [x, y, all] = ['x.example.com', 'y.x.example.com', '*.example.com'];

it.each([
  ['right above it', x, [all], stands(all)],
  ['several labels above it', y, [all], stands(all)],
  ['not across a name that exists', y, [all, x], undefined],
  ['not across a name that has others below it', y, [all, 'z.x.example.com'], undefined],
  ['the closest', y, [all, '*.x.example.com'], stands('*.x.example.com')],
  ['not where something stands', x, [all, x], undefined],
  ['not where something stands below', x, [all, y], undefined],
  ['not itself', all, [all], undefined],
  ['none', x, ['www.example.com'], undefined],
  ['not that of another zone', 'x.example.net', [all], undefined],
] as const)('%s', (_what, name, standing, expected) => {
  expect(wildcardFor(name, standing)).toEqual(expected);
});

it.each([
  ['one that it makes', x, [], [create(all)], byPlan(all)],
  ['not where it writes the name itself', x, [], [create(all), create(x)], undefined],
  ['where it deletes what stands there', x, [all, x], [remove(x)], byPlan(all)],
  ['where it deletes what stands below', x, [all, y], [remove(y)], byPlan(all)],
  ['not where something stays below', x, [all, x, y], [remove(x)], undefined],
  ['not one that it deletes', x, [all, x], [remove(x), remove(all)], undefined],
  ['across a name that it deletes', y, [all, x], [remove(x)], byPlan(all)],
] as const)('after the plan: %s', (_what, name, standing, changes, expected) => {
  expect(wildcardFor(name, standing, changes)).toEqual(expected);
});

it('what is evicted stands in nobody’s way', () => {
  const evicts: Eviction[] = [{ owner: 'nas2', type: 'CNAME', values: ['x.net'] }];
  const actual = index([foreign({ name: all, type: 'CNAME', value: 'x.net' }), there({ name: x })]);
  const finder = createWildcardFinder(actual, [remove(x), { ...create(all), evicts }]);
  expect(finder(x)).toEqual(byPlan(all));
});
