import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpv6, isMapped, isPrivateAddress, readIpv4, readIpv6 } from '../../src/core/address.ts';

function rewritten(text: string): string | null {
  const groups = readIpv6(text);
  return groups === null ? null : formatIpv6(groups);
}

describe('IPv4 addresses', () => {
  it.each([
    { text: '192.168.1.5', octets: [192, 168, 1, 5] },
    { text: '0.0.0.0', octets: [0, 0, 0, 0] },
    { text: '255.255.255.255', octets: [255, 255, 255, 255] },
  ])('reads $text', ({ text, octets }) => {
    expect(readIpv4(text)).toEqual(octets);
  });

  it.each([
    { why: 'a number beyond 255', text: '10.0.0.256' },
    { why: 'a number of four digits', text: '10.0.0.1000' },
    { why: 'two numbers (RFC 6943 3.1.1)', text: '10.1' },
    { why: 'five numbers', text: '10.0.0.1.2' },
    { why: 'a leading zero', text: '10.0.0.01' },
    { why: 'an octal number', text: '010.0.0.1' },
    { why: 'a hexadecimal number', text: '0x0a.0.0.1' },
    { why: 'one number', text: '167772161' },
    { why: 'an empty number', text: '10..0.1' },
    { why: 'a trailing dot', text: '10.0.0.1.' },
    { why: 'a sign', text: '+10.0.0.1' },
    { why: 'a blank', text: ' 10.0.0.1' },
    { why: 'a line break behind it', text: '10.0.0.1\n' },
    { why: 'other digits', text: '\u0661\u0660.0.0.1' },
    { why: 'a prefix length', text: '10.0.0.0/8' },
    { why: 'nothing', text: '' },
  ])('refuses $why', ({ text }) => {
    expect(readIpv4(text)).toBeNull();
  });
});

