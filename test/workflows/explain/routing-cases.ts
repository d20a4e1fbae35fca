import { configWith, type ExplainCases, overrides, ownedBy, project, service, zoneFile } from './cases.ts';

const app = { name: 'app.lan.example.com' };
const record = (rest: string) => overrides(`records:\n  - { name: app.lan.example.com, ${rest} }\n`);
const second = (rest: string) => `  - { name: other, type: zonefile, directory: other, serial: increment, ${rest} }\n`;

/** One for each code of routing and conflicts that a plan can tell, and for each way a name is routed. */
export const routingCases: ExplainCases = {
  'NO_PROVIDER: no zone holds the name': {
    files: project(service('dns.host: app.example.org')),
    ask: { name: 'app.example.org' },
  },
  'PROVIDER_AMBIGUOUS: two zones fit equally well': {
    files: project(record('value: 10.0.0.1'), {
      'dns-sync.yaml': configWith({ providers: second('zones: [lan.example.com]') }),
    }),
    ask: app,
    exit: 3,
  },
  'PROVIDER_UNKNOWN: a provider that is not configured': {
    files: project(record('value: 10.0.0.1, provider: lam')),
    ask: app,
    exit: 3,
  },
  'PROVIDER_ZONE: the provider that is named has no zone for it': {
    files: project(record('value: 10.0.0.1, provider: other'), {
      'dns-sync.yaml': configWith({ providers: second('zones: [example.net]') }),
    }),
    ask: app,
    exit: 3,
  },
  'CONFLICT_REJECTED: nobody wins': {
    files: project(service('dns.host: app.lan.example.com', 'dns.target: x.example.net'), {
      'stacks/other.yaml': 'services:\n  other:\n    labels:\n      dns.host: app.lan.example.com\n',
      'dns-sync.yaml': configWith({ more: 'conflicts: reject\n' }),
    }),
    ask: app,
    exit: 3,
  },
  'SET_SHARED and SET_TTL_FOREIGN: joining another owner': {
    files: project(record('value: 10.0.0.1'), zoneFile(`app 60 IN A 10.0.0.2 ${ownedBy('nas2')}`)),
    ask: app,
  },
  'the default of two that fit equally well': {
    files: project(record('value: 10.0.0.1'), {
      'dns-sync.yaml': configWith({ providers: second('zones: [lan.example.com], default: true') }),
    }),
    ask: app,
  },
  'a zone that fits better, one that excludes, and one that narrows': {
    files: project(record('value: 10.0.0.1'), {
      'dns-sync.yaml': configWith({
        providers: `${second('zones: [example.com]')}${second('zones: [example.com, "!lan.example.com"]').replace('other', 'without')}${second('zones: [example.com, "*.iot.example.com"]').replace('other', 'narrow')}`,
      }),
    }),
    ask: app,
  },
};
