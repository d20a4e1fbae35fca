import { describe, expect, it } from 'vitest';
import {
  duplicateNameSpelling,
  setTooLarge,
  ttlHigh,
  ttlLow,
  ttlMixed,
  ttlRange,
} from '../../../src/core/rules/set-rules.ts';
import { say, weights } from './one-rule.ts';

/** Addresses, as many as wanted. */
const addresses = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `10.0.${index >> 8}.${index & 255}` }));

describe('ttl-range', () => {
  it.each([
    { ttl: 0, fits: true },
    { ttl: 2147483647, fits: true },
    { ttl: 2147483648, fits: false },
    { ttl: 4294967295, fits: false },
    { ttl: -1, fits: false },
    { ttl: 1.5, fits: false },
  ])('a TTL of $ttl: fits $fits', ({ ttl, fits }) => {
    expect(weights(ttlRange, [{ ttl }])).toEqual(fits ? [] : ['error']);
  });

  it('looks at every claim of a set', () => {
    expect(say(ttlRange, [{ ttl: 60 }, { ttl: -1, value: '192.168.1.11' }])[0]?.message).toBe(
      'the TTL -1 of app.example.com A is not a whole number from 0 to 2147483647',
    );
  });

  it('looks at types that are passed through', () => {
    expect(ttlRange.passThrough).toBe(true);
  });
});

describe('ttl-low', () => {
  it.each([
    { ttl: 0, min: 30, fits: false },
    { ttl: 5, min: 30, fits: false },
    { ttl: 29, min: 30, fits: false },
    { ttl: 30, min: 30, fits: true },
    { ttl: 59, min: 60, fits: false },
    { ttl: 60, min: 60, fits: true },
    { ttl: 0, min: 0, fits: true },
    { ttl: -1, min: 30, fits: true },
  ])('a TTL of $ttl where $min is the least: fits $fits', ({ ttl, min, fits }) => {
    expect(weights(ttlLow, [{ ttl }], { options: { min } })).toEqual(fits ? [] : ['warning']);
  });

  it('has 30 seconds as the least, unless told', () => {
    expect(say(ttlLow, [{ ttl: 29 }])).toEqual([
      {
        message: 'the TTL of app.example.com A is 29 seconds, less than 30',
        hint: 'resolvers will ask every time; write 30 or more',
      },
    ]);
    expect(say(ttlLow, [{ ttl: 30 }])).toEqual([]);
  });

  it('looks at each value', () => {
    expect(weights(ttlLow, [{ ttl: 5 }, { ttl: 300, value: '192.168.1.11' }])).toEqual(['warning']);
  });
});

describe('ttl-high', () => {
  it.each([
    { ttl: 604800, max: 604800, fits: true },
    { ttl: 604801, max: 604800, fits: false },
    { ttl: 2592000, max: 604800, fits: false },
    { ttl: 3600, max: 3600, fits: true },
    { ttl: 3601, max: 3600, fits: false },
    { ttl: 4294967295, max: 604800, fits: true },
  ])('a TTL of $ttl where $max is the most: fits $fits', ({ ttl, max, fits }) => {
    expect(weights(ttlHigh, [{ ttl }], { options: { max } })).toEqual(fits ? [] : ['warning']);
  });

  it('has a week as the most, unless told', () => {
    expect(say(ttlHigh, [{ ttl: 604801 }])).toEqual([
      {
        message: 'the TTL of app.example.com A is 604801 seconds, more than 604800',
        hint: 'a mistake stays that long in every cache; write 604800 or less',
      },
    ]);
    expect(say(ttlHigh, [{ ttl: 604800 }])).toEqual([]);
  });
});

