import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../../src/core/rules/ids.ts';
import { rules } from '../../../src/core/rules/index.ts';

/** Rules marked `!` in validation.md, for the types that are written in full and what any provider can say of itself. */
const fixed = [
  'name-empty',
  'name-at',
  'name-syntax',
  'name-idna',
  'name-too-long',
  'label-empty',
  'label-too-long',
  'a-syntax',
  'aaaa-syntax',
  'address-family',
  'caa-syntax',
  'mx-syntax',
  'srv-syntax',
  'target-syntax',
  'txt-too-long',
  'ttl-range',
  'name-reserved',
  'cname-self',
  'cname-multiple',
  'cname-coexists',
  'cname-loop',
  'type-unsupported',
  'provider-wildcard',
  'provider-name',
  'provider-multi-value',
  'provider-value',
  'provider-attribute',
];

describe('the table of rules', () => {
  it('has every fixed rule', () => {
    expect(rules.filter((rule) => rule.fixed).map(({ id }) => id)).toEqual(fixed);
  });

  it('has nothing but errors among the fixed rules', () => {
    expect(rules.filter((rule) => rule.fixed && rule.severity !== 'error')).toEqual([]);
  });

  it('can be configured for the rest', () => {
    expect(rules.filter((rule) => !rule.fixed).map(({ id, severity }) => `${id} ${severity}`)).toEqual([
      'duplicate-value warning',
      'provider-ttl warning',
      'cname-apex error',
      'address-private-public warning',
      'ttl-mixed warning',
      'etcd-bleed warning',
    ]);
  });

  it('names each rule once, in kebab case', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('holds as unsupported what a provider cannot hold', () => {
    const unsupported = rules.filter(({ reason }) => reason === 'unsupported').map(({ id }) => id);
    expect(unsupported).toEqual(fixed.filter((id) => /^(?:provider|type)-/.test(id)));
  });

  it('tells readers of files which ids there are', () => {
    expect(Object.keys(ruleIds)).toEqual(rules.map(({ id }) => id));
    expect(ruleIds['cname-self']).toEqual({ fixed: true });
    expect(ruleIds['cname-apex']).toEqual({ fixed: false });
  });
});
