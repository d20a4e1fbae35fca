// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import type { Mistakes } from './mistake.ts';

const service = (labels: Readonly<Record<string, string>>, more = ''): string =>
  `services:\n  web:\n    image: nginx\n    labels:\n${Object.entries(labels)
    .map(([key, value]) => `      ${key}: ${value}\n`)
    .join('')}${more}`;
const host = (name: string) => ({ 'dns.host': `${name}.home.example.com` });

/** Compose files with labels that somebody got wrong, each a project of its own under one configuration. */
export const labelMistakes: Mistakes = {
  'misspelt field': service({ 'dns.hosts': 'misspelt.home.example.com' }),
  'misspelt field of a record': service({
    'dns.records.a.name': 'misspelt2.home.example.com',
    'dns.records.a.ttls': '60',
  }),
  'wrong case': service({ 'DNS.Host': 'case.home.example.com' }),
  'not enabled': service({ 'coredns.a.name': 'off.home.example.com', 'coredns.a.value': '10.0.0.1' }),
  'empty value': service({ 'dns.host': '""' }),
  'URL as a host': service({ 'dns.host': 'https://url.home.example.com' }),
  'Traefik rule as a host': service({ 'dns.host': '"Host(`rule.home.example.com`)"' }),
  'two keys for one field': service({ ...host('two'), 'dns.host.': 'x.home.example.com' }),
  'value and values': service({
    'dns.records.a.name': 'both.home.example.com',
    'dns.records.a.value': '10.0.0.1',
    'dns.records.a.values': '10.0.0.1,10.0.0.2',
  }),
  'unknown type': service({ 'dns.records.a.name': 'type.home.example.com', 'dns.records.a.type': 'AAA' }),
  'record without a name': service({ 'dns.records.a.value': '10.0.0.1' }),
  'text without a type': service({ 'dns.records.a.name': 'text.home.example.com', 'dns.records.a.value': 'some text' }),
  'target that is no address': service({ ...host('target'), 'dns.target': '10.0.0.256' }),
  'target that is two names': service({ ...host('names'), 'dns.target': 'a.example.net,b.example.net' }),
  'target without a host': service({ 'dns.target': '10.0.0.1' }),
  'TTL in words': service({ ...host('ttl'), 'dns.ttl': '5 minutes' }),
  'TTL alone': service({ 'dns.ttl': '300' }),
  'boolean in words': service({ ...host('force'), 'dns.force': 'maybe' }),
  'unknown provider': service({ ...host('provider'), 'dns.provider': 'cloudflare' }),
  'unknown policy': service({ ...host('policy'), 'dns.policy': 'everything' }),
  'container without a network': service({ ...host('network'), 'dns.address': 'container' }),
  'container on several networks': service(
    { ...host('several'), 'dns.address': 'container' },
    '    networks: { front: { ipv4_address: 172.18.0.5 }, back: { ipv4_address: 172.19.0.5 } }\nnetworks: { front: {}, back: {} }\n',
  ),
  'unknown network': service(
    { ...host('othernet'), 'dns.network': 'frnt' },
    '    networks: { front: { ipv4_address: 172.18.0.5 } }\nnetworks: { front: {} }\n',
  ),
  'JSON list that is not closed': service({
    'dns.records.a.name': 'json.home.example.com',
    'dns.records.a.type': 'TXT',
    'dns.records.a.values': '\'["a", "b"\'',
  }),
  'name that another container has': `services:\n  a: { labels: { dns.host: taken.home.example.com, dns.target: a.example.net } }\n  b: { labels: { dns.host: taken.home.example.com, dns.target: b.example.net } }\n`,
};

/** Compose files that are wrong themselves. */
export const composeMistakes: Mistakes = {
  'unset variable': service({ 'dns.host': '"${APP}.home.example.com"' }),
  'required variable': service({ 'dns.host': '"${APP:?set APP in .env}.home.example.com"' }),
  'variable that is not closed': service({ 'dns.host': '"${APP.home.example.com"' }),
  'bad YAML': 'services:\n  web:\n    labels:\n      dns.host: "open.home.example.com\n',
  'tab for indentation': 'services:\n\tweb:\n\t\tlabels: {}\n',
  'key twice': service({ ...host('once') }, '    image: caddy\n'),
  'label with a list': service({ 'dns.host': '[a.home.example.com, b.home.example.com]' }),
  'label list with colons': 'services:\n  web:\n    labels:\n      - dns.host: colons.home.example.com\n',
  'number as a label': service({ ...host('number'), 'dns.priority': '1_0' }),
  'labels under deploy': 'services:\n  web:\n    deploy:\n      labels: { dns.host: deploy.home.example.com }\n',
  'file without services': 'service:\n  web:\n    labels: { dns.host: service.home.example.com }\n',
  'empty file': '',
  extends: `${service(host('extends'))}    extends: { file: base.yaml, service: base }\n`,
};
