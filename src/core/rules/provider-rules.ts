import { isWildcard } from '../name.ts';
import { nearest } from '../nearest.ts';
import { wantedAttributes } from '../set-state.ts';
import type { SetRule } from './rule.ts';

const providerRule = (id: string, check: SetRule['check']): SetRule => ({
  id,
  severity: 'error',
  fixed: true,
  scope: 'provider',
  reason: 'unsupported',
  check,
});

/** The provider writes records of this type. */
export const typeUnsupported = providerRule('type-unsupported', ({ set, model }) =>
  model.capabilities.types.has(set.type)
    ? null
    : {
        message: `"${model.name}" (${model.kind}) cannot hold ${set.type}`,
        hint: `it writes ${[...model.capabilities.types].sort().join(', ')}; name another provider`,
      },
);

/** The provider has wildcards of this type. */
export const providerWildcard = providerRule('provider-wildcard', ({ set, model }) =>
  !isWildcard(set.name) || model.capabilities.wildcards.has(set.type)
    ? null
    : {
        message: `"${model.name}" (${model.kind}) has no wildcard ${set.type}, as ${set.name} would be`,
        hint: 'list the names',
      },
);

/** Several values only where the provider can. */
export const providerMultiValue = providerRule('provider-multi-value', ({ set, model }) =>
  set.records.length < 2 || set.type === 'CNAME' || model.capabilities.multiValue.has(set.type)
    ? null
    : {
        message: `"${model.name}" (${model.kind}) holds one ${set.type} value at a name, ${set.name} has ${set.records.length}`,
        hint: 'keep one',
      },
);

const limitRule = (id: 'provider-name' | 'provider-value'): SetRule =>
  providerRule(id, ({ set, model, zones }) => {
    const { limit } = model.capabilities;
    if (limit === undefined || !model.capabilities.types.has(set.type) || isWildcard(set.name)) return null;
    const found = limit({ name: set.name, type: set.type, values: set.records.map(({ value }) => value) }, zones);
    return found?.rule === id ? { message: found.message, hint: found.hint } : null;
  });

/** The provider's own limits on names. */
export const providerName = limitRule('provider-name');

/** The provider's own limits on values. */
export const providerValue = limitRule('provider-value');

/** The TTL is one that the provider has; another is brought into its range when claims are routed. */
export const providerTtl: SetRule = {
  id: 'provider-ttl',
  severity: 'warning',
  fixed: false,
  scope: 'provider',
  check: ({ set, model }) => {
    const { ttl } = model.capabilities;
    const bad = set.claims.find(({ claim, ttl: written }) => claim.ttl !== undefined && claim.ttl !== written);
    return bad === undefined
      ? null
      : {
          message: `"${model.name}" (${model.kind}) has TTLs from ${ttl.min} to ${ttl.max}: ${bad.ttl} is written for ${bad.claim.ttl} at ${set.name}`,
          hint: `write ${bad.ttl}`,
        };
  },
};

/** Attributes that the provider knows, of the type it wants. */
export const providerAttribute = providerRule('provider-attribute', ({ set, model }) => {
  const known = model.capabilities.attributes;
  for (const [key, value] of Object.entries(wantedAttributes(set, known) ?? {})) {
    const type = Object.hasOwn(known, key) ? known[key] : undefined;
    if (type === undefined) {
      const near = nearest(key, Object.keys(known));
      const names = Object.keys(known).sort().join(', ');
      const hint =
        near !== undefined
          ? `did you mean ${near}?`
          : names === ''
            ? 'it has no attributes; remove it'
            : `it knows ${names}`;
      return { message: `"${model.name}" (${model.kind}) knows no attribute "${key}"`, hint };
    }
    if (typeof value !== type) {
      return { message: `the attribute "${key}" of ${set.name} is no ${type}`, hint: `give it a ${type}` };
    }
  }
  return null;
});

/** The zone's own name takes no CNAME unless the provider flattens it (RFC 1034 3.6.2, RFC 1912 2.4). */
export const cnameApex: SetRule = {
  id: 'cname-apex',
  severity: 'error',
  fixed: false,
  scope: 'provider',
  check: ({ set, model, zones }) =>
    set.type === 'CNAME' && !model.capabilities.apexCname && zones.includes(set.name)
      ? {
          message: `${set.name} is a zone's own name, which takes no CNAME`,
          hint: 'use an address, or a provider that flattens CNAMEs',
        }
      : null,
};
