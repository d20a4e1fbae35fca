import { deepEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { claimableType, inferType, recordTypeNames, recordTypeOf } from '../../../src/core/record-types.ts';
import { goodValues } from '../../support/value-arbitraries.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

/** Good values by type, beside those of `goodValues`. */
const samples: Readonly<Record<string, readonly string[]>> = {
  A: ['192.168.1.5', '0.0.0.0', '255.255.255.255'],
  AAAA: ['fd00::5', '::', '::ffff:10.0.0.1', '2001:0DB8:0:0:0:0:0:1', '1:2:3:4:5:6:7:8', '1::8'],
  CAA: ['0 issue "ca.example.net"', '128 iodef "mailto:a@example.com"', '0 issue ";"', '0 issuewild "a\\"b\\\\"'],
  MX: ['10 mail.example.com', '0 .', '065535 MX.example.com.'],
  SRV: ['0 5 443 host.example.com', '0 0 0 .'],
  TXT: ['v=spf1 -all', '"quoted" \\; text', 'ü\udc80', ''],
  HTTPS: ['1 . alpn=h2,h3 ipv4hint=192.0.2.1', '0 x.example.com', '16 a.b mandatory=alpn alpn="h2,h\\\\,3" key667=x'],
  TLSA: [`3 1 1 ${'0A'.repeat(32)}`, '3 1 0 ab cd'],
  SSHFP: [`4 2 ${'ab'.repeat(32)}`, `1 1 ${'0 1'.repeat(20)}`],
  DS: [`12345 13 2 ${'0123456789abcdef'.repeat(4)}`],
  LOC: ['52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m'],
  NAPTR: ['100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
  URI: ['10 1 "https://www.example.com/"'],
  TYPE65280: ['\\# 4 c0000202', '\\# 0', '\\# 4 C0 00 0202'],
};
const names = ['host.example.com', 'a\\.b.example.com.', 'BÜCHER.example', '.', '*.example.com', '\\# 3 016100'];

function valuesOf(type: string): fc.Arbitrary<string> {
  const written = nearly(...(samples[type] ?? names), '\\# 4 0a000001');
  const good = goodValues[type];
  return good === undefined ? written : fc.oneof({ weight: 3, arbitrary: written }, good);
}

const anyValue = nearly(...names, ...Object.values(samples).flat());

/** A value of this type, mostly nearly valid. */
export const valuesByType = [...recordTypeNames, 'TYPE65280'].map((type) => ({ type, values: valuesOf(type) }));

/** The readers of all record types. */
export const recordTargets = [
  ...valuesByType.map(({ type, values }) =>
    target(`value-${type}`, values, (text) => {
      const known = recordTypeOf(type);
      const read = known?.read(text);
      ok(known !== undefined && read !== undefined);
      if (!read.ok) {
        ok(read.rule !== '' && read.message !== '' && !/[\u0000-\u001f\u007f]/.test(read.message), read.message);
        return;
      }
      deepEqual(known.read(read.value), read);
      for (const one of known.targets(read.value)) ok(one !== '');
      if (type !== 'TXT' && !text.endsWith('\\')) deepEqual(known.read(` ${text}\t`), read);
    }),
  ),
  target(
    'value-any-type',
    fc.tuple(nearly(...recordTypeNames, 'TYPE65280', 'type1', 'SOA'), anyValue),
    ([type, text]) => {
      const canonical = claimableType(type);
      if (canonical !== undefined) {
        deepEqual(claimableType(canonical), canonical);
        recordTypeOf(canonical)?.read(text);
      }
      const inferred = inferType(text);
      if (inferred !== null) ok(recordTypeOf(inferred)?.read(text).ok === true, `${text} is no ${inferred}`);
    },
  ),
];
