import { describe, expect, it } from 'vitest';
import { readHandle } from '../../../src/providers/etcd/unit.ts';
import { memoryStore } from './memory-store.ts';
import { applied, dcsValue, lines, ours, recordsWith, root, unitsFor, type Wish } from './wishes.ts';

const a = (name: string, ...values: string[]): Wish => ({ name, type: 'A', values });
const cname = (name: string, ...values: string[]): Wish => ({ name, type: 'CNAME', values });
const own = (type: string, host: string, changed: object = {}) => dcsValue(type, host, ours, changed);
/** Keys below the zone without its path. */
const paths = (keys: readonly string[]) => keys.map((key) => key.slice(root.length));

describe('where a new record goes', () => {
  it.each<[string, Wish, string[]]>([
    ['an address', a('app.example.com', '192.0.2.1'), ['/app/x1']],
    ['two addresses', a('app.example.com', '192.0.2.1', '192.0.2.2'), ['/app/x1', '/app/x2']],
    ['an apex address', a('example.com', '192.0.2.1'), ['/dns/apex/x1']],
    ['a text at the apex', { name: 'example.com', type: 'TXT', values: ['x'] }, ['/x1']],
    ['a pointer', { name: 'app.example.com', type: 'PTR', values: ['nas.example.net'] }, ['/app']],
    ['a CNAME', cname('app.example.com', 'nas.example.net'), ['/app']],
    ['a CNAME whose first label begins with x', cname('xbox.example.com', 'nas.example.net'), ['/xbox/x1']],
  ])('%s', (_, wanted, expected) => {
    const store = memoryStore();
    applied(store, [wanted]);
    expect(paths(store.keys())).toEqual(expected);
  });

  it.each<[string, Record<string, object>, string]>([
    ['a gap', { '/app/x1': { host: '192.0.2.8' }, '/app/x3': { host: '192.0.2.9' } }, '/app/x2'],
    ['behind a child', { '/app/x1/x1': { host: '192.0.2.8' } }, '/app/x2'],
    ['behind an empty value', { '/app/x1': {} }, '/app/x2'],
    ['behind another type', { '/app/x1': { text: 'x' } }, '/app/x2'],
  ])('fills %s', (_, values, expected) => {
    const store = memoryStore(Object.fromEntries(Object.entries(values).map(([path, value]) => [root + path, value])));
    const before = store.keys();
    applied(store, [a('app.example.com', '192.0.2.1')]);
    expect(paths(store.keys().filter((key) => !before.includes(key)))).toEqual([expected]);
  });

  it('keeps clear of what the same units write below', () => {
    const store = memoryStore();
    const { after } = applied(store, [a('x1.app.example.com', '192.0.2.1'), a('app.example.com', '192.0.2.2')]);
    expect(lines(after)).toEqual([
      'app.example.com A 192.0.2.2 300 homeserver',
      'x1.app.example.com A 192.0.2.1 300 homeserver',
    ]);
  });

  it('never writes over what stands at the key of a pointer', () => {
    const store = memoryStore({ [`${root}/app`]: { text: 'by hand' } });
    const { after } = applied(store, [{ name: 'app.example.com', type: 'PTR', values: ['nas.example.net'] }]);
    expect(store.get(`${root}/app`)).toBe('{"text":"by hand"}');
    expect(lines(after)).toContain('app.example.com PTR nas.example.net 300 homeserver');
  });
});

