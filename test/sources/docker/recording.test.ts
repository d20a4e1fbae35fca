import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../src/sources/docker/recording.ts';

describe('readRecording', () => {
  it('takes any arrays and objects apart, however they follow one another', async () => {
    const document = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    const gap = fc.constantFrom('', ' ', '\n', '\r\n\t');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(document, gap), { minLength: 1 }), async (parts) => {
        const text = parts.map(([value, blank]) => `${JSON.stringify(value)}${blank}`).join('');
        const wanted = parts.flatMap(([value]) => (Array.isArray(value) ? value : [value]));
        const recording = await readRecording(text);
        expect(recording.ok && recording.elements.map(({ value }) => JSON.stringify(value))).toEqual(
          wanted.map((one) => JSON.stringify(one)),
        );
      }),
    );
  });

  it('never throws, and refuses with an offset inside the text', async () => {
    const token = fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', '1', 'null', ' ', '\n', 'x');
    await fc.assert(
      fc.asyncProperty(fc.array(token), async (tokens) => {
        const text = tokens.join('');
        const recording = await readRecording(text);
        if (!recording.ok) expect(recording.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['many brackets', '['.repeat(1_000_000)],
    ['many closing brackets', ']'.repeat(1_000_000)],
    ['many backslashes', `["${'\\'.repeat(1_000_000)}`],
    ['many quotes', '"'.repeat(999_999)],
  ])('refuses %s', async (_, text) => {
    expect((await readRecording(text)).ok).toBe(false);
  });
});
