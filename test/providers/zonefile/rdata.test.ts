import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordTypeNames, recordTypeOf } from '../../../src/core/record-types.ts';
import { parseZone } from '../../../src/providers/zonefile/parse.ts';
import { writeRecord } from '../../../src/providers/zonefile/write-record.ts';
import { goodValues } from '../../support/value-arbitraries.ts';
import { zone } from './place.ts';

const head = '$TTL 300\n@ SOA ns h 1 2 3 4 5\n';

/** Values and mistakes of the lines behind an SOA. */
function read(lines: string) {
  const { zone: found, findings } = parseZone(zone, { path: '/z', shown: 'z', text: head + lines }, new Map());
  const records = found.records.filter(({ type }) => type !== 'SOA');
  return {
    said: records.map(({ type, value }) => `${type} ${value}`),
    errors: findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  };
}

/** Reads what is written for a canonical value. */
const writtenAndRead = (type: string, value: string) =>
  read(`${writeRecord({ name: `x.${zone}`, type, ttl: 300, value, comment: '; ours' })}\n`);

const canonical = (type: string, text: string): string => {
  const said = recordTypeOf(type)?.read(text);
  if (said?.ok !== true) throw new Error(`${type} ${text}: ${said?.message}`);
  return said.value;
};

describe('canonical values written into a zone file and read again', () => {
  it.each(Object.keys(goodValues))('%s stays as it is', (type) => {
    const texts = goodValues[type] ?? fc.constant('');
    fc.assert(
      fc.property(texts, (text) => {
        const value = canonical(type, text);
        expect(canonical(type, value)).toBe(value);
        expect(writtenAndRead(type, value)).toEqual({ said: [`${type} ${value}`], errors: [] });
      }),
      { numRuns: 500 },
    );
  });

  it.each(recordTypeNames.filter((type) => type !== 'TXT'))('%s stays as it is, whatever was given', (type) => {
    const pieces = fc.constantFrom(
      '0',
      '1 ',
      '. ',
      'a.b ',
      '"',
      '\\',
      ';',
      '(',
      'alpn=',
      'h2',
      ',',
      'key9=',
      '\u00fc',
      '\n',
      ' ',
    );
    const texts = fc
      .tuple(fc.constantFrom('', '1 . ', '1 1 ', '1 1 "" "" "" '), fc.array(pieces))
      .map(([start, rest]) => start + rest.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const said = recordTypeOf(type)?.read(text);
        if (said?.ok !== true || said.value === '') return;
        const { said: found, errors } = writtenAndRead(type, said.value);
        if (errors.length === 0) expect(found).toEqual([`${type} ${said.value}`]);
        else expect(recordTypeOf(type)?.level).toBe('pass-through');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('other spellings in a zone file', () => {
  it.each([
    ['x HTTPS 01 . ALPN="h2" ( ; the protocols\n port=0443 )', 'HTTPS 1 . alpn=h2 port=443'],
    ['x HTTPS 1 svc alpn="a","b"', 'HTTPS 1 svc.home.example.com alpn=a,b'],
    ['x HTTPS 1 . foo=bar', 'HTTPS 1 . foo=bar'],
    ['x TYPE65 \\# 10 0001 00 0001 0003 026832', 'HTTPS 1 . alpn=h2'],
    ['x TYPE64 \\# 3 000100', 'SVCB 1 .'],
    ['x TYPE52 \\# 5 030101 ABCD', 'TLSA 3 1 1 abcd'],
    ['x TLSA 003 1 1 AB ( CD\n EF )', 'TLSA 3 1 1 abcdef'],
    ['x TYPE44 \\# 4 0402 ABCD', 'SSHFP 4 2 abcd'],
    ['x SSHFP 4 2 AB CD', 'SSHFP 4 2 abcd'],
    ['x TYPE43 \\# 5 EC450501AB', 'DS 60485 5 1 ab'],
    ['x DS 60485 5 1 2BB1 83AF', 'DS 60485 5 1 2bb183af'],
    ['x TYPE39 \\# 3 016100', 'DNAME a'],
    ['x DNAME tree', 'DNAME tree.home.example.com'],
    ['x ALIAS Edge.Example.net.', 'ALIAS edge.example.net'],
    ['x NAPTR 100 10 "U" "E2U+sip" "!a;b!" sip', 'NAPTR 100 10 "U" "E2U+sip" "!a;b!" sip.home.example.com'],
    ['x URI 10 1 "https://e.example/\u00c3\u00bc"', 'URI 10 1 "https://e.example/\\195\\188"'],
    ['x TYPE65280 \\# 02 AB CD', 'TYPE65280 \\# 2 abcd'],
  ])('%s', (line, value) => {
    expect(read(`${line}\n`)).toEqual({ said: [value], errors: [] });
  });

  it.each([
    ['x HTTPS 1', 'HTTPS takes a priority and a target'],
    ['x HTTPS 65536 .', '"65536" is no number from 0 to 65535'],
    ['x HTTPS 1 . alpn=h2 alpn=h3', 'the key alpn is there twice'],
    ['x HTTPS 1 . alpn=h2, h3,', '"h3," is no parameter'],
    ['x TYPE65 \\# 2 0001', 'the bytes are no HTTPS record'],
  ])('%s is a mistake', (line, message) => {
    expect(read(`${line}\n`)).toEqual({ said: [], errors: [message] });
  });
});
