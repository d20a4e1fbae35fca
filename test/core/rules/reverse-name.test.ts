import { describe, expect, it } from 'vitest';
import { isServiceDiscovery, reverseKind, reverseNameOf } from '../../../src/core/rules/reverse-name.ts';
import { nameOf } from './one-rule.ts';

/** The 32 digits of an IPv6 address, each a label. */
const digits = (count: number) => Array.from({ length: count }, (_, at) => (at % 16).toString(16)).join('.');

describe('a reverse name', () => {
  it.each([
    { name: '5.1.168.192.in-addr.arpa', kind: 'whole' },
    { name: '255.255.255.255.IN-ADDR.ARPA', kind: 'whole' },
    { name: '0.0.0.0.in-addr.arpa', kind: 'whole' },
    { name: '256.1.168.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: '05.1.168.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: '1.168.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: 'in-addr.arpa', kind: 'part-ipv4' },
    { name: 'nas.168.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: '1.0/25.2.0.192.in-addr.arpa', kind: 'whole' },
    { name: '129.128-26.2.0.192.in-addr.arpa', kind: 'whole' },
    { name: '1.customer.2.0.192.in-addr.arpa', kind: 'whole' },
    { name: '1.128.2.0.192.in-addr.arpa', kind: 'whole' },
    { name: '5.10.16/20.168.192.in-addr.arpa', kind: 'whole' },
    { name: '0/25.2.0.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: 'a.0/25.2.0.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: '1.a.b.0.192.in-addr.arpa', kind: 'part-ipv4' },
    { name: '1.2.3.4.5.6.in-addr.arpa', kind: 'part-ipv4' },
    { name: '*.1.168.192.in-addr.arpa', kind: 'whole' },
    { name: '*.0/25.2.0.192.in-addr.arpa', kind: 'whole' },
    { name: '*.in-addr.arpa', kind: 'part-ipv4' },
    { name: `${digits(32)}.ip6.arpa`, kind: 'whole' },
    { name: `${digits(32)}.IP6.ARPA`.toUpperCase(), kind: 'whole' },
    { name: `${digits(31)}.ip6.arpa`, kind: 'part-ipv6' },
    { name: `${digits(33)}.ip6.arpa`, kind: 'part-ipv6' },
    { name: `g.${digits(31)}.ip6.arpa`, kind: 'part-ipv6' },
    { name: `10.${digits(31)}.ip6.arpa`, kind: 'part-ipv6' },
    { name: `*.${digits(16)}.ip6.arpa`, kind: 'whole' },
    { name: `*.${digits(31)}.ip6.arpa`, kind: 'whole' },
    { name: `*.${digits(32)}.ip6.arpa`, kind: 'part-ipv6' },
    { name: '*.ip6.arpa', kind: 'part-ipv6' },
    { name: 'nas.example.com', kind: 'other' },
    { name: '5.1.168.192.in-addr.arpa.example.com', kind: 'other' },
    { name: '5.1.168.192.xin-addr.arpa', kind: 'other' },
    { name: '.', kind: 'other' },
  ])('$name: $kind', ({ name, kind }) => {
    expect(reverseKind(nameOf(name))).toBe(kind);
  });

  it.each(['192.168.1.5', '0.0.0.0', 'fd00::5', '2001:db8::'])('of %s is whole', (address) => {
    expect(reverseKind(reverseNameOf(address))).toBe('whole');
  });

  it('has the parts of the address last first', () => {
    expect(reverseNameOf('192.168.1.5')).toBe('5.1.168.192.in-addr.arpa');
    expect(reverseNameOf('fd00::5')).toBe(`5.${'0.'.repeat(29)}d.f.ip6.arpa`);
  });
});

describe('a name of service discovery', () => {
  it.each([
    { name: '_http._tcp.example.com', is: true },
    { name: '_printer._sub._http._tcp.example.com', is: true },
    { name: '_services._dns-sd._udp.example.com', is: true },
    { name: 'b._dns-sd._udp.0.1.168.192.in-addr.arpa', is: true },
    { name: '_http.example.com', is: false },
    { name: '_a.b._c.example.com', is: false },
    { name: 'nas.example.com', is: false },
    { name: '.', is: false },
  ])('$name: $is', ({ name, is }) => {
    expect(isServiceDiscovery(nameOf(name))).toBe(is);
  });
});
