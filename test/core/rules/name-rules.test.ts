import { describe, expect, it } from 'vitest';
import {
  labelHyphen,
  labelHyphen34,
  nameCharset,
  nameIsAddress,
  nameRepeatsZone,
  nameReserved,
  nameSingleLabel,
  nameSpecialUse,
  nameUnderscore,
} from '../../../src/core/rules/name-rules.ts';
import { model } from '../../support/model-builder.ts';
import { nameOf, say, weights } from './one-rule.ts';

/** A value for types that are no address. */
const values: Readonly<Record<string, string>> = { MX: '10 mail.example.com', SRV: '0 5 443 host.example.com' };
const at = (name: string, type = 'A') => [
  { name: nameOf(name), type, value: type === 'A' ? '192.168.1.10' : (values[type] ?? 'host.example.com') },
];

describe('name-charset', () => {
  it.each([
    { name: 'app.example.com', type: 'A', fits: true },
    { name: 'APP-2.example.com', type: 'A', fits: true },
    { name: 'bücher.example.com', type: 'A', fits: true },
    { name: 'my_app.example.com', type: 'A', fits: true },
    { name: '*.example.com', type: 'A', fits: true },
    { name: 'a.*.example.com', type: 'A', fits: true },
    { name: '.', type: 'A', fits: true },
    { name: 'a!b.example.com', type: 'A', fits: false },
    { name: 'A!B.example.com', type: 'A', fits: false },
    { name: 'a!b.bücher.example.com', type: 'A', fits: false },
    { name: 'a!b.example.com', type: 'AAAA', fits: false },
    { name: 'a!b.example.com', type: 'MX', fits: false },
    { name: 'a\\.b.example.com', type: 'A', fits: false },
    { name: '0/25.2.0.192.in-addr.arpa', type: 'A', fits: false },
    { name: '0/25.2.0.192.in-addr.arpa', type: 'NS', fits: true },
    { name: 'fe80::a', type: 'A', fits: true },
    { name: 'a!b.example.com', type: 'TXT', fits: true },
    { name: 'a!b.example.com', type: 'CNAME', fits: true },
    { name: 'a!b.example.com', type: 'SRV', fits: true },
    { name: 'a!b.example.com', type: 'PTR', fits: true },
  ])('$name $type: fits $fits', ({ name, type, fits }) => {
    expect(weights(nameCharset, at(name, type))).toEqual(fits ? [] : ['error']);
  });

  it.each([
    { name: 'a!b.example.com', what: 'has "!" at place 2 of the label "a\\033b"' },
    { name: 'a.b\\.c.example.com', what: 'has "." at place 2 of the label "b\\.c"' },
    { name: 'ab\\032c.example.com', what: 'has the byte \\032 at place 3 of the label "ab\\032c"' },
    { name: '\\195\\188.example.com', what: 'has the byte \\195 at place 1 of the label "\\195\\188"' },
  ])('says which character of $name, and where', ({ name, what }) => {
    expect(say(nameCharset, at(name))[0]?.message).toContain(what);
  });
});

describe('label-hyphen', () => {
  it.each([
    { name: 'a-b.example.com', type: 'A', fits: true },
    { name: 'a.example-1.com', type: 'A', fits: true },
    { name: '-a.example.com', type: 'A', fits: false },
    { name: 'a-.example.com', type: 'A', fits: false },
    { name: 'B.-A.example.com', type: 'MX', fits: false },
    { name: '-.example.com', type: 'AAAA', fits: false },
    { name: 'a\\.-b.example.com', type: 'A', fits: true },
    { name: '-a.example.com', type: 'TXT', fits: true },
    { name: '-a.example.com', type: 'CNAME', fits: true },
  ])('$name $type: fits $fits', ({ name, type, fits }) => {
    expect(weights(labelHyphen, at(name, type))).toEqual(fits ? [] : ['error']);
  });

  it('names the label, and which end it is', () => {
    expect(say(labelHyphen, at('-a.bücher.example.com'))[0]?.message).toBe(
      'the label "-a" of -a.bücher.example.com begins with a hyphen, which no label of a host does',
    );
    expect(say(labelHyphen, at('x.a-.example.com'))[0]?.message).toContain('the label "a-" of x.a-.example.com ends');
  });
});

