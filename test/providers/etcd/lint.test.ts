import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { applied, codes, dcsValue, recordsWith, root, type Wish, wish } from './wishes.ts';

const own = (type: string, host: string, changed: object = {}) => dcsValue(type, host, 'homeserver', changed);
const read = (values: Record<string, object>) =>
  recordsWith().decode(
    memoryStore(Object.fromEntries(Object.entries(values).map(([path, value]) => [`${root}${path}`, value]))).read(),
  );

describe('what CoreDNS would serve otherwise than it is meant', () => {
  it.each<[string, Record<string, object>, string[]]>([
    [
      'a mail server beside an address',
      { '/app/x1': own('A', '192.0.2.1'), '/app/x2': own('MX', 'm.example.net', { mail: true }) },
      ['warning ETCD_HOST_LEAK app.example.com'],
    ],
    [
      'the same, of other owners only',
      { '/app/x1': dcsValue('A', '192.0.2.1'), '/app/x2': dcsValue('MX', 'm.example.net', 'nas2', { mail: true }) },
      [],
    ],
    [
      'a service at its own name',
      {
        '/_tcp/_sip/x1': own('A', '192.0.2.1'),
        '/_tcp/_sip/x2': own('SRV', 's.example.net', { port: 1, weight: 100 }),
      },
      [],
    ],
    [
      'a mail server at the apex beside apex addresses',
      {
        '/dns/apex/x1': own('A', '192.0.2.1', { group: 'example.com' }),
        '/x1': own('MX', 'm.example.net', { mail: true, group: 'example.com' }),
      },
      [],
    ],
    [
      'several services',
      {
        '/_tcp/_sip/x1': own('SRV', 'a.example.net', { port: 1 }),
        '/_tcp/_sip/x2': own('SRV', 'b.example.net', { port: 1 }),
      },
      ['info ETCD_WEIGHT _sip._tcp.example.com'],
    ],
    ['one service of the usual weight', { '/_tcp/_sip/x1': own('SRV', 'a.example.net', { port: 1, weight: 100 }) }, []],
    [
      'one of another weight',
      { '/_tcp/_sip/x1': own('SRV', 'a.example.net', { port: 1, weight: 5 }) },
      ['info ETCD_WEIGHT _sip._tcp.example.com'],
    ],
    ['apex addresses outside', { '/x1': dcsValue('A', '192.0.2.1') }, ['warning ETCD_APEX_SCAN example.com']],
    [
      'apex addresses inside and outside',
      { '/x1': dcsValue('A', '192.0.2.1'), '/dns/apex/x1': dcsValue('A', '192.0.2.2') },
      ['warning ETCD_APEX_SPLIT example.com'],
    ],
    ['a text at the apex', { '/x1': { text: 'x' } }, []],
    [
      'an address at a key that has others below',
      {
        '/app': { host: '192.0.2.1', group: 'app.example.com' },
        '/app/x1': { host: '192.0.2.2', group: 'app.example.com' },
      },
      ['warning ETCD_HIDDEN app.example.com'],
    ],
  ])('%s', (_, values, expected) => {
    expect(codes(read(values))).toEqual(expected);
  });

  it('is a pointer that is not at its own key', () => {
    const records = recordsWith({ zones: ['2.0.192.in-addr.arpa'] });
    const state = records.decode(
      memoryStore({ '/skydns/arpa/in-addr/192/0/2/9/x1': { host: 'nas.example.net' } }).read(),
    );
    expect(codes(state)).toEqual(['warning ETCD_PTR_CHILD 9.2.0.192.in-addr.arpa']);
  });
});

describe('names below a name', () => {
  const grouped = (host: string, group: string) => ({ host, group });

  it('are kept apart where both ends carry their group', () => {
    const state = read({
      '/app/x1': grouped('192.0.2.1', 'app.example.com'),
      '/app/db/x1': grouped('192.0.2.7', 'db.app.example.com'),
    });
    expect(codes(state)).toEqual([]);
  });

  it.each([
    ['the lower', grouped('192.0.2.1', 'app.example.com'), { host: '192.0.2.7' }],
    ['the upper', { host: '192.0.2.1' }, grouped('192.0.2.7', 'db.app.example.com')],
    ['both', { host: '192.0.2.1' }, { host: '192.0.2.7' }],
  ])('are answered with it where %s has none', (_, upper, lower) => {
    const state = read({ '/app/x1': upper, '/app/db/x1': lower });
    expect(state.diagnostics).toMatchObject([
      {
        code: 'etcd-bleed',
        name: 'app.example.com',
        message: 'queries for app.example.com are also answered with A 192.0.2.7 of db.app.example.com',
      },
    ]);
  });

  it('are said once for each name above, with their number', () => {
    const below = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`/app/h${index}/x1`, { host: `192.0.2.${index}` }]),
    );
    const state = read({ '/app/x1': { host: '192.0.2.100' }, ...below });
    expect(state.diagnostics.map(({ message }) => message)).toEqual([
      'queries for app.example.com are also answered with A 192.0.2.0 of h0.app.example.com, A 192.0.2.1 of h1.app.example.com, A 192.0.2.2 of h2.app.example.com and 6 more',
    ]);
  });

  it('do not matter to apex addresses that have their place', () => {
    const state = read({ '/dns/apex/x1': { host: '192.0.2.1' }, '/db/x1': { host: '192.0.2.7' } });
    expect(codes(state)).toEqual([]);
  });
});

describe('what will be served otherwise', () => {
  const foreseen = (values: Record<string, object>, wanted: Wish) => {
    const records = recordsWith();
    const store = memoryStore(
      Object.fromEntries(Object.entries(values).map(([path, value]) => [`${root}${path}`, value])),
    );
    const state = records.decode(store.read());
    const change = wish(state, wanted);
    const diagnostics = records.foresee(change === null ? [] : [change], state);
    return { found: codes({ diagnostics }), store, wanted };
  };

  it('is said before it is', () => {
    const { found, store, wanted } = foreseen(
      { '/app/db/x1': { host: '192.0.2.7' } },
      { name: 'app.example.com', type: 'A', values: ['192.0.2.1'] },
    );
    expect(found).toEqual(['warning etcd-bleed app.example.com']);
    expect(codes(applied(store, [wanted]).after)).toEqual(found);
  });

  it('is not said again where it is so already', () => {
    const values = { '/app/x1': { host: '192.0.2.1' }, '/app/db/x1': { host: '192.0.2.7' } };
    expect(foreseen(values, { name: 'b.example.com', type: 'A', values: ['192.0.2.1'] }).found).toEqual([]);
  });

  it('is nothing without changes', () => {
    const state = read({ '/x1': dcsValue('A', '192.0.2.1') });
    const records = recordsWith();
    const own = records.decode(memoryStore().read());
    expect(records.foresee([], own)).toEqual([]);
    expect(codes(state)).not.toEqual([]);
  });
});
