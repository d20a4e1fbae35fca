import { describe, expect, it } from 'vitest';
import { textFromBytes } from '../../../src/core/bytes.ts';
import { diagnosticsOf } from '../../../src/providers/zonefile/findings.ts';
import { type FrameText, parseZone } from '../../../src/providers/zonefile/parse.ts';
import { zone } from './place.ts';

/** Reads lines behind `$TTL` and an SOA; what is said of the records behind that. */
function parse(text: string, { head = '$TTL 300\n@ SOA ns h 1 2 3 4 5\n', files = {} as Record<string, string> } = {}) {
  const included = new Map<string, FrameText>(
    Object.entries(files).map(([path, content]) => [path, { path, shown: path.slice(1), text: content }]),
  );
  const { zone: read, findings } = parseZone(zone, { path: '/z/main', shown: 'main', text: head + text }, included);
  const lines = head.split('\n').length - 1;
  return {
    records: read.records
      .filter(({ type }) => type !== 'SOA')
      .map(
        ({ name, ttl, type, value }) => `${name.replace(/\.?home\.example\.com$/, '') || '@'} ${ttl} ${type} ${value}`,
      ),
    marks: read.records.filter(({ type }) => type !== 'SOA').map(({ mark }) => mark),
    findings: diagnosticsOf(findings, read.frames, 'files').map(
      (one) =>
        `${one.code} ${one.file}:${(one.line ?? 0) - (one.file === 'main' ? lines : 0)}:${one.column} ${one.message}`,
    ),
  };
}

