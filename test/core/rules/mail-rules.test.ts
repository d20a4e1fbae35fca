import { describe, expect, it } from 'vitest';
import { mxNull, mxSingle } from '../../../src/core/rules/mail-rules.ts';
import { canonical, nameOf, say, weights } from './one-rule.ts';

const mail = (values: readonly string[], name = 'example.com') =>
  values.map((text) => ({ name: nameOf(name), type: 'MX', value: canonical('MX', text) }));

describe('mx-null', () => {
  it.each([
    { values: ['0 .'], fits: true },
    { values: ['00 .'], fits: true },
    { values: ['10 mail.example.com'], fits: true },
    { values: ['0 mail.example.com', '0 mail2.example.com'], fits: true },
    { values: ['1 .'], fits: false },
    { values: ['10 .'], fits: false },
    { values: ['0 .', '10 mail.example.com'], fits: false },
    { values: ['10 MAIL.example.com', '20 .'], fits: false },
  ])('$values: fits $fits', ({ values, fits }) => {
    expect(weights(mxNull, mail(values))).toEqual(fits ? [] : ['error']);
  });

  it('says what the record means and how to mean it', () => {
    expect(say(mxNull, mail(['10 .'], 'Bücher.example.com'))).toEqual([
      {
        message: '"10 ." at bücher.example.com names no host, and its preference is not 0',
        hint: 'write "0 .", which says "no mail", or a host such as "10 mail.example.com"',
      },
    ]);
    expect(say(mxNull, mail(['0 .', '10 a.example.com', '20 b.example.com']))).toEqual([
      {
        message: '"0 ." at example.com says that it takes no mail, beside 2 other MX',
        hint: 'keep "0 ." alone, or remove it and keep the hosts',
      },
    ]);
  });
});

describe('mx-single', () => {
  it.each([
    { values: ['10 a.example.com'], fits: false },
    { values: ['10 a.example.com', '20 b.example.com'], fits: true },
    { values: ['0 .'], fits: true },
  ])('$values: fits $fits', ({ values, fits }) => {
    expect(weights(mxSingle, mail(values))).toEqual(fits ? [] : ['off']);
  });

  it('says which host is alone', () => {
    expect(say(mxSingle, mail(['10 a.example.com']))).toEqual([
      {
        message: 'example.com has one MX, "10 a.example.com": no other host takes mail when it is down',
        hint: 'add a second MX with a higher preference',
      },
    ]);
  });
});
