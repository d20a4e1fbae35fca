import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excludes } from '../../../src/core/actual.ts';
import { memoryStore } from './memory-store.ts';
import { dcsValue, lines, ours, recordsWith, root, type Wish, wish } from './wishes.ts';

/** Keys of names that are prefixes and parents of one another, numbered, by hand, and exact. */
const paths = [
  '',
  '/www',
  '/www2',
  '/www/x1',
  '/www/x2',
  '/www/x9',
  '/www/a/x1',
  '/www/x1/x1',
  '/x1',
  '/dns/apex/x1',
  '/xbox/x1',
  '/www/0a1b2c3d',
];
const names = ['www', 'www2', 'a.www', 'x1.www', 'xbox', 'b.a.www'].map((label) => `${label}.example.com`);
const hosts = ['192.0.2.1', '192.0.2.2', 'fd00::1'];
const value = fc.oneof(
  fc.record({ host: fc.constantFrom(...hosts), ttl: fc.constantFrom(60, 300) }),
  fc.record({ text: fc.constantFrom('a', 'b'), targetstrip: fc.constantFrom(0, 1) }),
  fc
    .tuple(fc.constantFrom(...hosts), fc.constantFrom('nas2', 'nas3'))
    .map(([host, owner]) => dcsValue('A', host, owner)),
  fc.constantFrom<string | object>('broken', 'null', {}, '{"ttl":-1}', { host: 'alias.example.net' }),
);
const world = fc.uniqueArray(fc.tuple(fc.constantFrom(...paths), value), { selector: ([path]) => path, maxLength: 8 });
const wanted = fc.record({
  name: fc.constantFrom(...names, 'example.com'),
  type: fc.constantFrom('A', 'AAAA', 'TXT', 'CNAME'),
  pick: fc.subarray([0, 1, 2]),
  ttl: fc.constantFrom(60, 300),
  force: fc.boolean(),
});
const pool: Readonly<Record<string, readonly string[]>> = {
  A: ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
  AAAA: ['fd00::1', 'fd00::2', 'fd00::3'],
  TXT: ['a', '\\', 'c'],
  CNAME: ['alias.example.net'],
};
const round = fc.uniqueArray(wanted, { selector: ({ name, type }) => `${name} ${type}`, maxLength: 6 });

/** Wishes that can stand together, and with what others have: as the plan would make them. */
function allowed(
  round_: readonly { name: string; type: string; pick: readonly number[]; ttl: number; force: boolean }[],
  state: ReturnType<ReturnType<typeof recordsWith>['decode']>,
): Wish[] {
  const there = new Map<string, Set<string>>();
  for (const { name, type } of state.records) there.set(name, (there.get(name) ?? new Set()).add(type));
  return round_.flatMap(({ name, type, pick, ttl, force }) => {
    const taken = new Set(
      state.records.filter((one) => one.name === name && one.owner?.owner !== ours).map((one) => one.value),
    );
    const values = pick.flatMap((index) => pool[type]?.[index] ?? []).filter((one) => !taken.has(one));
    const types = there.get(name) ?? new Set<string>();
    if (values.length > 0) {
      if (
        [...types].some((other) => excludes(type, other) || (type === 'CNAME' && other === 'CNAME' && taken.size > 0))
      )
        return [];
      there.set(name, types.add(type));
    }
    return [{ name, type, values, ttl, force }];
  });
}

describe('whatever stands and whatever is wanted', () => {
  it('what is not ours stays byte for byte, ours is as planned, and undoing gives every byte back', () => {
    let written = 0;
    fc.assert(
      fc.property(world, fc.array(round, { minLength: 1, maxLength: 3 }), fc.boolean(), (start, rounds, dcs) => {
        const store = memoryStore(Object.fromEntries(start.map(([path, one]) => [root + path, one])));
        const foreign = store.dump();
        const records = recordsWith();
        for (const one of rounds) {
          const before = store.dump();
          const raw = store.read({ dcs });
          const state = records.decode(raw);
          const wishes = allowed(one, state);
          const changes = wishes.flatMap((each) => wish(state, each) ?? []);
          const units = records.split(changes, state);
          const shuffled = records.decode({ ...raw, keys: [...raw.keys].reverse() });
          expect(shuffled).toEqual(state);
          expect(records.split([...changes].reverse(), shuffled)).toEqual(units);
          const receipts = units.map((unit) => store.commit(unit) ?? undefined);
          expect(receipts).not.toContain(undefined);
          written += units.length;
          expect(store.dump()).toMatchObject(foreign);
          const after = records.decode(store.read({ dcs }));
          for (const { name, type, values, ttl } of wishes) {
            const mine = after.records.filter(
              (each) => each.name === name && each.type === type && each.owner?.owner === ours,
            );
            expect(mine.map((each) => each.value).sort()).toEqual([...values].sort());
            expect(mine.every((each) => each.ttl === ttl)).toBe(true);
          }
          const done = store.dump();
          for (const [index, unit] of [...units.entries()].reverse()) {
            expect(store.commit(records.invert(unit, receipts[index]))).not.toBeNull();
          }
          expect(store.dump()).toEqual(before);
          for (const [index, unit] of units.entries())
            expect(
              store.commit(records.split(changes, records.decode(store.read({ dcs })))[index] ?? unit),
            ).not.toBeNull();
          expect(lines(records.decode(store.read({ dcs })))).toEqual(lines(after));
          expect(store.keys()).toEqual(Object.keys(done));
        }
      }),
      { numRuns: 300 },
    );
    expect(written).toBeGreaterThan(100);
  });

  it('reading never throws, and says the same of the same', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.json({ maxDepth: 2 }).map((text) => new TextEncoder().encode(text)),
    );
    const key = fc
      .array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 5 })
      .map((all) => [root, ...all].join('/'));
    const raw = fc.uniqueArray(fc.record({ key, value: bytes, mod: fc.constant('3') }), { selector: (one) => one.key });
    fc.assert(
      fc.property(raw, (keys) => {
        const read = () => recordsWith().decode({ revision: '9', keys, dcs: false });
        expect(read()).toEqual(read());
      }),
    );
  });

  it('comes to the same whether keys were looked at before or not', () => {
    fc.assert(
      fc.property(world, (stored) => {
        const keys = stored.map(([path, one]) => ({
          key: `${root}${path}`,
          value: Buffer.from(typeof one === 'string' ? one : JSON.stringify(one)),
          mod: '3',
        }));
        const records = recordsWith();
        const raw = { revision: '9', keys, dcs: false };
        expect(records.decode({ ...raw, keys: keys.map(records.look) })).toEqual(records.decode(raw));
      }),
    );
  });

  it('reads a hundred thousand keys as so many records', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => ({
      key: `${root}/h${index % 50_000}/x${1 + Math.floor(index / 50_000)}`,
      value: Buffer.from(JSON.stringify(dcsValue('A', `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`))),
      mod: String(index + 1),
    }));
    expect(recordsWith().decode({ revision: '100001', keys, dcs: false }).records).toHaveLength(100_000);
  });
});
