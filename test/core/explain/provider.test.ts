import { expect, it } from 'vitest';
import { claim, cname } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { nameStory, providerStory } from '../../support/name-story.ts';
import { applied, type World } from '../../support/plan-input.ts';

it('how it is configured to meet what is there', () => {
  const models = [model({ policy: 'upsert-only', takeover: 'evict', share: true, adopt: true })];
  const settings = { policy: 'upsert-only', takeover: 'evict', share: true, adopt: true };
  expect(providerStory({ models, claims: [claim()] })).toMatchObject({ settings });
});

it.each<[string, World, object]>([
  ['can be adopted', { claims: [claim()], actual: [unowned()] }, { adoptable: true, lost: false, ofZone: false }],
  [
    'is adopted by the plan anyway',
    { claims: [claim({ adopt: true })], actual: [unowned()] },
    { whose: 'nobody', adoptable: false },
  ],
  [
    'was ours until another owner took it',
    { actual: [foreign()], memory: { applied: { home: [applied()] } } },
    { whose: 'foreign', owner: 'nas2', lost: true },
  ],
  [
    'is another owner’s, and never was ours',
    { actual: [foreign()], memory: { applied: { home: [applied({ value: '10.0.0.1' })] } } },
    { whose: 'foreign', lost: false },
  ],
  [
    'is the zone’s own',
    { models: [model({ zones: ['app.example.com'] })], actual: [unowned({ type: 'SOA', value: 'x' })] },
    { whose: 'nobody', ofZone: true },
  ],
  ['is no zone’s, below its apex', { actual: [unowned({ type: 'NS', value: 'x' })] }, { ofZone: false }],
])('a value that stands there %s', (_what, world, expected) => {
  expect(providerStory(world).holds).toMatchObject([expected]);
});

it('a value that is ours and another owner’s is not lost', () => {
  const world: World = { actual: [there(), foreign()], memory: { applied: { home: [applied()] } } };
  expect(
    providerStory(world)
      .holds.map(({ whose, lost }) => `${whose} ${lost}`)
      .sort(),
  ).toEqual(['foreign false', 'ours false']);
});

it('what was last written is told with the time as it is told elsewhere', () => {
  const [one] = providerStory({ memory: { applied: { home: [applied()] } } }).remembered;
  expect(one?.created).toBe('2026-01-01T00:00:00Z');
});

it('what rules refuse is not wanted, be it by the claim or by the whole plan', () => {
  const loop = [claim(cname('b.example.com')), claim({ ...cname('app.example.com'), name: 'b.example.com' })];
  expect(providerStory({ claims: loop })).toMatchObject({ wants: [], held: [{ reason: 'invalid' }] });
  expect(providerStory({ claims: [claim(cname('app.example.com'))] })).toMatchObject({ wants: [] });
});

it('a provider is told of for a wildcard that answers a name that goes nowhere', () => {
  const models = [model(), model({ name: 'b' }), model({ name: 'c', zones: ['example.net'] })];
  const wildcard = unowned({ name: '*.example.com' });
  const world: World = { models, actualAt: { home: [wildcard], b: [], c: [wildcard] } };
  const { route, providers } = nameStory(world);
  expect(route.problem).toMatchObject({ code: 'PROVIDER_AMBIGUOUS' });
  expect(providers).toMatchObject([{ provider: 'home', wildcard: { name: '*.example.com', from: 'now' } }]);
});

it('a claim is held where what stands at its name cannot be read', () => {
  const state = { revision: '1', records: [], diagnostics: [], blocked: [{ name: 'app.example.com', detail: 'torn' }] };
  const { claims } = nameStory({ claims: [claim()], input: { actual: new Map([['home', state]]) } });
  expect(claims).toMatchObject([{ becomes: [{ outcomes: [{ provider: 'home', outcome: 'held' }] }] }]);
});
