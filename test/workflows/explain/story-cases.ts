import {
  configWith,
  container,
  type ExplainCases,
  lockfile,
  overrides,
  ownedBy,
  project,
  recording,
  service,
  zoneFile,
} from './cases.ts';

const app = { name: 'app.lan.example.com' };
const record = (rest: string, name = 'app.lan.example.com') => overrides(`records:\n  - { name: ${name}, ${rest} }\n`);
const claims = (host: string, more: Readonly<Record<string, string>> = {}) => ({ 'dns.host': host, ...more });
const older = { Created: '2025-06-01T00:00:00Z' };
const exited = { State: { Status: 'exited' } };

/** What people ask about, each story from the claim to the plan. */
export const storyCases: ExplainCases = {
  'all is as it should be': {
    files: project(
      service('dns.host: app.lan.example.com'),
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
  },
  'a conflict of two containers': {
    files: project(
      recording(
        container('web', claims('app.lan.example.com', { 'dns.target': 'a.example.net' })),
        container('old', claims('app.lan.example.com', { 'dns.target': 'b.example.net' }), older),
      ),
    ),
    ask: app,
  },
  'an override replaces a label': {
    files: project(
      service('dns.host: app.lan.example.com'),
      record('value: 10.0.0.1, comment: moved by Ann'),
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
  },
  'held, because another owner has it': {
    files: project(service('dns.host: app.lan.example.com'), zoneFile(`app IN A 192.168.1.10 ${ownedBy('nas2')}`)),
    ask: app,
  },
  'held, because it was made by hand': {
    files: project(service('dns.host: app.lan.example.com'), zoneFile('app IN A 192.168.1.99')),
    ask: app,
  },
  'ours once, and its owner comment is gone': {
    files: project(
      service('dns.host: app.lan.example.com'),
      zoneFile('app IN A 192.168.1.10'),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
  },
  'an eviction': {
    files: project(
      recording(container('web', claims('app.lan.example.com'), older)),
      zoneFile(`app IN CNAME x.example.net. ${ownedBy('nas2')}`),
      {
        'dns-sync.yaml': configWith().replace('serial: increment', 'serial: increment, takeover: evict'),
      },
    ),
    ask: app,
  },
  'a patch': {
    files: project(
      service('dns.host: app.lan.example.com'),
      overrides('patch:\n  - { match: { name: "*.lan.example.com" }, set: { ttl: 60, value: 10.9.9.9 } }\n'),
    ),
    ask: app,
  },
  'a patch that gives it another name': {
    files: project(
      service('dns.host: app.lan.example.com'),
      overrides('patch:\n  - { match: { name: app.lan.example.com }, set: { name: www.lan.example.com } }\n'),
    ),
    ask: { name: 'www.lan.example.com' },
  },
  'a patch that makes it invalid': {
    files: project(
      service('dns.host: app.lan.example.com'),
      overrides('patch:\n  - { match: { name: app.lan.example.com }, set: { type: MX } }\n'),
    ),
    ask: app,
    exit: 3,
  },
  ignored: {
    files: project(service('dns.host: app.lan.example.com'), overrides('ignore:\n  - { name: "app.*.example.com" }\n')),
    ask: app,
  },
  'a rule refuses it': {
    files: project(record('type: CNAME, value: app.lan.example.com')),
    ask: app,
    exit: 3,
  },
  'a rule that is switched off': {
    files: project(record('value: 10.0.0.1, ttl: 5'), {
      'dns-sync.yaml': configWith({ more: 'rules: { ttl-low: off }\n' }),
    }),
    ask: app,
  },
  'a rule that is spared by the configuration, and one by the record': {
    files: project(record('value: 127.0.0.1, ttl: 5, allow: [ttl-low]'), {
      'dns-sync.yaml': configWith({
        more: 'rules: { address-loopback: { except: ["app.lan.example.com"] } }\n',
      }),
    }),
    ask: app,
  },
  'a guard': {
    files: project(
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10', sources: ['overrides'] }]),
      record('value: 10.0.0.1', 'other.lan.example.com'),
      { 'dns-sync.yaml': configWith({ more: 'guards: { maxDeletes: 0 }\n' }) },
    ),
    ask: app,
  },
  'a protected name': {
    files: project(
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
      { 'dns-sync.yaml': configWith({ more: 'guards: { protect: ["app.*"] }\n' }) },
    ),
    ask: app,
  },
  'two providers': {
    files: project(record('value: 10.0.0.1, provider: [lan, other]'), {
      'dns-sync.yaml': configWith({
        providers:
          '  - { name: other, type: zonefile, zones: [example.com], directory: other, serial: increment, policy: create-only }\n',
      }),
      'other/example.com.zone': `$TTL 60\n@ IN SOA ns.example.com. h.example.com. 7 7200 1800 1209600 300\n@ IN NS ns.lan\nns.lan IN A 10.0.0.9\napp.lan IN A 10.0.0.8 ${ownedBy('homeserver')}\n`,
    }),
    ask: app,
  },
  'a provider that cannot be read': {
    files: project(service('dns.host: app.lan.example.com'), {
      'zones/lan.example.com.zone': 'app IN A 10.0.0.1 (\n',
    }),
    ask: app,
    exit: 5,
  },
  offline: {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.ttl: "60"'),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
    offline: true,
  },
  'a source that cannot be read': {
    files: project(
      { 'containers.json': '[' },
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10', sources: ['recorded'] }]),
    ),
    ask: app,
    exit: 3,
  },
  'a wildcard answers it': {
    files: project(zoneFile('*.apps IN A 192.168.1.7')),
    ask: { name: 'x.apps.lan.example.com' },
  },
  'nobody claims it: it was applied once, and goes': {
    files: project(
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
  },
  'nobody claims it: a name that is nearly the same': {
    files: project(service('dns.host: app.lan.example.com')),
    ask: { name: 'apq.lan.example.com' },
  },
  'nobody claims it: the same in another zone': {
    files: project(service('dns.host: app.lan.example.com')),
    ask: { name: 'app.lam.example.com' },
  },
  'nobody claims it: its container is stopped': {
    files: project(recording(container('web', claims('app.lan.example.com'), exited))),
    ask: app,
  },
  'nobody claims it: its service belongs to a profile that is not active': {
    files: project({
      'stacks/web.yaml': 'services:\n  web:\n    profiles: [debug]\n    labels:\n      dns.host: app.lan.example.com\n',
    }),
    ask: app,
  },
  'nobody claims it: the grammar of its label is not enabled': {
    files: project(service('coredns.enabled: "true"', 'coredns.a.name: app.lan.example.com'), {
      'dns-sync.yaml': configWith({ stacks: ', labels: [dns]' }),
    }),
    ask: app,
  },
  'nobody claims it: the settings of the source hide the label': {
    files: project(service('dns.host: app.lan.example.com'), {
      'dns-sync.yaml': configWith({ stacks: ', ignoreLabels: ["dns.*"]' }),
    }),
    ask: app,
  },
  'nothing comes close': { files: project(), ask: { name: 'nowhere.lan.example.com' } },
  'any spelling, and U-labels': {
    files: project(service('dns.host: bücher.lan.example.com')),
    ask: { name: 'BÜCHER.lan.Example.com.' },
  },
  'a container': {
    files: project(
      recording(
        container('web', claims('b.lan.example.com,a.lan.example.com', { 'dns.hots': 'c.lan.example.com' })),
        container('db', claims('db.lan.example.com')),
      ),
    ),
    ask: { container: 'web' },
  },
  'a container by its id': {
    files: project(recording(container('web', claims('app.lan.example.com')))),
    ask: { container: 'web000000000' },
  },
  'a container that claims nothing': {
    files: project(recording(container('web', claims('app.lan.example.com')))),
    ask: { container: 'wbe' },
  },
  'a stopped container': {
    files: project(recording(container('web', claims('app.lan.example.com'), exited))),
    ask: { container: 'web' },
  },
  'a label of a container': {
    files: project(
      recording(
        container(
          'web',
          claims('app.lan.example.com', { 'coredns.enabled': 'true', 'coredns.a.name': 'x.lan.example.com' }),
        ),
        container('db', claims('db.lan.example.com')),
      ),
    ),
    ask: { label: 'dns.host', container: 'web' },
  },
  'a label that is a default of its container': {
    files: project(service('dns.host: app.lan.example.com', 'dns.ttl: "60"')),
    ask: { label: 'dns.ttl' },
  },
  'a label that belongs to a record': {
    files: project(service('dns.records.w.name: app.lan.example.com', 'dns.records.w.value: 10.0.0.1')),
    ask: { label: 'dns.records.w.value' },
  },
  'a wildcard that is claimed will answer it': {
    files: project(service('dns.host: "*.apps.lan.example.com"')),
    ask: { name: 'x.apps.lan.example.com' },
  },
  'the wildcard itself': {
    files: project(service('dns.host: "*.apps.lan.example.com"')),
    ask: { name: '*.APPS.lan.example.com' },
  },
  'the root of all names': { files: project(), ask: { name: '.' } },
  'a name with an escape that it does not need': {
    files: project(record('type: TXT, value: x', '_acme.lan.example.com')),
    ask: { name: '\\095ACME.lan.example.com' },
  },
  'control characters in labels': {
    files: project(service('dns.host: "x\\e[2Jx.lan.example.com"', '"dns.\\e[2J": x', 'dns.ttl: "5\\r\\nAt lan"')),
    ask: { container: 'web' },
    exit: 3,
  },
  'in doubt, with --hold': {
    files: project(service('dns.host: app.lan.example.com', 'dns.ttl: soon')),
    ask: app,
    hold: true,
  },
  'neither the source nor the provider can be read': {
    files: project(
      { 'containers.json': '[', 'zones/lan.example.com.zone': 'app IN A 10.0.0.1 (\n' },
      lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10', sources: ['recorded'] }]),
    ),
    ask: app,
    exit: 3,
  },
  'nobody claims it, as far as sources can be read': {
    files: project({ 'containers.json': '[' }),
    ask: app,
    exit: 3,
  },
};
