import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/core/diagnostic.ts';
import { type MergedSets, mergeSets } from '../../src/core/merge-sets.ts';
import type { SetState } from '../../src/core/plan.ts';
import type { ActualRecord } from '../../src/core/provider-model.ts';
import { stateOf } from '../../src/core/set-state.ts';
import type { UnitChange } from '../../src/core/unit.ts';
import { index, mark, there, us } from '../support/model-builder.ts';

const name = 'app.example.com';

/** Ours unless told; null: nobody's. */
function a(value: string, owner: string | null = us, differences: Partial<ActualRecord> = {}): ActualRecord {
  return there({ value, owner: owner === null ? null : mark(owner), ...differences });
}
const cname = (value: string, owner: string | null = us) => a(value, owner, { type: 'CNAME' });

/** The changes that lead from some records to others: one for each set that differs, sorted by name and type. */
function changesBetween(before: readonly ActualRecord[], after: readonly ActualRecord[]): UnitChange[] {
  const keys = [...new Set([...before, ...after].map((one) => `${one.name} ${one.type}`))].sort();
  return keys.flatMap((key) => {
    const [from, to] = [before, after].map((records) =>
      stateOf(
        records.filter((one) => `${one.name} ${one.type}` === key),
        us,
      ),
    );
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const [set = '', type = ''] = key.split(' ');
    return [{ name: set, type, before: from ?? null, after: to ?? null }];
  });
}

const inverse = (changes: readonly UnitChange[]) =>
  changes.map(({ before, after, ...set }): UnitChange => ({ ...set, before: after, after: before }));

function text(state: SetState | null): string {
  if (state === null) return 'nothing';
  const values = state.values.map((value) => `${value} ${state.owners[value]?.owner ?? 'nobody'}`);
  return `${values.join(', ')} (${state.ttl} s)`;
}

/** What becomes of every set, a line each. */
function merged(changes: readonly UnitChange[], now: readonly ActualRecord[]): string[] {
  const { ready, left } = mergeSets(changes, index(now), us);
  return [
    ...ready.map(({ type, before, after }) => `${type}: ${text(before)} -> ${text(after)}`),
    ...left.map(({ type, why }) => `${type} left: ${why}`),
  ];
}

interface Case {
  readonly what: string;
  readonly before: readonly ActualRecord[];
  readonly after: readonly ActualRecord[];
  /** What stands when the change is merged; absent: exactly what stood before. */
  readonly now?: readonly ActualRecord[];
  readonly gives: readonly string[];
}

