import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostsDefaults, type HostsFile, readHosts } from '../../../src/sources/hosts/read-hosts.ts';

const domain = { domain: 'home.example.com' };
const read = (text: string, defaults: Partial<HostsDefaults> = {}) =>
  readHosts(text, 'hosts.d/lan', { source: 'static', ...defaults });

const claimed = ({ claims }: HostsFile) => claims.map(({ name, type, value }) => `${name} ${type} ${value}`);
const held = ({ doubts }: HostsFile) =>
  doubts.map((one) => (one.kind === 'name' ? `${one.name} ${one.type ?? '*'} ${one.reason}` : `file ${one.prefix}`));
const found = ({ diagnostics }: HostsFile) =>
  diagnostics.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`);
const hints = ({ diagnostics }: HostsFile) => diagnostics.map(({ hint }) => hint ?? '');

describe('a hosts file', () => {
  it.each<{ case: string; text: string; defaults?: Partial<HostsDefaults>; claims: string[] }>([
    {
      case: 'an address and two names are two A records, never a CNAME',
      text: '192.168.1.5 nas.home.example.com nas.example.com',
      claims: ['nas.home.example.com A 192.168.1.5', 'nas.example.com A 192.168.1.5'],
    },
    {
      case: 'an IPv6 address is AAAA, in canonical text',
      text: 'fd00:0:0::5  nas.home.example.com',
      claims: ['nas.home.example.com AAAA fd00::5'],
    },
    {
      case: 'a comment ends the line',
      text: '10.0.0.1 a.example.com # note x.example.com',
      claims: ['a.example.com A 10.0.0.1'],
    },
    {
      case: 'a comment right after a name',
      text: '10.0.0.1 a.example.com#b.example.com',
      claims: ['a.example.com A 10.0.0.1'],
    },
    { case: 'a comment alone, and blank lines', text: '# 10.0.0.1 a.example.com\n\n \t\n', claims: [] },
    {
      case: 'blanks and tabs anywhere',
      text: ' \t10.0.0.1\t\t a.example.com \t b.example.com\t',
      claims: ['a.example.com A 10.0.0.1', 'b.example.com A 10.0.0.1'],
    },
    {
      case: 'CRLF line ends',
      text: '10.0.0.1 a.example.com\r\n10.0.0.2 b.example.com\r\n',
      claims: ['a.example.com A 10.0.0.1', 'b.example.com A 10.0.0.2'],
    },
    {
      case: 'one name with two addresses has both values',
      text: '10.0.0.1 a.example.com\n10.0.0.2 a.example.com',
      claims: ['a.example.com A 10.0.0.1', 'a.example.com A 10.0.0.2'],
    },
    {
      case: 'upper case and one trailing dot',
      text: '10.0.0.1 NAS.Example.COM.',
      claims: ['nas.example.com A 10.0.0.1'],
    },
    {
      case: 'an international name',
      text: '10.0.0.1 küche.example.com',
      claims: ['xn--kche-0ra.example.com A 10.0.0.1'],
    },
    {
      case: 'one label with a domain',
      text: '10.0.0.2 nas',
      defaults: domain,
      claims: ['nas.home.example.com A 10.0.0.2'],
    },
    {
      case: 'one label with a trailing dot and a domain',
      text: '10.0.0.2 NAS.',
      defaults: domain,
      claims: ['nas.home.example.com A 10.0.0.2'],
    },
    {
      case: 'names that begin like those of the system',
      text: '10.0.0.1 ip6-gw.example.com localhost.example.com broadcasthost.example.com',
      claims: [
        'ip6-gw.example.com A 10.0.0.1',
        'localhost.example.com A 10.0.0.1',
        'broadcasthost.example.com A 10.0.0.1',
      ],
    },
  ])('$case', ({ text, defaults, claims }) => {
    const file = read(text, defaults);
    expect({ claims: claimed(file), held: held(file), found: found(file) }).toEqual({ claims, held: [], found: [] });
  });

  it('gives claims their class, source, origin, TTL, providers and place', () => {
    const [claim] = read('\n10.0.0.1  NAS.example.com', { ttl: 60, providers: ['home'] }).claims;
    expect({ ...claim, at: claim?.at?.() }).toEqual({
      name: 'nas.example.com',
      type: 'A',
      value: '10.0.0.1',
      ttl: 60,
      source: 'static',
      class: 'hosts',
      origins: ['hosts.d/lan#nas.example.com/A'],
      providers: ['home'],
      at: { file: 'hosts.d/lan', line: 2, column: 11 },
    });
  });
});

describe('lines that are not claimed', () => {
  it.each<{ case: string; text: string; found: string[] }>([
    { case: 'one label without a domain', text: '10.0.0.2 nas', found: ['info HOSTS_SHORT_NAME 1:10'] },
    { case: 'localhost', text: '10.0.0.1 localhost', found: ['info HOSTS_SYSTEM 1:10'] },
    { case: 'a name below localhost', text: '10.0.0.1 web.localhost', found: ['info HOSTS_SYSTEM 1:10'] },
    { case: 'ip6-localnet', text: 'fe00::0 ip6-localnet', found: ['info HOSTS_SYSTEM 1:9'] },
    { case: 'broadcasthost', text: '10.0.0.1 broadcasthost', found: ['info HOSTS_SYSTEM 1:10'] },
    { case: 'an address of 127.0.0.0/8', text: '127.0.1.1 nas.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: '::1', text: '0:0:0:0:0:0:0:1 nas.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: '0.0.0.0', text: '0.0.0.0 ads.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: ':: of block lists', text: ':: ads.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: 'an address of ff00::/8', text: 'ff02::1 all.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: '255.255.255.255', text: '255.255.255.255 all.example.com', found: ['info HOSTS_SYSTEM 1:1'] },
    { case: 'what macOS brings along', text: 'fe80::1%lo0 localhost', found: ['info HOSTS_SYSTEM 1:1'] },
  ])('$case', ({ text, found: expected }) => {
    const file = read(text);
    expect({ claims: claimed(file), held: held(file), found: found(file) }).toEqual({
      claims: [],
      held: [],
      found: expected,
    });
  });

  it('are told of a few times, and then counted', () => {
    const file = read('0.0.0.0 ads.example.com\n'.repeat(500));
    expect(file.diagnostics).toHaveLength(21);
    expect(file.diagnostics.at(-1)).toMatchObject({
      code: 'HOSTS_SYSTEM',
      line: 500,
      message: expect.stringMatching(/^480 more like this/),
    });
  });
});

describe('mistakes in a hosts file', () => {
  it.each<{
    case: string;
    text: string;
    defaults?: Partial<HostsDefaults>;
    claims?: string[];
    held?: string[];
    found: string[];
    hint: string;
  }>([
    {
      case: 'a number of an address that is too large: the names are held',
      text: ' 10.0.0.999 nas.home.example.com nas.example.com',
      held: ['nas.home.example.com * invalid', 'nas.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:2'],
      hint: 'four numbers from 0 to 255',
    },
    {
      case: 'a leading zero',
      text: '10.0.0.01 nas.example.com',
      held: ['nas.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'without leading zeros',
    },
    {
      case: 'a zone id',
      text: 'fe80::1%eth0 nas.example.com',
      held: ['nas.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'an address such as fd00::5',
    },
    {
      case: 'a prefix length',
      text: '10.0.0.0/8 nas.example.com',
      held: ['nas.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'four numbers',
    },
    {
      case: 'one label of a bad line, with a domain',
      text: '10.0.0.999 nas',
      defaults: domain,
      held: ['nas.home.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'four numbers',
    },
    {
      case: 'an address alone',
      text: '10.0.0.1',
      found: ['warning HOSTS_NO_NAME 1:1'],
      hint: 'ADDRESS NAME [NAME…]',
    },
    {
      case: 'an address and a comment',
      text: '10.0.0.1 # nas.example.com',
      found: ['warning HOSTS_NO_NAME 1:1'],
      hint: 'ADDRESS NAME [NAME…]',
    },
    {
      case: 'a name before the address',
      text: 'nas.home.example.com 10.0.0.1',
      held: ['nas.home.example.com * invalid'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'write the address first: 10.0.0.1 nas.home.example.com',
    },
    {
      case: 'a name alone: it, and what the file gave before, is held',
      text: 'nas.home.example.com',
      held: ['nas.home.example.com * invalid', 'file hosts.d/lan#'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'write ADDRESS NAME [NAME…]',
    },
    {
      case: 'a bad address alone',
      text: '10.0.0.999',
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_ADDRESS 1:1'],
      hint: 'four numbers',
    },
    {
      case: 'a bad name among good ones: they stand',
      text: '10.0.0.1 a.example.com b..example.com c.example.com',
      claims: ['a.example.com A 10.0.0.1', 'c.example.com A 10.0.0.1'],
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_NAME 1:24'],
      hint: 'surplus dot',
    },
    {
      case: 'a wildcard',
      text: '10.0.0.1 *.example.com',
      held: ['*.example.com A invalid'],
      found: ['error HOSTS_BAD_NAME 1:10'],
      hint: 'an override can say it',
    },
    {
      case: 'an asterisk elsewhere',
      text: 'fd00::1 a*.example.com',
      held: ['a*.example.com AAAA invalid'],
      found: ['error HOSTS_BAD_NAME 1:9'],
      hint: 'one by one',
    },
    {
      case: 'a second address on the line',
      text: '10.0.0.1 10.0.0.2 a.example.com',
      claims: ['a.example.com A 10.0.0.1'],
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_NAME 1:10'],
      hint: 'one address to a line',
    },
    {
      case: 'a part of a URL',
      text: '10.0.0.1 https://a.example.com',
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_NAME 1:10'],
      hint: 'only the host name',
    },
    {
      case: 'the root',
      text: '10.0.0.1 .',
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_NAME 1:10'],
      hint: 'the whole name',
    },
    {
      case: 'a name that is too long with its domain',
      text: `10.0.0.1 ${'a'.repeat(63)}`,
      defaults: { domain: Array.from({ length: 4 }, () => 'b'.repeat(50)).join('.') },
      held: ['file hosts.d/lan#'],
      found: ['error HOSTS_BAD_NAME 1:10'],
      hint: 'shorter',
    },
    {
      case: 'a bad name on a line with a bad address',
      text: '10.0.0.999 a.example.com b..example.com',
      held: ['a.example.com * invalid', 'file hosts.d/lan#'],
      found: ['error HOSTS_BAD_ADDRESS 1:1', 'error HOSTS_BAD_NAME 1:26'],
      hint: 'four numbers',
    },
  ])('$case', ({ text, defaults, claims = [], held: holds = [], found: finds, hint }) => {
    const file = read(text, defaults);
    expect({ claims: claimed(file), held: held(file), found: found(file) }).toEqual({
      claims,
      held: holds,
      found: finds,
    });
    expect(hints(file)[0]).toContain(hint);
  });

  it.each([
    ['a carriage return', '\r'],
    ['a carriage return after a blank', ' \r'],
    ['a carriage return between blanks', ' \r '],
    ['a form feed', '\f'],
    ['a vertical tab', '\v'],
    ['a next-line character', '\u0085'],
    ['a line separator', '\u2028'],
  ])('%s between two lines: the names after it do not get the address before it', (_case, end) => {
    const file = read(`10.0.0.1 a.example.com a2.example.com${end}10.0.0.2 b.example.com *.example.com\n`);
    const stands = end.startsWith(' ') ? ['a2.example.com A 10.0.0.1'] : [];
    expect(claimed(file)).toEqual(['a.example.com A 10.0.0.1', ...stands]);
    expect(held(file).sort()).toEqual(['*.example.com * invalid', 'b.example.com * invalid', 'file hosts.d/lan#']);
    expect(found(file)[0]).toMatch(/^error HOSTS_BAD_NAME 1:/);
    expect(hints(file)[0]).toContain('LF or CRLF');
  });

  it.each([
    ['at the end of the last name', '10.0.0.1 a.example.com b.example.com\r\r\n', ['a.example.com A 10.0.0.1']],
    ['right after the address', '10.0.0.1\r10.0.0.2 b.example.com', []],
    ['right before a name', '10.0.0.1 \rb.example.com', []],
    ['after a line of the system', '127.0.0.1 localhost\r10.0.0.2 b.example.com', []],
  ])('a control character %s: the file’s names are held', (_case, text, claims) => {
    const file = read(text);
    expect(claimed(file)).toEqual(claims);
    expect(held(file)).toContain('file hosts.d/lan#');
  });

  it('an address and a name run together: what the file gave before is held, and no name that nobody has', () => {
    expect(held(read('10.0.0.5,g.example.com h.example.com'))).toEqual([
      'h.example.com * invalid',
      'file hosts.d/lan#',
    ]);
    expect(held(read('10.0.0.5g.example.com h.example.com'))).toContain('file hosts.d/lan#');
  });

  it('are all reported, each at its place', () => {
    const file = read('10.0.0.1\n10.0.0.999 a.example.com\n10.0.0.3 *.b.example.com c.example.com');
    expect(found(file)).toEqual([
      'warning HOSTS_NO_NAME 1:1',
      'error HOSTS_BAD_ADDRESS 2:1',
      'error HOSTS_BAD_NAME 3:10',
    ]);
    expect(claimed(file)).toEqual(['c.example.com A 10.0.0.3']);
  });

  it('name the providers of the source in what they hold', () => {
    expect(read('10.0.0.999 a.example.com', { providers: ['home'] }).doubts).toEqual([
      expect.objectContaining({ origin: 'hosts.d/lan#a.example.com', providers: ['home'], source: 'static' }),
    ]);
  });
});

const word = fc.oneof(
  fc.constantFrom('10.0.0.1', '10.0.0.2', 'fd00::1', '127.0.0.1', '10.0.0.999', '*.example.com', 'localhost', 'nas'),
  fc.constantFrom('a.example.com', 'B.example.com.', 'c..d', '#', '# x', '.', '\u0000', '\ufeff', '@', 'fe80::1%x'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' ').replaceAll(/[\r\n]/g, ''));
const records = (text: string) => [...new Set(claimed(read(text, domain)))].sort();
const inDoubt = (text: string) => [...new Set(held(read(text, domain)))].sort();

describe('whatever stands in a hosts file', () => {
  it('nothing is thrown, and everything has its place in the text', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { claims, diagnostics } = read(lines.join('\n'), domain);
        for (const at of [...claims.map((claim) => claim.at?.()), ...diagnostics]) {
          const written = lines[(at?.line ?? 0) - 1];
          expect(written).toBeDefined();
          expect(at?.column).toBeLessThanOrEqual(written?.length ?? 0);
        }
      }),
    );
  });

  it('the order of lines changes neither records nor what is held', () => {
    const shuffled = fc
      .array(line)
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    fc.assert(
      fc.property(shuffled, ([lines, others]) => {
        expect(records(others.join('\n'))).toEqual(records(lines.join('\n')));
        expect(inDoubt(others.join('\n'))).toEqual(inDoubt(lines.join('\n')));
      }),
    );
  });

  it('comments, blanks and line ends change nothing', () => {
    const comment = fc.string().map((text) => `# ${text.replaceAll(/[\r\n]/g, '')}`);
    fc.assert(
      fc.property(
        fc.array(line),
        fc.array(comment, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, notes, end) => {
          const dressed = lines.flatMap((text, index) => [
            `\t ${text.replaceAll(' ', ' \t ')} ${notes[index % notes.length]}`,
            notes[index % notes.length] ?? '',
            '',
          ]);
          expect(records(dressed.join(end))).toEqual(records(lines.join('\n')));
          expect(inDoubt(dressed.join(end))).toEqual(inDoubt(lines.join('\n')));
        },
      ),
    );
  });

  it.each([
    ['a hundred thousand lines', '10.0.0.1 a.example.com b.example.com # x\n'.repeat(100_000), 200_000],
    ['a hundred thousand bad lines', '10.0.0.999 a.example.com b..c\n'.repeat(100_000), 0],
    ['a line of a million characters', `10.0.0.1 ${'a'.repeat(1_000_000)}`, 0],
    ['a million blanks', `10.0.0.1${' '.repeat(1_000_000)}a.example.com`, 1],
    ['a million comment signs', '#'.repeat(1_000_000), 0],
    ['a line of half a million words', `10.0.0.1${' *'.repeat(500_000)}`, 0],
    ['a million dots', `${'.'.repeat(1_000_000)} ${'1.'.repeat(500_000)} ${':'.repeat(1_000_000)}`, 0],
  ])('%s are read in one go, and reported in bounds', (_case, text, count) => {
    const file = read(text);
    expect(file.claims).toHaveLength(count);
    expect(file.diagnostics.length).toBeLessThanOrEqual(2002);
    for (const { message } of file.diagnostics) expect(message.length).toBeLessThan(400);
  });
});