describe('the layout of a CNAME', () => {
  const wanted = cname('app.example.com', 'nas.example.net');

  it.each([
    ['auto', {}, false, '/app'],
    ['auto while docker-coredns-sync lives', {}, true, '/app/x1'],
    ['exact while docker-coredns-sync lives', { cname: 'exact' }, true, '/app'],
    ['child', { cname: 'child' }, false, '/app/x1'],
  ] as const)('%s', (_, changed, dcs, path) => {
    const store = memoryStore();
    applied(store, [wanted], recordsWith(changed), { dcs });
    expect(paths(store.keys())).toEqual([path]);
  });

  it.each<[string, Wish[]]>([
    ['there is a key below', []],
    ['one is made below at the same time', [a('db.app.example.com', '192.0.2.2')]],
    ['a CNAME is made below at the same time', [cname('db.app.example.com', 'nas.example.net')]],
  ])('is child where %s', (_, more) => {
    const store = memoryStore(more.length === 0 ? { [`${root}/app/db/x1`]: { host: '192.0.2.2' } } : {});
    applied(store, [wanted, ...more]);
    expect(store.keys()).toContain(`${root}/app/x1`);
    expect(store.keys()).not.toContain(`${root}/app`);
  });

  it('is exact where what was below goes at the same time', () => {
    const store = memoryStore({ [`${root}/app/x1`]: own('A', '192.0.2.1') });
    applied(store, [{ name: 'app.example.com', type: 'A', values: [] }, wanted]);
    expect(paths(store.keys())).toEqual(['/app']);
  });

  it('becomes child, byte for byte, in the unit that writes below it', () => {
    const store = memoryStore();
    applied(store, [wanted]);
    const value = store.get(`${root}/app`);
    const { units, after } = applied(store, [a('db.app.example.com', '192.0.2.2')]);
    expect(units).toHaveLength(1);
    expect(paths(store.keys())).toEqual(['/app/db/x1', '/app/x1']);
    expect(store.get(`${root}/app/x1`)).toBe(value);
    expect(lines(after)).toContain('app.example.com CNAME nas.example.net 300 homeserver');
  });

  it('is a difference once others wrote below it, and none after it moved', () => {
    const store = memoryStore();
    applied(store, [wanted]);
    store.put(`${root}/app/db/x1`, { host: '192.0.2.2' });
    const { after } = applied(store, [{ ...wanted, force: false }]);
    expect(after.records.map(({ attributes }) => attributes)).toEqual([undefined, undefined]);
    expect(paths(store.keys())).toEqual(['/app/db/x1', '/app/x1']);
  });

  it("of another owner's stays", () => {
    const store = memoryStore({ [`${root}/app`]: dcsValue('CNAME', 'nas.example.net') });
    applied(store, [a('db.app.example.com', '192.0.2.2')]);
    expect(store.keys()).toContain(`${root}/app`);
  });

  it('does not go back when the key below leaves', () => {
    const store = memoryStore();
    applied(store, [wanted, a('db.app.example.com', '192.0.2.2')]);
    applied(store, [
      { name: 'db.app.example.com', type: 'A', values: [] },
      { ...wanted, ttl: 60 },
    ]);
    expect(paths(store.keys())).toEqual(['/app/x1']);
  });
});

