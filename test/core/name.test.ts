import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayName,
  isWildcard,
  isWithin,
  labelFromBytes,
  labelsOf,
  parentOf,
  readName,
  shown,
  treeKey,
  wireLength,
} from '../../src/core/name.ts';

/** Labels of at most 63 octets that make up a name of so many characters. */
function nameOf(length: number): string {
  const whole = 'abcdefg.'.repeat(Math.ceil(length / 8)).slice(0, length);
  return whole.endsWith('.') ? `${whole.slice(0, -1)}x` : whole;
}

function ruleOf(text: string): string | undefined {
  const read = readName(text);
  return read.ok ? undefined : read.rule;
}

describe('a name in canonical text', () => {
  it.each([
    { what: 'a plain name', text: 'nas.home.example.com', name: 'nas.home.example.com' },
    { what: 'upper case', text: 'NAS.Home.Example.COM', name: 'nas.home.example.com' },
    { what: 'a trailing dot', text: 'nas.example.com.', name: 'nas.example.com' },
    { what: 'blanks around', text: ' \tnas.example.com\n', name: 'nas.example.com' },
    { what: 'one label', text: 'nas', name: 'nas' },
    { what: 'the root', text: '.', name: '.' },
    { what: 'the root as an ideographic stop', text: '\u3002', name: '.' },
    { what: 'underscores', text: '_dmarc.example.com', name: '_dmarc.example.com' },
    { what: 'a wildcard', text: '*.example.com', name: '*.example.com' },
    { what: 'a star elsewhere, for wildcard-position to judge', text: 'a.*.example.com', name: 'a.*.example.com' },
    { what: 'a hyphen first, for label-hyphen to judge', text: '-a.example.com', name: '-a.example.com' },
    { what: 'hyphens in places 3 and 4', text: 'ab--c.example.com', name: 'ab--c.example.com' },
    { what: 'digits only', text: '192.168.1.5', name: '192.168.1.5' },
    { what: 'a U-label in NFC', text: 'b\u00fccher.example.com', name: 'xn--bcher-kva.example.com' },
    { what: 'a U-label in NFD', text: 'bu\u0308cher.example.com', name: 'xn--bcher-kva.example.com' },
    { what: 'a U-label in upper case', text: 'B\u00dcCHER.example.com', name: 'xn--bcher-kva.example.com' },
    { what: 'a U-label in NFD and upper case', text: 'BU\u0308CHER.example.com', name: 'xn--bcher-kva.example.com' },
    { what: 'an A-label in upper case', text: 'XN--BCHER-KVA.example.com', name: 'xn--bcher-kva.example.com' },
    { what: 'a sharp s, kept (non-transitional)', text: 'fa\u00df.de', name: 'xn--fa-hia.de' },
    {
      what: 'a capital sigma at the end (UTS 46: the plain small one)',
      text: '\u039f\u0394\u039f\u03a3.gr',
      name: 'xn--pxavbq.gr',
    },
    { what: 'a final sigma, kept', text: '\u03bf\u03b4\u03bf\u03c2.gr', name: 'xn--pxavbm.gr' },
    { what: 'full-width letters', text: '\uff4e\uff41\uff53.example.com', name: 'nas.example.com' },
    { what: 'full-width digits, no IPv4 address', text: '\uff11.example.com', name: '1.example.com' },
    { what: 'a symbol', text: '\u{1f4a9}.example.com', name: 'xn--ls8h.example.com' },
    { what: 'an ideographic stop', text: 'nas\u3002example.com', name: 'nas.example.com' },
    { what: 'a full-width stop', text: 'nas\uff0eexample.com', name: 'nas.example.com' },
    { what: 'a half-width ideographic stop at the end', text: 'nas.example.com\uff61', name: 'nas.example.com' },
    { what: 'an escaped dot', text: 'a\\.b.example.com', name: 'a\\.b.example.com' },
    { what: 'an escaped dot by number', text: 'a\\046b.example.com', name: 'a\\.b.example.com' },
    { what: 'an escaped star by number', text: 'a\\042b.example.com', name: 'a*b.example.com' },
    { what: 'an escaped quote', text: 'a\\"b.example.com', name: 'a\\034b.example.com' },
    { what: 'an escaped blank', text: 'a\\ b.example.com', name: 'a\\032b.example.com' },
    { what: 'an escaped backslash', text: 'a\\\\b.example.com', name: 'a\\092b.example.com' },
    { what: 'an escaped at sign', text: 'a\\@b.example.com', name: 'a\\064b.example.com' },
    { what: 'an escaped letter', text: '\\A\\098.example.com', name: 'ab.example.com' },
    {
      what: 'escapes of the smallest and largest octet',
      text: '\\000\\255.example.com',
      name: '\\000\\255.example.com',
    },
    { what: 'an odd character without escape', text: 'a!b.example.com', name: 'a\\033b.example.com' },
    { what: 'a colon without digits behind', text: 'a:b.example.com', name: 'a\\058b.example.com' },
    { what: 'a slash in a reverse zone', text: '0/25.2.0.192.in-addr.arpa', name: '0/25.2.0.192.in-addr.arpa' },
    {
      what: 'a slash in a reverse zone, absolute',
      text: '0/25.2.0.192.IN-ADDR.ARPA.',
      name: '0/25.2.0.192.in-addr.arpa',
    },
    { what: 'a slash below ip6.arpa', text: '0/64.8.ip6.arpa', name: '0/64.8.ip6.arpa' },
  ])('reads $what', ({ text, name }) => {
    expect(readName(text)).toEqual({ ok: true, name });
  });

  it.each([
    { rule: 'name-empty', what: 'nothing', text: '' },
    { rule: 'name-empty', what: 'blanks', text: ' \t\u00a0' },
    { rule: 'name-at', what: 'an at sign', text: '@' },
    { rule: 'name-at', what: 'an at sign with blanks', text: ' @ ' },
    { rule: 'label-empty', what: 'two dots', text: 'a..example.com' },
    { rule: 'label-empty', what: 'a dot first', text: '.example.com' },
    { rule: 'label-empty', what: 'two dots last', text: 'example.com..' },
    { rule: 'label-empty', what: 'dots alone', text: '..' },
    { rule: 'label-empty', what: 'a dot and an ideographic stop', text: 'a.\u3002example.com' },
    { rule: 'name-idna', what: 'an A-label that does not decode', text: 'xn--a.example.com' },
    { rule: 'name-idna', what: 'an A-label that decodes to nothing', text: 'xn--.example.com' },
    { rule: 'name-idna', what: 'an A-label that decodes to ASCII', text: 'xn--abc-.example.com' },
    { rule: 'name-idna', what: 'an A-label of a capital U-label', text: 'xn--bung-fna.example.com' },
    { rule: 'name-idna', what: 'an A-label of a U-label in NFD', text: 'xn--ubung-egd.example.com' },
    { rule: 'name-idna', what: 'an A-label with a soft hyphen', text: 'xn--ab-5da.example.com' },
    { rule: 'name-idna', what: 'an A-label with a zero-width blank', text: 'xn--ab-g1t.example.com' },
    { rule: 'name-idna', what: 'the same in capitals', text: 'XN--A.EXAMPLE.COM' },
    {
      rule: 'name-idna',
      what: 'an A-label of 64 octets that does not decode',
      text: `xn--${'9'.repeat(60)}.example.com`,
    },
    { rule: 'name-idna', what: 'a combining mark first', text: '\u0301a.example.com' },
    { rule: 'name-idna', what: 'a character that turns into an odd one', text: '\uff01a.example.com' },
    { rule: 'name-idna', what: 'a character that turns into dots', text: 'a\u2026b.example.com' },
    { rule: 'name-idna', what: 'a lone surrogate', text: 'a\ud800.example.com' },
    { rule: 'name-idna', what: 'an odd character beside a U-label', text: '\u00fc!.example.com' },
    { rule: 'name-idna', what: 'a slash beside a U-label in a reverse zone', text: '\u00fc/b.in-addr.arpa' },
    { rule: 'name-syntax', what: 'a URL', text: 'http://a.example.com' },
    { rule: 'name-syntax', what: 'a URL in capitals', text: 'HTTPS://A.EXAMPLE.COM/' },
    { rule: 'name-syntax', what: 'a port', text: 'a.example.com:8443' },
    { rule: 'name-syntax', what: 'a path', text: 'a.example.com/path' },
    { rule: 'name-syntax', what: 'a query', text: 'a.example.com?x' },
    { rule: 'name-syntax', what: 'a fragment', text: 'a.example.com#x' },
    { rule: 'name-syntax', what: 'a mail address', text: 'me@example.com' },
    { rule: 'name-syntax', what: 'a slash beside a reverse zone', text: 'a/b.xin-addr.arpa' },
    { rule: 'name-syntax', what: 'a slash beside an escaped reverse zone', text: 'a/b\\.in-addr.arpa' },
    { rule: 'name-syntax', what: 'an escaped slash', text: 'a\\/b.example.com' },
    { rule: 'name-syntax', what: 'a slash by number', text: 'a\\047b.example.com' },
    { rule: 'name-syntax', what: 'a blank', text: 'a b.example.com' },
    { rule: 'name-syntax', what: 'a tab', text: 'a\tb.example.com' },
    { rule: 'name-syntax', what: 'a line break', text: 'a.example.com\nb.example.com' },
    { rule: 'name-syntax', what: 'a control character', text: 'a\u0007.example.com' },
    { rule: 'name-syntax', what: 'an ideographic blank', text: 'a\u3000b.example.com' },
    { rule: 'name-syntax', what: 'a zero-width blank', text: 'a\u200bb.example.com' },
    { rule: 'name-syntax', what: 'a zero-width joiner', text: 'a\u200db.example.com' },
    { rule: 'name-syntax', what: 'a soft hyphen', text: 'a\u00adb.example.com' },
    { rule: 'name-syntax', what: 'a byte-order mark inside', text: 'a\ufeffb.example.com' },
    { rule: 'name-syntax', what: 'a direction mark', text: 'a\u202eb.example.com' },
    { rule: 'name-syntax', what: 'a variation selector', text: '\u2615\ufe0f.example.com' },
    { rule: 'name-syntax', what: 'a tag character', text: 'a\u{e0041}.example.com' },
    { rule: 'name-syntax', what: 'a backslash last', text: 'a.example.com\\' },
    { rule: 'name-syntax', what: 'two digits behind a backslash', text: 'a\\25.example.com' },
    { rule: 'name-syntax', what: 'an escape beyond 255', text: 'a\\256.example.com' },
    { rule: 'name-syntax', what: 'an escaped line break', text: 'a\\\nb.example.com' },
    { rule: 'name-syntax', what: 'an escaped character beyond ASCII', text: 'a\\\u4e16.example.com' },
    { rule: 'name-syntax', what: 'an escaped ideographic stop', text: 'a\\\u3002b' },
  ])('refuses $what with $rule', ({ rule, text }) => {
    expect(ruleOf(text)).toBe(rule);
  });

  it.each([
    { text: 'http://user@app.example.com:80/x?y', hint: 'write only the host name: app.example.com' },
    { text: 'app.example.com:8443', hint: 'write only the host name: app.example.com' },
    { text: 'app.example.com/path', hint: 'write only the host name: app.example.com' },
    { text: 'me@example.com', hint: 'write only the host name: example.com' },
    { text: 'fd00::1', hint: 'swap name and value?' },
    { text: '[fd00::1]:53', hint: 'write only the host name' },
  ])('says what to keep of $text', ({ text, hint }) => {
    expect(readName(text)).toMatchObject({ rule: 'name-syntax', hint });
  });

  it.each([
    { text: 'a b.example.com', says: 'has a blank inside' },
    { text: 'a\u00a0b.example.com', says: 'has the character U+00A0 inside' },
    { text: 'a\u{e0041}.example.com', says: 'has the character U+E0041 inside' },
    { text: 'xn--a.example.com', says: 'the label "xn--a" of "xn--a.example.com" does not decode' },
    { text: `${'a'.repeat(64)}.de`, says: 'has 64 octets, 63 are allowed' },
    { text: nameOf(254), says: 'has 254 characters, 253 are allowed' },
  ])('names what is wrong: $says', ({ text, says }) => {
    expect(readName(text)).toMatchObject({ message: expect.stringContaining(says) });
  });
});

