import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../../src/sources/labels/read-labels.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';
import { container, type Labels } from './reading.ts';

const rules = labelRules({
  labels: ['dns', 'coredns', 'joyride', { grammar: 'caddy', wildcards: 'both' }, 'traefik'],
});
const segment = fc.constantFrom(
  ...[
    'dns',
    'DNS',
    'coredns',
    'enabled',
    'enable',
    'host',
    'Host',
    'target',
    'ttl',
    'provider',
    'force',
    'priority',
    'address',
    'network',
  ],
  ...[
    'adopt',
    'policy',
    'attributes',
    'records',
    'web',
    'name',
    'type',
    'value',
    'values',
    'a',
    'A',
    'aaaa',
    'cname',
    'mx',
    '',
    'x',
  ],
  ...['host', 'names', 'hostname', 'proxied', '@app', '1_@app', 'http', 'tcp', 'routers', 'rule', 'Rule', 'rules'],
);
const start = fc.constantFrom(
  ...['dns', 'coredns', 'Dns', 'CoreDNS', 'joyride', 'Joyride', 'caddy', 'Caddy', 'caddy_1', 'caddy_dns', 'Caddy_dns'],
  ...['traefik', 'Traefik', 'traefik.http.routers', 'traefik.tcp.routers'],
);
const known = fc.constantFrom(
  ...[
    'coredns.host.name',
    'joyride.host.name',
    'CoreDNS.host.name',
    'caddy',
    'caddy_1',
    'caddy_1.@app',
    'caddy.@app.host',
  ],
  ...['caddy_dns.enable', 'caddy_dns.hostname', 'caddy_dns.provider', 'caddy_dns.ttl', 'caddy_dns.proxied'],
  ...['traefik.enable', 'Traefik.enable', 'traefik.http.routers.web.rule', 'traefik.http.routers.Web.rule'],
  ...['traefik.tcp.routers.db.rule', 'traefik.frontend.rule', 'traefik.http.routers.a.b.rule'],
);
const key = fc.oneof(
  fc.tuple(start, fc.array(segment, { maxLength: 4 })).map(([prefix, rest]) => [prefix, ...rest].join('.')),
  known,
);
const value = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    '',
    ' ',
    '10.0.0.1',
    'fd00::1',
    'a.example.com',
    'a.example.com,b.example.com',
    '10.0.0.1,fd00::1',
  ),
  fc.constantFrom(
    'host',
    'container',
    '300',
    '5m',
    '-1',
    'TXT',
    'A',
    'CNAME',
    'home',
    '["x","y"]',
    '[1]',
    'a..b',
    'sync',
    'a\nb',
    '10 mx.example.com',
  ),
  fc.constantFrom(
    ...['*.example.com', 'host a.example.com', '{$X} a.example.com', '{{ x', '"a b', '(snippet)', ':80', '[::1]:80'],
    ...['Host(`a.example.com`) && !Host(`b.example.com`)', 'HostSNI(`*`)', 'HostRegexp(`.*`)', 'Host(', 'f', 'T'],
  ),
  fc.array(fc.constantFrom(...'aA.*,@{}$()`"\\#:/!&| \n'), { maxLength: 24 }).map((chars) => chars.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const ours: fc.Arbitrary<Labels> = fc.dictionary(key, value, { maxKeys: 12 });
const foreign: fc.Arbitrary<Labels> = fc.dictionary(
  fc
    .tuple(
      fc.constantFrom(
        ...[
          'com.docker.',
          'org.opencontainers.',
          'dnsmasq.',
          'corednsx.',
          'joyrides.',
          'caddyx',
          'caddy_x.',
          'caddy.tls.',
        ],
        ...[
          'caddy_ingress_network',
          'caddy_dnsx.',
          'traefik.docker.',
          'traefik.http.services.',
          'traefik.udp.routers.',
        ],
        ...['traefik.http.middlewares.', 'traefiks.', 'traefik.tls.'],
      ),
      fc.string(),
    )
    .map((parts) => parts.join('')),
  value,
  { maxKeys: 6 },
);

describe('labels of any kind', () => {
  it('never throw, and every claim and doubt names a label that is there', () => {
    fc.assert(
      fc.property(ours, (labels) => {
        const { claims, doubts, diagnostics } = readLabels(container(labels), rules);
        const origins = new Set(Object.keys(labels).map((one) => `docker:home/web label ${one}`));
        for (const claim of claims) expect(origins).toContain(claim.origins[0]);
        for (const doubt of doubts) expect(origins).toContain(doubt.kind === 'name' ? doubt.origin : doubt.prefix);
        for (const one of diagnostics) expect(origins).toContain(one.origin);
      }),
      { numRuns: 500 },
    );
  });

  it('say the same in whichever order they come', () => {
    fc.assert(
      fc.property(ours, fc.infiniteStream(fc.nat()), (labels, order) => {
        const entries = Object.entries(labels);
        const weights = new Map(entries.map(([one]) => [one, order.next().value ?? 0]));
        const shuffled = Object.fromEntries(
          entries.sort(([left], [right]) => (weights.get(left) ?? 0) - (weights.get(right) ?? 0)),
        );
        expect(readLabels(container(shuffled), rules)).toEqual(readLabels(container(labels), rules));
      }),
      { numRuns: 300 },
    );
  });

  it('are not touched by labels of other tools', () => {
    fc.assert(
      fc.property(ours, foreign, (labels, others) => {
        expect(readLabels(container({ ...others, ...labels }), rules)).toEqual(readLabels(container(labels), rules));
      }),
      { numRuns: 300 },
    );
  });

  it('are each used, outvoted or reported: a key that no field knows is never silent', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/^(?:attributes|records)?\./.test(text));
        const known = /^(?:enable|host|target|ttl|provider|force|priority|address|network|adopt|policy)$/.test(text);
        fc.pre(!known && !text.startsWith('attributes.'));
        const { diagnostics } = readLabels(container({ 'dns.host': 'a.example.com', [`dns.${text}`]: 'x' }), rules);
        expect(diagnostics.map(({ origin }) => origin)).toContain(`docker:home/web label dns.${text}`);
      }),
    );
  });
});

