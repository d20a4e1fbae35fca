import { describe, expect, it } from 'vitest';
import { explain, isClaimed } from '../../../src/core/explain/explain.ts';
import type { Explanation, NameStory, Question } from '../../../src/core/explain/explanation.ts';
import type { Surmises } from '../../../src/core/explain/surmises.ts';
import { claim, cname, ignore, nameDoubt, override, patch, reading, remembered } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { applied, made, type World } from '../../support/plan-input.ts';

const app: Question = { kind: 'name', name: 'app.example.com' };
const nothing: Surmises = { textAt: () => undefined, textOf: () => undefined, unlocked: [], subjects: [] };

function explained(world: World, question: Question = app, surmises = nothing): Explanation {
  return explain(question, { made: made(world), unread: [], surmises, called: [], exit: 0 });
}

/** The story of app.example.com. */
function storyOf(world: World, surmises = nothing): NameStory {
  const [story] = explained(world, app, surmises).names;
  if (story === undefined) throw new Error('there is no story');
  return story;
}

const misspelt = {
  code: 'LABEL_UNKNOWN_FIELD',
  severity: 'warning' as const,
  message: 'there is no field "hots"',
  origin: 'docker:home/web label dns.hots',
};
const stopped = {
  code: 'CONTAINER_NOT_COUNTED',
  severity: 'info' as const,
  message: 'it is exited',
  origin: 'docker:home/web',
};
const unlocked = {
  name: 'app.example.com',
  type: 'A',
  value: '10.0.0.1',
  origin: 'docker:home/web label caddy',
  replicaOf: 'docker:home/web label caddy',
  source: 'home',
  grammar: 'caddy',
  isEnabled: true,
  isHidden: false,
  switches: () => [],
};

const outcomes = (world: World) =>
  storyOf(world).claims.flatMap(({ origins, becomes }) =>
    becomes.flatMap((fate) => fate.outcomes.map(({ provider, outcome }) => `${origins[0]} ${outcome} at ${provider}`)),
  );

const withRewrites = (...list: ReturnType<typeof patch>[]) => [reading('overrides', [], { rewrites: list })] as const;

