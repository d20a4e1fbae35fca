import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import type { Allowances, TrippedGuard } from '../../src/core/plan.ts';
import type { ActualRecord } from '../../src/core/provider-model.ts';
import type { GuardSettings } from '../../src/core/settings.ts';
import { claim, cname, january, nameDoubt, originDoubt, reading, remembered } from '../support/claim-builder.ts';
import { foreign, mark, model, there, unowned } from '../support/model-builder.ts';
import { applied, planOf, usualGuards, type World } from '../support/plan-input.ts';

const hosts = (count: number) =>
  Array.from({ length: count }, (_, at) => `n${String(at).padStart(2, '0')}.example.com`);

/** `ours` sets of ours, of which `deleted` go, `updated` change and `created` come. */
function churn({
  ours,
  deleted = 0,
  updated = 0,
  created = 0,
}: Record<'ours', number> & Partial<Record<'deleted' | 'updated' | 'created', number>>): World {
  const names = hosts(ours);
  const kept = names
    .slice(deleted)
    .map((name, at) => claim({ name, value: at < updated ? '192.168.1.11' : '192.168.1.10' }));
  const fresh = Array.from({ length: created }, (_, at) => claim({ name: `new${at}.example.com` }));
  return { claims: [...kept, ...fresh], actual: names.map((name) => there({ name })) };
}

/** Only one guard on, at its usual limit. */
function only(guard: keyof GuardSettings, limit?: number): Partial<GuardSettings> {
  return { [guard]: limit ?? usualGuards[guard] };
}

function tripped(world: World, guards: Partial<GuardSettings>, allow: Allowances = {}): readonly TrippedGuard[] {
  return planOf({ ...world, guards, options: { allow, ...world.options } }).guards;
}

describe('a guard trips just beyond its limit', () => {
  it.each<[string, World, World, Partial<GuardSettings>, Allowances, string]>([
    [
      'max-deletes',
      churn({ ours: 40, deleted: 10 }),
      churn({ ours: 40, deleted: 11 }),
      only('maxDeletes'),
      { deletes: 11 },
      '--allow-deletes 11',
    ],
    [
      'max-delete-percent',
      churn({ ours: 10, deleted: 3 }),
      churn({ ours: 13, deleted: 4 }),
      only('maxDeletePercent'),
      { deletePercent: 31 },
      '--allow-delete-percent 31',
    ],
    [
      'max-delete-percent',
      churn({ ours: 4, deleted: 4 }),
      churn({ ours: 5, deleted: 2 }),
      only('maxDeletePercent'),
      { deletePercent: 40 },
      '--allow-delete-percent 40',
    ],
    [
      'max-changes',
      churn({ ours: 40, deleted: 2, updated: 3 }),
      churn({ ours: 40, deleted: 2, updated: 4 }),
      only('maxChanges', 5),
      { changes: 6 },
      '--allow-changes 6',
    ],
    [
      'max-update-percent',
      churn({ ours: 10, updated: 3 }),
      churn({ ours: 10, updated: 4 }),
      only('maxUpdatePercent'),
      { updatePercent: 40 },
      '--allow-update-percent 40',
    ],
    [
      'max-update-percent',
      churn({ ours: 9, updated: 9 }),
      churn({ ours: 10, updated: 10 }),
      only('maxUpdatePercent'),
      { updatePercent: 100 },
      '--allow-update-percent 100',
    ],
    [
      'max-deletes',
      churn({ ours: 1 }),
      churn({ ours: 1, deleted: 1 }),
      only('maxDeletes', 0),
      { deletes: 1 },
      '--allow-deletes 1',
    ],
  ])('%s', (guard, within, beyond, settings, allow, flag) => {
    expect(tripped(within, settings)).toEqual([]);
    expect(tripped(beyond, settings)).toMatchObject([{ guard, provider: 'home', allow: flag }]);
    expect(tripped(beyond, settings)[0]?.message).toContain(flag);
    expect(tripped(beyond, settings, allow)).toEqual([]);
    expect(tripped(beyond, {})).toEqual([]);
  });

  it('and one less than needed does not allow it', () => {
    expect(tripped(churn({ ours: 40, deleted: 12 }), only('maxDeletes'), { deletes: 11 })).toHaveLength(1);
  });

  it('and an allowance below the limit takes nothing away', () => {
    expect(tripped(churn({ ours: 40, deleted: 10 }), only('maxDeletes'), { deletes: 1 })).toEqual([]);
  });

  it('and lists what it would let through, ten at most', () => {
    const message = tripped(churn({ ours: 40, deleted: 12 }), only('maxDeletes'))[0]?.message ?? '';
    expect(message).toContain('12 record sets would be deleted at "home", 10 are allowed: n00.example.com A, ');
    expect(message).toContain('n09.example.com A and 2 more; --allow-deletes 12 lets it through');
    expect(message).not.toContain('n10.');
  });
});

