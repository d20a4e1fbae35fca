import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/files/yaml.ts';

/** The value of a document; its problems as `line:column message` when it is none. */
function readValue(text: string): unknown {
  const read = readYaml(text);
  return read.ok ? read.document.value : read.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
}

function problemsOf(text: string, as: 'value' | 'nodes' = 'value'): string[] {
  const read = readYaml(text, as);
  return read.ok ? [] : read.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
}

describe('a YAML document', () => {
  it.each([
    { what: 'maps and lists', text: 'a: 1\nb: [x, "2"]', value: { a: 1, b: ['x', '2'] } },
    { what: 'nothing', text: '', value: undefined },
    { what: 'a comment', text: '# nothing\n', value: undefined },
    { what: 'one document between marks', text: '---\na: 1\n...\n', value: { a: 1 } },
    { what: 'a byte-order mark', text: '\ufeffa: 1', value: { a: 1 } },
    { what: 'line ends of Windows', text: 'a: 1\r\nb: 2\r\n', value: { a: 1, b: 2 } },
    {
      what: 'words of YAML 1.1 as text',
      text: 'a: yes\nb: on\nc: 2001-01-01\nd: 1_000',
      value: { a: 'yes', b: 'on', c: '2001-01-01', d: '1_000' },
    },
    { what: 'numbers of YAML 1.2', text: 'a: 0o10\nb: 0x1F\nc: 1e3\nd: -5', value: { a: 8, b: 31, c: 1000, d: -5 } },
    { what: 'booleans and null', text: 'a: true\nb: ~\nc: null\nd:', value: { a: true, b: null, c: null, d: null } },
    { what: 'quoted text as text', text: 'a: "5"\nb: \'true\'', value: { a: '5', b: 'true' } },
    { what: 'a tag of text', text: 'a: !!str 5', value: { a: '5' } },
    { what: 'an alias', text: 'a: &x [1]\nb: *x', value: { a: [1], b: [1] } },
    { what: 'an anchor named anew', text: 'a: &x 1\nb: &x 2\nc: *x', value: { a: 1, b: 2, c: 2 } },
    {
      what: 'a merge key',
      text: 'x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}',
      value: { x: { a: 1, b: 2 }, y: { a: 1, b: 3 } },
    },
    { what: 'a merge of several', text: 'y: {<<: [{a: 1}, {a: 2, b: 2}]}', value: { y: { a: 1, b: 2 } } },
    { what: 'a block of text', text: 'a: |\n  x\n  y\nb: >-\n  x\n  y', value: { a: 'x\ny\n', b: 'x y' } },
  ])('may hold $what', ({ text, value }) => {
    expect(readValue(text)).toEqual(value);
  });

  it('has own keys only, whatever they are called', () => {
    const read = readYaml('__proto__: {a: 1}\nconstructor: 2');
    const value = read.ok ? read.document.value : undefined;
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it.each([
    { what: 'several documents', text: 'a: 1\n---\nb: 2', says: ['1:1 the file holds several YAML documents'] },
    { what: 'a document behind an end', text: 'a: 1\n...\nb: 2', says: ['1:1 the file holds several YAML documents'] },
    { what: 'a key twice', text: 'a: 1\na: 2', says: ['2:1 the key "a" stands twice in one map'] },
    { what: 'a key twice, once in quotes', text: '"a": 1\na: 2', says: ['2:1 the key "a" stands twice in one map'] },
    {
      what: 'every key that stands twice',
      text: 'a: {b: 1, b: 2}\nc: 1\nc: 2\nc: 3',
      says: [
        '1:11 the key "b" stands twice in one map',
        '3:1 the key "c" stands twice in one map',
        '4:1 the key "c" stands twice in one map',
      ],
    },
    { what: 'a list as a key', text: '? [a]\n: 1', says: ['1:3 a key must be a plain text'] },
    { what: 'an alias of nothing', text: 'a: *x', says: ['1:5 the alias *x names no anchor above it'] },
    { what: 'an alias before its anchor', text: 'a: *x\nb: &x 1', says: ['1:5 the alias *x names no anchor above it'] },
    {
      what: 'an alias inside what it names',
      text: 'a: &x [*x]',
      says: ['1:9 the alias *x stands inside what it names'],
    },
    {
      what: 'an open list',
      text: 'a: [1',
      says: ['1:6 not YAML: unexpected end of the stream within a flow collection'],
    },
    { what: 'a tag nobody knows', text: 'a: !foo 1', says: ['1:4 not YAML: unknown scalar tag !<!foo>'] },
    {
      what: 'a merge of what is no map',
      text: 'x: &x [1]\ny: {<<: *x}',
      says: [expect.stringMatching(/^2:5 not YAML: cannot merge/)],
    },
  ])('is none with $what', ({ text, says }) => {
    expect(problemsOf(text)).toEqual(says);
  });

  it.each([
    ['a: @', 'a text that begins with @ needs quotes'],
    ['{ a: @ }', 'a text that begins with @ needs quotes'],
    ['{ a: *.b }', 'is it a text? one that begins with * needs quotes'],
    ['a:b\nc: d', 'is the blank behind a ":" missing, here or in the line above?'],
    ['a: "b\nc: d', 'is a quote above it not closed?'],
    ['{ a: [b, c: d }', 'is a bracket, a quote or a comma missing, here or before?'],
    ['a: !foo 1', 'remove what stands here; a text that begins with ! or < needs quotes'],
    ['a: &x\n&y b', 'look at brackets, quotes, indentation and the blanks behind ":", here and in the line above'],
  ])('says what to do about %j', (text, hint) => {
    const read = readYaml(text);
    expect(read.ok ? [] : read.problems).toMatchObject([{ hint }]);
  });

  it.each(['a:\n\tb: 1', '\ta: 1'])('says of a tab that blanks are wanted: %j', (text) => {
    const read = readYaml(text);
    expect(read.ok ? [] : read.problems).toMatchObject([{ hint: 'indent with blanks; YAML does not allow tabs' }]);
  });
});

describe('hostile YAML', () => {
  const levels = (depth: number, line: (level: number) => string): string =>
    Array.from({ length: depth }, (_, level) => line(level)).join('\n');
  const lists = levels(30, (level) =>
    level === 0
      ? 'a0: &a0 [1, 2]'
      : `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
  );
  const merges = levels(2000, (level) =>
    level === 0 ? 'a0: &a0 {k: 1}' : `a${level}: &a${level} {<<: *a${level - 1}, k${level}: 1}`,
  );

  it.each([
    { what: 'aliases of aliases', text: lists, says: /its aliases expand to millions of values$/ },
    { what: 'merges of merges', text: merges, says: /not YAML: merge keys exceeded/ },
    { what: 'lists in lists', text: '['.repeat(100_000), says: /not YAML: nesting exceeded/ },
    { what: 'maps in maps', text: '{a: '.repeat(100_000), says: /not YAML: nesting exceeded/ },
    { what: 'list items in list items', text: '- '.repeat(100_000), says: /not YAML: nesting exceeded/ },
    { what: 'an endless text', text: `"${'a'.repeat(1_000_000)}`, says: /not YAML: unexpected end/ },
  ])('is refused: $what', ({ text, says }) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(says)]);
  });

  it('is refused as nodes too, where aliases would cost little', () => {
    expect(problemsOf(lists, 'nodes')).toEqual([expect.stringMatching(/its aliases expand to millions of values$/)]);
  });

  it('of any kind gives a value or problems with places inside the text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '&x ',
        '*x',
        '"',
        "'",
        '|',
        '>',
        '#',
        '<<',
        '!t ',
        '? ',
        '\t',
        '---\n',
        ',',
        '%',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((list) => list.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const lines = text.split('\n').length;
          for (const as of ['value', 'nodes'] as const) {
            const read = readYaml(text, as);
            for (const { line, column } of read.ok ? [] : read.problems) {
              expect(line).toBeGreaterThan(0);
              expect(line).toBeLessThanOrEqual(lines + 1);
              expect(column).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('is no harm to what JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(readValue(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('places in a document', () => {
  const text = [
    'records:',
    '  - name: a',
    '    ttl: 5',
    '  - {name: b, ttl: 6}',
    'x: &x {k: 1}',
    'y: *x',
    '"q": "v"',
    'empty:',
  ].join('\n');

  it.each([
    { path: [], what: 'value' as const, at: '1:1' },
    { path: ['records'], what: 'key' as const, at: '1:1' },
    { path: ['records'], what: 'value' as const, at: '2:3' },
    { path: ['records', 0], what: 'value' as const, at: '2:5' },
    { path: ['records', 0, 'ttl'], what: 'key' as const, at: '3:5' },
    { path: ['records', 0, 'ttl'], what: 'value' as const, at: '3:10' },
    { path: ['records', 1, 'ttl'], what: 'value' as const, at: '4:20' },
    { path: ['records', 1, 'value'], what: 'value' as const, at: '4:5' },
    { path: ['records', 7], what: 'value' as const, at: '2:3' },
    { path: ['records', 0, 'ttl', 'deeper'], what: 'value' as const, at: '3:10' },
    { path: ['y', 'k'], what: 'value' as const, at: '5:11' },
    { path: ['q'], what: 'value' as const, at: '7:7' },
    { path: ['empty'], what: 'value' as const, at: '8:1' },
    { path: ['nothing'], what: 'value' as const, at: '1:1' },
  ])('$what of $path: $at', ({ path, what, at }) => {
    const read = readYaml(text);
    const position = read.ok ? read.document.locate(path, what) : undefined;
    expect(position && `${position.line}:${position.column}`).toBe(at);
  });

  it('are found in a large map', () => {
    const read = readYaml(Array.from({ length: 5000 }, (_, index) => `key${index}: ${index}`).join('\n'));
    for (const index of [0, 17, 4999]) {
      expect(read.ok && read.document.locate([`key${index}`]).line).toBe(index + 1);
    }
  });

  it('are the top of a document that is empty', () => {
    const read = readYaml('');
    expect(read.ok && read.document.locate(['a'])).toEqual({ line: 1, column: 1 });
    expect(read.ok && read.document.root()).toBeNull();
  });

  it.each([
    { what: 'a document of nothing', text: '---', path: [] },
    { what: 'a key of nothing', text: ': 1', path: [''] },
  ])('are the top for $what', ({ text, path }) => {
    const read = readYaml(text);
    expect(read.ok && read.document.locate(path, 'key')).toEqual({ line: 1, column: 1 });
  });

  it('are told for offsets', () => {
    const read = readYaml('a: 1\nb: 2');
    expect(read.ok && read.document.position(5)).toEqual({ line: 2, column: 1 });
  });
});
