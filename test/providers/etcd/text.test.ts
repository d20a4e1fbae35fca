import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFromBytes } from '../../../src/core/bytes.ts';
import { servedText, storedText, textProblem } from '../../../src/providers/etcd/text.ts';

const byteText = (...bytes: number[]) => textFromBytes(Uint8Array.from(bytes));

describe('a stored text', () => {
  it.each([
    ['plain', 'v=spf1 -all', 'v=spf1 -all'],
    ['a doubled backslash', 'a\\\\b', 'a\\b'],
    ['an escaped quote', 'say \\"hi\\"', 'say "hi"'],
    ['three digits', '\\065\\000', 'A\0'],
    ['digits beyond 255, as the library adds them up', '\\321', 'A'],
    ['two digits', '\\06', '06'],
    ['a byte that is no UTF-8', '\\255', byteText(255)],
    ['bytes that are UTF-8 together', '\\195\\188', 'ü'],
    ['a backslash at the end', 'a\\', 'a'],
    ['an escape across the cut', `${'x'.repeat(254)}\\065`, `${'x'.repeat(254)}065`],
    ['digits across the cut', `${'x'.repeat(252)}\\065`, `${'x'.repeat(252)}065`],
    ['an escape before the cut', `${'x'.repeat(251)}\\065`, `${'x'.repeat(251)}A`],
  ])('%s', (_, stored, served) => {
    expect(servedText(stored)).toBe(served);
  });
});

describe('a text to be stored', () => {
  it.each(Array.from({ length: 256 }, (_, byte) => [byte]))('the byte %i is served as it is', (byte) => {
    const text = byteText(byte);
    expect(servedText(storedText(text))).toBe(text);
    expect(textProblem(text)).toBeNull();
  });

  it('escapes backslash, NUL and bytes that are no UTF-8, and nothing else', () => {
    expect(storedText(`a"b\\c\0ü\n;${byteText(0x80, 0xff)}`)).toBe('a"b\\\\c\\000ü\n;\\128\\255');
  });

  it('is served as it is, or refused', () => {
    const text = fc.uint8Array({ maxLength: 1200 }).map((bytes) => textFromBytes(bytes));
    fc.assert(
      fc.property(text, (value) => {
        const served = servedText(storedText(value));
        expect(textProblem(value) === null).toBe(value !== '' && served === value);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a backslash at 255', `${'x'.repeat(254)}\\`],
    ['NUL at 253', `${'x'.repeat(252)}\0`],
    ['a backslash at 510', `${'x'.repeat(509)}\\`],
  ])('refuses %s', (_, text) => {
    expect(textProblem(text)).not.toBeNull();
  });

  it.each([
    ['255 bytes', 'x'.repeat(255)],
    ['256 bytes', 'x'.repeat(256)],
    ['510 bytes', 'x'.repeat(510)],
    ['a character across the cut', `${'x'.repeat(254)}ü`],
    ['a backslash that ends at the cut', `${'x'.repeat(253)}\\y`],
  ])('takes %s', (_, text) => {
    expect(textProblem(text)).toBeNull();
  });
});
