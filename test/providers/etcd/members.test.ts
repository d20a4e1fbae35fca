import fc from 'fast-check';
import { expect, it } from 'vitest';
import { membersOf } from '../../../src/providers/etcd/members.ts';

it.each([
  ['an empty object', ' { } ', []],
  [
    'texts with all that could end them',
    '{"a":"x\\"},]","b" : "\\\\" }',
    [
      ['a', '"x\\"},]"'],
      ['b', '"\\\\"'],
    ],
  ],
  [
    'numbers as they are written',
    '{"a":1.50,"b":-0e1}',
    [
      ['a', '1.50'],
      ['b', '-0e1'],
    ],
  ],
  [
    'nested values',
    '{"a":{"b":[1,{"c":"}"}]},"d":[]}',
    [
      ['a', '{"b":[1,{"c":"}"}]}'],
      ['d', '[]'],
    ],
  ],
  [
    'a name twice',
    '{"a":1,"a":null}',
    [
      ['a', '1'],
      ['a', 'null'],
    ],
  ],
  ['an escaped name', '{"\\u0061":true}', [['a', 'true']]],
])('members of %s', (_, text, expected) => {
  expect(membersOf(text).map(({ key, raw }) => [key, raw])).toEqual(expected);
});

it('are those that JSON.parse finds, in whatever spelling', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const parsed: unknown = JSON.parse(text);
      const found = membersOf(text).map(({ key, raw }) => [key, JSON.parse(raw)]);
      expect(Object.fromEntries(found)).toEqual(parsed);
    }),
  );
});
