import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { written } from '../../support/written-findings.ts';
import { brief, readText, records } from './overrides-builder.ts';

const host = { ipv4: '192.168.1.10', ipv6: 'fd00::10' };

async function claimsOf(record: string, defaults = {}): Promise<string[]> {
  const { claims, diagnostics, doubts } = await readText(records(record), defaults);
  expect(written(diagnostics)).toEqual([]);
  expect(doubts).toEqual([]);
  return brief(claims);
}

describe('a record', () => {
  it.each([
    { record: '{ name: nas.example.com, value: 192.168.1.5 }', is: ['nas.example.com A 192.168.1.5'] },
    { record: '{ name: nas.example.com, value: "FD00:0::5" }', is: ['nas.example.com AAAA fd00::5'] },
    { record: '{ name: www.example.com, value: Edge.example.net. }', is: ['www.example.com CNAME edge.example.net'] },
    { record: '{ name: www.example.com, value: bücher.example }', is: ['www.example.com CNAME xn--bcher-kva.example'] },
    {
      record: '{ name: nas.example.com, values: [10.0.0.1, 10.0.0.2, "fd00::1"] }',
      is: ['nas.example.com A 10.0.0.1', 'nas.example.com A 10.0.0.2', 'nas.example.com AAAA fd00::1'],
    },
    {
      record: '{ name: [a.example.com, B.example.com.], value: 10.0.0.1 }',
      is: ['a.example.com A 10.0.0.1', 'b.example.com A 10.0.0.1'],
    },
    { record: '{ name: "*.example.com", value: 10.0.0.1 }', is: ['*.example.com A 10.0.0.1'] },
    { record: '{ name: " a.example.com ", value: " 10.0.0.1 " }', is: ['a.example.com A 10.0.0.1'] },
    {
      record: '{ name: example.com, type: mx, values: ["10  mail.example.com", "020 Mail2.example.com."] }',
      is: ['example.com MX 10 mail.example.com', 'example.com MX 20 mail2.example.com'],
    },
    {
      record: '{ name: example.com, type: TXT, value: "v=spf1 mx, a -all" }',
      is: ['example.com TXT v=spf1 mx, a -all'],
    },
    { record: '{ name: example.com, type: TXT, value: "" }', is: ['example.com TXT '] },
    { record: '{ name: example.com, type: TXT, value: " a \\n" }', is: ['example.com TXT  a \n'] },
    { record: '{ name: example.com, type: TXT, value: "\\uDC80" }', is: ['example.com TXT \udc80'] },
    { record: '{ name: example.com, value: " 10.0.0.1 " }', is: ['example.com A 10.0.0.1'] },
    { record: '{ name: example.com, type: TYPE1, value: 10.0.0.1 }', is: ['example.com A 10.0.0.1'] },
    {
      record: '{ name: example.com, type: https, value: "1 . port=443 alpn=h2" }',
      is: ['example.com HTTPS 1 . alpn=h2 port=443'],
    },
    {
      record: "{ name: example.com, type: type65280, value: '\\# 2 AB CD' }",
      is: ['example.com TYPE65280 \\# 2 abcd'],
    },
    { record: '{ name: example.com, type: TXT, value: "10.0.0.1" }', is: ['example.com TXT 10.0.0.1'] },
    {
      record: '{ name: example.com, type: TXT, values: ["a \\\\; b", \'"q"\'] }',
      is: ['example.com TXT a \\; b', 'example.com TXT "q"'],
    },
    {
      record: '{ name: example.com, type: CAA, value: 0 issue ca.example.net }',
      is: ['example.com CAA 0 issue "ca.example.net"'],
    },
    {
      record: '{ name: _ldap._tcp.example.com, type: Srv, value: 0 5 389 ldap.example.com }',
      is: ['_ldap._tcp.example.com SRV 0 5 389 ldap.example.com'],
    },
    {
      record: '{ name: a.example.com, type: NS, values: [ns1.example.com, ns2.example.com] }',
      is: ['a.example.com NS ns1.example.com', 'a.example.com NS ns2.example.com'],
    },
    {
      record: '{ name: a.example.com, address: host }',
      defaults: host,
      is: ['a.example.com A 192.168.1.10', 'a.example.com AAAA fd00::10'],
    },
    {
      record: '{ name: a.example.com, address: host }',
      defaults: { ipv6: 'fd00::10' },
      is: ['a.example.com AAAA fd00::10'],
    },
    { record: '{ name: a.example.com, type: A, address: host }', defaults: host, is: ['a.example.com A 192.168.1.10'] },
    {
      record: '{ name: a.example.com, type: aaaa, address: host }',
      defaults: host,
      is: ['a.example.com AAAA fd00::10'],
    },
    {
      record: '{ name: a.example.com, address: [10.0.0.1, "FD00::1"] }',
      is: ['a.example.com A 10.0.0.1', 'a.example.com AAAA fd00::1'],
    },
  ])('$record', async ({ record, is, defaults = {} }) => {
    expect(await claimsOf(record, defaults)).toEqual(is);
  });

  it('remembers how a name is spelled, where that is not canonical', async () => {
    const { claims } = await readText(
      records('{ name: [a.example.com, "b.example.com.", C.example.com, bücher.example.com], value: 10.0.0.1 }'),
    );
    expect(claims.map(({ name, written }) => [name, written])).toEqual([
      ['a.example.com', undefined],
      ['b.example.com', undefined],
      ['c.example.com', 'C.example.com'],
      ['xn--bcher-kva.example.com', 'bücher.example.com'],
    ]);
  });

  it('carries all that it says, its origin, and its place', async () => {
    const { claims } = await readText(
      records(
        '{ name: App.example.com, value: 10.0.0.1, ttl: 1h30m, provider: [home, public], force: false, adopt: true, add: true,' +
          ' takeover: never, share: true, priority: -3, policy: create-only, attributes: { proxied: true, n: 5, s: "5" }, allow: [ttl-mixed], comment: the app }',
      ),
    );
    expect(claims).toEqual([
      {
        name: 'app.example.com',
        written: 'App.example.com',
        type: 'A',
        value: '10.0.0.1',
        source: 'overrides',
        class: 'override',
        origins: ['o.yaml#app.example.com/A'],
        ttl: 5400,
        providers: ['home', 'public'],
        force: false,
        adopt: true,
        add: true,
        takeover: 'never',
        share: true,
        priority: -3,
        policy: 'create-only',
        attributes: { proxied: true, n: 5, s: '5' },
        allow: ['ttl-mixed'],
        comment: 'the app',
        at: expect.any(Function),
      },
    ]);
    expect(claims[0]?.at?.()).toEqual({ file: 'o.yaml', line: 3, column: 5 });
  });

  it('carries nothing that it does not say', async () => {
    const { claims } = await readText(records('{ name: a.example.com, value: 10.0.0.1 }'));
    expect(Object.keys(claims[0] ?? {}).sort()).toEqual(['at', 'class', 'name', 'origins', 'source', 'type', 'value']);
  });

  it('leaves TTLs that DNS cannot carry to the rule ttl-range', async () => {
    const { claims, diagnostics } = await readText(
      records('{ name: a.b, value: 10.0.0.1, ttl: 4294967295 }', '{ name: c.d, value: 10.0.0.1, ttl: -1 }'),
    );
    expect(diagnostics).toEqual([]);
    expect(claims.map(({ ttl }) => ttl)).toEqual([4294967295, -1]);
  });

  it('knows where each of several values stands', async () => {
    const { claims } = await readText(
      'version: 1\nrecords:\n  - name: a.b\n    values:\n      - 10.0.0.1\n      - 10.0.0.2\n',
    );
    expect(claims.map(({ at }) => at?.())).toEqual([
      { file: 'o.yaml', line: 5, column: 9 },
      { file: 'o.yaml', line: 6, column: 9 },
    ]);
  });

  it('may take its keys from an anchor', async () => {
    const text =
      'version: 1\nrecords:\n  - &base { name: a.b, value: 10.0.0.1, ttl: 60 }\n  - { <<: *base, name: c.d }\n';
    const { claims } = await readText(text);
    expect(claims.map(({ name, ttl }) => [name, ttl])).toEqual([
      ['a.b', 60],
      ['c.d', 60],
    ]);
  });

  it('reads any addresses it is given', async () => {
    const addresses = fc.uniqueArray(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(addresses, async (values) => {
        const { claims, diagnostics } = await readText(
          records(`{ name: a.example.com, values: ${JSON.stringify(values)} }`),
        );
        expect(diagnostics).toEqual([]);
        expect(claims.map(({ type }) => type)).toEqual(values.map((value) => (value.includes(':') ? 'AAAA' : 'A')));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a mistake in a record', () => {
  it.each([
    {
      record: '{ name: x.example.com, value: 10.0.0.999 }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "10.0.0.999" has to be said -> add type: A',
    },
    {
      record: '{ name: x.example.com, value: "fe80::1%eth0" }',
      is: '3:36 OVERRIDE_TYPE_NEEDED the type of "fe80::1%eth0" has to be said -> add type: AAAA',
    },
    {
      record: '{ name: x.example.com, value: 10 mail.example.com }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "10 mail.example.com" has to be said -> add type: MX',
    },
    {
      record: '{ name: x.example.com, value: 0 5 443 a.example.com }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "0 5 443 a.example.com" has to be said -> add type: SRV',
    },
    {
      record: '{ name: x.example.com, value: v=spf1 -all }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "v=spf1 -all" has to be said -> add type: TXT',
    },
    {
      record: '{ name: x.example.com, value: \'0 issue "ca.example.net"\' }',
      is: '3:36 OVERRIDE_TYPE_NEEDED the type of "0 issue "ca.example.net"" has to be said -> add type: CAA',
    },
    {
      record: '{ name: x.example.com, value: web }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "web" has to be said -> add type: CNAME',
    },
    {
      record: '{ name: x.example.com, value: 1 . alpn=h2 }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "1 . alpn=h2" has to be said -> add type: HTTPS',
    },
    {
      record: '{ name: x.example.com, value: 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" has to be said -> add type: TLSA',
    },
    {
      record: '{ name: x.example.com, value: 4 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }',
      is: '3:35 OVERRIDE_TYPE_NEEDED the type of "4 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" has to be said -> add type: SSHFP',
    },
    {
      record: '{ name: x.example.com, value: "" }',
      is: '3:36 OVERRIDE_TYPE_NEEDED the type of "" has to be said -> add type: TXT',
    },
    {
      record: '{ name: x.example.com, values: [a.example.com, b.example.com] }',
      is: '3:37 OVERRIDE_TYPE_NEEDED several host names need a type -> add type: NS or PTR; a CNAME has one target',
    },
    {
      record: '{ name: x.example.com, values: [10.0.0.1, b.example.com] }',
      is: '3:37 OVERRIDE_TYPE_NEEDED addresses and host names cannot share a record -> write the addresses in one record, the host name in another',
    },
    {
      record: '{ name: x.example.com }',
      is: '3:5 OVERRIDE_VALUE there is no value -> add value, values, or address: host',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, values: [10.0.0.2] }',
      is: '3:5 OVERRIDE_VALUE "value" and "values" exclude one another -> keep one of them',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, address: host }',
      is: '3:5 OVERRIDE_VALUE "value" and "address" exclude one another -> keep one of them',
    },
    {
      record: '{ name: x.example.com, values: [] }',
      is: '3:36 OVERRIDE_VALUE "values" is an empty list -> add a value, or remove the record',
    },
    {
      record: '{ name: x.example.com, type: TXT, address: host }',
      is: '3:48 OVERRIDE_VALUE "address" gives A and AAAA, not TXT -> say a value instead, or remove the type',
    },
    {
      record: '{ name: x.example.com, address: host }',
      is: '3:37 NO_ADDRESS the host has no address -> set defaults.ipv4 in the configuration',
      reason: 'no-address',
    },
    {
      record: '{ name: x.example.com, type: A, value: "fd00::1" }',
      is: '3:45 address-family "fd00::1" is an IPv6 address -> use type AAAA',
    },
    {
      record: '{ name: x.example.com, type: A, value: 010.0.0.1 }',
      is: '3:44 a-syntax "010.0.0.1" is no IPv4 address -> four numbers',
    },
    { record: '{ name: x.example.com, type: MX, value: mail.example.com }', is: '3:45 mx-syntax ' },
    {
      record: '{ name: x.example.com, type: HTTPS, value: 1 alpn=h2 }',
      is: '3:48 svcb-syntax "1 alpn=h2" has no target -> target missing: 1 . alpn=h2',
    },
    { record: '{ name: x.example.com, type: CNAME, value: "a\u200bb.example.com" }', is: '3:49 target-syntax ' },
    {
      record: '{ name: x.example.com, address: [10.0.0.1, 10.0.0.256] }',
      is: '3:48 a-syntax "10.0.0.256" is no IPv4 address',
    },
    {
      record: '{ name: x.example.com, type: AAAA, address: [10.0.0.1] }',
      is: '3:50 address-family "10.0.0.1" is an IPv4 address -> use type A',
    },
    {
      record: '{ name: x.example.com, type: SOA, value: x }',
      is: '3:34 type-unsupported records of type SOA are not written -> the provider keeps the SOA of its zones itself',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: TYPE13, value: x }',
      is: '3:34 type-unsupported records of type TYPE13 are not written -> dns-sync writes A, AAAA, ',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: TYPE255, value: x }',
      is: '3:34 type-unsupported records of type TYPE255 are not written -> it exists in questions and messages only',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: TYPE46, value: x }',
      is: '3:34 type-unsupported records of type TYPE46 are not written -> the name server makes it when it signs',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: aname, value: x }',
      is: '3:34 type-unsupported records of type ANAME are not written -> use ALIAS',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: SPF, value: x }',
      is: '3:34 type-unsupported the type SPF is obsolete (RFC 7208 3.1) -> use TXT',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: CNAM, value: x }',
      is: '3:34 type-unsupported there is no record type "CNAM" -> did you mean "CNAME"?',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, type: constructor, value: x }',
      is: '3:34 type-unsupported there is no record type "constructor"',
      reason: 'unsupported',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, provider: hom }',
      is: '3:55 PROVIDER_UNKNOWN there is no provider "hom" -> did you mean "home"?',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, provider: [home, x] }',
      is: '3:62 PROVIDER_UNKNOWN there is no provider "x" -> the configured ones are home, public',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, allow: [ttl-mixd] }',
      is: '3:53 FILE_INVALID there is no rule "ttl-mixd" -> did you mean "ttl-mixed"?',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, allow: [cname-self] }',
      is: '3:53 FILE_INVALID the rule "cname-self" is fixed and knows no exceptions -> remove it',
    },
    {
      record: '{ name: x.example.com, vlaue: 10.0.0.1 }',
      is: '3:28 UNKNOWN_KEY unknown key "vlaue" in entry 1 of "records" -> did you mean "value"?',
    },
    {
      record: '{ name: x.example.com, value: 10.0.0.1, tll: 5 }',
      is: '3:45 UNKNOWN_KEY unknown key "tll" in entry 1 of "records" -> did you mean "ttl"?',
    },
  ])('holds its name: $is', async ({ record, is, reason = 'invalid' }) => {
    const read = await readText(records(record, '{ name: good.example.com, value: 10.0.0.9 }'));
    expect(written(read.diagnostics)).toEqual([expect.stringContaining(is)]);
    expect(brief(read.claims)).toEqual(['good.example.com A 10.0.0.9']);
    expect(read.doubts).toEqual([
      expect.objectContaining({ kind: 'name', name: 'x.example.com', reason, source: 'overrides' }),
    ]);
    expect(read).toMatchObject({ valid: true, missing: [] });
  });

  it('says in the doubt what was meant', async () => {
    const { doubts, diagnostics } = await readText(
      records('{ name: x.example.com, type: a, values: [10.0.0.1, 10.0.0.999], provider: home }'),
    );
    expect(doubts).toEqual([
      {
        kind: 'name',
        name: 'x.example.com',
        type: 'A',
        values: ['10.0.0.1', '10.0.0.999'],
        reason: 'invalid',
        detail: '"10.0.0.999" is no IPv4 address',
        source: 'overrides',
        origin: 'o.yaml#x.example.com/A',
        providers: ['home'],
      },
    ]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'error',
        name: 'x.example.com',
        origin: 'o.yaml#x.example.com/A',
        file: 'o.yaml',
      }),
    ]);
  });

  it('is a warning where only an address is missing', async () => {
    const { diagnostics } = await readText(records('{ name: x.example.com, address: host }'));
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'NO_ADDRESS', severity: 'warning' })]);
  });

  it.each([
    { name: '"@"', is: '3:14 name-at "@" is not a name here -> write the zone\'s name' },
    { name: '" "', is: '3:14 name-empty the name is empty -> write the whole name' },
    { name: 'a..example.com', is: '3:13 label-empty ' },
    { name: 'http://a.example.com', is: '3:13 name-syntax ' },
    { name: '[b.example.com, a b]', is: '3:29 name-syntax "a b" has a blank inside' },
  ])('in the name $name holds all that the file said before, for nobody knows which it was', async ({ name, is }) => {
    const { diagnostics, doubts } = await readText(
      records(`{ name: ${name}, value: 10.0.0.1 }`, '{ name: "@", value: 10.0.0.1 }'),
    );
    expect(written(diagnostics)[0]).toContain(is);
    expect(doubts).toEqual([
      expect.objectContaining({ kind: 'origin', prefix: 'o.yaml#', reason: 'invalid', source: 'overrides' }),
    ]);
  });

  it('leaves the good names of its list alone', async () => {
    const { claims } = await readText(records('{ name: [b.example.com, "@"], value: 10.0.0.1 }'));
    expect(brief(claims)).toEqual(['b.example.com A 10.0.0.1']);
  });
});
