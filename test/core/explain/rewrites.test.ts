import { expect, it } from 'vitest';
import type { Rewrite } from '../../../src/core/claim.ts';
import { claim, ignore, patch, reading } from '../../support/claim-builder.ts';
import { nameStory } from '../../support/name-story.ts';

const app = 'app.example.com';
const split = patch(app, { values: ['10.0.0.4', '10.0.0.5'] });
const ofFive = { value: (value: string) => value === '10.0.0.5' };

/** What each step changes; `ignore` and `invalid` where it ends the claim. */
function steps(...rewrites: readonly Rewrite[]): readonly (string | readonly string[])[] {
  const world = { claims: [claim({ ttl: 60 })], readings: [reading('overrides', [], { rewrites })] };
  const [one] = nameStory(world).claims;
  return (one?.rewrites ?? []).map(({ kind, changes, broken }) => {
    if (broken !== undefined) return 'invalid';
    return kind === 'ignore' ? kind : changes;
  });
}

it.each<[string, readonly Rewrite[], ReturnType<typeof steps>]>([
  ['several values for one', [split], [['value: 192.168.1.10 → 10.0.0.4, 10.0.0.5']]],
  ['nothing of what was split before', [split, patch(app, { ttl: 60 })], [steps(split)[0] ?? '', []]],
  ['the same of all that was split before', [split, patch(app, { ttl: 5 })], [steps(split)[0] ?? '', ['ttl: 60 → 5']]],
  [
    'one value of two',
    [split, patch(app, { values: ['10.0.0.6'] }, ofFive)],
    [steps(split)[0] ?? '', ['value: 10.0.0.5 → 10.0.0.6']],
  ],
  [
    'the TTL of one of two',
    [split, patch(app, { ttl: 5 }, ofFive)],
    [steps(split)[0] ?? '', ['ttl: 60 → 5 (of 10.0.0.5)']],
  ],
  ['nothing after an ignore', [ignore(app), patch(app, { ttl: 5 })], ['ignore']],
  [
    'nothing after a patch that breaks it',
    [split, patch(app, { type: 'AAAA' }, ofFive), patch(app, { ttl: 5 })],
    [steps(split)[0] ?? '', 'invalid'],
  ],
  ['nothing that does not fit', [patch('b.example.com', { ttl: 5 }), patch(app, { ttl: 5 })], [['ttl: 60 → 5']]],
])('rewrites change %s', (_what, rewrites, expected) => {
  expect(steps(...rewrites)).toEqual(expected);
});