describe('label-hyphen34', () => {
  it.each([
    { name: 'a--c.example.com', fits: true },
    { name: 'ab-c.example.com', fits: true },
    { name: 'abc--d.example.com', fits: true },
    { name: 'bücher.example.com', fits: true },
    { name: 'XN--BCHER-KVA.example.com', fits: true },
    { name: 'a\\046\\046--d.example.com', fits: true },
    { name: 'ab--c.example.com', fits: false },
    { name: 'AB--c.example.com', fits: false },
    { name: 'ab--.example.com', fits: false },
    { name: 'x.ab--c.example.com', fits: false },
    { name: 'a\\046--d.example.com', fits: false },
  ])('$name: fits $fits', ({ name, fits }) => {
    expect(weights(labelHyphen34, at(name))).toEqual(fits ? [] : ['warning']);
    expect(weights(labelHyphen34, at(name, 'TXT'))).toEqual(fits ? [] : ['warning']);
  });
});

describe('name-underscore', () => {
  it.each([
    { name: 'app.example.com', type: 'A', fits: true },
    { name: 'my_app.example.com', type: 'A', fits: false },
    { name: 'MY_APP.example.com', type: 'AAAA', fits: false },
    { name: '_app.example.com', type: 'MX', fits: false },
    { name: 'my_app.bücher.example.com', type: 'A', fits: false },
    { name: '_acme-challenge.example.com', type: 'CNAME', fits: true },
    { name: '_a_b.example.com', type: 'CNAME', fits: true },
    { name: 'my_app.example.com', type: 'CNAME', fits: false },
    { name: '_a.my_app.example.com', type: 'CNAME', fits: false },
    { name: '_443._tcp.example.com', type: 'TXT', fits: true },
    { name: '_http._tcp.example.com', type: 'SRV', fits: true },
  ])('$name $type: fits $fits', ({ name, type, fits }) => {
    expect(weights(nameUnderscore, at(name, type))).toEqual(fits ? [] : ['warning']);
  });
});

describe('name-is-address', () => {
  it.each([
    { name: '192.168.1.5', fits: false },
    { name: '192.168.1.5.', fits: false },
    { name: '255.255.255.255', fits: false },
    { name: '256.255.255.255', fits: true },
    { name: '192.168.1', fits: true },
    { name: '192.168.1.5.6', fits: true },
    { name: '192.168.1.5.example.com', fits: true },
    { name: '5.1.168.192.in-addr.arpa', fits: true },
    { name: 'fe80::a', fits: false },
    { name: 'FE80::A', fits: false },
    { name: '[fe80::a]', fits: false },
    { name: 'fe80::g', fits: true },
    { name: '::ffff:10.0.0.x', fits: true },
    { name: '１９２.168.1.5', fits: false },
  ])('$name: fits $fits', ({ name, fits }) => {
    expect(weights(nameIsAddress, at(name))).toEqual(fits ? [] : ['error']);
  });

  it.each([
    { name: '192.168.1.5', type: 'A', hint: 'swap name and value?' },
    { name: '192.168.1.5', type: 'PTR', hint: 'write 5.1.168.192.in-addr.arpa' },
    { name: 'fe80::a', type: 'PTR', hint: 'write its name below ip6.arpa' },
  ])('of $type it says: $hint', ({ name, type, hint }) => {
    expect(say(nameIsAddress, at(name, type))).toMatchObject([{ hint }]);
  });
});

describe('name-repeats-zone', () => {
  const zones = (...apexes: string[]) => ({ provider: model({ zones: apexes }) });

  it.each([
    { name: 'a.example.com', zones: ['example.com'], meant: undefined },
    { name: 'example.com', zones: ['example.com'], meant: undefined },
    { name: 'com.example.com', zones: ['example.com'], meant: undefined },
    { name: 'myexample.com.example.com', zones: ['example.com'], meant: undefined },
    { name: 'a\\.example.com.example.com', zones: ['example.com'], meant: undefined },
    { name: 'a.example.com.example.com', zones: ['example.com'], meant: 'a.example.com' },
    { name: 'A.Example.COM.example.com', zones: ['example.com'], meant: 'a.example.com' },
    { name: 'example.com.example.com', zones: ['example.com'], meant: 'example.com' },
    { name: 'a.bücher.de.bücher.de', zones: ['xn--bcher-kva.de'], meant: 'a.bücher.de' },
    { name: 'a.example.com.example.com', zones: ['example.com', 'example.com.example.com'], meant: undefined },
    {
      name: 'a.lab.example.com.lab.example.com',
      zones: ['example.com', 'lab.example.com'],
      meant: 'a.lab.example.com',
    },
    { name: 'a.example.com.example.com', zones: ['example.net'], meant: undefined },
    { name: 'a.b', zones: ['.'], meant: undefined },
  ])('$name in $zones: $meant', ({ name, zones: apexes, meant }) => {
    const found = say(nameRepeatsZone, at(name), zones(...apexes));
    expect(found.map(({ hint }) => hint)).toEqual(meant === undefined ? [] : [`did you mean ${meant}?`]);
  });
});

