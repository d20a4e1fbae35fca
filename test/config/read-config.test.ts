// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { written } from '../support/written-findings.ts';

const source = '{ name: stacks, type: compose, files: [a.yaml] }';
const provider = '{ name: files, type: zonefile, zones: [example.com], directory: zones }';

interface Parts {
  readonly owner?: string;
  readonly sources?: string;
  readonly providers?: string;
  /** Line 5 and on. */
  readonly more?: string;
}

/** Lines 1 to 4 of a good configuration, with what a case changes. */
function config({ owner = 'home', sources = `[${source}]`, providers = `[${provider}]`, more = '' }: Parts): string {
  return `version: 1\nowner: ${owner}\nsources: ${sources}\nproviders: ${providers}\n${more}`;
}

async function good(parts: Parts): Promise<Config> {
  const read = await readConfig(config(parts), 'dns-sync.yaml');
  if (!read.ok) throw new Error(written(read.diagnostics).join('\n'));
  return read.config;
}

async function wrong(text: string, owner?: string): Promise<string[]> {
  const read = await readConfig(text, 'dns-sync.yaml', owner);
  if (read.ok) return [];
  expect(read.diagnostics.every(({ file, severity }) => file === 'dns-sync.yaml' && severity === 'error')).toBe(true);
  return written(read.diagnostics);
}

const withZones = (zones: string) => ({
  providers: `[{ name: files, type: zonefile, directory: zones, zones: ${zones} }]`,
});
const withFile = (file: string, zones = '[example.com]') => ({
  providers: `[{ name: files, type: zonefile, directory: zones, zones: ${zones}, file: "${file}" }]`,
});
const withLabels = (labels: string) => ({
  sources: `[{ name: s, type: compose, files: [a.yaml], labels: ${labels} }]`,
});

