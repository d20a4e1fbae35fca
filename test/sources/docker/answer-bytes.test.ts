import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerBytes } from '../../../src/sources/docker/answer-bytes.ts';

describe('answerBytes', () => {
  it('joins pieces of any size', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (list) => {
        const bytes = answerBytes(1 << 20);
        for (const piece of list) expect(bytes.add(piece)).toBe(true);
        expect(bytes.text()).toBe(Buffer.concat(list).toString('utf8'));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps no object for each piece', () => {
    const bytes = answerBytes(1 << 22);
    const before = process.memoryUsage();
    for (let count = 0; count < 1 << 22; count += 1) bytes.add(Buffer.from(' '));
    const after = process.memoryUsage();
    const grown = after.arrayBuffers - before.arrayBuffers + Math.max(0, after.heapUsed - before.heapUsed);
    expect(bytes.text()).toHaveLength(1 << 22);
    expect(grown).toBeLessThan(200 << 20);
  });

  it.each([
    { case: 'in one piece', pieces: ['12345'] },
    { case: 'in several', pieces: ['123', '45'] },
  ])('takes what is allowed, and no byte more: $case', ({ pieces }) => {
    const bytes = answerBytes(5);
    expect(pieces.map((piece) => bytes.add(Buffer.from(piece)))).not.toContain(false);
    expect(bytes.add(Buffer.from('6'))).toBe(false);
    expect(bytes.text()).toBe('12345');
  });
});
