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
const ours = (record: string) => zoneFile(`${record} ${ownedBy('homeserver')}`);
const records = (...lines: readonly string[]) =>
  overrides(`records:\n${lines.map((line) => `  - { name: app.lan.example.com, ${line} }\n`).join('')}`);
const patches = (...lines: readonly string[]) =>
  overrides(
    `patch:\n${lines.map((line) => `  - { match: { name: app.lan.example.com }, set: { ${line} } }\n`).join('')}`,
  );
const remembered = lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10' }]);
const second = (rest = '') => ({
  'dns-sync.yaml': configWith({
    providers: `  - { name: other, type: zonefile, zones: [lan.example.com], directory: other, serial: increment${rest} }\n`,
  }),
});
const candidate = (name: string, created: string, force: string) =>
  container(
    name,
    { 'dns.host': 'app.lan.example.com', 'dns.target': `${name}.example.net`, 'dns.force': force },
    { Created: created },
  );

/** How claims fare, what the plan does with them, and why. */
export const outcomeCases: ExplainCases = {
  'several losers, each by its own rule': {
    files: project(
      recording(
        candidate('winner', '2025-06-01T00:00:00Z', 'true'),
        candidate('younger', '2025-07-01T00:00:00Z', 'true'),
        candidate('oldest', '2020-07-01T00:00:00Z', 'false'),
      ),
    ),
    ask: app,
  },
  'the younger wins, because its value has stood for longer': {
    files: project(
      recording(
        candidate('moved', '2026-05-01T00:00:00Z', 'false'),
        candidate('other', '2026-02-01T00:00:00Z', 'false'),
      ),
      ours('app IN CNAME moved.example.net.'),
    ),
    ask: app,
  },
  'one address loses to an override, and a rule refuses the other': {
    files: project(service('dns.host: app.lan.example.com', 'dns.target: "10.0.0.1,::1"'), records('value: 10.9.9.9'), {
      'dns-sync.yaml': configWith({ more: 'rules: { address-loopback: error }\n' }),
    }),
    ask: app,
    exit: 3,
  },
  'a line of a hosts file and a label lose to an override': {
    files: project(service('dns.host: app.lan.example.com'), records('value: 10.9.9.9'), {
      'hosts.txt': '10.0.0.77 app.lan.example.com\n',
      'dns-sync.yaml': configWith({ sources: '  - { name: hosts, type: hosts, paths: [hosts.txt] }\n' }),
    }),
    ask: app,
  },
  'two overrides of one origin exclude one another': {
    files: project(records('type: CNAME, value: x.example.net', 'type: CNAME, value: y.example.net')),
    ask: app,
    exit: 3,
  },
  'one patch after another, of which the last changes nothing': {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.ttl: 60'),
      patches('values: [10.0.0.4, 10.0.0.5]', 'ttl: 60'),
    ),
    ask: app,
  },
  'deleted: its claim goes to another provider now': {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.provider: other'),
      ours('app IN A 192.168.1.10'),
      remembered,
      second(),
    ),
    ask: app,
  },
  'deleted: an ignore drops its claim, and a wildcard will answer': {
    files: project(
      service('dns.host: app.lan.example.com'),
      overrides('ignore:\n  - name: app.lan.example.com\n'),
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`, '* IN A 192.168.1.99'),
      remembered,
    ),
    ask: app,
  },
  'deleted: a patch gives its claim another name': {
    files: project(
      service('dns.host: app.lan.example.com'),
      patches('name: www.lan.example.com'),
      ours('app IN A 192.168.1.10'),
      remembered,
    ),
    ask: app,
  },
  'deleted: another type is claimed now': {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.target: x.example.net'),
      ours('app IN A 192.168.1.10'),
      remembered,
    ),
    ask: app,
  },
  'deleted: nobody claims it any more': {
    files: project(ours('app IN A 192.168.1.10'), service('dns.host: b.lan.example.com'), remembered),
    ask: app,
  },
  'a change of force alone': {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.force: true'),
      ours('app IN A 192.168.1.10'),
      remembered,
    ),
    ask: app,
  },
  'an override that adds, joins and evicts': {
    files: project(
      service('dns.host: app.lan.example.com'),
      records('value: 10.9.9.9, add: true, share: true, takeover: evict'),
    ),
    ask: app,
  },
  'a policy keeps from evicting': {
    files: project(
      service('dns.host: app.lan.example.com', 'dns.force: true'),
      zoneFile(`app IN CNAME x.example.net. ${ownedBy('nas2')}`),
      {
        'dns-sync.yaml': configWith().replace(
          'serial: increment }',
          'serial: increment, takeover: evict, policy: upsert-only }',
        ),
      },
    ),
    ask: app,
  },
  'another owner took what was ours': {
    files: project(
      service('dns.host: app.lan.example.com'),
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('nas2')}`),
      remembered,
    ),
    ask: app,
  },
  'the plan adopts what was made by hand': {
    files: project(service('dns.host: app.lan.example.com', 'dns.adopt: true'), zoneFile('app IN A 192.168.1.10')),
    ask: app,
  },
  'CNAMEs in a circle': {
    files: project(records('type: CNAME, value: b.lan.example.com'), {
      'overrides/b.yaml':
        'version: 1\nrecords:\n  - { name: b.lan.example.com, type: CNAME, value: app.lan.example.com }\n',
    }),
    ask: app,
    exit: 3,
  },
  'in doubt, and meant for one of two providers that fit equally well': {
    files: project(service('dns.host: app.lan.example.com', 'dns.provider: lan', 'dns.ttl: 5 minutes'), second()),
    ask: app,
    exit: 3,
  },
  'in doubt, and held wherever a zone fits': {
    files: project(service('dns.host: app.lan.example.com', 'dns.provider: lam'), second()),
    ask: app,
    exit: 3,
  },
  'a wildcard answers a name that would go nowhere': {
    files: project(zoneFile('* IN A 192.168.1.99'), second()),
    ask: app,
  },
  'a wildcard that was applied, offline': {
    files: project(
      service('dns.host: "*.lan.example.com"'),
      lockfile([{ name: '*.lan.example.com', value: '192.168.1.10' }]),
    ),
    ask: app,
    offline: true,
  },
  'records of the zone itself': {
    files: project(),
    ask: { name: 'lan.example.com' },
  },
  'a provider cannot be read, so nothing is done at another': {
    files: project(records('value: 10.0.0.1, provider: other'), second(), {
      'zones/lan.example.com.zone': '( nobody closes this\n',
    }),
    ask: app,
    exit: 5,
  },
};
