import { describe, expect, it } from 'vitest';
import { type Labels, only, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const bothFamilies = { host: { ipv4: '192.168.1.10', ipv6: 'fd00::10' } };
const long = `${'a'.repeat(63)}.`.repeat(3);

describe('joyride: what labels claim', () => {
  it.each<{ case: string; labels: Labels; claims: string[]; fields?: object }>([
    { case: 'coredns.host.name', labels: { 'coredns.host.name': 'a.example.com' }, claims: [`a.example.com ${A}`] },
    { case: 'joyride.host.name', labels: { 'joyride.host.name': 'a.example.com' }, claims: [`a.example.com ${A}`] },
    {
      case: 'both, merged',
      labels: { 'joyride.host.name': 'b.example.com', 'coredns.host.name': 'a.example.com' },
      claims: [`a.example.com ${A}`, `b.example.com ${A}`],
    },
    {
      case: 'parts between commas, trimmed; empty parts and doubles dropped',
      labels: { 'joyride.host.name': ' B.example.com ,,a.example.com, b.example.com., ' },
      claims: [`a.example.com ${A}`, `b.example.com ${A}`],
    },
    {
      case: 'one trailing dot goes before a name is judged (settled 15)',
      labels: { 'joyride.host.name': `${long}${'b'.repeat(61)}.` },
      claims: [`${long}${'b'.repeat(61)} ${A}`],
    },
    {
      case: 'hyphens at the edges of a label, as Joyride takes them',
      labels: { 'joyride.host.name': '-a-.example.com' },
      claims: [`-a-.example.com ${A}`],
    },
    {
      case: 'the TTL that dns says',
      labels: { 'joyride.host.name': 'a.example.com', 'dns.ttl': '60' },
      claims: [`a.example.com ${A}`],
      fields: { ttl: 60 },
    },
    {
      case: 'an IPv4 address that dns.address says',
      labels: { 'joyride.host.name': 'a.example.com', 'dns.address': '10.0.0.9' },
      claims: ['a.example.com A 10.0.0.9'],
    },
    {
      case: 'an IPv6 address that dns.address says',
      labels: { 'joyride.host.name': 'a.example.com', 'dns.address': '10.0.0.9,fd00::9' },
      claims: ['a.example.com A 10.0.0.9', 'a.example.com AAAA fd00::9'],
    },
    {
      case: 'an IPv6 address that dns.target says',
      labels: { 'joyride.host.name': 'a.example.com', 'dns.target': 'fd00::9' },
      claims: ['a.example.com AAAA fd00::9'],
    },
    {
      case: 'a name that dns.target says',
      labels: { 'joyride.host.name': 'a.example.com', 'dns.target': 'proxy.example.com' },
      claims: ['a.example.com CNAME proxy.example.com'],
    },
  ])('$case', ({ labels, claims, fields = {} }) => {
    const reading = read(labels, bothFamilies);
    expect(show(reading)).toEqual({ claims, findings: [], held: [] });
    for (const claim of reading.claims) expect(claim).toMatchObject({ grammar: 'joyride', class: 'label', ...fields });
  });

  it('takes the IPv4 address of the container only', () => {
    const networks = [{ names: ['web'], ipv4: ['172.18.0.5'], ipv6: ['fd00::5'] }];
    const reading = read({ 'joyride.host.name': 'a.example.com' }, { networks, addressing: 'container' });
    expect(show(reading)).toEqual({ claims: ['a.example.com A 172.18.0.5'], findings: [], held: [] });
  });

  it('gives the same name from both labels two origins', () => {
    const labels = { 'joyride.host.name': 'a.example.com', 'coredns.host.name': 'a.example.com' };
    expect(read(labels).claims.flatMap(({ origins }) => origins)).toEqual([
      'docker:home/web label coredns.host.name',
      'docker:home/web label joyride.host.name',
    ]);
  });

  it('reads other labels than its own two', () => {
    const labels = { 'my.host.name': 'a.example.com', 'coredns.host.name': 'b.example.com' };
    expect(show(read(labels, {}, { labels: ['dns', { grammar: 'joyride', names: ['my.host.name'] }] }))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [],
      held: [],
    });
  });
});

