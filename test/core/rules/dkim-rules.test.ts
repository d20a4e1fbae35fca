import { describe, expect, it } from 'vitest';
import { dkimSyntax } from '../../../src/core/rules/dkim-rules.ts';
import { nameOf, say, weights } from './one-rule.ts';

const key = (value: string, name = 'mail._domainkey.bücher.example.com') => [
  { name: nameOf(name), type: 'TXT', value },
];

describe('dkim-syntax', () => {
  it.each([
    'v=DKIM1; k=rsa; p=AAAA',
    'v=DKIM1;k=rsa;p=AAA=',
    'k=rsa; t=s; p=AA==',
    'p=AAAA',
    'v=DKIM1; p=',
    'v=DKIM1; p=AA AA\tAA AA;',
    'v=DKIM1; n=some notes; p=ab+/',
  ])('takes %s for a key', (value) => {
    expect(say(dkimSyntax, key(value))).toEqual([]);
  });

  it.each([
    {
      value: 'v=DKIM1; k=rsa',
      what: 'has no p=, which holds the key',
      hint: 'write p= and the key; an empty p= revokes it',
    },
    {
      value: 'v=DKIM1 k=rsa p=AAAA',
      what: 'has the version "DKIM1 k=rsa p=AAAA"',
      hint: 'write v=DKIM1 first, then ";"',
    },
    { value: 'v=DKIM2; p=AAAA', what: 'has the version "DKIM2"', hint: 'write v=DKIM1 first, then ";"' },
    { value: 'v=dkim1; p=AAAA', what: 'has the version "dkim1"', hint: 'write v=DKIM1 first, then ";"' },
    {
      value: 'k=rsa; v=DKIM1; p=AAAA',
      what: 'does not begin with "v=DKIM1"',
      hint: 'write v=DKIM1 first, then ";"',
    },
    { value: 'v=DKIM1; p=AAAA; p=', what: 'has the tag "p" twice', hint: 'keep one' },
    { value: 'AAAA', what: 'has "AAAA", which is no tag', hint: 'write tag=value, divided by ";"' },
    { value: 'v=DKIM1; p=AA.A', what: 'has "." in p=, which is not of base64', hint: 'copy the key again' },
    {
      value: 'v=DKIM1; p=AA-A',
      what: 'has "-" in p=, which is not of base64',
      hint: 'write "+" for "-" and "/" for "_"',
    },
    { value: 'v=DKIM1; p=AAAA:k=rsa', what: 'has ":" in p=, which is not of base64', hint: 'divide tags by ";"' },
    {
      value: 'v=DKIM1; p=AAAA k=rsa',
      what: 'has "=" inside the key of p=',
      hint: 'divide tags by ";", and keep "=" at the end of the key',
    },
    {
      value: 'v=DKIM1; p=A===',
      what: 'has "=" inside the key of p=',
      hint: 'divide tags by ";", and keep "=" at the end of the key',
    },
    {
      value: 'v=DKIM1; p=AAAAA',
      what: 'has a key of 5 characters in p=, which is no whole base64',
      hint: 'copy the whole key',
    },
    {
      value: 'v=DKIM1; p=AAA',
      what: 'has a key of 3 characters in p=, which is no whole base64',
      hint: 'copy the whole key',
    },
  ])('$value $what: $hint', ({ value, what, hint }) => {
    expect(say(dkimSyntax, key(value))).toEqual([
      { message: `the DKIM key at mail._domainkey.bücher.example.com ${what}`, hint },
    ]);
    expect(weights(dkimSyntax, key(value))).toEqual(['warning']);
  });

  it.each([
    { name: 'MAIL._DOMAINKEY.example.com', looked: true },
    { name: 'a.b._domainkey.example.com', looked: true },
    { name: '_domainkey.example.com', looked: false },
    { name: '_adsp._domainkey.example.com', looked: false },
    { name: '_report._domainkey.example.com', looked: false },
    { name: 'a._domainkeys.example.com', looked: false },
    { name: 'a.x_domainkey.example.com', looked: false },
    { name: 'example.com', looked: false },
  ])('at $name looks at texts: $looked', ({ name, looked }) => {
    expect(say(dkimSyntax, key('dkim=all', name))).toHaveLength(looked ? 1 : 0);
  });

  it('leaves texts of zone files to txt-escaped', () => {
    expect(say(dkimSyntax, key('v=DKIM1\\; p=A'))).toEqual([]);
    expect(say(dkimSyntax, key('"v=DKIM1; p=A" "B"'))).toEqual([]);
  });
});