describe('guards look at our values', () => {
  const evictor = [model({ takeover: 'evict' })];
  const old = (differences: Partial<Claim>) => claim({ created: january - 1, ...differences });

  it.each<[string, World, Partial<GuardSettings>, boolean]>([
    ['creates never trip one', churn({ ours: 0, created: 50 }), { ...usualGuards, maxChanges: 0 }, false],
    [
      'our last value out of a shared set is a delete',
      { actual: [there(), foreign({ value: '192.168.1.20' })] },
      only('maxDeletes', 0),
      true,
    ],
    [
      'one of our values out of several is an update',
      { claims: [claim()], actual: [there(), there({ value: '192.168.1.11' })] },
      only('maxDeletes', 0),
      false,
    ],
    [
      'our first value in a shared set is a create',
      { claims: [claim()], actual: [foreign({ value: '192.168.1.20' })] },
      only('maxChanges', 0),
      false,
    ],
    [
      'an adoption is a create',
      { claims: [claim({ adopt: true })], actual: [unowned()] },
      only('maxChanges', 0),
      false,
    ],
    [
      'an adoption beside a value of ours is an update',
      {
        claims: [claim({ adopt: true }), claim({ value: '192.168.1.11' })],
        actual: [unowned(), there({ value: '192.168.1.11' })],
      },
      only('maxChanges', 0),
      true,
    ],
    [
      'an eviction is a delete',
      { models: evictor, claims: [old({})], actual: [foreign(cname('x.example.net'))] },
      only('maxDeletes', 0),
      true,
    ],
    [
      'a type change is a delete',
      { claims: [claim(cname('x.example.net'))], actual: [there()] },
      only('maxDeletes', 0),
      true,
    ],
    ['what is held does not count', { actual: [there()], protect: ['app.*'] }, only('maxDeletes', 0), false],
    [
      'foreign sets are not in the percentage',
      {
        ...churn({ ours: 4, deleted: 4 }),
        actual: [...hosts(4).map((name) => there({ name })), foreign({ name: 'x.example.com' })],
      },
      only('maxDeletePercent'),
      false,
    ],
    [
      'the percentage is of all our sets, whatever --only says',
      {
        ...churn({ ours: 20, deleted: 5 }),
        options: {
          only: ['n00.example.com', 'n01.example.com', 'n02.example.com', 'n03.example.com', 'n04.example.com'],
        },
      },
      only('maxDeletePercent'),
      false,
    ],
  ])('%s', (_case, world, guards, trips) => {
    expect(tripped(world, guards).length > 0).toBe(trips);
  });

  it('counts an evicted set once, with all its owners', () => {
    const actual = [foreign(), foreign({ value: '192.168.1.11', owner: mark('nas3') })];
    const [guard] = tripped({ models: evictor, claims: [old(cname('x.example.net'))], actual }, only('maxDeletes', 0));
    expect(guard?.allow).toBe('--allow-deletes 1');
    expect(guard?.message).toContain('app.example.com A of nas2 and nas3');
  });

  it('trips for each provider on its own', () => {
    const models = [model(), model({ name: 'net', zones: ['example.net'] })];
    const actual = hosts(6).map((name) => there({ name }));
    const world = { models, actualAt: { home: actual, net: [there({ name: 'a.example.net' })] } };
    expect(tripped(world, only('maxDeletes', 1)).map(({ provider }) => provider)).toEqual(['home']);
    expect(tripped(world, only('maxDeletes', 0)).map(({ provider }) => provider)).toEqual(['home', 'net']);
  });
});

describe('no-lockfile', () => {
  const guards = only('noLockfile');
  it.each<[string, World, Allowances, boolean]>([
    ['trips for a delete without a lockfile', { actual: [there()], memory: null }, {}, true],
    ['not with one', { actual: [there()], memory: {} }, {}, false],
    ['not for creates and updates', { ...churn({ ours: 1, updated: 1, created: 1 }), memory: null }, {}, false],
    ['not when allowed', { actual: [there()], memory: null }, { unremembered: true }, false],
    [
      'trips for an eviction',
      {
        models: [model({ takeover: 'evict' })],
        claims: [claim({ force: true })],
        actual: [foreign(cname('x.example.net'))],
        memory: null,
      },
      {},
      true,
    ],
  ])('%s', (_case, world, allow, trips) => {
    const found = tripped(world, guards, allow);
    expect(found.map(({ guard, allow: flag }) => `${guard} ${flag}`)).toEqual(
      trips ? ['no-lockfile --allow-unremembered'] : [],
    );
    expect(found.every(({ message }) => message.includes('--allow-unremembered'))).toBe(true);
  });
});

