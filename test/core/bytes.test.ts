import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, bytesFromText, settleText, textFromBytes } from '../../src/core/bytes.ts';

describe('bytes as text', () => {
  it.each([
    { what: 'ASCII', bytes: [0x61, 0x00, 0x7f], text: 'a\u0000\u007f' },
    { what: 'UTF-8 of two bytes', bytes: [0xc3, 0xbc], text: '\u00fc' },
    { what: 'UTF-8 of three bytes', bytes: [0xe4, 0xb8, 0x96], text: '\u4e16' },
    { what: 'UTF-8 of four bytes', bytes: [0xf0, 0x9f, 0x92, 0xa9], text: '\u{1f4a9}' },
    { what: 'a byte-order mark, which stays', bytes: [0xef, 0xbb, 0xbf, 0x61], text: '\ufeffa' },
    { what: 'the replacement character itself', bytes: [0xef, 0xbf, 0xbd], text: '\ufffd' },
    { what: 'a lone byte', bytes: [0x61, 0xff, 0x62], text: 'a\udcffb' },
    { what: 'a continuation without a start', bytes: [0x80], text: '\udc80' },
    { what: 'a start without its continuation', bytes: [0xc3], text: '\udcc3' },
    { what: 'a start before another character', bytes: [0xc3, 0x41], text: '\udcc3A' },
    { what: 'a sequence cut short', bytes: [0xf0, 0x9f, 0x92], text: '\udcf0\udc9f\udc92' },
    { what: 'an overlong form', bytes: [0xc0, 0x80], text: '\udcc0\udc80' },
    { what: 'a surrogate in UTF-8', bytes: [0xed, 0xb2, 0x80], text: '\udced\udcb2\udc80' },
    { what: 'a code point beyond Unicode', bytes: [0xf4, 0x90, 0x80, 0x80], text: '\udcf4\udc90\udc80\udc80' },
    { what: 'a lone byte beside UTF-8', bytes: [0xff, 0xc3, 0xbc, 0xfe], text: '\udcff\u00fc\udcfe' },
    { what: 'nothing', bytes: [], text: '' },
  ])('keeps $what', ({ bytes, text }) => {
    expect(textFromBytes(Uint8Array.from(bytes))).toBe(text);
    expect([...bytesFromText(text)]).toEqual(bytes);
    expect(byteLength(text)).toBe(bytes.length);
  });

  it('gives every byte string back', () => {
    const likelyBroken = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xff),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          likelyBroken.map((list) => Uint8Array.from(list)),
        ),
        (bytes) => {
          const text = textFromBytes(bytes);
          expect(bytesFromText(text)).toEqual(bytes);
          expect(settleText(text)).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives every well-formed text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textFromBytes(bytesFromText(text))).toBe(text);
        expect(settleText(text)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { what: 'a lone surrogate that is no byte', text: 'a\ud800b', settled: 'a\ufffdb' },
    { what: 'a low surrogate that is no byte', text: 'a\ude00b', settled: 'a\ufffdb' },
    { what: 'stray bytes that are UTF-8 together', text: '\udcc3\udcbc', settled: '\u00fc' },
    { what: 'a stray byte', text: 'a\udcff', settled: 'a\udcff' },
    { what: 'a symbol of two surrogates', text: '\ud83d\udc80', settled: '\ud83d\udc80' },
  ])('has one text for $what', ({ text, settled }) => {
    expect(settleText(text)).toBe(settled);
  });

  it.each([1000, 10_000, 100_000])('gets through %i bytes that are no text', (length) => {
    const bytes = new Uint8Array(length).fill(0xff);
    expect(byteLength(textFromBytes(bytes))).toBe(length);
  });
});
