import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from '../../src/config/duration.ts';

describe('readDuration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    [90, 90_000],
    [0.5, 500],
    ['0s', 0],
  ])('reads %s as %i ms', (written, is) => {
    expect(readDuration(written)).toBe(is);
  });

  it.each(['', '5', '5 m', '1h30m', '-5s', '5M', '5min', 's', '1.5s', '12345678901s', -1, Number.NaN])(
    'refuses %s',
    (written) => {
      expect(readDuration(written)).toBeNull();
    },
  );

  it('is linear in the number', () => {
    fc.assert(fc.property(fc.nat(999_999), (count) => readDuration(`${count}s`) === readDuration(count)));
  });
});
