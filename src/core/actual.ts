import { compareText } from './diagnostic.ts';
import type { ActualRecord, OwnerMark, ProviderState } from './provider-model.ts';

/** What a provider holds, by name and type; looked up, never scanned. */
export type ActualIndex = ReadonlyMap<string, ActualName>;
/** The records of one name, by type. */
export type ActualName = ReadonlyMap<string, readonly ActualRecord[]>;

const nothing: ActualName = new Map();

/** Indexes all that was read; each set by value, then owner, so that no answer depends on reading order. */
export function indexActual(state: ProviderState): ActualIndex {
  const index = new Map<string, Map<string, ActualRecord[]>>();
  for (const record of state.records) {
    let types = index.get(record.name);
    if (types === undefined) {
      types = new Map();
      index.set(record.name, types);
    }
    const records = types.get(record.type);
    if (records === undefined) types.set(record.type, [record]);
    else records.push(record);
  }
  for (const types of index.values())
    for (const records of types.values()) if (records.length > 1) records.sort(byValue);
  return index;
}

function byValue(left: ActualRecord, right: ActualRecord): number {
  return compareText(left.value, right.value) || compareText(left.owner?.owner ?? '', right.owner?.owner ?? '');
}

/** The records of a name; none: an empty map. */
export function recordsAt(index: ActualIndex, name: string): ActualName {
  return index.get(name) ?? nothing;
}

/** Whose a value is. */
export function isOurs(record: ActualRecord, owner: string): boolean {
  return record.owner !== null && record.owner.owner === owner;
}

/** `created` of a mark in Unix seconds; null when it has none that can be read. */
export function createdOf(mark: OwnerMark | null): number | null {
  if (mark?.created === undefined || mark.created === null) return null;
  const time = Date.parse(mark.created);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

/** Unix seconds as RFC 3339, whole seconds, UTC. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Types that stand beside a CNAME by their nature (RFC 4034 2.5, 3, 4): DNSSEC's own. */
const besideCname = new Set(['RRSIG', 'NSEC', 'NSEC3', 'DNSKEY', 'CDS', 'CDNSKEY']);

const addresses = new Set(['A', 'AAAA']);

/** Whether two types exclude one another at a name (RFC 1034 3.6.2; an ALIAS is its addresses). */
export function excludes(left: string, right: string): boolean {
  if (left === right) return false;
  if ((left === 'ALIAS' && addresses.has(right)) || (right === 'ALIAS' && addresses.has(left))) return true;
  return (left === 'CNAME' && !besideCname.has(right)) || (right === 'CNAME' && !besideCname.has(left));
}