const created = '2026-03-01T00:00:00Z';
const cases: readonly Case[] = [
  {
    what: 'a create',
    before: [],
    after: [a('10')],
    gives: ['A: nothing -> 10 homeserver (300 s)'],
  },
  {
    what: 'a create beside another owner, with a TTL of its own',
    before: [a('20', 'nas2')],
    after: [a('10', us, { ttl: 60 }), a('20', 'nas2')],
    gives: ['A: 20 nas2 (300 s) -> 10 homeserver, 20 nas2 (60 s)'],
  },
  {
    what: 'an update',
    before: [a('10'), a('11')],
    after: [a('11'), a('12')],
    gives: ['A: 10 homeserver, 11 homeserver (300 s) -> 11 homeserver, 12 homeserver (300 s)'],
  },
  {
    what: 'a delete',
    before: [a('10')],
    after: [],
    gives: ['A: 10 homeserver (300 s) -> nothing'],
  },
  {
    what: 'another TTL and nothing else',
    before: [a('10'), a('20', 'nas2')],
    after: [a('10', us, { ttl: 60 }), a('20', 'nas2')],
    gives: ['A: 10 homeserver, 20 nas2 (300 s) -> 10 homeserver, 20 nas2 (60 s)'],
  },
  {
    what: 'another TTL, already there',
    before: [a('10')],
    after: [a('10', us, { ttl: 60 })],
    now: [a('10', us, { ttl: 60 })],
    gives: [],
  },
  {
    what: 'another TTL, where someone set a third',
    before: [a('10')],
    after: [a('10', us, { ttl: 60 })],
    now: [a('10', us, { ttl: 5 })],
    gives: ['A left: someone else changed 10'],
  },
  {
    what: 'another force mark, already there',
    before: [a('10')],
    after: [a('10', us, { owner: mark(us, { force: true }) })],
    now: [a('10', us, { owner: mark(us, { force: true }) })],
    gives: [],
  },
  {
    what: 'other attributes, where someone set a third value',
    before: [a('10', us, { attributes: { weight: 1 } })],
    after: [a('10', us, { attributes: { weight: 2 } })],
    now: [a('10', us, { attributes: { weight: 3 } })],
    gives: ['A left: someone else changed 10'],
  },
  {
    what: 'an address that becomes a CNAME',
    before: [a('10')],
    after: [cname('host')],
    gives: ['A: 10 homeserver (300 s) -> nothing', 'CNAME: nothing -> host homeserver (300 s)'],
  },
  {
    what: 'a CNAME that becomes an address, where the address is there already',
    before: [cname('host')],
    after: [a('10')],
    now: [a('10')],
    gives: [],
  },
  {
    what: 'an eviction undone',
    before: [a('10')],
    after: [cname('host', 'nas2')],
    gives: ['A: 10 homeserver (300 s) -> nothing', 'CNAME: nothing -> host nas2 (300 s)'],
  },
  {
    what: 'an eviction undone, where the evicted owner has come back by itself',
    before: [a('10')],
    after: [cname('host', 'nas2')],
    now: [cname('host', 'nas2')],
    gives: [],
  },
  {
    what: 'an adoption undone',
    before: [a('10')],
    after: [a('10', null)],
    gives: ['A: 10 homeserver (300 s) -> 10 nobody (300 s)'],
  },
  {
    what: 'an adoption undone, where the value was taken by another owner',
    before: [a('10')],
    after: [a('10', null)],
    now: [a('10', 'nas2')],
    gives: ['A left: someone else changed 10'],
  },
  {
    what: 'a create undone, where another owner joined meanwhile',
    before: [a('10')],
    after: [],
    now: [a('10'), a('20', 'nas2', { ttl: 60 })],
    gives: ['A: 10 homeserver, 20 nas2 (300 s) -> 20 nas2 (60 s)'],
  },
  {
    what: 'an update, where another owner joined and a third left',
    before: [a('10'), a('20', 'nas2')],
    after: [a('11'), a('20', 'nas2')],
    now: [a('10'), a('30', 'nas3')],
    gives: ['A: 10 homeserver, 30 nas3 (300 s) -> 11 homeserver, 30 nas3 (300 s)'],
  },
  {
    what: 'a delete undone, where all others left meanwhile',
    before: [a('20', 'nas2')],
    after: [a('10', us, { ttl: 60 }), a('20', 'nas2')],
    now: [],
    gives: ['A: nothing -> 10 homeserver (60 s)'],
  },
  {
    what: 'a change beside a value that went from one owner to another',
    before: [a('10'), a('20', 'nas2')],
    after: [a('11'), a('20', 'nas2')],
    now: [a('10'), a('20', 'nas3')],
    gives: ['A: 10 homeserver, 20 nas3 (300 s) -> 11 homeserver, 20 nas3 (300 s)'],
  },
  {
    what: 'a change beside a value that its owner gave up',
    before: [a('10'), a('20', 'nas2')],
    after: [a('11'), a('20', 'nas2')],
    now: [a('10'), a('20', null)],
    gives: ['A: 10 homeserver, 20 nobody (300 s) -> 11 homeserver, 20 nobody (300 s)'],
  },
  {
    what: 'a change beside a value of ours that another owner has taken',
    before: [a('10'), a('11')],
    after: [a('10'), a('12')],
    now: [a('10', 'nas2'), a('11')],
    gives: ['A: 10 nas2, 11 homeserver (300 s) -> 10 nas2, 12 homeserver (300 s)'],
  },
  {
    what: 'an update whose old value was changed by hand',
    before: [a('10')],
    after: [a('11')],
    now: [a('99', null)],
    gives: ['A left: someone else changed 10'],
  },
  {
    what: 'an update whose new value another owner has put there',
    before: [a('10')],
    after: [a('11')],
    now: [a('10'), a('11', 'nas2')],
    gives: ['A left: someone else changed 11'],
  },
  {
    what: 'a delete whose value another owner has taken over',
    before: [a('10')],
    after: [],
    now: [a('10', 'nas2')],
    gives: ['A left: someone else changed 10'],
  },
  {
    what: 'an update half of which stands as before, half as after',
    before: [a('10'), a('11')],
    after: [a('12'), a('13')],
    now: [a('10'), a('12')],
    gives: ['A left: someone else changed 11, 12'],
  },
  {
    what: 'a set of which more was changed than is worth telling',
    before: ['1', '2', '3', '4', '5', '6', '7'].map((value) => a(value)),
    after: [],
    now: [a('7')],
    gives: ['A left: someone else changed 1, 2, 3, 4, 5'],
  },
  {
    what: 'a delete of a value of ours that someone made another of',
    before: [a('10')],
    after: [],
    now: [a('20')],
    gives: ['A left: someone else changed 20'],
  },
  {
    what: 'a delete, already done',
    before: [a('10')],
    after: [],
    now: [a('20', 'nas2')],
    gives: [],
  },
  {
    what: 'an address, where another owner has put a CNAME meanwhile',
    before: [],
    after: [a('10')],
    now: [cname('host', 'nas2')],
    gives: ['A left: a record that excludes it has appeared at the name'],
  },
  {
    what: 'a CNAME, where another owner has put a second one meanwhile',
    before: [],
    after: [cname('host')],
    now: [cname('edge', 'nas2')],
    gives: ['CNAME left: a record that excludes it has appeared at the name'],
  },
  {
    what: 'an address that becomes a CNAME, where the address was changed by hand',
    before: [a('10')],
    after: [cname('host')],
    now: [a('99', null)],
    gives: ['CNAME left: a record that excludes it has appeared at the name'],
  },
  {
    what: 'a CNAME beside DNSSEC records, which stand beside it by nature',
    before: [],
    after: [cname('host')],
    now: [a('A 13 2 300', null, { type: 'RRSIG' })],
    gives: ['CNAME: nothing -> host homeserver (300 s)'],
  },
  {
    what: 'a delete beside a CNAME and an address that someone made stand together',
    before: [a('10'), a('11')],
    after: [a('11')],
    now: [a('10'), a('11'), cname('host', 'nas2')],
    gives: ['A: 10 homeserver, 11 homeserver (300 s) -> 11 homeserver (300 s)'],
  },
];

