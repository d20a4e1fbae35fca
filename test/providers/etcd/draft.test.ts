import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textFromBytes } from '../../../src/core/bytes.ts';
import { fillDraft, fitsDraft } from '../../../src/providers/etcd/draft.ts';

const now = new Date('2026-11-20T12:00:00.789Z');
const bytes = (text: string) => new TextEncoder().encode(text);

it('the time goes between the pieces, in whole seconds', () => {
  expect(textFromBytes(fillDraft(['{"created":"', '"}'], now))).toBe('{"created":"2026-11-20T12:00:00Z"}');
  expect(textFromBytes(fillDraft(['nothing open'], now))).toBe('nothing open');
});

it.each([
  ['the time it was filled in with', ['a', 'b'], 'a2026-11-20T12:00:00Zb', true],
  ['another time', ['a', 'b'], 'a1999-01-01T00:00:00Zb', true],
  ['no time', ['a', 'b'], 'ab', false],
  ['a time with fractions', ['a', 'b'], 'a2026-11-20T12:00:00.1Zb', false],
  ['something behind it', ['a'], 'ab', false],
  ['something before it', ['b'], 'ab', false],
  ['only its beginning', ['ab'], 'a', false],
  ['a value where there is none to be', null, 'a', false],
])('%s', (_, draft, value, fits) => {
  expect(fitsDraft(draft, bytes(value))).toBe(fits);
});

it('nothing fits nothing', () => {
  expect(fitsDraft(null, null)).toBe(true);
  expect(fitsDraft(['a'], null)).toBe(false);
});

it('whatever was filled in fits', () => {
  const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true });
  const pieces = fc.array(
    fc.uint8Array().map((piece) => textFromBytes(piece)),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(pieces, time, (draft, at) => {
      const value = fillDraft(draft, at);
      // Stray bytes of two pieces must not come together as a character; the time keeps them apart.
      expect(fitsDraft(draft, value)).toBe(true);
    }),
  );
});
