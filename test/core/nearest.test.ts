import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/core/nearest.ts';

const words = ['type', 'value', 'values', 'provider', 'priority', 'ttl'];

/** Edits between two words, all cells of the table worked out: what `nearest` must agree with. */
function distance(left: string, right: string): number {
  const table = Array.from({ length: left.length + 1 }, (_, row) =>
    Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number): number => table[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const costs = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (same ? 0 : 1)];
      if (swapped) costs.push(at(row - 2, column - 2) + 1);
      const cells = table[row];
      if (cells !== undefined) cells[column] = Math.min(...costs);
    }
  }
  return at(left.length, right.length);
}

describe('the nearest word', () => {
  it.each([
    { what: 'the word itself', word: 'ttl', near: 'ttl' },
    { what: 'another case', word: 'TTL', near: 'ttl' },
    { what: 'a letter too few', word: 'provder', near: 'provider' },
    { what: 'a letter too many', word: 'provvider', near: 'provider' },
    { what: 'another letter', word: 'prowider', near: 'provider' },
    { what: 'two letters swapped', word: 'prvoider', near: 'provider' },
    { what: 'two edits', word: 'prvidr', near: 'provider' },
    { what: 'three edits', word: 'prvid', near: undefined },
    { what: 'the closer of two', word: 'valuess', near: 'values' },
    { what: 'nothing alike', word: 'container', near: undefined },
  ])('is found for $what', ({ word, near }) => {
    expect(nearest(word, words)).toBe(near);
  });

  it('begins like the word, where others are as near', () => {
    expect(nearest('sorce', ['force', 'source'])).toBe('source');
    expect(nearest('Sorce', ['source', 'force'])).toBe('source');
  });

  it('is the first in byte order among equals, whatever their order', () => {
    expect(nearest('tap', ['top', 'tip', 'tup'])).toBe('tip');
    expect(nearest('tap', ['tup', 'top', 'tip'])).toBe('tip');
  });

  it('may be asked with another limit', () => {
    expect(nearest('ty', ['type'], 1)).toBeUndefined();
    expect(nearest('typ', ['type'], 1)).toBe('type');
    expect(nearest('type', ['type'], 0)).toBe('type');
    expect(nearest('typ', ['type'], 0)).toBeUndefined();
  });

  it('agrees with the whole table of edits', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (left, right, limit) => {
        expect(nearest(left, [right], limit) === right).toBe(distance(left, right) <= limit);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([1000, 10_000, 100_000])('comes to an end among words of %i letters', (length) => {
    const word = 'ab'.repeat(length / 2);
    expect(nearest(word, [`${word.slice(2)}xyz`, `${word}c`])).toBe(`${word}c`);
  });
});
