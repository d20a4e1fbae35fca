import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineIndex } from '../../src/files/line-index.ts';

describe('places in a text', () => {
  it.each([
    { what: 'the first character', text: 'ab\ncd', offset: 0, line: 1, column: 1 },
    { what: 'a line break, which ends its line', text: 'ab\ncd', offset: 2, line: 1, column: 3 },
    { what: 'the first character of a line', text: 'ab\ncd', offset: 3, line: 2, column: 1 },
    { what: 'the end', text: 'ab\ncd', offset: 5, line: 2, column: 3 },
    { what: 'the end behind a line break', text: 'ab\n', offset: 3, line: 2, column: 1 },
    { what: 'empty lines', text: '\n\n\nx', offset: 3, line: 4, column: 1 },
    { what: 'the start of nothing', text: '', offset: 0, line: 1, column: 1 },
    { what: 'a line that ends in CRLF', text: 'ab\r\ncd', offset: 4, line: 2, column: 1 },
    { what: 'what stands behind a symbol of two units', text: '\u{1f4a9}x', offset: 2, line: 1, column: 3 },
  ])('finds $what', ({ text, offset, line, column }) => {
    expect(lineIndex(text)(offset)).toEqual({ line, column });
  });

  it('agrees with counting lines, for any text and offset', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\u{1f4a9}') });
    fc.assert(
      fc.property(text, fc.nat(), (whole, number) => {
        const offset = number % (whole.length + 1);
        const before = whole.slice(0, offset).split('\n');
        expect(lineIndex(whole)(offset)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
      }),
    );
  });
});
