import { describe, expect, it } from 'vitest';
import type { Claim, Reading } from '../../src/core/claim.ts';
import { settleSnapshot } from '../../src/core/snapshot.ts';
import {
  claim,
  cname,
  ignore,
  january,
  nameDoubt,
  originDoubt,
  override,
  patch,
  reading,
  remembered,
} from '../support/claim-builder.ts';
import { capabilities, foreign, mark, model, there, unowned, us } from '../support/model-builder.ts';
import {
  applied,
  codes,
  heldLines,
  lines,
  made,
  memory,
  planInput,
  planOf,
  type World,
} from '../support/plan-input.ts';

const web = claim();
const other = claim({ source: 'nas', name: 'nas.example.com', value: '192.168.1.30' });
const failed: Partial<Reading> = { completeness: 'failed' };

/** Changes and what is held, a line each. */
function outcome(world: World): string[] {
  const plan = planOf(world);
  return [...lines(plan), ...heldLines(plan).map((one) => `held ${one}`)];
}

/** The world as it is when nothing was applied but the snapshot was written. */
function later(world: World): World {
  const { memory: known } = planInput(world);
  const snapshot = settleSnapshot(made(world).snapshot(), january);
  return { ...world, memory: { ...(known ?? memory()), snapshot } };
}

describe('the plan', () => {
  it('says what it was made from and with', () => {
    const plan = planOf({
      claims: [web],
      options: { hold: true, adopt: ['x'], allow: { deletes: 3 }, offline: true, locked: ['home'] },
    });
    expect(plan).toMatchObject({
      formatVersion: 1,
      generator: 'dns-sync 0.1.0',
      createdAt: '2026-11-20T12:00:00.000Z',
      owner: us,
      basis: { serial: 7 },
      options: { hold: true, adopt: ['x'], allow: { deletes: 3 }, offline: true, locked: ['home'] },
    });
  });

  it('is plain data', () => {
    const plan = planOf({
      claims: [web, other],
      actual: [there(), foreign({ value: '192.168.1.20' }), there({ name: 'x.example.com' })],
    });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('is sorted by provider, then create, update, delete, then name and type', () => {
    const models = [model({ name: 'z' }), model({ name: 'a', zones: ['example.net'] })];
    const claims = ['c.example.com', 'b.example.com', 'u.example.com', 'a.example.net'].map((name) =>
      claim({ name, ttl: 60 }),
    );
    const actualAt = {
      z: [
        there({ name: 'u.example.com' }),
        there({ name: 'a.example.com', type: 'TXT', value: 'x' }),
        there({ name: 'a.example.com' }),
      ],
      a: [],
    };
    expect(
      planOf({ models, claims, actualAt }).changes.map(
        ({ provider, action, name, type }) => `${provider} ${action} ${name} ${type}`,
      ),
    ).toEqual([
      'a create a.example.net A',
      'z create b.example.com A',
      'z create c.example.com A',
      'z update u.example.com A',
      'z delete a.example.com A',
      'z delete a.example.com TXT',
    ]);
  });

  it('names the origins of a change, the best-ranked first, and none for what nobody claims', () => {
    const claims = [claim({ from: 'b' }), override()];
    const { changes } = planOf({ claims, actual: [there({ name: 'old.example.com' })] });
    expect(changes.map(({ origins }) => origins)).toEqual([
      ['overrides/a.yaml#app.example.com/A', 'docker:home/b label dns.app.example.com'],
      [],
    ]);
  });

  it('shows the whole set, other owners’ values included, with the TTL of ours', () => {
    const actual = [
      there({ ttl: 120 }),
      foreign({ value: '192.168.1.20', ttl: 60 }),
      unowned({ value: '192.168.1.30', ttl: 5 }),
    ];
    expect(planOf({ actual }).changes[0]).toMatchObject({
      before: {
        ttl: 120,
        values: ['192.168.1.10', '192.168.1.20', '192.168.1.30'],
        owners: { '192.168.1.10': mark(us), '192.168.1.20': mark('nas2') },
      },
      after: { ttl: 5, values: ['192.168.1.20', '192.168.1.30'], owners: { '192.168.1.20': mark('nas2') } },
    });
  });

  it('counts what is above it, and sets of ours that stay', () => {
    const claims = [
      web,
      claim({ name: 'new.example.com' }),
      claim({ name: 'up.example.com', ttl: 60 }),
      claim({ name: 'held.example.com' }),
    ];
    const actual = [
      there(),
      there({ name: 'up.example.com' }),
      there({ name: 'old.example.com' }),
      foreign({ name: 'held.example.com' }),
    ];
    expect(planOf({ claims, actual }).summary).toEqual({
      create: 1,
      update: 1,
      delete: 1,
      unchanged: 1,
      held: 1,
      evict: 0,
    });
  });

  it('does not count a set that is held as unchanged (settled 28)', () => {
    const world = { claims: [web], actual: [there()], readings: [reading('nas', [], { doubts: [nameDoubt()] })] };
    expect(planOf(world).summary).toMatchObject({ unchanged: 0, held: 1 });
  });

  it('counts a set beside a held one as unchanged', () => {
    const world = {
      claims: [web],
      actual: [there(), there({ type: 'TXT', value: 'x' })],
      readings: [reading('nas', [], { doubts: [nameDoubt()] })],
    };
    expect(heldLines(planOf(world))).toEqual(['app.example.com A : invalid', 'app.example.com TXT x: invalid']);
    expect(planOf(world).summary).toMatchObject({ unchanged: 0, held: 2 });
  });

  it('holds errors and warnings; info is apart (settled 28)', () => {
    const world = { claims: [web], actual: [foreign({ value: '192.168.1.20' })] };
    expect(planOf(world).diagnostics).toEqual([]);
    expect(made(world).infos.map(({ code }) => code)).toEqual(['SET_SHARED']);
  });

  it('passes on what sources and providers found', () => {
    const found = { code: 'X', severity: 'warning' as const, message: 'something' };
    const input = planInput({ readings: [reading('home', [], { diagnostics: [found] })] });
    expect(codes(planOf({ readings: [reading('home', [], { diagnostics: [found] })] }))).toEqual(['X']);
    expect(input.readings).toHaveLength(1);
  });
});

describe('what a claim meets on its way', () => {
  it.each<[string, World, string[], string[]]>([
    ['no provider: a warning, nothing held', { claims: [claim({ name: 'a.example.org' })] }, ['NO_PROVIDER'], []],
    [
      'two equal providers: held at both',
      {
        claims: [web],
        models: [model(), model({ name: 'other' })],
        actualAt: { home: [there({ value: '192.168.1.9' })], other: [] },
      },
      ['PROVIDER_AMBIGUOUS'],
      ['held app.example.com A 192.168.1.10,192.168.1.9: invalid', 'held app.example.com A 192.168.1.10: invalid'],
    ],
    [
      'an unknown provider: what stands stays',
      { claims: [claim({ providers: ['hoem'] })], actual: [there()] },
      ['PROVIDER_UNKNOWN'],
      ['held app.example.com A 192.168.1.10: invalid'],
    ],
    [
      'a provider of other zones: what stands stays',
      {
        claims: [claim({ providers: ['net'] })],
        models: [model(), model({ name: 'net', zones: ['example.net'] })],
        actualAt: { home: [there()], net: [] },
      },
      ['PROVIDER_ZONE'],
      ['held app.example.com A 192.168.1.10: invalid'],
    ],
    [
      'a private address for the public',
      { claims: [web], models: [model({ visibility: 'public' })] },
      ['address-private-public'],
      ['create app.example.com A nothing -> 192.168.1.10'],
    ],
    [
      'a type the provider cannot hold',
      { claims: [claim({ type: 'LOC', value: 'x' })], models: [model()] },
      ['type-unsupported'],
      ['held app.example.com LOC x: unsupported'],
    ],
    [
      'an attribute the provider does not know',
      { claims: [claim({ attributes: { colour: 'red' } })] },
      ['provider-attribute'],
      ['held app.example.com A 192.168.1.10: unsupported'],
    ],
    [
      'an attribute of another type',
      { claims: [claim({ attributes: { proxied: 'maybe' } })] },
      ['provider-attribute'],
      ['held app.example.com A 192.168.1.10: unsupported'],
    ],
    [
      'a CNAME at the apex',
      { claims: [claim({ name: 'example.com', ...cname('x.net') })] },
      ['cname-apex'],
      ['held example.com CNAME x.net: invalid'],
    ],
    [
      'a broken set holds its name, other types too',
      {
        claims: [claim({ ttl: -1 }), claim({ type: 'TXT', value: 'x' })],
        actual: [there({ type: 'MX', value: '10 a.net' })],
      },
      ['ttl-range'],
      [
        'held app.example.com A 192.168.1.10: invalid',
        'held app.example.com MX 10 a.net: invalid',
        'held app.example.com TXT x: invalid',
      ],
    ],
    [
      'differing TTLs: a warning with every origin',
      { claims: [claim({ ttl: 60, from: 'a' }), claim({ from: 'b' })] },
      ['ttl-mixed'],
      ['create app.example.com A nothing -> 192.168.1.10'],
    ],
  ])('%s', (_case, world, expectedCodes, expected) => {
    expect(codes(planOf(world))).toEqual(expectedCodes);
    expect(outcome(world)).toEqual(expected);
  });

  it('is told once for a claim with several values', () => {
    const values = ['192.168.1.10', '192.168.1.11'];
    expect(codes(planOf({ claims: values.map((value) => claim({ name: 'a.example.org', value })) }))).toEqual([
      'NO_PROVIDER',
    ]);
  });

  it('fills in the default TTL', () => {
    expect(planOf({ claims: [web], input: { defaultTtl: 7 } }).changes[0]?.after?.ttl).toBe(7);
  });
});

describe('conflicts in the plan', () => {
  const contested = [override(cname('x.net')), override(cname('y.net'))];

  it.each<[string, World]>([
    ['contradictory overrides', { claims: contested }],
    [
      'CNAMEs under reject',
      {
        claims: [claim({ ...cname('x.net'), from: 'a' }), claim({ ...cname('y.net'), from: 'b' })],
        input: { strategy: 'reject' },
      },
    ],
  ])('%s hold the name: what stands stays', (_case, world) => {
    const plan = planOf({ ...world, actual: [there()] });
    expect(lines(plan)).toEqual([]);
    expect(heldLines(plan)).toEqual([
      'app.example.com A 192.168.1.10: contested',
      'app.example.com CNAME x.net,y.net: contested',
    ]);
    expect(plan.conflicts).toMatchObject([
      { provider: 'home', name: 'app.example.com', types: ['CNAME'], rule: 'reject', winner: null },
    ]);
    expect(plan.diagnostics.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('are told once for each provider and name, sorted', () => {
    const models = [model({ name: 'b' }), model({ name: 'a' })];
    const at = (name: string) => [
      claim({ name, ...cname('x.net'), from: 'a', providers: ['a', 'b'] }),
      claim({ name, ...cname('y.net'), from: 'b', providers: ['a', 'b'] }),
    ];
    const { conflicts } = planOf({
      models,
      claims: [...at('z.example.com'), ...at('c.example.com')],
      actualAt: { a: [], b: [] },
    });
    expect(conflicts.map(({ provider, name }) => `${provider} ${name}`)).toEqual([
      'a c.example.com',
      'a z.example.com',
      'b c.example.com',
      'b z.example.com',
    ]);
  });

  it('are of claims only: meeting foreign records is none (settled 20)', () => {
    expect(planOf({ claims: [web], actual: [foreign(cname('x.net'))] }).conflicts).toEqual([]);
  });

  it('let the record that stands win under oldest, though the container was re-created', () => {
    const claims = [
      claim({ ...cname('x.net'), created: january + 50 }),
      claim({ ...cname('a.net'), from: 'a', created: january + 9 }),
    ];
    const actual = [there(cname('x.net'))];
    expect(outcome({ claims, actual })).toEqual([]);
  });

  it('do not let claims change places on every run under newest', () => {
    const world: World = {
      claims: [claim({ ...cname('x.net'), from: 'a' }), claim({ ...cname('y.net'), from: 'b', created: january })],
      input: { strategy: 'newest' },
    };
    const first = planOf(world);
    expect(lines(first)).toEqual(['create app.example.com CNAME nothing -> x.net']);
    expect(
      lines(planOf({ ...later(world), memory: { snapshot: settleSnapshot(made(world).snapshot(), january + 99) } })),
    ).toEqual(lines(first));
  });

  it('judge the losers only when asked', () => {
    const loser = claim({ ttl: -1, ...cname('y.net'), from: 'b', created: january + 1 });
    const world: World = { claims: [claim({ ...cname('x.net'), from: 'a', created: january }), loser] };
    expect(codes(planOf(world))).toEqual([]);
    expect(codes(planOf({ ...world, input: { judgeLosers: true } }))).toEqual(['CLAIM_LOST', 'ttl-range']);
  });

  it('judge contested claims when asked', () => {
    const claims = [override({ ...cname('x.net'), ttl: -1 }), override({ ...cname('y.net'), ttl: -1 })];
    expect(codes(planOf({ claims, input: { judgeLosers: true } }))).toContain('ttl-range');
  });
});

describe('names in doubt', () => {
  it.each(['invalid', 'unsupported', 'contested', 'no-address', 'source-incomplete'] as const)(
    'with the reason %s keep what stands',
    (reason) => {
      const world = {
        readings: [reading('home', [], { doubts: [nameDoubt({ reason, values: ['?'] })] })],
        actual: [there(), there({ name: 'www.example.com' })],
      };
      expect(outcome(world)).toEqual([
        'delete www.example.com A 192.168.1.10 -> nothing',
        `held app.example.com A 192.168.1.10,?: ${reason}`,
      ]);
    },
  );

  it('hold every type at the name, new claims too', () => {
    const world = {
      claims: [claim({ type: 'TXT', value: 'x' })],
      readings: [reading('nas', [], { doubts: [nameDoubt()] })],
    };
    expect(outcome(world)).toEqual(['held app.example.com A : invalid', 'held app.example.com TXT x: invalid']);
  });

  it('whose type nobody knows are held as ANY', () => {
    const { type: _type, ...doubt } = nameDoubt();
    expect(outcome({ readings: [reading('home', [], { doubts: [doubt] })] })).toEqual([
      'held app.example.com ANY : invalid',
    ]);
  });

  it('are held where they would go', () => {
    const models = [model(), model({ name: 'sub', zones: ['sub.example.com'] })];
    const doubts = [
      nameDoubt({ name: 'a.sub.example.com' }),
      nameDoubt({ providers: ['home'], name: 'b.sub.example.com' }),
    ];
    const { held } = planOf({ models, readings: [reading('home', [], { doubts })], actualAt: { home: [], sub: [] } });
    expect(held.map(({ provider, name }) => `${provider} ${name}`)).toEqual([
      'home b.sub.example.com',
      'sub a.sub.example.com',
    ]);
  });

  it('that no provider takes are nowhere', () => {
    expect(outcome({ readings: [reading('home', [], { doubts: [nameDoubt({ name: 'a.example.org' })] })] })).toEqual(
      [],
    );
  });

  it('show several reasons as the first one, with all values', () => {
    const doubts = [
      nameDoubt({ reason: 'no-address', values: ['b'] }),
      nameDoubt({ reason: 'invalid', values: ['a'] }),
    ];
    expect(outcome({ readings: [reading('home', [], { doubts })] })).toEqual(['held app.example.com A a,b: invalid']);
  });
});

describe('a source that is not complete', () => {
  const snapshot = [remembered(web), remembered(other)];
  const actual = [there(), there({ name: 'nas.example.com', value: '192.168.1.30' })];

  it.each(['failed', 'incomplete'] as const)('%s: its names are held, other sources go on', (completeness) => {
    const readings = [reading('home', [], { completeness }), reading('nas', [])];
    const plan = planOf({ readings, actual, memory: { snapshot } });
    expect(lines(plan)).toEqual(['delete nas.example.com A 192.168.1.30 -> nothing']);
    expect(heldLines(plan)).toEqual(['app.example.com A 192.168.1.10: source-incomplete']);
    expect(plan.incomplete).toEqual(['home']);
  });

  it('holds every delete where the snapshot has nothing of it', () => {
    const readings = [reading('home', [], failed), reading('nas', [claim({ source: 'nas', name: 'new.example.com' })])];
    expect(outcome({ readings, actual, memory: { snapshot: [remembered(other)] } })).toEqual([
      'create new.example.com A nothing -> 192.168.1.10',
      'held app.example.com A 192.168.1.10: source-incomplete',
      'held nas.example.com A 192.168.1.30: source-incomplete',
    ]);
  });

  it.each<[string, World['memory']]>([
    ['no lockfile', null],
    ['a snapshot that does not cover it', { snapshot: [remembered(other)] }],
    ['a snapshot that covers it in part', { snapshot: [remembered(claim({ name: 'x.example.com' }))] }],
  ])('goes on holding what it may have said, plan after plan, with %s', (_case, known) => {
    let world: World = { readings: [reading('home', [], failed)], actual: [there()], memory: known ?? null };
    for (let run = 0; run < 3; run += 1) {
      expect(lines(planOf(world))).toEqual([]);
      expect(heldLines(planOf(world))).toContain('app.example.com A 192.168.1.10: source-incomplete');
      world = later(world);
    }
  });

  it('lets its records go once it can be read and says so', () => {
    let world: World = {
      readings: [reading('home', [], failed)],
      actual: [there()],
      memory: { snapshot: [remembered(web)] },
    };
    world = later(world);
    expect(outcome({ ...world, readings: [reading('home', [])] })).toEqual([
      'delete app.example.com A 192.168.1.10 -> nothing',
    ]);
  });

  it('does not hold a record that a complete source also claims', () => {
    const readings = [reading('home', [], failed), reading('nas', [claim({ source: 'nas', ttl: 60 })])];
    expect(outcome({ readings, actual: [there()], memory: { snapshot: [remembered(claim({ ttl: 60 }))] } })).toEqual([
      'update app.example.com A 192.168.1.10 -> 192.168.1.10',
    ]);
  });

  it('that was removed from the configuration is not incomplete: its records go', () => {
    expect(outcome({ readings: [], actual: [there()], memory: { snapshot } })).toEqual([
      'delete app.example.com A 192.168.1.10 -> nothing',
    ]);
  });

  it('holds a name where a patch moves it to', () => {
    const rewrites = [patch('app.example.com', { name: 'b.example.com', ttl: 60 })];
    const readings = [reading('home', [], failed), reading('overrides', [], { rewrites })];
    const moved = there({ name: 'b.example.com' });
    expect(
      outcome({ readings, actual: [moved], memory: { snapshot: [remembered(web, { rewritten: true })] } }),
    ).toEqual(['held b.example.com A 192.168.1.10: source-incomplete']);
  });

  it('hears nothing of unused rewrites', () => {
    const readings = [reading('home', [], failed), reading('overrides', [], { rewrites: [ignore('x.example.com')] })];
    expect(codes(planOf({ readings }))).toEqual([]);
  });
});

describe('a part of a source in doubt', () => {
  const service = (differences: Partial<Claim> = {}) =>
    claim({ origins: ['compose.yaml#web label dns.host'], ...differences });
  const doubted = (claims: readonly Claim[] = []) => [
    reading('home', claims, { doubts: [originDoubt('compose.yaml#web ')] }),
  ];

  it.each<[string, World['memory']]>([
    ['the snapshot knows it', { snapshot: [remembered(service())] }],
    ['the snapshot knows another record of it', { snapshot: [remembered(service({ name: 'x.example.com' }))] }],
    ['the snapshot does not know it', {}],
    ['there is no lockfile', null],
  ])('is held, plan after plan, where %s', (_case, known) => {
    let world: World = { readings: doubted(), actual: [there()], memory: known ?? null };
    for (let run = 0; run < 3; run += 1) {
      expect(lines(planOf(world))).toEqual([]);
      expect(planOf(world).held.map(({ name }) => name)).toContain('app.example.com');
      world = later(world);
    }
  });

  it('stays in the snapshot while the doubt lasts', () => {
    let world: World = { readings: doubted(), actual: [there()], memory: { snapshot: [remembered(service())] } };
    for (let run = 0; run < 3; run += 1) world = later(world);
    expect(made(world).snapshot()).toMatchObject([{ name: 'app.example.com', standing: true }]);
  });

  it('does not keep from going what another service said before', () => {
    const snapshot = [remembered(service()), remembered(claim({ name: 'db.example.com' }))];
    expect(
      outcome({ readings: doubted(), actual: [there(), there({ name: 'db.example.com' })], memory: { snapshot } }),
    ).toEqual(['delete db.example.com A 192.168.1.10 -> nothing', 'held app.example.com A 192.168.1.10: invalid']);
  });

  it('is complete: apply goes on with the rest under --hold', () => {
    expect(planOf({ readings: doubted() }).incomplete).toEqual([]);
  });

  it('is let go when the doubt ends', () => {
    const world = later({ readings: doubted(), actual: [there()], memory: { snapshot: [remembered(service())] } });
    expect(outcome({ ...world, readings: [reading('home', [])] })).toEqual([
      'delete app.example.com A 192.168.1.10 -> nothing',
    ]);
  });
});

describe('overrides that could not be read', () => {
  const lost = reading('overrides', [], { completeness: 'failed', rewrites: [] });
  const snapshot = [remembered(web, { rewritten: true }), remembered(override({ name: 'x.example.com' }))];

  it('hold everything while ignores or patches are in use, plan after plan', () => {
    let world: World = {
      readings: [reading('home', [web, claim({ name: 'new.example.com' })]), lost],
      actual: [there({ name: 'patched.example.com' })],
      memory: { snapshot },
    };
    for (let run = 0; run < 3; run += 1) {
      expect(outcome(world)).toEqual([
        'held app.example.com A 192.168.1.10: source-incomplete',
        'held new.example.com A 192.168.1.10: source-incomplete',
        'held patched.example.com A 192.168.1.10: source-incomplete',
        'held x.example.com A 192.168.1.10: source-incomplete',
      ]);
      world = later(world);
    }
  });

  it('hold everything without a lockfile, plan after plan', () => {
    let world: World = {
      readings: [reading('home', [web]), lost],
      actual: [there({ name: 'patched.example.com' })],
      memory: null,
    };
    for (let run = 0; run < 3; run += 1) {
      expect(lines(planOf(world))).toEqual([]);
      world = later(world);
    }
  });

  it('let others go on where none is in use', () => {
    const unused = snapshot.map(({ rewritten: _rewritten, ...one }) => one);
    expect(outcome({ readings: [reading('home', [web]), lost], memory: { snapshot: unused } })).toEqual([
      'create app.example.com A nothing -> 192.168.1.10',
      'held x.example.com A 192.168.1.10: source-incomplete',
    ]);
  });

  it('go on as before once they can be read again', () => {
    const rewrites = [patch('app.example.com', { name: 'patched.example.com' })];
    const readings = [reading('home', [web]), reading('overrides', [], { rewrites })];
    const before = { readings, actual: [there({ name: 'patched.example.com' })], memory: { snapshot } };
    const during = later({ ...before, readings: [reading('home', [web]), lost] });
    expect(outcome({ ...during, readings })).toEqual([]);
    expect(made({ ...during, readings }).snapshot()).toMatchObject([{ name: 'app.example.com', rewritten: true }]);
  });
});

describe('a source that is empty', () => {
  it('lets its records go, under the guard', () => {
    const world: World = {
      readings: [reading('home', [])],
      actual: [there()],
      memory: { snapshot: [remembered(web)], applied: { home: [applied()] } },
      guards: { emptySource: true },
    };
    expect(outcome(world)).toEqual(['delete app.example.com A 192.168.1.10 -> nothing']);
    expect(planOf(world).guards.map(({ guard }) => guard)).toEqual(['empty-source']);
  });
});

describe('a plan limited', () => {
  const models = [model(), model({ name: 'net', zones: ['example.net'] })];
  const claims = [web, claim({ name: 'b.example.com' }), claim({ name: 'a.example.net' })];

  it('by --only leaves other names alone, in every part of it', () => {
    const world: World = {
      claims: [
        ...claims,
        claim({ name: 'c.example.com', ...cname('x.net'), from: 'a' }),
        claim({ name: 'c.example.com', ...cname('y.net'), from: 'b' }),
      ],
      readings: [reading('nas', [], { doubts: [nameDoubt({ name: 'd.example.com' })] })],
      actual: [there({ name: 'old.example.com' }), there({ name: 'app.old.example.com' })],
      options: { only: ['app.*', 'app.example.com', '*.old.example.com'] },
    };
    expect(outcome(world)).toEqual([
      'create app.example.com A nothing -> 192.168.1.10',
      'delete app.old.example.com A 192.168.1.10 -> nothing',
    ]);
    expect(planOf(world).conflicts).toEqual([]);
  });

  it('by --provider plans for those that were read only', () => {
    const plan = planOf({ models, claims, actualAt: { net: [] }, options: { provider: ['net'] } });
    expect(lines(plan)).toEqual(['create a.example.net A nothing -> 192.168.1.10']);
  });

  it('by --provider holds and counts nothing elsewhere', () => {
    const doubts = [nameDoubt()];
    const plan = planOf({ models, readings: [reading('home', [], { doubts })], actualAt: { net: [] } });
    expect(plan.held).toEqual([]);
    expect(plan.summary.held).toBe(0);
  });

  it('to what was last applied is a plan like any other', () => {
    const actual = [there({ value: '192.168.1.9' })];
    expect(planOf({ claims: [web], actual, options: { offline: true } }).options.offline).toBe(true);
    expect(outcome({ claims: [web], actual, options: { offline: true } })).toEqual([
      'update app.example.com A 192.168.1.9 -> 192.168.1.10',
    ]);
  });

  it('with sources from the snapshot takes their claims as they were', () => {
    const locked = remembered(claim({ value: '192.168.1.9' }));
    const { standing: _standing, ...kept } = locked;
    expect(
      outcome({ readings: [reading('home', [kept])], options: { locked: ['home'] }, memory: { snapshot: [locked] } }),
    ).toEqual(['create app.example.com A nothing -> 192.168.1.9']);
  });
});

it('a thousand names, each with neighbours, are planned in byte order', () => {
  const names = Array.from({ length: 1000 }, (_, at) => `n${at}.example.com`);
  const { changes } = planOf({
    claims: names.map((name) => claim({ name })),
    models: [model({ capabilities: capabilities() })],
  });
  expect(changes.map(({ name }) => name)).toEqual([...names].sort());
});
