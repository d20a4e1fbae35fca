import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/core/claim.ts';
import type { Judgement } from '../../../src/core/rules/judge.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { capabilities, model } from '../../support/model-builder.ts';
import { planOf } from '../../support/plan-input.ts';
import { findings, judged } from './context.ts';

const only = (...types: string[]): ReadonlySet<string> => new Set(types);

/** What rules of providers say; others may find something, too. */
const ofProviders = (judgement: Judgement) =>
  findings(judgement).filter((one) => / (?:type|provider|cname)-/.test(one));

describe('type-unsupported', () => {
  const provider = model({ kind: 'etcd', capabilities: capabilities({ types: only('TXT', 'A') }) });

  it.each([
    { type: 'A', found: [] },
    { type: 'CAA', found: ['error type-unsupported'] },
    { type: 'SOA', found: ['error type-unsupported'] },
    { type: 'SPF', found: ['error type-unsupported'] },
    { type: 'TYPE65280', found: ['error type-unsupported'] },
  ])('$type at a provider of A and TXT: $found', ({ type, found }) => {
    const judgement = judged([{ type, value: 'x' }], provider);
    expect(ofProviders(judgement)).toEqual(found);
    expect(judgement.hold?.reason).toBe(found.length === 0 ? undefined : 'unsupported');
  });

  it('names the provider that can', () => {
    const other = model({ name: 'other', capabilities: capabilities({ types: only('CAA') }) });
    const elsewhere = model({
      name: 'elsewhere',
      zones: ['example.org'],
      capabilities: capabilities({ types: only('CAA') }),
    });
    const claims = [claim({ type: 'CAA', value: '0 issue ";"', providers: ['home'] })];
    const [found] = planOf({ models: [provider, elsewhere, other], claims }).diagnostics;
    expect(found).toMatchObject({ code: 'type-unsupported', hint: 'name the provider that can: other' });
  });

  it('says who cannot, and what it can', () => {
    expect(judged([{ type: 'CAA', value: '0 issue ";"' }], provider).diagnostics).toMatchObject([
      { message: '"home" (etcd) cannot hold CAA', hint: 'it writes A, TXT' },
    ]);
  });
});

describe('provider-wildcard', () => {
  const provider = model({ capabilities: capabilities({ wildcards: only('A') }) });

  it.each([
    { what: 'a wildcard of a type that may be one', claim: { name: '*.example.com' }, found: [] },
    {
      what: 'a wildcard of another type',
      claim: { name: '*.example.com', type: 'TXT', value: 'x' },
      found: ['error provider-wildcard'],
    },
    { what: 'a plain name of that type', claim: { type: 'TXT', value: 'x' }, found: [] },
    { what: 'a star that is no wildcard', claim: { name: 'a.*.example.com', type: 'TXT', value: 'x' }, found: [] },
  ])('$what: $found', ({ claim, found }) => {
    const judgement = judged([claim], provider);
    expect(ofProviders(judgement)).toEqual(found);
    expect(judgement.hold?.reason === 'unsupported').toBe(found.length > 0);
  });
});

describe('provider-multi-value', () => {
  const provider = model({ capabilities: capabilities({ multiValue: only('A') }) });
  const texts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ type: 'TXT', value: `text ${index}` }));

  it.each([
    { what: 'one value of a type that takes one', claims: texts(1), found: [] },
    { what: 'two values of a type that takes one', claims: texts(2), found: ['error provider-multi-value'] },
    { what: 'two values of a type that takes several', claims: [{}, { value: '192.168.1.11' }], found: [] },
    {
      what: 'two CNAMEs, which are cname-multiple',
      claims: [cname('a.b'), cname('c.d')],
      found: ['error cname-multiple'],
    },
  ])('$what: $found', ({ claims, found }) => {
    expect(findings(judged(claims, provider))).toEqual(found);
  });

  it('holds as unsupported', () => {
    expect(judged(texts(3), provider).hold).toEqual({
      reason: 'unsupported',
      detail: '"home" (memory) holds one TXT value at a name, app.example.com has 3',
    });
  });
});

