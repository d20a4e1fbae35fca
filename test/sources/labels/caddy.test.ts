import { describe, expect, it } from 'vitest';
import type { LabelSettings } from '../../../src/sources/labels/table.ts';
import { type Labels, only, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const settings: LabelSettings = { labels: ['dns', 'caddy'] };
const options = (more: object): LabelSettings => ({ labels: ['dns', { grammar: 'caddy', ...more }] });
const readCaddy = (labels: Labels, how: LabelSettings = settings) => read(labels, {}, how);
const wildcardSite = {
  caddy_1: '*.example.com',
  'caddy_1.@app': 'host app.example.com api.example.com',
  'caddy_1.handle': '@app',
};

describe('caddy: the sites', () => {
  it.each<{ case: string; value: string; claims: string[] }>([
    { case: 'a host', value: 'example.com', claims: ['example.com'] },
    { case: 'a whole address', value: 'https://App.Example.com:8443/x', claims: ['app.example.com'] },
    { case: 'a scheme', value: 'http://h.example.com', claims: ['h.example.com'] },
    { case: 'a port', value: 'h.example.com:443', claims: ['h.example.com'] },
    { case: 'a range of ports', value: 'h.example.com:8000-8010', claims: ['h.example.com'] },
    { case: 'a path', value: 'h.example.com/api/*', claims: ['h.example.com'] },
    { case: 'blanks between', value: 'a.example.com b.example.com', claims: ['a.example.com', 'b.example.com'] },
    { case: 'commas and blanks', value: 'a.example.com, b.example.com', claims: ['a.example.com', 'b.example.com'] },
    { case: 'commas only', value: 'a.example.com,b.example.com', claims: ['a.example.com', 'b.example.com'] },
    { case: 'doubles', value: 'a.example.com http://A.example.com:80', claims: ['a.example.com'] },
    { case: 'a wildcard', value: '*.example.com', claims: ['*.example.com'] },
    { case: 'quotes', value: '"a.example.com" `b.example.com`', claims: ['a.example.com', 'b.example.com'] },
    {
      case: 'quotes around several',
      value: '"a.example.com, b.example.com"',
      claims: ['a.example.com', 'b.example.com'],
    },
    { case: 'a quote without an end', value: '"a.example.com', claims: ['a.example.com'] },
    {
      case: 'a comment',
      value: 'a.example.com # b.example.com\nc.example.com',
      claims: ['a.example.com', 'c.example.com'],
    },
    { case: 'comments and nothing else on lines', value: 'a.example.com # x\n# y\n#z', claims: ['a.example.com'] },
    {
      case: 'a hash inside quotes and words',
      value: 'a.example.com/#x "b.example.com"',
      claims: ['a.example.com', 'b.example.com'],
    },
    { case: 'an international name', value: 'bücher.example.com', claims: ['xn--bcher-kva.example.com'] },
    { case: 'an underscore', value: 'my_app.example.com', claims: ['my_app.example.com'] },
  ])('$case: $value', ({ value, claims }) => {
    const reading = readCaddy({ caddy: value });
    expect(show(reading)).toEqual({ claims: claims.map((name) => `${name} ${A}`), findings: [], held: [] });
    for (const claim of reading.claims) {
      expect(claim).toMatchObject({ grammar: 'caddy', class: 'label', origins: ['docker:home/web label caddy'] });
    }
  });

  it.each<{ case: string; labels: Labels }>([
    {
      case: 'no site key, only directives below it',
      labels: { 'caddy.email': 'x@example.com', 'caddy_1.tls': 'internal' },
    },
    {
      case: 'an empty site, which counts as absent (settled 15)',
      labels: { caddy: ' ', 'caddy.email': 'x@example.com' },
    },
    { case: 'a snippet', labels: { caddy: '(encode)', 'caddy.encode': 'zstd gzip' } },
    { case: 'a named route', labels: { caddy_0: '&(app)' } },
    {
      case: 'another label of caddy-docker-proxy',
      labels: { caddy_ingress_network: 'proxy', caddy_controlled_server: '' },
    },
    { case: 'a prefix that only begins like ours', labels: { caddyx: 'a.example.com', caddy_x1: 'a.example.com' } },
    { case: 'a matcher while wildcards claim the record', labels: { 'caddy.@app': 'host app.example.com' } },
  ])('$case: no host, no diagnostic', ({ labels }) => {
    expect(show(readCaddy(labels))).toEqual({ claims: [], findings: [], held: [] });
  });

  it.each([
    ':80',
    'http://',
    'https://:8443',
    '/path',
    '192.168.1.5',
    '192.168.1.5:80',
    '[::1]',
    'http://[fd00::1]:80/x',
    '::1',
    'localhost',
    'http://LOCALHOST:8080',
    '*.localhost',
    'app.localhost.',
    '*',
    '*:443',
  ])('%s is skipped, info', (value) => {
    expect(show(readCaddy({ caddy: `${value} a.example.com` }))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: ['info LABEL_SKIPPED caddy'],
      held: [],
    });
  });

  it.each([
    '{$DOMAIN}',
    '{$DOMAIN:app example.com}',
    'app.{env.DOMAIN}',
    '{{ env "DOMAIN" }}',
    '{{upstreams 80}}.example.com:443',
    '"x {{ index .Labels `a b` }}"',
    '{{ never, ending',
  ])('%s is LABEL_UNRESOLVED, no claim for this token', (value) => {
    const reading = readCaddy({ caddy: `a.example.com ${value}` });
    const isQuoted = value.startsWith('"x');
    expect(show(reading)).toEqual({
      claims: [`a.example.com ${A}`, ...(isQuoted ? [`x ${A}`] : [])],
      findings: ['warning LABEL_UNRESOLVED caddy'],
      held: ['caddy * invalid'],
    });
    expect(reading.diagnostics[0]?.hint).toContain('dns.host');
  });

  it.each<{ value: string; held: string; hint: string }>([
    { value: 'a.*.example.com', held: 'a.*.example.com *', hint: 'such as app.example.com' },
    { value: '*a.example.com', held: '*a.example.com *', hint: 'such as app.example.com' },
    { value: '*.*.example.com', held: '*.*.example.com *', hint: 'such as app.example.com' },
    { value: 'a..example.com', held: 'caddy *', hint: 'surplus dot' },
    { value: 'user@a.example.com', held: 'caddy *', hint: 'a.example.com' },
    { value: 'a.example.com:http', held: 'a.example.com *', hint: 'caddy=host:port' },
    { value: '(snippet)', held: '\\040snippet\\041 *', hint: 'such as app.example.com' },
  ])('$value is LABEL_INVALID_NAME', ({ value, held, hint }) => {
    const reading = readCaddy({ caddy: `good.example.com ${value}` });
    expect(show(reading)).toEqual({
      claims: [`good.example.com ${A}`],
      findings: ['warning LABEL_INVALID_NAME caddy'],
      held: [`${held} invalid`],
    });
    expect(only(reading.diagnostics, 'LABEL_INVALID_NAME').hint).toContain(hint);
  });

  it('claims a name that is refused once and taken once', () => {
    expect(show(readCaddy({ caddy: 'a.example.com:http a.example.com' }))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: ['warning LABEL_INVALID_NAME caddy'],
      held: [],
    });
  });

  it.each(['Caddy', 'CADDY_1', 'Caddy_dns.ttl', 'caddy_dns.TTL'])('%s is LABEL_WRONG_CASE', (key) => {
    const reading = readCaddy({ [key]: '300' });
    expect(show(reading)).toEqual({ claims: [], findings: [`warning LABEL_WRONG_CASE ${key}`], held: [] });
    expect(reading.diagnostics[0]?.hint).toBe(`write ${key.toLowerCase()}`);
  });

  it('takes every site of the container, and the address by semantics 2', () => {
    const labels = { caddy: 'a.example.com', caddy_1: 'b.example.com', caddy_22: 'c.example.com' };
    const networks = [{ names: ['web'], ipv4: ['172.18.0.5'], ipv6: ['fd00::5'] }];
    expect(show(read(labels, { networks, addressing: 'container' }, settings)).claims).toEqual([
      'a.example.com A 172.18.0.5',
      'a.example.com AAAA fd00::5',
      'b.example.com A 172.18.0.5',
      'b.example.com AAAA fd00::5',
      'c.example.com A 172.18.0.5',
      'c.example.com AAAA fd00::5',
    ]);
  });

  it('is off by default', () => {
    expect(show(readCaddy({ caddy: 'a.example.com' }, {}))).toEqual({ claims: [], findings: [], held: [] });
  });

  it('reads other prefixes; a dot at the end of dnsPrefix is dropped', () => {
    const labels = { proxy: 'a.example.com', proxy_1: 'b.example.com', 'names.ttl': '60', caddy: 'c.example.com' };
    const reading = readCaddy(labels, options({ prefix: 'proxy', dnsPrefix: 'names.' }));
    expect(show(reading)).toEqual({
      claims: [`a.example.com ${A}`, `b.example.com ${A}`],
      findings: [],
      held: [],
    });
    expect(reading.claims).toMatchObject([{ ttl: 60 }, { ttl: 60 }]);
  });
});