describe('what is written over', () => {
  it('is the same key for another TTL, and what we do not know stays', () => {
    const store = memoryStore({ [`${root}/app/x4`]: own('A', '192.0.2.1', { extra: [1] }) });
    applied(store, [{ ...a('app.example.com', '192.0.2.1'), ttl: 60 }]);
    expect(paths(store.keys())).toEqual(['/app/x4']);
    expect(store.get(`${root}/app/x4`)).toMatch(/"ttl":60.*"created":"2026-01-01T00:00:00Z".*,"extra":\[1\]\}$/);
  });

  it('is nothing that stays as it is', () => {
    const store = memoryStore({ [`${root}/app/x1`]: own('A', '192.0.2.1') });
    const before = store.get(`${root}/app/x1`);
    applied(store, [a('app.example.com', '192.0.2.1', '192.0.2.2')]);
    expect(store.get(`${root}/app/x1`)).toBe(before);
  });

  it('is a hand-made value that is adopted, where it stands', () => {
    const store = memoryStore({ [`${root}/app/a`]: { host: '192.0.2.1', note: 'mine' } });
    applied(store, [{ ...a('a.app.example.com', '192.0.2.1'), adopts: ['192.0.2.1'] }]);
    expect(paths(store.keys())).toEqual(['/app/a/x1']);
    expect(store.get(`${root}/app/a/x1`)).toContain('"note":"mine"');
  });

  it('is what external-dns left, adopted under its name', () => {
    const store = memoryStore({ [`${root}/app/0a1b2c3d`]: { host: '192.0.2.1', targetstrip: 1 } });
    const { after } = applied(store, [{ ...a('app.example.com', '192.0.2.1'), adopts: ['192.0.2.1'] }]);
    expect(paths(store.keys())).toEqual(['/app/0a1b2c3d']);
    expect(lines(after)).toEqual(['app.example.com A 192.0.2.1 300 homeserver']);
  });

  it('is every key of ours with the same value, once one of them is written', () => {
    const store = memoryStore({ [`${root}/app/x1`]: own('A', '192.0.2.1'), [`${root}/app/x2`]: own('A', '192.0.2.1') });
    applied(store, [{ ...a('app.example.com', '192.0.2.1'), ttl: 60 }]);
    expect(paths(store.keys())).toEqual(['/app/x1']);
  });

  it('goes with all of its keys', () => {
    const store = memoryStore({
      [`${root}/app/x1`]: own('A', '192.0.2.1'),
      [`${root}/app/x2`]: own('A', '192.0.2.1'),
      [`${root}/app/x3`]: dcsValue('A', '192.0.2.1'),
    });
    applied(store, [a('app.example.com')]);
    expect(paths(store.keys())).toEqual(['/app/x3']);
  });

  it('is an apex address of ours outside its place, once the set changes', () => {
    const store = memoryStore({ [`${root}/x1`]: own('A', '192.0.2.1') });
    applied(store, [a('example.com', '192.0.2.1', '192.0.2.2')]);
    expect(paths(store.keys())).toEqual(['/dns/apex/x1', '/dns/apex/x2']);
  });

  it('makes room in one unit: what is evicted goes as ours comes', () => {
    const store = memoryStore({ [`${root}/app/x1`]: dcsValue('CNAME', 'nas.example.net') });
    const evicts = [{ owner: 'nas2', type: 'CNAME', values: ['nas.example.net'] }];
    const { units, after } = applied(store, [{ ...a('app.example.com', '192.0.2.1'), evicts }]);
    expect(units).toHaveLength(1);
    expect(units[0]?.changes.map(({ type }) => type)).toEqual(['A', 'CNAME']);
    expect(lines(after)).toEqual(['app.example.com A 192.0.2.1 300 homeserver']);
  });
});

