import { describe, expect, it } from 'vitest';
import { type Labels, only, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
/** A container with one good claim, so that a case states only its mistake. */
const host = { 'dns.host': 'app.example.com' };

describe('dns: what labels claim', () => {
  it.each<{ case: string; labels: Labels; claims: string[]; fields?: object }>([
    {
      case: 'a host takes the host address of the families that exist',
      labels: host,
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'every host times a target name, with a TTL',
      labels: { 'dns.host': 'a.example.com, b.example.com', 'dns.target': 'proxy.example.com', 'dns.ttl': '5m' },
      claims: ['a.example.com CNAME proxy.example.com', 'b.example.com CNAME proxy.example.com'],
      fields: { ttl: 300 },
    },
    {
      case: 'targets of both families',
      labels: { 'dns.host': 'a.example.com', 'dns.target': '10.0.0.1,fd00::1' },
      claims: ['a.example.com A 10.0.0.1', 'a.example.com AAAA fd00::1'],
    },
    {
      case: 'a set of MX values on one line, type in any case',
      labels: {
        'dns.records.mail.name': 'example.com',
        'dns.records.mail.type': 'mx',
        'dns.records.mail.values': '10 mx1.example.com,20 mx2.example.com',
      },
      claims: ['example.com MX 10 mx1.example.com', 'example.com MX 20 mx2.example.com'],
    },
    {
      case: 'an HTTPS value with commas, which is never split',
      labels: {
        'dns.records.h.name': 'app.example.com',
        'dns.records.h.type': 'https',
        'dns.records.h.values': '1 . port=443 alpn="h2,h3"',
      },
      claims: ['app.example.com HTTPS 1 . alpn=h2,h3 port=443'],
    },
    {
      case: 'SSHFP values on one line',
      labels: {
        'dns.records.s.name': 'app.example.com',
        'dns.records.s.type': 'SSHFP',
        'dns.records.s.values': `4 2 ${'AB'.repeat(32)},1 1 ${'cd'.repeat(20)}`,
      },
      claims: [`app.example.com SSHFP 1 1 ${'cd'.repeat(20)}`, `app.example.com SSHFP 4 2 ${'ab'.repeat(32)}`],
    },
    {
      case: 'a type by its number',
      labels: {
        'dns.records.t.name': 'app.example.com',
        'dns.records.t.type': 'TYPE1',
        'dns.records.t.value': '10.0.0.1',
        'dns.records.u.name': 'app.example.com',
        'dns.records.u.type': 'type65280',
        'dns.records.u.value': '\\# 2 AB CD',
      },
      claims: ['app.example.com A 10.0.0.1', 'app.example.com TYPE65280 \\# 2 abcd'],
    },
    {
      case: 'a TXT for one provider only',
      labels: {
        'dns.records.spf.name': 'example.com',
        'dns.records.spf.type': 'TXT',
        'dns.records.spf.value': 'v=spf1 mx -all',
        'dns.provider': 'public',
      },
      claims: ['example.com TXT v=spf1 mx -all'],
      fields: { providers: ['public'] },
    },
    {
      case: 'a CNAME that follows from its value, with an attribute',
      labels: {
        'dns.records.w.name': 'www.example.com',
        'dns.records.w.value': 'edge.example.net',
        'dns.records.w.attributes.proxied': 'true',
      },
      claims: ['www.example.com CNAME edge.example.net'],
      fields: { attributes: { proxied: 'true' } },
    },
    {
      case: 'a name list with blanks, commas, doubles, capitals, trailing dots and U-labels',
      labels: { 'dns.host': ' App.Example.com. ,app.example.com\n\tBücher.example.com,, *.example.com ' },
      claims: [`*.example.com ${A}`, `app.example.com ${A}`, `xn--bcher-kva.example.com ${A}`],
    },
    {
      case: 'the record without a value takes an address',
      labels: { 'dns.records.a.name': 'app.example.com' },
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'values of both families without a type',
      labels: { 'dns.records.a.name': 'app.example.com', 'dns.records.a.values': '10.0.0.1, FD00:0::1' },
      claims: ['app.example.com A 10.0.0.1', 'app.example.com AAAA fd00::1'],
    },
    {
      case: 'values as a JSON array, commas and all',
      labels: {
        'dns.records.t.name': 'example.com',
        'dns.records.t.type': 'TXT',
        'dns.records.t.values': '["a, b", " c"]',
      },
      claims: ['example.com TXT  c', 'example.com TXT a, b'],
    },
    {
      case: 'TXT values line by line, never cut at commas',
      labels: {
        'dns.records.t.name': 'example.com',
        'dns.records.t.type': 'TXT',
        'dns.records.t.values': 'a,b\n  c  \n',
      },
      claims: ['example.com TXT a,b', 'example.com TXT c'],
    },
    {
      case: 'a single TXT line stays whole',
      labels: { 'dns.records.t.name': 'example.com', 'dns.records.t.type': 'TXT', 'dns.records.t.values': 'a,b' },
      claims: ['example.com TXT a,b'],
    },
    {
      case: 'lines are not cut at commas even where one line would be',
      labels: { 'dns.records.t.name': 'example.com', 'dns.records.t.values': '10.0.0.1\n10.0.0.2' },
      claims: ['example.com A 10.0.0.1', 'example.com A 10.0.0.2'],
    },
    {
      case: 'a record does not take the target of the container',
      labels: { 'dns.host': 'a.example.com', 'dns.target': '10.0.0.1', 'dns.records.r.name': 'b.example.com' },
      claims: ['a.example.com A 10.0.0.1', `b.example.com ${A}`],
    },
    {
      case: 'every other field of the container',
      labels: {
        ...host,
        'dns.ttl': '1h30m',
        'dns.force': 'YES',
        'dns.priority': '-5',
        'dns.adopt': 'on',
        'dns.policy': 'create-only',
        'dns.provider': 'home, public',
        'dns.attributes.comment': 'for people',
        'dns.enable': '1',
      },
      claims: [`app.example.com ${A}`],
      fields: {
        ttl: 5400,
        force: true,
        priority: -5,
        adopt: true,
        policy: 'create-only',
        providers: ['home', 'public'],
        attributes: { comment: 'for people' },
      },
    },
    {
      case: 'addresses of the label instead of the host',
      labels: { ...host, 'dns.address': '10.0.0.7 fd00::7' },
      claims: ['app.example.com A 10.0.0.7', 'app.example.com AAAA fd00::7'],
    },
    {
      case: 'one family is chosen by the type',
      labels: {
        'dns.records.a.name': 'app.example.com',
        'dns.records.a.type': 'aaaa',
        'dns.address': '10.0.0.7,fd00::7',
      },
      claims: ['app.example.com AAAA fd00::7'],
    },
    {
      case: 'a TTL that is too large is left to the rule ttl-range',
      labels: { ...host, 'dns.ttl': '99999999999999999999' },
      claims: [`app.example.com ${A}`],
      fields: { ttl: Number.MAX_SAFE_INTEGER },
    },
    {
      case: 'labels of other tools change nothing',
      labels: { ...host, 'traefik.enable': 'true', 'dnsmasq.host': 'x', 'com.docker.compose.project': 'p' },
      claims: [`app.example.com ${A}`],
    },
  ])('$case', ({ labels, claims, fields = {} }) => {
    const reading = read(labels);
    expect(show(reading)).toEqual({ claims, findings: [], held: [] });
    for (const claim of reading.claims)
      expect(claim).toMatchObject({ source: 'home', class: 'label', grammar: 'dns', ...fields });
  });

  it('leaves out of a claim what no label says', () => {
    expect(read(host).claims).toEqual([
      {
        name: 'app.example.com',
        type: 'A',
        value: '192.168.1.10',
        source: 'home',
        class: 'label',
        grammar: 'dns',
        origins: ['docker:home/web label dns.host'],
      },
    ]);
  });

  it('takes both families where both exist', () => {
    const both = { ipv4: '192.168.1.10', ipv6: 'FD20:0:1::10' };
    expect(show(read(host, { host: both })).claims).toEqual([
      `app.example.com ${A}`,
      'app.example.com AAAA fd20:0:1::10',
    ]);
  });

  it('names the label that gives the name as origin, and carries container, creation and place', () => {
    const at = () => ({ file: 'c.json', line: 3, column: 5 });
    const subject = { created: 1700000000, container: { id: 'abc', name: 'web' } };
    const reading = read({}, { ...subject, labels: [{ key: 'dns.records.x.name', value: 'a.example.com', at }] });
    expect(reading.claims).toMatchObject([{ origins: ['docker:home/web label dns.records.x.name'], ...subject }]);
    expect(reading.claims[0]?.at?.()).toEqual({ file: 'c.json', line: 3, column: 5 });
  });

  it.each<[string, object, Labels]>([
    ['a field of the record beats the container', { ttl: 60 }, { 'dns.ttl': '300', 'dns.records.a.ttl': '60' }],
    [
      'force=false of a record beats force=true',
      { force: false },
      { 'dns.force': 'true', 'dns.records.a.force': 'false' },
    ],
    [
      'attributes are merged key by key',
      { attributes: { a: '1', b: '3' } },
      { 'dns.attributes.a': '1', 'dns.attributes.b': '2', 'dns.records.a.attributes.b': '3' },
    ],
    [
      'a network of the record beats address=host of the container',
      { value: '10.0.0.2' },
      { 'dns.address': 'host', 'dns.records.a.network': 'back' },
    ],
  ])('%s', (_, fields, labels) => {
    const networks = [
      { names: ['front'], ipv4: ['10.0.0.1'], ipv6: [] },
      { names: ['back'], ipv4: ['10.0.0.2'], ipv6: [] },
    ];
    const reading = read({ 'dns.records.a.name': 'a.example.com', ...labels }, { networks });
    expect(reading.claims).toMatchObject([fields]);
    expect(reading.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('tells by the way of a container label that every record outvotes', () => {
    const labels = { 'dns.records.a.name': 'a.example.com', 'dns.ttl': '300', 'dns.records.a.ttl': '60' };
    expect(show(read(labels)).findings).toEqual(['info LABEL_OUTVOTED dns.ttl']);
  });

  it('drops a record that is switched off, by the way', () => {
    const labels = { ...host, 'dns.records.x.name': 'x.example.com', 'dns.records.x.enable': 'off' };
    expect(show(read(labels))).toEqual({
      claims: [`app.example.com ${A}`],
      findings: ['info LABEL_DISABLED dns.records.x.enable'],
      held: [],
    });
  });

  it('reads another prefix, and then no longer its own', () => {
    const labels = { 'lan.dns.host': 'a.example.com', 'dns.host': 'b.example.com' };
    const reading = read(labels, {}, { labels: [{ grammar: 'dns', prefix: 'lan.dns' }] });
    expect(show(reading)).toEqual({ claims: [`a.example.com ${A}`], findings: [], held: [] });
  });

  it('does not see ignored labels', () => {
    const labels = { ...host, 'dns.skip': '1', 'dns.content.x': '2' };
    expect(show(read(labels, {}, { ignoreLabels: ['dns.skip', 'dns.content*'] })).findings).toEqual([]);
  });
});

describe('dns: keys that mean nothing', () => {
  it.each([
    { key: 'dns.hosts', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.host' },
    { key: 'dns.records.web.ttls', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.records.web.ttl' },
    { key: 'dns.record.web.name', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.records' },
    { key: 'dns.hostname', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.host' },
    { key: 'dns.content', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.target' },
    { key: 'dns.skip', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.enable=false' },
    { key: 'dns.proxied', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.attributes.proxied' },
    { key: 'dns.records.w.hostname', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.records.w.name' },
    { key: 'dns.records.w.content', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.records.w.value' },
    { key: 'dns.nothingnear', code: 'LABEL_UNKNOWN_FIELD', hint: 'enable, host, target, ttl' },
    { key: 'dns.constructor', code: 'LABEL_UNKNOWN_FIELD', hint: 'enable, host, target, ttl' },
    { key: 'dns.records.web', code: 'LABEL_MALFORMED', hint: 'dns.records.<id>.<field>' },
    { key: 'dns.records.web.name.x', code: 'LABEL_MALFORMED', hint: 'dns.records.<id>.<field>' },
    { key: 'dns', code: 'LABEL_MALFORMED', hint: 'dns.<field>' },
    { key: 'dns.', code: 'LABEL_MALFORMED', hint: 'dns.<field>' },
    { key: 'dns..host', code: 'LABEL_MALFORMED', hint: 'dns.<field>' },
    { key: 'dns.host.x', code: 'LABEL_MALFORMED', hint: 'dns.<field>' },
    { key: 'dns.records.-x.name', code: 'LABEL_MALFORMED', hint: 'letters, digits' },
    { key: `dns.records.${'x'.repeat(33)}.name`, code: 'LABEL_MALFORMED', hint: 'up to 32' },
    { key: 'dns.attributes', code: 'LABEL_MALFORMED', hint: 'dns.attributes.<key>' },
    { key: 'dns.attributes.1x', code: 'LABEL_MALFORMED', hint: 'dns.attributes.<key>' },
    { key: 'dns.records.w.attributes.a.b', code: 'LABEL_MALFORMED', hint: 'dns.records.w.attributes.<key>' },
    { key: 'DNS.host', code: 'LABEL_WRONG_CASE', hint: 'dns.host' },
    { key: 'dns.Host', code: 'LABEL_WRONG_CASE', hint: 'dns.host' },
    { key: 'Dns.Host', code: 'LABEL_WRONG_CASE', hint: 'dns.host' },
    { key: 'dns.Records.w.name', code: 'LABEL_WRONG_CASE', hint: 'dns.records.w.name' },
    { key: 'dns.records.web.Name', code: 'LABEL_WRONG_CASE', hint: 'dns.records.web.name' },
  ])('$key is $code, hint $hint', ({ key, code, hint }) => {
    const reading = read({ ...host, [key]: 'x.example.com' });
    expect(show(reading)).toEqual({ claims: [`app.example.com ${A}`], findings: [`warning ${code} ${key}`], held: [] });
    expect(only(reading.diagnostics, code).hint).toContain(hint);
  });
});

describe('dns: values that cannot be read', () => {
  const record = { 'dns.records.r.name': 'r.example.com' };
  it.each<{ case: string; labels: Labels; finding: string; hint: string; held: string[]; claims?: string[] }>([
    {
      case: 'a TTL in words',
      labels: { ...host, 'dns.ttl': '5 minutes' },
      finding: 'LABEL_INVALID_NUMBER dns.ttl',
      hint: '1h30m',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'a negative TTL',
      labels: { ...host, 'dns.ttl': '-1' },
      finding: 'LABEL_INVALID_NUMBER dns.ttl',
      hint: '300',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'an empty TTL',
      labels: { ...host, 'dns.ttl': ' ' },
      finding: 'LABEL_EMPTY dns.ttl',
      hint: 'is a variable unset?',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'a priority that is too large',
      labels: { ...host, 'dns.priority': '2147483648' },
      finding: 'LABEL_INVALID_NUMBER dns.priority',
      hint: 'dns.priority=10',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'a priority with a fraction',
      labels: { ...host, 'dns.priority': '1.5' },
      finding: 'LABEL_INVALID_NUMBER dns.priority',
      hint: 'dns.priority=10',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'a boolean that is none',
      labels: { ...host, 'dns.force': 'maybe' },
      finding: 'LABEL_INVALID_BOOLEAN dns.force',
      hint: 'true, yes, on, 1',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'enable that is no boolean',
      labels: { ...host, 'dns.enable': 'si' },
      finding: 'LABEL_INVALID_BOOLEAN dns.enable',
      hint: 'true',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'a policy in capitals',
      labels: { ...host, 'dns.policy': 'Sync' },
      finding: 'LABEL_INVALID_VALUE dns.policy',
      hint: 'sync',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'an unknown provider',
      labels: { ...host, 'dns.provider': 'home,nosuch' },
      finding: 'PROVIDER_UNKNOWN dns.provider',
      hint: 'home, public',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'an address that is none',
      labels: { ...host, 'dns.address': '10.0.0.256' },
      finding: 'a-syntax dns.address',
      hint: 'host, container',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'an IPv6 address that is none',
      labels: { ...host, 'dns.address': 'fd00:::1' },
      finding: 'aaaa-syntax dns.address',
      hint: 'host, container',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'a network beside address=host',
      labels: { ...host, 'dns.address': 'host', 'dns.network': 'web' },
      finding: 'LABEL_CONTRADICTION dns.network',
      hint: 'remove dns.address or dns.network',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'an empty host',
      labels: { 'dns.host': ' , ' },
      finding: 'LABEL_EMPTY dns.host',
      hint: 'dns.host=app.example.com',
      held: ['dns.host * invalid'],
    },
    {
      case: 'two target names',
      labels: { ...host, 'dns.target': 'a.example.net b.example.net' },
      finding: 'LABEL_CONTRADICTION dns.target',
      hint: 'exactly one name',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'a target name beside an address',
      labels: { ...host, 'dns.target': '10.0.0.1,b.example.net' },
      finding: 'LABEL_CONTRADICTION dns.target',
      hint: 'exactly one name',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'a target that is nearly an address',
      labels: { ...host, 'dns.target': '10.0.0.256' },
      finding: 'a-syntax dns.target',
      hint: '192.168.1.5',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'a target that is no name',
      labels: { ...host, 'dns.target': 'http://x.example.com' },
      finding: 'target-syntax dns.target',
      hint: 'x.example.com',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'an empty target',
      labels: { ...host, 'dns.target': ',' },
      finding: 'LABEL_EMPTY dns.target',
      hint: 'dns.target=',
      held: ['app.example.com * invalid'],
    },
    {
      case: 'value and values',
      labels: { ...record, 'dns.records.r.value': '10.0.0.1', 'dns.records.r.values': '10.0.0.2' },
      finding: 'LABEL_CONTRADICTION dns.records.r.values',
      hint: 'remove dns.records.r.value',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'an IPv6 value of type A',
      labels: { ...record, 'dns.records.r.type': 'A', 'dns.records.r.value': 'fd00::1' },
      finding: 'LABEL_CONTRADICTION dns.records.r.value',
      hint: 'remove dns.records.r.type',
      held: ['r.example.com A invalid'],
    },
    {
      case: 'an address of type CNAME',
      labels: { ...record, 'dns.records.r.type': 'CNAME', 'dns.records.r.value': '10.0.0.1' },
      finding: 'LABEL_CONTRADICTION dns.records.r.value',
      hint: 'remove dns.records.r.type',
      held: ['r.example.com CNAME invalid'],
    },
    {
      case: 'two CNAME targets',
      labels: { ...record, 'dns.records.r.values': 'a.example.net,b.example.net' },
      finding: 'LABEL_CONTRADICTION dns.records.r.values',
      hint: 'exactly one target',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a bad address of type A',
      labels: { ...record, 'dns.records.r.type': 'A', 'dns.records.r.value': '10.0.0.256' },
      finding: 'a-syntax dns.records.r.value',
      hint: '192.168.1.5',
      held: ['r.example.com A invalid'],
    },
    {
      case: 'an MX without preference',
      labels: { ...record, 'dns.records.r.type': 'MX', 'dns.records.r.value': 'mail.example.com' },
      finding: 'mx-syntax dns.records.r.value',
      hint: '10 mail.example.com',
      held: ['r.example.com MX invalid'],
    },
    {
      case: 'a text without a type',
      labels: { ...record, 'dns.records.r.value': 'v=spf1 -all' },
      finding: 'LABEL_INCOMPLETE dns.records.r.value',
      hint: 'dns.records.r.type=TXT',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'an MX text without a type',
      labels: { ...record, 'dns.records.r.value': '10 mail.example.com' },
      finding: 'LABEL_INCOMPLETE dns.records.r.value',
      hint: 'dns.records.r.type=MX',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a TXT record without a value',
      labels: { ...record, 'dns.records.r.type': 'TXT' },
      finding: 'LABEL_INCOMPLETE dns.records.r.type',
      hint: 'dns.records.r.value=',
      held: ['r.example.com TXT invalid'],
    },
    {
      case: 'an empty value',
      labels: { ...record, 'dns.records.r.type': 'TXT', 'dns.records.r.value': '' },
      finding: 'LABEL_EMPTY dns.records.r.value',
      hint: 'is a variable unset?',
      held: ['r.example.com TXT invalid'],
    },
    {
      case: 'a list of empty values',
      labels: { ...record, 'dns.records.r.values': '[""]' },
      finding: 'LABEL_EMPTY dns.records.r.values',
      hint: 'is a variable unset?',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a broken JSON array',
      labels: { ...record, 'dns.records.r.values': '["a"' },
      finding: 'LABEL_MALFORMED dns.records.r.values',
      hint: '["one","two"]',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a JSON array of numbers',
      labels: { ...record, 'dns.records.r.values': '[1]' },
      finding: 'LABEL_MALFORMED dns.records.r.values',
      hint: '["one","two"]',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a type that is none',
      labels: { ...record, 'dns.records.r.type': 'FOO' },
      finding: 'LABEL_UNSUPPORTED_TYPE dns.records.r.type',
      hint: 'A, AAAA, ALIAS, CAA',
      held: ['r.example.com * unsupported'],
    },
    {
      case: 'a type that is not written',
      labels: { ...record, 'dns.records.r.type': 'soa' },
      finding: 'LABEL_UNSUPPORTED_TYPE dns.records.r.type',
      hint: 'the provider keeps the SOA',
      held: ['r.example.com * unsupported'],
    },
    {
      case: 'an empty type',
      labels: { ...record, 'dns.records.r.type': '' },
      finding: 'LABEL_EMPTY dns.records.r.type',
      hint: 'TXT',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a record without a name',
      labels: { 'dns.records.r.value': '10.0.0.1' },
      finding: 'LABEL_INCOMPLETE dns.records.r.value',
      hint: 'dns.records.r.name',
      held: [],
    },
    {
      case: 'an attribute without a value',
      labels: { ...host, 'dns.attributes.proxied': '' },
      finding: 'LABEL_EMPTY dns.attributes.proxied',
      hint: 'is a variable unset?',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'enable of a record that is no boolean',
      labels: { ...record, 'dns.records.r.enable': 'x' },
      finding: 'LABEL_INVALID_BOOLEAN dns.records.r.enable',
      hint: 'true',
      held: ['r.example.com * invalid'],
    },
    {
      case: 'a target and no name at all',
      labels: { 'dns.target': '10.0.0.1' },
      finding: 'LABEL_INCOMPLETE dns.target',
      hint: 'dns.host',
      held: [],
    },
    {
      case: 'a target beside long records only',
      labels: { 'dns.target': '10.0.0.1', ...record },
      finding: 'LABEL_INCOMPLETE dns.target',
      hint: 'dns.host',
      held: [],
      claims: [`r.example.com ${A}`],
    },
  ])('$case: $finding', ({ labels, finding, hint, held, claims = [] }) => {
    const reading = read(labels);
    expect(show(reading)).toEqual({ claims, findings: [`error ${finding}`], held });
    expect(reading.diagnostics[0]?.hint).toContain(hint);
  });

  it.each([
    ['a..example.com', 'label-empty'],
    ['http://a.example.com', 'name-syntax'],
    ['@', 'name-at'],
    ['xn--a.example.com', 'name-idna'],
    [`${'a'.repeat(64)}.example.com`, 'label-too-long'],
    [`${'abcdefgh.'.repeat(30)}example.com`, 'name-too-long'],
  ])('the bad name %s is the rule %s; its neighbours stand, and what the label last claimed is held', (name, rule) => {
    const reading = read({ 'dns.host': `good.example.com,${name}` });
    expect(show(reading)).toEqual({
      claims: [`good.example.com ${A}`],
      findings: [`error ${rule} dns.host`],
      held: ['dns.host * invalid'],
    });
    expect(reading.doubts).toMatchObject([
      { kind: 'origin', prefix: 'docker:home/web label dns.host', source: 'home' },
    ]);
  });

  it('makes only the claims invalid that would use a bad default', () => {
    const labels = { ...host, 'dns.ttl': 'x', 'dns.records.r.name': 'r.example.com', 'dns.records.r.ttl': '60' };
    expect(show(read(labels))).toEqual({
      claims: [`r.example.com ${A}`],
      findings: ['error LABEL_INVALID_NUMBER dns.ttl'],
      held: ['app.example.com A invalid'],
    });
  });

  it('holds an invalid claim with its value and its providers', () => {
    expect(read({ ...host, 'dns.ttl': 'x', 'dns.provider': 'home' }).doubts).toMatchObject([
      {
        kind: 'name',
        name: 'app.example.com',
        type: 'A',
        values: ['192.168.1.10'],
        origin: 'docker:home/web label dns.host',
        providers: ['home'],
      },
    ]);
  });

  it('keeps one of two spellings of a value and says so', () => {
    const labels = { 'dns.records.r.name': 'r.example.com', 'dns.records.r.values': 'fd00::1,FD00:0::1' };
    const reading = read(labels);
    expect(show(reading)).toEqual({
      claims: ['r.example.com AAAA fd00::1'],
      findings: ['warning duplicate-value dns.records.r.values'],
      held: [],
    });
    expect(reading.diagnostics[0]?.message).toContain('"FD00:0::1"');
  });

  it('refuses more records from one label than any real one gives', () => {
    const names = Array.from({ length: 400 }, (_, index) => `n${index}.example.com`).join(',');
    const targets = Array.from({ length: 400 }, (_, index) => `10.0.${index >> 8}.${index & 255}`).join(',');
    const { claims, findings, held } = show(read({ 'dns.host': names, 'dns.target': targets }));
    expect(claims).toEqual([]);
    expect(findings).toEqual(['error LABEL_INVALID_VALUE dns.host']);
    expect(held).toHaveLength(400);
  });
});

describe('dns: the switch and the defaults', () => {
  it('switches every grammar off, once and by the way, but still tells of unknown fields', () => {
    const labels = {
      ...host,
      'dns.enable': 'FALSE',
      'dns.ttl': 'x',
      'dns.records.r.values': '[1]',
      'dns.hots': 'x',
      'coredns.enabled': 'true',
      'coredns.a.nam': 'x',
    };
    expect(show(read(labels))).toEqual({
      claims: [],
      findings: [
        'info LABEL_DISABLED dns.enable',
        'warning LABEL_UNKNOWN_FIELD coredns.a.nam',
        'warning LABEL_UNKNOWN_FIELD dns.hots',
      ],
      held: [],
    });
  });

  it.each<{ case: string; labels: Labels; claims: string[]; findings: string[] }>([
    {
      case: 'dns.enable=true counts',
      labels: { ...host, 'dns.enable': 'true' },
      claims: [`app.example.com ${A}`],
      findings: [],
    },
    { case: 'without it nothing counts', labels: host, claims: [], findings: ['warning LABEL_NOT_ENABLED dns.host'] },
    {
      case: 'dns.enable=false is said on purpose',
      labels: { ...host, 'dns.enable': 'false' },
      claims: [],
      findings: ['info LABEL_DISABLED dns.enable'],
    },
    {
      case: 'a container without our labels is none of our business',
      labels: { 'traefik.enable': 'true' },
      claims: [],
      findings: [],
    },
  ])('with requireEnable, $case', ({ labels, claims, findings }) => {
    expect(show(read(labels, { requireEnable: true }))).toEqual({ claims, findings, held: [] });
  });

  it('reads the switch even where the grammar dns is off', () => {
    const labels = { 'dns.enable': 'true', 'coredns.enabled': 'true', 'coredns.a.name': 'a.example.com' };
    expect(show(read(labels, { requireEnable: true }, { labels: ['coredns'] })).claims).toEqual([`a.example.com ${A}`]);
  });

  it('applies its defaults to the claims of other grammars', () => {
    const labels = {
      'dns.ttl': '60',
      'dns.provider': 'public',
      'coredns.enabled': 'true',
      'coredns.a.name': 'a.example.com',
    };
    expect(read(labels).claims).toMatchObject([
      { name: 'a.example.com', ttl: 60, providers: ['public'], grammar: 'coredns' },
    ]);
  });

  it('warns once of defaults with nothing to apply them to', () => {
    const reading = read({ 'dns.ttl': '60', 'dns.provider': 'public' });
    expect(show(reading)).toEqual({ claims: [], findings: ['warning LABEL_INCOMPLETE dns.ttl'], held: [] });
    expect(reading.diagnostics[0]?.message).toContain('dns.provider');
    expect(reading.diagnostics[0]?.hint).toContain('dns.host');
  });
});

describe('dns: where addresses come from', () => {
  const front = { names: ['front'], ipv4: ['10.1.0.1'], ipv6: [] };
  const back = { names: ['back', 'p_back'], ipv4: ['10.2.0.1'], ipv6: ['FD00:2::1'] };
  it.each<{ case: string; labels?: Labels; more: object; claims?: string[]; code?: string; hint?: string }>([
    {
      case: 'the only network',
      more: { addressing: 'container', networks: [back] },
      claims: ['app.example.com A 10.2.0.1', 'app.example.com AAAA fd00:2::1'],
    },
    {
      case: 'the network that the source names',
      more: { addressing: { network: 'front' }, networks: [front, back] },
      claims: ['app.example.com A 10.1.0.1'],
    },
    {
      case: 'the network that a label names, by any of its names',
      labels: { 'dns.network': 'p_back', 'dns.address': 'container' },
      more: { networks: [front, back] },
      claims: ['app.example.com A 10.2.0.1', 'app.example.com AAAA fd00:2::1'],
    },
    {
      case: 'the container, as a label says',
      labels: { 'dns.address': 'container' },
      more: { networks: [front] },
      claims: ['app.example.com A 10.1.0.1'],
    },
    {
      case: 'the host, as a label says',
      labels: { 'dns.address': 'host' },
      more: { addressing: 'container', networks: [front] },
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'the host of a container on its network',
      more: { addressing: 'container', hostNetwork: true },
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'all addresses of a network',
      more: { addressing: 'container', networks: [{ names: ['n'], ipv4: ['10.0.0.1', '10.0.0.2'], ipv6: [] }] },
      claims: ['app.example.com A 10.0.0.1', 'app.example.com A 10.0.0.2'],
    },
    {
      case: 'several networks and none named',
      more: { addressing: 'container', networks: [front, back] },
      code: 'ADDRESS_AMBIGUOUS',
      hint: 'dns.network: front, back',
    },
    {
      case: 'a network it is not on',
      labels: { 'dns.network': 'other' },
      more: { networks: [front] },
      code: 'NO_ADDRESS',
      hint: 'dns.network: front',
    },
    { case: 'no network at all', more: { addressing: 'container' }, code: 'NO_ADDRESS', hint: 'dns.address' },
    {
      case: 'a network without an address',
      more: { addressing: 'container', networks: [{ ...front, ipv4: [] }] },
      code: 'NO_ADDRESS',
      hint: 'front',
    },
    { case: 'a host without an address', more: { host: {} }, code: 'NO_ADDRESS', hint: 'defaults.ipv4' },
  ])('$case', ({ labels = {}, more, claims = [], code, hint = '' }) => {
    const reading = read({ ...host, ...labels }, more);
    expect(show(reading)).toEqual({
      claims,
      findings: code === undefined ? [] : [`warning ${code} dns.host`],
      held: code === undefined ? [] : ['app.example.com * no-address'],
    });
    expect(reading.diagnostics[0]?.hint ?? '').toContain(hint);
  });

  it('holds only the family that is missing', () => {
    const labels = { 'dns.records.a.name': 'a.example.com', 'dns.records.a.type': 'AAAA' };
    expect(show(read(labels))).toEqual({
      claims: [],
      findings: ['warning NO_ADDRESS dns.records.a.name'],
      held: ['a.example.com AAAA no-address'],
    });
  });

  it('does not miss an address that no claim needs', () => {
    expect(show(read({ ...host, 'dns.target': '10.0.0.1' }, { host: {} })).claims).toEqual([
      'app.example.com A 10.0.0.1',
    ]);
  });
});

it('says nothing of a container without labels', () => {
  expect(read({})).toEqual({ claims: [], doubts: [], diagnostics: [] });
});
