import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorJson, toJson } from '../../src/output/json.ts';

describe('JSON', () => {
  it('has two blanks of indentation, the keys as they come, and a line feed at its end', () => {
    expect(toJson({ b: [1], a: null })).toBe('{\n  "b": [\n    1\n  ],\n  "a": null\n}\n');
  });

  it.each([
    ['\u009b31m', '"\\u009b31m"'],
    ['\u007f', '"\\u007f"'],
    ['\u202e', '"\\u202e"'],
    ['\u2028', '"\\u2028"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['\udc80', '"\\udc80"'],
    ['bücher 😀', '"bücher 😀"'],
  ])('%j cannot reach a terminal', (text, expected) => {
    expect(toJson(text)).toBe(`${expected}\n`);
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const whole = { value, [`key ${text}`]: text };
        expect(JSON.parse(toJson(whole))).toEqual(JSON.parse(JSON.stringify(whole)));
      }),
    );
  });
});

describe('an error in JSON', () => {
  const error = { code: 'LOCKED', message: 'the lock is held', hint: 'wait', exit: 7 };

  it('says what the table of errors says', () => {
    expect(JSON.parse(errorJson(error))).toEqual({ error });
  });

  it('has details where there are some, and nothing else of what it was given', () => {
    expect(JSON.parse(errorJson({ ...error, details: { holder: 'nas2' }, stack: 'x' } as typeof error))).toEqual({
      error: { ...error, details: { holder: 'nas2' } },
    });
  });
});
