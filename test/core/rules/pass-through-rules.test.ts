import { describe, expect, it } from 'vitest';
import { rdataSyntax } from '../../../src/core/rules/pass-through-rules.ts';
import { canonical, say } from './one-rule.ts';

const found = (type: string, text: string) =>
  say(rdataSyntax, [{ name: 'app.example.com', type, value: canonical(type, text) }]).map(({ message }) => message);

describe('rdata-syntax', () => {
  it.each([
    ['DS', '0 0 0 ab'],
    ['DS', '65535 255 255 AB CD'],
    ['DS', '\\# 5 EC450501AB'],
    ['NAPTR', '0 65535 "U" "E2U+sip" "!a b!" .'],
    ['NAPTR', '\\# 2 ABCD'],
    ['URI', '65535 0 "https://bücher.example/a b"'],
    ['LOC', '90 S 180 W -100000m'],
    ['LOC', '0 59 59.999 n 0 0 0 e 42849672.95m 90000000m 0m 0m'],
    ['LOC', '52 22 23 N 4 53 E 10'],
    ['TYPE65280', '\\# 0'],
    ['TYPE65280', '\\# 2 AB CD'],
    ['DNAME', 'tree.example.com'],
    ['ALIAS', 'web.example.com'],
    ['MX', '10 mail.example.com'],
  ])('lets %s %s be', (type, text) => {
    expect(found(type, text)).toEqual([]);
  });

  it.each([
    ['DS', '60485 5 1', 'DS has 4 fields, 3 are there'],
    ['DS', '', 'DS has 4 fields, 0 are there'],
    ['DS', '65536 5 1 ab', 'the key tag "65536" is no number from 0 to 65535'],
    ['DS', '1 256 1 ab', 'the algorithm "256" is no number from 0 to 255'],
    ['DS', '1 ED25519 1 ab', 'the algorithm "ED25519" is no number from 0 to 255'],
    ['DS', '1 1 256 ab', 'the digest type "256" is no number from 0 to 255'],
    ['DS', '\\# 3 ab', '\\# says 3 bytes, 1 are there'],
    ['NAPTR', '1 1 "U" "a" .', 'NAPTR has 6 fields, 5 are there'],
    ['NAPTR', '1 1 "U" "a" "b" . c', 'NAPTR has 6 fields, 7 are there'],
    ['NAPTR', '65536 1 "U" "a" "b" .', 'the order "65536" is no number from 0 to 65535'],
    ['NAPTR', '1 -1 "U" "a" "b" .', 'the preference "-1" is no number from 0 to 65535'],
    ['URI', '10 "https://a.example"', 'URI has 3 fields, 2 are there'],
    ['URI', '65536 1 "a"', 'the priority "65536" is no number from 0 to 65535'],
    ['URI', '1 65536 "a"', 'the weight "65536" is no number from 0 to 65535'],
    ['TYPE65280', 'abcd', 'the value of TYPE65280 does not begin with \\#'],
    ['TYPE65280', '\\# 1 abcd', '\\# says 1 bytes, 2 are there'],
    ['TYPE65280', '\\# 65536 ab', 'after \\# come the length in bytes and an even number of hexadecimal digits'],
  ])('refuses %s %s', (type, text, message) => {
    expect(found(type, text)).toEqual([message]);
  });

  it.each([
    '91 N 1 E 0m',
    '1 N 181 E 0m',
    '1 60 N 1 E 0m',
    '1 1 60 N 1 E 0m',
    '1 1 1 1 N 1 E 0m',
    'N 1 E 0m',
    '1 N 1 E',
    '1 N 1 0m',
    '1 E 1 N 0m',
    '1 N 1 E 42849672.96m',
    '1 N 1 E -100000.01m',
    '1 N 1 E 0m 90000000.01m',
    '1 N 1 E 0m -1m',
    '1 N 1 E 0m 1m 1m 1m 1m',
    '',
  ])('refuses LOC %s', (text) => {
    expect(found('LOC', text)).toEqual(['the LOC value is not latitude, longitude and altitude']);
  });

  it('shows how each is written', () => {
    const hints = [
      ['DS', '1'],
      ['LOC', '1'],
      ['NAPTR', '1'],
      ['URI', '1'],
      ['TYPE65280', '1'],
    ].map(([type = '', text = '']) => say(rdataSyntax, [{ name: 'a.example.com', type, value: text }])[0]?.hint);
    expect(hints).toEqual([
      'write key tag, algorithm, digest type, digest',
      'such as 52 22 23.000 N 4 53 32.000 E -2.00m',
      'write order, preference, flags, services, regular expression, replacement',
      'write priority, weight, target',
      'write \\#, the length, and hexadecimal',
    ]);
  });
});
