import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordTypeNames, recordTypeOf } from '../../../src/core/record-types.ts';
import { isOctodnsConfig, readOctodns } from '../../../src/sources/import/octodns.ts';

const read = (text: string) => readOctodns(text, 'example.com.yaml', 'example.com');
const rows = (text: string) =>
  read(text).records.map(({ name, type, ttl, value }) => `${name} ${ttl} ${type} ${value}`);

/** One record at `x`, without a TTL. */
const one = (fields: string) => `x: { ${fields} }\n`;

describe('readOctodns', () => {
  it.each<[string, string, string[]]>([
    [
      'the apex, a list of records and a wildcard',
      `? ''\n: - { type: A, value: 10.0.0.1, ttl: 60 }\n  - { type: MX, value: { preference: 10, exchange: m.example.com. } }\n'*':\n  type: CNAME\n  value: example.com.\n`,
      ['example.com 60 A 10.0.0.1', 'example.com 3600 MX 10 m.example.com', '*.example.com 3600 CNAME example.com'],
    ],
    [
      'several values',
      one('type: A, values: [10.0.0.1, 10.0.0.2]'),
      ['x.example.com 3600 A 10.0.0.1', 'x.example.com 3600 A 10.0.0.2'],
    ],
    [
      'old keys of MX',
      one('type: MX, values: [{ priority: 5, value: m.example.com. }]'),
      ['x.example.com 3600 MX 5 m.example.com'],
    ],
    [
      'SRV',
      one('type: SRV, value: { priority: 12, weight: 20, port: 30, target: . }'),
      ['x.example.com 3600 SRV 12 20 30 .'],
    ],
    [
      'CAA',
      one('type: CAA, value: { tag: issue, value: "a; b=\\"c\\"" }'),
      ['x.example.com 3600 CAA 0 issue "a; b=\\"c\\""'],
    ],
    [
      'SSHFP',
      one(`type: SSHFP, value: { algorithm: 1, fingerprint_type: 1, fingerprint: ${'BF'.repeat(20)} }`),
      [`x.example.com 3600 SSHFP 1 1 ${'bf'.repeat(20)}`],
    ],
    [
      'TLSA',
      one(
        `type: TLSA, value: { certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: ${'ab'.repeat(32)} }`,
      ),
      [`x.example.com 3600 TLSA 3 1 1 ${'ab'.repeat(32)}`],
    ],
    [
      'DS',
      one(`type: DS, value: { key_tag: 1, algorithm: 13, digest_type: 2, digest: ${'AB'.repeat(32)} }`),
      [`x.example.com 3600 DS 1 13 2 ${'ab'.repeat(32)}`],
    ],
    [
      'HTTPS',
      one(
        'type: HTTPS, value: { svcpriority: 1, targetname: ., svcparams: { alpn: [h3, h2], no-default-alpn: , port: 8443 } }',
      ),
      ['x.example.com 3600 HTTPS 1 . alpn=h3,h2 no-default-alpn port=8443'],
    ],
    ['DNAME', one('type: DNAME, value: example.net.'), ['x.example.com 3600 DNAME example.net']],
    ['ALIAS', one('type: ALIAS, value: example.net.'), ['x.example.com 3600 ALIAS example.net']],
    [
      'escaped semicolons',
      one(`type: TXT, value: 'v=DKIM1\\; k=rsa\\; p=a'`),
      ['x.example.com 3600 TXT v=DKIM1; k=rsa; p=a'],
    ],
    [
      'semicolons that are not escaped',
      one(`type: TXT, value: 'v=DKIM1; k=rsa'`),
      ['x.example.com 3600 TXT v=DKIM1; k=rsa'],
    ],
    ['strings of zone files', one(`type: TXT, value: '"ab" "cd"'`), ['x.example.com 3600 TXT abcd']],
    ['lenient records', one('type: A, value: 10.0.0.1, octodns: { lenient: true }'), ['x.example.com 3600 A 10.0.0.1']],
    [
      'names with dots and U-labels',
      'bücher.sub: { type: A, value: 10.0.0.1 }\n',
      ['xn--bcher-kva.sub.example.com 3600 A 10.0.0.1'],
    ],
    [
      'anchors',
      'a: &a { type: A, value: 10.0.0.1 }\nb: { <<: *a, ttl: 5 }\n',
      ['a.example.com 3600 A 10.0.0.1', 'b.example.com 5 A 10.0.0.1'],
    ],
    ['an empty file', '---\n', []],
  ])('reads %s', (_what, text, expected) => {
    expect(read(text).diagnostics).toEqual([]);
    expect(rows(text)).toEqual(expected);
  });

  it('reads the strings of NAPTR and the metres of LOC', () => {
    const naptr = one(
      `type: NAPTR, value: { order: 1, preference: 2, flags: U, service: SIP+D2U, regexp: '!^.*$!sip:x@example.com!', replacement: . }`,
    );
    expect(rows(naptr)).toEqual(['x.example.com 3600 NAPTR 1 2 "U" "SIP+D2U" "!^.*$!sip:x@example.com!" .']);
    const place =
      'lat_degrees: 31, lat_minutes: 58, lat_seconds: 52.1, lat_direction: S, long_degrees: 115, long_minutes: 49, long_seconds: 11.7, long_direction: E, altitude: 20';
    expect(rows(one(`type: LOC, value: { ${place} }`))).toEqual([
      'x.example.com 3600 LOC 31 58 52.1 S 115 49 11.7 E 20m 1m 10000m 10m',
    ]);
  });

  it.each([
    ['dynamic', 'dynamic: { pools: {} }', 'it is dynamic'],
    ['geo', 'geo: { AF: [10.0.0.2] }', 'where the client is'],
    ['ignored', 'octodns: { ignored: true }', 'OctoDNS ignores it'],
  ])('refuses a %s record with a warning at its place', (_what, field, says) => {
    const { records, diagnostics } = read(one(`type: A, value: 10.0.0.1, ${field}`));
    expect(records[0]?.problem).toContain(says);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', name: 'x.example.com', file: 'example.com.yaml', line: 1, column: 4 },
    ]);
  });

  it('keeps what OctoDNS knows beside the data as a note', () => {
    const { records } = read(
      one('type: A, value: 10.0.0.1, octodns: { cloudflare: { proxied: true }, excluded: [route53] }'),
    );
    expect(records[0]?.note).toBe('OctoDNS says: cloudflare {"proxied":true}, excluded ["route53"]');
  });

  it('leaves types that no claim may have to whoever counts them', () => {
    expect(rows(`${one('type: SPF, value: v=spf1 -all')}y: { type: URLFWD, values: [{ path: / }] }\n`)).toEqual([
      'x.example.com 3600 SPF ',
      'y.example.com 3600 URLFWD ',
    ]);
  });

  it.each<[string, string, string, string]>([
    ['no YAML', 'a: [', '1:5', 'not YAML'],
    ['a key twice', 'a: { type: A, value: 10.0.0.1 }\na: { type: A, value: 10.0.0.2 }\n', '2:1', 'stands twice'],
    ['a list', '- a\n', '1:1', 'no map of names'],
    ['a record that is no map', 'x: 5\n', '1:4', 'no map'],
    ['no type', one('value: 10.0.0.1'), '1:4', 'no type'],
    ['no value', one('type: A'), '1:4', 'no value'],
    ['a TTL that is none', one('type: A, value: 10.0.0.1, ttl: 1h'), '1:37', 'the TTL'],
    ['a bad address', one('type: A, values: [10.0.0.1, 10.0.0.256]'), '1:34', 'no IPv4 address'],
    ['a number for a text', one('type: TXT, value: 5'), '1:24', '5 is no text'],
    ['a missing field', one('type: SRV, value: { priority: 1, weight: 1, port: 1 }'), '1:24', 'no "target"'],
    ['a map for a name', one('type: CNAME, value: { a: b }'), '1:26', 'not a map'],
    ['an empty label', "'a..b': { type: A, value: 10.0.0.1 }\n", '1:9', 'empty label'],
  ])('says where there is %s', (_what, text, place, says) => {
    const { diagnostics } = read(text);
    expect(diagnostics.map(({ severity, line, column }) => `${severity} ${line}:${column}`)).toEqual([
      `error ${place}`,
    ]);
    expect(diagnostics[0]?.message).toContain(says);
  });

  it('shows all mistakes at once', () => {
    expect(read(one('type: A, values: [a, b, c]')).diagnostics).toHaveLength(3);
  });
});

describe('any input', () => {
  const entry = fc.record(
    {
      type: fc.constantFrom(...recordTypeNames, 'SPF', 'constructor', '__proto__', 'TYPE65280', 5),
      ttl: fc.oneof(fc.integer(), fc.string()),
      value: fc.jsonValue(),
      values: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      octodns: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );

  it('gives records and mistakes with their places, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(entry, fc.array(entry), fc.jsonValue())), (zone) => {
        const { records, diagnostics } = read(JSON.stringify(zone));
        expect(diagnostics.filter(({ line, message, hint }) => line === undefined || message === '' || !hint)).toEqual(
          [],
        );
        expect(records.filter(({ type, value }) => recordTypeOf(type)?.read(value).ok === false)).toEqual([]);
      }),
    );
  });
});

describe('isOctodnsConfig', () => {
  it('tells the configuration of OctoDNS from a zone', () => {
    expect(isOctodnsConfig('---\nproviders:\n  x: {}\nzones:\n  example.com.: {}\n')).toBe(true);
    expect(isOctodnsConfig('zones: { type: A, value: 10.0.0.1 }\n')).toBe(false);
  });
});
