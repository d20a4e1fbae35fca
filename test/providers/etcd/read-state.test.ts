import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { codes, dcsValue, lines, recordsWith, root } from './wishes.ts';

const read = (values: Record<string, string | object>, records = recordsWith()) =>
  records.decode(memoryStore(values).read());
const at = (path: string, value: string | object) => ({ [`${root}/${path}`]: value });

describe('what stands for a value', () => {
  it.each([
    ['an address', { host: '192.0.2.1' }, 'A 192.0.2.1 300'],
    ['a mapped address', { host: '::ffff:192.0.2.1' }, 'A 192.0.2.1 300'],
    ['an IPv6 address in any spelling', { host: 'FD00:0::1' }, 'AAAA fd00::1 300'],
    ['an address with a text', { host: '192.0.2.1', text: 'x' }, 'A 192.0.2.1 300'],
    ['a mail flag on an address', { host: '192.0.2.1', mail: true }, 'A 192.0.2.1 300'],
    ['a name', { host: 'nas.example.net', ttl: 60 }, 'CNAME nas.example.net 60'],
    ['a name with a final dot', { host: 'NAS.example.net.' }, 'CNAME nas.example.net 300'],
    ['a text', { text: 'a\\\\b' }, 'TXT a\\b 300'],
    ['a mail server', { host: 'm.example.net', mail: true, priority: 5 }, 'MX 5 m.example.net 300'],
    ['a mail server without a preference', { host: 'm.example.net', mail: true }, 'MX 10 m.example.net 300'],
    ['a preference of 0', { host: 'm.example.net', mail: true, priority: 0 }, 'MX 10 m.example.net 300'],
    ['a port', { host: 'p.example.net', port: 80 }, 'SRV 10 100 80 p.example.net 300'],
    ['a weight of 0', { host: 'p.example.net', port: 80, weight: 0 }, 'SRV 10 0 80 p.example.net 300'],
    ['a port that says CNAME', { host: 'p.example.net', port: 80, record_type: 'CNAME' }, 'CNAME p.example.net 300'],
    ['SRV without a port', { host: 'p.example.net', record_type: 'SRV' }, 'SRV 10 100 0 p.example.net 300'],
    ['a type that the content denies', { host: 'p.example.net', record_type: 'A' }, 'CNAME p.example.net 300'],
    ['PTR anywhere', { host: 'p.example.net', record_type: 'PTR' }, 'PTR p.example.net 300'],
    ['a TTL of 0', { host: '192.0.2.1', ttl: 0 }, 'A 192.0.2.1 300'],
  ])('%s', (_, value, expected) => {
    expect(lines(read(at('app/x1', value)))).toEqual([`app.example.com ${expected} -`]);
  });

  it('is a pointer in a reverse zone', () => {
    const records = recordsWith({ zones: ['2.0.192.in-addr.arpa'] });
    const state = read({ '/skydns/arpa/in-addr/192/0/2/9': { host: 'nas.example.net' } }, records);
    expect(lines(state)).toEqual(['9.2.0.192.in-addr.arpa PTR nas.example.net 300 -']);
  });
});

describe('whose a value is', () => {
  it.each([
    [
      "docker-coredns-sync's",
      { owner_hostname: 'nas2', created: '2026-01-01T02:00:00.5+02:00', force: true },
      { owner: 'nas2', created: '2026-01-01T00:00:00Z', force: true },
    ],
    [
      'one with a time in small letters',
      { owner_hostname: 'nas2', created: '2026-01-01t00:00:00z' },
      { owner: 'nas2', created: '2026-01-01T00:00:00Z' },
    ],
    [
      'one with a container',
      { owner_hostname: 'nas2', owner_container_name: 'web' },
      { owner: 'nas2', container: 'web' },
    ],
    [
      'one without a time that can be read',
      { owner_hostname: 'nas2', created: 'yesterday', force: 'no' },
      { owner: 'nas2' },
    ],
    ["external-dns'", { owner: 'cluster' }, { owner: 'external-dns/cluster' }],
    ['both', { owner: 'cluster', owner_hostname: 'nas2' }, { owner: 'nas2' }],
    ['an empty one', { owner: '', owner_hostname: '' }, null],
    ['one of another type', { owner: 7, owner_hostname: true }, null],
  ])('%s', (_, fields, owner) => {
    expect(read(at('app/x1', { host: '192.0.2.1', ...fields })).records[0]?.owner).toEqual(owner);
  });

  it('is told apart where two have the same value', () => {
    const state = read({
      ...at('app/x1', dcsValue('A', '192.0.2.1')),
      ...at('app/x2', dcsValue('A', '192.0.2.1', 'nas3')),
    });
    expect(lines(state)).toEqual(['app.example.com A 192.0.2.1 300 nas2', 'app.example.com A 192.0.2.1 300 nas3']);
  });
});

