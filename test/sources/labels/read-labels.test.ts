import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../../src/sources/labels/read-labels.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';
import { container, type Labels } from './reading.ts';

const rules = labelRules({});
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
);
const key = fc
  .tuple(fc.constantFrom('dns', 'coredns', 'Dns', 'CoreDNS'), fc.array(segment, { maxLength: 4 }))
  .map(([prefix, rest]) => [prefix, ...rest].join('.'));
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
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const ours: fc.Arbitrary<Labels> = fc.dictionary(key, value, { maxKeys: 12 });
const foreign: fc.Arbitrary<Labels> = fc.dictionary(
  fc
    .tuple(fc.constantFrom('traefik.', 'com.docker.', 'org.opencontainers.', 'dnsmasq.', 'corednsx.'), fc.string())
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
    [
      'many records',
      Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`dns.records.r${index}.name`, 'a.example.com'])),
    ],
  ])('%s are read', (_, labels) => {
    expect(readLabels(container(labels), rules).diagnostics.length).toBeLessThan(3);
  });
});
