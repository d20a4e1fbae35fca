import type { Capabilities } from '../../core/provider-model.ts';
import { numberedTypes, recordTypeNames } from '../../core/record-types.ts';
import { maxTtl } from '../../core/ttl.ts';

const typeList: readonly string[] = [...recordTypeNames, numberedTypes];
const without = (left: readonly string[]): ReadonlySet<string> =>
  new Set(typeList.filter((type) => !left.includes(type)));

/** What a zone file holds. In a module of its own, so that planning without the provider does not load it. */
export const zonefileCapabilities: Capabilities = {
  types: new Set(typeList),
  wildcards: new Set(typeList),
  multiValue: without(['CNAME', 'DNAME', 'ALIAS']),
  ttl: { min: 0, max: maxTtl },
  ttlPerValue: true,
  apexCname: false,
  attributes: {},
  ownership: ['metadata'],
  unit: 'zone file',
};