describe('provider-attribute', () => {
  const cases: readonly { what: string; attributes: Attributes; says: string | undefined }[] = [
    { what: 'none', attributes: {}, says: undefined },
    { what: 'a known one', attributes: { proxied: true, weight: 5 }, says: undefined },
    { what: 'a boolean in a label', attributes: { proxied: 'false' }, says: undefined },
    { what: 'a number in a label', attributes: { weight: '-5' }, says: undefined },
    { what: 'a slip', attributes: { proxyed: true }, says: 'knows no attribute "proxyed"' },
    { what: 'another case', attributes: { Proxied: true }, says: 'knows no attribute "Proxied"' },
    { what: 'what every object has', attributes: { constructor: 'x' }, says: 'knows no attribute "constructor"' },
    { what: 'a number for a boolean', attributes: { proxied: 1 }, says: '"proxied" of app.example.com is no boolean' },
    {
      what: 'a word for a boolean',
      attributes: { proxied: 'yes' },
      says: '"proxied" of app.example.com is no boolean',
    },
    { what: 'a boolean for a number', attributes: { weight: true }, says: '"weight" of app.example.com is no number' },
    { what: 'a fraction in a label', attributes: { weight: '1.5' }, says: '"weight" of app.example.com is no number' },
  ];
  it.each(cases)('$what', ({ attributes, says }) => {
    const { diagnostics, hold } = judged([{ attributes }]);
    expect(diagnostics).toEqual(
      says === undefined
        ? []
        : [
            expect.objectContaining({
              code: 'provider-attribute',
              severity: 'error',
              message: expect.stringContaining(says),
            }),
          ],
    );
    expect(hold?.reason).toBe(says === undefined ? undefined : 'unsupported');
  });

  it.each([
    {
      key: 'proxyed',
      known: { proxied: 'boolean' as const, weight: 'number' as const },
      hint: 'did you mean proxied?',
    },
    {
      key: 'colour',
      known: { proxied: 'boolean' as const, weight: 'number' as const },
      hint: 'it knows proxied, weight',
    },
    { key: 'colour', known: {}, hint: 'it has no attributes; remove it' },
  ])('for "$key" the hint is "$hint"', ({ key, known, hint }) => {
    const provider = model({ capabilities: capabilities({ attributes: known }) });
    expect(judged([{ attributes: { [key]: 'x' } }], provider).diagnostics).toMatchObject([{ hint }]);
  });

  it('looks at the attributes of every claim', () => {
    expect(findings(judged([{ attributes: { proxied: true } }, { attributes: { nope: 1 } }]))).toEqual([
      'error provider-attribute',
    ]);
  });
});

describe('cname-apex', () => {
  const flat = model({ capabilities: capabilities({ apexCname: true }) });

  it.each([
    {
      what: 'a CNAME at the apex',
      claim: { name: 'example.com', ...cname('a.b') },
      at: model(),
      found: ['error cname-apex'],
    },
    {
      what: 'a CNAME at the apex where CNAMEs are flattened',
      claim: { name: 'example.com', ...cname('a.b') },
      at: flat,
      found: [],
    },
    { what: 'a CNAME below', claim: cname('a.b'), at: model(), found: [] },
    { what: 'an address at the apex', claim: { name: 'example.com' }, at: model(), found: [] },
    {
      what: 'a CNAME at the apex of the second zone',
      claim: { name: 'example.net', ...cname('a.b') },
      at: model({ zones: ['example.com', 'example.net'] }),
      found: ['error cname-apex'],
    },
    {
      what: 'a CNAME at a name that only narrows',
      claim: { name: 'lan.example.com', ...cname('a.b') },
      at: model({ zones: ['example.com', '*.lan.example.com'] }),
      found: [],
    },
  ])('$what: $found', ({ claim, at, found }) => {
    expect(findings(judged([claim], at))).toEqual(found);
  });
});
