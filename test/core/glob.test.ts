import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/core/glob.ts';

describe('globs of names', () => {
  it.each([
    { glob: 'nas.example.com', text: 'nas.example.com', fits: true },
    { glob: 'nas.example.com', text: 'xnas.example.com', fits: false },
    { glob: 'nas.example.com', text: 'nas.example.com.au', fits: false },
    { glob: 'nas.example.com', text: 'nasxexample.com', fits: false },
    { glob: '*', text: 'nas', fits: true },
    { glob: '*', text: '', fits: true },
    { glob: '*', text: 'nas.example.com', fits: false },
    { glob: 'dev-*.example.com', text: 'dev-a.example.com', fits: true },
    { glob: 'dev-*.example.com', text: 'dev-.example.com', fits: true },
    { glob: 'dev-*.example.com', text: 'dev-a.b.example.com', fits: false },
    { glob: 'a.*.example.com', text: 'a.b.example.com', fits: true },
    { glob: 'a.*.example.com', text: 'a.b.c.example.com', fits: false },
    { glob: 'a*b*c.example.com', text: 'abbcc.example.com', fits: true },
    { glob: 'a*b*c.example.com', text: 'acb.example.com', fits: false },
    { glob: 'nas.*', text: 'nas.local', fits: true },
    { glob: 'nas.*', text: 'nas.example.com', fits: false },
    { glob: 'na?.example.com', text: 'nas.example.com', fits: true },
    { glob: 'na?.example.com', text: 'na.example.com', fits: false },
    { glob: 'nas?example.com', text: 'nas.example.com', fits: false },
    { glob: '?', text: '\u{1f4a9}', fits: true },
    { glob: '*.example.com', text: 'a.example.com', fits: true },
    { glob: '*.example.com', text: 'a.b.example.com', fits: true },
    { glob: '*.example.com', text: 'example.com', fits: false },
    { glob: '*.example.com', text: '.example.com', fits: false },
    { glob: '*.example.com', text: 'badexample.com', fits: false },
    { glob: '*.example.com', text: '*.example.com', fits: true },
    { glob: '*.example.com', text: 'example.com.example.com', fits: true },
    { glob: '*.dev-*.example.com', text: 'a.dev-1.example.com', fits: true },
    { glob: '*.dev-*.example.com', text: 'a.b.dev-1.example.com', fits: true },
    { glob: '*.dev-*.example.com', text: 'dev-1.example.com', fits: false },
    { glob: '*.*.com', text: 'a.example.com', fits: true },
    { glob: '*.*.com', text: 'a.b.example.com', fits: true },
    { glob: '*.*.com', text: 'example.com', fits: false },
    { glob: '*.', text: 'com.', fits: true },
    { glob: 'x*.example.com', text: 'xa.b.example.com', fits: false },
    { glob: '\\*.example.com', text: '*.example.com', fits: true },
    { glob: '\\*.example.com', text: 'a.example.com', fits: false },
    { glob: '\\**.example.com', text: '*a.example.com', fits: true },
    { glob: '\\**.example.com', text: 'ba.example.com', fits: false },
    { glob: '\\?.example.com', text: '?.example.com', fits: true },
    { glob: '\\?.example.com', text: 'a.example.com', fits: false },
    { glob: '\\\\', text: '\\', fits: true },
    { glob: 'a\\', text: 'a\\', fits: true },
    { glob: 'a\\033b.example.com', text: 'a\\033b.example.com', fits: true },
    { glob: 'a\\.b.example.com', text: 'a\\.b.example.com', fits: true },
    { glob: '*.example.com', text: 'a\\.b.example.com', fits: true },
    { glob: '*.b.example.com', text: 'a\\.b.example.com', fits: false },
    { glob: '', text: '', fits: true },
    { glob: '', text: 'nas', fits: false },
    { glob: 'a.c', text: 'abc', fits: false },
    { glob: '[ab](c)+$', text: '[ab](c)+$', fits: true },
  ])('$glob fits $text: $fits', ({ glob, text, fits }) => {
    expect(compileGlob(glob)(text)).toBe(fits);
  });
});

describe('globs of values, origins, sources and protected names', () => {
  it.each([
    { glob: '*', text: 'nas.example.com', fits: true },
    { glob: 'mail.*', text: 'mail.example.com', fits: true },
    { glob: 'mail.*', text: 'mail2.example.com', fits: false },
    { glob: '*.example.com', text: 'a.b.example.com', fits: true },
    { glob: '*.example.com', text: '.example.com', fits: true },
    { glob: '*.example.com', text: 'example.com', fits: false },
    { glob: '10.*', text: '10.0.0.1', fits: true },
    { glob: 'v=spf1 *', text: 'v=spf1 include:a.example -all', fits: true },
    { glob: 'docker:*/web label *', text: 'docker:home/web label dns.host', fits: true },
    { glob: 'a?b', text: 'a.b', fits: true },
    { glob: 'a*', text: 'a\nb', fits: true },
    { glob: 'a\\*', text: 'a*', fits: true },
    { glob: 'a\\*', text: 'ab', fits: false },
  ])('$glob fits $text: $fits', ({ glob, text, fits }) => {
    expect(compileGlob(glob, true)(text)).toBe(fits);
  });
});

describe('any glob', () => {
  /** The same by regular expression, which is right but may take for ever. */
  function byRegex(glob: string, crossDots: boolean): RegExp {
    const [any, one] = crossDots ? ['[^]*', '[^]'] : ['[^.]*', '[^.]'];
    const below = !crossDots && glob.startsWith('*.');
    const rest = [...(below ? glob.slice(2) : glob)].map((char) =>
      char === '*' ? any : char === '?' ? one : char === '.' ? '\\.' : char,
    );
    return new RegExp(`^${below ? '[^]+\\.' : ''}${rest.join('')}$`, 'u');
  }

  it('fits what its regular expression fits', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 });
    fc.assert(
      fc.property(glob, text, fc.boolean(), (pattern, one, crossDots) => {
        expect(compileGlob(pattern, crossDots)(one)).toBe(byRegex(pattern, crossDots).test(one));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([1000, 10_000, 100_000])('comes to an end with many stars on %i characters', (length) => {
    const text = 'a'.repeat(length);
    expect(compileGlob(`${'*a'.repeat(20)}*b`)(text)).toBe(false);
    expect(compileGlob(`${'*a'.repeat(20)}*b`, true)(text)).toBe(false);
    expect(compileGlob('*a'.repeat(20))(text)).toBe(true);
    expect(compileGlob(`${'*.'.repeat(20)}b`)('a.'.repeat(length))).toBe(false);
    expect(compileGlob('*.'.repeat(20))('a.'.repeat(length))).toBe(true);
  });
});