describe('ttl-mixed', () => {
  it('is silent when all claims have one TTL', () => {
    expect(say(ttlMixed, [{ ttl: 60 }, { ttl: 60, value: '192.168.1.11' }])).toEqual([]);
  });

  it('names every TTL, who says so, and which one is taken', () => {
    const claims = [
      { ttl: 60, from: 'web' },
      { ttl: 300, from: 'db' },
      { ttl: 300, from: 'mail' },
    ];
    expect(say(ttlMixed, claims)).toEqual([
      {
        message:
          'the claims for app.example.com A disagree on the TTL: 60 by docker:home/web label dns.app.example.com, ' +
          '300 by docker:home/db label dns.app.example.com; 60 is taken',
        hint: 'give all of them one TTL',
      },
    ]);
  });

  it('names five TTLs at most', () => {
    const claims = addresses(7).map((one, index) => ({ ...one, ttl: index + 1 }));
    expect(say(ttlMixed, claims)[0]?.message).toMatch(/5 by \S+ label \S+ and 2 more; 1 is taken$/);
  });
});

describe('duplicate-name-spelling', () => {
  const name = 'xn--bcher-kva.example.com';
  const values = { first: '192.168.1.10', second: '192.168.1.11' };

  it.each([
    { what: 'both canonically', first: undefined, second: undefined, told: false },
    { what: 'one with U-labels', first: 'Bücher.example.com', second: undefined, told: true },
    { what: 'the other with U-labels', first: undefined, second: 'bücher.example.com', told: true },
    { what: 'both with U-labels', first: 'bücher.example.com', second: 'bücher.example.com', told: false },
    { what: 'in two cases', first: 'Bücher.example.com', second: 'bücher.example.com', told: true },
    { what: 'as another name, which overrides replaced', first: 'App.example.com', second: undefined, told: false },
  ])('written $what: told $told', ({ first, second, told }) => {
    const claims = [
      { name, from: 'web', value: values.first, ...(first === undefined ? {} : { written: first }) },
      { name, from: 'db', value: values.second, ...(second === undefined ? {} : { written: second }) },
    ];
    expect(weights(duplicateNameSpelling, claims)).toEqual(told ? ['info'] : []);
  });

  it('is about different origins', () => {
    const claims = [
      { name, written: 'Bücher.example.com' },
      { name, value: values.second },
    ];
    expect(say(duplicateNameSpelling, claims)).toEqual([]);
  });

  it('shows both spellings, and who wrote them', () => {
    const claims = [
      { name, from: 'web', written: 'Bücher.example.com' },
      { name, from: 'db' },
    ];
    expect(say(duplicateNameSpelling, claims)).toEqual([
      {
        message:
          'bücher.example.com is written in 2 ways: "Bücher.example.com" by docker:home/web label dns.xn--bcher-kva.example.com, ' +
          '"xn--bcher-kva.example.com" by docker:home/db label dns.xn--bcher-kva.example.com; all are one name',
        hint: 'write it in one way',
      },
    ]);
  });

  it('shows five spellings at most', () => {
    const claims = Array.from({ length: 7 }, (_, index) => ({
      name: 'aaaaaaa.example.com',
      from: `c${index}`,
      written: `${'A'.repeat(index + 1).padEnd(7, 'a')}.example.com`,
    }));
    expect(say(duplicateNameSpelling, claims)[0]?.message).toMatch(/ways: .* and 2 more; all are one name$/);
  });
});

describe('set-too-large', () => {
  it.each([
    { count: 100, max: 100, fits: true },
    { count: 101, max: 100, fits: false },
    { count: 2, max: 2, fits: true },
    { count: 3, max: 2, fits: false },
    { count: 200, max: 300, fits: true },
  ])('$count values where $max are the most: fits $fits', ({ count, max, fits }) => {
    expect(weights(setTooLarge, addresses(count), { options: { max } })).toEqual(fits ? [] : ['warning']);
  });

  it('has 100 values as the most, unless told', () => {
    expect(say(setTooLarge, addresses(100))).toEqual([]);
    expect(say(setTooLarge, addresses(101))).toEqual([
      {
        message: 'app.example.com A has 101 values, more than 100',
        hint: 'answers beyond 4096 octets go over TCP, which some clients cannot; use fewer values',
      },
    ]);
  });
});
