import { describe, expect, it } from 'vitest';
import { indexActual } from '../../../src/core/actual.ts';
import { stateOf } from '../../../src/core/set-state.ts';
import type { Unit } from '../../../src/core/unit.ts';
import { readHandle } from '../../../src/providers/etcd/unit.ts';
import { memoryStore } from './memory-store.ts';
import { applied, dcsValue, lines, ours, recordsWith, root, unitsFor, type Wish } from './wishes.ts';

const records = recordsWith();
const own = (type: string, host: string, changed: object = {}) => dcsValue(type, host, ours, changed);
const evicts = [{ owner: 'nas2', type: 'CNAME', values: ['old.example.net'] }];

const cases: readonly (readonly [string, Record<string, string | object>, readonly Wish[]])[] = [
  ['a create', {}, [{ name: 'app.example.com', type: 'A', values: ['192.0.2.1'] }]],
  [
    'a delete',
    { '/app/x3': own('A', '192.0.2.1', { extra: 1 }) },
    [{ name: 'app.example.com', type: 'A', values: [] }],
  ],
  [
    'another TTL',
    { '/app/x1': own('A', '192.0.2.1') },
    [{ name: 'app.example.com', type: 'A', values: ['192.0.2.1'], ttl: 60 }],
  ],
  [
    'an adoption',
    { '/app/x1': ' {"host": "192.0.2.1"} ' },
    [{ name: 'app.example.com', type: 'A', values: ['192.0.2.1'], adopts: ['192.0.2.1'] }],
  ],
  [
    'an eviction',
    { '/app': dcsValue('CNAME', 'old.example.net') },
    [{ name: 'app.example.com', type: 'A', values: ['192.0.2.1'], evicts }],
  ],
  [
    'a move',
    { '/app': own('CNAME', 'old.example.net') },
    [{ name: 'db.app.example.com', type: 'A', values: ['192.0.2.1'] }],
  ],
  [
    'duplicates',
    { '/app/x1': own('A', '192.0.2.1'), '/app/x2': own('A', '192.0.2.1') },
    [{ name: 'app.example.com', type: 'A', values: [] }],
  ],
];
const storeOf = (values: Record<string, string | object>) =>
  memoryStore(Object.fromEntries(Object.entries(values).map(([path, value]) => [root + path, value])));
const one = (units: readonly Unit[]): Unit => {
  const [unit] = units;
  if (unit === undefined || units.length !== 1) throw new Error('one unit expected');
  return unit;
};

