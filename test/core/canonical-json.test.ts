import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';

describe('canonical JSON (RFC 8785)', () => {
  it.each([
    { what: 'keys sorted', value: { b: 1, a: 2 }, text: '{"a":2,"b":1}' },
    { what: 'keys sorted inside', value: { a: [{ z: 1, y: 2 }] }, text: '{"a":[{"y":2,"z":1}]}' },
    { what: 'lists in their order', value: [3, 1, 2], text: '[3,1,2]' },
    { what: 'no blanks', value: { a: [1, 2], b: {} }, text: '{"a":[1,2],"b":{}}' },
    { what: 'literals', value: [null, true, false], text: '[null,true,false]' },
    { what: 'numbers as ECMAScript writes them', value: [1e21, 0.1, -0, 1.0], text: '[1e+21,0.1,0,1]' },
    { what: 'escapes', value: '\u0000\u000f\n"\\\u20ac', text: '"\\u0000\\u000f\\n\\"\\\\\u20ac"' },
    { what: 'members that are undefined left out', value: { a: undefined, b: 1 }, text: '{"b":1}' },
    { what: 'items that are undefined as null', value: [undefined, 1], text: '[null,1]' },
    { what: 'a key that every object has', value: JSON.parse('{"__proto__":1,"a":2}'), text: '{"__proto__":1,"a":2}' },
    {
      what: 'the sorting example of RFC 8785 3.2.3',
      value: { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      text: '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    },
  ])('writes $what', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('says the same as JSON, whatever the order of keys', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});
