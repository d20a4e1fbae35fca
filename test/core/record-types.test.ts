import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../src/core/rdata/texts.ts';
import {
  claimableType,
  includesType,
  inferType,
  isRecordType,
  numberedTypes,
  type RecordTypeName,
  recordTypeNames,
  recordTypeOf,
  recordTypes,
} from '../../src/core/record-types.ts';

interface Good {
  readonly type: RecordTypeName;
  readonly what: string;
  readonly text: string;
  readonly value: string;
}

interface Bad {
  readonly type: RecordTypeName;
  readonly rule: string;
  readonly what: string;
  readonly text: string;
}

const good: readonly Good[] = [
  { type: 'A', what: 'an address', text: '192.168.1.5', value: '192.168.1.5' },
  { type: 'A', what: 'blanks around', text: ' 192.168.1.5 ', value: '192.168.1.5' },
  { type: 'A', what: 'the largest', text: '255.255.255.255', value: '255.255.255.255' },
  { type: 'A', what: 'the smallest', text: '0.0.0.0', value: '0.0.0.0' },
  { type: 'AAAA', what: 'an address in full', text: 'FD20:0:1:0:0:0:0:10', value: 'fd20:0:1::10' },
  { type: 'AAAA', what: 'a mapped address', text: '::ffff:10.0.0.1', value: '::ffff:10.0.0.1' },
  { type: 'AAAA', what: 'an IPv4-compatible address', text: '::10.0.0.1', value: '::a00:1' },
  { type: 'CNAME', what: 'a name', text: 'Web.Example.com.', value: 'web.example.com' },
  { type: 'CNAME', what: 'a U-label in NFD', text: 'bu\u0308cher.example', value: 'xn--bcher-kva.example' },
  { type: 'CNAME', what: 'the root, for target-root to judge', text: '.', value: '.' },
  { type: 'CNAME', what: 'an escaped odd character', text: 'a\\033b.example', value: 'a\\033b.example' },
  {
    type: 'CNAME',
    what: 'a slash in a reverse zone',
    text: '1.0/25.2.0.192.in-addr.arpa',
    value: '1.0/25.2.0.192.in-addr.arpa',
  },
  { type: 'CNAME', what: 'one label, for target-single-label to judge', text: 'web', value: 'web' },
  { type: 'CNAME', what: 'an address, for target-is-address to judge', text: '10.0.0.1', value: '10.0.0.1' },
  { type: 'CNAME', what: 'a wildcard, for target-wildcard to judge', text: '*.example.com', value: '*.example.com' },
  { type: 'NS', what: 'a name', text: 'NS1.example.com', value: 'ns1.example.com' },
  { type: 'NS', what: 'an odd character, for target-host to judge', text: 'a!b.example', value: 'a\\033b.example' },
  { type: 'PTR', what: 'a name', text: 'nas.example.com.', value: 'nas.example.com' },
  { type: 'MX', what: 'preference and exchange', text: '10 mail.example.com', value: '10 mail.example.com' },
  { type: 'MX', what: 'blanks and leading zeros', text: '  0010 \t MAIL.example.com. ', value: '10 mail.example.com' },
  { type: 'MX', what: 'the smallest preference', text: '0 mail.example.com', value: '0 mail.example.com' },
  { type: 'MX', what: 'the largest preference', text: '65535 mail.example.com', value: '65535 mail.example.com' },
  { type: 'MX', what: 'null MX', text: '0 .', value: '0 .' },
  {
    type: 'MX',
    what: 'an odd character, for target-host to judge',
    text: '10 a!b.example.com',
    value: '10 a\\033b.example.com',
  },
  { type: 'SRV', what: 'four fields', text: '0 5 443 Host.example.com', value: '0 5 443 host.example.com' },
  {
    type: 'SRV',
    what: 'blanks and leading zeros',
    text: '00  05\t0443 host.example.com',
    value: '0 5 443 host.example.com',
  },
  {
    type: 'SRV',
    what: 'the largest numbers',
    text: '65535 65535 65535 h.example',
    value: '65535 65535 65535 h.example',
  },
  { type: 'SRV', what: 'null SRV', text: '0 0 0 .', value: '0 0 0 .' },
  { type: 'CAA', what: 'a quoted value', text: '0 issue "ca.example.net"', value: '0 issue "ca.example.net"' },
  { type: 'CAA', what: 'a value without quotes', text: '0 issue ca.example.net', value: '0 issue "ca.example.net"' },
  { type: 'CAA', what: 'a tag in capitals', text: '0 ISSUE "CA.example.net"', value: '0 issue "CA.example.net"' },
  { type: 'CAA', what: 'leading zeros and more blanks', text: ' 000\tissue   ";" ', value: '0 issue ";"' },
  { type: 'CAA', what: 'the largest flags', text: '255 issue ";"', value: '255 issue ";"' },
  { type: 'CAA', what: 'an unknown tag, for caa-tag to judge', text: '0 isuse ";"', value: '0 isuse ";"' },
  { type: 'CAA', what: 'an empty value', text: '0 issue ""', value: '0 issue ""' },
  { type: 'CAA', what: 'blanks inside', text: '0 issue "ca.example.net; a=b"', value: '0 issue "ca.example.net; a=b"' },
  { type: 'CAA', what: 'an escaped quote', text: '0 issue "a\\"b"', value: '0 issue "a\\"b"' },
  { type: 'CAA', what: 'an escaped backslash', text: '0 issue "a\\\\b"', value: '0 issue "a\\\\b"' },
  { type: 'CAA', what: 'a needless escape', text: '0 issue "a\\;b"', value: '0 issue "a;b"' },
  { type: 'CAA', what: 'an octet by number', text: '0 issue "a\\046b"', value: '0 issue "a.b"' },
  { type: 'CAA', what: 'UTF-8 by number', text: '0 issue "\\195\\188"', value: '0 issue "\u00fc"' },
  { type: 'CAA', what: 'an octet that is no UTF-8', text: '0 issue "\\255"', value: '0 issue "\udcff"' },
  { type: 'CAA', what: 'a backslash without quotes', text: '0 issue a\\046b', value: '0 issue "a\\\\046b"' },
  { type: 'CAA', what: 'the longest tag', text: `0 ${'a'.repeat(255)} x`, value: `0 ${'a'.repeat(255)} "x"` },
  { type: 'TXT', what: 'text', text: 'v=spf1 -all', value: 'v=spf1 -all' },
  { type: 'TXT', what: 'an empty text, for txt-empty to judge', text: '', value: '' },
  { type: 'TXT', what: 'blanks around, for txt-control to judge', text: ' a ', value: ' a ' },
  { type: 'TXT', what: 'quotes and escapes as they are', text: '"a\\;\\034" "b"', value: '"a\\;\\034" "b"' },
  { type: 'TXT', what: 'NFD as it is', text: 'u\u0308', value: 'u\u0308' },
  { type: 'TXT', what: 'control characters', text: 'a\n\u0000', value: 'a\n\u0000' },
  { type: 'TXT', what: 'bytes that are no UTF-8', text: 'a\udcff', value: 'a\udcff' },
  { type: 'TXT', what: 'a lone surrogate, which has no bytes', text: 'a\ud800', value: 'a\ufffd' },
  {
    type: 'HTTPS',
    what: 'what other tests say of SvcParams',
    text: '1 . port=443 alpn=h2',
    value: '1 . alpn=h2 port=443',
  },
  { type: 'HTTPS', what: 'the smallest priority', text: '0 web.example.com', value: '0 web.example.com' },
  { type: 'SVCB', what: 'the largest priority', text: '65535 .', value: '65535 .' },
  {
    type: 'SVCB',
    what: 'a U-label, capitals, a final dot, blanks and leading zeros',
    text: ' 001\tBücher.Example.  ALPN=dot ',
    value: '1 xn--bcher-kva.example alpn=dot',
  },
  { type: 'SVCB', what: 'the generic form', text: '\\# 3 000100', value: '1 .' },
  { type: 'A', what: 'the generic form', text: '\\# 4 C0000202', value: '192.0.2.2' },
  { type: 'MX', what: 'the generic form', text: '\\# 7 000A 0161 0162 00', value: '10 a.b' },
  { type: 'TXT', what: 'no generic form: it is text', text: '\\# 1 00', value: '\\# 1 00' },
  {
    type: 'TLSA',
    what: 'capitals, blanks, zeros',
    text: `03 01 001 ${'AB CD '.repeat(16)}`,
    value: `3 1 1 ${'abcd'.repeat(16)}`,
  },
  { type: 'TLSA', what: 'SHA-512', text: `0 0 2 ${'ab'.repeat(64)}`, value: `0 0 2 ${'ab'.repeat(64)}` },
  { type: 'TLSA', what: 'a whole certificate', text: '2 0 0 3082', value: '2 0 0 3082' },
  {
    type: 'TLSA',
    what: 'the generic form',
    text: `\\# 35 030101 ${'AB'.repeat(32)}`,
    value: `3 1 1 ${'ab'.repeat(32)}`,
  },
  { type: 'SSHFP', what: 'SHA-1', text: `1 1 (${'AB '.repeat(20)})`, value: `1 1 ${'ab'.repeat(20)}` },
  { type: 'SSHFP', what: 'the last algorithm', text: `6 2 ${'ab'.repeat(32)}`, value: `6 2 ${'ab'.repeat(32)}` },
  {
    type: 'DS',
    what: 'a digest in pieces',
    text: '60485 5 1 ( 2BB183AF 98631FAD )',
    value: '60485 5 1 2bb183af98631fad',
  },
  { type: 'DS', what: 'too few fields, for rdata-syntax to judge', text: ' 1  2 ', value: '1 2' },
  { type: 'DS', what: 'the generic form', text: '\\# 5 EC450501AB', value: '60485 5 1 ab' },
  { type: 'DS', what: 'a broken generic form, for rdata-syntax to judge', text: '\\# 5 AB', value: '\\# 5 ab' },
  {
    type: 'NAPTR',
    what: 'quoted texts as given, and a name',
    text: '100 010\t"U" "E2U+sip" "!^.*$!  a;(b)!" Sip.Example.com.',
    value: '100 010 "U" "E2U+sip" "!^.*$!  a;(b)!" sip.example.com',
  },
  { type: 'NAPTR', what: 'a name in quotes', text: '1 1 "" "" "" "."', value: '1 1 "" "" "" .' },
  { type: 'LOC', what: 'fields as given', text: '42  21 54 N 71 06 18 W -24m', value: '42 21 54 N 71 06 18 W -24m' },
  { type: 'LOC', what: 'the generic form as it is', text: '\\# 02 AB CD', value: '\\# 2 abcd' },
  {
    type: 'URI',
    what: 'a target as given',
    text: '10 1 "https://E.example/ü"',
    value: '10 1 "https://E.example/\\195\\188"',
  },
  { type: 'URI', what: 'what would be a comment in a zone file', text: '10 1 a;b', value: '10 1 a\\;b' },
  { type: 'URI', what: 'a quote that is never closed', text: '10 1 "a', value: '10 1 \\"a' },
  { type: 'URI', what: 'a backslash at the end', text: '10 1 a\\', value: '10 1 a\\\\' },
  { type: 'DNAME', what: 'a name', text: 'Tree.Example.', value: 'tree.example' },
  { type: 'ALIAS', what: 'a name', text: 'Bücher.Example', value: 'xn--bcher-kva.example' },
];