describe('the bounds of labels and names', () => {
  /** `xn--tda` and one `a` for each further letter: three letters take nine octets. */
  const umlauts = (octets: number): string => '\u00fc'.repeat(octets - 6);

  it.each([
    { what: '63 letters', label: 'a'.repeat(63), fits: true },
    { what: '64 letters', label: 'a'.repeat(64), fits: false },
    { what: '63 capitals', label: 'A'.repeat(63), fits: true },
    { what: '64 capitals', label: 'A'.repeat(64), fits: false },
    { what: '63 octets by number', label: '\\001'.repeat(63), fits: true },
    { what: '64 octets by number', label: '\\001'.repeat(64), fits: false },
    { what: '63 octets with an escaped dot', label: `${'a'.repeat(62)}\\.`, fits: true },
    { what: '64 octets with an escaped dot', label: `${'a'.repeat(63)}\\.`, fits: false },
    { what: 'a U-label of 63 octets', label: umlauts(63), fits: true },
    { what: 'a U-label of 64 octets', label: umlauts(64), fits: false },
    { what: 'a U-label of 63 octets in NFD', label: umlauts(63).normalize('NFD'), fits: true },
    { what: 'a U-label of 64 octets in NFD', label: umlauts(64).normalize('NFD'), fits: false },
  ])('a label of $what fits: $fits', ({ label, fits }) => {
    expect(ruleOf(`${label}.example.com`)).toBe(fits ? undefined : 'label-too-long');
  });

  it('counts the octets of a U-label as its A-label has them', () => {
    const read = readName(umlauts(63));
    expect(read.ok && read.name.length).toBe(63);
  });

  /** A U-label of 63 octets and what fills the name up to a length. */
  const withUmlauts = (length: number): string => `${umlauts(63)}.${nameOf(length - 64)}`;
  const withEscapes = (length: number): string => `${'\\001'.repeat(63)}.${nameOf(length - 64)}`;

  it.each([
    { what: '253 characters', text: nameOf(253), fits: true },
    { what: '254 characters', text: nameOf(254), fits: false },
    { what: '253 characters and a trailing dot', text: `${nameOf(253)}.`, fits: true },
    { what: '254 characters and a trailing dot', text: `${nameOf(254)}.`, fits: false },
    { what: '253 capitals', text: nameOf(253).toUpperCase(), fits: true },
    { what: '254 capitals', text: nameOf(254).toUpperCase(), fits: false },
    { what: '253 characters after IDNA', text: withUmlauts(253), fits: true },
    { what: '254 characters after IDNA', text: withUmlauts(254), fits: false },
    { what: '253 octets, some by number', text: withEscapes(253), fits: true },
    { what: '254 octets, some by number', text: withEscapes(254), fits: false },
  ])('a name of $what fits: $fits', ({ text, fits }) => {
    expect(ruleOf(text)).toBe(fits ? undefined : 'name-too-long');
  });

  it('has 255 octets on the wire at most', () => {
    expect(wireLength(nameOf(253))).toBe(255);
  });
});

