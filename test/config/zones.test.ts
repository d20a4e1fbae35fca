// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import { compileZones, readZone } from '../../src/config/zones.ts';

describe('compileZones', () => {
  it.each([
    {
      zone: 'example.com',
      fits: ['example.com', 'a.example.com', 'a.b.example.com'],
      not: ['xexample.com', 'com', 'example.com.org'],
    },
    { zone: '*.example.com', fits: ['a.example.com', '*.example.com'], not: ['example.com', 'xexample.com'] },
    { zone: '/^(app|web)\\./', fits: ['app.example.com', 'web.x'], not: ['xapp.example.com'] },
    { zone: '!intern.example.com', fits: ['intern.example.com', 'a.intern.example.com'], not: ['example.com'] },
    { zone: '! *.intern.example.com', fits: ['a.intern.example.com'], not: ['intern.example.com'] },
    { zone: '!/x/', fits: ['axb'], not: ['ab'] },
    { zone: '.', fits: ['.', 'com', 'a.example.com'], not: [] },
    { zone: 'Bücher.Example.', fits: ['a.xn--bcher-kva.example'], not: ['bücher.example'] },
    { zone: '${env:ZONE}', fits: [], not: ['anything.example.com'] },
    { zone: '!${env:ZONE}', fits: [], not: ['anything.example.com'] },
  ])('$zone', async ({ zone, fits, not }) => {
    const [pattern] = await compileZones([zone]);
    expect(fits.filter((name) => pattern?.matches(name) !== true)).toEqual([]);
    expect(not.filter((name) => pattern?.matches(name) === true)).toEqual([]);
  });

  it.each([
    {
      zone: 'Home.Example.com',
      is: { text: 'home.example.com', exclude: false, specificity: 16, apex: 'home.example.com' },
    },
    { zone: '*.Example.com', is: { text: '*.example.com', exclude: false, specificity: 11, below: 'example.com' } },
    { zone: '!Example.com', is: { text: '!example.com', exclude: true, specificity: 11 } },
    { zone: '/Example/', is: { text: '/Example/', exclude: false, specificity: 0 } },
    { zone: '${env:ZONE}', is: { text: '${env:ZONE}', exclude: false, specificity: 0 } },
  ])('says of $zone how specific it is, and of plain entries the apex', async ({ zone, is }) => {
    const [pattern] = await compileZones([zone]);
    expect(pattern).toEqual({ ...is, matches: expect.any(Function) });
  });

  it('refuses what was filled in wrong, without showing it', async () => {
    await expect(compileZones(['example.com', 'ge heim'])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'entry 2 of "zones" is no zone pattern',
      hint: expect.not.stringContaining('heim'),
    });
  });
});

describe('readZone', () => {
  it.each([
    { zone: '', says: 'the name is empty' },
    { zone: '!', says: 'the name is empty' },
    { zone: '*.', says: 'the name is empty' },
    { zone: '*', says: '"*" has a "*" inside' },
    { zone: 'a.*.example.com', says: '"a.*.example.com" has a "*" inside' },
    { zone: '*.*.example.com', says: '"*.*.example.com" has a "*" inside' },
    { zone: 'a..b', says: '"a..b" has an empty label' },
    { zone: 'https://example.com', says: '"https://example.com" has "://", which belongs to a URL' },
    { zone: '/(/', says: '/(/ is no regular expression: error parsing regexp: missing closing ): `(`' },
  ])('refuses "$zone"', async ({ zone, says }) => {
    expect(await readZone(zone)).toMatchObject({ ok: false, message: says });
  });
});