const bad: readonly Bad[] = [
  { type: 'A', rule: 'a-syntax', what: 'a number beyond 255', text: '10.0.0.256' },
  { type: 'A', rule: 'a-syntax', what: 'two numbers', text: '10.1' },
  { type: 'A', rule: 'a-syntax', what: 'a leading zero', text: '10.0.0.01' },
  { type: 'A', rule: 'a-syntax', what: 'a hexadecimal number', text: '0x0a000001' },
  { type: 'A', rule: 'a-syntax', what: 'a name', text: 'nas.example.com' },
  { type: 'A', rule: 'a-syntax', what: 'two addresses', text: '10.0.0.1 10.0.0.2' },
  { type: 'A', rule: 'a-syntax', what: 'nothing', text: ' ' },
  { type: 'A', rule: 'address-family', what: 'an IPv6 address', text: 'fd00::1' },
  { type: 'A', rule: 'address-family', what: 'an IPv6 address in capitals', text: 'FD00::1' },
  { type: 'A', rule: 'address-family', what: 'a mapped address', text: '::ffff:10.0.0.1' },
  { type: 'AAAA', rule: 'aaaa-syntax', what: 'a zone id', text: 'fe80::1%eth0' },
  { type: 'AAAA', rule: 'aaaa-syntax', what: 'a prefix length', text: 'fd00::/64' },
  { type: 'AAAA', rule: 'aaaa-syntax', what: 'nine groups', text: '1:2:3:4:5:6:7:8:9' },
  { type: 'AAAA', rule: 'aaaa-syntax', what: 'brackets', text: '[::1]' },
  { type: 'AAAA', rule: 'aaaa-syntax', what: 'nothing', text: '' },
  { type: 'AAAA', rule: 'address-family', what: 'an IPv4 address', text: '10.0.0.1' },
  { type: 'CNAME', rule: 'target-syntax', what: 'nothing', text: ' ' },
  { type: 'CNAME', rule: 'target-syntax', what: 'an at sign', text: '@' },
  { type: 'CNAME', rule: 'target-syntax', what: 'a URL', text: 'https://web.example.com/' },
  { type: 'CNAME', rule: 'target-syntax', what: 'two names', text: 'a.example.com b.example.com' },
  { type: 'CNAME', rule: 'target-syntax', what: 'an empty label', text: 'a..example.com' },
  { type: 'CNAME', rule: 'target-syntax', what: 'an A-label that does not decode', text: 'xn--a.example.com' },
  { type: 'CNAME', rule: 'target-syntax', what: 'a label of 64', text: `${'a'.repeat(64)}.example.com` },
  { type: 'CNAME', rule: 'target-syntax', what: 'a name of 254', text: `${'a.'.repeat(126)}aa` },
  { type: 'CNAME', rule: 'target-syntax', what: 'a broken escape', text: 'a\\999.example.com' },
  { type: 'CNAME', rule: 'target-syntax', what: 'an odd character', text: 'a!b.example.com' },
  { type: 'CNAME', rule: 'target-syntax', what: 'a final comma', text: 'web.example.com,' },
  { type: 'CNAME', rule: 'target-syntax', what: 'quotes', text: '"web.example.com"' },
  { type: 'PTR', rule: 'target-syntax', what: 'an odd character', text: '{host}.example.com' },
  { type: 'PTR', rule: 'target-syntax', what: 'a blank', text: 'a b.example.com' },
  { type: 'NS', rule: 'target-syntax', what: 'a port', text: 'ns1.example.com:53' },
  { type: 'MX', rule: 'mx-syntax', what: 'no preference', text: 'mail.example.com' },
  { type: 'MX', rule: 'mx-syntax', what: 'no exchange', text: '10 ' },
  { type: 'MX', rule: 'mx-syntax', what: 'a preference beyond 65535', text: '65536 mail.example.com' },
  { type: 'MX', rule: 'mx-syntax', what: 'a negative preference', text: '-1 mail.example.com' },
  { type: 'MX', rule: 'mx-syntax', what: 'the fields in the wrong order', text: 'mail.example.com 10' },
  { type: 'MX', rule: 'mx-syntax', what: 'a line break', text: '10\nmail.example.com' },
  { type: 'MX', rule: 'mx-syntax', what: 'nothing', text: '' },
  { type: 'MX', rule: 'target-syntax', what: 'two names', text: '10 a b' },
  { type: 'MX', rule: 'target-syntax', what: 'a URL', text: '10 smtp://mail.example.com' },
  { type: 'SRV', rule: 'srv-syntax', what: 'two fields', text: '10 host.example.com' },
  { type: 'SRV', rule: 'srv-syntax', what: 'three numbers and no target', text: '0 5 443' },
  { type: 'SRV', rule: 'srv-syntax', what: 'a priority beyond 65535', text: '65536 5 443 host.example.com' },
  { type: 'SRV', rule: 'srv-syntax', what: 'a weight beyond 65535', text: '0 65536 443 host.example.com' },
  { type: 'SRV', rule: 'srv-syntax', what: 'a port beyond 65535', text: '0 5 65536 host.example.com' },
  { type: 'SRV', rule: 'target-syntax', what: 'two targets', text: '0 5 443 a.example b.example' },
  { type: 'CAA', rule: 'caa-syntax', what: 'no flags', text: 'issue ca.example.net' },
  { type: 'CAA', rule: 'caa-syntax', what: 'no value', text: '0 issue' },
  { type: 'CAA', rule: 'caa-syntax', what: 'flags beyond 255', text: '256 issue ";"' },
  { type: 'CAA', rule: 'caa-syntax', what: 'a tag with a hyphen', text: '0 issue-wild ";"' },
  { type: 'CAA', rule: 'caa-syntax', what: 'a quoted tag', text: '0 "issue" ";"' },
  { type: 'CAA', rule: 'caa-syntax', what: 'a tag of 256', text: `0 ${'a'.repeat(256)} x` },
  { type: 'CAA', rule: 'caa-syntax', what: 'an open quote', text: '0 issue "ca.example.net' },
  { type: 'CAA', rule: 'caa-syntax', what: 'a quote inside', text: '0 issue ca"example' },
  { type: 'CAA', rule: 'caa-syntax', what: 'an escaped closing quote', text: '0 issue "a\\"' },
  { type: 'CAA', rule: 'caa-syntax', what: 'something behind the quote', text: '0 issue "a" b' },
  { type: 'CAA', rule: 'caa-syntax', what: 'a blank without quotes', text: '0 issue a b' },
  { type: 'CAA', rule: 'caa-syntax', what: 'an escape of two digits', text: '0 issue "a\\46b"' },
  { type: 'CAA', rule: 'caa-syntax', what: 'an escape beyond 255', text: '0 issue "\\256"' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'no target', text: '1 alpn=h2' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'no target before a key alone', text: '1 no-default-alpn' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a priority alone', text: '1' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a priority beyond 65535', text: '65536 .' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'no priority', text: '. alpn=h2' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'nothing', text: ' ' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a key twice', text: '1 . alpn=h2 alpn=h3' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a key twice, once by number', text: '1 . port=1 key3=\\000\\001' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'an open quote', text: '1 . alpn="h2' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a broken escape', text: '1 . key667=\\25' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'a blank behind a comma', text: '1 . alpn=h2, h3,' },
  { type: 'HTTPS', rule: 'svcb-syntax', what: 'more bytes than a record has', text: `1 . key667=${'a'.repeat(65529)}` },
  { type: 'SVCB', rule: 'target-syntax', what: 'a URL', text: '1 https://web.example.com alpn=h2' },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'three fields', text: '3 1 1' },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'a usage beyond 3', text: `4 1 1 ${'ab'.repeat(32)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'a selector beyond 1', text: `3 2 1 ${'ab'.repeat(32)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'a matching type beyond 2', text: `3 1 3 ${'ab'.repeat(32)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'an escaped blank before digits', text: '3 1 0 "\\ ab cd' },
  { type: 'TLSA', rule: 'tlsa-syntax', what: '62 digits of SHA-256', text: `3 1 1 ${'ab'.repeat(31)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: '66 digits of SHA-256', text: `3 1 1 ${'ab'.repeat(33)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: '64 digits of SHA-512', text: `3 1 2 ${'ab'.repeat(32)}` },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'an odd number of digits', text: '3 1 0 abc' },
  { type: 'TLSA', rule: 'tlsa-syntax', what: 'what is no digit', text: `3 1 1 ${'xy'.repeat(32)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: 'two fields', text: '4 2' },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: 'algorithm 0', text: `0 2 ${'ab'.repeat(32)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: 'algorithm 5', text: `5 2 ${'ab'.repeat(32)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: 'algorithm 7', text: `7 2 ${'ab'.repeat(32)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: 'type 3', text: `4 3 ${'ab'.repeat(32)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: '62 digits of SHA-256', text: `4 2 ${'ab'.repeat(31)}` },
  { type: 'SSHFP', rule: 'sshfp-syntax', what: '42 digits of SHA-1', text: `4 1 ${'ab'.repeat(21)}` },
  { type: 'DNAME', rule: 'target-syntax', what: 'two names', text: 'a.example b.example' },
  { type: 'ALIAS', rule: 'target-syntax', what: 'a URL', text: 'https://a.example' },
  { type: 'NAPTR', rule: 'target-syntax', what: 'an empty label', text: '1 1 "" "" "" a..b' },
];

describe.each(recordTypeNames)('%s', (type) => {
  it.each(good.filter((one) => one.type === type))('reads $what', ({ text, value }) => {
    expect(recordTypes[type].read(text)).toEqual({ ok: true, value });
  });

  if (!['TXT', 'DS', 'LOC', 'URI'].includes(type)) {
    it.each(bad.filter((one) => one.type === type))('refuses $what with $rule', ({ text, rule }) => {
      expect(recordTypes[type].read(text)).toMatchObject({ ok: false, rule, hint: expect.stringMatching(/./) });
    });
  }

  it('has an example that is canonical', () => {
    const { example, read } = recordTypes[type];
    expect(read(example)).toEqual({ ok: true, value: example });
  });

  it('reads any text as a value that reads as itself, or none', () => {
    const parts = fc.constantFrom(
      '10',
      '0',
      '65536',
      'a.example',
      '.',
      '::1',
      '10.0.0.1',
      ' ',
      '\t',
      'issue',
      '"',
      '\\"',
      '\\',
      '\u00fc',
      '\udcc3',
      '\udcbc',
      '!',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts).map((list) => list.join('')),
      fc.array(parts).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = recordTypes[type].read(text);
        if (read.ok) expect(recordTypes[type].read(read.value)).toEqual(read);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['a', ' ', '"', '\\', '0 ', '.', ':', '\\"', '0 issue "', '\u0323\u0301', '\udcff'])(
    'comes to an end for "%s" again and again',
    (piece) => {
      for (const times of [1000, 10_000, 100_000]) {
        const read = recordTypes[type].read(`0 issue "${piece.repeat(times)}`);
        const keeps = type === 'TXT' || recordTypes[type].level === 'pass-through';
        expect(read.ok ? keeps : /^\w+-(?:syntax|too-long)$/.test(read.rule)).toBe(true);
      }
    },
  );
});

describe('the bounds of a record', () => {
  const text = (bytes: number, letter = 'a'): string => letter.repeat(bytes / new TextEncoder().encode(letter).length);

  /** 65279 bytes in 256 strings have 65535 octets. */
  it.each([
    { what: '65279 letters', value: text(65279), fits: true },
    { what: '65280 letters', value: text(65280), fits: false },
    { what: '65278 bytes of two-byte letters', value: text(65278, '\u00fc'), fits: true },
    { what: '65280 bytes of two-byte letters', value: text(65280, '\u00fc'), fits: false },
    { what: '65279 bytes that are no UTF-8', value: '\udcff'.repeat(65279), fits: true },
    { what: '65280 bytes that are no UTF-8', value: '\udcff'.repeat(65280), fits: false },
  ])('a text of $what fits: $fits', ({ value, fits }) => {
    expect(recordTypes.TXT.read(value)).toMatchObject(fits ? { ok: true, value } : { rule: 'txt-too-long' });
  });

  it.each([
    { what: '65528 bytes', value: text(65528), fits: true },
    { what: '65529 bytes', value: text(65529), fits: false },
    { what: '65528 bytes by number', value: '\\046'.repeat(65528), fits: true },
    { what: '65529 bytes by number', value: '\\046'.repeat(65529), fits: false },
    { what: 'a million bytes', value: text(1_000_000), fits: false },
  ])('a CAA value of $what with the tag issue fits: $fits', ({ value, fits }) => {
    const read = recordTypes.CAA.read(`0 issue "${value}"`);
    expect(read.ok ? undefined : read.rule).toBe(fits ? undefined : 'caa-syntax');
  });
});

describe('what refusals say', () => {
  it.each([
    { type: 'A' as const, text: 'fd00::1', says: { message: expect.stringContaining('IPv6'), hint: 'use type AAAA' } },
    { type: 'AAAA' as const, text: '10.0.0.1', says: { message: expect.stringContaining('IPv4'), hint: 'use type A' } },
    { type: 'AAAA' as const, text: 'fe80::1%eth0', says: { message: expect.stringContaining('zone id') } },
    { type: 'AAAA' as const, text: 'fd00::/64', says: { message: expect.stringContaining('prefix length') } },
    { type: 'MX' as const, text: 'mail.example.com', says: { hint: expect.stringContaining('10 mail.example.com') } },
    { type: 'MX' as const, text: '10', says: { message: '"10" has no target' } },
    { type: 'SRV' as const, text: '10 host.example.com', says: { hint: expect.stringContaining('write 4 fields') } },
    {
      type: 'CAA' as const,
      text: 'issue ca.example.net',
      says: { hint: expect.stringContaining('0 issue "ca.example.net"') },
    },
    { type: 'CNAME' as const, text: 'a!b.example', says: { message: expect.stringContaining('has "!"') } },
    { type: 'CNAME' as const, text: 'a..b', says: { message: expect.stringContaining('has an empty label') } },
  ])('about $type "$text"', ({ type, text, says }) => {
    expect(recordTypes[type].read(text)).toMatchObject(says);
  });
});

describe('the table of types', () => {
  it('has a row for every name, in order', () => {
    expect(Object.keys(recordTypes)).toEqual([...recordTypeNames]);
  });

  it('lets only what leads elsewhere as a whole be alone', () => {
    expect(recordTypeNames.filter((type) => !recordTypes[type].multiValue)).toEqual(['ALIAS', 'CNAME', 'DNAME']);
  });

  it('passes through what validation 1 says', () => {
    const passed = recordTypeNames.filter((type) => recordTypes[type].level === 'pass-through');
    expect(passed).toEqual(['ALIAS', 'DNAME', 'DS', 'LOC', 'NAPTR', 'URI']);
  });

  it.each([
    { written: 'txt', type: 'TXT' },
    { written: ' Https ', type: 'HTTPS' },
    { written: 'TYPE1', type: 'A' },
    { written: 'type65', type: 'HTTPS' },
    { written: 'type65280', type: 'TYPE65280' },
    { written: 'TYPE127', type: 'TYPE127' },
    { written: 'TYPE13', type: undefined },
    { written: 'HINFO', type: undefined },
    { written: 'SOA', type: undefined },
    { written: 'TYPE6', type: undefined },
    { written: 'SPF', type: undefined },
    { written: 'TYPE0', type: undefined },
    { written: 'TYPE41', type: undefined },
    { written: 'TYPE128', type: undefined },
    { written: 'TYPE255', type: undefined },
    { written: 'TYPE65535', type: undefined },
    { written: 'TYPE65536', type: undefined },
    { written: 'TYPE01', type: undefined },
    { written: '', type: undefined },
  ])('a claim for "$written" is one for $type', ({ written, type }) => {
    expect(claimableType(written)).toBe(type);
  });

  it('knows numbered types by their canonical name only', () => {
    expect(recordTypeOf('TYPE65280')).toMatchObject({ level: 'pass-through', multiValue: true });
    expect(['TYPE1', 'type65280', 'HINFO', 'toString'].map(recordTypeOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    { list: ['A'], type: 'A', has: true },
    { list: ['A'], type: 'TYPE65280', has: false },
    { list: ['A', numberedTypes], type: 'TYPE65280', has: true },
    { list: [numberedTypes], type: 'A', has: false },
    { list: [numberedTypes], type: 'HINFO', has: false },
  ])('a list of $list has $type: $has', ({ list, type, has }) => {
    expect(includesType(new Set(list), type)).toBe(has);
  });

  it.each([
    { text: '\\# 3 AB CDEF', value: '\\# 3 abcdef' },
    { text: '\\# 0', value: '\\# 0' },
    { text: '\\# 2 abc', value: '\\# 2 abc' },
    { text: 'any  "thing" ;', value: 'any "thing" \\;' },
  ])('keeps "$text" of a numbered type', ({ text, value }) => {
    expect(recordTypeOf('TYPE65280')?.read(text)).toEqual({ ok: true, value });
  });

  it.each([
    { type: 'A' as const, value: '10.0.0.1', targets: [] },
    { type: 'AAAA' as const, value: '::1', targets: [] },
    { type: 'CAA' as const, value: '0 issue "ca.example.net"', targets: [] },
    { type: 'TXT' as const, value: 'a.example', targets: [] },
    { type: 'CNAME' as const, value: 'a.example', targets: ['a.example'] },
    { type: 'NS' as const, value: 'a.example', targets: ['a.example'] },
    { type: 'PTR' as const, value: 'a.example', targets: ['a.example'] },
    { type: 'MX' as const, value: '10 a.example', targets: ['a.example'] },
    { type: 'SRV' as const, value: '0 5 443 a.example', targets: ['a.example'] },
    { type: 'HTTPS' as const, value: '1 a.example alpn=h2', targets: ['a.example'] },
    { type: 'SVCB' as const, value: '0 a.example', targets: ['a.example'] },
    { type: 'TLSA' as const, value: '3 1 0 ab', targets: [] },
    { type: 'DNAME' as const, value: 'a.example', targets: [] },
  ])('knows what $type points at', ({ type, value, targets }) => {
    expect(recordTypes[type].targets(value)).toEqual(targets);
  });

  it.each([
    { type: 'A', known: true },
    { type: 'a', known: false },
    { type: 'SOA', known: false },
    { type: 'toString', known: false },
    { type: '__proto__', known: false },
  ])('$type is one of them: $known', ({ type, known }) => {
    expect(isRecordType(type)).toBe(known);
  });

  it('quotes what a quoted text needs', () => {
    expect(quoteText('a"b\\c;d')).toBe('"a\\"b\\\\c;d"');
  });
});

describe('the type that follows from a value', () => {
  it.each([
    { text: '10.0.0.1', type: 'A' },
    { text: ' 10.0.0.1 ', type: 'A' },
    { text: 'FD00::1', type: 'AAAA' },
    { text: '::ffff:10.0.0.1', type: 'AAAA' },
    { text: 'web.example.com', type: 'CNAME' },
    { text: 'web.example.com.', type: 'CNAME' },
    { text: 'B\u00fccher.example', type: 'CNAME' },
    { text: 'bu\u0308cher.example', type: 'CNAME' },
    { text: '\u4f8b\u3048\u3002jp', type: 'CNAME' },
    { text: '_acme.example.com', type: 'CNAME' },
    { text: '10.0.0.256', type: null },
    { text: '10.1', type: null },
    { text: 'web', type: null },
    { text: '10 mail.example.com', type: null },
    { text: 'v=spf1 -all', type: null },
    { text: '0 issue "ca.example.net"', type: null },
    { text: 'https://web.example.com', type: null },
    { text: 'web..example.com', type: null },
    { text: 'a\\.b.example', type: null },
    { text: '.', type: null },
    { text: '', type: null },
  ])('is $type for "$text"', ({ text, type }) => {
    expect(inferType(text)).toBe(type);
  });
});
