import { expect, it } from 'vitest';
import { explainRoute } from '../../../src/core/explain/route.ts';
import { model } from '../../support/model-builder.ts';

const name = 'app.lan.example.com';
const home = (...zones: string[]) => model({ zones });
const other = (...zones: string[]) => model({ name: 'other', zones });

it.each([
  ['the only zone that fits', [home('example.com')], undefined, ['home zone example.com']],
  ['the better of two', [home('lan.example.com'), other('example.com')], undefined, ['home zone lan.example.com']],
  [
    'the default of equals',
    [home('example.com'), model({ name: 'other', isDefault: true })],
    undefined,
    ['other default example.com'],
  ],
  ['those that are named', [home('example.com'), other('lan.example.com')], ['home'], ['home named example.com']],
  ['a pattern that narrows', [home('example.com', '*.lan.example.com')], undefined, ['home zone *.lan.example.com']],
  ['nowhere', [home('example.net')], undefined, []],
  ['nowhere, of equals', [home('example.com'), other('example.com')], undefined, []],
] as const)('goes to %s', (_what, models, named, expected) => {
  const { to } = explainRoute(name, named, models);
  expect(to.map(({ provider, by, pattern }) => `${provider} ${by} ${pattern}`)).toEqual(expected);
});

it.each([
  ['no-zone', other('example.net'), undefined, undefined],
  ['excluded', other('example.com', '!lan.example.com'), undefined, '!lan.example.com'],
  ['narrowed', other('example.com', '*.iot.example.com'), undefined, 'example.com'],
  ['less-specific', other('example.com'), undefined, 'example.com'],
  ['not-named', other('lan.example.com'), ['home'], 'lan.example.com'],
  ['not-default', other('lan.example.com'), undefined, 'lan.example.com'],
] as const)('passes over a provider: %s', (why, passed, named, pattern) => {
  const first = model({ zones: ['lan.example.com'], isDefault: true });
  const { passedOver } = explainRoute(name, named, [first, passed]);
  expect(passedOver).toEqual([{ provider: 'other', why, ...(pattern === undefined ? {} : { pattern }) }]);
});

it.each([
  ['NO_PROVIDER', [home('example.net')], undefined],
  ['PROVIDER_AMBIGUOUS', [home('example.com'), other('example.com')], undefined],
  ['PROVIDER_UNKNOWN', [home('example.com')], ['nosuch']],
  ['PROVIDER_ZONE', [home('example.net')], ['home']],
] as const)('says why it goes nowhere: %s', (code, models, named) => {
  expect(explainRoute(name, named, models).problem).toMatchObject({ code });
});
