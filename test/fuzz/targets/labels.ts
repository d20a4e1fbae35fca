import fc from 'fast-check';
import { readLabels } from '../../../src/sources/labels/read-labels.ts';
import type { LabelSubject } from '../../../src/sources/labels/subject.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';
import { container } from '../../sources/labels/reading.ts';
import { expectReading, expectSame } from '../expectations.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

const keys = [
  ...['dns.host', 'dns.target', 'dns.ttl', 'dns.provider', 'dns.force', 'dns.priority', 'dns.address', 'dns.network'],
  ...['dns.adopt', 'dns.policy', 'dns.enable', 'dns.attributes.proxied', 'dns', 'Dns.host', 'dns.Host', 'names.host'],
  ...['name', 'type', 'value', 'values', 'ttl', 'enable', 'address'].map((field) => `dns.records.web.${field}`),
  ...['coredns.enabled', 'coredns.force', 'coredns.a.name', 'coredns.a.value', 'coredns.a.ttl', 'coredns.cname.x.name'],
  ...['coredns.cname.x.value', 'coredns.aaaa.name', 'coredns.a.web.name', 'coredns.a.web.value', 'traefik.enable'],
];
const values = [
  ...['app.example.com', 'a.example.com, b.example.com', '*.example.com', 'bücher.example.com', '10.0.0.1', 'fd00::1'],
  ...['10.0.0.1,fd00::1', 'host', 'container', 'home', '300', '1h30m', 'true', 'off', 'A', 'CNAME', 'TXT', 'MX', 'SRV'],
  ...['10 mail.example.com', '["v=spf1 -all", "b"]', '10.0.0.1\n10.0.0.2', 'sync', 'frontend', '', ' ', '{{upsteam}}'],
];
const labels = fc.uniqueArray(
  fc.tuple(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...keys) }, nearly(...keys)),
    fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...values) }, nearly(...values)),
  ),
  { maxLength: 10, selector: ([key]) => key },
);
const networks = [
  { names: ['frontend', 'web_frontend'], ipv4: ['172.18.0.5'], ipv6: ['fd00:0:0::5'] },
  { names: ['back'], ipv4: [''], ipv6: ['not an address'] },
];
const surroundings = fc.record({
  addressing: fc.constantFrom<LabelSubject['addressing']>('host', 'container', { network: 'frontend' }),
  host: fc.constantFrom({}, { ipv4: '192.168.1.10' }, { ipv4: '192.168.1.10', ipv6: 'fd00::10' }),
  networks: fc.subarray(networks),
  hostNetwork: fc.boolean(),
  requireEnable: fc.boolean(),
});
/** Which grammars are on. */
const anyRules = fc
  .constantFrom(
    {},
    { labels: ['dns' as const] },
    { labels: ['coredns' as const] },
    { labels: [{ grammar: 'dns' as const, prefix: 'names' }, 'coredns' as const], ignoreLabels: ['names.t*', '*.x.*'] },
  )
  .map(labelRules);

/** Readers of labels, all grammars together and each alone. */
export const labelTargets = [
  target('labels', fc.tuple(labels, surroundings, anyRules), ([pairs, more, rules]) => {
    const reading = readLabels(subjectOf(pairs, more), rules);
    expectReading(reading, '');
    expectSame(reading, readLabels(subjectOf(pairs.toReversed(), more), rules));
  }),
];

function subjectOf(pairs: readonly (readonly [string, string])[], more: Partial<LabelSubject>): LabelSubject {
  return { ...container({}, more), labels: pairs.map(([key, value]) => ({ key, value })) };
}