describe('changes merged into what stands now', () => {
  it.each(cases.map((one) => [one.what, one] as const))('%s', (_, { before, after, now = before, gives }) => {
    expect(merged(changesBetween(before, after), now)).toEqual(gives);
  });

  it('leave the age of another owner’s value as that owner wrote it meanwhile', () => {
    const changes = changesBetween([a('10'), a('20', 'nas2')], [a('11'), a('20', 'nas2')]);
    const now = [a('10'), a('20', 'nas2', { owner: mark('nas2', { created }) })];
    const { ready } = mergeSets(changes, index(now), us);
    expect(ready[0]?.after?.owners['20']).toEqual(mark('nas2', { created }));
  });

  it('leave the force of our value as it stands where the change does not touch it', () => {
    const forced = a('10', us, { owner: mark(us, { force: true }) });
    const { ready } = mergeSets(changesBetween([a('10')], [a('10'), a('11')]), index([forced]), us);
    expect(ready[0]?.after?.owners['10']).toEqual(forced.owner);
  });

  it('take values that are words of JavaScript for what they are', () => {
    const txt = (value: string, owner: string | null = us) => a(value, owner, { type: 'TXT' });
    const before = [txt('__proto__', null), txt('constructor', null)];
    const [ready] = mergeSets(changesBetween(before, [...before, txt('toString')]), index(before), us).ready;
    expect(ready?.after?.values).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.keys(ready?.after?.owners ?? {})).toEqual(['toString']);
  });

  it('are judged set by set: what is left at one name keeps no other name', () => {
    const other = { name: 'db.example.com' };
    const changes = changesBetween([a('10'), a('10', us, other)], [a('11'), a('11', us, other)]);
    const { ready, left } = mergeSets(changes, index([a('99', null), a('10', us, other)]), us);
    expect({ ready: ready.map((one) => one.name), left: left.map((one) => one.name) }).toEqual({
      ready: ['db.example.com'],
      left: [name],
    });
  });

  it('take a set of 100,000 values, and 100,000 sets', () => {
    const values = Array.from(
      { length: 100_000 },
      (_, count) => `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`,
    );
    const [first, ...rest] = values.map((value) => a(value));
    if (first === undefined) throw new Error('no value');
    const many = changesBetween([first, ...rest], [...rest, a('10.9.9.9')]);
    const [one] = mergeSets(many, index([first, ...rest, a('10.8.8.8', 'nas2')]), us).ready;
    expect(one?.after?.values).toHaveLength(100_001);
    const sets = values.map((value): UnitChange => {
      const state = (said: string) => stateOf([a(said)], us);
      return { name: `h${value}`, type: 'A', before: state('1'), after: state('2') };
    });
    const standing = sets.map((set) => a('1', us, { name: set.name }));
    expect(mergeSets(sets, index(standing), us).ready).toHaveLength(100_000);
  });
});

