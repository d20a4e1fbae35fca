import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWithoutEscapes } from '../../../src/core/rules/txt-escapes.ts';

describe('a text as it stands in a zone file', () => {
  it.each([
    { text: '"v=spf1 -all"', plain: 'v=spf1 -all' },
    { text: '"v=DKIM1; p=AB" "CD"', plain: 'v=DKIM1; p=ABCD' },
    { text: '"v=DKIM1; p=AB""CD"', plain: 'v=DKIM1; p=ABCD' },
    { text: ' "a"\t"b" ', plain: 'ab' },
    { text: '"say \\"hi\\" \\\\ now"', plain: 'say "hi" \\ now' },
    { text: '"a\\;b\\059c"', plain: 'a;b;c' },
    { text: '"\\195\\188"', plain: '\\195\\188' },
    { text: '""', plain: '' },
    { text: 'v=DKIM1\\; p=AB', plain: 'v=DKIM1; p=AB' },
    { text: 'say \\"hi\\"', plain: 'say "hi"' },
    { text: '"unfinished\\"', plain: '"unfinished"' },
    { text: 'v=DKIM1; p=AB" "CD', plain: 'v=DKIM1; p=ABCD' },
  ])('$text is $plain', ({ text, plain }) => {
    expect(textWithoutEscapes(text)).toBe(plain);
  });

  it.each(['', 'v=spf1 -all', '"', '"unfinished', '"a","b"', 'say "hi"', 'C:\\path\\file', '\\', '"a" and "b'])(
    '%j is plain already',
    (text) => {
      expect(textWithoutEscapes(text)).toBeNull();
    },
  );

  it('gives back what was quoted', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const quoted = `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
        expect(textWithoutEscapes(quoted)).toBe(text);
      }),
    );
  });
});
