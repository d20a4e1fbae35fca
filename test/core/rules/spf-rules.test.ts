import { describe, expect, it } from 'vitest';
import { spfEnd, spfLookups, spfMultiple, spfSyntax } from '../../../src/core/rules/spf-rules.ts';
import { say, weights } from './one-rule.ts';

const txt = (...values: readonly string[]) =>
  values.map((value) => ({ name: 'xn--bcher-kva.example.com', type: 'TXT', value }));
const at = 'in the SPF record of bücher.example.com';

describe('spf-multiple', () => {
  it.each([
    { values: ['v=spf1 -all'], found: [] },
    { values: ['v=spf1 -all', 'v=spf1 mx -all'], found: ['error'] },
    { values: ['v=spf1', 'V=SPF1 -all'], found: ['error'] },
    { values: ['v=spf1 -all', 'google-site-verification=abc'], found: [] },
    { values: ['v=spf1 -all', 'v=spf10 -all'], found: [] },
    { values: ['v=spf1 -all', 'spf2.0/pra -all'], found: [] },
    { values: ['v=spf1 -all', 'is v=spf1 -all'], found: [] },
  ])('$values: $found', ({ values, found }) => {
    expect(weights(spfMultiple, txt(...values))).toEqual(found);
  });

  it('says what follows', () => {
    expect(say(spfMultiple, txt('v=spf1 a', 'v=spf1 mx', 'v=spf1 ptr'))).toEqual([
      {
        message: 'bücher.example.com has 3 SPF records, so that none of them counts',
        hint: 'merge them into one text: one v=spf1, all mechanisms, one all',
      },
    ]);
  });
});

describe('spf-syntax', () => {
  it.each([
    'v=spf1',
    'v=spf1 ',
    'v=spf1 -all',
    'V=SPF1  MX   -ALL ',
    'v=spf1 a mx a a:b.c a:d.e -all',
    'v=spf1 mx -all exp=explain._spf.%{d}',
    'v=spf1 redirect=_spf.example.com',
    'v=spf1 exp=a.b redirect=_spf.example.com ra=postmaster',
    'v=spf10 nonsense',
    'v=spf1a nonsense',
    'spf2.0/pra nonsense',
    '"v=spf1 nonsense"',
    'v=spf1\\; nonsense',
    'text with v=spf1 nonsense',
    '',
  ])('finds nothing in %j', (value) => {
    expect(say(spfSyntax, txt(value))).toEqual([]);
  });

  it.each([
    {
      value: 'v=spf1 ipv4:10.0.0.1 -all',
      message: `"ipv4:10.0.0.1" ${at} is no mechanism that SPF knows`,
      hint: 'did you mean ip4:10.0.0.1?',
    },
    {
      value: 'v=spf1 include: _spf.google.com -all',
      message: `"include:" ${at} has no domain`,
      hint: 'write the domain right after "include:", without a blank',
    },
    {
      value: 'v=spf1 -all mx',
      message: `"mx" ${at} stands after "all", where nobody looks`,
      hint: 'put "all" last',
    },
    {
      value: 'v=spf1 -all ~all',
      message: `"~all" ${at} stands after "all", where nobody looks`,
      hint: 'put "all" last',
    },
    {
      value: 'v=spf1 redirect=a.b -all',
      message: `"redirect=a.b" ${at} is ignored, as there is an "all"`,
      hint: 'keep one of the two',
    },
    {
      value: 'v=spf1 -all redirect=a.b',
      message: `"redirect=a.b" ${at} is ignored, as there is an "all"`,
      hint: 'keep one of the two',
    },
    { value: 'v=spf1 redirect=a.b redirect=c.d', message: `"redirect=c.d" ${at} is there twice`, hint: 'keep one' },
    { value: 'v=spf1 exp=a.b -all EXP=a.b', message: `"EXP=a.b" ${at} is there twice`, hint: 'keep one' },
    {
      value: 'v=spf1 mx -all v=spf1 a -all',
      message: `"v=spf1" ${at} begins a second record in the same text`,
      hint: 'merge them: one v=spf1, one all',
    },
  ])('$value: $message', ({ value, message, hint }) => {
    expect(say(spfSyntax, txt(value))).toEqual([{ message, hint }]);
    expect(weights(spfSyntax, txt(value))).toEqual(['warning']);
  });

  it.each(['v=spf1;mx', 'v=spf1, mx', 'V=SPF1\tmx', 'v=spf1: mx', 'v=spf1.0 mx'])(
    'misses the blank after the version of %j',
    (value) => {
      expect(say(spfSyntax, txt(value))).toEqual([
        {
          message: 'the SPF record of bücher.example.com has no blank after "v=spf1", so that nobody takes it for one',
          hint: 'divide the terms by blanks: v=spf1 include:example.com -all',
        },
      ]);
    },
  );
});

describe('spf-lookups', () => {
  const includes = (count: number) => 'include:a.b '.repeat(count);

  it.each([
    { value: `v=spf1 ${includes(10)}-all`, count: null },
    { value: `v=spf1 ${includes(11)}-all`, count: 11 },
    { value: `v=spf1 ${includes(9)}redirect=a.b`, count: null },
    { value: `v=spf1 ${includes(10)}redirect=a.b`, count: 11 },
    { value: `v=spf1 ${includes(6)}a A:a.b mx/24 ptr ?exists:a.b -all`, count: 11 },
    { value: `v=spf1 ${'ip4:10.0.0.1 '.repeat(20)}ip6:fd00::5 exp=a.b -all`, count: null },
    { value: `is v=spf1 ${includes(11)}`, count: null },
  ])('$value: $count', ({ value, count }) => {
    expect(say(spfLookups, txt(value)).map(({ message }) => message)).toEqual(
      count === null
        ? []
        : [
            `the SPF record of bücher.example.com has ${count} terms that ask the DNS, 10 are allowed: mail may be refused`,
          ],
    );
    expect(weights(spfLookups, txt(value))).toEqual(count === null ? [] : ['warning']);
  });
});

describe('spf-end', () => {
  it.each([
    { value: 'v=spf1 -all', ends: null },
    { value: 'v=spf1 mx ~ALL', ends: null },
    { value: 'v=spf1 mx -all exp=a.b', ends: null },
    { value: 'v=spf1 redirect=a.b', ends: null },
    { value: 'no record', ends: null },
    { value: 'v=spf1', ends: 'no "all"' },
    { value: 'v=spf1 mx', ends: 'no "all"' },
    { value: 'v=spf1 mx ?all', ends: '"?all"' },
    { value: 'v=spf1 +all', ends: '"+all"' },
    { value: 'v=spf1 all', ends: '"all"' },
    { value: 'v=spf1 redirect=a.b ?all', ends: '"?all"' },
  ])('$value: $ends', ({ value, ends }) => {
    expect(say(spfEnd, txt(value))).toEqual(
      ends === null
        ? []
        : [
            {
              message: `the SPF record of bücher.example.com ends in ${ends}, so that everyone may send`,
              hint: 'end it in -all or ~all',
            },
          ],
    );
  });
});
