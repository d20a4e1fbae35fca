import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSerial, nextSerial } from '../../../src/providers/zonefile/serial.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const unixNoon = 1_795_176_000;

describe('the SOA serial after a change', () => {
  it.each([
    { mode: 'date', old: 2026111905, is: 2026112000, why: 'a new day begins at 00' },
    { mode: 'date', old: 2026112000, is: 2026112001, why: 'the second change of a day' },
    { mode: 'date', old: 2026112099, is: 2026112100, why: 'the hundred and first change of a day' },
    { mode: 'date', old: 2026112105, is: 2026112106, why: 'beyond today’s numbers it goes on by one' },
    { mode: 'date', old: 0, is: 2026112000, why: 'from nothing to the day' },
    { mode: 'date', old: 4294967295, is: 2026112000, why: 'the day is later than the wrap' },
    { mode: 'date', old: 2500000000, is: 2500000001, why: 'the day is not later in serial arithmetic' },
    { mode: 'unixtime', old: 5, is: unixNoon, why: 'the clock' },
    { mode: 'unixtime', old: unixNoon, is: unixNoon + 1, why: 'twice in a second' },
    { mode: 'unixtime', old: unixNoon + 60, is: unixNoon + 61, why: 'the clock went backwards' },
    { mode: 'increment', old: 7, is: 8, why: 'one more' },
    { mode: 'increment', old: 4294967295, is: 1, why: 'after the largest comes 1, never 0' },
    { mode: 'keep', old: 7, is: 7, why: 'left alone' },
  ] as const)('$mode: $old becomes $is: $why', ({ mode, old, is }) => {
    expect(nextSerial(mode, old, noon)).toBe(is);
  });

  it.each(['date', 'unixtime', 'increment'] as const)('%s is later in serial arithmetic, always', (mode) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 4_000_000_000 }), (old, now) => {
        const next = nextSerial(mode, old, new Date(now * 1000));
        const distance = (next - old + 2 ** 32) % 2 ** 32;
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThan(2 ** 31);
        expect(next).not.toBe(0);
      }),
    );
  });

  it.each([
    ['date', 2026112000],
    ['unixtime', unixNoon],
    ['increment', 1],
    ['keep', 1],
  ] as const)('%s begins a new zone with %i', (mode, serial) => {
    expect(firstSerial(mode, noon)).toBe(serial);
  });
});
