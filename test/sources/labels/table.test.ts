import { describe, expect, it } from 'vitest';
import type { GrammarName, GrammarSetting, LabelSettings } from '../../../src/sources/labels/table.ts';
import { lines, planOf } from '../../support/plan-input.ts';
import { type Labels, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const all: readonly GrammarSetting[] = ['traefik', 'caddy', 'joyride', 'coredns', 'dns'];
const rule = 'traefik.http.routers.web.rule';

/** One claim of each grammar. */
const each: Readonly<Record<GrammarName, Labels>> = {
  dns: { 'dns.host': 'dns.example.com' },
  coredns: { 'coredns.enabled': 'true', 'coredns.a.name': 'coredns.example.com' },
  joyride: { 'joyride.host.name': 'joyride.example.com' },
  caddy: { caddy: 'caddy.example.com' },
  traefik: { [rule]: 'Host(`traefik.example.com`)' },
};
const names = Object.keys(each) as GrammarName[];
const labels: Labels = Object.assign({}, ...Object.values(each));
const claimed = (grammars: readonly GrammarName[]) => grammars.map((name) => `${name}.example.com ${A}`).sort();

describe('which grammars are on', () => {
  it('dns, coredns and joyride by default', () => {
    expect(show(read(labels))).toEqual({ claims: claimed(['dns', 'coredns', 'joyride']), findings: [], held: [] });
  });

  it('all that are listed, in whichever order', () => {
    expect(show(read(labels, {}, { labels: all }))).toEqual({ claims: claimed(names), findings: [], held: [] });
    expect(read(labels, {}, { labels: all })).toEqual(read(labels, {}, { labels: names }));
  });

  it.each(names)('%s alone when it alone is listed', (name) => {
    expect(show(read(labels, {}, { labels: [name] }))).toEqual({ claims: claimed([name]), findings: [], held: [] });
    expect(read(labels, {}, { labels: [name] }).claims).toMatchObject([{ grammar: name }]);
  });

  it('one grammar with several prefixes', () => {
    const twice: GrammarSetting[] = ['dns', { grammar: 'dns', prefix: 'also' }, { grammar: 'coredns', prefix: 'lan' }];
    const both = {
      'dns.host': 'a.example.com',
      'also.host': 'b.example.com',
      'lan.enabled': 'true',
      'lan.a.name': 'c',
    };
    expect(show(read(both, {}, { labels: twice })).claims).toEqual([
      `a.example.com ${A}`,
      `b.example.com ${A}`,
      `c ${A}`,
    ]);
  });
});

describe('two prefixes of dns', () => {
  const twice: LabelSettings = { labels: ['dns', { grammar: 'dns', prefix: 'also' }] };

  it.each<{ field: string; first: string; second: string; fields: object }>([
    { field: 'ttl', first: '60', second: '70', fields: { ttl: 60 } },
    { field: 'provider', first: 'home', second: 'public', fields: { providers: ['home'] } },
    { field: 'force', first: 'yes', second: 'no', fields: { force: true } },
    { field: 'priority', first: '1', second: '2', fields: { priority: 1 } },
    { field: 'adopt', first: 'yes', second: 'no', fields: { adopt: true } },
    { field: 'policy', first: 'sync', second: 'create-only', fields: { policy: 'sync' } },
    { field: 'address', first: '10.0.0.1', second: '10.0.0.2', fields: { value: '10.0.0.1' } },
    { field: 'target', first: '10.0.0.1', second: '10.0.0.2', fields: { value: '10.0.0.1' } },
    { field: 'attributes.x', first: '1', second: '2', fields: { attributes: { x: '1' } } },
    { field: 'enable', first: 'yes', second: 'no', fields: { value: '192.168.1.10' } },
  ])('of two labels for $field the first in byte order counts', ({ field, first, second, fields }) => {
    const both = { 'dns.host': 'a.example.com', [`also.${field}`]: first, [`dns.${field}`]: second };
    const reading = read(both, {}, twice);
    expect(reading.claims).toMatchObject([fields]);
    expect(show(reading).findings).toEqual([`warning LABEL_DUPLICATE dns.${field}`]);
  });

  it.each(['also', 'dns'])('%s.ttl alone holds for the names of both', (prefix) => {
    const both = { 'dns.host': 'a.example.com', 'also.host': 'b.example.com', [`${prefix}.ttl`]: '60' };
    expect(read(both, {}, twice).claims).toMatchObject([{ ttl: 60 }, { ttl: 60 }]);
  });
});

describe('what dns says for the claims of all grammars', () => {
  it.each<{ case: string; more: Labels; fields: object }>([
    { case: 'ttl', more: { 'dns.ttl': '60' }, fields: { ttl: 60 } },
    { case: 'provider', more: { 'dns.provider': 'home' }, fields: { providers: ['home'] } },
    { case: 'force', more: { 'dns.force': 'yes' }, fields: { force: true } },
    { case: 'priority', more: { 'dns.priority': '7' }, fields: { priority: 7 } },
    { case: 'address', more: { 'dns.address': '10.0.0.9' }, fields: { value: '10.0.0.9' } },
    { case: 'network', more: { 'dns.network': 'web' }, fields: { value: '172.18.0.5' } },
    { case: 'adopt', more: { 'dns.adopt': 'on' }, fields: { adopt: true } },
    { case: 'policy', more: { 'dns.policy': 'create-only' }, fields: { policy: 'create-only' } },
    { case: 'attributes', more: { 'dns.attributes.proxied': 'true' }, fields: { attributes: { proxied: 'true' } } },
  ])('$case', ({ more, fields }) => {
    const networks = [{ names: ['web'], ipv4: ['172.18.0.5'], ipv6: [] }];
    const reading = read({ ...labels, ...more }, { networks }, { labels: all });
    expect(show(reading).findings).toEqual([]);
    expect(reading.claims).toHaveLength(names.length);
    for (const claim of reading.claims) expect(claim).toMatchObject(fields);
  });

  it('target, for claims that are only a name', () => {
    expect(show(read({ ...labels, 'dns.target': 'proxy.example.com' }, {}, { labels: all })).claims).toEqual([
      'caddy.example.com CNAME proxy.example.com',
      `coredns.example.com ${A}`,
      'dns.example.com CNAME proxy.example.com',
      'joyride.example.com CNAME proxy.example.com',
      'traefik.example.com CNAME proxy.example.com',
    ]);
  });

  it('target of names that are all refused is not idle', () => {
    const refused = { 'joyride.host.name': 'my_app.example.com', 'dns.target': '10.0.0.1', 'dns.ttl': '60' };
    expect(show(read(refused)).findings).toEqual(['warning LABEL_INVALID_NAME joyride.host.name']);
  });

  it.each(['joyride', 'caddy', 'traefik'] as const)('a target alone is enough with a name of %s', (name) => {
    const one = { ...each[name], 'dns.target': '10.0.0.1' };
    expect(show(read(one, {}, { labels: all }))).toEqual({
      claims: [`${name}.example.com A 10.0.0.1`],
      findings: [],
      held: [],
    });
  });

  it('another prefix is read for dns', () => {
    const settings = { labels: [{ grammar: 'dns', prefix: 'names' }, 'joyride', 'caddy', 'traefik'] as const };
    const more = { ...labels, 'names.ttl': '60', 'dns.ttl': '70' };
    const reading = read(more, {}, settings);
    expect(reading.claims.map(({ grammar, ttl }) => [grammar, ttl])).toEqual([
      ['joyride', 60],
      ['caddy', 60],
      ['traefik', 60],
    ]);
    const off = read({ ...labels, 'names.enable': 'false' }, {}, settings);
    expect(show(off)).toEqual({ claims: [], findings: ['info LABEL_DISABLED names.enable'], held: [] });
    const refused = read({ 'joyride.host.name': 'my_app.example.com' }, {}, settings);
    expect(refused.diagnostics[0]?.hint).toContain('names.host=my_app');
  });

  it('enable=false switches all off; only what is wrong with keys is still told', () => {
    const bad = {
      'dns.enable': 'false',
      'dns.hosts': 'x',
      'joyride.host.names': 'x',
      'joyride.host.name': 'my_app.example.com',
      'caddy_dns.tll': '60',
      'caddy_dns.ttl': 'x',
      'traefik.http.routers.x.rules': 'x',
      'traefik.http.routers.x.rule': 'Host(',
      'coredns.a.nam': 'x',
    };
    expect(show(read(bad, {}, { labels: all }))).toEqual({
      claims: [],
      findings: [
        'info LABEL_DISABLED dns.enable',
        'warning LABEL_UNKNOWN_FIELD caddy_dns.tll',
        'warning LABEL_UNKNOWN_FIELD coredns.a.nam',
        'warning LABEL_UNKNOWN_FIELD dns.hosts',
        'warning LABEL_UNKNOWN_FIELD joyride.host.names',
        'warning LABEL_UNKNOWN_FIELD traefik.http.routers.x.rules',
      ],
      held: [],
    });
  });

  describe.each(names.filter((name) => name !== 'dns'))('without the grammar dns, for %s', (name) => {
    const alone = { labels: [name] };

    it('dns.enable=false switches off, and dns.enable=true changes nothing', () => {
      const off = read({ ...each[name], 'dns.enable': 'false' }, {}, alone);
      expect(show(off)).toEqual({ claims: [], findings: ['info LABEL_DISABLED dns.enable'], held: [] });
      const on = read({ ...each[name], 'dns.enable': 'true' }, {}, alone);
      expect(show(on)).toEqual({ claims: claimed([name]), findings: [], held: [] });
    });

    it('a dns.enable that cannot be read holds the names', () => {
      const reading = read({ ...each[name], 'dns.enable': 'maybe' }, {}, alone);
      expect(show(reading)).toMatchObject({ claims: [], findings: ['error LABEL_INVALID_BOOLEAN dns.enable'] });
      expect(show(reading).held).toEqual([`${name}.example.com * invalid`]);
    });

    it('a dns.enable that ignoreLabels hides is not seen', () => {
      const reading = read({ ...each[name], 'dns.enable': 'false' }, {}, { ...alone, ignoreLabels: ['dns.*'] });
      expect(show(reading)).toEqual({ claims: claimed([name]), findings: [], held: [] });
    });
  });

  it('dns.enable=false alone says nothing where no grammar has a label', () => {
    expect(show(read({ 'dns.enable': 'false' }, {}, { labels: ['joyride'] }))).toEqual({
      claims: [],
      findings: [],
      held: [],
    });
  });

  describe.each([
    ['a rule without a host', { [rule]: 'PathPrefix(`/`)' }],
    ['a rule for every host', { 'traefik.tcp.routers.db.rule': 'HostSNI(`*`)' }],
    ['a pattern', { [rule]: 'HostRegexp(`.+`)' }],
    ['a site without a host', { caddy: ':80' }],
    ['a snippet', { caddy: '(common)' }],
    ['global options of Caddy', { 'caddy.email': 'a@example.com' }],
  ])('beside %s, which names nothing,', (_case, nameless: Labels) => {
    const findingsOf = (more: Labels) =>
      show(read({ ...nameless, ...more }, {}, { labels: all })).findings.filter((one) => one.includes(' dns.'));

    it('dns.target is LABEL_INCOMPLETE', () => {
      expect(findingsOf({ 'dns.target': '10.0.0.9' })).toEqual(['error LABEL_INCOMPLETE dns.target']);
    });

    it('defaults are LABEL_INCOMPLETE, once and as a warning', () => {
      expect(findingsOf({ 'dns.ttl': '44', 'dns.provider': 'home' })).toEqual(['warning LABEL_INCOMPLETE dns.ttl']);
    });

    it('both are for a name that another label has', () => {
      expect(findingsOf({ 'joyride.host.name': 'a.example.com', 'dns.target': '10.0.0.9', 'dns.ttl': '44' })).toEqual(
        [],
      );
    });
  });

  it.each<[string, Labels, ...string[]]>([
    ['a rule that cannot be parsed', { [rule]: 'Host(' }, 'LABEL_MALFORMED'],
    ['a placeholder', { caddy: '{$X}' }, 'LABEL_UNRESOLVED'],
    ['a name that is refused', { caddy: 'a*.example.com' }, 'LABEL_INVALID_NAME'],
    ['names that Joyride refuses', { 'joyride.host.name': 'my_app.example.com' }, 'LABEL_INVALID_NAME'],
    ['a name that cannot be read', { 'dns.host': 'a..example.com' }, 'label-empty'],
    [
      'a switch that cannot be read',
      { [rule]: 'Host(`a.example.com`)', 'traefik.enable': 'x' },
      'LABEL_INVALID_BOOLEAN',
    ],
    [
      'a refused name beside such a switch',
      { caddy: 'a*.example.com', 'dns.enable': 'x' },
      'LABEL_INVALID_BOOLEAN',
      'LABEL_INVALID_NAME',
    ],
    [
      'a container switch that cannot be read',
      { 'dns.host': 'a.example.com', 'dns.enable': 'x' },
      'LABEL_INVALID_BOOLEAN',
    ],
  ])('%s is told alone: target and defaults are for the names in doubt', (_case, labels, ...codes) => {
    const { findings } = show(read({ ...labels, 'dns.target': '10.0.0.9', 'dns.ttl': '44' }, {}, { labels: all }));
    expect(findings.map((one) => one.split(' ')[1])).toEqual(codes);
  });

  it.each(['joyride', 'caddy', 'traefik'] as const)('requireEnable holds for %s', (name) => {
    const required = { requireEnable: true };
    const reading = read(each[name], required, { labels: ['dns', name] });
    expect(show(reading).findings).toEqual([`warning LABEL_NOT_ENABLED ${Object.keys(each[name])[0]}`]);
    const enabled = read({ ...each[name], 'dns.enable': 'true' }, required, { labels: ['dns', name] });
    expect(show(enabled).claims).toEqual(claimed([name]));
  });
});

describe('labels between grammars', () => {
  it('one record of several grammars is claimed by each, for the core to join', () => {
    const name = 'app.example.com';
    const same = {
      'dns.host': name,
      'coredns.enabled': 'true',
      'coredns.a.name': name,
      'coredns.host.name': name,
      caddy: name,
      [rule]: `Host(\`${name}\`)`,
    };
    const reading = read(same, {}, { labels: all });
    expect(show(reading)).toEqual({ claims: Array.from(names, () => `${name} ${A}`), findings: [], held: [] });
    const { changes, diagnostics } = planOf({ claims: reading.claims.map((claim) => ({ ...claim, source: 'home' })) });
    expect(lines({ changes })).toEqual([`create ${name} A nothing -> 192.168.1.10`]);
    expect(changes[0]?.origins).toHaveLength(names.length);
    expect(diagnostics).toEqual([]);
  });

  it('coredns leaves coredns.host.name to joyride, and only that', () => {
    const mixed = {
      'coredns.host.name': 'a.example.com',
      'coredns.enabled': 'true',
      'coredns.a.name': 'b.example.com',
    };
    expect(read(mixed).claims.map(({ name, grammar }) => [name, grammar])).toEqual([
      ['a.example.com', 'joyride'],
      ['b.example.com', 'coredns'],
    ]);
  });

  it.each<{ glob: string; findings: string[] }>([
    {
      glob: 'dns.skip',
      findings: ['warning LABEL_UNKNOWN_FIELD dns.content', 'warning LABEL_UNKNOWN_FIELD caddy_dns.x'],
    },
    { glob: 'dns.*', findings: ['warning LABEL_UNKNOWN_FIELD caddy_dns.x'] },
    { glob: '*dns.*', findings: [] },
  ])('ignoreLabels: $glob hides labels from every grammar', ({ glob, findings }) => {
    const foreign = { 'dns.skip': 'true', 'dns.content': 'x', caddy: 'a.example.com', 'caddy_dns.x': 'y' };
    const reading = read(foreign, {}, { labels: ['dns', 'caddy'], ignoreLabels: [glob] });
    expect(show(reading)).toEqual({ claims: [`a.example.com ${A}`], findings: findings.sort(), held: [] });
  });
});