describe('reading any text', () => {
  it('gives a name that reads as itself', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'aZ0-_*./\\ @:\u00fc\u0308\u3002\uff11\uff01\u05d01x') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readName(text);
        if (read.ok) expect(readName(read.name)).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives a name that reads as itself in a reverse zone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ0-_*./\\ @:47\u00fc') }), (text) => {
        const read = readName(`${text}.in-addr.arpa`);
        if (read.ok) expect(readName(read.name)).toEqual(read);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what the wire can hold, every octet of a label', () => {
    const octets = fc.uint8Array({ minLength: 1, maxLength: 63 }).map((bytes) => String.fromCharCode(...bytes));
    fc.assert(
      fc.property(octets, (bytes) => {
        const label = labelFromBytes(bytes);
        expect(wireLength(label)).toBe(bytes.length + 2);
        expect(labelsOf(`${label}.example`)).toEqual([label, 'example']);
        if (!bytes.includes('/') && !label.startsWith('xn--'))
          expect(readName(label)).toEqual({ ok: true, name: label });
      }),
      { numRuns: 1000 },
    );
  });

  const pieces = [
    'a',
    '.',
    '*',
    '\\',
    '\\.',
    '\\001',
    ':1',
    '/',
    '@',
    'a.',
    'xn--',
    '-',
    ' ',
    '\u00fc',
    'u\u0308',
    '\u0323\u0301',
  ];
  it.each(pieces.flatMap((piece) => [1000, 10_000, 100_000].map((times) => ({ piece, times }))))(
    'comes to an end for $times times "$piece"',
    ({ piece, times }) => {
      expect(readName(`a${piece.repeat(times)}a`).ok).toBe(false);
    },
  );

  it('comes to an end for a hundred thousand different characters', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join(
      '',
    );
    expect(ruleOf(text)).toBe('name-too-long');
  });
});

