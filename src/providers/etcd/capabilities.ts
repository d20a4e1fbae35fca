import type { Capabilities } from '../../core/provider-model.ts';
import { maxTtl } from '../../core/ttl.ts';
import { etcdLimit } from './limits.ts';
import { leastTtl } from './write-value.ts';

/** What etcd holds for CoreDNS. In a module of its own, so that planning without the provider does not load it. */
export const etcdCapabilities: Capabilities = {
  types: new Set(['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'SRV', 'TXT']),
  wildcards: new Set(),
  multiValue: new Set(['A', 'AAAA', 'MX', 'SRV', 'TXT']),
  ttl: { min: leastTtl, max: maxTtl },
  ttlPerValue: true,
  apexCname: false,
  attributes: {},
  ownership: ['metadata'],
  unit: 'transaction',
  limit: etcdLimit,
};