describe('records', () => {
  it.each([
    ['a relative name', 'www A 192.0.2.1', 'www 300 A 192.0.2.1'],
    ['an absolute name in capitals', 'WWW.Home.Example.COM. A 192.0.2.1', 'www 300 A 192.0.2.1'],
    ['@', '@ A 192.0.2.1', '@ 300 A 192.0.2.1'],
    ['\\@ is a label', '\\@ A 192.0.2.1', '\\064 300 A 192.0.2.1'],
    ['a dot inside a label', 'a\\.b A 192.0.2.1', 'a\\.b 300 A 192.0.2.1'],
    ['escapes are decimal', '\\042 A 192.0.2.1', '* 300 A 192.0.2.1'],
    ['an owner called IN', 'IN A 192.0.2.1', 'in 300 A 192.0.2.1'],
    ['an owner called A', 'A IN A 192.0.2.1', 'a 300 A 192.0.2.1'],
    ['an owner called 10', '10 A 192.0.2.1', '10 300 A 192.0.2.1'],
    ['raw bytes in a name', 'b\u00fc A 192.0.2.1', 'b\\252 300 A 192.0.2.1'],
    ['TTL before class', 'x 60 IN A 192.0.2.1', 'x 60 A 192.0.2.1'],
    ['TTL after class', 'x in 60 a 192.0.2.1', 'x 60 A 192.0.2.1'],
    ['a TTL in units of any case', 'x 1H30m A 192.0.2.1', 'x 5400 A 192.0.2.1'],
    ['the class as a number', 'x CLASS1 A 192.0.2.1', 'x 300 A 192.0.2.1'],
    ['a blank and a number: the TTL', 'x A 192.0.2.1\n 20 A 192.0.2.2', 'x 300 A 192.0.2.1', 'x 20 A 192.0.2.2'],
    ['the last owner', 'x A 192.0.2.1\n\tTXT t', 'x 300 A 192.0.2.1', 'x 300 TXT t'],
    ['parentheses over lines', 'x ( 60 ; a\n IN\n A ) 192.0.2.1 ; b', 'x 60 A 192.0.2.1'],
    ['parentheses that end a word', 'x A(192.0.2.1)', 'x 300 A 192.0.2.1'],
    ['strings joined', 'x TXT "a b" c "d"', 'x 300 TXT a bcd'],
    ['a quote ends a word', 'x TXT a"b"c', 'x 300 TXT abc'],
    ['quotes with ; ( and an escaped quote', 'x TXT "a;b(c\\"d"', 'x 300 TXT a;b(c"d'],
    ['an unquoted ; begins a comment', 'x TXT a;b', 'x 300 TXT a'],
    ['an escaped ; does not', 'x TXT a\\;b', 'x 300 TXT a;b'],
    ['an empty string', 'x TXT ""', 'x 300 TXT '],
    ['raw UTF-8', 'x TXT "\u00c3\u00bc"', 'x 300 TXT ü'],
    ['UTF-8 in escapes', 'x TXT "\\195\\188"', 'x 300 TXT ü'],
    ['255 bytes', `x TXT "${'a'.repeat(255)}"`, `x 300 TXT ${'a'.repeat(255)}`],
    ['MX with a relative name', 'x MX 010 mail', 'x 300 MX 10 mail.home.example.com'],
    ['a null MX', 'x MX 0 .', 'x 300 MX 0 .'],
    ['SRV', '_sip._tcp SRV 0 05 5060 app.example.net.', '_sip._tcp 300 SRV 0 5 5060 app.example.net'],
    ['CAA without quotes', 'x CAA 0 ISSUE ca.example.net', 'x 300 CAA 0 issue "ca.example.net"'],
    ['CAA with escapes', 'x CAA 0 issue "a\\"b\\\\c\\059"', 'x 300 CAA 0 issue "a\\"b\\\\c;"'],
    ['a long IPv6 address', 'x AAAA FD20:0:1:0:0:0:0:10', 'x 300 AAAA fd20:0:1::10'],
    ['generic A', 'x TYPE1 \\# 4 C0000202', 'x 300 A 192.0.2.2'],
    ['generic rdata of a mnemonic', 'x MX \\# 5 000A01 6d 00', 'x 300 MX 10 m'],
    ['generic TXT', 'x TXT \\# 4 016101 ff', `x 300 TXT a${textFromBytes(Uint8Array.of(0xff))}`],
    ['a known type by number', 'x TYPE16 abc', 'x 300 TXT abc'],
    ['an unknown type', 'x TYPE65280 \\# 2 ABcd', 'x 300 TYPE65280 \\# 2 abcd'],
    ['a type we only pass through', 'x sshfp 4 2 01AB cd', 'x 300 SSHFP 4 2 01abcd'],
    ['names of types we pass through', 'x DNAME other', 'x 300 DNAME other.home.example.com'],
    ['quoted fields of types we pass through', 'x URI 10 1 "ftp://a b"', 'x 300 URI 10 1 "ftp://a b"'],
    ['CRLF', 'x A 192.0.2.1\r\n TXT t\r\n', 'x 300 A 192.0.2.1', 'x 300 TXT t'],
    ['no line end at the end', 'x A 192.0.2.1', 'x 300 A 192.0.2.1'],
    [
      '$ORIGIN, relative to the one before',
      '$ORIGIN lab\n@ A 192.0.2.1\n$origin a.lab.home.example.com.\nb A 192.0.2.2',
      'lab 300 A 192.0.2.1',
      'b.a.lab 300 A 192.0.2.2',
    ],
    ['$TTL from here on', '$TTL 1h\nx A 192.0.2.1', 'x 3600 A 192.0.2.1'],
  ])('%s', (_, text, ...records) => {
    expect(parse(text)).toMatchObject({ records, findings: [] });
  });

  it('without $TTL take the last TTL that was written out', () => {
    const { records, findings } = parse('x A 192.0.2.1\ny 60 A 192.0.2.2\nz A 192.0.2.3\n', {
      head: '@ 300 SOA ns h 1 2 3 4 5\n',
    });
    expect({ records, findings }).toEqual({
      records: ['x 300 A 192.0.2.1', 'y 60 A 192.0.2.2', 'z 60 A 192.0.2.3'],
      findings: [],
    });
  });

  it('without any TTL take the SOA minimum, as BIND does', () => {
    const { records, findings } = parse('x A 192.0.2.1\ny 60 A 192.0.2.2\nz A 192.0.2.3\n', {
      head: '@ SOA ns h 1 2 3 4 5\n',
    });
    expect(records).toEqual(['x 5 A 192.0.2.1', 'y 60 A 192.0.2.2', 'z 5 A 192.0.2.3']);
    expect(findings).toEqual([expect.stringContaining('ZONEFILE_TTL_MISSING')]);
  });
});

