import { isWildcard } from '../name.ts';
import { nearest } from '../nearest.ts';
import type { ProviderModel } from '../provider-model.ts';
import { includesType } from '../record-types.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { wantedAttributes } from '../set-state.ts';
import type { SetRule } from './rule.ts';

/** What a provider cannot hold it cannot hold of any type: pass-through types are judged, too. */
const providerRule = (id: string, check: SetRule['check']): SetRule => ({
  id,
  severity: 'error',
  fixed: true,
  scope: 'provider',
  reason: 'unsupported',
  passThrough: true,
  check,
});

/** The provider writes records of this type. */
export const typeUnsupported: SetRule = {
  ...providerRule('type-unsupported', ({ set, model, models }) =>
    includesType(model.capabilities.types, set.type)
      ? null
      : {
          message: `"${model.name}" (${model.kind}) cannot hold ${set.type}`,
          hint: elsewhere(set, model, models),
        },
  ),
  isLast: true,
};

/** The providers that hold the name and can write the type, or what this one writes. */
function elsewhere(set: DesiredSet, model: ProviderModel, models: readonly ProviderModel[]): string {
  const able = models.filter((other) => includesType(other.capabilities.types, set.type) && hasName(other, set.name));
  if (able.length > 0)
    return `name the provider that can: ${able
      .map(({ name }) => name)
      .sort()
      .join(', ')}`;
  if (set.type === 'SPF') return 'use TXT (RFC 7208 3.1)';
  return `it writes ${[...model.capabilities.types].sort().join(', ')}`;
}

function hasName({ zones }: ProviderModel, name: string): boolean {
  return (
    zones.some(({ exclude, matches }) => !exclude && matches(name)) &&
    !zones.some(({ exclude, matches }) => exclude && matches(name))
  );
}

/** The provider has wildcards of this type. */
export const providerWildcard: SetRule = {
  ...providerRule('provider-wildcard', ({ set, model }) =>
    !isWildcard(set.name) || includesType(model.capabilities.wildcards, set.type)
      ? null
      : {
          message: `"${model.name}" (${model.kind}) has no wildcard ${set.type}, as ${set.name} would be`,
          hint: 'list the names',
        },
  ),
  oddNamesOnly: true,
};

/** Several values only where the provider can. */
export const providerMultiValue: SetRule = {
  ...providerRule('provider-multi-value', ({ set, model }) =>
    set.records.length < 2 || set.type === 'CNAME' || includesType(model.capabilities.multiValue, set.type)
      ? null
      : {
          message: `"${model.name}" (${model.kind}) holds one ${set.type} value at a name, ${set.name} has ${set.records.length}`,
          hint: 'keep one',
        },
  ),
  severalOnly: true,
};

const limitRule = (id: 'provider-name' | 'provider-value'): SetRule =>
  providerRule(id, ({ set, model, zones }) => {
    const { limit } = model.capabilities;
    if (limit === undefined || !includesType(model.capabilities.types, set.type) || isWildcard(set.name)) return null;
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
  passThrough: true,
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
