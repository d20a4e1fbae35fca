import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../../src/core/rules/ids.ts';
import { rules } from '../../../src/core/rules/index.ts';

/** Every rule: id, severity (`!`: fixed), options with what they are when nothing is configured. */
const table = `
  name-empty error!
  name-too-long error!
  label-too-long error!
  label-empty error!
  name-idna error!
  name-syntax error!
  name-at error!
  name-charset error
  label-hyphen error
  label-hyphen34 warning
  name-underscore warning
  name-is-address error
  name-repeats-zone warning
  name-single-label warning
  name-special-use warning
  name-reserved error!
  wildcard-position error
  wildcard-type error
  wildcard-shadow warning
  ttl-range error!
  ttl-low warning min=30
  ttl-high warning max=604800
  ttl-mixed warning
  duplicate-value warning
  duplicate-name-spelling info
  set-too-large warning max=100
  cname-multiple error!
  cname-coexists error!
  cname-apex error
  cname-self error!
  cname-loop error!
  cname-chain warning max=8
  cname-target-is-cname off
  target-syntax error!
  target-is-address error
  target-host error
  target-wildcard error
  target-root error
  target-single-label warning
  target-is-cname warning
  target-missing warning
  target-deleted warning
  a-syntax error!
  aaaa-syntax error!
  address-family error!
  aaaa-mapped warning
  address-unusable warning
  address-loopback warning
  address-linklocal warning
  address-documentation warning
  address-private-public warning
  address-public-private off
  mx-syntax error!
  mx-null error
  mx-single off
  srv-syntax error!
  srv-name error
  srv-service warning
  srv-null warning
  srv-port-zero warning
  caa-syntax error!
  caa-flags warning
  caa-tag warning
  caa-value warning
  caa-incomplete off
  ns-apex warning
  ns-glue warning
  ns-single off
  zone-cut error
  ptr-name warning
  ptr-multiple warning
  txt-too-long error!
  txt-long warning max=4000
  txt-empty warning
  txt-escaped warning
  txt-control warning
  spf-multiple error
  spf-syntax warning
  spf-lookups warning
  spf-end off
  dmarc-syntax warning
  dkim-syntax warning
  mail-complete off
  svcb-syntax error!
  svcb-param error
  svcb-alias-params warning
  svcb-mixed warning
  tlsa-syntax error!
  tlsa-name warning
  sshfp-syntax error!
  sshfp-weak warning
  rdata-syntax error
  ds-name error
  dname-occludes error
  alias-coexists error
  type-unsupported error!
  provider-wildcard error!
  provider-multi-value error!
  provider-ttl warning
  provider-attribute error!
  provider-value error!
  provider-name error!
  etcd-bleed warning
  unifi-local-dns error!
  same-name-two-providers off
`
  .trim()
  .split('\n')
  .map((line) => line.trim())
  .sort();

const shown = rules.map(({ id, severity, fixed, options = {} }) =>
  [
    `${id} ${severity}${fixed ? '!' : ''}`,
    ...Object.entries(options).map(([name, one]) => `${name}=${one.default}`),
  ].join(' '),
);

describe('the table of rules', () => {
  it('has every rule, as it is unless it is configured', () => {
    expect([...shown].sort()).toEqual(table);
  });

  it('has nothing but errors among the fixed rules', () => {
    expect(rules.filter((rule) => rule.fixed && rule.severity !== 'error')).toEqual([]);
  });

  it('names each rule once, in kebab case', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('holds as unsupported what a provider cannot hold', () => {
    const unsupported = rules.filter(({ reason }) => reason === 'unsupported').map(({ id }) => id);
    expect(unsupported.every((id) => /^(?:provider|type)-/.test(id))).toBe(true);
    expect(unsupported).toHaveLength(6);
  });

  it('tells readers of files which ids and options there are', () => {
    expect(Object.keys(ruleIds)).toEqual(rules.map(({ id }) => id));
    expect(ruleIds['cname-self']).toEqual({ fixed: true, options: {} });
    expect(Object.keys(ruleIds['ttl-low']?.options ?? {})).toEqual(['min']);
  });
});
