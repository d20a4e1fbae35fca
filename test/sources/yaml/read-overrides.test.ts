import { describe, expect, it } from 'vitest';
import { written } from '../../support/written-findings.ts';
import { brief, readText, records } from './overrides-builder.ts';

describe('a file of overrides', () => {
  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no last line end', (text: string) => text.trimEnd()],
    ['block style', () => 'records:\n- value: 10.0.0.1\n  name: a.b\nversion: 1\n'],
    ['empty lists', (text: string) => `${text}patch: []\nignore: []\n`],
  ])('may have %s', async (_, rewrite) => {
    const read = await readText(rewrite(records('{ name: a.b, value: 10.0.0.1 }')));
    expect(read.diagnostics).toEqual([]);
    expect(brief(read.claims)).toEqual(['a.b A 10.0.0.1']);
  });

  it('may say nothing at all, as long as it has its version', async () => {
    expect(await readText('version: 1\n')).toEqual({
      claims: [],
      doubts: [],
      diagnostics: [],
      ignores: [],
      patches: [],
      valid: true,
      missing: [],
    });
  });

  it('takes a value of 60,000 bytes, and refuses one of a million by its rule', async () => {
    const read = await readText(
      records(
        `{ name: a.b, type: TXT, value: ${'x'.repeat(60_000)} }`,
        `{ name: c.d, type: TXT, value: ${'x'.repeat(1_000_000)} }`,
      ),
    );
    expect(read.claims.map(({ name }) => name)).toEqual(['a.b']);
    expect(read.diagnostics.map(({ code, message }) => [code, message.length < 200])).toEqual([['txt-too-long', true]]);
  });

  it('keeps odd attribute keys apart from what every object has', async () => {
    const { claims } = await readText(
      records('{ name: a.b, value: 10.0.0.1, attributes: { __proto__: x, constructor: y } }'),
    );
    expect(Object.entries(claims[0]?.attributes ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('a file that is no overrides file is not used at all', () => {
  it.each<{ text: string; is: readonly string[] }>([
    { text: '', is: ['1:1 FILE_INVALID the file is empty -> write version: 1, or remove the file'] },
    { text: 'x', is: ['1:1 FILE_INVALID the file must be a map, not text'] },
    { text: '[]', is: ['1:1 FILE_INVALID the file must be a map, not a list'] },
    { text: 'records: []\n', is: ['1:1 FILE_INVALID the file has no "version" -> add version: 1'] },
    { text: 'version: 2\nrecord: 1\n', is: ['1:10 FILE_VERSION version 2 is not known here -> '] },
    {
      text: 'version: 1\nversion: 1\n',
      is: ['2:1 FILE_INVALID the key "version" stands twice in one map -> remove one of the two'],
    },
    { text: 'version: 1\n---\nversion: 1\n', is: ['1:1 FILE_INVALID the file holds several YAML documents -> '] },
    {
      text: 'version: 1\nrecords:\n\t- name: a\n',
      is: [
        '3:1 FILE_INVALID not YAML: tab characters must not be used in indentation -> indent with blanks; YAML does not allow tabs',
      ],
    },
    { text: 'version: 1\npatches: []\n', is: ['2:1 UNKNOWN_KEY unknown key "patches" -> did you mean "patch"?'] },
    {
      text: 'version: 1\nrecords:\n',
      is: ['2:1 FILE_INVALID "records" is empty, it must be a list -> give it a value, or remove the key'],
    },
    { text: 'version: 1\nrecords: { name: a.b }\n', is: ['2:10 FILE_INVALID "records" must be a list, not a map'] },
    { text: records('x'), is: ['3:5 FILE_INVALID entry 1 of "records" must be a map, not text'] },
    {
      text: records('{ value: 10.0.0.1 }'),
      is: ['3:5 FILE_INVALID entry 1 of "records" has no "name" -> add name: nas.home.example.com'],
    },
    {
      text: records('{ name: a.b, value: 10 }'),
      is: ['3:25 FILE_INVALID "value" must be text, not a number -> put it in quotes'],
    },
    {
      text: records('{ name: a.b, value: true }'),
      is: ['3:25 FILE_INVALID "value" must be text, not the word true -> put it in quotes'],
    },
    {
      text: records('{ name: a.b, values: [1.5] }'),
      is: ['3:27 FILE_INVALID entry 1 of "values" must be text, not a fraction -> put it in quotes'],
    },
    {
      text: records('{ name: a.b, values: 10.0.0.1 }'),
      is: ['3:26 FILE_INVALID "values" must be a list, not text -> write a list: [ … ]'],
    },
    { text: records('{ name: a.b, value: [10.0.0.1] }'), is: ['3:25 FILE_INVALID "value" must be text, not a list'] },
    {
      text: records('{ name: [], value: 10.0.0.1 }'),
      is: ['3:13 FILE_INVALID "name" is an empty list -> add at least one entry'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, ttl: "300" }'),
      is: ['3:41 FILE_INVALID "ttl" cannot be "300" -> seconds as a number, or a sum of units w d h m s such as 1h30m'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, ttl: }'),
      is: ['3:35 FILE_INVALID "ttl" is empty, it must be a whole number or text -> give it a value, or remove the key'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, ttl: 5 minutes }'),
      is: ['3:40 FILE_INVALID "ttl" cannot be "5 minutes" -> '],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, ttl: 1.5 }'),
      is: ['3:40 FILE_INVALID "ttl" must be a whole number or text, not a fraction'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, force: yes }'),
      is: ['3:42 FILE_INVALID "force" must be true or false, not text -> write true or false, without quotes'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, priority: 2147483648 }'),
      is: ['3:45 FILE_INVALID "priority" is 2147483648, more than 2147483647 -> at most 2147483647'],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, takeover: evit }'),
      is: ['3:45 FILE_INVALID "takeover" cannot be "evit" -> did you mean "evict"?'],
    },
    {
      text: records('{ name: a.b, address: hots }'),
      is: [
        '3:27 FILE_INVALID "address" cannot be "hots" -> instead of a value: host (the addresses under defaults), or a list of IP addresses',
      ],
    },
    {
      text: records('{ name: a.b, value: 10.0.0.1, attributes: { a: [1] } }'),
      is: ['3:52 FILE_INVALID "a" must be text, a number or true or false, not a list'],
    },
    {
      text: 'version: 1\npatch: [{ match: { name: a } }]\n',
      is: ['2:9 FILE_INVALID entry 1 of "patch" has no "set" -> add set:'],
    },
    {
      text: 'version: 1\nignore: [{ grammar: corends }]\n',
      is: ['2:21 FILE_INVALID "grammar" cannot be "corends" -> did you mean "coredns"?'],
    },
    {
      text: 'version: 1\nignore: [{ grammar: [dns, x] }]\n',
      is: ['2:27 FILE_INVALID entry 2 of "grammar" cannot be "x" -> one of dns, coredns'],
    },
  ])('$is', async ({ text, is }) => {
    const read = await readText(text);
    expect(written(read.diagnostics)).toEqual(is.map((one) => expect.stringContaining(one)));
    expect(read).toMatchObject({ claims: [], doubts: [], ignores: [], patches: [], valid: false });
    expect(read.missing).toEqual([{ what: 'o.yaml', why: read.diagnostics[0]?.message }]);
  });

  it('an anchor bomb is refused, not expanded', async () => {
    const lines = ['version: 1', 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 30; depth += 1)
      lines.push(
        `a${depth}: &a${depth} [${Array(10)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    const read = await readText(lines.join('\n'));
    expect(read.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['FILE_INVALID', 'its aliases expand to millions of values'],
    ]);
  });

  it('all its mistakes are reported at once, those of contents too', async () => {
    const text = records(
      '{ name: a.b, value: 5 }',
      '{ name: "@", value: 10.0.0.1 }',
      '{ name: c.d, value: 10.0.0.1, tll: 1 }',
      '{ name: e.f, value: v=x }',
    );
    const codes = written((await readText(`${text}ignore: [{ name: "/(/" }]\nfoo: 1\n`)).diagnostics).map((line) =>
      line.split(' ').slice(0, 2).join(' '),
    );
    expect(codes.sort()).toEqual([
      '3:25 FILE_INVALID',
      '4:14 name-at',
      '5:35 UNKNOWN_KEY',
      '6:25 OVERRIDE_TYPE_NEEDED',
      '7:19 PATTERN_INVALID',
      '8:1 UNKNOWN_KEY',
    ]);
  });

  it('all its mistakes are reported, however many there are', async () => {
    const lines = Array.from({ length: 20_000 }, () => '{ name: a.b, value: 5, tll: 1 }');
    expect((await readText(records(...lines))).diagnostics).toHaveLength(40_000);
  });
});
