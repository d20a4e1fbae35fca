import { expect, it } from 'vitest';
import type { Deletion } from '../../../src/core/explain/explanation-provider.ts';
import type { Change, SetState } from '../../../src/core/plan.ts';
import { changeText } from '../../../src/output/explain/change-text.ts';
import { style } from '../../../src/output/style.ts';
import { mark, us } from '../../support/model-builder.ts';

const page = { style: style(false), width: 100, verbose: false, owner: us };
const base = { provider: 'home', name: 'app.example.com', type: 'A', origins: [] };

/** A set of ours with these values. */
function set(values: readonly string[], differences: Partial<SetState> = {}): SetState {
  return { ttl: 300, values, owners: Object.fromEntries(values.map((value) => [value, mark(us)])), ...differences };
}

const one = set(['10.0.0.1']);
const forced = (value: string) => ({ [value]: mark(us, { force: true }) });
const update = (before: SetState, after: SetState, adopts?: readonly string[]): Change => {
  return { ...base, action: 'update', before, after, ...(adopts === undefined ? {} : { adopts }) };
};

it.each<[Change, string]>([
  [{ ...base, action: 'create', before: null, after: one }, 'creates A 10.0.0.1, TTL 300'],
  [
    { ...base, action: 'create', before: null, after: set(['10.0.0.1'], { attributes: { proxied: true } }) },
    'creates A 10.0.0.1, TTL 300, proxied true',
  ],
  [update(one, set(['10.0.0.1'], { attributes: { proxied: true } })), 'updates A 10.0.0.1, proxied not set → true'],
  [
    update(
      set(['10.0.0.1'], { attributes: { proxied: true, tag: 'x' } }),
      set(['10.0.0.1'], { attributes: { tag: 'x' } }),
    ),
    'updates A 10.0.0.1, proxied true → not set',
  ],
  [update(one, set(['10.0.0.1'], { owners: forced('10.0.0.1') })), 'updates A 10.0.0.1, force off → on'],
  [
    update(one, set(['10.0.0.2'], { ttl: 60, owners: forced('10.0.0.2') })),
    'updates A 10.0.0.1 → A 10.0.0.2, TTL 300 → 60, force off → on',
  ],
  [
    update(
      set(['10.0.0.1', '10.0.0.2']),
      set(['10.0.0.1', '10.0.0.2'], { owners: { '10.0.0.1': mark(us), ...forced('10.0.0.2') } }),
    ),
    'updates A 10.0.0.1, 10.0.0.2, force off → on of 10.0.0.2',
  ],
  [update(set(['10.0.0.1'], { owners: {} }), one, ['10.0.0.1']), 'updates A 10.0.0.1, adopting 10.0.0.1'],
])('a change %# is told: %s', (change, text) => {
  expect(changeText(change, [], page)).toBe(text);
});

const cause = { type: 'A', value: '10.0.0.1', origin: 'docker:home/web label dns.host' };
const passedOver = { provider: 'home', why: 'excluded', pattern: '!app.example.com' } as const;

it.each<[Deletion['reasons'], string]>([
  [[], 'nobody claims it any more'],
  [[{ why: 'replaced', ...cause, type: 'CNAME', value: 'x.net' }], 'CNAME x.net is claimed instead'],
  [
    [{ why: 'elsewhere', ...cause, to: ['b'], passedOver }],
    'it is claimed, but goes to b, not to home: its zones exclude it with !app.example.com',
  ],
  [
    [{ why: 'elsewhere', ...cause, value: '10.0.0.2', to: [], passedOver }],
    'A 10.0.0.2 is claimed, but goes nowhere, not to home: its zones exclude it with !app.example.com',
  ],
  [
    [
      { why: 'renamed', ...cause, names: ['b.example.com'] },
      { why: 'ignored', ...cause, by: 'a.yaml#ignore/1' },
    ],
    'overrides give it the name b.example.com; it is claimed, but the ignore a.yaml#ignore/1 drops the claim',
  ],
])('a deletion for %j is told', (reasons, text) => {
  const change: Change = { ...base, action: 'delete', before: one, after: null };
  expect(changeText(change, [{ type: 'A', reasons }], page)).toBe(`deletes A 10.0.0.1: ${text}`);
});