describe('IPv6 addresses', () => {
  it.each([
    { section: '4.1 leading zeros go', text: '2001:0db8:0000:0000:0001:0000:0000:0001', as: '2001:db8::1:0:0:1' },
    { section: '4.1 a group of zeros is 0', text: '2001:db8:1:1:1:1:0000:1', as: '2001:db8:1:1:1:1:0:1' },
    { section: '4.2.1 as short as can be', text: '2001:db8:0:0:0:0:2:1', as: '2001:db8::2:1' },
    { section: '4.2.1 zeros beside :: are in it', text: '2001:db8::0:1', as: '2001:db8::1' },
    { section: '4.2.2 one group is not shortened', text: '2001:db8::1:1:1:1:1', as: '2001:db8:0:1:1:1:1:1' },
    { section: '4.2.2 one group first', text: '::2:3:4:5:6:7:8', as: '0:2:3:4:5:6:7:8' },
    { section: '4.2.2 one group last', text: '1:2:3:4:5:6:7::', as: '1:2:3:4:5:6:7:0' },
    { section: '4.2.3 the longest run', text: '2001:0:0:1:0:0:0:1', as: '2001:0:0:1::1' },
    { section: '4.2.3 the longest run first', text: '0:0:0:1:2:0:0:1', as: '::1:2:0:0:1' },
    { section: '4.2.3 the first of equal runs', text: '2001:db8:0:0:1:0:0:1', as: '2001:db8::1:0:0:1' },
    { section: '4.3 lower case', text: '2001:DB8::ABCD:EF01', as: '2001:db8::abcd:ef01' },
    { section: '5 a mapped address', text: '::FFFF:192.0.2.1', as: '::ffff:192.0.2.1' },
    { section: '5 a mapped address in groups', text: '::ffff:c000:201', as: '::ffff:192.0.2.1' },
    { section: '5 a mapped address in full', text: '0:0:0:0:0:ffff:0.0.0.0', as: '::ffff:0.0.0.0' },
    { section: '2 an IPv4-compatible address is no mapped one', text: '::192.0.2.1', as: '::c000:201' },
    { section: '2 nor is that of NAT64', text: '64:ff9b::192.0.2.33', as: '64:ff9b::c000:221' },
    { section: '2 nor what has ffff elsewhere', text: '::ffff:0:192.0.2.1', as: '::ffff:0:c000:201' },
    { section: 'a dotted tail behind six groups', text: '1:2:3:4:5:6:1.2.3.4', as: '1:2:3:4:5:6:102:304' },
    { section: 'all zeros', text: '0:0:0:0:0:0:0:0', as: '::' },
    { section: 'the shortest', text: '::', as: '::' },
    { section: 'loopback', text: '0:0:0:0:0:0:0:1', as: '::1' },
    { section: 'zeros last', text: '1::', as: '1::' },
    {
      section: 'the longest text',
      text: '0000:0000:0000:0000:0000:ffff:255.255.255.255',
      as: '::ffff:255.255.255.255',
    },
    { section: 'the example of validation 2', text: 'FD20:0:1:0:0:0:0:10', as: 'fd20:0:1::10' },
  ])('writes $text as $as (RFC 5952 $section)', ({ text, as }) => {
    expect(rewritten(text)).toBe(as);
  });

  it.each([
    { why: 'a zone id', text: 'fe80::1%eth0' },
    { why: 'a prefix length', text: 'fd00::/64' },
    { why: 'two gaps', text: '1::2::3' },
    { why: 'three colons', text: '1:::2' },
    { why: 'only three colons', text: ':::' },
    { why: 'one colon', text: ':' },
    { why: 'a colon first', text: ':1:2:3:4:5:6:7' },
    { why: 'a colon last', text: '1:2:3:4:5:6:7:' },
    { why: 'seven groups', text: '1:2:3:4:5:6:7' },
    { why: 'nine groups', text: '1:2:3:4:5:6:7:8:9' },
    { why: 'a gap of nothing', text: '1:2:3:4:5:6:7:8::' },
    { why: 'a gap of nothing inside', text: '1:2:3:4::5:6:7:8' },
    { why: 'a group of five digits', text: '1::00001' },
    { why: 'a letter beyond f', text: '1::g' },
    { why: 'an IPv4 address alone', text: '192.0.2.1' },
    { why: 'a colon before an IPv4 address', text: ':192.0.2.1' },
    { why: 'an IPv4 address with leading zeros', text: '::ffff:192.0.2.01' },
    { why: 'an IPv4 address beyond 255', text: '::ffff:192.0.2.256' },
    { why: 'an IPv4 address of three numbers', text: '::ffff:192.0.2' },
    { why: 'an IPv4 address that is not last', text: '::192.0.2.1:1' },
    { why: 'an IPv4 address behind seven groups', text: '1:2:3:4:5:6:7:1.2.3.4' },
    { why: 'brackets', text: '[::1]' },
    { why: 'a blank', text: ' ::1' },
    { why: 'a line break behind it', text: '::1\n' },
    { why: 'nothing', text: '' },
    { why: 'an endless text', text: ':'.repeat(100_000) },
  ])('refuses $why', ({ text }) => {
    expect(readIpv6(text)).toBeNull();
  });

  it('reads back every address it writes', () => {
    const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const text = formatIpv6(groups);
        expect(readIpv6(text)).toEqual(groups);
        expect(text).toBe(text.toLowerCase());
        expect(text.includes('.')).toBe(isMapped(groups));
        expect(rewritten(groups.map((one) => one.toString(16).padStart(4, '0').toUpperCase()).join(':'))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads any text as an address or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdefF:::..%/') }), (text) => {
        const written = rewritten(text);
        if (written !== null) expect(rewritten(written)).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('private addresses', () => {
  it.each([
    { address: '9.255.255.255', isPrivate: false },
    { address: '10.0.0.0', isPrivate: true },
    { address: '10.255.255.255', isPrivate: true },
    { address: '11.0.0.0', isPrivate: false },
    { address: '172.15.255.255', isPrivate: false },
    { address: '172.16.0.0', isPrivate: true },
    { address: '172.31.255.255', isPrivate: true },
    { address: '172.32.0.0', isPrivate: false },
    { address: '192.167.255.255', isPrivate: false },
    { address: '192.168.0.0', isPrivate: true },
    { address: '192.168.255.255', isPrivate: true },
    { address: '192.169.0.0', isPrivate: false },
    { address: '100.63.255.255', isPrivate: false },
    { address: '100.64.0.0', isPrivate: true },
    { address: '100.127.255.255', isPrivate: true },
    { address: '100.128.0.0', isPrivate: false },
    { address: '126.255.255.255', isPrivate: false },
    { address: '127.0.0.1', isPrivate: true },
    { address: '128.0.0.0', isPrivate: false },
    { address: '169.253.255.255', isPrivate: false },
    { address: '169.254.0.0', isPrivate: true },
    { address: '169.255.0.0', isPrivate: false },
    { address: '8.8.8.8', isPrivate: false },
    { address: '::1', isPrivate: true },
    { address: '::2', isPrivate: false },
    { address: '::', isPrivate: false },
    { address: 'fbff::1', isPrivate: false },
    { address: 'fc00::1', isPrivate: true },
    { address: 'fdff:ffff::1', isPrivate: true },
    { address: 'fe00::1', isPrivate: false },
    { address: 'fe7f::1', isPrivate: false },
    { address: 'fe80::1', isPrivate: true },
    { address: 'febf::1', isPrivate: true },
    { address: 'fec0::1', isPrivate: false },
    { address: '2606:4700::1111', isPrivate: false },
    { address: '::ffff:10.0.0.1', isPrivate: true },
    { address: '::ffff:8.8.8.8', isPrivate: false },
    { address: 'example.com', isPrivate: false },
  ])('$address is private: $isPrivate', ({ address, isPrivate }) => {
    expect(isPrivateAddress(address)).toBe(isPrivate);
  });
});