describe('a good configuration', () => {
  it('has its defaults filled in', async () => {
    expect(await good({})).toEqual({
      version: 1,
      owner: 'home',
      defaults: { ttl: 300 },
      sources: [{ name: 'stacks', type: 'compose', files: ['a.yaml'] }],
      providers: [{ name: 'files', type: 'zonefile', zones: ['example.com'], directory: 'zones' }],
      conflicts: 'oldest',
      policy: 'sync',
      problems: 'refuse',
      guards: {
        maxDeletes: 10,
        maxDeletePercent: 30,
        maxChanges: false,
        maxUpdatePercent: 30,
        emptySource: true,
        noLockfile: true,
        apex: true,
        protect: [],
      },
      rules: {},
      lock: { type: 'file' },
      lockfile: 'dns-sync.lock.json',
    });
  });

  it.each<{ case: string; parts: Parts; is: object }>([
    { case: 'a TTL with units', parts: { more: 'defaults: { ttl: 1h30m }' }, is: { defaults: { ttl: 5400 } } },
    { case: 'a TTL of 0', parts: { more: 'defaults: { ttl: 0 }' }, is: { defaults: { ttl: 0 } } },
    {
      case: 'addresses in any spelling',
      parts: { more: 'defaults: { ipv4: 192.168.1.10, ipv6: "FD20:0:1:0::10" }' },
      is: { defaults: { ttl: 300, ipv4: '192.168.1.10', ipv6: 'fd20:0:1::10' } },
    },
    {
      case: 'guards that are off or on',
      parts: {
        more: 'guards: { maxDeletes: off, maxDeletePercent: false, maxChanges: 0, emptySource: off, noLockfile: false, apex: on }',
      },
      is: {
        guards: expect.objectContaining({
          maxDeletes: false,
          maxDeletePercent: false,
          maxChanges: 0,
          emptySource: false,
          noLockfile: false,
          apex: true,
        }),
      },
    },
    {
      case: 'protected names as names are spelt',
      parts: { more: 'guards: { protect: ["@", "Mail.*", "bücher.example."] }' },
      is: { guards: expect.objectContaining({ protect: ['@', 'mail.*', 'xn--bcher-kva.example'] }) },
    },
    {
      case: 'zones as names are spelt',
      parts: withZones('[Bücher.Example., "! *.Intern.xn--bcher-kva.example", "/X/"]'),
      is: {
        providers: [
          expect.objectContaining({ zones: ['xn--bcher-kva.example', '!*.intern.xn--bcher-kva.example', '/X/'] }),
        ],
      },
    },
    {
      case: 'rules in both forms',
      parts: {
        more: 'rules: { ttl-mixed: off, cname-apex: { severity: warning, except: ["*.example.com", "/^x/", "!a.example.com"] } }',
      },
      is: {
        rules: {
          'ttl-mixed': { severity: 'off' },
          'cname-apex': { severity: 'warning', except: ['*.example.com', '/^x/', '!a.example.com'] },
        },
      },
    },
    {
      case: 'a greatest age of plans in milliseconds',
      parts: { more: 'maxPlanAge: 24h' },
      is: { maxPlanAge: 86_400_000 },
    },
    { case: 'an age in seconds', parts: { more: 'maxPlanAge: 90' }, is: { maxPlanAge: 90_000 } },
    { case: 'a lock of the one kind there is', parts: { more: 'lock: { type: file }' }, is: { owner: 'home' } },
    {
      case: 'zones that are not known yet',
      parts: withZones('["${env:ZONE}"]'),
      is: { providers: [expect.objectContaining({ zones: ['${env:ZONE}'] })] },
    },
    {
      case: 'other label prefixes',
      parts: withLabels('[dns, { grammar: dns, prefix: lan.dns }, { grammar: coredns, prefix: dnsx }]'),
      is: { owner: 'home' },
    },
    { case: 'a merge key', parts: { sources: `[&s ${source}, { <<: *s, name: other }]` }, is: { owner: 'home' } },
  ])('may have $case', async ({ parts, is }) => {
    expect(await good(parts)).toMatchObject(is);
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no last line end', (text: string) => text.trimEnd()],
    ['comments and another order', (text: string) => text.split('\n').reverse().join(' # note\n')],
  ])('may be written with %s, and has the same digest', async (_, rewrite) => {
    const [one, other] = [await readConfig(config({}), 'a'), await readConfig(rewrite(config({})), 'b')];
    expect(one.ok && other.ok && one.digest === other.digest).toBe(true);
  });

  it('has another digest when a value differs, but not when only the owner is overridden', async () => {
    const digest = async (parts: Parts, owner?: string) => {
      const read = await readConfig(config(parts), 'a', owner);
      return read.ok ? read.digest : null;
    };
    const plain = await digest({});
    expect(plain).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await digest({ owner: 'other' })).not.toBe(plain);
    expect(await digest({}, 'other')).toBe(plain);
  });

  it('may leave the owner to DNS_SYNC_OWNER, which also stands in for a bad one', async () => {
    for (const text of [config({ owner: '"a b"' }), config({}).replace('owner: home\n', '')]) {
      const read = await readConfig(text, 'dns-sync.yaml', 'nas2');
      expect(read.ok && read.config.owner).toBe('nas2');
    }
  });
});

