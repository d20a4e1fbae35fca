import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTtl, maxTtl, readTtl } from '../../src/core/ttl.ts';

describe('TTLs', () => {
  it.each([
    { text: '0', seconds: 0 },
    { text: '300', seconds: 300 },
    { text: '0300', seconds: 300 },
    { text: '2147483647', seconds: 2147483647 },
    { text: '2147483648', seconds: 2147483648 },
    { text: '4294967295', seconds: 4294967295 },
    { text: '1s', seconds: 1 },
    { text: '5m', seconds: 300 },
    { text: '1h30m', seconds: 5400 },
    { text: '1d', seconds: 86400 },
    { text: '1w', seconds: 604800 },
    { text: '1w2d3h4m5s', seconds: 788645 },
    { text: '30m1h', seconds: 5400 },
    { text: '9999999999w', seconds: 9999999999 * 604800 },
  ])('reads $text as $seconds', ({ text, seconds }) => {
    expect(readTtl(text)).toBe(seconds);
  });

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '1 h',
    '1h 30m',
    ' 300',
    '300 ',
    '1H',
    'h',
    '1h30',
    '5min',
    'auto',
    '9'.repeat(16),
    '1s'.repeat(51),
    '\u0663',
  ])('refuses "%s"', (text) => {
    expect(readTtl(text)).toBeNull();
  });

  it.each([
    { ttl: 0, can: true },
    { ttl: 1, can: true },
    { ttl: maxTtl, can: true },
    { ttl: maxTtl + 1, can: false },
    { ttl: -1, can: false },
    { ttl: 1.5, can: false },
    { ttl: Number.NaN, can: false },
    { ttl: Number.POSITIVE_INFINITY, can: false },
  ])('DNS can carry $ttl: $can', ({ ttl, can }) => {
    expect(isTtl(ttl)).toBe(can);
  });

  it('reads any text as whole seconds or none', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789wdhms ') }));
    fc.assert(
      fc.property(texts, (text) => {
        const seconds = readTtl(text);
        if (seconds !== null) expect(Number.isInteger(seconds) && seconds >= 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
