import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/output/style.ts';
import { cellWidth, labelled, padded, paragraph, shortened, span, wrapSpans } from '../../src/output/wrap.ts';

const textOf = (line: readonly { text: string }[]): string => line.map((one) => one.text).join('');

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['bücher → ‹›…', 12],
    ['日本', 4],
    ['한국', 4],
    ['e\u0301', 1],
    ['😀', 2],
  ])('%j', (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });

  it.each([
    ['abc', 5, 'abc  '],
    ['日', 4, '日  '],
    ['abcdef', 3, 'abcdef'],
  ])('%j is padded to %i columns', (text, width, expected) => {
    expect(padded(text, width)).toBe(expected);
  });

  it.each([
    ['abc', 3, 'abc'],
    ['abcdef', 3, 'ab…'],
    ['日本語', 4, '日…'],
  ])('%j is shortened to %i columns', (text, width, expected) => {
    expect(shortened(text, width)).toBe(expected);
  });
});

describe('wrapping', () => {
  it.each([
    ['breaks after blanks', 'one two three', 8, ['one two ', 'three']],
    ['lets blanks hang over the end', 'one two three', 7, ['one two ', 'three']],
    ['breaks words that are wider than a line', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['counts wide characters twice', '日本語日本語', 5, ['日本', '語日', '本語']],
    ['has one line for nothing', '', 5, ['']],
    ['keeps a flag and its value together', 'if meant: --allow-deletes 12', 26, ['if meant: ', '--allow-deletes 12']],
    ['parts them where a line cannot hold both', '--allow-deletes 1234', 16, ['--allow-deletes ', '1234']],
    ['parts two values of a flag', '--only a b', 8, ['--only a ', 'b']],
    ['parts words after what is no flag', 'a -- b --X c', 4, ['a -- ', 'b ', '--X ', 'c']],
  ])('%s', (_, text, width, expected) => {
    expect(wrapSpans([span(text)], width).map(textOf)).toEqual(expected);
  });

  it('loses nothing, and keeps to the width', () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', 'ü', '日', '→') }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 2, max: 20 }), (texts, width) => {
        const lines = wrapSpans(
          texts.map((text) => span(text)),
          width,
        ).map(textOf);
        expect(lines.join('')).toBe(texts.join(''));
        expect(lines.filter((line) => cellWidth(line.trimEnd()) > width)).toEqual([]);
      }),
    );
  });

  it('indents the first line and the others', () => {
    expect(paragraph([span('one two three four five')], 24, 2, 4)).toEqual(['  one two three four', '    five']);
  });

  it('keeps the place below a label free', () => {
    expect(labelled(span('hint: '), span('one two three four five six'), 28, 2)).toEqual([
      '  hint: one two three four',
      '        five six',
    ]);
  });

  it('gives every piece its own emphasis', () => {
    const lines = wrapSpans([span('aa ', plain), span('bbb', (text) => `<${text}>`)], 4);
    expect(lines.map((line) => line.map(({ text, ink }) => ink(text)).join(''))).toEqual(['aa ', '<bbb>']);
  });
});
