import { describe, expect, it } from 'vitest';
import { readSvcb, readSvcbText } from '../../../src/core/rdata/svcb.ts';

const value = (text: string) => {
  const read = readSvcbText(text);
  return read.ok ? read.value : `${read.rule}: ${read.message} -> ${read.hint}`;
};

describe('the canonical text of a service binding', () => {
  it.each([
    { what: 'an alias (RFC 9460 D.1)', text: '0 foo.example.com.', is: '0 foo.example.com' },
    { what: 'a port (D.2)', text: '16 foo.example.com. port=53', is: '16 foo.example.com port=53' },
    { what: 'an unknown key (D.2)', text: '1 foo.example.com. key667=hello', is: '1 foo.example.com key667=hello' },
    { what: 'bytes (D.2)', text: '1 . key667="hello\\210qoo"', is: '1 . key667=hello\\210qoo' },
    {
      what: 'addresses (D.2)',
      text: '1 . ipv6hint="2001:db8::1,2001:DB8:0::53:1"',
      is: '1 . ipv6hint=2001:db8::1,2001:db8::53:1',
    },
    {
      what: 'keys in any order (D.2)',
      text: '16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1',
      is: '16 foo.example.org mandatory=alpn,ipv4hint alpn=h2,h3-19 ipv4hint=192.0.2.1',
    },
    {
      what: 'a list in quotes with escapes (D.2)',
      text: '16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"',
      is: '16 foo.example.org alpn=f\\\\\\\\oo\\\\,bar,h2',
    },
    {
      what: 'the same list with decimal escapes (D.2)',
      text: '16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2',
      is: '16 foo.example.org alpn=f\\\\\\\\oo\\\\,bar,h2',
    },
    { what: 'quotes around the whole', text: '1 . "alpn=h2"', is: '1 . alpn=h2' },
    { what: 'quotes inside', text: '1 . al"pn="h2","h3', is: '1 . alpn=h2,h3' },
    { what: 'a value with a blank', text: '1 . key667="a b"', is: '1 . key667="a b"' },
    { what: 'a value with a quote', text: '1 . key667=a\\"b', is: '1 . key667="a\\"b"' },
    { what: 'a value with a semicolon', text: '1 . key667="a;b"', is: '1 . key667=a;b' },
    { what: 'UTF-8', text: '1 . key667=\u00fc', is: '1 . key667=\\195\\188' },
    { what: 'a key with leading zeros', text: '1 . key00667=a', is: '1 . key667=a' },
    {
      what: 'a known key by its number',
      text: '1 . key1=\\002h2 key3=\\001\\187 key2',
      is: '1 . alpn=h2 no-default-alpn port=443',
    },
    { what: 'hints by their number', text: '1 . key4=\\192\\000\\002\\001', is: '1 . ipv4hint=192.0.2.1' },
    {
      what: 'mandatory keys by number',
      text: '1 . key0=\\000\\001\\002\\155 alpn=h2 key667=a',
      is: '1 . mandatory=alpn,key667 alpn=h2 key667=a',
    },
    { what: 'a number whose bytes are no port', text: '1 . key3=443', is: '1 . key3=443' },
    { what: 'a key that came later', text: '1 . dohpath=/q{?dns}', is: '1 . key7=/q{?dns}' },
    { what: 'no value in two ways', text: '1 . key667= no-default-alpn=""', is: '1 . no-default-alpn key667' },
    { what: 'blanks in a hint', text: '1 . ipv4hint="192.0.2.1, 192.0.2.2"', is: '1 . ipv4hint=192.0.2.1,192.0.2.2' },
    { what: 'a port with zeros', text: '1 . port=00443', is: '1 . port=443' },
  ])('$what', ({ text, is }) => {
    expect(value(text)).toBe(is);
    expect(value(is)).toBe(is);
  });

  it.each([
    '1 . port=70000',
    '1 . port',
    '1 . alpn',
    '1 . alpn=a,,b',
    '1 . alpn=a\\\\b',
    '1 . no-default-alpn=x',
    '1 . ipv4hint=10.0.0.256',
    '1 . ipv6hint=fd00::/64',
    '1 . ech=***',
    '1 . foo=bar',
    '1 . key65535=a',
    '1 . key65536=a',
    '1 . mandatory=foo',
  ])('%s is kept for svcb-param to judge', (text) => {
    expect(value(text)).toBe(text);
  });

  it.each([
    { text: '1 alpn=h2', says: 'svcb-syntax: "1 alpn=h2" has no target -> target missing: 1 . alpn=h2' },
    { text: '01 ALPN="h2"', says: 'svcb-syntax: "01 ALPN="h2"" has no target -> target missing: 1 . ALPN="h2"' },
    { text: '1', says: 'svcb-syntax: "1" has no target -> target missing: 1 . means the name itself' },
    {
      text: '1 . a_b=c',
      says: 'svcb-syntax: "1 . a_b=c": "a_b=c" is no parameter -> parameters are written key=value',
    },
    {
      text: '1 . port=1 port=2',
      says: 'svcb-syntax: "1 . port=1 port=2": the key port is there twice -> keep one port',
    },
  ])('$text is refused: $says', ({ text, says }) => {
    expect(value(text)).toContain(says);
  });

  it('is taken apart into priority, target and parameters by ascending number', () => {
    expect(readSvcb('1 a.example alpn=h2 key667="a \\"b" foo=bar')).toEqual({
      priority: 1,
      target: 'a.example',
      params: [
        { key: 'alpn', number: 1, value: 'h2' },
        { key: 'key667', number: 667, value: 'a "b' },
        { key: 'foo', number: null, value: 'bar' },
      ],
    });
  });

  it.each(['a=b ', '" ', '\\', 'a"', 'a,', '=', '\\001', 'key1 '])('"%s" again and again comes to an end', (piece) => {
    for (const times of [1000, 10_000, 50_000]) {
      const read = readSvcbText(`1 . ${piece.repeat(times)}`);
      expect(read.ok ? '' : read.rule).toBe('svcb-syntax');
    }
  });
});
