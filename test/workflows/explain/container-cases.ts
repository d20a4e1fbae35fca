import { configWith, container, type ExplainCases, lockfile, overrides, project, recording, service } from './cases.ts';

const web = container('web', { 'dns.host': 'app.lan.example.com' });
const remembered = lockfile([{ name: 'app.lan.example.com', value: '192.168.1.10', sources: ['recorded'] }]);

/** Containers that are asked for without `--container`. */
export const containerCases: ExplainCases = {
  'the name of a container': { files: project(recording(web)), ask: { name: 'web' } },
  'as origins have it': { files: project(recording(web)), ask: { name: 'docker:recorded/web' } },
  'the service of a file': {
    files: project(service('dns.host: app.lan.example.com')),
    ask: { name: 'stacks/web.yaml#web' },
  },
  'the id of a container': { files: project(recording(web)), ask: { name: 'web000000000' } },
  'several of that name': {
    files: project(recording(web), service('dns.host: www.lan.example.com')),
    ask: { name: 'web' },
  },
  'a name that is claimed comes first': {
    files: project(recording(web), overrides('records:\n  - { name: web, value: 10.0.0.1 }\n'), {
      'dns-sync.yaml': configWith().replace('zones: [lan.example.com]', 'zones: [lan.example.com, web]'),
    }),
    ask: { name: 'web' },
  },
  'a container comes before a name that nobody claims': {
    files: project(recording(container('app.lan.example.com', { 'dns.host': 'www.lan.example.com' }))),
    ask: { name: 'app.lan.example.com' },
  },
  'a container that is stopped': {
    files: project(recording(container('web', { 'dns.host': 'app.lan.example.com' }, { State: { Status: 'exited' } }))),
    ask: { name: 'web' },
  },
  'a container that only other grammars would read': {
    files: project(recording(container('web', { caddy: 'app.lan.example.com' }))),
    ask: { name: 'web' },
  },
  'a container that the lockfile remembers': { files: project(recording(), remembered), ask: { name: 'web' } },
  'a locked source': { files: project(recording(), remembered), ask: { name: 'web' }, locked: ['recorded'] },
  'no container is called so': { files: project(recording(web)), ask: { name: 'wbe' } },
  'an origin that nobody has': { files: project(recording(web)), ask: { name: 'docker:recorded/wbe' } },
};
