import { describe, expect, it } from 'vitest';
import type { ProviderModel } from '../../src/core/provider-model.ts';
import { createRouter, specificity } from '../../src/core/route.ts';
import { model } from '../support/model-builder.ts';

/** Where a claim goes: provider names, or the code of the problem and where its name is held. */
function routed(models: readonly ProviderModel[], name: string, named?: readonly string[]): string {
  const route = createRouter(models)(name, named);
  const names = (list: readonly ProviderModel[]) => list.map((one) => one.name).join(',');
  return route.ok
    ? names(route.providers)
    : `${route.problem.severity} ${route.problem.code} held at ${names(route.held)}`;
}

const home = model({ name: 'home', zones: ['home.example.com'] });
const whole = model({ name: 'whole', zones: ['example.com'] });
const below = model({ name: 'below', zones: ['example.net', '*.example.net'] });
const narrow = model({ name: 'narrow', zones: ['example.com', '!internal.example.com'] });

describe('the zones of a provider', () => {
  it.each([
    ['a plain entry fits the name itself', ['example.com'], 'example.com', 11],
    ['a plain entry fits everything below', ['example.com'], 'a.b.example.com', 11],
    ['a plain entry fits no name that merely ends alike', ['example.com'], 'anexample.com', -1],
    ['a starred entry fits nothing without a plain one', ['*.example.com'], 'a.example.com', -1],
    ['a starred entry keeps what is below', ['example.com', '*.example.com'], 'a.example.com', 11],
    ['a starred entry keeps the name itself out', ['example.com', '*.example.com'], 'example.com', -1],
    ['a starred entry keeps the rest of its zone out', ['example.com', '*.lab.example.com'], 'a.example.com', -1],
    ['a starred entry makes the match more specific', ['example.com', '*.lab.example.com'], 'a.lab.example.com', 15],
    ['a starred entry leaves other zones alone', ['example.com', 'example.net', '*.example.com'], 'example.net', 11],
    ['an exclusion wins over a more specific entry', ['!example.com', 'a.example.com'], 'a.example.com', -1],
    ['an exclusion wins wherever it stands', ['a.example.com', '!a.example.com'], 'a.example.com', -1],
    ['the longest literal suffix counts', ['example.com', 'home.example.com'], 'a.home.example.com', 16],
    ['a wildcard name is below its parent', ['example.com'], '*.example.com', 11],
    ['a zone named like a member of every object', ['constructor.example.com'], 'constructor.example.com', 23],
  ])('%s', (_case, zones, name, expected) => {
    expect(specificity(model({ zones }), name)).toBe(expected);
  });

  it.each([
    ['app.example.com', 11],
    ['db.example.com', -1],
    ['app.example.net', -1],
  ])('a regular expression narrows the zones it stands beside: %s', (name, expected) => {
    const regex = { text: '/^app/', exclude: false, specificity: 0, matches: (text: string) => text.startsWith('app') };
    const zones = [...model({ zones: ['example.com'] }).zones, regex];
    expect(specificity({ ...model(), zones }, name)).toBe(expected);
  });
});

describe('a claim', () => {
  it.each([
    ['goes to the one provider that fits', [home, whole], 'app.example.com', undefined, 'whole'],
    ['goes to the most specific of several', [whole, home], 'app.home.example.com', undefined, 'home'],
    ['goes to exactly the providers it names', [home, whole], 'app.home.example.com', ['whole'], 'whole'],
    ['goes to several providers it names', [home, whole], 'a.home.example.com', ['home', 'whole'], 'home,whole'],
    ['goes once to a provider it names twice', [home, whole], 'a.example.com', ['whole', 'whole'], 'whole'],
    ['with an empty list of providers is routed by zone', [home, whole], 'a.example.com', [], 'whole'],
    [
      'that fits two providers equally is ambiguous',
      [whole, narrow],
      'a.example.com',
      undefined,
      'error PROVIDER_AMBIGUOUS held at whole,narrow',
    ],
    [
      'that fits two takes the default one',
      [whole, { ...narrow, isDefault: true }],
      'a.example.com',
      undefined,
      'narrow',
    ],
    [
      'that fits two defaults is ambiguous',
      [
        { ...whole, isDefault: true },
        { ...narrow, isDefault: true },
      ],
      'a.example.com',
      undefined,
      'error PROVIDER_AMBIGUOUS held at whole,narrow',
    ],
    [
      'does not go to a default that fits less',
      [{ ...whole, isDefault: true }, home],
      'a.home.example.com',
      undefined,
      'home',
    ],
    ['is not ambiguous where one of two excludes it', [whole, narrow], 'a.internal.example.com', undefined, 'whole'],
    [
      'that no zone fits is only a warning',
      [home, whole],
      'app.example.org',
      undefined,
      'warning NO_PROVIDER held at ',
    ],
    [
      'for the apex of a zone that a starred entry narrows goes nowhere',
      [below],
      'example.net',
      undefined,
      'warning NO_PROVIDER held at ',
    ],
    [
      'with an unknown provider is held wherever it may stand',
      [home, whole],
      'a.home.example.com',
      ['hoem'],
      'error PROVIDER_UNKNOWN held at home,whole',
    ],
    [
      'with one known and one unknown provider goes nowhere',
      [home, whole],
      'a.example.com',
      ['whole', 'x'],
      'error PROVIDER_UNKNOWN held at whole',
    ],
    [
      'for a provider whose zones do not fit is held where they do',
      [home, whole],
      'a.example.com',
      ['home'],
      'error PROVIDER_ZONE held at whole',
    ],
  ])('%s', (_case, models, name, named, expected) => {
    expect(routed(models, name, named)).toBe(expected);
  });

  it.each([
    ['hoem', 'did you mean home?'],
    ['something', 'the configured ones are home, whole'],
  ])('with the unknown provider %s gets a hint', (named, hint) => {
    const route = createRouter([whole, home])('a.example.com', [named]);
    expect(route.ok ? undefined : route.problem.hint).toBe(hint);
  });

  it('hears the zones of the provider that does not fit', () => {
    const route = createRouter([narrow])('a.internal.example.com', ['narrow']);
    expect(route.ok ? undefined : route.problem.hint).toContain('example.com, !internal.example.com');
  });
});
