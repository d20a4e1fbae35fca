import { configWith, container, type ExplainCases, project, recording, service } from './cases.ts';

const app = { name: 'app.lan.example.com' };
const web = { container: 'web' };

const networks = {
  NetworkSettings: { Networks: { front: { IPAddress: '172.18.0.2' }, back: { IPAddress: '172.19.0.2' } } },
};

/** A task of the Swarm service `web`, with a label that its image or `--container-label` gave it. */
const task = container('web.1.ixq', {
  'com.docker.swarm.service.id': 'x1',
  'com.docker.swarm.service.name': 'web',
  'dns.host': 'app.lan.example.com',
});

/** The source `stacks` with these grammars. */
const grammars = (labels: string) => ({ 'dns-sync.yaml': configWith({ stacks: `, labels: ${labels}` }) });

/** A Swarm service of Docker with this label. */
const swarmService = (replicas: number) => ({
  ID: 'x1',
  CreatedAt: '2026-01-01T00:00:00Z',
  Spec: { Name: 'web', Labels: { 'dns.host': 'app.lan.example.com' }, Mode: { Replicated: { Replicas: replicas } } },
});

/** One for each code of the label grammars, as someone asks who misses a record. */
export const labelCases: ExplainCases = {
  'LABEL_UNKNOWN_FIELD: a misspelt field': { files: project(service('dns.hosts: app.lan.example.com')), ask: app },
  'LABEL_WRONG_CASE: a capital in the prefix': { files: project(service('Dns.host: app.lan.example.com')), ask: app },
  'LABEL_MALFORMED: a segment too few': { files: project(service('dns.records.web: app.lan.example.com')), ask: app },
  'LABEL_EMPTY: a label without a value': { files: project(service('dns.host: ""')), ask: web, exit: 3 },
  'LABEL_INVALID_BOOLEAN: neither true nor false': {
    files: project(service('dns.host: app.lan.example.com', 'dns.force: maybe')),
    ask: app,
    exit: 3,
  },
  'LABEL_INVALID_NUMBER: no TTL': {
    files: project(service('dns.host: app.lan.example.com', 'dns.ttl: 5 minutes')),
    ask: app,
    exit: 3,
  },
  'LABEL_INVALID_NAME: a name that the old tool refused': {
    files: project(service('coredns.enabled: "true"', 'coredns.a.name: my_app.lan.example.com')),
    ask: { name: 'my_app.lan.example.com' },
  },
  'LABEL_INVALID_VALUE: no address': {
    files: project(
      service('coredns.enabled: "true"', 'coredns.a.name: app.lan.example.com', 'coredns.a.value: 10.0.0.400'),
    ),
    ask: app,
  },
  'LABEL_INCOMPLETE: a record without a name': {
    files: project(service('dns.records.web.value: 10.0.0.1')),
    ask: web,
    exit: 3,
  },
  'LABEL_CONTRADICTION: two labels that cannot both hold': {
    files: project(service('dns.host: app.lan.example.com', 'dns.target: x.example.net,y.example.net')),
    ask: app,
    exit: 3,
  },
  'LABEL_DUPLICATE: two labels for one field': {
    files: project(
      service('coredns.enabled: "true"', 'coredns.A.name: app.lan.example.com', 'coredns.a.name: www.lan.example.com'),
    ),
    ask: { name: 'www.lan.example.com' },
  },
  'LABEL_UNSUPPORTED_TYPE: a type that the grammar does not have': {
    files: project(service('coredns.enabled: "true"', 'coredns.mx.name: app.lan.example.com')),
    ask: app,
  },
  'LABEL_NOT_ENABLED: record labels without the switch': {
    files: project(service('coredns.a.name: app.lan.example.com')),
    ask: app,
  },
  'LABEL_NOT_ENABLED: a source that requires the switch': {
    files: project(service('dns.host: app.lan.example.com'), {
      'dns-sync.yaml': configWith({ stacks: ', requireEnable: true' }),
    }),
    ask: app,
  },
  'LABEL_NOT_ON_CONTAINER: labels below deploy': {
    files: project({
      'stacks/web.yaml': 'services:\n  web:\n    deploy:\n      labels:\n        dns.host: app.lan.example.com\n',
    }),
    ask: app,
  },
  'LABEL_ON_TASK: labels of a task, where services count': {
    files: project(recording(task), { 'dns-sync.yaml': configWith({ recorded: ', swarm: services' }) }),
    ask: web,
  },
  'CONTAINER_NOT_COUNTED: the name that a label of a task would claim': {
    files: project(recording(task), { 'dns-sync.yaml': configWith({ recorded: ', swarm: services' }) }),
    ask: app,
  },
  'LABEL_DISABLED: switched off on purpose': {
    files: project(service('dns.enable: "false"', 'dns.host: app.lan.example.com')),
    ask: app,
  },
  'LABEL_OUTVOTED: a closer label says it': {
    files: project(
      service(
        'dns.records.w.name: app.lan.example.com',
        'dns.records.w.type: A',
        'dns.records.w.ttl: "60"',
        'dns.ttl: "120"',
      ),
    ),
    ask: app,
  },
  'NO_ADDRESS: none of that family': {
    files: project(service('dns.records.w.name: app.lan.example.com', 'dns.records.w.type: AAAA')),
    ask: app,
  },
  'ADDRESS_AMBIGUOUS: several networks and none named': {
    files: project(recording(container('web', { 'dns.host': 'app.lan.example.com' }, networks)), {
      'dns-sync.yaml': configWith({ recorded: ', address: container' }),
    }),
    ask: app,
  },
  'LABEL_UNRESOLVED: a placeholder of Caddy': {
    files: project(service('caddy: "app.{$$DOMAIN} www.lan.example.com"'), grammars('[dns, caddy]')),
    ask: web,
  },
  'LABEL_UNRESOLVED: a pattern in a rule of Traefik': {
    files: project(
      service('traefik.http.routers.web.rule: "HostRegexp(`^.+\\\\.lan\\\\.example\\\\.com$$`)"'),
      grammars('[dns, traefik]'),
    ),
    ask: app,
  },
  'LABEL_SKIPPED: a site of Caddy that is only a port': {
    files: project(service('caddy: ":80"'), grammars('[dns, caddy]')),
    ask: web,
  },
  'LABEL_SKIPPED: a negated host': {
    files: project(service('traefik.http.routers.web.rule: "!Host(`app.lan.example.com`)"'), grammars('[traefik]')),
    ask: app,
  },
  'LABEL_MALFORMED: a rule of Traefik that cannot be read': {
    files: project(service('traefik.http.routers.web.rule: "Host(`app.lan.example.com`"'), grammars('[traefik]')),
    ask: app,
  },
  'LABEL_INVALID_NAME: one of the names of a Joyride label': {
    files: project(service('joyride.host.name: app.lan.example.com, my_app.lan.example.com')),
    ask: { name: 'my_app.lan.example.com' },
  },
  'LABEL_EMPTY: a Joyride label of commas': { files: project(service('joyride.host.name: " , "')), ask: web },
  'LABEL_NOT_ENABLED: the second record of a container without coredns.enabled': {
    files: project(
      service(
        'coredns.a.name: a.lan.example.com',
        'coredns.cname.x.name: app.lan.example.com',
        'coredns.cname.x.value: a.lan.example.com',
      ),
    ),
    ask: app,
  },
  'LABEL_NOT_ENABLED: a site of Caddy without a provider': {
    files: project(service('caddy: app.lan.example.com'), grammars('[{ grammar: caddy, requireProvider: true }]')),
    ask: app,
  },
  'LABEL_NOT_ENABLED: a rule of Traefik where nothing is exposed by default': {
    files: project(
      service('traefik.http.routers.web.rule: Host(`app.lan.example.com`)'),
      grammars('[{ grammar: traefik, exposedByDefault: false }]'),
    ),
    ask: app,
  },
  'LABEL_DISABLED: coredns.enabled=false': {
    files: project(service('coredns.enabled: "false"', 'coredns.a.name: app.lan.example.com')),
    ask: app,
  },
  'LABEL_DISABLED: caddy_dns.enable=false, beside a rule of Traefik that counts': {
    files: project(
      service(
        'caddy: app.lan.example.com',
        'caddy_dns.enable: "false"',
        'traefik.http.routers.web.rule: Host(`www.lan.example.com`)',
      ),
      grammars('[dns, caddy, traefik]'),
    ),
    ask: app,
  },
  'LABEL_DISABLED: traefik.enable=false': {
    files: project(
      service('traefik.enable: "false"', 'traefik.http.routers.web.rule: Host(`app.lan.example.com`)'),
      grammars('[dns, traefik]'),
    ),
    ask: app,
  },
  'LABEL_DISABLED: dns.enable=false, where the grammar dns is off': {
    files: project(service('dns.enable: "false"', 'caddy: app.lan.example.com'), grammars('[caddy]')),
    ask: app,
  },
  'LABEL_DISABLED: one record of several': {
    files: project(
      service(
        'dns.host: www.lan.example.com',
        'dns.records.w.name: app.lan.example.com',
        'dns.records.w.value: 10.0.0.1',
        'dns.records.w.enable: "false"',
      ),
    ),
    ask: app,
  },
  'SERVICE_NOT_COUNTED: and the grammar is not on, either': {
    files: project({
      'stacks/web.yaml': 'services:\n  web:\n    profiles: [debug]\n    labels:\n      caddy: app.lan.example.com\n',
    }),
    ask: app,
  },
  'LABEL_NOT_ON_CONTAINER: labels beside deploy, with swarm: true': {
    files: project(service('dns.host: app.lan.example.com'), {
      'dns-sync.yaml': configWith({ stacks: ', swarm: true' }),
    }),
    ask: app,
  },
  'SERVICE_NOT_COUNTED: a Swarm service, where containers count': {
    files: project(recording(swarmService(1)), { 'dns-sync.yaml': configWith({ recorded: ', swarm: containers' }) }),
    ask: app,
  },
  'SERVICE_NOT_COUNTED: a Swarm service with 0 replicas': { files: project(recording(swarmService(0))), ask: app },
  'CONTAINER_NOT_COUNTED: a stopped container has no address': {
    files: project(
      recording(container('web', { 'dns.host': 'app.lan.example.com' }, { State: { Status: 'exited' } })),
      { 'dns-sync.yaml': configWith({ recorded: ', address: container' }) },
    ),
    ask: app,
  },
};