describe('undoing', () => {
  it.each(cases)('%s gives every byte back, with the receipt and without', (_, values, wishes) => {
    const store = storeOf(values);
    const before = store.dump();
    for (const keeps of [true, false]) {
      const unit = one(unitsFor(store, wishes, records).units);
      const receipt = store.commit(unit) ?? undefined;
      expect(store.dump()).not.toEqual(before);
      expect(store.commit(records.invert(unit, keeps ? receipt : undefined))).not.toBeNull();
      expect(store.dump()).toEqual(before);
    }
  });

  it.each(cases)('%s twice is doing it', (_, values, wishes) => {
    const store = storeOf(values);
    const unit = one(unitsFor(store, wishes, records).units);
    const receipt = store.commit(unit) ?? undefined;
    const done = store.dump();
    const undo = records.invert(unit, receipt);
    const undone = store.commit(undo) ?? undefined;
    const again = records.invert(undo, undone);
    expect(again.changes).toEqual(unit.changes);
    expect(readHandle(again).ops.map(({ key, put, before }) => ({ key, put, before }))).toEqual(
      readHandle(unit).ops.map(({ key, put, before }) => ({ key, put, before })),
    );
    expect(store.commit(again)).not.toBeNull();
    expect(store.dump()).toEqual(done);
  });

  it.each(cases)('%s: it is known whether it has landed', (_, values, wishes) => {
    const store = storeOf(values);
    const unit = one(unitsFor(store, wishes, records).units);
    const landed = (which: Unit) => records.landed(which, records.decode(store.read()));
    expect(landed(unit)).toBe('before');
    const receipt = store.commit(unit) ?? undefined;
    const undo = records.invert(unit, receipt);
    expect([landed(unit), landed(undo)]).toEqual(['after', 'before']);
    store.commit(undo);
    expect([landed(unit), landed(undo)]).toEqual(['before', 'after']);
    store.commit(records.invert(undo, undefined));
    for (const { key } of readHandle(unit).ops) store.put(key, { host: '203.0.113.1' });
    expect(landed(unit)).toBe('other');
  });

  it('all units of a name that was cut, newest first', () => {
    const store = memoryStore();
    const values = Array.from({ length: 300 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    const { units, receipts } = applied(store, [{ name: 'app.example.com', type: 'A', values }], records);
    expect(units.length).toBe(3);
    for (const [index, unit] of [...units.entries()].reverse()) {
      expect(store.commit(records.invert(unit, receipts[index]))).not.toBeNull();
    }
    expect(store.keys()).toEqual([]);
  });

  it('is refused over what someone wrote at its keys, also without a receipt', () => {
    const store = memoryStore();
    const { units, receipts } = applied(
      store,
      [{ name: 'app.example.com', type: 'A', values: ['192.0.2.1'] }],
      records,
    );
    store.put(`${root}/app/x1`, dcsValue('A', '192.0.2.1'));
    const unit = one(units);
    expect(store.commit(records.invert(unit, receipts[0]))).toBeNull();
    expect(store.commit(records.invert(unit, undefined))).toBeNull();
  });

  it("refuses another provider's unit", () => {
    const unit: Unit = { provider: 'files', id: 'x', title: 'x', changes: [], handle: { zone: 'x' } };
    expect(() => records.invert(unit, undefined)).toThrow('was not made by the etcd provider');
  });
});

describe('a unit made anew on what was read', () => {
  const reworked = (unit: Unit, store: ReturnType<typeof memoryStore>) => {
    const state = records.decode(store.read());
    const index = indexActual(state);
    const changes = unit.changes.map((change) => {
      const standing = index.get(change.name)?.get(change.type) ?? [];
      const others = standing.filter(({ owner }) => owner?.owner === 'third');
      const back = stateOf(others, ours);
      const values = [...new Set([...(change.after?.values ?? []), ...(back?.values ?? [])])].sort();
      const owners = { ...change.after?.owners, ...back?.owners };
      const after = values.length === 0 ? null : { ttl: change.after?.ttl ?? 300, values, owners };
      return { ...change, before: stateOf(standing, ours), after };
    });
    return records.rework(unit, changes, state);
  };

  it.each(cases.filter(([what]) => what !== 'duplicates'))(
    '%s is undone beside what others added, byte for byte',
    (_, values, wishes) => {
      const store = storeOf(values);
      const before = store.dump();
      const { units, receipts } = applied(store, wishes, records);
      const undo = records.invert(one(units), receipts[0]);
      const name = wishes[0]?.name ?? '';
      const added = `${root}/${name.startsWith('db') ? 'app/db' : 'app'}/x77`;
      store.put(added, dcsValue('A', '203.0.113.9', 'third'));
      expect(store.commit(undo)).toBeNull();
      expect(store.commit(reworked(undo, store))).not.toBeNull();
      const { [added]: kept, ...rest } = store.dump();
      expect(kept).toBe(JSON.stringify(dcsValue('A', '203.0.113.9', 'third')));
      const moved = name.startsWith('db');
      expect(moved ? Object.values(rest) : rest).toEqual(moved ? Object.values(before) : before);
    },
  );

  it('writes what it brings back to another key where its own is taken', () => {
    const store = storeOf({ '/app/x1': own('A', '192.0.2.1') });
    const { units, receipts } = applied(store, [{ name: 'app.example.com', type: 'A', values: [] }], records);
    store.put(`${root}/app/x1`, dcsValue('A', '203.0.113.9', 'third'));
    expect(store.commit(reworked(records.invert(one(units), receipts[0]), store))).not.toBeNull();
    expect(lines(records.decode(store.read()))).toEqual([
      'app.example.com A 192.0.2.1 300 homeserver',
      'app.example.com A 203.0.113.9 300 third',
    ]);
  });

  it('without changes takes back those of its keys that stand as it left them', () => {
    const store = memoryStore();
    const values = Array.from({ length: 130 }, (_, index) => `10.0.0.${index}`);
    const { units, receipts } = applied(store, [{ name: 'app.example.com', type: 'A', values }], records);
    const [first] = units;
    if (first === undefined) throw new Error('no unit');
    store.put(`${root}/app/x1`, dcsValue('A', '203.0.113.9', 'third'));
    const undo = records.rework(records.invert(first, receipts[0]), [], records.decode(store.read()));
    expect(store.commit(undo)).not.toBeNull();
    expect(store.keys()).toHaveLength(6);
    expect(store.get(`${root}/app/x1`)).toContain('third');
  });
});
