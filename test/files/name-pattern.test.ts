import { describe, expect, it } from 'vitest';
import { canonicalNameGlob, compileNamePattern } from '../../src/files/name-pattern.ts';

describe('patterns of names', () => {
  it.each([
    { written: 'App.Example.COM.', is: 'app.example.com' },
    { written: ' *.bücher.example ', is: '*.xn--bcher-kva.example' },
    { written: 'BÜCHER.*', is: 'xn--bcher-kva.*' },
    { written: 'bü*.example', is: 'bü*.example' },
    { written: '\\*.example.com', is: '\\*.example.com' },
    { written: '@', is: '@' },
    { written: '.', is: '.' },
  ])('spells the glob $written as names are spelt: $is', ({ written, is }) => {
    expect(canonicalNameGlob(written)).toBe(is);
  });

  it.each([
    { pattern: '*.Home.example.com', name: 'nas.home.example.com', fits: true },
    { pattern: '*.home.example.com', name: 'a.b.home.example.com', fits: true },
    { pattern: '*.home.example.com', name: 'home.example.com', fits: false },
    { pattern: 'dev-*.example.com', name: 'dev-a.example.com', fits: true },
    { pattern: 'dev-*.example.com', name: 'dev-a.b.example.com', fits: false },
    { pattern: '\\*.example.com', name: '*.example.com', fits: true },
    { pattern: '\\*.example.com', name: 'a.example.com', fits: false },
    { pattern: '/^dev[0-9]+\\./', name: 'dev12.example.com', fits: true },
    { pattern: '/^dev[0-9]+\\./', name: 'xdev12.example.com', fits: false },
    { pattern: '/./', name: 'anything', fits: true },
  ])('$pattern fits $name: $fits', async ({ pattern, name, fits }) => {
    const compiled = await compileNamePattern(pattern);
    expect(compiled.ok && compiled.matches(name)).toBe(fits);
  });

  it.each(['/(/', '/(?=a)/', '/(a)\\1/'])('refuses %s', async (pattern) => {
    expect((await compileNamePattern(pattern)).ok).toBe(false);
  });
});