describe('joyride: what gives no record', () => {
  it('gives two claims and one warning', () => {
    const reading = read({ 'joyride.host.name': 'nas.example.com, ,photos.example.com,bad name' });
    expect(show(reading)).toEqual({
      claims: [`nas.example.com ${A}`, `photos.example.com ${A}`],
      findings: ['warning LABEL_INVALID_NAME joyride.host.name'],
      held: ['joyride.host.name * invalid'],
    });
    expect(reading.diagnostics[0]?.message).toContain('"bad name"');
  });

  it.each<{ case: string; value: string; held: string; hint: string }>([
    { case: 'an underscore', value: 'my_app.example.com', held: 'my_app.example.com *', hint: 'dns.host=my_app' },
    { case: 'a wildcard', value: '*.example.com', held: '*.example.com *', hint: 'dns.host=*.example.com' },
    { case: 'an international name', value: 'bücher.de', held: 'xn--bcher-kva.de *', hint: 'dns.host=xn--' },
    { case: 'an empty label', value: 'a..b', held: 'joyride.host.name *', hint: 'surplus dot' },
    { case: 'a lone dot', value: '.', held: 'joyride.host.name *', hint: 'whole name' },
    { case: 'two trailing dots', value: 'a.example.com..', held: 'a.example.com *', hint: 'dns.host=a.example.com' },
    { case: 'a label of 64 bytes', value: `${'a'.repeat(64)}.b`, held: 'joyride.host.name *', hint: 'shorter' },
    { case: '254 bytes', value: `${long}${'b'.repeat(62)}`, held: 'joyride.host.name *', hint: 'shorter' },
    { case: 'blanks for commas', value: 'a.example.com b.example.com', held: 'joyride.host.name *', hint: 'blanks' },
  ])('refuses $case; its neighbours stand', ({ value, held, hint }) => {
    const reading = read({ 'joyride.host.name': `good.example.com,${value}` });
    expect(show(reading)).toEqual({
      claims: [`good.example.com ${A}`],
      findings: ['warning LABEL_INVALID_NAME joyride.host.name'],
      held: [`${held} invalid`],
    });
    expect(only(reading.diagnostics, 'LABEL_INVALID_NAME').hint).toContain(hint);
  });

  it('claims a name that is refused once and taken once', () => {
    const labels = { 'joyride.host.name': 'a.example.com..,a.example.com,b_c.example.com' };
    expect(show(read(labels))).toMatchObject({
      claims: [`a.example.com ${A}`],
      held: ['b_c.example.com * invalid'],
    });
  });

  it.each(['', ' ', ' , ,'])('tells of %j, which leaves nothing', (value) => {
    const reading = read({ 'joyride.host.name': value });
    expect(show(reading)).toEqual({
      claims: [],
      findings: ['warning LABEL_EMPTY joyride.host.name'],
      held: ['joyride.host.name * invalid'],
    });
    expect(reading.diagnostics[0]?.hint).toContain('is a variable unset?');
  });

  it('holds the name without an IPv4 address, though there is an IPv6 one', () => {
    const reading = read({ 'joyride.host.name': 'a.example.com' }, { host: { ipv6: 'fd00::10' } });
    expect(show(reading)).toEqual({
      claims: [],
      findings: ['warning NO_ADDRESS joyride.host.name'],
      held: ['a.example.com A no-address'],
    });
    expect(reading.diagnostics[0]?.hint).toContain('defaults.ipv4');
  });

  it.each<{ key: string; code: string; hint: string }>([
    { key: 'joyride.host.names', code: 'LABEL_UNKNOWN_FIELD', hint: 'use joyride.host.name' },
    { key: 'joyride.enable', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.host.name, joyride.host.name' },
    { key: 'joyride.', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.host.name, joyride.host.name' },
    { key: 'Joyride.host.name', code: 'LABEL_WRONG_CASE', hint: 'write joyride.host.name' },
    { key: 'Joyride.enable', code: 'LABEL_UNKNOWN_FIELD', hint: 'coredns.host.name, joyride.host.name' },
    { key: 'CoreDNS.host.name', code: 'LABEL_WRONG_CASE', hint: 'write coredns.host.name' },
    { key: 'coredns.Host.name', code: 'LABEL_WRONG_CASE', hint: 'write coredns.host.name' },
    { key: 'coredns.host.nam', code: 'LABEL_UNKNOWN_FIELD', hint: 'use coredns.host.name' },
  ])('$key is $code, hint $hint', ({ key, code, hint }) => {
    const reading = read({ [key]: 'a.example.com' });
    expect(show(reading)).toEqual({ claims: [], findings: [`warning ${code} ${key}`], held: [] });
    expect(only(reading.diagnostics, code).hint).toContain(hint);
  });

  it.each(['joyride', 'joyrides.host.name', 'my.joyride.host.name', 'host.name'])('leaves %s alone', (key) => {
    expect(show(read({ [key]: 'a.example.com' }))).toEqual({ claims: [], findings: [], held: [] });
  });

  it('has names of its own only when they replace the pair', () => {
    const labels = { 'joyride.host.name': 'a.example.com' };
    const settings = { labels: [{ grammar: 'joyride' as const, names: ['my.host.name'] }] };
    const reading = read(labels, {}, settings);
    expect(show(reading).findings).toEqual(['warning LABEL_UNKNOWN_FIELD joyride.host.name']);
    expect(reading.diagnostics[0]?.hint).toContain('my.host.name');
  });
});