describe('units', () => {
  const many = (count: number, label = 'h') =>
    Array.from({ length: count }, (_, index) =>
      a(`${label}${String(index).padStart(3, '0')}.example.com`, '192.0.2.1'),
    );
  const values = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const shape = (store: ReturnType<typeof memoryStore>, wishes: readonly Wish[]) =>
    unitsFor(store, wishes).units.map((unit) => {
      const { ops, names } = readHandle(unit);
      return `${ops.length} keys, ${names.length} names`;
    });

  it('hold 42 names of one key each: 1 + keys + 2 * names is at most 128', () => {
    expect(shape(memoryStore(), many(43))).toEqual(['42 keys, 42 names', '1 keys, 1 names']);
  });

  it('hold one name of 125 keys, and cut one of 126', () => {
    expect(shape(memoryStore(), [a('app.example.com', ...values(125))])).toEqual(['125 keys, 1 names']);
    expect(shape(memoryStore(), [a('app.example.com', ...values(126))])).toEqual([
      '125 keys, 1 names',
      '1 keys, 0 names',
    ]);
  });

  it('leave room for the heartbeat where our last value goes', () => {
    const store = memoryStore();
    applied(store, [a('app.example.com', ...values(125))]);
    expect(shape(store, [a('app.example.com')])).toEqual(['124 keys, 1 names', '1 keys, 0 names']);
    const { units } = unitsFor(store, [a('app.example.com')]);
    expect(units.map((unit) => readHandle(unit).leaves)).toEqual([false, true]);
  });

  it('say of no other that our last value goes', () => {
    const store = memoryStore();
    applied(store, [a('app.example.com', '192.0.2.1', '192.0.2.2')]);
    expect(readHandle(unitsFor(store, [a('app.example.com', '192.0.2.1')]).units[0] ?? fail()).leaves).toBe(false);
  });

  it('are cut at a mebibyte', () => {
    const texts = Array.from({ length: 30 }, (_, index) => `${index} ${'x'.repeat(60_000)}`);
    const { units } = unitsFor(memoryStore(), [{ name: 'note.example.com', type: 'TXT', values: texts }]);
    const sizes = units.map((unit) => Buffer.byteLength(JSON.stringify(readHandle(unit).ops.map(({ put }) => put))));
    expect(sizes.length).toBe(2);
    expect(Math.max(...sizes)).toBeLessThan(1024 * 1024);
  });

  it('of a name that was cut all land, and the set is the last one’s', () => {
    const store = memoryStore();
    const { units, after } = applied(store, [a('app.example.com', ...values(200))]);
    expect(units.map(({ changes }) => changes.length)).toEqual([0, 1]);
    expect(units[1]?.changes[0]?.before?.values).toHaveLength(125);
    expect(after.records).toHaveLength(200);
    const { units: swap } = applied(store, [a('app.example.com'), cname('app.example.com', 'nas.example.net')]);
    expect(swap.map((unit) => readHandle(unit).ops.filter(({ put }) => put !== null).length)).toEqual([0, 1]);
    expect(paths(store.keys())).toEqual(['/app']);
  });

  it('come in the order creates, updates, deletes, a name whole', () => {
    const store = memoryStore();
    applied(store, [
      a('a.example.com', '192.0.2.1'),
      a('b.example.com', '192.0.2.1'),
      cname('c.example.com', 'x.example.net'),
    ]);
    const { units } = unitsFor(store, [
      a('a.example.com'),
      { ...a('b.example.com', '192.0.2.1'), ttl: 60 },
      cname('c.example.com'),
      a('c.example.com', '192.0.2.3'),
      a('d.example.com', '192.0.2.4'),
    ]);
    expect(units.map(({ changes }) => changes.map(({ name, type }) => `${name[0]} ${type}`))).toEqual([
      ['c A', 'c CNAME', 'd A', 'b A', 'a A'],
    ]);
  });

  it('have ids of their own, also after another reading, and titles for people', () => {
    const store = memoryStore();
    const ids = unitsFor(store, many(50)).units.map(({ id }) => id);
    store.put('/skydns/com/example/z/x1', { host: '192.0.2.9' });
    const again = unitsFor(store, many(50)).units;
    expect(new Set([...ids, ...again.map(({ id }) => id)]).size).toBe(4);
    expect(again[0]?.title).toBe('keys of h000.example.com and 41 more names');
  });

  it('do not take one another for somebody else', () => {
    const store = memoryStore();
    const inner = Array.from({ length: 60 }, (_, index) => a(`x${index}.app.example.com`, '192.0.2.1'));
    const { after } = applied(store, [a('app.example.com', '192.0.2.2'), ...inner]);
    expect(after.records).toHaveLength(61);
  });

  it.each<[string, string, object | null]>([
    ['a value is added beside them', '/app/x9', { host: '192.0.2.9' }],
    ['a value is changed beside them', '/app/x1', dcsValue('A', '192.0.2.8')],
    ['a key appears at the name itself', '/app', { host: '192.0.2.9' }],
  ])('are refused when %s', (_, path, value) => {
    const store = memoryStore({ [`${root}/app/x1`]: dcsValue('A', '192.0.2.7') });
    const { units } = unitsFor(store, [a('app.example.com', '192.0.2.1')]);
    store.put(root + path, value);
    const before = store.dump();
    expect(units.map((unit) => store.commit(unit))).toEqual([null]);
    expect(store.dump()).toEqual(before);
  });

  it('do not depend on the order of the changes', () => {
    const records = recordsWith();
    const store = memoryStore();
    const { state, changes } = unitsFor(
      store,
      [cname('app.example.com', 'n.example.net'), a('db.app.example.com', '192.0.2.1'), ...many(50)],
      records,
    );
    expect(records.split([...changes].reverse(), state)).toEqual(records.split(changes, state));
  });
});

function fail(): never {
  throw new Error('no unit');
}
