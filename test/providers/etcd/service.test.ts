import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, serviceField } from '../../../src/providers/etcd/service.ts';

const decode = (text: string) => decodeValue(Buffer.from(text));
const field = (text: string, name: keyof ReturnType<typeof good>) => good(text)[name];
function good(text: string) {
  const decoded = decode(text);
  if (!decoded.ok) throw new Error(decoded.why);
  return decoded.service;
}

describe('a value as Go decodes it', () => {
  it.each([
    [
      'all fields',
      '{"host":"a","text":"t","port":1,"priority":2,"weight":3,"mail":true,"ttl":4,"targetstrip":5,"group":"g"}',
    ],
    [
      'blanks between them',
      ' {\n"host" : "a" ,\t"text":"t","port": 1,"priority":2,"weight":3,"mail":true,"ttl":4,"targetstrip":5,"group":"g"} ',
    ],
    [
      'other cases',
      '{"HOST":"a","Text":"t","pOrt":1,"Priority":2,"WEIGHT":3,"Mail":true,"TTL":4,"TargetStrip":5,"Group":"g"}',
    ],
    [
      'the last of several',
      '{"host":"x","ttl":9,"Host":"a","text":"t","port":1,"priority":2,"weight":3,"mail":true,"TTL":4,"targetstrip":5,"group":"g"}',
    ],
    [
      'a null that says nothing',
      '{"host":"a","host":null,"text":"t","port":1,"priority":2,"weight":3,"mail":true,"ttl":4,"targetstrip":5,"group":"g"}',
    ],
  ])('%s', (_, text) => {
    expect(good(text)).toEqual({
      host: 'a',
      text: 't',
      port: 1,
      priority: 2,
      weight: 3,
      mail: true,
      ttl: 4,
      targetstrip: 5,
      group: 'g',
    });
  });

  it.each([
    ['null', 'null'],
    ['an empty object', '{}'],
    ['only what CoreDNS does not know', '{"owner_hostname":"nas2","created":7,"x":{"ttl":"60"}}'],
  ])('%s says nothing', (_, text) => {
    expect(good(text)).toMatchObject({ host: '', text: '', port: null, ttl: 0 });
  });

  it.each([
    ['the long s of Unicode', '{"ho\u017ft":"a"}', 'host', 'a'],
    ['the largest TTL', '{"ttl":4294967295}', 'ttl', 4294967295],
    ['a text with a number in it', '{"host":"a:-1","text":"x:1.5e3","ttl":60}', 'ttl', 60],
    ['a lone surrogate', '{"text":"a\\ud800"}', 'text', 'a\ufffd'],
    ['a nested brace before it', '{"x":{"a":["}",{"b":"]"}]},"y":1.5,"ttl":60}', 'ttl', 60],
    ['a quote in a name before it', '{"a\\"b":-1,"ttl":60}', 'ttl', 60],
  ] as const)('%s', (_, text, name, value) => {
    expect(field(text, name)).toBe(value);
  });

  it('takes bytes that are no UTF-8 as U+FFFD', () => {
    const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const decoded = decodeValue(bytes);
    expect(decoded.ok && decoded.service.text).toBe('\ufffd');
  });

  it.each([
    ['', 'it is not JSON'],
    ['hello', 'it is not JSON'],
    ['{"host":"a"', 'it is not JSON'],
    ['\ufeff{"host":"a"}', 'it is not JSON'],
    ['[]', 'it is no JSON object'],
    ['"a"', 'it is no JSON object'],
    ['5', 'it is no JSON object'],
    ['true', 'it is no JSON object'],
    ['{"ttl":"60"}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":1.5}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":300.0}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":3e2}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":-1}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":4294967296}', '"ttl" is not a whole number of seconds'],
    ['{"TTL": -1}', '"ttl" is not a whole number of seconds'],
    ['{"ttl":-1,"ttl":60}', '"ttl" is not a whole number of seconds'],
    ['{"port":9223372036854775808}', '"port" is not a whole number from 0 on'],
    ['{"port":-1}', '"port" is not a whole number from 0 on'],
    ['{"priority":true}', '"priority" is not a whole number from 0 on'],
    ['{"weight":[]}', '"weight" is not a whole number from 0 on'],
    ['{"mail":1}', '"mail" is not true or false'],
    ['{"mail":"true"}', '"mail" is not true or false'],
    ['{"host":1}', '"host" is not a text'],
    ['{"host":{}}', '"host" is not a text'],
    ['{"Text":5}', '"text" is not a text'],
    ['{"group":false}', '"group" is not a text'],
  ])('%s cannot be decoded: %s', (text, why) => {
    expect(decode(text)).toEqual({ ok: false, why });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(typeof decodeValue(bytes).ok).toBe('boolean');
      }),
    );
  });

  it('gives the same for one object however it is written', () => {
    fc.assert(
      fc.property(fc.record({ host: fc.string(), ttl: fc.nat(), x: fc.jsonValue() }), fc.nat(3), (value, indent) => {
        const texts = [JSON.stringify(value), JSON.stringify(value, null, indent)];
        const [one, other] = texts.map((text) => good(text));
        expect(other).toEqual(one);
        expect(one?.ttl).toBe(value.ttl);
        expect(good(JSON.stringify(value).replace('"ttl"', '"TTL"'))).toEqual(one);
      }),
    );
  });
});

it.each([
  ['host', 'host'],
  ['HOST', 'host'],
  ['TargetStrip', 'targetstrip'],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['hosts', undefined],
])('the name %s is the field %s', (name, expected) => {
  expect(serviceField(name)).toBe(expected);
});