describe('mistakes', () => {
  it.each([
    ['no TTL before the SOA', 'x A 192.0.2.1', '1:1 no TTL', ''],
    ['a byte-order mark', '', '1:1 the file begins with a byte-order mark', '\u00ef\u00bb\u00bf$TTL 3\n'],
  ])('%s', (_, text, place, head) => {
    expect(parse(text, { head }).findings[0]).toContain(
      `ZONEFILE_SYNTAX main:${place.startsWith('1:1 the') ? '0' : '1'}:1`,
    );
    expect(parse(text, { head }).findings[0]).toContain(place.slice(4));
  });

  it.each([
    ['a parenthesis that is never closed', 'x A ( 192.0.2.1\ny A 192.0.2.2\n', '1:5 the parenthesis is never closed'],
    ['a closing one too many', 'x A 192.0.2.1 )', '1:15 a closing parenthesis without'],
    ['a line end in quotes', 'x TXT "a\nb"', '1:7 the quote is not closed', '2:2 the quote is not closed'],
    ['a string of 256 bytes', `x TXT "${'a'.repeat(256)}"`, '1:7 the string has 256 bytes'],
    ['an escape above 255', 'x TXT "\\256"', '1:7 a broken escape'],
    ['an escape of two digits', 'x TXT \\12', '1:7 a broken escape'],
    ['a backslash at the end', 'x TXT a\\\n', '1:8 a backslash at the end'],
    ['a TTL of 3000000000', 'x 3000000000 A 192.0.2.1', '1:3 the TTL 3000000000'],
    ['another class', 'x CH TXT a', '1:3 the class CH'],
    ['an unknown type', 'x AAA 192.0.2.1', '1:3 "AAA" is no record type'],
    ['a form feed in place of a blank', 'x A\f192.0.2.1', '1:3 "A\\u000c192.0.2.1" is no record type'],
    ['no type', 'x 300 IN', '1:9 the record has no type'],
    ['no value', 'x A', '1:4 the A record has no value'],
    ['two values', 'x A 192.0.2.1 192.0.2.2', '1:15 A takes one field'],
    ['an address that is none', 'x A 192.0.2.256', '1:5 "192.0.2.256" is no IPv4 address'],
    ['leading zeros, which BIND and NSD refuse', 'x A 192.0.2.01', '1:5 "192.0.2.01" is no IPv4 address'],
    ['an empty label', 'a..b A 192.0.2.1', '1:1 "a..b" has an empty label'],
    ['a label of 64', `${'a'.repeat(64)} A 192.0.2.1`, '1:1 a label of'],
    ['a name of 255 characters', `${'a.'.repeat(120)}b A 192.0.2.1`, '1:1 the name'],
    ['a quoted name', '"x" A 192.0.2.1', '1:1 a name is not quoted'],
    ['a wrong length of generic rdata', 'x TYPE1 \\# 5 C0000202', '1:9 \\# says 5 bytes, 4 are there'],
    ['generic rdata that is no such record', 'x TYPE1 \\# 2 C000', '1:9 the bytes are no A record'],
    ['a type by number without \\#', 'x TYPE65280 abc', '1:13 TYPE65280 has no text form'],
    ['a name outside the zone', 'x.example.net. A 192.0.2.1', '1:1 x.example.net lies outside'],
    ['a name that only ends like the zone', 'xhome.example.com. A 192.0.2.1', '1:1 xhome.example.com lies outside'],
    ['$GENERATE', '$GENERATE 1-3 h$ A 192.0.2.$', '1:1 $GENERATE is not supported'],
    ['another directive', '$DATE 1', '1:1 $DATE is no directive'],
    ['a $TTL that is none', '$TTL soon', '1:1 $TTL takes one TTL'],
    ['a carriage return inside a line', 'x A 192.0.2.1\rx', '1:14 a carriage return'],
    ['columns count characters of UTF-8', 'x TXT "\u00c3\u00bc" "\\999"', '1:11 a broken escape'],
  ])('%s', (_, text, ...problems) => {
    const { findings } = parse(text);
    expect(findings.length).toBeGreaterThanOrEqual(problems.length);
    for (const problem of problems) expect(findings.join('\n')).toContain(`ZONEFILE_SYNTAX main:${problem}`);
  });

  it('a record without a name before any other', () => {
    expect(parse(' A 192.0.2.1\n A 192.0.2.2\n', { head: '$TTL 3\n' }).findings).toEqual([
      expect.stringContaining('ZONEFILE_SYNTAX main:1:2 a record without a name'),
    ]);
  });

  it('are all told, up to 50', () => {
    expect(parse('x A nonsense\n'.repeat(60)).findings).toHaveLength(50);
  });
});

describe('warnings', () => {
  it.each([
    ['parentheses inside parentheses', 'x A ( ( 192.0.2.1 ) )', 'ZONEFILE_PARENTHESES main:1:7'],
    ['a name left out after $ORIGIN', 'x A 192.0.2.1\n$ORIGIN lab\n A 192.0.2.2', 'ZONEFILE_OWNER_ORIGIN main:3:2'],
    ['a missing final dot', 'x.home.example.com A 192.0.2.1', 'ZONEFILE_FINAL_DOT main:1:1'],
  ])('%s', (_, text, warning) => {
    expect(parse(text).findings).toEqual([expect.stringContaining(warning)]);
  });

  it('a name left out after $ORIGIN is the last one all the same', () => {
    expect(parse('x A 192.0.2.1\n$ORIGIN lab\n A 192.0.2.2').records[1]).toBe('x 300 A 192.0.2.2');
  });
});

