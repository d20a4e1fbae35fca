import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField, splitFields } from '../../../src/core/rdata/fields.ts';

describe('fields in presentation format', () => {
  it.each([
    { text: ' a \t b\r\nc ', are: ['a', 'b', 'c'] },
    { text: 'a"b c"d', are: ['a', '"b c"', 'd'] },
    { text: '"a\\"b" c', are: ['"a\\"b"', 'c'] },
    { text: 'a\\ b c', are: ['a\\ b', 'c'] },
    { text: '(a (b) c)', are: ['a', 'b', 'c'] },
    { text: 'a;b', are: ['a;b'] },
    { text: 'a "b', are: ['a', '"b'] },
    { text: '', are: [] },
  ])('$text', ({ text, are }) => {
    expect(splitFields(text)).toEqual(are);
  });

  it.each([
    { field: 'a\\.b', is: 'a\\.b' },
    { field: 'a\\046', is: 'a\\046' },
    { field: 'a;b', is: 'a\\;b' },
    { field: '"a;(b) "', is: '"a;(b) "' },
    { field: '"a', is: '\\"a' },
    { field: '"', is: '\\"' },
    { field: '"a\\"', is: '\\"a\\"' },
    { field: 'a\\', is: 'a\\\\' },
    { field: '\u0001\u00ff', is: '\\001\\255' },
    { field: 'a\\\n', is: 'a\\010' },
    { field: '"\t\n"', is: '"\\009\\010"' },
  ])('$field is kept as $is', ({ field, is }) => {
    expect(canonicalField(field)).toBe(is);
  });

  it('are the same when they are written and read again', () => {
    const pieces = fc.constantFrom('a', '"', '\\', ' ', ';', '(', ')', '\n', '\u00ff', '0', '\\"');
    fc.assert(
      fc.property(fc.array(pieces), (list) => {
        const fields = splitFields(list.join('')).map(canonicalField);
        expect(splitFields(fields.join(' ')).map(canonicalField)).toEqual(fields);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['a ', '"', '\\', '"" ', '" \\" ', '(', ';'])('"%s" again and again comes to an end', (piece) => {
    for (const times of [1000, 10_000, 100_000])
      expect(splitFields(piece.repeat(times)).length).toBeLessThanOrEqual(times);
  });
});
