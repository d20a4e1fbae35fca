import type { ActualRecord } from '../../core/provider-model.ts';
import type { Finding } from './findings.ts';
import { findSerial } from './rewrite-entry.ts';
import { zoneOf } from './unit.ts';
import type { Zone, ZoneRecord } from './zone.ts';
import { markOfLines } from './zone-index.ts';
import type { Doubles } from './zone-rules.ts';

/** What decides how records are shown. */
export interface ActualOptions {
  /** Our owner. */
  readonly owner: string;
  /** `serial: keep`. */
  readonly keepsSerial: boolean;
  /** All zones of the provider: what lies in one below this zone is that one's to say. */
  readonly zones: readonly string[];
}

/** The zone's records as the core sees them: every value once. */
export function actualRecords(
  zone: Zone,
  doubles: Doubles,
  { owner, keepsSerial, zones }: ActualOptions,
): { readonly records: readonly ActualRecord[]; readonly findings: readonly Finding[] } {
  const serial = keepsSerial ? null : serialOutOfReach(zone);
  const inner = zones.filter((other) => other !== zone.name && zoneOf(other, [zone.name]) !== undefined);
  const fixed = (record: ZoneRecord): string | undefined => {
    const file = zone.frames[record.frame]?.shown ?? '';
    return record.frame > 0 ? `it stands in the included file ${file}` : (serial?.message ?? undefined);
  };
  const records: ActualRecord[] = [];
  for (const record of zone.records) {
    if (inner.length > 0 && zoneOf(record.name, zones) !== zone.name) continue;
    const lines = doubles.get(record);
    if (lines !== undefined && lines[0] !== record) continue;
    const { name, type, ttl, value } = record;
    const mark = lines === undefined ? record.mark : markOfLines(lines, owner);
    const held =
      mark?.owner === owner ? (lines ?? [record]).map(fixed).find((reason) => reason !== undefined) : undefined;
    const actual = { name, type, ttl, value, owner: mark };
    records.push(held === undefined ? actual : { ...actual, fixed: held });
  }
  return { records, findings: serial === null ? [] : [serial] };
}

/** The serial cannot be raised, so nothing can be changed: it stands in an included file, or not in digits. */
function serialOutOfReach(zone: Zone): Finding | null {
  const soa = zone.records.find(({ type }) => type === 'SOA');
  if (soa === undefined) return null;
  const text = zone.frames[soa.frame]?.text ?? '';
  if (soa.frame === 0 && findSerial(text, soa) !== null) return null;
  return {
    frame: soa.frame,
    offset: soa.start,
    code: 'ZONEFILE_SERIAL',
    severity: 'warning',
    message: `the serial of ${zone.name} is not written out in its main file, so no record can be changed`,
    hint: 'move the SOA into the main file, or set serial: keep',
  };
}
