import type { Diagnostic } from '../../core/diagnostic.ts';
import { labelsOf, parentOf } from '../../core/name.ts';
import type { Parents } from './contents.ts';
import type { Entry } from './entry.ts';
import { collectFindings, type Findings } from './findings.ts';
import { isAddressType, type Keys, parentKey } from './key.ts';
import type { RecordSettings } from './settings.ts';
import { standardWeight } from './stored-record.ts';

/** The records of a provider, as they stand or as they will. */
export interface Linted {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** The paths that have a key below them. */
  readonly parents: Parents;
}

/** Types that a query for a name finds below it, too; an alias is followed. */
const bleeding: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'MX', 'SRV', 'TXT']);

/** What CoreDNS would serve otherwise than it is meant (etcd-skydns 1, 5). */
export function lint(linted: Linted, settings: RecordSettings, keys: Keys): Diagnostic[] {
  const findings = collectFindings(settings.provider);
  const zones = new Set(settings.zones);
  for (const [name, entries] of linted.entries) {
    const isApex = zones.has(name);
    if (isApex) apexAddresses(name, entries, keys, findings);
    if (entries.some(isService) && entries.some(({ owner }) => owner?.owner === settings.owner)) {
      const apex = isApex && linted.parents.has(keys.home(name, 'A'));
      hostLeaks(name, entries, apex, findings);
      weights(name, entries, findings);
    }
    hiddenKeys(name, entries, linted, keys, findings);
  }
  subtrees(linted, settings, keys, findings);
  return findings.list();
}

/** A host that is no answer to address queries. */
function isService({ type }: Entry): boolean {
  return type === 'MX' || type === 'SRV';
}

/** A host of MX or SRV stands in the value as that of an alias does, so that address queries follow it. */
function hostLeaks(name: string, entries: readonly Entry[], hasApexKeys: boolean, findings: Findings): void {
  if (hasApexKeys || !entries.some(({ type }) => isAddressType(type))) return;
  const [service = '', protocol = ''] = labelsOf(name);
  const isNamed = service.startsWith('_') && protocol.startsWith('_');
  const leak = entries.find(({ type }) => type === 'MX' || (type === 'SRV' && !isNamed));
  if (leak === undefined) return;
  findings.add({
    code: 'ETCD_HOST_LEAK',
    severity: 'warning',
    message: `address queries for ${name} are also answered with a CNAME to the host of ${leak.type} ${leak.value}`,
    hint: `keep ${leak.type} and addresses at different names`,
    name,
  });
}

/** CoreDNS serves weights as parts of a hundred (etcd-skydns 1). */
function weights(name: string, entries: readonly Entry[], findings: Findings): void {
  const services = entries.filter(({ type }) => type === 'SRV');
  const odd = services.some(({ value }) => value.split(' ')[1] !== String(standardWeight));
  if (services.length === 0 || (services.length === 1 && !odd)) return;
  findings.add({
    code: 'ETCD_WEIGHT',
    severity: 'info',
    message: `the weights of SRV ${name} are served as parts of 100 among those with the same priority`,
    name,
  });
}

function apexAddresses(name: string, entries: readonly Entry[], keys: Keys, findings: Findings): void {
  const home = keys.home(name, 'A');
  const addresses = entries.filter(({ type }) => isAddressType(type));
  const outside = addresses.filter(({ key }) => key !== home && parentKey(key) !== home);
  const [first] = outside;
  if (first === undefined) return;
  const split = outside.length < addresses.length;
  const hint = `keep them below ${home}`;
  findings.add(
    split
      ? {
          code: 'ETCD_APEX_SPLIT',
          severity: 'warning',
          message: `${name} has addresses inside and outside of ${home}: only those inside are served, not ${first.value}`,
          hint,
          name,
        }
      : {
          code: 'ETCD_APEX_SCAN',
          severity: 'warning',
          message: `the addresses of ${name} are outside of ${home}: each query for them reads and answers the whole zone`,
          hint,
          name,
        },
  );
}

/** The key of a name itself is looked at only when there is none below it; PTR and CNAME queries look at nothing else. */
function hiddenKeys(
  name: string,
  entries: readonly Entry[],
  { parents }: Linted,
  keys: Keys,
  findings: Findings,
): void {
  for (const { key, type, value } of entries) {
    const isOwnKey = keys.isBase(key, name);
    if (isOwnKey && type !== 'PTR' && parents.has(key)) {
      findings.add({
        code: 'ETCD_HIDDEN',
        severity: 'warning',
        message: `${type} ${name} ${value} is not served for ${type === 'CNAME' ? 'address' : type} queries: there are keys below ${key}`,
        hint: 'move it below its key, or remove what is below',
        name,
      });
    }
    if (!isOwnKey && type === 'PTR') {
      findings.add({
        code: 'ETCD_PTR_CHILD',
        severity: 'warning',
        message: `PTR ${name} ${value} is not served: it is at ${key}, and queries look at ${keys.base(name)} only`,
        hint: 'free that key, then delete the record and write it again',
        name,
      });
    }
  }
}

/** What one name answers of those below it. */
interface Leak {
  count: number;
  readonly shown: string[];
}

/** A query for a name reads all below it; `group` keeps them apart where both ends carry it. */
function subtrees({ entries, parents }: Linted, { zones }: RecordSettings, keys: Keys, findings: Findings): void {
  const leaks = new Map<string, Leak>();
  const sparing = new Set(zones.filter((zone) => parents.has(keys.home(zone, 'A'))));
  const ungrouped = new Set<string>();
  for (const [name, own] of entries) if (own.some(({ group }) => group === '')) ungrouped.add(name);
  if (ungrouped.size === 0) return;
  for (const [name, own] of entries) {
    const found = own.filter(({ type }) => bleeding.has(type));
    for (let above = found.length === 0 ? null : nameAbove(name); above !== null; above = nameAbove(above)) {
      if (!entries.has(above)) continue;
      for (const entry of found) {
        const spared = sparing.has(above) && (isAddressType(entry.type) || entry.type === 'CNAME');
        if (!spared && (entry.group === '' || ungrouped.has(above))) addLeak(leaks, above, entry);
      }
    }
  }
  for (const [name, { count, shown }] of leaks) {
    const more = count > shown.length ? ` and ${count - shown.length} more` : '';
    findings.add({
      code: 'etcd-bleed',
      severity: 'warning',
      message: `queries for ${name} are also answered with ${shown.join(', ')}${more}`,
      hint: 'write all of them with group: true, or use another name',
      name,
    });
  }
}

/** The name one label up; null for the root. */
function nameAbove(name: string): string | null {
  if (name.includes('\\')) return parentOf(name);
  const dot = name.indexOf('.');
  if (dot >= 0 && name.length > 1) return name.slice(dot + 1);
  return name === '.' ? null : '.';
}

function addLeak(leaks: Map<string, Leak>, above: string, { name, type, value }: Entry): void {
  const leak = leaks.get(above) ?? { count: 0, shown: [] };
  leak.count += 1;
  if (leak.shown.length < 3) leak.shown.push(`${type} ${value} of ${name}`);
  leaks.set(above, leak);
}