describe('apex', () => {
  const guards = only('apex');
  const ns: Partial<ActualRecord> & Partial<Claim> = { name: 'example.com', type: 'NS', value: 'ns1.example.com' };
  const mx = { name: 'example.com', type: 'MX', value: '10 mail.example.com' };

  it.each<[string, World, Allowances, boolean]>([
    ['trips when an apex NS set goes', { actual: [there(ns)] }, {}, true],
    [
      'trips when an apex NS set changes',
      { claims: [claim({ ...ns, value: 'ns2.example.com' })], actual: [there(ns)] },
      {},
      true,
    ],
    ['trips when an apex MX set goes', { actual: [there(mx)] }, {}, true],
    [
      'trips when an apex SOA set goes',
      { actual: [there({ name: 'example.com', type: 'SOA', value: 'x' })] },
      {},
      true,
    ],
    ['not for an apex TXT set', { actual: [there({ name: 'example.com', type: 'TXT', value: 'x' })] }, {}, false],
    ['not for an NS set below', { actual: [there({ ...ns, name: 'sub.example.com' })] }, {}, false],
    ['not for a create', { claims: [claim(mx)] }, {}, false],
    ['not when allowed', { actual: [there(ns)] }, { apex: true }, false],
    [
      'trips when an apex MX set is evicted',
      {
        models: [model({ takeover: 'evict', capabilities: { ...model().capabilities, apexCname: true } })],
        claims: [claim({ name: 'example.com', ...cname('x.example.net'), force: true })],
        actual: [foreign(mx)],
      },
      {},
      true,
    ],
  ])('%s', (_case, world, allow, trips) => {
    const found = tripped(world, guards, allow);
    expect(found.map(({ guard, allow: flag }) => `${guard} ${flag}`)).toEqual(trips ? ['apex --allow-apex'] : []);
    expect(found.every(({ message }) => message.includes('--allow-apex'))).toBe(true);
  });
});

describe('empty-source', () => {
  const guards = only('emptySource');
  const memory = {
    applied: { home: [applied(), applied({ value: '192.168.1.11' }), applied({ name: 'www.example.com' })] },
  };

  it.each<[string, World, Allowances, boolean]>([
    ['trips when a source whose records are applied gives none', { readings: [reading('home', [])], memory }, {}, true],
    ['not when it gives one', { readings: [reading('home', [claim()])], memory }, {}, false],
    ['not for a source nothing was applied from', { readings: [reading('nas', [])], memory }, {}, false],
    [
      'not for a source that failed',
      { readings: [reading('home', [], { completeness: 'failed' })], memory },
      {},
      false,
    ],
    [
      'not where a name of it is in doubt',
      { readings: [reading('home', [], { doubts: [nameDoubt()] })], memory },
      {},
      false,
    ],
    [
      'not where a part of it is in doubt',
      { readings: [reading('home', [], { doubts: [originDoubt('x')] })], memory },
      {},
      false,
    ],
    ['not for a source that is no longer configured', { readings: [], memory }, {}, false],
    ['not when that source is allowed', { readings: [reading('home', [])], memory }, { empty: ['home'] }, false],
    ['trips when another source is allowed', { readings: [reading('home', [])], memory }, { empty: ['nas'] }, true],
    ['not without a lockfile', { readings: [reading('home', [])], memory: null }, {}, false],
    [
      'not where it was claimed but never applied',
      { readings: [reading('home', [])], memory: { snapshot: [remembered(claim())] } },
      {},
      false,
    ],
  ])('%s', (_case, world, allow, trips) => {
    expect(tripped(world, guards, allow).map(({ guard, source, allow: flag }) => `${guard} ${source} ${flag}`)).toEqual(
      trips ? ['empty-source home --allow-empty home'] : [],
    );
  });

  it('says how many of its sets are applied, which, and the flag', () => {
    expect(tripped({ readings: [reading('home', [])], memory }, guards)[0]?.message).toBe(
      'the source "home" gives no record at all, 2 of its record sets are applied: ' +
        'app.example.com A, www.example.com A; --allow-empty home lets it through',
    );
  });

  it('is off when it is off', () => {
    expect(tripped({ readings: [reading('home', [])], memory }, {})).toEqual([]);
  });
});

it('several guards are told together, providers before sources', () => {
  const world: World = {
    readings: [reading('home', [])],
    actual: hosts(12).map((name) => there({ name })),
    memory: { applied: { home: [applied()] } },
  };
  expect(tripped(world, usualGuards).map(({ guard }) => guard)).toEqual([
    'max-deletes',
    'max-delete-percent',
    'empty-source',
  ]);
});