/** A mark by one letter: ours, ours and forced, nas2’s, nas3’s, nobody’s. */
const owners = { o: us, f: us, t: 'nas2', s: 'nas3', n: null } as const;
const anyOwner = fc.constantFrom(...(Object.keys(owners) as (keyof typeof owners)[]));
const anyAge = fc.constantFrom(created, '2026-01-01T00:00:00Z');
type Shown = readonly [keyof typeof owners, string] | null;
const anyHeld: fc.Arbitrary<Shown> = fc.tuple(anyOwner, anyAge);
/** Where a value stands or stands not, whose it is, and how old. */
const anyShown: fc.Arbitrary<Shown> = fc.option(anyHeld, { freq: 2 });

/** What stands in the end: mostly as before, else as after, or something else. */
const anyNow: fc.Arbitrary<'before' | 'after' | Shown> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('before' as const) },
  { weight: 1, arbitrary: fc.constant('after' as const) },
  { weight: 2, arbitrary: anyShown },
);

interface World {
  readonly before: ActualRecord[];
  readonly after: ActualRecord[];
  readonly now: ActualRecord[];
}

const anyName = fc.record({
  /** Of our values, after. */
  ttl: fc.constantFrom(60, 300, 300),
  untouched: fc.array(fc.record({ held: anyHeld, now: anyNow }), { maxLength: 4 }),
  touched: fc.array(
    fc.record({ type: fc.constantFrom('A', 'A', 'TXT'), before: anyShown, after: anyShown, now: anyNow }),
    { minLength: 1, maxLength: 4 },
  ),
  /** The name goes from a CNAME to other types, or back. */
  swap: fc.option(fc.record({ isBefore: fc.boolean(), held: anyHeld, now: anyNow }), { freq: 3 }),
  /** Another owner's CNAME appears meanwhile. */
  hasIntruder: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

/** Three states of a few names: before, after, and what others have made of them meanwhile. No plan leads to a clash. */
const anyWorld: fc.Arbitrary<World> = fc.array(anyName, { minLength: 1, maxLength: 3 }).map((names) => {
  const world: World = { before: [], after: [], now: [] };
  for (const [number, { ttl, untouched, touched, swap, hasIntruder }] of names.entries()) {
    const put = (type: string, value: string, before: Shown, after: Shown, now: 'before' | 'after' | Shown) => {
      const facts = { name: `n${number}`, type, value };
      world.before.push(...record(facts, before, 300));
      world.after.push(...record(facts, after, ttl));
      const [shown, seconds] = now === 'before' ? [before, 300] : now === 'after' ? [after, ttl] : [now, 300];
      world.now.push(...record(facts, shown, seconds));
    };
    if (swap === null) for (const [count, { held, now }] of untouched.entries()) put('A', `u${count}`, held, held, now);
    else put('CNAME', 'host', swap.isBefore ? swap.held : null, swap.isBefore ? null : swap.held, swap.now);
    for (const [count, { type, before, after, now }] of touched.entries()) {
      // A plan changes nothing but our age, and no TTL but ours.
      const stays = before !== null && before[0] === after?.[0] && owners[before[0]] !== us;
      put(
        type,
        `t${count}`,
        swap?.isBefore === true ? null : before,
        swap?.isBefore === false ? null : stays ? before : after,
        now,
      );
    }
    if (hasIntruder)
      world.now.push(...record({ name: `n${number}`, type: 'CNAME', value: 'edge' }, ['t', created], 300));
  }
  return world;
});

function record(facts: Pick<ActualRecord, 'name' | 'type' | 'value'>, shown: Shown, ttl: number): ActualRecord[] {
  if (shown === null) return [];
  const [letter, age] = shown;
  const by = owners[letter];
  const owner = by === null ? null : mark(by, { created: age, force: letter === 'f' });
  return [{ ...facts, ttl: by === us ? ttl : 300, owner }];
}

/** What a provider with a TTL per value holds after the changes. */
function applied(records: readonly ActualRecord[], changes: readonly UnitChange[]): ActualRecord[] {
  const key = (one: { name: string; type: string }, value = '') => `${one.name} ${one.type} ${value}`;
  const standing = new Map(records.map((one) => [key(one, one.value), one]));
  const changed = new Set(changes.map((one) => key(one)));
  const written = changes.flatMap((change) =>
    (change.after?.values ?? []).map((value): ActualRecord => {
      const owner = change.after?.owners[value] ?? null;
      const there = standing.get(key(change, value));
      const isKept = there !== undefined && owner?.owner !== us && there.owner?.owner === owner?.owner;
      const ttl = isKept ? there.ttl : (change.after?.ttl ?? 0);
      return { name: change.name, type: change.type, value, ttl, owner };
    }),
  );
  return [...records.filter((one) => !changed.has(key(one))), ...written];
}

describe('whatever is merged', () => {
  it('gives exactly the state after where exactly the state before stands', () => {
    fc.assert(
      fc.property(anyWorld, ({ before, after }) => {
        const changes = changesBetween(before, after);
        expect(byName(mergeSets(changes, index(before), us))).toEqual({ ready: changes.filter(differs), left: [] });
      }),
    );
  });

  it('gives exactly the state before where the inverse is merged into exactly the state after', () => {
    fc.assert(
      fc.property(anyWorld, ({ before, after }) => {
        const back = inverse(changesBetween(before, after));
        expect(byName(mergeSets(back, index(after), us))).toEqual({ ready: back.filter(differs), left: [] });
      }),
    );
  });

  it('touches no value that the change does not touch', () => {
    fc.assert(
      fc.property(anyWorld, ({ before, after, now }) => {
        const changes = changesBetween(before, after);
        for (const merge of mergeSets(changes, index(now), us).ready) {
          const change = changes.find((one) => one.name === merge.name && one.type === merge.type);
          const standing = stateOf(
            now.filter((one) => one.name === merge.name && one.type === merge.type),
            us,
          );
          expect(merge.before).toEqual(standing);
          const values = new Set([...(merge.before?.values ?? []), ...(merge.after?.values ?? [])]);
          for (const value of values) {
            if (shown(change?.before, value) !== shown(change?.after, value)) {
              expect(shown(merge.after, value)).toBe(shown(change?.after, value));
              continue;
            }
            expect(shown(merge.after, value, false)).toBe(shown(standing, value, false));
            const mine = standing?.owners[value]?.owner === us;
            if (!mine) expect(merge.after?.owners[value]).toEqual(standing?.owners[value]);
          }
        }
      }),
    );
  });

  it('is all done once it was applied; what was left is left again', () => {
    fc.assert(
      fc.property(anyWorld, ({ before, after, now }) => {
        const changes = changesBetween(before, after);
        const first = mergeSets(changes, index(now), us);
        const second = mergeSets(changes, index(applied(now, first.ready)), us);
        expect(second).toEqual({ ready: [], left: first.left });
      }),
    );
  });

  it('does not depend on the order of changes and records', () => {
    const sorted = ({ ready, left }: ReturnType<typeof mergeSets>) => ({
      ready: ready.map((one) => JSON.stringify(one)).sort(),
      left: left.map((one) => JSON.stringify(one)).sort(),
    });
    fc.assert(
      fc.property(anyWorld, ({ before, after, now }) => {
        const changes = changesBetween(before, after);
        const backwards = mergeSets(changes.toReversed(), index(now.toReversed()), us);
        expect(sorted(backwards)).toEqual(sorted(mergeSets(changes, index(now), us)));
      }),
    );
  });
});

/** A value as a state shows it: whose, whether forced, and the TTL if it is ours. */
function shown(state: SetState | null | undefined, value: string, withTtl = true): string {
  if (state === null || state === undefined || !state.values.includes(value)) return 'not there';
  const { owner, force = false } = state.owners[value] ?? { owner: null };
  return `${owner} ${force} ${withTtl && owner === us ? state.ttl : ''}`;
}

/** Whether a change does more than write down another age of a value of ours. */
function differs({ before, after }: UnitChange): boolean {
  const values = [...(before?.values ?? []), ...(after?.values ?? [])];
  return values.some((value) => shown(before, value) !== shown(after, value));
}

function byName({ ready, left }: MergedSets): MergedSets {
  const key = (one: UnitChange) => `${one.name} ${one.type}`;
  return { ready: ready.toSorted((one, other) => compareText(key(one), key(other))), left };
}
