import { describe, expect, it } from 'vitest';
import { compileRegex, isRegex } from '../../src/files/regex.ts';

describe('regular expressions', () => {
  it.each([
    { pattern: '/a/', is: true },
    { pattern: '/a\\/b/', is: true },
    { pattern: '//', is: false },
    { pattern: '/', is: false },
    { pattern: '', is: false },
    { pattern: '/a', is: false },
    { pattern: 'a/', is: false },
    { pattern: '*.example.com', is: false },
  ])('$pattern is one: $is', ({ pattern, is }) => {
    expect(isRegex(pattern)).toBe(is);
  });

  it.each([
    { pattern: '/dev/', text: 'my-dev-box', fits: true },
    { pattern: '/^dev/', text: 'my-dev-box', fits: false },
    { pattern: '/^dev\\d+$/', text: 'dev12', fits: true },
    { pattern: '/^dev\\d+$/', text: 'dev12\n', fits: false },
    { pattern: '/DEV/', text: 'dev', fits: false },
    { pattern: '/(?i)DEV/', text: 'dev', fits: true },
    { pattern: '/./', text: '', fits: false },
    { pattern: '/^(?:a|b)\\.x$/', text: 'b.x', fits: true },
  ])('$pattern fits $text: $fits', async ({ pattern, text, fits }) => {
    const compiled = await compileRegex(pattern);
    expect(compiled.ok && compiled.matches(text)).toBe(fits);
  });

  it.each([
    { what: 'an open group', pattern: '/(/' },
    { what: 'an open class', pattern: '/[a/' },
    { what: 'a look-ahead', pattern: '/a(?=b)/' },
    { what: 'a look-behind', pattern: '/(?<=a)b/' },
    { what: 'a back-reference', pattern: '/(a)\\1/' },
    { what: 'a repetition of nothing', pattern: '/*a/' },
    { what: 'a repetition beyond all measure', pattern: '/a{100000}/' },
    { what: 'more than 10,000 characters', pattern: `/${'a'.repeat(9_999)}/` },
  ])('refuses $what and says why', async ({ pattern }) => {
    expect(await compileRegex(pattern)).toEqual({ ok: false, message: expect.stringMatching(/\S/) });
  });

  it.each(['/^(a+)+$/', '/^(a|a)*$/', '/^(a*)*b$/', '/(x+x+)+y/'])(
    'comes to an end with %s, which takes other engines for ever',
    async (pattern) => {
      const compiled = await compileRegex(pattern);
      expect(compiled.ok && compiled.matches(`${'a'.repeat(10_000)}${'x'.repeat(10_000)}!`)).toBe(false);
    },
  );
});