describe('explain', () => {
  it.each<[string, World, readonly string[]]>([
    ['stands', { claims: [claim()] }, ['docker:home/web label dns.app.example.com stands at home']],
    [
      'loses',
      {
        claims: [
          claim({ from: 'a', ...cname('x.net'), created: 2 }),
          claim({ from: 'b', ...cname('y.net'), created: 1 }),
        ],
      },
      [
        'docker:home/a label dns.app.example.com loses at home',
        'docker:home/b label dns.app.example.com stands at home',
      ],
    ],
    [
      'is contested',
      { claims: [claim({ from: 'a', ...cname('x.net') }), claim({ from: 'b' })], input: { strategy: 'reject' } },
      [
        'docker:home/a label dns.app.example.com contested at home',
        'docker:home/b label dns.app.example.com contested at home',
      ],
    ],
    [
      'is held, refused by a rule',
      { claims: [claim(cname('app.example.com'))] },
      ['docker:home/web label dns.app.example.com held at home'],
    ],
    [
      'stands at each provider that it names',
      {
        models: [model(), model({ name: 'b' })],
        claims: [claim({ providers: ['home', 'b'] })],
        actualAt: { home: [], b: [] },
      },
      [
        'docker:home/web label dns.app.example.com stands at home',
        'docker:home/web label dns.app.example.com stands at b',
      ],
    ],
  ])('a claim %s', (_what, world, expected) => {
    expect(outcomes(world)).toEqual(expected);
  });

  it('tells each step of ignores and patches, one after another', () => {
    const list = [
      patch('app.example.com', { ttl: 60 }),
      patch('*.example.com', { name: 'www.example.com', force: true }),
      patch('app.example.com', { ttl: 5 }),
    ];
    const world: World = { claims: [claim()], readings: withRewrites(...list) };
    const [one] = storyOf(world).claims;
    expect(one?.rewrites.map(({ changes }) => changes)).toEqual([
      ['ttl: not said → 60'],
      ['name: app.example.com → www.example.com', 'force: not said → true'],
    ]);
    expect(one?.becomes.map(({ name, ttl }) => ({ name, ttl }))).toEqual([{ name: 'www.example.com', ttl: 60 }]);
    const [renamed] = explained(world, { kind: 'name', name: 'www.example.com' }).names;
    expect(renamed?.claims).toEqual([one]);
  });

  it('tells of a claim that an ignore drops, and that nothing comes of it', () => {
    const world: World = { claims: [claim()], readings: withRewrites(ignore('app.example.com')) };
    expect(storyOf(world).claims).toMatchObject([{ rewrites: [{ kind: 'ignore' }], becomes: [] }]);
    expect(storyOf(world).nearby).toEqual([]);
  });

  it.each([
    ['ours', [there()], { whose: 'ours', adoptable: false, lost: false }],
    ['of another owner', [foreign()], { whose: 'foreign', owner: 'nas2', adoptable: false, lost: false }],
    ['nobody’s, and wanted', [unowned()], { whose: 'nobody', adoptable: true, lost: false }],
    ['nobody’s, and not wanted', [unowned({ value: '10.9.9.9' })], { whose: 'nobody', adoptable: false }],
    ['fixed where it stands', [unowned({ fixed: 'in an include' })], { adoptable: false, fixed: 'in an include' }],
  ])('a value is %s', (_what, actual, expected) => {
    expect(storyOf({ claims: [claim()], actual }).providers[0]?.holds).toMatchObject([expected]);
  });

  it('a value that we wrote and that is nobody’s has lost its owner', () => {
    const world: World = { claims: [claim()], actual: [unowned()], memory: { applied: { home: [applied()] } } };
    expect(storyOf(world).providers[0]).toMatchObject({ holds: [{ lost: true }], remembered: [{ ttl: 300 }] });
  });

  it('a claim that the snapshot stands in for is told as such', () => {
    const world: World = {
      readings: [reading('home', [], { completeness: 'failed' })],
      memory: { snapshot: [remembered(claim())] },
    };
    expect(storyOf(world)).toMatchObject({ claims: [{ recalled: true }], doubts: [{ reason: 'source-incomplete' }] });
    expect(storyOf({ claims: [claim()] }).claims).toMatchObject([{ recalled: false }]);
    expect(storyOf({ claims: [claim()], options: { locked: ['home'] } }).claims).toMatchObject([{ recalled: true }]);
  });

  it.each<[string, World, object | undefined]>([
    ['nothing, where it is told', {}, undefined],
    ['off', { input: { rules: new Map([['ttl-low', { severity: 'off' }]]) } }, { by: 'off' }],
  ])('a finding is spared by %s', (_what, world, expected) => {
    const { spared, findings } = storyOf({ claims: [claim({ ttl: 5 })], ...world });
    expect(spared).toEqual(expected === undefined ? [] : [expect.objectContaining({ code: 'ttl-low', ...expected })]);
    expect(findings.some(({ code }) => code === 'ttl-low')).toBe(expected === undefined);
  });

  it('a finding is spared by the allow of one of its claims', () => {
    const world: World = { claims: [override({ ttl: 5, allow: ['ttl-low'] })] };
    expect(storyOf(world).spared).toMatchObject([
      { code: 'ttl-low', by: 'allow', text: 'overrides/a.yaml#app.example.com/A' },
    ]);
  });

  it('a provider that was not read is told with what should stand there', () => {
    const world: World = { claims: [claim()], actualAt: {} };
    expect(storyOf(world).providers).toMatchObject([{ state: 'left-out', holds: [], wants: [{ type: 'A' }] }]);
    const unread = [
      { provider: 'home', code: 'PROVIDER_FAILED', message: 'gone', hint: 'start it', exit: 5, findings: [] },
    ];
    const told = explain(app, { made: made(world), unread, surmises: nothing, called: [], exit: 5 });
    expect(told.names[0]?.providers).toMatchObject([{ state: 'failed' }]);
  });

  it('a container tells of all its names, sorted from the right, and of nobody else’s', () => {
    const names = ['b.example.com', 'a.example.net', 'a.example.com'];
    const claims = [...names.map((name) => claim({ name })), claim({ name: 'c.example.com', from: 'db' })];
    const world: World = { models: [model({ zones: ['example.com', 'example.net'] })], claims };
    const told = explained(world, { kind: 'origin', container: 'web' });
    expect(told.names.map(({ name }) => name)).toEqual(['a.example.com', 'b.example.com', 'a.example.net']);
  });

  it.each<[string, World, boolean]>([
    ['a claim', { claims: [claim()] }, true],
    ['a name in doubt', { readings: [reading('home', [], { doubts: [nameDoubt()] })] }, true],
    ['nothing', { claims: [claim({ name: 'b.example.com' })] }, false],
  ])('%s is asked for: claimed or not', (_what, world, expected) => {
    expect(isClaimed(made(world), app)).toBe(expected);
  });

  it.each<[string, World, Partial<Surmises>, object]>([
    ['its nearest neighbour', { claims: [claim({ name: 'apq.example.com' })] }, {}, { kind: 'nearest-name' }],
    ['nothing else than what it was', { memory: { snapshot: [remembered(claim())] } }, {}, { kind: 'remembered' }],
    ['no zone', { models: [model({ zones: ['example.net'] })] }, {}, { kind: 'no-zone' }],
    [
      'a label that was reported where the name is written',
      { readings: [reading('home', [], { diagnostics: [{ ...misspelt, file: 'a.yaml', line: 3, column: 1 }] })] },
      { textAt: () => 'dns.hots: App.example.com' },
      { kind: 'reported', file: 'a.yaml', line: 3 },
    ],
    [
      'a label that was reported, and whose text nobody knows',
      { readings: [reading('home', [], { diagnostics: [misspelt] })] },
      {},
      { kind: 'unused-label', origin: misspelt.origin },
    ],
    [
      'a label of a grammar that is not on',
      {},
      { unlocked: [{ ...unlocked, isEnabled: false }] },
      { kind: 'not-enabled', hint: expect.stringContaining('add caddy to labels:') },
    ],
    [
      'a label of a container that is stopped',
      { readings: [reading('home', [], { diagnostics: [stopped] })] },
      { unlocked: [{ ...unlocked, switches: () => [stopped] }] },
      { kind: 'not-counted', message: expect.stringContaining('CONTAINER_NOT_COUNTED: it is exited') },
    ],
    ['a label that is hidden', {}, { unlocked: [{ ...unlocked, isHidden: true }] }, { kind: 'hidden' }],
    [
      'a label of which nobody knows why it does not count: no reason is made up',
      {},
      { unlocked: [unlocked] },
      { kind: 'unused-label', message: expect.stringContaining('why it does not count is not known') },
    ],
    [
      'replicas, once, with the state of each',
      {},
      {
        unlocked: [
          { ...unlocked, isEnabled: false },
          { ...unlocked, isEnabled: false, origin: 'docker:home/web-2 label caddy', switches: () => [stopped] },
        ],
      },
      { message: expect.stringMatching(/docker:home\/web and 1 more replica says .*not enabled.*it is exited/) },
    ],
    [
      'a label in the place that does not count',
      {},
      { unlocked: [{ ...unlocked, place: 'deploy.labels' }] },
      { message: expect.stringContaining('the label caddy in deploy.labels of docker:home/web says') },
    ],
    [
      'a label with both families, once',
      {},
      { unlocked: [unlocked, { ...unlocked, type: 'AAAA', value: 'fd00::1' }] },
      { message: expect.stringContaining('says app.example.com A 10.0.0.1, AAAA fd00::1; why') },
    ],
    [
      'a label that counts for nothing, not a name that is nearly the same',
      { claims: [claim({ name: 'apq.example.com' })] },
      { unlocked: [unlocked] },
      { kind: 'unused-label' },
    ],
    [
      'the name that a patch gave, not the one it took',
      {
        claims: [claim({ name: 'apps.example.com' })],
        readings: withRewrites(patch('apps.example.com', { name: 'apq.example.com' })),
      },
      {},
      { kind: 'nearest-name', hint: 'did you mean apq.example.com?' },
    ],
    [
      'a file that could not be read and has the name',
      {
        readings: [
          reading('overrides', [], {
            completeness: 'failed',
            diagnostics: [{ code: 'FILE_INVALID', severity: 'error', message: 'a bracket', file: 'a.yaml', line: 9 }],
          }),
        ],
      },
      { textOf: () => 'records:\n  - { name: App.example.com, value: 10.0.0.1 }\n' },
      { kind: 'unread-file', file: 'a.yaml', line: 2, column: 13 },
    ],
  ])('what comes closest to a name that nobody claims: %s', (_what, world, surmises, expected) => {
    expect(storyOf(world, { ...nothing, ...surmises }).nearby).toMatchObject([expected]);
  });

  it.each([
    ['a container that counts for nothing, where no label of it would claim the name', [stopped]],
    ['a name that an ignore drops', []],
  ])('nothing comes close: %s', (_what, diagnostics) => {
    const world: World = {
      claims: [claim({ name: 'apps.example.com' })],
      readings: [...withRewrites(ignore('apps.example.com')), reading('home', [], { diagnostics: [...diagnostics] })],
    };
    const near = storyOf(world, { ...nothing, textAt: () => 'app.example.com', subjects: [] }).nearby;
    expect(near.filter(({ kind }) => kind !== 'unused-label')).toEqual([]);
  });

  it('a name of one label is no word of a message', () => {
    const world: World = {
      readings: [reading('home', [], { diagnostics: [{ ...misspelt, file: 'a.yaml', line: 1 }] })],
    };
    const [field] = explained(world, { kind: 'name', name: 'field' }).names;
    expect(field?.nearby.map(({ kind }) => kind)).toEqual(['no-zone']);
  });

  it.each<[string, World, readonly string[]]>([
    [
      'the errors of a source that was not read in full',
      {
        readings: [
          reading('home', [], {
            completeness: 'incomplete',
            diagnostics: [
              { code: 'FILE_INVALID', severity: 'error', message: 'a bracket', file: 'a.yaml', line: 9 },
              misspelt,
              { code: 'SOURCE_INCOMPLETE', severity: 'warning', message: 'a.yaml', subject: 'home' },
            ],
          }),
        ],
      },
      ['SOURCE_INCOMPLETE', 'FILE_INVALID'],
    ],
    [
      'nothing of a source that was read',
      {
        readings: [
          reading('home', [], {
            diagnostics: [{ code: 'FILE_INVALID', severity: 'error', message: 'a bracket', file: 'a.yaml', line: 9 }],
          }),
        ],
      },
      [],
    ],
    [
      'what could not be read where that holds a record',
      {
        readings: [
          reading('home', [], {
            doubts: [{ kind: 'origin', prefix: 'docker:home/db', reason: 'invalid', detail: 'x', source: 'home' }],
            diagnostics: [
              { code: 'name-syntax', severity: 'error', message: 'no name', origin: 'docker:home/db label dns.host' },
            ],
          }),
        ],
        actual: [there()],
      },
      ['name-syntax'],
    ],
  ])('told beside the name: %s', (_what, world, expected) => {
    expect(explained(world).besides.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ['a container that is known', 'web', ['docker:home/web']],
    ['a service of two containers', 'api', ['docker:home/p-api-1', 'docker:home/p-api-2']],
    ['a container of no label that is read', 'db', []],
  ])('knows which containers are meant: %s', (_what, container, expected) => {
    const subjects = [1, 2].map((one) => ({ prefix: `docker:home/p-api-${one}`, id: `${one}`, service: 'api' }));
    const world: World = { claims: [claim()], readings: [reading('more', [], { subjects })] };
    expect(explained(world, { kind: 'origin', container }).subjects).toEqual(expected);
  });

  it('a part of a longer name is not the name', () => {
    const world: World = {
      readings: [reading('home', [], { diagnostics: [{ ...misspelt, file: 'a.yaml', line: 1 }] })],
    };
    for (const text of ['my-app.example.com', 'app.example.community', 'x.app.example.com']) {
      expect(storyOf(world, { ...nothing, textAt: () => text }).nearby).toEqual([]);
    }
  });

  it('is plain data, and does not depend on the order in which claims were read', () => {
    const claims = ['a', 'b', 'c'].map((from, age) => claim({ from, ...cname(`${from}.net`), created: age + 1 }));
    const one = explained({ claims, actual: [foreign(), unowned({ type: 'TXT', value: 'x' })] });
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    const other = explained({
      claims: [...claims].reverse(),
      actual: [unowned({ type: 'TXT', value: 'x' }), foreign()],
    });
    expect(other).toEqual(one);
  });
});
