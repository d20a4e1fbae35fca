import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/files/yaml.ts';
import { keyText, type YamlNode } from '../../src/files/yaml-node.ts';

function rootOf(text: string): YamlNode | null {
  const read = readYaml(text, 'nodes');
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.document.root();
}

/** The value at a key of the root. */
function at(text: string, key: string): YamlNode | undefined {
  const root = rootOf(text);
  return root?.kind === 'map' ? root.entries.find((entry) => keyText(entry.key) === key)?.value : undefined;
}

describe('nodes', () => {
  it('know their kind and where they begin', () => {
    expect(rootOf('a: [1, x]')).toEqual({
      kind: 'map',
      start: 0,
      entries: [
        {
          key: { kind: 'scalar', text: 'a', value: 'a', start: 0 },
          value: {
            kind: 'sequence',
            start: 3,
            items: [
              { kind: 'scalar', text: '1', value: 1, start: 4 },
              { kind: 'scalar', text: 'x', value: 'x', start: 7 },
            ],
          },
        },
      ],
    });
  });

  it.each([
    { what: 'a number', text: 'a: 5', node: { text: '5', value: 5, start: 3 } },
    { what: 'a number with zeros first', text: 'a: 007', node: { text: '007', value: 7 } },
    { what: 'a number of YAML 1.1', text: 'a: 1_000', node: { text: '1_000', value: '1_000' } },
    { what: 'a boolean', text: 'a: True', node: { text: 'True', value: true } },
    { what: 'a word of YAML 1.1', text: 'a: yes', node: { text: 'yes', value: 'yes' } },
    { what: 'null', text: 'a: ~', node: { text: '~', value: null } },
    { what: 'nothing', text: 'a:', node: { text: '', value: null } },
    { what: 'quoted text, behind its quote', text: 'a: "5"', node: { text: '5', value: '5', start: 4 } },
    { what: 'escapes', text: 'a: "\\u00fc\\n"', node: { text: '\u00fc\n', value: '\u00fc\n' } },
    { what: 'a quote in single quotes', text: "a: 'it''s'", node: { text: "it's", value: "it's" } },
    { what: 'a block', text: 'a: |\n  5\n', node: { text: '5\n', value: '5\n' } },
    { what: 'a tag of its own', text: 'a: !reset null', node: { text: 'null', value: 'null', tag: '!reset' } },
    { what: 'a tag on a map', text: 'a: !override {b: 1}', node: { kind: 'map', tag: '!override' } },
    { what: 'a tag on a list', text: 'a: !override [1]', node: { kind: 'sequence', tag: '!override' } },
  ])('keep $what as written and as meant', ({ text, node }) => {
    expect(at(text, 'a')).toMatchObject(node);
  });

  it.each([
    { what: 'a value', text: 'a:' },
    { what: 'a value in braces', text: '{a: , b: 2}' },
    { what: 'a value with a tag', text: 'a: !reset' },
  ])('that are left out begin nowhere: $what', ({ text }) => {
    expect(at(text, 'a')).toMatchObject({ text: '', start: -1 });
  });

  it('share what an alias names', () => {
    const text = 'a: &x {k: 1}\nb: *x';
    expect(at(text, 'b')).toEqual(at(text, 'a'));
  });

  it('name what was last given the name', () => {
    expect(at('a: &x 1\nb: &x 2\nc: *x', 'c')).toMatchObject({ value: 2 });
  });

  it('leave merge keys to the reader, several in one map too', () => {
    const root = rootOf('<<: {a: 1}\n<<: {b: 2}\nc: 3');
    const keys = root?.kind === 'map' ? root.entries.map((entry) => keyText(entry.key)) : [];
    expect(keys).toEqual(['<<', '<<', 'c']);
  });

  it('are none where there is nothing', () => {
    expect(rootOf('# nothing')).toBeNull();
  });

  it.each([
    { what: 'a key twice', text: 'a: 1\nb: 2\na: 3', message: 'the key "a" stands twice in one map', line: 3 },
    {
      what: 'a key that is left out twice',
      text: 'a: 1\nb:\n  : 1\n  : 2',
      message: 'the key "" stands twice in one map',
      line: 3,
    },
    { what: 'a map as a key', text: '{b: 1}: 2', message: 'a key must be a plain text', line: 1 },
    { what: 'an alias of nothing', text: 'a: 1\nb: *x', message: 'the alias *x names no anchor above it', line: 2 },
  ])('are refused with $what', ({ text, message, line }) => {
    const read = readYaml(text, 'nodes');
    expect(read.ok ? [] : read.problems).toMatchObject([{ message, line }]);
  });

  it('have a text as keys only where that is plain', () => {
    expect(keyText({ kind: 'scalar', text: '5', value: 5, start: 0 })).toBe('5');
    expect(keyText({ kind: 'sequence', items: [], start: 0 })).toBeNull();
  });
});