describe('the tree of names', () => {
  it.each([
    { name: 'example.com', zone: 'example.com', within: true },
    { name: 'a.example.com', zone: 'example.com', within: true },
    { name: 'example.com', zone: '.', within: true },
    { name: '.', zone: '.', within: true },
    { name: 'badexample.com', zone: 'example.com', within: false },
    { name: 'example.com', zone: 'a.example.com', within: false },
    { name: 'a\\.example.com', zone: 'example.com', within: false },
    { name: 'a\\092.example.com', zone: 'example.com', within: true },
    { name: '.', zone: 'com', within: false },
  ])('$name lies within $zone: $within', ({ name, zone, within }) => {
    expect(isWithin(name, zone)).toBe(within);
  });

  it.each([
    { name: '.', labels: [], parent: null },
    { name: 'com', labels: ['com'], parent: '.' },
    { name: 'a.example.com', labels: ['a', 'example', 'com'], parent: 'example.com' },
    { name: 'a\\.b.com', labels: ['a\\.b', 'com'], parent: 'com' },
    { name: 'a\\092.com', labels: ['a\\092', 'com'], parent: 'com' },
  ])('$name has its labels and its parent', ({ name, labels, parent }) => {
    expect(labelsOf(name)).toEqual(labels);
    expect(parentOf(name)).toBe(parent);
  });

  it('sorts a name before what is below it, and siblings together', () => {
    const sorted = [
      'com',
      'example.com',
      '*.example.com',
      'a.example.com',
      'x.a.example.com',
      'a-b.example.com',
      'net',
    ];
    const byKey = (left: string, right: string): number => (treeKey(left) < treeKey(right) ? -1 : 1);
    expect([...sorted].reverse().sort(byKey)).toEqual(sorted);
  });

  it.each([
    { name: '*.example.com', wildcard: true },
    { name: '*', wildcard: true },
    { name: '*a.example.com', wildcard: false },
    { name: 'a.*.example.com', wildcard: false },
  ])('$name is a wildcard: $wildcard', ({ name, wildcard }) => {
    expect(isWildcard(name)).toBe(wildcard);
  });
});