describe('mistakes in the configuration', () => {
  it.each<{ text: string; is: string }>([
    { text: '', is: '1:1 CONFIG_INVALID the configuration is empty -> write one with dns-sync init' },
    { text: '# nothing\n', is: '1:1 CONFIG_INVALID the configuration is empty -> write one with dns-sync init' },
    { text: 'hello', is: '1:1 CONFIG_INVALID the file must be a map, not text -> write { key: value }' },
    {
      text: '[1]',
      is: '1:1 CONFIG_INVALID the file must be a map, not a list -> write key: value, without "- " before it',
    },
    {
      text: 'version: 2\nfoo: 1\n',
      is: '1:10 FILE_VERSION version 2 is not known here -> write version: 1, or install the dns-sync that the file was made for',
    },
    {
      text: 'version: "1"\n',
      is: '1:11 FILE_VERSION version "1" is not known here -> write version: 1, or install the dns-sync that the file was made for',
    },
    {
      text: 'a: 1\n---\nb: 1\n',
      is: '1:1 CONFIG_INVALID the file holds several YAML documents -> keep one, without "---" between',
    },
    {
      text: 'a: 1\nb:\n\tc: 1\n',
      is: '3:1 CONFIG_INVALID not YAML: tab characters must not be used in indentation -> indent with blanks; YAML does not allow tabs',
    },
    {
      text: 'a: 1\nb: 1\na: 2\n',
      is: '3:1 CONFIG_INVALID the key "a" stands twice in one map -> remove one of the two',
    },
    { text: 'a: [1\n', is: expect.stringMatching(/^2:1 CONFIG_INVALID not YAML: /) },
    { text: 'a: *nope\n', is: expect.stringMatching(/^1:5 CONFIG_INVALID .*nope/) },
  ])('$text', async ({ text, is }) => {
    expect(await wrong(text)).toEqual([is]);
  });

  it('an anchor bomb is refused, not expanded', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 40; depth += 1)
      lines.push(
        `a${depth}: &a${depth} [${Array(10)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    const [first, ...others] = await wrong(lines.join('\n'));
    expect(first).toMatch(/CONFIG_INVALID its aliases expand to millions of values/);
    expect(others).toEqual([]);
  });

  it.each<{ parts: Parts; is: string }>([
    { parts: { owner: 'a b' }, is: '2:8 CONFIG_INVALID "owner" cannot be "a b" -> the identity under which' },
    { parts: { owner: '""' }, is: '2:9 CONFIG_INVALID "owner" cannot be ""' },
    { parts: { owner: 'x'.repeat(64) }, is: '2:8 CONFIG_INVALID "owner" cannot be' },
    { parts: { owner: '5' }, is: '2:8 CONFIG_INVALID "owner" must be text, not a number -> put it in quotes' },
    {
      parts: { owner: '' },
      is: '2:1 CONFIG_INVALID "owner" is empty, it must be text -> give it a value, or remove the key',
    },
    { parts: { sources: '[]' }, is: '3:10 CONFIG_INVALID "sources" is an empty list -> add at least one entry' },
    {
      parts: { providers: '' },
      is: '4:1 CONFIG_INVALID "providers" is empty, it must be a list -> give it a value, or remove the key',
    },
    {
      parts: { sources: '{}' },
      is: '3:10 CONFIG_INVALID "sources" must be a list, not a map -> begin each entry with "- "',
    },
    { parts: { sources: '[x]' }, is: '3:11 CONFIG_INVALID entry 1 of "sources" must be a map, not text' },
    ...['${env:ZONES', '${ZONES}', '${vault:zones}', '${env:A}${B}'].map((directory) => ({
      parts: { providers: `[{ name: a, type: zonefile, zones: [a.b], directory: "${directory}" }]` },
      is: '4:66 CONFIG_INVALID a "${" here begins no placeholder that is known -> write ${env:NAME} or ${file:PATH}, with its "}"',
    })),
    {
      parts: { sources: '[{ name: a, type: yaml, files: [b, "${c"] }]' },
      is: '3:46 CONFIG_INVALID a "${" here begins no placeholder',
    },
    {
      parts: { sources: '[{ name: a, type: compse }]' },
      is: '3:28 CONFIG_INVALID "type" cannot be "compse" -> did you mean "compose"?',
    },
    {
      parts: { sources: '[{ name: a, type: etcd }]' },
      is: '3:28 CONFIG_INVALID "type" cannot be "etcd" -> one of compose, docker, hosts, traefik, yaml',
    },
    {
      parts: { sources: '[{ name: a }]' },
      is: '3:11 CONFIG_INVALID entry 1 of "sources" has no "type" -> add type: compose, docker, hosts, traefik or yaml',
    },
    {
      parts: { sources: '[{ type: yaml, files: [a] }]' },
      is: '3:11 CONFIG_INVALID entry 1 of "sources" has no "name" -> add name: stacks',
    },
    {
      parts: { sources: '[{ name: a/b, type: yaml, files: [a] }]' },
      is: '3:19 CONFIG_INVALID "name" cannot be "a/b" -> a name begins with',
    },
    {
      parts: { sources: '[{ name: a, type: yaml, file: a }]' },
      is: '3:34 UNKNOWN_KEY unknown key "file" in entry 1 of "sources" -> did you mean "files"?',
    },
    {
      parts: { sources: '[{ name: a, type: yaml, files: a.yaml }]' },
      is: '3:41 CONFIG_INVALID "files" must be a list, not text -> write a list: [ … ]',
    },
    {
      parts: { sources: '[{ name: a, type: yaml, files: [1] }]' },
      is: '3:42 CONFIG_INVALID entry 1 of "files" must be text, not a number -> put it in quotes',
    },
    {
      parts: { sources: '[{ name: a, type: yaml, files: [""] }]' },
      is: '3:43 CONFIG_INVALID entry 1 of "files" is an empty text',
    },
    {
      parts: { sources: '[{ name: a, type: yaml, files: [a], optional: yes }]' },
      is: '3:56 CONFIG_INVALID "optional" must be true or false, not text -> write true or false, without quotes',
    },
    {
      parts: { sources: '[{ name: a, type: docker, file: a, states: [up] }]' },
      is: '3:54 CONFIG_INVALID entry 1 of "states" cannot be "up" -> one of created, running',
    },
    {
      parts: { sources: '[{ name: a, type: docker, file: a, address: hots }]' },
      is: '3:54 CONFIG_INVALID "address" cannot be "hots" -> did you mean "host"?',
    },
    {
      parts: { sources: '[{ name: a, type: docker, file: a, address: { network: 5 } }]' },
      is: '3:65 CONFIG_INVALID "network" must be text, not a number -> put it in quotes',
    },
    {
      parts: { sources: `[${source}, ${source}]` },
      is: '3:69 CONFIG_INVALID two sources are called "stacks" -> give each a name of its own',
    },
    {
      parts: { providers: `[${provider}, ${provider}]` },
      is: '4:94 CONFIG_INVALID two providers are called "files" -> give each a name of its own',
    },
    {
      parts: withLabels('[dns, dsn]'),
      is: '3:68 CONFIG_INVALID entry 2 of "labels" cannot be "dsn" -> did you mean "dns"?',
    },
    {
      parts: withLabels('[5]'),
      is: '3:63 CONFIG_INVALID entry 1 of "labels" must be text or a map, not a number -> put it in quotes',
    },
    {
      parts: withLabels('[{ prefix: x }]'),
      is: '3:63 CONFIG_INVALID entry 1 of "labels" has no "grammar" -> add grammar: dns',
    },
    {
      parts: withLabels('[{ grammar: dns, prefix: x. }]'),
      is: '3:87 CONFIG_INVALID "prefix" cannot be "x." -> what the labels begin with',
    },
    {
      parts: withLabels('[dns, dns]'),
      is: '3:68 LABEL_PREFIX_OVERLAP the label prefix "dns" is enabled twice -> remove one of the two, or give it another prefix',
    },
    {
      parts: withLabels('[dns, { grammar: coredns, prefix: dns.core }]'),
      is: '3:68 LABEL_PREFIX_OVERLAP the label prefix "dns.core" lies below the prefix "dns" -> remove one of the two, or give it another prefix',
    },
    {
      parts: withLabels('[{ grammar: coredns, prefix: dns.core.x }, dns]'),
      is: '3:63 LABEL_PREFIX_OVERLAP the label prefix "dns.core.x" lies below the prefix "dns" -> remove one of the two, or give it another prefix',
    },
    { parts: withZones('[]'), is: '4:69 CONFIG_INVALID "zones" is an empty list -> add at least one entry' },
    {
      parts: withZones('["*.example.com"]'),
      is: '4:69 CONFIG_INVALID "zones" names no zone, only patterns -> add the zone itself, such as example.com: patterns only narrow it',
    },
    {
      parts: withZones('["!example.com", "/x/"]'),
      is: '4:69 CONFIG_INVALID "zones" names no zone, only patterns -> add the zone itself, such as example.com: patterns only narrow it',
    },
    {
      parts: withZones('[example.com, "*.example.org"]'),
      is: '4:84 CONFIG_INVALID *.example.org lies in no zone of this provider -> add the zone example.org, or remove the pattern',
    },
    {
      parts: withZones('[a b]'),
      is: '4:70 CONFIG_INVALID "a b" has a blank inside -> one name, without blanks or invisible characters',
    },
    {
      parts: withZones('[example.com, "/(/"]'),
      is: '4:84 PATTERN_INVALID /(/ is no regular expression: error parsing regexp: missing closing ): `(`',
    },
    {
      parts: withZones('[example.com, "/(?!a)/"]'),
      is: '4:84 PATTERN_INVALID /(?!a)/ is no regular expression: error parsing regexp: invalid or unsupported Perl syntax: `(?!`',
    },
    {
      parts: withFile('../{zone}'),
      is: '4:91 CONFIG_INVALID "file" leads out of the folder -> remove the ".."; set directory instead',
    },
    {
      parts: withFile('/etc/{zone}'),
      is: '4:91 CONFIG_INVALID "file" is an absolute path -> a name inside the folder, such as {zone}.zone',
    },
    {
      parts: withFile('{zone}/{zone}'),
      is: '4:91 CONFIG_INVALID "file" has {zone} more than once -> keep one, such as {zone}.zone',
    },
    {
      parts: withFile('db', '[a.example, b.example, "!c.a.example"]'),
      is: '4:116 CONFIG_INVALID "file" is one name for several zones -> put {zone} into it, such as {zone}.zone',
    },
    {
      parts: { providers: `[{ name: f, type: zonefile, zones: [a], directory: z, public: true, private: true }]` },
      is: '4:80 CONFIG_INVALID a provider is public or private, not both -> remove one of the two',
    },
    {
      parts: { providers: `[{ name: f, type: zonefile, zones: [a], directory: z, soa: { rname: me@a.example } }]` },
      is: '4:80 CONFIG_INVALID "me@a.example" has "@", which belongs to a URL -> write it as a name: me.a.example',
    },
    {
      parts: { providers: `[{ name: f, type: zonefile, zones: [a], directory: z, ns: [a..b] }]` },
      is: '4:71 CONFIG_INVALID "a..b" has an empty label -> ',
    },
    {
      parts: { providers: `[{ name: f, type: zonefile, zones: [a], directory: z, reload: rndc }]` },
      is: '4:74 CONFIG_INVALID "reload" must be a list, not text -> write a list: [ … ]',
    },
    {
      parts: { providers: `[{ name: f, type: zonefile, zones: [a] }]` },
      is: '4:13 CONFIG_INVALID entry 1 of "providers" has no "directory" -> add directory: zones',
    },
    { parts: { more: 'polcy: sync' }, is: '5:1 UNKNOWN_KEY unknown key "polcy" -> did you mean "policy"?' },
    { parts: { more: 'watch: {}' }, is: '5:1 UNKNOWN_KEY unknown key "watch" -> known here: version, owner, ' },
    { parts: { more: 'policy: synk' }, is: '5:9 CONFIG_INVALID "policy" cannot be "synk" -> did you mean "sync"?' },
    {
      parts: { more: 'defaults: { ttl: "300" }' },
      is: '5:19 CONFIG_INVALID "ttl" cannot be "300" -> seconds, or a sum of units w d h m s such as 1h30m',
    },
    { parts: { more: 'defaults: { ttl: -1 }' }, is: '5:18 CONFIG_INVALID "ttl" is -1, less than 0 -> at least 0' },
    {
      parts: { more: 'defaults: { ttl: 1.5 }' },
      is: '5:18 CONFIG_INVALID "ttl" must be a whole number or text, not a fraction',
    },
    {
      parts: { more: 'defaults: { ttl: 4294967295 }' },
      is: '5:18 CONFIG_INVALID "ttl" is 4294967295, more than 2147483647 -> at most 2147483647',
    },
    {
      parts: { more: 'defaults: { ttl: 9999w }' },
      is: '5:18 CONFIG_INVALID the TTL "9999w" is too large -> at most 2147483647 seconds',
    },
    {
      parts: { more: 'defaults: { ipv4: 10.1 }' },
      is: '5:19 CONFIG_INVALID "ipv4" must be text, not a fraction -> put it in quotes',
    },
    {
      parts: { more: 'defaults: { ipv4: 10.0.0.256 }' },
      is: '5:19 CONFIG_INVALID "10.0.0.256" is no IPv4 address -> ',
    },
    {
      parts: { more: 'defaults: { ipv4: "fd00::1" }' },
      is: '5:20 CONFIG_INVALID "fd00::1" is an IPv6 address -> it belongs under ipv6',
    },
    {
      parts: { more: 'defaults: { ipv6: 10.0.0.1 }' },
      is: '5:19 CONFIG_INVALID "10.0.0.1" is an IPv4 address -> it belongs under ipv4',
    },
    {
      parts: { more: 'guards: { maxDeletes: -1 }' },
      is: '5:23 CONFIG_INVALID "maxDeletes" is -1, less than 0 -> at least 0',
    },
    {
      parts: { more: 'guards: { maxDeletes: 1.5 }' },
      is: '5:23 CONFIG_INVALID "maxDeletes" cannot be 1.5 -> a whole number, or off',
    },
    {
      parts: { more: 'guards: { maxDeletes: true }' },
      is: '5:23 CONFIG_INVALID "maxDeletes" cannot be true -> a whole number, or off',
    },
    {
      parts: { more: 'guards: { maxDeletePercent: 101 }' },
      is: '5:29 CONFIG_INVALID "maxDeletePercent" is 101, more than 100 -> at most 100',
    },
    {
      parts: { more: 'guards: { apex: yes }' },
      is: '5:17 CONFIG_INVALID "apex" cannot be "yes" -> one of true, false, on, off',
    },
    {
      parts: { more: 'rules: { ttl-mixd: off }' },
      is: '5:10 UNKNOWN_KEY there is no rule "ttl-mixd" -> did you mean "ttl-mixed"?',
    },
    {
      parts: { more: 'rules: { cname-self: off }' },
      is: '5:10 CONFIG_INVALID the rule "cname-self" is fixed and cannot be configured -> remove it',
    },
    {
      parts: { more: 'rules: { constructor: off }' },
      is: '5:10 UNKNOWN_KEY there is no rule "constructor" -> rules that can be set: ',
    },
    {
      parts: { more: 'rules: { ttl-mixed: warn }' },
      is: '5:21 CONFIG_INVALID "ttl-mixed" cannot be "warn" -> one of off, info, warning, error',
    },
    {
      parts: { more: 'rules: { ttl-mixed: { min: 5 } }' },
      is: '5:23 UNKNOWN_KEY the rule "ttl-mixed" has no option "min" -> remove it: the rule has no options',
    },
    {
      parts: { more: 'rules: { ttl-low: { max: 5 } }' },
      is: '5:21 UNKNOWN_KEY the rule "ttl-low" has no option "max" -> it has min',
    },
    {
      parts: { more: 'rules: { ttl-low: { min: 4294967295 } }' },
      is: '5:26 CONFIG_INVALID 4294967295 is too much for min of the rule "ttl-low" -> ',
    },
    {
      parts: { more: 'rules: { ttl-mixed: { except: ["/(/"] } }' },
      is: '5:33 PATTERN_INVALID /(/ is no regular expression',
    },
    {
      parts: { more: 'lock: { type: redis }' },
      is: '5:15 CONFIG_INVALID "type" cannot be "redis" -> one of file, etcd',
    },
    { parts: { more: 'lock: { type: etcd }' }, is: 'CONFIG_INVALID "lock" has no "endpoints"' },
    {
      parts: { more: 'lock: { type: etcd, endpoints: ["etcd:2379"] }' },
      is: 'CONFIG_INVALID "etcd:2379" is no URL of an etcd server -> such as http',
    },
    {
      parts: { more: 'maxPlanAge: 3 days' },
      is: '5:13 CONFIG_INVALID "maxPlanAge" cannot be "3 days" -> a saved plan that is older is stale.',
    },
  ])('$is', async ({ parts, is }) => {
    expect(await wrong(config(parts))).toEqual([expect.stringContaining(is)]);
  });

  it('are all reported at once, whatever finds them', async () => {
    const text = `versoin: 1
owner: home server
sources:
  - { name: a, type: compose, files: [], labels: [dns, dns] }
  - { name: a, type: yaml, fils: [x] }
providers:
  - { name: f, type: zonefile, zones: ["a b"], policy: synk }
defaults: { ipv4: x }
rules: { ttl-mixd: off, ttl-mixed: { severity: 5 } }
`;
    const codes = (await wrong(text)).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(codes).toEqual([
      '1:1 UNKNOWN_KEY',
      '2:8 CONFIG_INVALID',
      '4:38 CONFIG_INVALID',
      '4:56 LABEL_PREFIX_OVERLAP',
      '5:13 CONFIG_INVALID',
      '5:28 UNKNOWN_KEY',
      '7:5 CONFIG_INVALID',
      '7:41 CONFIG_INVALID',
      '7:56 CONFIG_INVALID',
      '8:19 CONFIG_INVALID',
      '9:10 UNKNOWN_KEY',
      '9:48 CONFIG_INVALID',
    ]);
  });

  it('include a DNS_SYNC_OWNER that is none', async () => {
    expect(await wrong(config({}), 'a b')).toEqual([
      '2:8 CONFIG_INVALID DNS_SYNC_OWNER cannot be "a b" -> 1 to 63 letters, digits, dots, underscores and hyphens',
    ]);
  });

  it('are all reported, however many there are', async () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(await wrong(config({ more: keys }))).toHaveLength(20_000);
  });

  it('show no value that may be a secret', async () => {
    const providers = '[{ name: f, type: zonefile, zones: [a], directory: 4711, toke: geheim, soa: geheim }]';
    expect((await wrong(config({ providers }))).join('\n')).not.toMatch(/geheim|4711/);
  });
});