describe('caddy: wildcards', () => {
  it.each<{ wildcards: string; claims: string[]; findings: string[] }>([
    { wildcards: 'record', claims: ['*.example.com'], findings: [] },
    {
      wildcards: 'matchers',
      claims: ['api.example.com', 'app.example.com'],
      findings: ['info LABEL_SKIPPED caddy_1'],
    },
    { wildcards: 'both', claims: ['*.example.com', 'api.example.com', 'app.example.com'], findings: [] },
  ])('$wildcards claims $claims', ({ wildcards, claims, findings }) => {
    const expected = { claims: claims.map((name) => `${name} ${A}`), findings, held: [] };
    expect(show(readCaddy(wildcardSite, options({ wildcards })))).toEqual(expected);
  });

  it.each<{ key: string; value: string; claims?: string[] }>([
    { key: 'caddy_1.@app', value: 'host app.example.com api.example.com', claims: ['api', 'app'] },
    { key: 'caddy_1.1_@app', value: 'host app.example.com', claims: ['app'] },
    { key: 'caddy_1.@app_2', value: 'host app.example.com', claims: ['app'] },
    { key: 'caddy_1.@app.host', value: 'app.example.com', claims: ['app'] },
    { key: 'caddy_1.1_@app.2_host', value: '"app.example.com"', claims: ['app'] },
    { key: 'caddy_1.@app', value: 'not host app.example.com' },
    { key: 'caddy_1.@app.not', value: 'host app.example.com' },
    { key: 'caddy_1.@app.not.host', value: 'app.example.com' },
    { key: 'caddy_1.@app', value: 'path /api/*' },
    { key: 'caddy_1.@app.path', value: '/api/*' },
    { key: 'caddy_1.@app', value: '' },
    { key: 'caddy_1.@app', value: 'Host app.example.com' },
    { key: 'caddy_1.handle', value: 'host app.example.com' },
    { key: 'caddy_1.handle.@app', value: 'host app.example.com' },
    { key: 'caddy_2.@app', value: 'host app.example.com' },
    { key: 'caddy.@app', value: 'host app.example.com' },
    { key: 'Caddy_1.@app', value: 'host app.example.com' },
  ])('$key=$value gives $claims', ({ key, value, claims = [] }) => {
    const reading = readCaddy({ caddy_1: '*.example.com', [key]: value }, options({ wildcards: 'matchers' }));
    expect(show(reading)).toEqual({
      claims: claims.map((name) => `${name}.example.com ${A}`),
      findings: ['info LABEL_SKIPPED caddy_1'],
      held: [],
    });
    for (const claim of reading.claims) expect(claim.origins).toEqual([`docker:home/web label ${key}`]);
  });

  it('reads no matchers of sites that are no wildcards', () => {
    const labels = { caddy: 'a.example.com', 'caddy.@app': 'host b.example.com' };
    expect(show(readCaddy(labels, options({ wildcards: 'both' })))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [],
      held: [],
    });
  });

  it('takes only hosts below the root, and tells of the others', () => {
    const value = 'host a.b.example.com example.com app.example.net 10.0.0.1 {$X} bad..name';
    const reading = readCaddy({ caddy: '*.example.com', 'caddy.@app': value }, options({ wildcards: 'both' }));
    expect(show(reading)).toEqual({
      claims: [`*.example.com ${A}`, `a.b.example.com ${A}`],
      findings: [
        'info LABEL_SKIPPED caddy.@app',
        'warning LABEL_INVALID_NAME caddy.@app',
        'warning LABEL_UNRESOLVED caddy.@app',
      ],
      held: ['caddy.@app * invalid'],
    });
    expect(only(reading.diagnostics, 'LABEL_SKIPPED').message).toContain(
      '"10.0.0.1", "example.com", "app.example.net"',
    );
  });
});

