import type { Capabilities } from '../../core/provider-model.ts';
import { recordTypeNames } from '../../core/record-types.ts';
import { maxTtl } from '../../core/ttl.ts';

const types: ReadonlySet<string> = new Set(recordTypeNames);
const without = (left: readonly string[]): ReadonlySet<string> =>
  new Set(recordTypeNames.filter((type) => !left.includes(type)));

/** What a zone file holds. In a module of its own, so that planning without the provider does not load it. */
export const zonefileCapabilities: Capabilities = {
  types,
  wildcards: without(['NS']),
  multiValue: without(['CNAME']),
  ttl: { min: 0, max: maxTtl },
  ttlPerValue: true,
  apexCname: false,
  attributes: {},
  ownership: ['metadata'],
  unit: 'zone file',
};
