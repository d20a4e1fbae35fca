// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnvEntry, readEnvFile } from '../../../src/sources/compose/env-file.ts';

const lookup = (name: string) => (name === 'FROM_OUTSIDE' ? 'outside' : undefined);

const textsOf = (values: ReadonlyMap<string, EnvEntry>) =>
  Object.fromEntries([...values].map(([name, { text }]) => [name, text]));

describe('readEnvFile', () => {
  it.each<[string, string, Record<string, string>]>([
    ['lines', 'A=1\nB=2\n', { A: '1', B: '2' }],
    ['CRLF', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['blank lines and comments', '\n# A=0\n  # more\nA=1\n\n', { A: '1' }],
    ['export', 'export A=1', { A: '1' }],
    ['a name that begins with export', 'exported=1', { exported: '1' }],
    ['colons', 'A: 1\nB:2', { A: '1', B: '2' }],
    ['blanks around the sign', 'A = 1 ', { A: '1' }],
    ['an empty value', 'A=\nB=1', { A: '', B: '1' }],
    ['names with dots and hyphens', 'a.b-c[0]=1', { 'a.b-c[0]': '1' }],
    ['a comment behind a blank', 'A=1 # one\nB=1#1', { A: '1', B: '1#1' }],
    ['no comment right behind the sign', 'A= # none\nB=#x', { A: '# none', B: '#x' }],
    ['octal escapes', 'A="\\0101 \\01 \\0999"', { A: 'A \\1 \\999' }],
    ['an equals sign in the value', 'A=b=c', { A: 'b=c' }],
    ['single quotes, taken literally', "A='$B \\n # x' # y\nC=1", { A: '$B \\n # x', C: '1' }],
    ['a quote in single quotes', "A='it\\'s'", { A: "it's" }],
    ['double quotes with escapes', 'A="a\\nb\\t\\"c\\" \\\\ # x"', { A: 'a\nb\t"c" \\ # x' }],
    ['quotes over several lines', 'A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
    ['variables above it', 'A=1\nB=${A}2\nC="$B"', { A: '1', B: '12', C: '12' }],
    ['operators', 'A=${NOPE:-x}', { A: 'x' }],
    ['an escaped dollar in double quotes', 'A="\\$B"', { A: '$B' }],
    ['variables from outside', 'A=$FROM_OUTSIDE', { A: 'outside' }],
    ['a bare name, taken from outside', 'FROM_OUTSIDE\nOTHER\nA=1', { FROM_OUTSIDE: 'outside', A: '1' }],
    ['a bare name at the end', 'FROM_OUTSIDE', { FROM_OUTSIDE: 'outside' }],
    ['the last of two', 'A=1\nA=2', { A: '2' }],
    ['nothing', '', {}],
  ])('reads %s', (_, text, values) => {
    const read = readEnvFile(text, lookup);
    expect(read.ok && textsOf(read.values)).toEqual(values);
  });

  it('knows where each name stands, and which variables in it are not set', () => {
    const read = readEnvFile('A=1\r\n  export B: ${NOPE}\n\n  C=$A$NOT\nFROM_OUTSIDE\n', lookup);
    const entries = read.ok ? [...read.values] : [];
    expect(entries.map(([name, { at, unset }]) => [name, at(), unset.map((one) => one.name)])).toEqual([
      ['A', { line: 1, column: 1 }, []],
      ['B', { line: 2, column: 10 }, ['NOPE']],
      ['C', { line: 4, column: 3 }, ['NOT']],
      ['FROM_OUTSIDE', { line: 5, column: 1 }, []],
    ]);
  });

  it.each<[string, string, number]>([
    ['a blank in a name', 'A=1\nB C=2', 2],
    ['a strange character in a name', 'A=1\n\nB!=2', 3],
    ['no name', '=1', 1],
    ['a quote that is not closed', 'A=1\nB="x\ny', 2],
    ['a variable that is not closed', 'A=${B', 1],
  ])('refuses %s with its line', (_, text, line) => {
    expect(readEnvFile(text, lookup)).toMatchObject({ ok: false, at: { line } });
  });

  it.each([
    ['without a sign', 'DB_PASSWORD hunter2'],
    ['with a strange character', 'hunter2!'],
    ['with a quote that is not closed', 'A="hunter2'],
    ['with a variable that is not closed', 'A=${hunter2'],
    ['with a variable without a name', 'A="x${!hunter2}"'],
  ])('keeps what a line %s holds to itself', (_, text) => {
    const read = readEnvFile(text, lookup);
    expect(read.ok ? '' : read.message).not.toMatch(/^$|hunter|DB_/);
  });

  it('never throws, and reads back any value in single quotes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (junk, value) => {
        expect(typeof readEnvFile(junk, lookup).ok).toBe('boolean');
        fc.pre(!/['\\\r]/.test(value));
        const read = readEnvFile(`A='${value}'`, lookup);
        expect(read.ok && read.values.get('A')?.text).toBe(value);
      }),
    );
  });

  it.each([
    ['a million blank lines', '\n'.repeat(1_000_000)],
    ['a million comments', '#\n'.repeat(500_000)],
    ['a long line of names', 'a '.repeat(500_000)],
    ['a quote without end', `A="${'\\'.repeat(1_000_000)}`],
  ])('reads %s', (_, text) => {
    expect(typeof readEnvFile(text, lookup).ok).toBe('boolean');
  });
});
