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
const host = (name: string) => ({ 'dns.host': `${name}.lan.example.com` });
const replica = (name: string, more: Readonly<Record<string, string>> = {}) =>
  container(name, {
    ...host('app'),
    ...more,
    'com.docker.compose.project': 'proj',
    'com.docker.compose.service': 'api',
  });

/** The source `recorded` with these grammars. */
const grammars = (labels: string) => ({ 'dns-sync.yaml': configWith({ recorded: `, labels: ${labels}` }) });
const broken = service('dns.host: www.lan.example.com', 'dns.ttl: soon');

/** What comes closest, which container is meant, and why it exits as it does. */
export const nearbyCases: ExplainCases = {
  'errors of other names, and nothing to do here': {
    files: project(
      recording(container('web', host('app'))),
      broken,
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
    ),
    ask: app,
    exit: 3,
  },
  'errors of other names, and something to do here': {
    files: project(recording(container('web', host('app'))), broken),
    ask: app,
    exit: 3,
  },
  'two edits of three letters are another name': {
    files: project(recording(container('web', host('two')))),
    ask: { name: 'foo.lan.example.com' },
  },
  'a patch has renamed what is nearly the same': {
    files: project(
      recording(container('web', host('ren'))),
      overrides('patch:\n  - { match: { name: ren.lan.example.com }, set: { name: moved.lan.example.com } }\n'),
    ),
    ask: { name: 'red.lan.example.com' },
  },
  'the label of the name itself, not a name that is nearly the same': {
    files: project(
      recording(container('web', host('apps')), container('off', { ...host('app'), 'dns.enable': 'false' })),
    ),
    ask: app,
  },
  'a record that is switched off, under a prefix': {
    files: project(
      recording(
        container('web', {
          'x.records.a.name': 'app.lan.example.com',
          'x.records.a.enable': 'false',
          'x.records.b.enable': 'no',
        }),
      ),
      grammars('[{ grammar: dns, prefix: x }]'),
    ),
    ask: app,
  },
  'all that keeps a label from counting': {
    files: project(
      recording(
        container(
          'web',
          { 'coredns.enabled': 'false', 'coredns.a.name': 'app.lan.example.com', 'dns.enable': 'false' },
          { State: { Status: 'exited' } },
        ),
      ),
      { 'dns-sync.yaml': configWith({ recorded: ', labels: [dns], ignoreLabels: ["coredns.*"]' }) },
    ),
    ask: app,
  },
  'both addresses of a label, once': {
    files: project(recording(container('web', host('app'), { State: { Status: 'exited' } })), {
      'dns-sync.yaml': configWith().replace('ipv4: 192.168.1.10', 'ipv4: 192.168.1.10, ipv6: "fd00::10"'),
    }),
    ask: app,
  },
  'another label in deploy than beside it': {
    files: project({
      'stacks/web.yaml':
        'services:\n  web:\n    labels: { dns.host: www.lan.example.com }\n    deploy: { labels: { dns.host: app.lan.example.com } }\n',
    }),
    ask: app,
  },
  'both places of a service switched off, one of them': {
    files: project({
      'stacks/web.yaml':
        'services:\n  web:\n    labels: { dns.host: www.lan.example.com, dns.enable: "false" }\n    deploy: { labels: { dns.host: app.lan.example.com } }\n',
    }),
    ask: app,
  },
  'the place of a service that is switched off, not the other': {
    files: project({
      'stacks/web.yaml':
        'services:\n  web:\n    labels: { dns.host: app.lan.example.com, dns.enable: "false" }\n    deploy: { labels: { dns.host: www.lan.example.com } }\n',
    }),
    ask: app,
  },
  'replicas that are switched off': {
    files: project(recording(...['proj-api-1', 'proj-api-2'].map((name) => replica(name, { 'dns.enable': 'false' })))),
    ask: app,
  },
  'a replica of those that are switched off': {
    files: project(recording(...['proj-api-1', 'proj-api-2'].map((name) => replica(name, { 'dns.enable': 'false' })))),
    ask: { container: 'proj-api-2' },
  },
  'a switch that ignoreLabels hides': {
    files: project(recording(container('web', { ...host('app'), 'dns.enable': 'true' })), {
      'dns-sync.yaml': configWith({ recorded: ', requireEnable: true, ignoreLabels: [dns.enable]' }),
    }),
    ask: app,
  },
  'a switch of one grammar that ignoreLabels hides': {
    files: project(
      recording(container('web', { 'coredns.enabled': 'true', 'coredns.a.name': 'app.lan.example.com' })),
      { 'dns-sync.yaml': configWith({ recorded: ', ignoreLabels: [coredns.enabled]' }) },
    ),
    ask: app,
  },
  'a service of a file that is scaled to nothing': {
    files: project({
      'stacks/web.yaml': 'services:\n  web:\n    scale: 0\n    labels: { dns.host: app.lan.example.com }\n',
    }),
    ask: app,
  },
  'a negated rule that would not claim it, either': {
    files: project(
      recording(container('web', { 'traefik.http.routers.web.rule': '!Host(`app.lan.example.com`)' })),
      grammars('[{ grammar: traefik, exposedByDefault: false }]'),
    ),
    ask: app,
  },
  'a variable that is not set may have meant it': {
    files: project(service(`dns.host: "\${NOPE}.lan.example.com"`)),
    ask: app,
    exit: 3,
  },
  'a source that was not read, and a file of it that has the name': {
    files: project({
      'overrides/a.yaml': 'version: 1\nrecords:\n  - { name: app.lan.example.com, value: 10.0.0.1 }\n  - {\n',
    }),
    ask: app,
    exit: 3,
  },
  'what could not be read holds a record': {
    files: project(
      recording(container('web', { 'dns.host': 'a..lan.example.com' })),
      zoneFile(`app IN A 192.168.1.10 ${ownedBy('homeserver')}`),
    ),
    ask: app,
    exit: 3,
  },
  'a label, and a source that cannot be read': {
    files: project({ 'stacks/web.yaml': 'services: [\n' }, recording(container('web', host('app')))),
    ask: { label: 'dns.ttl' },
    exit: 3,
  },
  'a container, and a source that cannot be read': {
    files: project({ 'stacks/web.yaml': 'services: [\n' }, recording(container('web', host('app')))),
    ask: { container: 'db' },
    exit: 3,
  },
  'a word of a file that cannot be read is no name': {
    files: project({ 'stacks/web.yaml': 'services:\n  web: [\n' }),
    ask: { name: 'web' },
    exit: 3,
  },
  'a word of a message is no name': {
    files: project(service('dns.hosts: app.lan.example.com', 'dns.ttl: "60"')),
    ask: { name: 'field' },
  },
  'a container that does not exist': {
    files: project(recording(container('web', host('app')))),
    ask: { container: 'tr' },
  },
  'a container without labels of ours': {
    files: project(recording(container('web', { maintainer: 'x' }))),
    ask: { container: 'web' },
  },
  'a container whose labels are all switched off': {
    files: project(
      recording(
        container('web', { 'traefik.enable': 'false', 'traefik.http.routers.web.rule': 'Host(`app.lan.example.com`)' }),
      ),
      grammars('[dns, traefik]'),
    ),
    ask: { container: 'web' },
  },
  'a container that is written in small letters': {
    files: project(recording(container('Upper', host('app')))),
    ask: { name: 'upper' },
  },
  'the service of Compose': {
    files: project(recording(replica('proj-api-1'), replica('proj-api-2'))),
    ask: { container: 'api' },
  },
  'a replica by its id': {
    files: project(recording(replica('proj-api-1'), replica('proj-api-2'))),
    ask: { container: 'proj-api-2000000' },
  },
  'a replica as docker inspect writes it': {
    files: project(recording(replica('proj-api-1'), replica('proj-api-2'))),
    ask: { container: '/proj-api-2' },
  },
  'a folder with the word label in its name': {
    files: project(
      { 'white label shop/web.yaml': 'services:\n  web:\n    labels: { dns.host: app.lan.example.com }\n' },
      { 'dns-sync.yaml': configWith().replace('stacks/*.yaml', '*/web.yaml') },
      lockfile([]),
    ),
    ask: { container: 'web' },
  },
};
