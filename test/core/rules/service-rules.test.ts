import { describe, expect, it } from 'vitest';
import { sshfpWeak, svcbAliasParams, svcbMixed, svcbParam, tlsaName } from '../../../src/core/rules/service-rules.ts';
import { canonical, nameOf, say, weights } from './one-rule.ts';

const claims = (type: string, values: readonly string[], name = 'app.example.com') =>
  values.map((text) => ({ name: nameOf(name), type, value: canonical(type, text) }));

describe('svcb-param', () => {
  it.each([
    '1 .',
    '0 web.example.com',
    '1 Bücher.Example. ALPN=h2,h3 no-default-alpn',
    '1 . port=0',
    '1 . port=65535',
    '1 . ipv4hint=192.168.1.5,192.168.1.6 ipv6hint=FD00::5',
    '1 . ech=AQID',
    '1 . ech=AQI=',
    '1 . ech=AQ==',
    '1 . key7=a key65534=b',
    '1 . mandatory=alpn,key667 alpn=h2 key667=a',
    `1 . alpn=${'a'.repeat(255)}`,
    '1 . alpn=a\\\\,b',
  ])('lets %s be', (text) => {
    expect(say(svcbParam, claims('HTTPS', [text]))).toEqual([]);
  });

  it.each([
    { text: '1 . port=65536', message: 'the parameter port has the value "65536"', hint: 'a number from 0 to 65535' },
    { text: '1 . port=', message: 'the parameter port has the value ""', hint: 'a number from 0 to 65535' },
    { text: '1 . key3=443', message: 'key3 is port, and "443" are not the bytes', hint: 'write port= and a number' },
    { text: '1 . prot=443', message: 'there is no parameter "prot"', hint: 'did you mean port?' },
    { text: '1 . something=1', message: 'there is no parameter "something"', hint: 'and key<number> for others' },
    { text: '1 . key65535=a', message: 'key65535 stands for no parameter', hint: 'remove it' },
    { text: '1 . key65536=a', message: 'there is no parameter "key65536"', hint: 'the keys are' },
    { text: '1 . alpn=', message: 'the parameter alpn has the value ""', hint: 'h2,h3' },
    { text: '1 . alpn=h2,', message: 'the parameter alpn has the value "h2,"', hint: 'h2,h3' },
    { text: `1 . alpn=${'a'.repeat(256)}`, message: 'the parameter alpn', hint: '1 to 255 bytes' },
    { text: '1 . alpn=a\\\\b', message: 'the parameter alpn has the value "a\\b"', hint: 'h2,h3' },
    { text: '1 . alpn=h2 no-default-alpn=1', message: 'the parameter no-default-alpn', hint: 'it takes no value' },
    { text: '1 . no-default-alpn', message: 'no-default-alpn is there without alpn', hint: 'add alpn=h2' },
    { text: '1 . ipv4hint=fd00::5', message: 'the parameter ipv4hint has the value "fd00::5"', hint: 'IPv4' },
    { text: '1 . ipv4hint=', message: 'the parameter ipv4hint', hint: 'IPv4' },
    { text: '1 . ipv6hint=192.168.1.5', message: 'the parameter ipv6hint has the value "192.168.1.5"', hint: 'IPv6' },
    { text: '1 . ipv6hint=fe80::1%eth0', message: 'the parameter ipv6hint', hint: 'IPv6' },
    { text: '1 . ech=AQI', message: 'the parameter ech has the value "AQI"', hint: 'base64' },
    { text: '1 . ech=', message: 'the parameter ech', hint: 'base64' },
    { text: '1 . mandatory=port alpn=h2', message: 'mandatory names port, which is not there', hint: 'add port' },
    { text: '1 . mandatory=mandatory', message: 'the parameter mandatory has the value "mandatory"', hint: 'without' },
    { text: '1 . mandatory=alpn,alpn alpn=h2', message: 'the parameter mandatory', hint: 'each once' },
    { text: '1 . mandatory=foo', message: 'the parameter mandatory has the value "foo"', hint: 'a list of keys' },
    { text: '1 . mandatory=', message: 'the parameter mandatory', hint: 'a list of keys' },
  ])('refuses $text', ({ text, message, hint }) => {
    for (const type of ['HTTPS', 'SVCB']) {
      const [found, ...others] = say(svcbParam, claims(type, [text]));
      expect(found?.message).toContain(message);
      expect(found?.hint).toContain(hint);
      expect(others).toEqual([]);
    }
    expect(weights(svcbParam, claims('HTTPS', [text]))).toEqual(['error']);
  });
});

describe('svcb-alias-params', () => {
  it.each([
    { text: '0 x.example.com', found: [] },
    { text: '1 x.example.com alpn=h2', found: [] },
    { text: '0 X.Example.com. alpn=h2', found: ['warning'] },
  ])('$text: $found', ({ text, found }) => {
    expect(weights(svcbAliasParams, claims('HTTPS', [text]))).toEqual(found);
  });
});

describe('svcb-mixed', () => {
  it.each([
    { values: ['0 a.example.com'], found: [] },
    { values: ['1 .', '2 b.example.com'], found: [] },
    { values: ['0 a.example.com', '1 .'], found: ['warning'] },
    { values: ['0 a.example.com', '0 b.example.com'], found: ['warning'] },
  ])('$values: $found', ({ values, found }) => {
    expect(weights(svcbMixed, claims('SVCB', values))).toEqual(found);
  });
});

describe('tlsa-name', () => {
  const value = `3 1 1 ${'ab'.repeat(32)}`;
  it.each([
    { name: '_443._tcp.www.example.com', found: [] },
    { name: '_0._TCP.Bücher.Example', found: [] },
    { name: '_65535._sctp.example.com', found: [] },
    { name: '*._tcp.example.com', found: [] },
    { name: 'www.example.com', found: ['warning'] },
    { name: '_65536._tcp.example.com', found: ['warning'] },
    { name: '_0443._tcp.example.com', found: ['warning'] },
    { name: '_https._tcp.example.com', found: ['warning'] },
    { name: '_443.tcp.example.com', found: ['warning'] },
    { name: '_443._tcp', found: ['warning'] },
    { name: '.', found: ['warning'] },
  ])('$name: $found', ({ name, found }) => {
    expect(weights(tlsaName, claims('TLSA', [value], name))).toEqual(found);
  });

  it('shows where it belongs', () => {
    expect(say(tlsaName, claims('TLSA', [value]))[0]?.hint).toBe('such as _443._tcp.app.example.com');
  });
});

describe('sshfp-weak', () => {
  it.each([
    { text: `4 2 ${'ab'.repeat(32)}`, says: undefined },
    { text: `1 2 ${'AB'.repeat(32)}`, says: undefined },
    { text: `4 1 ${'ab'.repeat(20)}`, says: 'the fingerprint is SHA-1' },
    { text: `2 2 ${'ab'.repeat(32)}`, says: 'the fingerprint is of a DSA key' },
    { text: `2 1 ${'ab'.repeat(20)}`, says: 'the fingerprint is of a DSA key' },
  ])('$text: $says', ({ text, says }) => {
    const found = say(sshfpWeak, claims('SSHFP', [text]));
    expect(found.map(({ message }) => message)).toEqual(says === undefined ? [] : [says]);
  });
});
