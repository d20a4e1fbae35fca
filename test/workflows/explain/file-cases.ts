import { configWith, type ExplainCase, type ExplainCases, project } from './cases.ts';

const app = { name: 'app.lan.example.com' };

/** A hosts file with these lines. */
function hosts(lines: string, ask: ExplainCase['ask'], differences: Partial<ExplainCase> = {}): ExplainCase {
  const sources = '  - { name: etc, type: hosts, paths: [hosts] }\n';
  return { files: project({ hosts: lines, 'dns-sync.yaml': configWith({ sources }) }), ask, ...differences };
}

/** A dynamic file of Traefik with this rule. */
function rule(text: string, ask: ExplainCase['ask'], differences: Partial<ExplainCase> = {}): ExplainCase {
  const sources = '  - { name: proxy, type: traefik, paths: [dynamic.yml] }\n';
  const file = `http:\n  routers:\n    app:\n      rule: ${text}\n`;
  return { files: project({ 'dynamic.yml': file, 'dns-sync.yaml': configWith({ sources }) }), ask, ...differences };
}

/** One for each code of hosts files and Traefik files that keeps a name from its record. */
export const fileCases: ExplainCases = {
  'a line of a hosts file': hosts('10.0.0.5 app.lan.example.com\n', app),
  'HOSTS_BAD_ADDRESS: the line does not begin with an address': hosts('10.0.0.500 app.lan.example.com\n', app, {
    exit: 3,
  }),
  'HOSTS_BAD_NAME: a wildcard': hosts('10.0.0.5 *.lan.example.com\n', { name: '*.lan.example.com' }, { exit: 3 }),
  'HOSTS_BAD_NAME: a word that is no name': hosts('10.0.0.5 app..lan.example.com\n', app, { exit: 3 }),
  'HOSTS_SHORT_NAME: no domain to complete it': hosts('10.0.0.5 db app # two\n', app),
  'HOSTS_SYSTEM: a loopback address': hosts('127.0.1.1 app.lan.example.com\n', app),
  'HOSTS_DUPLICATE: said twice': hosts('10.0.0.5 app.lan.example.com\n10.0.0.5 app.lan.example.com\n', app),
  'HOSTS_NO_NAME: an address alone': hosts('10.0.0.5 # app.lan.example.com\n', app),
  'a rule of Traefik': rule('Host(`app.lan.example.com`)', app),
  'TRAEFIK_HOST_REGEXP: a pattern': rule('HostRegexp(`app.lan.example.com`)', app),
  'TRAEFIK_QUOTES: other quotes': rule("Host('app.lan.example.com')", app),
  'TRAEFIK_NEGATED: a negated host is claimed all the same': rule('"!Host(`app.lan.example.com`)"', app),
  'TRAEFIK_ENV_UNSET: a variable that is not set': rule('Host(`{{env "EXPLAIN_HOST"}}`)', app),
};
