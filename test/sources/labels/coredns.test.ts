import { describe, expect, it } from 'vitest';
import { type Labels, only, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const on = { 'coredns.enabled': 'true' };
const app = { ...on, 'coredns.a.name': 'app.example.com' };

describe('coredns: what labels claim', () => {
  it.each<{ case: string; labels: Labels; claims: string[]; fields?: object }>([
    { case: 'A takes the host address', labels: app, claims: [`app.example.com ${A}`] },
    { case: 'enabled in any case', labels: { ...app, 'coredns.enabled': 'TRUE' }, claims: [`app.example.com ${A}`] },
    {
      case: 'aliases group fields and mean nothing else',
      labels: {
        ...app,
        'coredns.a.two.name': ' two.example.com ',
        'coredns.a.two.value': ' 10.0.0.2 ',
        'coredns.aaaa.name': 'app.example.com',
        'coredns.aaaa.value': 'FD00:0::1',
        'coredns.CNAME.x.name': 'WWW.example.com',
        'coredns.cname.x.value': 'App.example.com',
      },
      claims: [
        `app.example.com ${A}`,
        'app.example.com AAAA fd00::1',
        'two.example.com A 10.0.0.2',
        'www.example.com CNAME app.example.com',
      ],
    },
    {
      case: 'case counts in aliases',
      labels: { ...on, 'coredns.a.x.name': 'a.example.com', 'coredns.a.X.name': 'b.example.com' },
      claims: [`a.example.com ${A}`, `b.example.com ${A}`],
    },
    {
      case: 'an IPv4-mapped value of A is the IPv4 address',
      labels: { ...app, 'coredns.a.value': '::ffff:10.0.0.3' },
      claims: ['app.example.com A 10.0.0.3'],
    },
    {
      case: 'a TTL of its own',
      labels: { ...app, 'coredns.a.ttl': ' 60 ' },
      claims: [`app.example.com ${A}`],
      fields: { ttl: 60 },
    },
    {
      case: 'a TTL beyond what DNS knows is left to the rule ttl-range',
      labels: { ...app, 'coredns.a.ttl': '4294967295' },
      claims: [`app.example.com ${A}`],
      fields: { ttl: 4294967295 },
    },
    {
      case: 'a TTL of 0 is none, so the container default counts',
      labels: { ...app, 'coredns.a.ttl': '0', 'dns.ttl': '77' },
      claims: [`app.example.com ${A}`],
      fields: { ttl: 77 },
    },
    {
      case: 'force of the container',
      labels: { ...app, 'coredns.force': 'True' },
      claims: [`app.example.com ${A}`],
      fields: { force: true },
    },
    {
      case: 'force of the record',
      labels: { ...app, 'coredns.a.force': ' TRUE ' },
      claims: [`app.example.com ${A}`],
      fields: { force: true },
    },
    {
      case: 'coredns.force beats dns.force',
      labels: { ...app, 'coredns.force': 'true', 'dns.force': 'true' },
      claims: [`app.example.com ${A}`],
      fields: { force: true },
    },
    {
      case: 'dns.force where coredns says none',
      labels: { ...app, 'dns.force': 'yes' },
      claims: [`app.example.com ${A}`],
      fields: { force: true },
    },
    {
      case: 'addresses as dns.address says',
      labels: { ...app, 'dns.address': '10.0.0.9' },
      claims: ['app.example.com A 10.0.0.9'],
    },
  ])('$case', ({ labels, claims, fields = {} }) => {
    const reading = read(labels, { created: 1700000000 });
    const { findings, ...rest } = show(reading);
    expect(rest).toEqual({ claims, held: [] });
    expect(findings.filter((one) => !one.startsWith('info'))).toEqual([]);
    for (const claim of reading.claims)
      expect(claim).toMatchObject({ grammar: 'coredns', class: 'label', created: 1700000000, ...fields });
  });

  it('has the label of the name as origin', () => {
    const labels = { ...on, 'coredns.a.web.name': 'a.example.com', 'coredns.a.web.value': '10.0.0.1' };
    expect(read(labels).claims).toMatchObject([{ origins: ['docker:home/web label coredns.a.web.name'] }]);
  });

  it('tells by the way that every record outvotes coredns.force', () => {
    const reading = read({ ...app, 'coredns.force': 'true', 'coredns.a.force': 'false' });
    expect(reading.claims).toMatchObject([{ force: false }]);
    expect(show(reading).findings).toEqual(['info LABEL_OUTVOTED coredns.force']);
  });

  it('reads another prefix', () => {
    const labels = { 'lan.enabled': 'true', 'lan.a.name': 'a.example.com', 'coredns.a.name': 'b.example.com' };
    expect(show(read(labels, {}, { labels: ['dns', { grammar: 'coredns', prefix: 'lan' }] }))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [],
      held: [],
    });
  });

  it('lets equal claims of two grammars stand as two, for the core to join', () => {
    const labels = { ...app, 'dns.host': 'app.example.com' };
    expect(read(labels).claims.map(({ origins }) => origins[0])).toEqual([
      'docker:home/web label dns.host',
      'docker:home/web label coredns.a.name',
    ]);
  });
});

