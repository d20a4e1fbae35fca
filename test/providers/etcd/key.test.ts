import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf } from '../../../src/providers/etcd/key.ts';

const keys = keysOf({ prefix: '/skydns', zones: ['example.com', '2.0.192.in-addr.arpa'] });
const nameOf = (path: string, hints: { name?: unknown; targetstrip?: number } = {}) =>
  keys.nameOf(`/skydns/${path}`, { targetstrip: 0, ...hints });

describe('the key of a name', () => {
  it.each([
    ['app.example.com', 'A', '/skydns/com/example/app', '/skydns/com/example/app'],
    ['example.com', 'A', '/skydns/com/example', '/skydns/com/example/dns/apex'],
    ['example.com', 'AAAA', '/skydns/com/example', '/skydns/com/example/dns/apex'],
    ['example.com', 'TXT', '/skydns/com/example', '/skydns/com/example'],
    ['.', 'A', '/skydns', '/skydns'],
    ['_sip._tcp.example.com', 'SRV', '/skydns/com/example/_tcp/_sip', '/skydns/com/example/_tcp/_sip'],
  ])('%s %s', (name, type, base, home) => {
    expect([keys.base(name), keys.home(name, type)]).toEqual([base, home]);
  });
});

describe('the name of a key', () => {
  it.each([
    ['numbered', 'com/example/app/x1', {}, 'app.example.com'],
    ['made by hand', 'com/example/app/a', {}, 'a.app.example.com'],
    ['its own key', 'com/example/app', {}, 'app.example.com'],
    ['no number', 'com/example/app/xbox', {}, 'xbox.app.example.com'],
    ['the name says so at its own key', 'com/example/app/x1', { name: 'x1.app.example.com' }, 'x1.app.example.com'],
    ['the name says so one below', 'com/example/app/a', { name: 'app.example.com' }, 'app.example.com'],
    ['a name that is elsewhere', 'com/example/app/x1', { name: 'db.example.com' }, 'app.example.com'],
    ['a name that is no text', 'com/example/app/x1', { name: 7 }, 'app.example.com'],
    ['external-dns', 'com/example/app/0a1b2c3d', { targetstrip: 1 }, 'app.example.com'],
    ['two to strip', 'com/example/app/a/b', { targetstrip: 2 }, 'app.example.com'],
    ['more to strip than the zone leaves', 'com/example/app/x1', { targetstrip: 3 }, 'app.example.com'],
    ['the apex', 'com/example/x3', {}, 'example.com'],
    ['an apex address', 'com/example/dns/apex/x1', {}, 'example.com'],
    ['an apex address that says so', 'com/example/dns/apex/a', { name: 'example.com' }, 'example.com'],
    ['apex below another name', 'com/example/app/dns/apex/x1', {}, 'apex.dns.app.example.com'],
    ['a reverse name', 'arpa/in-addr/192/0/2/9', {}, '9.2.0.192.in-addr.arpa'],
    ['odd characters', 'com/example/a*b!', {}, 'a*b\\033.example.com'],
    ['the longest label', `com/example/${'a'.repeat(63)}/x1`, {}, `${'a'.repeat(63)}.example.com`],
  ] as const)('%s', (_, path, hints, name) => {
    expect(nameOf(path, hints)).toBe(name);
  });

  it.each([
    ['upper case', 'com/example/App/x1'],
    ['an empty segment', 'com/example//x1'],
    ['an empty segment at the end', 'com/example/app/'],
    ['a dot', 'com/example/a.b'],
    ['a blank', 'com/example/a b'],
    ['a label that is too long', `com/example/${'a'.repeat(64)}`],
    ['a name that is too long', `com/example/${'abcdefgh/'.repeat(30)}x1`],
  ])('there is none with %s', (_, path) => {
    expect(nameOf(path)).toBeNull();
  });

  it('is the name it was made from, whatever the labels', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 4 }),
        fc.constantFrom('A', 'TXT', 'CNAME'),
        fc.nat(99),
        (labels, type, n) => {
          const name = [...labels, 'example.com'].join('.');
          const numbered = `${keys.home(name, type)}/x${n}`;
          expect(keys.nameOf(numbered, { targetstrip: 0, name })).toBe(name);
          expect(keys.nameOf(keys.base(name), { targetstrip: 0, name })).toBe(name);
          if (labels.at(-1) !== 'dns') expect(keys.nameOf(numbered, { targetstrip: 0 })).toBe(name);
        },
      ),
    );
  });
});