describe('names for people', () => {
  it.each([
    { name: 'xn--bcher-kva.example.com', display: 'b\u00fccher.example.com' },
    { name: '_dmarc.xn--bcher-kva.example', display: '_dmarc.b\u00fccher.example' },
    { name: 'a\\.b.xn--bcher-kva.example', display: 'a\\.b.b\u00fccher.example' },
    { name: 'nas.example.com', display: 'nas.example.com' },
    { name: 'xn--99999999.example', display: 'xn--99999999.example' },
  ])('shows $name as $display', ({ name, display }) => {
    expect(displayName(name)).toBe(display);
  });

  it.each([
    { what: 'a short text', text: 'a"b', as: 'a"b' },
    { what: '80 characters', text: 'a'.repeat(80), as: 'a'.repeat(80) },
    { what: '81 characters', text: 'a'.repeat(81), as: `${'a'.repeat(77)}...` },
    { what: 'an escape sequence', text: '\u001b[31m', as: '\\u001b[31m' },
    { what: 'a line break', text: 'a\nb', as: 'a\\u000ab' },
    { what: 'a direction isolate', text: 'a\u2066b', as: 'a\\u2066b' },
    { what: 'a byte that is no text', text: 'a\udcffb', as: 'a\\udcffb' },
    { what: 'a symbol', text: '\u{1f4a9}', as: '\u{1f4a9}' },
  ])('shows $what', ({ text, as }) => {
    expect(shown(text)).toBe(as);
  });
});