describe('coredns: what was silence in 0.7', () => {
  it.each<{ key: string; code: string; hint: string }>([
    { key: 'coredns.a.Name', code: 'LABEL_WRONG_CASE', hint: 'coredns.a.name' },
    { key: 'Coredns.a.name', code: 'LABEL_WRONG_CASE', hint: 'coredns.a.name' },
    { key: 'coredns.Enabled', code: 'LABEL_WRONG_CASE', hint: 'coredns.enabled' },
    { key: 'coredns.a.web.VALUE', code: 'LABEL_WRONG_CASE', hint: 'coredns.a.web.value' },
    { key: 'coredns.mx.name', code: 'LABEL_UNSUPPORTED_TYPE', hint: 'dns.records.<id>.type=MX' },
    { key: 'coredns.mx', code: 'LABEL_UNSUPPORTED_TYPE', hint: 'dns.records.<id>.type=MX' },
    { key: 'coredns.a.web.port', code: 'LABEL_UNKNOWN_FIELD', hint: 'name, value, force, ttl' },
    { key: 'coredns.a.web.nam', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.a.web.name' },
    { key: 'coredns.ttl', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.<kind>.ttl, or dns.ttl' },
    { key: 'coredns.host.nam', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.host.name' },
    { key: 'coredns.hostname', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.host.name' },
    { key: 'coredns.host', code: 'LABEL_UNKNOWN_FIELD', hint: 'dns.host' },
    { key: 'coredns.enable', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.enabled' },
    { key: 'coredns.cnam.name', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.cname' },
    { key: 'coredns.a', code: 'LABEL_MALFORMED', hint: 'coredns.<kind>.<field>' },
    { key: 'coredns.', code: 'LABEL_MALFORMED', hint: 'coredns.<kind>.<field>' },
    { key: 'coredns.a.', code: 'LABEL_MALFORMED', hint: 'name, value, force, ttl' },
    { key: 'coredns.enabled.x', code: 'LABEL_MALFORMED', hint: 'coredns.enabled' },
  ])('$key is $code, hint $hint', ({ key, code, hint }) => {
    const reading = read({ ...app, [key]: 'x.example.com' });
    expect(show(reading)).toEqual({ claims: [`app.example.com ${A}`], findings: [`warning ${code} ${key}`], held: [] });
    expect(only(reading.diagnostics, code).hint).toContain(hint);
  });

  it('knows no coredns.host.name where the grammar joyride is off', () => {
    const reading = read({ ...app, 'coredns.host.name': 'x.example.com' }, {}, { labels: ['dns', 'coredns'] });
    expect(show(reading)).toEqual({
      claims: [`app.example.com ${A}`],
      findings: ['warning LABEL_UNKNOWN_FIELD coredns.host.name'],
      held: [],
    });
    expect(reading.diagnostics[0]?.hint).toBe('use dns.host');
  });

  it('is no label of ours without a dot behind the prefix', () => {
    expect(show(read({ ...app, coredns: 'x', corednsx: 'y' })).findings).toEqual([]);
  });

  it.each<{ case: string; labels: Labels; claims: string[]; findings: string[] }>([
    {
      case: 'a fifth segment is overlooked, and told',
      labels: { ...on, 'coredns.a.web.name.x': 'app.example.com' },
      claims: [`app.example.com ${A}`],
      findings: ['warning LABEL_MALFORMED coredns.a.web.name.x'],
    },
    {
      case: 'an empty alias is none',
      labels: { ...on, 'coredns.a..name': 'app.example.com', 'coredns.a.value': '10.0.0.1' },
      claims: ['app.example.com A 10.0.0.1'],
      findings: ['warning LABEL_MALFORMED coredns.a..name'],
    },
    {
      case: 'the exact shape beats the misshapen one',
      labels: { ...app, 'coredns.a..name': 'no.example.com' },
      claims: [`app.example.com ${A}`],
      findings: ['warning LABEL_DUPLICATE coredns.a..name'],
    },
    {
      case: 'the first in byte order beats its case variants',
      labels: { ...app, 'coredns.A.name': 'first.example.com' },
      claims: [`first.example.com ${A}`],
      findings: ['warning LABEL_DUPLICATE coredns.a.name'],
    },
    {
      case: 'the exact shape beats a misshapen one that comes first',
      labels: { ...app, 'coredns.A..name': 'no.example.com' },
      claims: [`app.example.com ${A}`],
      findings: ['warning LABEL_DUPLICATE coredns.A..name'],
    },
  ])('$case', ({ labels, claims, findings }) => {
    expect(show(read(labels))).toEqual({ claims, findings, held: [] });
  });
});

describe('coredns: the switch', () => {
  it.each<{ case: string; labels: Labels; finding: string; hint?: string }>([
    {
      case: 'is missing',
      labels: { 'coredns.a.name': 'a.example.com' },
      finding: 'warning LABEL_NOT_ENABLED coredns.a.name',
      hint: 'coredns.enabled=true',
    },
    {
      case: 'is 1',
      labels: { ...app, 'coredns.enabled': '1' },
      finding: 'warning LABEL_NOT_ENABLED coredns.enabled',
      hint: 'coredns.enabled=true',
    },
    {
      case: 'has a blank, which is not trimmed',
      labels: { ...app, 'coredns.enabled': 'true ' },
      finding: 'warning LABEL_NOT_ENABLED coredns.enabled',
      hint: 'coredns.enabled=true',
    },
    {
      case: 'is false on purpose',
      labels: { ...app, 'coredns.enabled': 'False' },
      finding: 'info LABEL_DISABLED coredns.enabled',
    },
    {
      case: 'is on for nothing',
      labels: on,
      finding: 'warning LABEL_INCOMPLETE coredns.enabled',
      hint: 'coredns.a.name',
    },
  ])('$case: $finding', ({ labels, finding, hint = '' }) => {
    const reading = read(labels);
    expect(show(reading)).toEqual({ claims: [], findings: [finding], held: [] });
    expect(reading.diagnostics[0]?.hint ?? '').toContain(hint);
  });
});

describe('coredns: values that 0.7 refused or ignored', () => {
  const claim = [`app.example.com ${A}`];
  it.each<{ case: string; labels: Labels; findings: string[]; hint: string; claims?: string[]; held?: string[] }>([
    {
      case: 'a TTL with a unit',
      labels: { ...app, 'coredns.a.ttl': '60s' },
      findings: ['LABEL_INVALID_NUMBER coredns.a.ttl'],
      hint: '300',
      claims: claim,
    },
    {
      case: 'a TTL beyond 32 bits',
      labels: { ...app, 'coredns.a.ttl': '4294967296' },
      findings: ['LABEL_INVALID_NUMBER coredns.a.ttl'],
      hint: '4294967295',
      claims: claim,
    },
    {
      case: 'an empty TTL',
      labels: { ...app, 'coredns.a.ttl': '' },
      findings: ['LABEL_EMPTY coredns.a.ttl'],
      hint: 'is a variable unset?',
      claims: claim,
    },
    {
      case: 'force that is no true',
      labels: { ...app, 'coredns.a.force': 'yes' },
      findings: ['LABEL_INVALID_BOOLEAN coredns.a.force'],
      hint: 'coredns.a.force=true',
      claims: claim,
    },
    {
      case: 'force of the container with a blank',
      labels: { ...app, 'coredns.force': ' true' },
      findings: ['LABEL_INVALID_BOOLEAN coredns.force'],
      hint: 'coredns.force=true',
      claims: claim,
    },
    {
      case: 'a name with an underscore',
      labels: { ...on, 'coredns.a.name': 'my_app.example.com' },
      findings: ['LABEL_INVALID_NAME coredns.a.name'],
      hint: 'dns.host',
      held: ['my_app.example.com A invalid'],
    },
    {
      case: 'a wildcard',
      labels: { ...on, 'coredns.a.name': '*.example.com' },
      findings: ['LABEL_INVALID_NAME coredns.a.name'],
      hint: 'dns.host',
      held: ['*.example.com A invalid'],
    },
    {
      case: 'a trailing dot',
      labels: { ...on, 'coredns.a.name': 'a.example.com.' },
      findings: ['LABEL_INVALID_NAME coredns.a.name'],
      hint: 'dns.host',
      held: ['a.example.com A invalid'],
    },
    {
      case: 'a list of names',
      labels: { ...on, 'coredns.a.name': 'a.example.com, b.example.com' },
      findings: ['LABEL_INVALID_NAME coredns.a.name'],
      hint: 'dns.host',
      held: ['coredns.a.name * invalid'],
    },
    {
      case: 'an empty name',
      labels: { ...on, 'coredns.a.name': ' ' },
      findings: ['LABEL_EMPTY coredns.a.name'],
      hint: 'is a variable unset?',
      held: ['coredns.a.name * invalid'],
    },
    {
      case: 'an IPv6 value of A',
      labels: { ...app, 'coredns.a.value': 'fd00::1' },
      findings: ['LABEL_INVALID_VALUE coredns.a.value'],
      hint: '192.168.1.5',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'an empty value',
      labels: { ...app, 'coredns.a.value': '' },
      findings: ['LABEL_EMPTY coredns.a.value'],
      hint: 'is a variable unset?',
      held: ['app.example.com A invalid'],
    },
    {
      case: 'a CNAME target with an underscore',
      labels: { ...on, 'coredns.cname.name': 'c.example.com', 'coredns.cname.value': 'x_y.example.com' },
      findings: ['LABEL_INVALID_VALUE coredns.cname.value'],
      hint: 'host.example.com',
      held: ['c.example.com CNAME invalid'],
    },
    {
      case: 'a CNAME without a value',
      labels: { ...on, 'coredns.cname.name': 'c.example.com' },
      findings: ['LABEL_INCOMPLETE coredns.cname.name'],
      hint: 'coredns.cname.value',
      held: ['c.example.com CNAME invalid'],
    },
    {
      case: 'a record without a name',
      labels: { ...on, 'coredns.a.web.value': '10.0.0.1' },
      findings: ['LABEL_INCOMPLETE coredns.a.web.value'],
      hint: 'coredns.a.web.name',
      held: [],
    },
    {
      case: 'AAAA on a host without IPv6',
      labels: { ...on, 'coredns.aaaa.name': 'a.example.com' },
      findings: ['NO_ADDRESS coredns.aaaa.name'],
      hint: 'defaults.ipv6',
      held: ['a.example.com AAAA no-address'],
    },
  ])('$case: $findings', ({ labels, findings, hint, claims = [], held = [] }) => {
    const reading = read(labels);
    expect(show(reading)).toEqual({ claims, findings: findings.map((one) => `warning ${one}`), held });
    expect(reading.diagnostics[0]?.hint).toContain(hint);
  });

  it('takes force that is no true for an explicit false, which beats the container', () => {
    expect(read({ ...app, 'coredns.force': 'true', 'coredns.a.force': 'yes' }).claims).toMatchObject([
      { force: false },
    ]);
  });
});