describe('caddy_dns: the switch', () => {
  const site = { caddy: 'a.example.com' };

  it.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('enable=%s is on', (value) => {
    expect(show(readCaddy({ ...site, 'caddy_dns.enable': value })).claims).toEqual([`a.example.com ${A}`]);
  });

  it.each(['0', 'f', 'F', 'FALSE', 'false', 'False'])('enable=%s is off', (value) => {
    expect(show(readCaddy({ ...site, 'caddy_dns.enable': value, 'caddy_dns.ttl': 'x' }))).toEqual({
      claims: [],
      findings: ['info LABEL_DISABLED caddy_dns.enable'],
      held: [],
    });
  });

  it.each([
    ['yes', 'LABEL_INVALID_BOOLEAN'],
    ['tRue', 'LABEL_INVALID_BOOLEAN'],
    ['', 'LABEL_EMPTY'],
  ])('enable=%j is %s, an error, and the names are held', (value, code) => {
    expect(show(readCaddy({ ...site, 'caddy_dns.enable': value }))).toEqual({
      claims: [],
      findings: [`error ${code} caddy_dns.enable`],
      held: ['a.example.com * invalid'],
    });
  });
});

describe('caddy_dns: the fields', () => {
  const site = { caddy: 'a.example.com' };
  const required = options({ requireProvider: true });

  it.each<{ case: string; labels: Labels; fields: object }>([
    { case: 'provider', labels: { 'caddy_dns.provider': ' public ' }, fields: { providers: ['public'] } },
    { case: 'ttl', labels: { 'caddy_dns.ttl': ' 600 ' }, fields: { ttl: 600 } },
    { case: 'ttl beyond any number', labels: { 'caddy_dns.ttl': '9'.repeat(400) }, fields: { ttl: 9007199254740991 } },
    { case: 'ttl over dns.ttl', labels: { 'caddy_dns.ttl': '600', 'dns.ttl': '5m' }, fields: { ttl: 600 } },
    ...['true', '1', 'Yes', 'on'].map((word) => ({
      case: `proxied=${word}`,
      labels: { 'caddy_dns.proxied': word },
      fields: { attributes: { proxied: 'true' } },
    })),
    ...['false', '0', 'NO', 'off'].map((word) => ({
      case: `proxied=${word}`,
      labels: { 'caddy_dns.proxied': word },
      fields: { attributes: { proxied: 'false' } },
    })),
  ])('$case', ({ labels, fields }) => {
    const reading = readCaddy({ ...site, ...labels });
    expect(show(reading).findings.filter((one) => !one.startsWith('info LABEL_OUTVOTED'))).toEqual([]);
    expect(reading.claims).toMatchObject([{ name: 'a.example.com', ...fields }]);
  });

  it('hostname replaces what the sites say', () => {
    const labels = {
      ...site,
      caddy_3: '(snippet)',
      caddy_1: '*.x.example.com {$X}',
      caddy_2: '',
      'caddy_dns.hostname': 'B.example.com c.example.com,',
    };
    expect(show(readCaddy(labels))).toEqual({
      claims: [`b.example.com ${A}`, `c.example.com ${A}`],
      findings: ['info LABEL_OUTVOTED caddy', 'info LABEL_OUTVOTED caddy_1'],
      held: [],
    });
  });

  it('hostname replaces what matchers say, too', () => {
    const labels = { ...wildcardSite, 'caddy_1.@x': 'path /x', 'caddy_dns.hostname': 'b.example.com' };
    expect(show(readCaddy(labels, options({ wildcards: 'matchers' })))).toEqual({
      claims: [`b.example.com ${A}`],
      findings: ['info LABEL_OUTVOTED caddy_1', 'info LABEL_OUTVOTED caddy_1.@app'],
      held: [],
    });
  });

  it('hostname alone is enough', () => {
    expect(show(readCaddy({ 'caddy_dns.hostname': 'b.example.com' }))).toEqual({
      claims: [`b.example.com ${A}`],
      findings: [],
      held: [],
    });
  });

  it.each(['', ' ', ' , '])('hostname=%j is LABEL_EMPTY, an error, and the names are held', (value) => {
    expect(show(readCaddy({ ...site, 'caddy_dns.hostname': value }))).toEqual({
      claims: [],
      findings: ['error LABEL_EMPTY caddy_dns.hostname'],
      held: ['a.example.com * invalid', 'caddy_dns.hostname * invalid'],
    });
  });

  it('a bad hostname leaves its neighbours', () => {
    expect(show(readCaddy({ 'caddy_dns.hostname': 'b.example.com,c..d' }))).toEqual({
      claims: [`b.example.com ${A}`],
      findings: ['warning LABEL_INVALID_NAME caddy_dns.hostname'],
      held: ['caddy_dns.hostname * invalid'],
    });
  });

  it('an unknown provider is an error, and the names are held', () => {
    const reading = readCaddy({ ...site, 'caddy_dns.provider': 'nosuch' });
    expect(show(reading)).toEqual({
      claims: [],
      findings: ['error PROVIDER_UNKNOWN caddy_dns.provider'],
      held: ['a.example.com A invalid'],
    });
    expect(reading.diagnostics[0]?.hint).toContain('home, public');
  });

  it('several providers are said with dns.provider', () => {
    const reading = readCaddy({ ...site, 'caddy_dns.provider': 'home,public' });
    expect(only(reading.diagnostics, 'PROVIDER_UNKNOWN').hint).toContain('dns.provider');
  });

  it('an empty provider holds the names: nobody knows which was meant', () => {
    expect(show(readCaddy({ ...site, 'caddy_dns.provider': '' }, required))).toEqual({
      claims: [],
      findings: ['warning LABEL_EMPTY caddy_dns.provider'],
      held: ['a.example.com A invalid'],
    });
  });

  it('with requireProvider, only what names one counts', () => {
    const reading = readCaddy(site, required);
    expect(show(reading)).toEqual({ claims: [], findings: ['warning LABEL_NOT_ENABLED caddy'], held: [] });
    expect(reading.diagnostics[0]?.hint).toContain('caddy_dns.provider');
    expect(show(readCaddy({ ...site, 'caddy_dns.provider': 'home' }, required)).claims).toEqual([`a.example.com ${A}`]);
    expect(show(readCaddy({ caddy: ':80' }, required)).findings).toEqual(['info LABEL_SKIPPED caddy']);
  });

  it.each<{ case: string; labels: Labels; code: string }>([
    { case: 'a TTL with a unit', labels: { 'caddy_dns.ttl': '5m' }, code: 'LABEL_INVALID_NUMBER' },
    { case: 'a negative TTL', labels: { 'caddy_dns.ttl': '-1' }, code: 'LABEL_INVALID_NUMBER' },
    { case: 'an empty TTL', labels: { 'caddy_dns.ttl': '' }, code: 'LABEL_EMPTY' },
    { case: 'proxied=maybe', labels: { 'caddy_dns.proxied': 'maybe' }, code: 'LABEL_INVALID_BOOLEAN' },
    { case: 'proxied=constructor', labels: { 'caddy_dns.proxied': 'constructor' }, code: 'LABEL_INVALID_BOOLEAN' },
    { case: 'an empty proxied', labels: { 'caddy_dns.proxied': '' }, code: 'LABEL_EMPTY' },
  ])('$case is $code, and the default holds', ({ labels, code }) => {
    const reading = readCaddy({ ...site, ...labels });
    expect(show(reading)).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [`warning ${code} ${Object.keys(labels)[0]}`],
      held: [],
    });
    expect(reading.claims[0]).not.toHaveProperty('ttl');
    expect(reading.claims[0]).not.toHaveProperty('attributes');
  });

  it.each<{ case: string; labels: Labels; findings: string[] }>([
    {
      case: 'no site',
      labels: { 'caddy_dns.ttl': '60' },
      findings: ['warning LABEL_INCOMPLETE caddy_dns.ttl'],
    },
    {
      case: 'a site without a host',
      labels: { caddy: ':80', 'caddy_dns.provider': 'home' },
      findings: ['info LABEL_SKIPPED caddy', 'warning LABEL_INCOMPLETE caddy_dns.provider'],
    },
    {
      case: 'a site that cannot be filled in, which was told already',
      labels: { caddy: '{$X}', 'caddy_dns.provider': 'home' },
      findings: ['warning LABEL_UNRESOLVED caddy'],
    },
  ])('labels without any host: $case', ({ labels, findings }) => {
    expect(show(readCaddy(labels)).findings).toEqual(findings);
  });

  it.each<{ key: string; code: string; hint: string }>([
    { key: 'caddy_dns.host', code: 'LABEL_UNKNOWN_FIELD', hint: 'use caddy_dns.hostname' },
    { key: 'caddy_dns.tll', code: 'LABEL_UNKNOWN_FIELD', hint: 'use caddy_dns.ttl' },
    { key: 'caddy_dns.content', code: 'LABEL_UNKNOWN_FIELD', hint: 'use dns.target' },
    { key: 'caddy_dns.skip', code: 'LABEL_UNKNOWN_FIELD', hint: 'use dns.enable=false' },
    { key: 'caddy_dns.type', code: 'LABEL_UNKNOWN_FIELD', hint: 'use dns.records.<id>.type' },
    { key: 'caddy_dns.zone', code: 'LABEL_UNKNOWN_FIELD', hint: 'enable, provider, hostname, ttl, proxied' },
    { key: 'caddy_dns.constructor', code: 'LABEL_UNKNOWN_FIELD', hint: 'enable, provider, hostname, ttl, proxied' },
    { key: 'caddy_dns', code: 'LABEL_MALFORMED', hint: 'caddy_dns.<field>' },
    { key: 'caddy_dns.', code: 'LABEL_MALFORMED', hint: 'caddy_dns.<field>' },
    { key: 'caddy_dns.ttl.x', code: 'LABEL_MALFORMED', hint: 'caddy_dns.ttl' },
  ])('$key is $code, hint $hint', ({ key, code, hint }) => {
    const reading = readCaddy({ ...site, [key]: 'x' });
    expect(show(reading)).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [`warning ${code} ${key}`],
      held: [],
    });
    expect(only(reading.diagnostics, code).hint).toContain(hint);
  });
});