describe('what is found on the way', () => {
  it.each([
    ['no JSON', 'app/x1', 'hello', ['error ETCD_VALUE_POISON app.example.com']],
    ['a TTL in quotes', 'app/x1', '{"ttl":"60"}', ['error ETCD_VALUE_POISON app.example.com']],
    ['null', 'app/x1', 'null', ['warning ETCD_VALUE_EMPTY app.example.com']],
    ['nothing to serve', 'app/x1', { ttl: 60 }, ['warning ETCD_VALUE_EMPTY app.example.com']],
    ['a host that is no name', 'app/x1', { host: 'a b' }, ['warning ETCD_VALUE_EMPTY app.example.com']],
    ['upper case in a key', 'App/x1', { host: '192.0.2.1' }, ['warning ETCD_KEY_ODD']],
    [
      'a host beside a text',
      'app/x1',
      { host: 'a.example.net', text: 'x' },
      ['warning ETCD_HOST_AND_TEXT app.example.com'],
    ],
    [
      'the same of ours twice',
      'app/x1',
      dcsValue('A', '192.0.2.1', 'homeserver'),
      ['info ETCD_DUPLICATE app.example.com'],
    ],
    [
      'a CNAME of ours below its key',
      'app/x1',
      dcsValue('CNAME', 'b.example.net', 'homeserver'),
      ['info ETCD_CNAME_CHILD app.example.com'],
    ],
  ])('%s', (_, path, value, expected) => {
    const double = expected[0]?.includes('DUPLICATE') === true ? at('app/x2', value) : {};
    expect(codes(read({ ...at(path, value), ...double }))).toEqual(expected);
  });

  it('blocks the name of a broken value, and nothing else', () => {
    const state = read({ ...at('app/x1', 'hello'), ...at('db/x1', { host: '192.0.2.1' }) });
    expect(state.blocked).toEqual([{ name: 'app.example.com', detail: expect.stringContaining('it is not JSON') }]);
    expect(lines(state)).toEqual(['db.example.com A 192.0.2.1 300 -']);
    expect(state.diagnostics[0]?.message).toContain('SERVFAIL for app.example.com');
    expect(state.diagnostics[0]?.message).toContain('hello');
  });

  it('is shown fifty times and then counted', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${root}/h${index}/x1`, 'hello']));
    const { diagnostics } = read(many);
    expect(diagnostics).toHaveLength(51);
    expect(diagnostics.at(-1)?.message).toBe('10 more of these are not shown');
  });

  it('shows of a value no more than 80 characters', () => {
    const [found] = read(at('app/x1', `{"host":${'x'.repeat(500)}`)).diagnostics;
    expect(found?.message.length).toBeLessThan(300);
  });
});

describe('the revision', () => {
  it('changes with every key and with nothing else', () => {
    const store = memoryStore(at('app/x1', { host: '192.0.2.1' }));
    const records = recordsWith();
    const first = records.decode(store.read()).revision;
    expect(records.decode({ ...store.read(), revision: '999', dcs: true }).revision).toBe(first);
    store.put(`${root}/app/x1`, { host: '192.0.2.1' });
    expect(records.decode(store.read()).revision).not.toBe(first);
  });

  it('does not depend on the order in which keys come', () => {
    const raw = memoryStore({ ...at('a/x1', { host: '192.0.2.1' }), ...at('b/x1', { host: '192.0.2.2' }) }).read();
    const records = recordsWith();
    expect(records.decode({ ...raw, keys: [...raw.keys].reverse() })).toEqual(records.decode(raw));
  });
});
