import { expect, it } from 'vitest';
import { claim, cname, hostsLine, override } from '../../support/claim-builder.ts';
import { mark, there, us } from '../../support/model-builder.ts';
import { nameStory } from '../../support/name-story.ts';
import type { World } from '../../support/plan-input.ts';

const label = (from: string) => `docker:home/${from} label dns.app.example.com`;
const replaced = 'overrides/a.yaml#app.example.com/A';

/** Each claim and how it fares: `web oldest old`. */
function outcomes(world: World): string[] {
  return nameStory(world).claims.flatMap(({ origins, type, becomes }) =>
    becomes.flatMap((fate) =>
      fate.outcomes.map((one) =>
        one.outcome === 'loses'
          ? `${origins[0]} ${type} loses by ${one.rule} to ${one.to}`
          : `${origins[0]} ${type} ${one.outcome}`,
      ),
    ),
  );
}

const rivals = (...list: readonly (Parameters<typeof claim>[0] & { readonly from: string })[]) =>
  list.map((one) => claim({ ...cname(`${one.from}.net`), ...one }));

it.each<[string, World, readonly string[]]>([
  [
    'force where they are not forced, age where they are',
    {
      claims: rivals(
        { from: 'win', force: true, created: 2 },
        { from: 'young', force: true, created: 3 },
        { from: 'old', created: 1 },
      ),
    },
    [
      `${label('old')} CNAME loses by force to ${label('win')}`,
      `${label('win')} CNAME stands`,
      `${label('young')} CNAME loses by oldest to ${label('win')}`,
    ],
  ],
  [
    'priority, and age where that is equal',
    {
      claims: rivals(
        { from: 'pa', priority: 5, created: 1 },
        { from: 'pb', priority: 9, created: 2 },
        { from: 'pc', priority: 9, created: 3 },
      ),
      input: { strategy: 'priority' },
    },
    [
      `${label('pa')} CNAME loses by priority to ${label('pb')}`,
      `${label('pb')} CNAME stands`,
      `${label('pc')} CNAME loses by oldest to ${label('pb')}`,
    ],
  ],
  [
    'the class of the winner',
    { claims: [override(), hostsLine({ value: '10.0.0.1' }), claim({ value: '10.0.0.2' })] },
    [
      `/etc/hosts.d/lan app.example.com A loses by overrides to ${replaced}`,
      `${label('web')} A loses by overrides to ${replaced}`,
      `${replaced} A stands`,
    ],
  ],
  [
    'the override that replaces, and not one that only adds',
    { claims: [override({ value: '10.0.0.1', add: true, origins: ['a'] }), override(), claim({ value: '10.0.0.2' })] },
    ['a A stands', `${label('web')} A loses by overrides to ${replaced}`, `${replaced} A stands`],
  ],
  [
    'the age that our own value at the provider keeps',
    {
      claims: rivals({ from: 'a', created: 1_600_000_001 }, { from: 'b', created: 1_600_000_000 }),
      actual: [there({ ...cname('a.net'), owner: mark(us, { created: '2020-01-01T00:00:00Z' }) })],
    },
    [`${label('a')} CNAME stands`, `${label('b')} CNAME loses by oldest to ${label('a')}`],
  ],
  [
    'nothing where a rule refuses one of two records of an origin',
    {
      claims: [override({ value: '10.0.0.1' }), claim(), claim({ type: 'AAAA', value: '::1' })],
      input: { rules: new Map([['address-loopback', { severity: 'error' }]]) },
    },
    [`${label('web')} A loses by overrides to ${replaced}`, `${label('web')} AAAA held`, `${replaced} A held`],
  ],
])('a claim loses by %s', (_what, world, expected) => {
  expect(outcomes(world)).toEqual(expected);
});

it('where nobody wins, each of two records of one origin is told', () => {
  const origins = ['overrides/a.yaml#app.example.com/CNAME'];
  const records = ['x.net', 'y.net'].map((target) => override({ ...cname(target), origins }));
  const { conflicts, claims } = nameStory({ claims: records });
  expect(conflicts).toMatchObject([
    { winner: null, losers: origins, lost: [{ value: 'x.net', rule: 'reject', to: null }, { value: 'y.net' }] },
  ]);
  expect(claims.flatMap(({ becomes }) => becomes.flatMap((fate) => fate.outcomes))).toEqual([
    { provider: 'home', outcome: 'contested' },
    { provider: 'home', outcome: 'contested' },
  ]);
});

it('a claim that is as old as its value at the provider is told as such', () => {
  const age = (from: string, created: number) => claim({ from, ...cname(`${from}.net`), created });
  const world: World = {
    claims: [age('a', 1_600_000_001), age('b', 1_600_000_000)],
    actual: [there({ ...cname('a.net'), owner: mark(us, { created: '2020-01-01T00:00:00Z' }) })],
  };
  const outcomesOf = nameStory(world).claims.flatMap(({ becomes }) => becomes.flatMap((fate) => fate.outcomes));
  expect(outcomesOf).toEqual([
    { provider: 'home', since: '2020-01-01T00:00:00Z', outcome: 'stands' },
    { provider: 'home', outcome: 'loses', rule: 'oldest', to: label('a') },
  ]);
});
