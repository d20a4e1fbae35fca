import { indexActual } from '../../src/core/actual.ts';
import { isWithin } from '../../src/core/name.ts';
import type {
  ActualRecord,
  Capabilities,
  OwnerMark,
  ProviderModel,
  ZonePattern,
} from '../../src/core/provider-model.ts';

/** The identity under which every plan here is made. */
export const us = 'homeserver';

/** A pattern of `zones:` as the configuration compiles it, without regular expressions. */
export function zone(text: string): ZonePattern {
  const exclude = text.startsWith('!');
  const body = exclude ? text.slice(1) : text;
  const below = body.startsWith('*.');
  const apex = below ? body.slice(2) : body;
  const matches = (name: string) => isWithin(name, apex) && !(below && name === apex);
  return { text, exclude, specificity: apex.length, matches, ...(below ? { below: apex } : exclude ? {} : { apex }) };
}

/** A provider that can hold everything. */
export function capabilities(differences: Partial<Capabilities> = {}): Capabilities {
  const types = new Set(['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SRV', 'TXT']);
  return {
    types,
    wildcards: types,
    multiValue: new Set([...types].filter((type) => type !== 'CNAME')),
    ttl: { min: 0, max: 2147483647 },
    ttlPerValue: true,
    apexCname: false,
    attributes: { proxied: 'boolean', weight: 'number' },
    ownership: ['metadata'],
    unit: 'table',
    ...differences,
  };
}

/** The provider `home` for example.com, which evicts nothing. */
export function model(
  differences: Partial<Omit<ProviderModel, 'zones'>> & { readonly zones?: readonly string[] } = {},
): ProviderModel {
  const { zones = ['example.com'], ...rest } = differences;
  return {
    name: 'home',
    kind: 'memory',
    isDefault: false,
    visibility: 'unsaid',
    policy: 'sync',
    takeover: 'never',
    share: false,
    adopt: false,
    ownership: 'metadata',
    capabilities: capabilities(),
    ...rest,
    zones: zones.map(zone),
  };
}

/** The mark that dns-sync writes beside a value; created in January 2026. */
export function mark(owner: string, differences: Partial<OwnerMark> = {}): OwnerMark {
  return { owner, created: '2026-01-01T00:00:00Z', force: false, ...differences };
}

/** What stands at a provider: the address of app.example.com, ours, 300 s. */
export function there(differences: Partial<ActualRecord> = {}): ActualRecord {
  return { name: 'app.example.com', type: 'A', value: '192.168.1.10', ttl: 300, owner: mark(us), ...differences };
}

/** A value of the owner nas2. */
export function foreign(differences: Partial<ActualRecord> = {}): ActualRecord {
  return there({ owner: mark('nas2'), ...differences });
}

/** A value made by hand. */
export function unowned(differences: Partial<ActualRecord> = {}): ActualRecord {
  return there({ owner: null, ...differences });
}

/** Records as the core looks them up. */
export function index(records: readonly ActualRecord[]) {
  return indexActual({ revision: '1', records, diagnostics: [] });
}
