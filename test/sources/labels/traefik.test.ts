import { describe, expect, it } from 'vitest';
import type { LabelSettings } from '../../../src/sources/labels/table.ts';
import { type Labels, only, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const settings: LabelSettings = { labels: ['dns', 'traefik'] };
const key = 'traefik.http.routers.web.rule';
const tcpKey = 'traefik.tcp.routers.db.rule';
const readTraefik = (labels: Labels, options: LabelSettings = settings) => read(labels, {}, options);

describe('traefik: what rules claim', () => {
  it.each<{ rule: string; claims: string[] }>([
    { rule: 'Host(`a.example.com`)', claims: ['a.example.com'] },
    { rule: 'Host(`a.example.com`, `b.example.com`)', claims: ['a.example.com', 'b.example.com'] },
    { rule: 'Host(`a.example.com`) || Host(`b.example.com`)', claims: ['a.example.com', 'b.example.com'] },
    { rule: 'Host(`A.example.com`) && PathPrefix(`/api`)', claims: ['a.example.com'] },
    { rule: 'Host(`*.example.com`)', claims: ['*.example.com'] },
    { rule: 'Host(`**.example.com`)', claims: ['*.example.com'] },
    { rule: 'hostheader("a.example.com")', claims: ['a.example.com'] },
    { rule: 'Host(`a.example.com.`) || Host(`a.example.com`)', claims: ['a.example.com'] },
    { rule: 'Host(`my_app.example.com`)', claims: ['my_app.example.com'] },
    { rule: 'Host(`whoami.localhost`)', claims: ['whoami.localhost'] },
    { rule: ' PathPrefix(`/x`) && !(!Host(`a.example.com`)) ', claims: ['a.example.com'] },
  ])('$rule claims $claims', ({ rule, claims }) => {
    const reading = readTraefik({ [key]: rule });
    expect(show(reading)).toEqual({ claims: claims.map((name) => `${name} ${A}`), findings: [], held: [] });
    for (const claim of reading.claims) {
      expect(claim).toMatchObject({ grammar: 'traefik', class: 'label', origins: [`docker:home/web label ${key}`] });
    }
  });

  it('HostSNI(`db.example.com`) of a TCP router claims the name', () => {
    expect(show(readTraefik({ [tcpKey]: 'HostSNI(`db.example.com`)' }))).toEqual({
      claims: [`db.example.com ${A}`],
      findings: [],
      held: [],
    });
  });

  it.each<{ case: string; labels: Labels; message: string }>([
    { case: 'HostSNI(`*`)', labels: { [tcpKey]: 'HostSNI(`*`)' }, message: '"*"' },
    { case: '!Host(`a.example.com`)', labels: { [key]: '!Host(`a.example.com`)' }, message: '"!a.example.com"' },
    {
      case: 'whatever an outer ! turns negative',
      labels: { [key]: '!(Path(`/`) || Host(`a.example.com`) || HostRegexp(`.+`))' },
      message: '"!a.example.com", "!.+"',
    },
    { case: 'an IP address', labels: { [key]: 'Host(`192.168.1.1`) || Host(`::1`)' }, message: '"192.168.1.1", "::1"' },
    { case: 'a rule without a host (settled 15)', labels: { [key]: 'PathPrefix(`/x`)' }, message: 'names no host' },
  ])('$case gives none, and info', ({ labels, message }) => {
    const reading = readTraefik(labels);
    expect(show(reading)).toEqual({ claims: [], findings: [`info LABEL_SKIPPED ${Object.keys(labels)[0]}`], held: [] });
    expect(reading.diagnostics[0]?.message).toContain(message);
  });

  it.each(['HostRegexp(`^.+\\.example\\.com$`)', 'HostRegexp(`{sub:[a-z]+}.example.com`)'])(
    '%s is LABEL_UNRESOLVED, and its neighbours stand',
    (pattern) => {
      const reading = readTraefik({ [key]: `Host(\`a.example.com\`) || ${pattern}` });
      expect(show(reading)).toEqual({
        claims: [`a.example.com ${A}`],
        findings: [`warning LABEL_UNRESOLVED ${key}`],
        held: [],
      });
      expect(reading.diagnostics[0]?.hint).toContain('dns.host');
    },
  );

  it.each(['Host(`{sub}.example.com`)', 'Host(`{{ .Name }}.example.com`)', 'Host("{{env `X`}}")'])(
    '%s is LABEL_UNRESOLVED: its neighbours stand, and what the rule claimed before is held',
    (template) => {
      const reading = readTraefik({ [key]: `Host(\`a.example.com\`) || ${template}` });
      expect(show(reading)).toEqual({
        claims: [`a.example.com ${A}`],
        findings: [`warning LABEL_UNRESOLVED ${key}`],
        held: [`${key} * invalid`],
      });
    },
  );

  it('!Host(`{{ .Name }}`) claims nothing whatever it is: nothing is held', () => {
    expect(show(readTraefik({ [key]: '!Host(`{{ .Name }}`)' }))).toEqual({
      claims: [],
      findings: [`info LABEL_SKIPPED ${key}`],
      held: [],
    });
  });

  it('HostSNIRegexp is LABEL_UNRESOLVED', () => {
    expect(show(readTraefik({ [tcpKey]: 'HostSNIRegexp(`^.+$`)' })).findings).toEqual([
      `warning LABEL_UNRESOLVED ${tcpKey}`,
    ]);
  });

  it.each<{ host: string; held: string; hint: string }>([
    { host: 'a.*.example.com', held: 'a.*.example.com *', hint: 'such as app.example.com' },
    { host: '*foo.example.com', held: '*foo.example.com *', hint: 'such as app.example.com' },
    { host: 'bücher.example.com', held: 'xn--bcher-kva.example.com *', hint: 'xn--' },
    { host: 'a.example.com:8080', held: `${key} *`, hint: 'a.example.com' },
    { host: 'a b', held: `${key} *`, hint: 'without blanks' },
    { host: '', held: `${key} *`, hint: 'whole name' },
  ])('the host "$host" is LABEL_INVALID_NAME and held', ({ host, held, hint }) => {
    const reading = readTraefik({ [key]: `Host(\`${host}\`) || Host(\`good.example.com\`)` });
    expect(show(reading)).toEqual({
      claims: [`good.example.com ${A}`],
      findings: [`warning LABEL_INVALID_NAME ${key}`],
      held: [`${held} invalid`],
    });
    expect(only(reading.diagnostics, 'LABEL_INVALID_NAME').hint).toContain(hint);
  });

  it('says where a rule cannot be parsed, and holds what it claimed', () => {
    const reading = readTraefik({ [key]: 'Host(`a.example.com`) && Host(b.example.com)' });
    expect(show(reading)).toEqual({
      claims: [],
      findings: [`warning LABEL_MALFORMED ${key}`],
      held: [`${key} * invalid`],
    });
    expect(reading.diagnostics[0]?.message).toContain('at character 31');
  });

  it('tells of an empty rule', () => {
    expect(show(readTraefik({ [key]: ' ' }))).toEqual({
      claims: [],
      findings: [`warning LABEL_EMPTY ${key}`],
      held: [`${key} * invalid`],
    });
  });

  it('gives one host of several routers several origins', () => {
    const labels = { [key]: 'Host(`a.example.com`)', 'traefik.http.routers.api.rule': 'Host(`a.example.com`)' };
    expect(readTraefik(labels).claims.map(({ name, origins }) => [name, ...origins])).toEqual([
      ['a.example.com', 'docker:home/web label traefik.http.routers.api.rule'],
      ['a.example.com', `docker:home/web label ${key}`],
    ]);
  });
});

describe('traefik: the selection', () => {
  it.each(['Traefik.HTTP.Routers.Web.Rule', 'traefik.http.routers.web.RULE', 'traefik.http.routers.we b.rule'])(
    'reads %s, whatever its case',
    (one) => {
      expect(show(readTraefik({ [one]: 'Host(`a.example.com`)' }))).toEqual({
        claims: [`a.example.com ${A}`],
        findings: [],
        held: [],
      });
    },
  );

  it.each([
    'traefik',
    'traefikk.http.routers.web.rule',
    'traefik.http.services.web.loadbalancer.server.port',
    'traefik.http.routers.web.entrypoints',
    'traefik.http.routers.web.tls.domains[0].main',
    'traefik.http.middlewares.rule.redirectscheme.scheme',
    'traefik.udp.routers.web.rule',
    'traefik.http.routers.web.priority',
    'traefik.http.routers.web',
    'traefik.http.routers',
    'traefik.http.routers.rules',
    'traefik.docker.network',
    'traefik.frontend.entryPoints',
  ])('leaves %s to Traefik', (one) => {
    expect(show(readTraefik({ [one]: 'Host(`a.example.com`)' }))).toEqual({ claims: [], findings: [], held: [] });
  });

  it.each<{ key: string; code: string; hint: string }>([
    { key: 'traefik.http.routers.web.rules', code: 'LABEL_UNKNOWN_FIELD', hint: 'use traefik.http.routers.web.rule' },
    { key: 'traefik.tcp.routers.Web.Rlue', code: 'LABEL_UNKNOWN_FIELD', hint: 'use traefik.tcp.routers.Web.rule' },
    { key: 'traefik.frontend.rule', code: 'LABEL_UNKNOWN_FIELD', hint: 'traefik.http.routers.<name>.rule=Host(`' },
    { key: 'traefik.web.frontend.rule', code: 'LABEL_UNKNOWN_FIELD', hint: 'traefik.http.routers.<name>.rule=Host(`' },
    { key: 'traefik.http.routers.my.app.rule', code: 'LABEL_MALFORMED', hint: 'traefik.http.routers.<name>.rule' },
    { key: 'traefik.http.routers.rule', code: 'LABEL_MALFORMED', hint: 'traefik.http.routers.<name>.rule' },
    { key: 'traefik.tcp.routers..rule', code: 'LABEL_MALFORMED', hint: 'traefik.tcp.routers.<name>.rule' },
  ])('$key is $code, hint $hint', ({ key: one, code, hint }) => {
    const reading = readTraefik({ 'traefik.enable': 'true', [one]: 'Host:a.example.com' });
    expect(show(reading)).toEqual({ claims: [], findings: [`warning ${code} ${one}`], held: [] });
    expect(only(reading.diagnostics, code).hint).toContain(hint);
  });

  it('takes the first of two keys that mean the same router, in byte order', () => {
    const labels = {
      'traefik.http.routers.web.rule': 'Host(`b.example.com`)',
      'traefik.http.routers.Web.rule': 'Host(`a.example.com`)',
      'traefik.enable': 'false',
      'Traefik.enable': 'true',
    };
    expect(show(readTraefik(labels))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: ['warning LABEL_DUPLICATE traefik.enable', 'warning LABEL_DUPLICATE traefik.http.routers.web.rule'],
      held: [],
    });
  });

  it('is off by default', () => {
    expect(show(readTraefik({ [key]: 'Host(`a.example.com`)' }, {}))).toEqual({ claims: [], findings: [], held: [] });
  });
});

