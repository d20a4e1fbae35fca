import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DynamicFile,
  readDynamicFile,
  type TraefikDefaults,
} from '../../../src/sources/traefik/read-dynamic-file.ts';

const environment = {
  DOMAIN: 'example.com',
  SUB: 'app',
  EMPTY: '',
  UPPER: 'APP.Example.com.',
  MONEY: "$&$'",
  BAD: 'a b',
};
const defaults: TraefikDefaults = {
  source: 'externals',
  addresses: [{ type: 'A', value: '192.168.1.20' }],
  environment,
};
const read = (text: string, more: Partial<TraefikDefaults> = {}) =>
  readDynamicFile(text, 'dynamic/app.yml', { ...defaults, ...more });
const rule = (text: string) => `http:\n  routers:\n    app:\n      rule: ${text}\n`;

const names = ({ claims }: DynamicFile) => claims.map(({ name }) => name);
const held = ({ doubts }: DynamicFile) =>
  doubts.map((one) => (one.kind === 'name' ? `${one.name} ${one.reason}` : `file ${one.prefix}`));
const found = ({ diagnostics }: DynamicFile) => diagnostics.map(({ severity, code }) => `${severity} ${code}`);
const outcome = (file: DynamicFile) => ({ names: names(file), held: held(file), found: found(file) });
const quiet = { held: [], found: [] };

describe('a dynamic file', () => {
  it.each<{ case: string; text: string; names: string[] }>([
    { case: 'one host', text: rule('Host(`a.example.com`)'), names: ['a.example.com'] },
    {
      case: 'several hosts in one matcher',
      text: rule('Host(`a.example.com`, `b.example.com`)'),
      names: ['a.example.com', 'b.example.com'],
    },
    {
      case: 'several matchers with text around them',
      text: rule('"Host(`a.example.com`) && PathPrefix(`/api`) || (Host(`b.example.com`))"'),
      names: ['a.example.com', 'b.example.com'],
    },
    { case: 'HostSNI', text: rule('HostSNI(`db.example.com`)'), names: ['db.example.com'] },
    {
      case: 'first every Host, then every HostSNI',
      text: `${rule('HostSNI(`z.example.com`)')}${rule('Host(`a.example.com`)')}`,
      names: ['a.example.com', 'z.example.com'],
    },
    {
      case: 'a matcher over line ends',
      text: rule('Host(\n  `a.example.com`,\n  `b.example.com`\n)'),
      names: ['a.example.com', 'b.example.com'],
    },
    {
      case: 'a host said twice counts once',
      text: rule('Host(`a.example.com`) || Host(`A.Example.com.`)'),
      names: ['a.example.com'],
    },
    { case: 'upper case and one trailing dot', text: rule('Host(`App.Example.COM.`)'), names: ['app.example.com'] },
    { case: 'blanks inside the back-ticks', text: rule('Host(` a.example.com `)'), names: ['a.example.com'] },
    { case: 'a wildcard', text: rule('Host(`*.example.com`)'), names: ['*.example.com'] },
    { case: 'a wildcard of two asterisks', text: rule('Host(`**.example.com`)'), names: ['*.example.com'] },
    {
      case: 'an empty text between back-ticks beside a host',
      text: rule('Host(``, `a.example.com`, ` `)'),
      names: ['a.example.com'],
    },
    {
      case: 'a comment, and a comment that ends a line',
      text: `# Host(\`x.example.com\`)\n${rule('Host(`a.example.com`) # Host(`y.example.com`)')}`,
      names: ['a.example.com'],
    },
    {
      case: 'a comment in a matcher over line ends',
      text: rule('Host(`a.example.com`, # `x.example.com`)\n  `b.example.com`)'),
      names: ['a.example.com', 'b.example.com'],
    },
    {
      case: 'a # after a back-tick that opens nothing begins a comment',
      text: rule('Path(` # Host(x)\nHost(`a.example.com`)'),
      names: ['a.example.com'],
    },
    {
      case: 'a file that is no YAML but a template',
      text: '{{ range $i, $e := until 3 }}\n\tHost(`a.example.com`)\n{{ end }}',
      names: ['a.example.com'],
    },
    {
      case: 'matchers in another case are not Traefik’s',
      text: 'host(`a.example.com`) HOST(`b.example.com`)',
      names: [],
    },
    { case: 'an empty file', text: '', names: [] },
    { case: 'a template', text: rule('Host(`{{env "SUB"}}.{{env "DOMAIN"}}`)'), names: ['app.example.com'] },
    { case: 'a template with more blanks', text: rule('Host(`a.{{env   "DOMAIN"}}`)'), names: ['a.example.com'] },
    { case: 'a template with a whole name', text: rule('Host(`{{env "UPPER"}}`)'), names: ['app.example.com'] },
  ])('$case', ({ text, names: expected }) => {
    expect(outcome(read(text))).toEqual({ names: expected, ...quiet });
  });

  it('gives claims their class, source, origin, TTL, providers, addresses and first place', () => {
    const addresses = [
      { type: 'A', value: '192.168.1.20' },
      { type: 'AAAA', value: 'fd00::20' },
    ] as const;
    const text = `${rule('Host(`a.example.com`)')}${rule('Host(`a.example.com`)')}`;
    const { claims } = read(text, { addresses, ttl: 60, providers: ['home'] });
    const shared = {
      name: 'a.example.com',
      ttl: 60,
      source: 'externals',
      class: 'label',
      providers: ['home'],
      at: { file: 'dynamic/app.yml', line: 4, column: 19 },
    };
    expect(claims.map((claim) => ({ ...claim, at: claim.at?.() }))).toEqual([
      { ...shared, type: 'A', value: '192.168.1.20', origins: ['dynamic/app.yml#a.example.com/A'] },
      { ...shared, type: 'AAAA', value: 'fd00::20', origins: ['dynamic/app.yml#a.example.com/AAAA'] },
    ]);
  });
});

