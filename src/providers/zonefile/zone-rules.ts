import { isWithin, parentOf } from '../../core/name.ts';
import type { Findings, ZonefileCode } from './findings.ts';
import type { Zone, ZoneRecord } from './zone.ts';
import { byName, linesByValue, recordsAt } from './zone-index.ts';

/** What may stand beside a CNAME (RFC 4034 3, 4; RFC 2535 2.3.5). */
const besideCname = new Set(['CNAME', 'RRSIG', 'NSEC', 'KEY']);
const addressTypes = new Set(['A', 'AAAA', 'CNAME']);

/** Lines that hold a value together with others, each with all of them. */
export type Doubles = ReadonlyMap<ZoneRecord, readonly ZoneRecord[]>;

/** What must hold in a zone for servers to load it (zonefile 2), and what they would only mutter about. */
export function checkZone(zone: Zone, findings: Findings): Doubles {
  const names = byName(zone.records);
  const doubles = new Map<ZoneRecord, readonly ZoneRecord[]>();
  soaStandsAlone(zone, findings);
  if (!recordsAt(names, zone.name).some(({ type }) => type === 'NS')) {
    findings.add({
      frame: 0,
      offset: 0,
      code: 'ZONEFILE_NO_NS',
      severity: 'warning',
      message: `the zone ${zone.name} has no NS record at its apex`,
      hint: 'name its servers',
    });
  }
  for (const entry of names.values()) {
    if (!Array.isArray(entry)) continue;
    cnameStandsAlone(entry, findings);
    ttlsAgree(entry, findings);
    for (const lines of linesByValue(entry).values()) {
      if (lines.length < 2) continue;
      valueStandsOnce(lines, findings);
      for (const line of lines) doubles.set(line, lines);
    }
  }
  targetsHaveAddresses(zone, names, findings);
  return doubles;
}

function warn(record: ZoneRecord, code: ZonefileCode, message: string, hint: string, findings: Findings): void {
  findings.add({ frame: record.frame, offset: record.start, code, severity: 'warning', message, hint });
}

function soaStandsAlone(zone: Zone, findings: Findings): void {
  let found = false;
  for (const record of zone.records) {
    if (record.type !== 'SOA') continue;
    const at = { offset: record.start };
    if (record.name !== zone.name)
      findings.error(record.frame, { ...at, message: `SOA at ${record.name}, which is not the apex ${zone.name}` });
    else if (found) findings.error(record.frame, { ...at, message: 'a second SOA record', hint: 'keep one' });
    else found = true;
  }
  if (!found) {
    findings.error(0, {
      offset: 0,
      message: `the zone ${zone.name} has no SOA record`,
      hint: 'write one, or remove the file to have it made',
    });
  }
}

function cnameStandsAlone(records: readonly ZoneRecord[], findings: Findings): void {
  const cname = records.find(({ type }) => type === 'CNAME');
  if (cname === undefined) return;
  const other = records.find(({ type }) => !besideCname.has(type));
  const second = records.find(({ type, value }) => type === 'CNAME' && value !== cname.value);
  if (other !== undefined) {
    findings.error(other.frame, {
      offset: other.start,
      message: `${other.name} has ${other.type} beside a CNAME, so BIND and NSD refuse the whole zone`,
      hint: 'remove one of the two',
    });
  }
  if (second !== undefined) {
    findings.error(second.frame, {
      offset: second.start,
      message: `${second.name} has a second CNAME`,
      hint: 'keep one',
    });
  }
}

function valueStandsOnce(lines: readonly ZoneRecord[], findings: Findings): void {
  const second = lines[1];
  if (second === undefined) return;
  const owners = new Set(lines.map(({ mark }) => mark?.owner ?? ''));
  findings.add({
    frame: second.frame,
    offset: second.start,
    code: 'ZONEFILE_DUPLICATE',
    severity: owners.size > 1 ? 'warning' : 'info',
    message: `${second.name} ${second.type} has the same value twice`,
    hint: 'remove one of the two lines',
  });
}

function ttlsAgree(records: readonly ZoneRecord[], findings: Findings): void {
  const firsts = new Map<string, ZoneRecord>();
  const mixed = new Set<string>();
  for (const record of records) {
    const first = firsts.get(record.type);
    if (first === undefined) firsts.set(record.type, record);
    else if (first.ttl !== record.ttl && record.type !== 'RRSIG' && !mixed.has(record.type)) {
      mixed.add(record.type);
      const message = `${record.name} ${record.type} has the TTLs ${first.ttl} and ${record.ttl}; BIND takes the first`;
      warn(record, 'ZONEFILE_TTL_MIXED', message, 'give all records of a set one TTL', findings);
    }
  }
}

function targetsHaveAddresses(zone: Zone, names: ReturnType<typeof byName>, findings: Findings): void {
  for (const record of zone.records) {
    if (record.type !== 'NS' && record.type !== 'MX') continue;
    const target = record.value.slice(record.value.indexOf(' ') + 1);
    if (target === '.' || !isWithin(target, zone.name) || isAnswered(target, zone.name, names)) continue;
    const message = `the ${record.type} target ${target} lies inside the zone and has no address`;
    warn(record, 'ZONEFILE_TARGET', message, `add an A or AAAA record for ${target}`, findings);
  }
}

/** Whether the name has an address, itself or through a wildcard, or is delegated away without being glue itself. */
function isAnswered(target: string, zone: string, names: ReturnType<typeof byName>): boolean {
  const own = recordsAt(names, target);
  if (own.some(({ type }) => addressTypes.has(type))) return true;
  for (let name: string | null = target; name !== null && name !== zone; name = parentOf(name)) {
    const parent: string | null = parentOf(name);
    const wildcard = parent === null ? [] : recordsAt(names, parent === '.' ? '*' : `*.${parent}`);
    if (wildcard.some(({ type }) => addressTypes.has(type))) return true;
    if (name !== target && recordsAt(names, name).some(({ type }) => type === 'NS')) return true;
  }
  return false;
}
