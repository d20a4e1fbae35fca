import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWordDiff, type TextPart, type WordDiff } from '../../src/output/word-diff.ts';

let wordDiff: WordDiff;

beforeAll(async () => {
  wordDiff = await loadWordDiff();
});

function written(parts: readonly TextPart[] | null): string | null {
  const marks = { same: ['', ''], removed: ['[', ']'], added: ['{', '}'] };
  return parts === null ? null : parts.map(({ kind, text }) => marks[kind].join(text)).join('');
}

const key = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA';

describe('two texts compared word by word', () => {
  it.each([
    [
      'one word changes',
      'v=spf1 ip4:1.2.3.4 -all',
      'v=spf1 ip4:1.2.3.5 -all',
      'v=spf1 [ip4:1.2.3.4]{ip4:1.2.3.5} -all',
    ],
    ['a word comes', 'v=spf1 -all', 'v=spf1 mx -all', 'v=spf1 {mx }-all'],
    ['a word goes', 'v=spf1 mx -all', 'v=spf1 -all', 'v=spf1 [mx ]-all'],
    ['a word comes last', 'one two three', 'one two three four', 'one two three{ four}'],
    ['a word goes last', 'one two three four', 'one two three', 'one two three[ four]'],
    ['the last word changes', 'v=spf1 mx ~all', 'v=spf1 mx -all', 'v=spf1 mx [~all]{-all}'],
    ['blanks change', 'one  two three', 'one two three', '[one  ]{one }two three'],
    [
      'the inside of a key changes',
      `k=rsa; p=${key}aaaaaaaaaaaaaQIDAQAB`,
      `k=rsa; p=${key}bbbbbbbbbbbbbQIDAQAB`,
      `k=rsa; p=${key}[aaaaaaaaaaaaaQIDAQAB]{bbbbbbbbbbbbbQIDAQAB}`,
    ],
    ['nothing in common', 'one two three four', 'five six seven eight', null],
  ])('%s', (_, before, after, expected) => {
    expect(written(wordDiff(before, after))).toBe(expected);
  });

  it('gives up on long texts that have nothing in common', () => {
    const many = (prefix: string): string => Array.from({ length: 5000 }, (_, index) => `${prefix}${index}`).join(' ');
    expect(wordDiff(many('a'), many('b'))).toBeNull();
  });

  it('never parts a surrogate pair', () => {
    const parts = wordDiff(`${key} ${'x'.repeat(40)}😀`, `${key} ${'x'.repeat(40)}😁`);
    expect(parts?.every(({ text }) => text.isWellFormed())).toBe(true);
  });

  it('keeps both texts readable off its parts', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '  ', 'longer', 'x'.repeat(50), 'x'.repeat(60)), {
      maxLength: 12,
    });
    const texts = words.map((all) => all.join(' '));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = wordDiff(before, after);
        if (parts === null) return;
        const without = (kind: TextPart['kind']): string =>
          parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });
});
