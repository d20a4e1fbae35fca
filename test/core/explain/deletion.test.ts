import { expect, it } from 'vitest';
import { claim, cname, ignore, override, patch, reading } from '../../support/claim-builder.ts';
import { model, there } from '../../support/model-builder.ts';
import { nameStory } from '../../support/name-story.ts';
import type { World } from '../../support/plan-input.ts';

const two = [model(), model({ name: 'other' })];
const rewritten = (rewrite: ReturnType<typeof patch>) => [reading('overrides', [], { rewrites: [rewrite] })];
const web = { type: 'A', value: '192.168.1.10', origin: 'docker:home/web label dns.app.example.com' };

/** Why the address of app.example.com is deleted at `home`. */
function reasons(world: World): unknown {
  const story = nameStory({ actual: [there()], ...world }).providers.find(({ provider }) => provider === 'home');
  const changes = story?.changes.map(({ action, type }) => `${action} ${type}`);
  expect(changes).toContain('delete A');
  return story?.deletions.find(({ type }) => type === 'A')?.reasons;
}

it.each<[string, World, readonly object[]]>([
  ['nobody claims it any more', {}, []],
  [
    'its claim names another provider',
    { models: two, claims: [claim({ providers: ['other'] })], actualAt: { home: [there()], other: [] } },
    [{ why: 'elsewhere', ...web, to: ['other'], passedOver: { why: 'not-named' } }],
  ],
  [
    'the zones exclude it',
    { models: [model({ zones: ['example.com', '!app.example.com'] })], claims: [claim()] },
    [{ why: 'elsewhere', ...web, to: [], passedOver: { why: 'excluded', pattern: '!app.example.com' } }],
  ],
  [
    'its claim has another name now',
    { claims: [claim()], readings: rewritten(patch('app.example.com', { name: 'www.example.com' })) },
    [{ why: 'renamed', ...web, names: ['www.example.com'] }],
  ],
  [
    'its claim is ignored',
    { claims: [claim()], readings: rewritten(ignore('app.example.com')) },
    [{ why: 'ignored', ...web, by: 'overrides/a.yaml#ignore/app.example.com' }],
  ],
  [
    'something else is claimed',
    { claims: [override(cname('x.net'))] },
    [{ why: 'replaced', ...cname('x.net'), origin: 'overrides/a.yaml#app.example.com/CNAME' }],
  ],
  [
    'it went elsewhere, which comes before what stands beside',
    {
      models: two,
      claims: [claim({ providers: ['other'] }), override({ type: 'TXT', value: '"x"', providers: ['home'] })],
      actualAt: { home: [there()], other: [] },
    },
    [{ why: 'elsewhere', ...web }],
  ],
  [
    'only what is claimed elsewhere is left',
    {
      models: two,
      claims: [claim({ ...cname('x.net'), providers: ['other'] })],
      actualAt: { home: [there()], other: [] },
    },
    [{ why: 'elsewhere', ...cname('x.net'), to: ['other'] }],
  ],
])('a set of ours is deleted: %s', (_what, world, expected) => {
  expect(reasons(world)).toMatchObject(expected);
  expect(reasons(world)).toHaveLength(expected.length);
});
