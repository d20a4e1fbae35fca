import { describe, expect, it } from 'vitest';
import { dmarcSyntax } from '../../../src/core/rules/dmarc-rules.ts';
import { nameOf, say, weights } from './one-rule.ts';

const at = (name: string, ...values: readonly string[]) =>
  values.map((value) => ({ name: nameOf(name), type: 'TXT', value }));
const policy = (...values: readonly string[]) => at('_dmarc.bücher.example.com', ...values);

const words = 'write none, quarantine or reject; tags are divided by ";"';
const begin = 'begin it with v=DMARC1; p=none (or quarantine, reject)';
const mailto = 'write mailto:dmarc@example.com';

describe('dmarc-syntax', () => {
  it.each([
    'v=DMARC1; p=none',
    'v=DMARC1;p=reject;',
    'V=dmarc1 ; P = Quarantine ; ',
    'v=DMARC1; rua=mailto:a@example.com; p=reject',
    'v=DMARC1; p=none; unknown=anything at all',
    'v=DMARC1; p=none; pct=0',
    'v=DMARC1; p=none; pct=100; ri=4294967295',
    'v=DMARC1; p=none; fo=0:1:d:s; rf=afrf:iodef; adkim=s; aspf=R',
    'v=DMARC1; p=none; sp=reject; np=reject; psd=n; t=y',
    'v=DMARC1; p=none; rua=mailto:a@b.c!10m, mailto:d@e.f ,https://g.example/; ruf=MAILTO:a@b.c!1',
  ])('takes %s for a policy', (value) => {
    expect(say(dmarcSyntax, policy(value))).toEqual([]);
  });

  it.each([
    {
      value: 'p=reject; v=DMARC1',
      what: 'does not begin with "v=DMARC1;", so that nobody takes it for one',
      hint: begin,
    },
    {
      value: 'v=DMARC2; p=none',
      what: 'does not begin with "v=DMARC1;", so that nobody takes it for one',
      hint: begin,
    },
    { value: '', what: 'does not begin with "v=DMARC1;", so that nobody takes it for one', hint: begin },
    { value: 'v=DMARC1 p=none', what: 'has no ";" after "v=DMARC1"', hint: begin },
    { value: 'v=DMARC1: p=none', what: 'has no ";" after "v=DMARC1"', hint: begin },
    {
      value: 'v=DMARC1',
      what: 'has no p=, the policy',
      hint: 'write p=none, p=quarantine or p=reject after v=DMARC1;',
    },
    {
      value: 'v=DMARC1; rua=mailto:a@b.c',
      what: 'has no p=, the policy',
      hint: 'write p=none, p=quarantine or p=reject after v=DMARC1;',
    },
    { value: 'v=DMARC1; p=rejct', what: 'has "p=rejct"', hint: words },
    { value: 'v=DMARC1; p=', what: 'has "p="', hint: words },
    { value: 'v=DMARC1; p=none rua=x', what: 'has "p=none rua=x"', hint: words },
    { value: 'v=DMARC1; p=none; sp=all', what: 'has "sp=all"', hint: words },
    { value: 'v=DMARC1; p=none; np=all', what: 'has "np=all"', hint: words },
    { value: 'v=DMARC1; p=none; pct=101', what: 'has "pct=101"', hint: 'write a number from 0 to 100' },
    { value: 'v=DMARC1; p=none; pct=-1', what: 'has "pct=-1"', hint: 'write a number from 0 to 100' },
    { value: 'v=DMARC1; p=none; pct=50%', what: 'has "pct=50%"', hint: 'write a number from 0 to 100' },
    { value: 'v=DMARC1; p=none; adkim=x', what: 'has "adkim=x"', hint: 'write r or s; tags are divided by ";"' },
    { value: 'v=DMARC1; p=none; aspf=', what: 'has "aspf="', hint: 'write r or s; tags are divided by ";"' },
    { value: 'v=DMARC1; p=none; fo=0,1', what: 'has "fo=0,1"', hint: 'write 0, 1, d, s, with ":" between' },
    { value: 'v=DMARC1; p=none; rf=a b', what: 'has "rf=a b"', hint: 'write names such as afrf, with ":" between' },
    {
      value: 'v=DMARC1; p=none; ri=4294967296',
      what: 'has "ri=4294967296"',
      hint: 'write a number of seconds, such as 86400',
    },
    { value: 'v=DMARC1; p=none; psd=x', what: 'has "psd=x"', hint: 'write y, n or u; tags are divided by ";"' },
    { value: 'v=DMARC1; p=none; t=x', what: 'has "t=x"', hint: 'write y or n; tags are divided by ";"' },
    { value: 'v=DMARC1; p=none; rua=a@b.c', what: 'has "rua=a@b.c"', hint: 'write mailto:a@b.c' },
    { value: 'v=DMARC1; p=none; ruf=', what: 'has "ruf="', hint: mailto },
    { value: 'v=DMARC1; p=none; rua=mailto:a@b.c,', what: 'has "rua=mailto:a@b.c,"', hint: mailto },
    {
      value: 'v=DMARC1; p=none; rua=mailto:a',
      what: 'has "rua=mailto:a"',
      hint: 'write an address after mailto:, such as mailto:dmarc@example.com',
    },
    {
      value: 'v=DMARC1; p=none; rua=mailto:a@b.c!10x',
      what: 'has "rua=mailto:a@b.c!10x"',
      hint: 'write a size after "!", such as !10m',
    },
    {
      value: 'v=DMARC1; p=none; rua=mailto:a@b.c mailto:d@e.f',
      what: 'has "rua=mailto:a@b.c mailto:d@e.f"',
      hint: 'write "," between addresses, and ";" between tags',
    },
    { value: 'v=DMARC1; p=none; p=reject', what: 'has the tag "p" twice', hint: 'keep one' },
    { value: 'v=DMARC1; p=none; P=reject', what: 'has the tag "p" twice', hint: 'keep one' },
    { value: 'v=DMARC1; none', what: 'has "none", which is no tag', hint: 'write tag=value, divided by ";"' },
  ])('$value $what: $hint', ({ value, what, hint }) => {
    expect(say(dmarcSyntax, policy(value))).toEqual([
      { message: `the DMARC record at _dmarc.bücher.example.com ${what}`, hint },
    ]);
    expect(weights(dmarcSyntax, policy(value))).toEqual(['warning']);
  });

  it('wants one text', () => {
    expect(say(dmarcSyntax, policy('v=DMARC1; p=none', 'v=DMARC1; p=reject'))).toEqual([
      {
        message: '_dmarc.bücher.example.com has 2 texts, where one DMARC record is looked for',
        hint: 'keep one text, which begins with v=DMARC1',
      },
    ]);
  });

  it.each([
    { name: '_DMARC.example.com', looked: true },
    { name: 'example.com', looked: false },
    { name: 'a._dmarc.example.com', looked: false },
    { name: 'example.com._report._dmarc.example.net', looked: false },
    { name: '_dmarcs.example.com', looked: false },
  ])('looks at $name: $looked', ({ name, looked }) => {
    expect(say(dmarcSyntax, at(name, 'v=DMARC1'))).toHaveLength(looked ? 1 : 0);
  });

  it('leaves texts of zone files to txt-escaped', () => {
    expect(say(dmarcSyntax, policy('"v=DMARC1; p=none"'))).toEqual([]);
    expect(say(dmarcSyntax, policy('v=DMARC1\\; p=none'))).toEqual([]);
  });
});
