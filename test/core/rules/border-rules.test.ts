import { describe, expect, it } from 'vitest';
import { readName } from '../../../src/core/name.ts';
import { recordTypes } from '../../../src/core/record-types.ts';
import { borderRules } from '../../../src/core/rules/border-rules.ts';

/** A text for each rule that only readers can break. */
const broken: Readonly<Record<string, () => { readonly ok: boolean; readonly rule?: string }>> = {
  'name-empty': () => readName(' '),
  'name-at': () => readName('@'),
  'name-syntax': () => readName('http://a.example.com'),
  'name-idna': () => readName('xn--a.example.com'),
  'name-too-long': () => readName('a.'.repeat(128)),
  'label-empty': () => readName('a..example.com'),
  'label-too-long': () => readName(`${'a'.repeat(64)}.example.com`),
  'a-syntax': () => recordTypes.A.read('10.1'),
  'aaaa-syntax': () => recordTypes.AAAA.read('fd00::/64'),
  'address-family': () => recordTypes.A.read('fd00::1'),
  'caa-syntax': () => recordTypes.CAA.read('issue ca.example.net'),
  'mx-syntax': () => recordTypes.MX.read('mail.example.com'),
  'srv-syntax': () => recordTypes.SRV.read('10 host.example.com'),
  'sshfp-syntax': () => recordTypes.SSHFP.read('4 2 abcd'),
  'svcb-syntax': () => recordTypes.HTTPS.read('1 alpn=h2'),
  'target-syntax': () => recordTypes.MX.read('10 a b'),
  'tlsa-syntax': () => recordTypes.TLSA.read('3 1 1 abcd'),
  'txt-too-long': () => recordTypes.TXT.read('a'.repeat(65300)),
};

describe('the rules of the border', () => {
  it.each(Object.entries(broken))('%s is what its reader says', (id, read) => {
    expect(read()).toMatchObject({ ok: false, rule: id });
  });

  it('are all there, fixed, and errors', () => {
    expect(borderRules).toEqual(
      Object.keys(broken).map((id) => ({ id, severity: 'error', fixed: true, scope: 'border' })),
    );
  });
});