describe('what a dynamic file says and is not used', () => {
  it.each<{
    case: string;
    text: string;
    names?: string[];
    held?: string[];
    found: string[];
    line?: number;
    column?: number;
  }>([
    { case: 'HostSNI(`*`)', text: rule('HostSNI(`*`)'), found: ['info TRAEFIK_NO_NAME'], line: 4, column: 22 },
    { case: 'an address', text: rule('Host(`192.168.1.5`)'), found: ['info TRAEFIK_NO_NAME'] },
    { case: 'an IPv6 address', text: rule('Host(`fd00::5`)'), found: ['info TRAEFIK_NO_NAME'] },
    {
      case: 'double quotes',
      text: rule('\'Host("a.example.com")\''),
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_QUOTES', 'info TRAEFIK_NO_HOST'],
      line: 4,
      column: 14,
    },
    {
      case: 'single quotes',
      text: rule("Host('a.example.com')"),
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_QUOTES', 'info TRAEFIK_NO_HOST'],
    },
    {
      case: 'other quotes beside back-ticks',
      text: rule('Host(`a.example.com`, "b.example.com")'),
      names: ['a.example.com'],
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_QUOTES'],
    },
    {
      case: 'a ! before the matcher: claimed, as Joyride does',
      text: rule('"!Host(`a.example.com`)"'),
      names: ['a.example.com'],
      found: ['warning TRAEFIK_NEGATED'],
      line: 4,
      column: 15,
    },
    {
      case: 'a ! before the brackets around it',
      text: rule('"! (Host(`a.example.com`, `b.example.com`))"'),
      names: ['a.example.com', 'b.example.com'],
      found: ['warning TRAEFIK_NEGATED'],
    },
    {
      case: 'a ! before something else',
      text: rule('"!PathPrefix(`/x`) && Host(`a.example.com`)"'),
      names: ['a.example.com'],
      found: [],
    },
    {
      case: 'a rule without a host',
      text: rule('PathPrefix(`/`)'),
      found: ['info TRAEFIK_NO_HOST'],
      line: 4,
      column: 7,
    },
    { case: 'no rule at all', text: 'http:\n  middlewares: {}\n', found: [] },
    { case: 'a rule in a comment', text: '# rule: x\n', found: [] },
    {
      case: 'a variable that is not set',
      text: rule('Host(`a.{{env "NOWHERE"}}`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_ENV_UNSET'],
      line: 4,
      column: 19,
    },
    {
      case: 'a variable that is empty, beside a host that stands',
      text: rule('Host(`a.{{env "EMPTY"}}`, `b.example.com`)'),
      names: ['b.example.com'],
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_ENV_UNSET'],
    },
    {
      case: 'a name that every object has',
      text: rule('Host(`{{env "constructor"}}`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning TRAEFIK_ENV_UNSET'],
    },
    {
      case: 'a template with a blank first',
      text: rule('Host(`{{ env "DOMAIN"}}`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED'],
    },
    {
      case: 'a template with a blank last',
      text: rule('Host(`{{env "DOMAIN" }}`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED'],
    },
    {
      case: 'a template with two words',
      text: rule('Host(`{{env x "DOMAIN"}}`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED'],
    },
    {
      case: 'another template',
      text: rule('Host(`{{ .Name }}.example.com`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED'],
    },
    {
      case: 'a pattern of Traefik 2',
      text: rule('Host(`{sub:[a-z]+}.example.com`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED'],
    },
    {
      case: 'a template in the brackets and no back-tick',
      text: rule('Host({{env "RULE"}})'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_UNRESOLVED', 'info TRAEFIK_NO_HOST'],
    },
    {
      case: 'a name that cannot be read: what the file gave before is held',
      text: rule('Host(`a..example.com`, `b.example.com`)'),
      names: ['b.example.com'],
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_INVALID_NAME'],
    },
    {
      case: 'a port',
      text: rule('Host(`a.example.com:8443`)'),
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_INVALID_NAME'],
    },
    {
      case: 'an asterisk that is not the whole first label: the name is held',
      text: rule('Host(`a*.example.com`)'),
      held: ['a*.example.com invalid'],
      found: ['warning LABEL_INVALID_NAME'],
    },
    {
      case: 'no closing bracket',
      text: 'rule: Host(`a.example.com`',
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_MALFORMED', 'info TRAEFIK_NO_HOST'],
      line: 1,
      column: 7,
    },
    {
      case: 'nothing in the brackets',
      text: 'Host()',
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_MALFORMED'],
    },
    {
      case: 'a host without back-ticks',
      text: 'Host(a.example.com)',
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_MALFORMED'],
    },
    {
      case: 'a back-tick too many',
      text: 'Host(`a.example.com`, `b.example.com)',
      names: ['a.example.com'],
      held: ['file dynamic/app.yml#'],
      found: ['warning LABEL_MALFORMED'],
    },
  ])('$case', ({ text, names: claimed = [], held: holds = [], found: finds, line, column }) => {
    const file = read(text);
    expect(outcome(file)).toEqual({ names: claimed, held: holds, found: finds });
    if (line !== undefined) expect(file.diagnostics[0]).toMatchObject({ file: 'dynamic/app.yml', line, column });
  });

  it.each([
    ['a pattern', 'HostRegexp(`^.+$`)'],
    ['every host', 'HostSNI(`*`)'],
    ['an address', 'Host(`192.168.1.5`)'],
    ['no matcher of hosts', 'PathPrefix(`/`)'],
  ])('%s names no host on purpose: nothing is held', (_case, text) => {
    expect(held(read(rule(text)))).toEqual([]);
  });

  it('a host that is not understood holds what the file gave before, once, and says why', () => {
    const { doubts } = read(rule("Host(`{{ .A }}.example.com`, 'b.example.com') || Host(`{{ .C }}`"), {
      providers: ['home'],
    });
    expect(doubts).toEqual([
      {
        kind: 'origin',
        prefix: 'dynamic/app.yml#',
        reason: 'invalid',
        detail: '"{{ .A }}.example.com" cannot be filled in here',
        source: 'externals',
      },
    ]);
  });

  it('patterns are told of once, with their number', () => {
    const { diagnostics } = read(
      `${rule('HostRegexp(`^.+$`)')}${rule('HostRegexp(`x`) || HostSNIRegexp(`y`)')}${rule('Host(`a.example.com`)')}`,
    );
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: 'TRAEFIK_HOST_REGEXP', severity: 'warning', line: 4, column: 13 }),
    ]);
    expect(diagnostics[0]?.message).toMatch(/^3 patterns/);
    expect(diagnostics[0]?.hint).toContain('override');
  });

  it('a variable that is not set is told of once, with the number of hosts', () => {
    const { diagnostics } = read(rule('Host(`a.{{env "X"}}`, `b.{{env "X"}}`, `c.{{env "Y"}}`)'));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the variable X is not set or empty: 2 hosts of this file cannot be claimed',
      'the variable Y is not set or empty: 1 host of this file cannot be claimed',
    ]);
  });

  it('what a variable holds is taken as it is, and is in no message', () => {
    const { diagnostics } = read(rule('Host(`{{env "MONEY"}}`, `{{env "BAD"}}.example.com`)'));
    expect(JSON.stringify(diagnostics)).not.toContain('a b');
    expect(diagnostics.map(({ hint }) => hint)).toContain('see what the variables hold');
  });

  it('without an address all names are held, with one warning', () => {
    const file = read(rule('Host(`a.example.com`, `b.example.com`, `a.example.com`)'), {
      addresses: [],
      providers: ['home'],
    });
    expect(outcome(file)).toEqual({
      names: [],
      held: ['a.example.com no-address', 'b.example.com no-address'],
      found: ['warning NO_ADDRESS'],
    });
    expect(file.diagnostics[0]).toMatchObject({
      message: expect.stringMatching(/a\.example\.com and 1 more/),
      line: 4,
    });
    expect(file.doubts[0]).toMatchObject({ origin: 'dynamic/app.yml#a.example.com', providers: ['home'] });
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    'Host(',
    'HostSNI(',
    'HostRegexp(',
    ')',
    '`',
    '#',
    '!',
    '"',
    '{{env "',
    '"}}',
    '{{',
    '}}',
    ',',
    '(',
    'DOMAIN',
  ),
  fc.constantFrom(
    '`a.example.com`',
    '`*.b.example.com`',
    '`c..d`',
    'rule: ',
    '\n',
    ' ',
    '\u0000',
    '`{{env "SUB"}}.x.y`',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const anyText = fc.array(piece).map((pieces) => pieces.join(''));
/** A line that says one matcher. */
const matcherLine = fc
  .tuple(
    fc.constantFrom('Host', 'HostSNI'),
    fc.array(fc.constantFrom('a.x.y', 'B.x.y', '*.x.y', '*', 'c..d', '{{x}}', '{{env "X"}}')),
  )
  .map(([word, hosts]) => `rule: ${word}(${hosts.map((host) => `\`${host}\``).join(', ')})`);
const sorted = (text: string) => ({
  names: [...new Set(names(read(text)))].sort(),
  held: [...new Set(held(read(text)))].sort(),
});

describe('whatever stands in a dynamic file', () => {
  it('nothing is thrown, every place is in the text, and no name comes twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { claims, diagnostics } = read(text);
        const lines = text.split('\n');
        for (const at of [...claims.map((claim) => claim.at?.()), ...diagnostics]) {
          expect(lines[(at?.line ?? 0) - 1]?.length).toBeGreaterThanOrEqual((at?.column ?? 0) - 1);
        }
        expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
      }),
    );
  });

  it('the order of lines changes neither names nor what is held', () => {
    const shuffled = fc
      .array(matcherLine)
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    fc.assert(
      fc.property(shuffled, ([lines, others]) => {
        expect(sorted(others.join('\n'))).toEqual(sorted(lines.join('\n')));
      }),
    );
  });

  it('comments and blank lines change nothing', () => {
    const comment = fc.string().map((text) => ` # ${text.replaceAll(/[\r\n]/g, '')} Host(\`no.x.y\`)`);
    fc.assert(
      fc.property(fc.array(matcherLine), comment, (lines, note) => {
        const dressed = lines.flatMap((line) => [`  ${line}${note}`, '', note]);
        expect(sorted(dressed.join('\r\n'))).toEqual(sorted(lines.join('\n')));
      }),
    );
  });

  it.each([
    ['a hundred thousand matchers', 'Host(`a.example.com`)\n'.repeat(100_000), 1],
    ['a hundred thousand open matchers', 'Host(`'.repeat(100_000), 0],
    ['a million opening brackets', `Host(${'('.repeat(1_000_000)}`, 0],
    ['a million blanks before a matcher', `!${' '.repeat(1_000_000)}Host(\`a.example.com\`)`, 1],
    ['a host of a million characters', `Host(\`${'a'.repeat(1_000_000)}\`)`, 0],
    ['a million comment signs between back-ticks', `Path(\`${'#'.repeat(1_000_000)}\`) Host(\`a.example.com\`)`, 1],
    ['a million back-ticks', `Host(${'`'.repeat(1_000_000)})`, 0],
    ['a hundred thousand templates that do not end', `Host(\`${'{{env "'.repeat(100_000)}\`)`, 0],
    ['templates with a million blanks', `Host(\`${`{{env${' '.repeat(1000)}`.repeat(1000)}\`)`, 0],
  ])('%s are read in one go', (_case, text, count) => {
    const { claims, diagnostics } = read(text);
    expect(claims).toHaveLength(count);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(400);
  });
});
