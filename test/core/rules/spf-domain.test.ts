import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMacroString, oddDomain } from '../../../src/core/rules/spf-domain.ts';

describe('a macro string', () => {
  it.each([
    { text: '', is: true },
    { text: 'plain-text_!$&~', is: true },
    { text: '%{s}%{l}%{o}%{d}%{i}%{p}%{h}%{v}', is: true },
    { text: '%{D2R.-+,/_=}', is: true },
    { text: '%%%_%-', is: true },
    { text: '%', is: false },
    { text: '%{d', is: false },
    { text: '%{}', is: false },
    { text: '%{d2x}', is: false },
    { text: '%{t}', is: false },
    { text: 'a b', is: false },
    { text: 'ü', is: false },
  ])('$text: $is', ({ text, is }) => {
    expect(isMacroString(text)).toBe(is);
  });
});

describe('a domain of SPF', () => {
  it('is any host name with a dot whose last label is not digits alone', async () => {
    await fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(oddDomain(domain, 'include:')).toBeNull();
      }),
    );
  });

  it.each(['a.b', 'a.b.', '_spf.a.b', 'a.%{d}', '%{d}', '%{d2}', 'a.b%%', '.b'])('%s is one', (text) => {
    expect(oddDomain(text, 'include:')).toBeNull();
  });

  it.each(['', 'a', 'a.', 'a.1', 'a.-b', 'a.b-', 'a.b_c', 'a..', '%{d}.', '%{d}.1'])('"%s" is none', (text) => {
    expect(oddDomain(text, 'include:')?.what).toMatch(/^has no (?:whole )?domain$/);
  });
});