describe('traefik: the switch', () => {
  const rule = { [key]: 'Host(`a.example.com`)' };
  const hidden: LabelSettings = { labels: ['dns', { grammar: 'traefik', exposedByDefault: false }] };

  it.each(['false', 'FALSE', ' False ', '0', 'f'])('traefik.enable=%s: no claims', (value) => {
    expect(show(readTraefik({ ...rule, 'traefik.enable': value }))).toEqual({
      claims: [],
      findings: ['info LABEL_DISABLED traefik.enable'],
      held: [],
    });
  });

  it.each(['true', 'TRUE', '1', 't'])('traefik.enable=%s: claims', (value) => {
    expect(show(readTraefik({ ...rule, 'traefik.enable': value }, hidden))).toEqual({
      claims: [`a.example.com ${A}`],
      findings: [],
      held: [],
    });
  });

  it.each([
    ['yes', 'LABEL_INVALID_BOOLEAN'],
    ['', 'LABEL_EMPTY'],
  ])('traefik.enable=%j is %s, and the names are held', (value, code) => {
    expect(show(readTraefik({ ...rule, 'traefik.enable': value }))).toEqual({
      claims: [],
      findings: [`warning ${code} traefik.enable`],
      held: ['a.example.com * invalid'],
    });
  });

  it('absent counts, unless exposedByDefault is false', () => {
    expect(show(readTraefik(rule)).claims).toEqual([`a.example.com ${A}`]);
    const reading = readTraefik(rule, hidden);
    expect(show(reading)).toEqual({ claims: [], findings: [`warning LABEL_NOT_ENABLED ${key}`], held: [] });
    expect(reading.diagnostics[0]?.hint).toContain('traefik.enable=true');
  });

  it('on without a rule anywhere is LABEL_INCOMPLETE', () => {
    const reading = readTraefik({ 'traefik.enable': 'true', 'traefik.docker.network': 'web' });
    expect(show(reading)).toEqual({ claims: [], findings: ['warning LABEL_INCOMPLETE traefik.enable'], held: [] });
    expect(reading.diagnostics[0]?.hint).toContain('traefik.http.routers.<name>.rule');
  });

  it('on with a rule of a TCP router only is complete', () => {
    const labels = { 'traefik.enable': 'true', [tcpKey]: 'HostSNI(`*`)' };
    expect(show(readTraefik(labels)).findings).toEqual([`info LABEL_SKIPPED ${tcpKey}`]);
  });

  it('off lets defaults and targets of the container rest', () => {
    const labels = { ...rule, 'traefik.enable': 'false', 'dns.ttl': '60', 'dns.target': '10.0.0.1' };
    expect(show(readTraefik(labels))).toEqual({
      claims: [],
      findings: ['info LABEL_DISABLED dns.target', 'info LABEL_DISABLED dns.ttl', 'info LABEL_DISABLED traefik.enable'],
      held: [],
    });
  });
});
