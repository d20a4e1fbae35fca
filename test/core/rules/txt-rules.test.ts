import { describe, expect, it } from 'vitest';
import { txtControl, txtEmpty, txtEscaped, txtLong } from '../../../src/core/rules/txt-rules.ts';
import { say, weights } from './one-rule.ts';

const txt = (value: string) => [{ name: 'xn--bcher-kva.example.com', type: 'TXT', value }];

describe('txt-long', () => {
  it.each([
    { what: '4000 bytes', value: 'a'.repeat(4000), found: [] },
    { what: '4001 bytes', value: 'a'.repeat(4001), found: ['warning'] },
    { what: '2000 characters of two bytes', value: 'ü'.repeat(2000), found: [] },
    { what: '2001 characters of two bytes', value: 'ü'.repeat(2001), found: ['warning'] },
    { what: '1333 characters of three bytes', value: '€'.repeat(1333), found: [] },
    { what: '1334 characters of three bytes', value: '€'.repeat(1334), found: ['warning'] },
    { what: '4001 bytes that are no UTF-8', value: '\udcff'.repeat(4001), found: ['warning'] },
  ])('$what: $found', ({ value, found }) => {
    expect(weights(txtLong, txt(value))).toEqual(found);
  });

  it.each([
    { max: 255, length: 255, found: [] },
    { max: 255, length: 256, found: ['warning'] },
    { max: 65535, length: 4001, found: [] },
    { max: 0, length: 1, found: ['warning'] },
  ])('$length bytes of at most $max: $found', ({ max, length, found }) => {
    expect(weights(txtLong, txt('a'.repeat(length)), { options: { max } })).toEqual(found);
  });

  it('says how long', () => {
    expect(say(txtLong, txt(`v=DKIM1; k=rsa; p=${'A'.repeat(4000)}`))).toEqual([
      {
        message: `the text "v=DKIM1; k=rsa; p=${'A'.repeat(19)}..." at bücher.example.com has 4018 bytes, more than 4000`,
        hint: 'is it pasted twice? many providers stop at 255, 2048 or 4096 bytes',
      },
    ]);
  });
});

describe('txt-empty', () => {
  it.each([
    { value: '', found: ['warning'] },
    { value: 'a', found: [] },
    { value: ' ', found: [] },
  ])('"$value": $found', ({ value, found }) => {
    expect(weights(txtEmpty, txt(value))).toEqual(found);
  });

  it('asks for a text', () => {
    expect(say(txtEmpty, txt(''))).toEqual([
      {
        message: 'the text at bücher.example.com is empty',
        hint: 'write a text, or remove the record; in a compose file: is a variable unset?',
      },
    ]);
  });
});

describe('txt-escaped', () => {
  it.each([
    { value: 'v=spf1 -all', found: [] },
    { value: '"v=spf1 -all"', found: ['warning'] },
    { value: 'v=DKIM1\\; p=AB', found: ['warning'] },
    { value: 'say \\"hi\\"', found: ['warning'] },
    { value: 'a" "b', found: ['warning'] },
    { value: '"a","b"', found: [] },
  ])('$value: $found', ({ value, found }) => {
    expect(weights(txtEscaped, txt(value))).toEqual(found);
  });

  it.each([
    { value: '"v=spf1 -all"', hint: 'use the plain text: v=spf1 -all' },
    { value: 'v=DKIM1\\; p=AB', hint: 'use the plain text: v=DKIM1; p=AB' },
    { value: '""', hint: 'values are plain text; write it without quotes' },
  ])('for $value the hint is "$hint"', ({ value, hint }) => {
    expect(say(txtEscaped, txt(value))).toEqual([
      {
        message: `the text ${value} at bücher.example.com has the quotes or backslashes of a zone file, which would be part of it`,
        hint,
      },
    ]);
  });
});

describe('txt-control', () => {
  it.each([
    { value: 'one two', what: null },
    { value: 'ünï € 😀', what: null },
    { value: 'raw \udcff bytes', what: null },
    { value: '', what: null },
    { value: 'one\ntwo', what: 'has a line break at character 4' },
    { value: 'one\r\ntwo', what: 'has a line break at character 4' },
    { value: 'one\n', what: 'has a line break at character 4' },
    { value: 'one\ttwo', what: 'has a tab at character 4' },
    { value: '\u0000', what: 'has the control character U+0000 at character 1' },
    { value: 'a\u001f', what: 'has the control character U+001F at character 2' },
    { value: 'a\u007f', what: 'has the control character U+007F at character 2' },
    { value: 'a\u0085', what: 'has the control character U+0085 at character 2' },
    { value: ' a', what: 'begins with a blank' },
    { value: 'a ', what: 'ends with a blank' },
    { value: ' ', what: 'begins with a blank' },
  ])('$value: $what', ({ value, what }) => {
    expect(say(txtControl, txt(value)).map(({ message }) => message)).toEqual(
      what === null
        ? []
        : [expect.stringMatching(new RegExp(`at bücher\\.example\\.com ${what.replace('+', '\\+')}$`))],
    );
    expect(weights(txtControl, txt(value))).toEqual(what === null ? [] : ['warning']);
  });

  it('shows what cannot be seen, and guesses where it comes from', () => {
    expect(say(txtControl, txt('one\ntwo'))).toEqual([
      {
        message: 'the text "one\\u000atwo" at bücher.example.com has a line break at character 4',
        hint: 'is it folded YAML? write the text on one line, or with ">-"',
      },
    ]);
    expect(say(txtControl, txt('one\ttwo'))[0]?.hint).toBe('remove it, or write a blank');
    expect(say(txtControl, txt('a '))[0]?.hint).toBe(
      'remove the blank; software that reads the text compares it as it is',
    );
  });
});