describe('labels of any size', () => {
  it.each<[string, Labels]>([
    ['a million names', { 'dns.host': 'a.example.com,'.repeat(200_000) }],
    ['a name list of blanks', { 'dns.host': ' '.repeat(1_000_000) }],
    ['a long TTL', { 'dns.host': 'a.example.com', 'dns.ttl': '1h'.repeat(500_000) }],
    ['a long name for coredns', { 'coredns.enabled': 'true', 'coredns.a.name': `${'a-'.repeat(500_000)}!` }],
    ['a key of a million dots', { [`dns${'.'.repeat(1_000_000)}`]: 'x' }],
    ['a key of a million dots for coredns', { [`coredns.a${'.'.repeat(1_000_000)}`]: 'x' }],
    ['a long JSON array', { 'dns.records.a.name': 'a.example.com', 'dns.records.a.values': '['.repeat(100_000) }],
    ['a long field', { [`dns.${'host'.repeat(100_000)}`]: 'x' }],
    ['a million names for joyride', { 'joyride.host.name': 'a.example.com,'.repeat(200_000) }],
    ['a long name for joyride', { 'joyride.host.name': `${'a-.'.repeat(300_000)}!` }],
    ['a name list of commas for joyride', { 'joyride.host.name': ','.repeat(1_000_000) }],
    ['a key of a million dots for joyride', { [`joyride${'.'.repeat(1_000_000)}`]: 'x' }],
    ['a million sites', { caddy: 'a.example.com '.repeat(200_000) }],
    ['a site of braces', { caddy: '{'.repeat(1_000_000) }],
    ['a site of open placeholders', { caddy: '{$ {{ '.repeat(200_000) }],
    ['a site of quotes', { caddy: '"\\"`'.repeat(300_000) }],
    ['a site of comments', { caddy: '#'.repeat(1_000_000) }],
    ['a long address', { caddy: `http://${'a:'.repeat(300_000)}/${'/'.repeat(300_000)}` }],
    ['a key of a million digits', { [`caddy_${'1'.repeat(1_000_000)}`]: 'a.example.com' }],
    ['a matcher key of a million dots', { caddy: '*.a', [`caddy.@x${'.'.repeat(1_000_000)}`]: 'x' }],
    [
      'a matcher of a million hosts',
      { caddy: '*.example.com', 'caddy.@x': `host ${'a.example.com '.repeat(100_000)}` },
    ],
    ['a long rule', { 'traefik.http.routers.a.rule': 'Host(`a.example.com`)||'.repeat(100_000) }],
    ['a rule of open brackets', { 'traefik.http.routers.a.rule': '('.repeat(1_000_000) }],
    ['a rule of quotes', { 'traefik.http.routers.a.rule': 'Host(`a`)||`"'.repeat(100_000) }],
    ['a key of a million dots for traefik', { [`traefik.http.routers${'.'.repeat(1_000_000)}rule`]: 'x' }],
    [
      'many routers',
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, index) => [`traefik.http.routers.r${index}.rule`, 'Host(`a`)']),
      ),
    ],
    [
      'many sites and matchers',
      Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [
          [`caddy_${index}`, '*.example.com'],
          [`caddy_${index}.@a`, 'host a.example.com'],
        ]).flat(),
      ),
    ],
    [
      'many records',
      Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`dns.records.r${index}.name`, 'a.example.com'])),
    ],
  ])('%s are read', (_, labels) => {
    expect(readLabels(container(labels), rules).diagnostics.length).toBeLessThan(3);
  });
});