describe('$INCLUDE', () => {
  const files = { '/z/a': 'y A 192.0.2.2\n$INCLUDE /z/b deep\n TXT back\n', '/z/b': ' A 192.0.2.3\nz A 192.0.2.4' };

  it('reads on with the last name, which comes back afterwards as the origin does', () => {
    const { records, findings } = parse('x A 192.0.2.1\n$INCLUDE /z/a lab\n A 192.0.2.9\nw A 192.0.2.8\n', { files });
    expect(findings).toEqual([]);
    expect(records).toEqual([
      'x 300 A 192.0.2.1',
      'y.lab 300 A 192.0.2.2',
      'y.lab 300 A 192.0.2.3',
      'z.deep.lab 300 A 192.0.2.4',
      'y.lab 300 TXT back',
      'x 300 A 192.0.2.9',
      'w 300 A 192.0.2.8',
    ]);
  });

  it.each([
    ['a relative path', '$INCLUDE b', {}, 'ZONEFILE_INCLUDE main:1:10'],
    [
      'a file that includes itself',
      '$INCLUDE /z/c',
      { '/z/c': '$INCLUDE /z/c\n' },
      'ZONEFILE_SYNTAX z/c:1:10 /z/c includes itself',
    ],
    ['no file', '$INCLUDE', {}, 'ZONEFILE_SYNTAX main:1:1 $INCLUDE takes a file'],
    [
      'too deep',
      '$INCLUDE /z/0',
      Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`/z/${at}`, `$INCLUDE /z/${at + 1}\n`])),
      'ZONEFILE_SYNTAX z/7:1:10 files are included more than 8 deep',
    ],
  ])('%s', (_, text, more, finding) => {
    expect(parse(text, { files: { ...files, ...more } }).findings.join('\n')).toContain(finding);
  });

  it('stops a few files that include one another over and over', () => {
    const many = (next: string) => `$INCLUDE /z/${next}\n`.repeat(10);
    const bomb = { '/z/0': many('1'), '/z/1': many('2'), '/z/2': many('3'), '/z/3': many('4'), '/z/4': '' };
    expect(parse('$INCLUDE /z/0', { files: bomb }).findings.join('\n')).toContain('more than 1000 files');
  });
});

describe('owner comments', () => {
  const mark = { owner: 'homeserver', created: '2026-11-20T12:00:00Z', force: false };
  const full = 'dns-sync owner=homeserver created=2026-11-20T12:00:00Z force=0';

  it.each([
    ['as we write it', `x A 192.0.2.1 ; ${full}`, mark],
    ['with a note', `x A 192.0.2.1 ; ${full} -- printer, 2nd floor`, mark],
    ['behind a tab, with CRLF', `x A 192.0.2.1\t;\t${full}\r\n`, mark],
    ['forced', `x A 192.0.2.1 ; ${full.replace('force=0', 'force=1')}`, { ...mark, force: true }],
    ['pairs we do not know', `x A 192.0.2.1 ; ${full} colour=red`, mark],
    ['without created and force', 'x A 192.0.2.1 ; dns-sync owner=nas2', { owner: 'nas2' }],
    ['on the last line of several', `x A (\n 192.0.2.1 ; a note\n ) ; ${full}`, mark],
    ['on an inner line it is not one', `x A ( ; ${full}\n 192.0.2.1 )`, null],
    ['a plain comment', 'x A 192.0.2.1 ; dns-syncing', null],
    ['in quotes', `x TXT "; ${full}"`, null],
  ])('%s', (_, text, expected) => {
    expect(parse(text)).toMatchObject({ marks: [expected], findings: [] });
  });

  it.each([
    ['no owner', 'dns-sync force=1', null],
    ['an owner that cannot be one', 'dns-sync owner=a/b', null],
    ['no pair', 'dns-sync keeps this', null],
    ['a key twice', 'dns-sync owner=a owner=b', null],
    ['a time that is none', 'dns-sync owner=nas2 created=yesterday', { owner: 'nas2' }],
    ['a 31st of nothing', 'dns-sync owner=nas2 created=2026-13-31T00:00:00Z', { owner: 'nas2' }],
    ['a force that is none', 'dns-sync owner=nas2 force=yes', { owner: 'nas2' }],
  ])('damaged: %s', (_, comment, expected) => {
    const { marks, findings } = parse(`x A 192.0.2.1 ; ${comment}`);
    expect(marks).toEqual([expected]);
    expect(findings).toEqual([expect.stringContaining('ZONEFILE_OWNER_COMMENT main:1:15')]);
  });

  it('damaged: no blank before it', () => {
    expect(parse(`x A 192.0.2.1;${full}`)).toMatchObject({
      marks: [null],
      findings: [expect.stringContaining('no blank')],
    });
  });
});