describe('name-single-label', () => {
  it.each([
    { name: 'nas', apexes: ['example.com'], fits: false },
    { name: 'NAS.', apexes: ['example.com'], fits: false },
    { name: 'büro', apexes: [], fits: false },
    { name: 'a\\.b', apexes: [], fits: false },
    { name: 'nas', apexes: ['nas'], fits: true },
    { name: 'nas', apexes: ['.'], fits: false },
    { name: 'nas.lan', apexes: [], fits: true },
    { name: '.', apexes: [], fits: true },
    { name: 'localhost', apexes: [], fits: true },
    { name: 'fe80::a', apexes: [], fits: true },
  ])('$name, zones $apexes: fits $fits', ({ name, apexes, fits }) => {
    expect(weights(nameSingleLabel, at(name), { apexes })).toEqual(fits ? [] : ['warning']);
  });

  it('shows the name as it is written', () => {
    expect(say(nameSingleLabel, at('Büro'), { apexes: [] })).toEqual([
      {
        message: 'büro has one label only, and no zone is called so',
        hint: 'write the whole name, such as büro.example.com',
      },
    ]);
  });
});

describe('name-special-use', () => {
  it.each([
    { name: 'nas.local', apexes: [], fits: false },
    { name: 'NAS.LOCAL', apexes: [], fits: false },
    { name: 'büro.local', apexes: [], fits: false },
    { name: 'local', apexes: [], fits: false },
    { name: 'localhost', apexes: [], fits: false },
    { name: 'a.b.invalid', apexes: [], fits: false },
    { name: 'a.test', apexes: [], fits: false },
    { name: 'a.onion', apexes: [], fits: false },
    { name: 'nas.local', apexes: ['local'], fits: true },
    { name: 'nas.local', apexes: ['lab.local'], fits: true },
    { name: 'nas.local', apexes: ['test'], fits: false },
    { name: 'nas.local', apexes: ['mylocal'], fits: false },
    { name: 'a\\.local', apexes: [], fits: true },
    { name: 'mylocal', apexes: [], fits: true },
    { name: 'local.example.com', apexes: [], fits: true },
    { name: 'nas.home.arpa', apexes: [], fits: true },
  ])('$name, zones $apexes: fits $fits', ({ name, apexes, fits }) => {
    expect(weights(nameSpecialUse, at(name), { apexes })).toEqual(fits ? [] : ['warning']);
  });

  it('says whose the name is', () => {
    const [below, itself] = ['nas.local', 'localhost'].map((name) => say(nameSpecialUse, at(name), { apexes: [] })[0]);
    expect(below?.message).toBe('nas.local is below local, which belongs to multicast DNS (RFC 6762 3)');
    expect(itself?.message).toBe('localhost always means the machine itself (RFC 6761 6.3)');
  });
});

describe('name-reserved', () => {
  const text = (value: string) => [{ type: 'TXT', value }];

  it.each([
    { what: 'a name of ours', claims: at('_dns-sync.a.app.example.com', 'TXT'), reserved: true },
    { what: 'a name of ours in upper case', claims: at('_DNS-Sync.a.app.example.com', 'TXT'), reserved: true },
    { what: 'a name of ours with another type', claims: at('_dns-sync.a.app.example.com'), reserved: true },
    { what: 'a name that only begins so', claims: at('_dns-sync2.example.com'), reserved: false },
    { what: 'a name with it further in', claims: at('a._dns-sync.example.com'), reserved: false },
    { what: 'our mark', claims: text('heritage=dns-sync,owner=x'), reserved: true },
    { what: 'our mark in quotes', claims: text('"heritage=dns-sync,owner=x"'), reserved: true },
    { what: 'our mark and no more', claims: text('heritage=dns-sync'), reserved: true },
    { what: 'the mark of external-dns', claims: text('heritage=external-dns,external-dns/owner=b'), reserved: true },
    { what: 'the mark of docker-coredns-sync', claims: text('heritage=docker-coredns-sync'), reserved: true },
    { what: 'the mark of a tool nobody knows', claims: text('heritage=other'), reserved: false },
    { what: 'a mark that is not first', claims: text('my heritage=dns-sync'), reserved: false },
    { what: 'a longer word', claims: text('heritage=dns-syncing'), reserved: false },
    { what: 'a longer name', claims: text('heritage=external-dns-of-mine'), reserved: false },
    {
      what: 'the mark in another type',
      claims: [{ type: 'CAA', value: '0 issue "heritage=dns-sync"' }],
      reserved: false,
    },
    { what: 'one text of several', claims: [...text('hello'), ...text('heritage=dns-sync')], reserved: true },
  ])('$what: $reserved', ({ claims, reserved }) => {
    expect(weights(nameReserved, claims)).toEqual(reserved ? ['error'] : []);
  });
});
