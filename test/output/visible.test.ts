import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted, visible, visibleLines } from '../../src/output/visible.ts';

describe('text of strangers', () => {
  it.each([
    ['an escape sequence', '\u001b[31m', '\\u001b[31m'],
    ['a C1 escape sequence', '\u009b31m', '\\u009b31m'],
    ['line feeds and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['delete', '\u007f', '\\u007f'],
    ['bidi controls', '\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['invisible characters', 'a\u200bb\u00adc\ufeff', 'a\\u200bb\\u00adc\\ufeff'],
    ['blanks that are not a blank', 'a\u00a0b\u3000c', 'a\\u00a0b\\u3000c'],
    ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['tags', '\u{e0041}', '\\u{e0041}'],
    ['bytes that are no UTF-8', '\udc80\udcff', '\\x80\\xff'],
    ['other lone surrogates', '\ud800', '\\ud800'],
    ['letters and signs of all kinds', 'bücher 日本 😀 → "x"', 'bücher 日本 😀 → "x"'],
  ])('%s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('is visible from end to end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });

  it('keeps the lines of a text of several', () => {
    expect(visibleLines('a\n\tb\u001b\r\n')).toBe('a\n\tb\\u001b\\r\n');
  });

  it.each([
    ['', '""'],
    [' a ', '" a "'],
    ['say "hi" \\n', '"say \\"hi\\" \\\\n"'],
    ['\n', '"\\n"'],
  ])('%j stands between quotes', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });
});
