import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGeneric } from '../../../src/core/rdata/from-wire.ts';
import { claimableType, recordTypeNames, recordTypeOf } from '../../../src/core/record-types.ts';

const read = (type: string, hex: string) => {
  const digits = hex.replaceAll(' ', '');
  const said = readGeneric(type, [String(digits.length / 2), digits]);
  return said.ok ? said.value : said.message;
};

describe('data in the generic form', () => {
  it.each([
    { type: 'A', hex: 'C0000202', is: '192.0.2.2' },
    { type: 'AAAA', hex: 'fd00 0000 0000 0000 0000 0000 0000 0001', is: 'fd00::1' },
    { type: 'DS', hex: 'ec45 05 01 AB', is: '60485 5 1 ab' },
    { type: 'DS', hex: 'ec45 05 01', is: 'the bytes are no DS record' },
    { type: 'TLSA', hex: '03 01 01 ABCD', is: '3 1 1 abcd' },
    { type: 'SSHFP', hex: '04 02 ABCD', is: '4 2 abcd' },
    { type: 'DNAME', hex: '01 61 00', is: 'a' },
    { type: 'HTTPS', hex: '0001 00', is: '1 .' },
    { type: 'HTTPS', hex: '0001 00 0001 0003 02 6832 0003 0002 01bb', is: '1 . alpn=h2 port=443' },
    { type: 'SVCB', hex: '0010 01 61 00 029b 0005 68656c6c6f', is: '16 a key667=hello' },
    { type: 'SVCB', hex: '0001 00 0003 0001 01', is: '1 . key3=\\001' },
    {
      type: 'SVCB',
      hex: '0001 00 0000 0004 0001 0004 0001 0003 02 6832 0004 0004 c0000201',
      is: '1 . mandatory=alpn,ipv4hint alpn=h2 ipv4hint=192.0.2.1',
    },
    { type: 'SVCB', hex: '0001 00 0001 0005 04 665c2c6f', is: '1 . alpn=f\\\\\\\\\\\\,o' },
    { type: 'SVCB', hex: '0001 00 0005 0003 010203', is: '1 . ech=AQID' },
    { type: 'SVCB', hex: '0001 00 0003 0002 01bb 0001 0003 026832', is: 'the bytes are no SVCB record' },
    { type: 'SVCB', hex: '0001 00 0001 00ff 02', is: 'the bytes are no SVCB record' },
    { type: 'SVCB', hex: '0001 00 0001', is: 'the bytes are no SVCB record' },
    { type: 'URI', hex: '000A 0001 61', is: '\\# 5 000a000161' },
    { type: 'TYPE65280', hex: '', is: '\\# 0' },
  ])('$type $hex is $is', ({ type, hex, is }) => {
    expect(read(type, hex)).toBe(is);
  });

  it.each([
    { fields: [], message: 'after \\# come the length' },
    { fields: ['2', 'abc'], message: 'after \\# come the length' },
    { fields: ['65536', 'ab'], message: 'after \\# come the length' },
    { fields: ['2', 'ab'], message: '\\# says 2 bytes, 1 are there' },
  ])('$fields is refused', ({ fields, message }) => {
    const said = readGeneric('TYPE65280', fields);
    expect(said.ok ? '' : said.message).toContain(message);
  });

  it('gives canonical values, or none, for any bytes', () => {
    const types = fc.constantFrom(...recordTypeNames.filter((type) => type !== 'TXT'), 'TYPE65280');
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
        expect(claimableType(type)).toBe(type);
        const said = readGeneric(type, [String(bytes.length), Buffer.from(bytes).toString('hex')]);
        if (!said.ok) return;
        const again = recordTypeOf(type)?.read(said.value);
        if (again?.ok === true) expect(again.value).toBe(said.value);
      }),
      { numRuns: 3000 },
    );
  });
});
