import { shown } from '../../core/name.ts';
import { nearestType, typeOf } from '../../core/rdata/type-numbers.ts';
import { maxTtl } from '../../core/ttl.ts';
import type { Findings, Problem } from './findings.ts';
import { type Header, readHeader } from './header.ts';
import { newMarkReader } from './read-mark.ts';
import { newOwnerReader, type Standing } from './read-owner.ts';
import { readRdata } from './read-rdata.ts';
import { type Scan, tokenText } from './scan.ts';
import { readSeconds } from './seconds.ts';
import { type TtlFrom, ttlFrom, type ZoneRecord } from './zone.ts';

/** TTLs in force, in seconds, across all frames as in BIND; null before the first. */
export interface StandingTtls {
  /** `$TTL`, or the minimum of an SOA without TTL. */
  standing: number | null;
  /** The last that was written out. */
  last: number | null;
}

/** Reads record entries one after the other. */
export interface RecordReader {
  readonly ttls: StandingTtls;
  /** Adds the entry's record to those of the zone; null, or why it is none. */
  read(scan: Scan, frame: number, standing: Standing): Problem | null;
}

/** A reader that puts the records of one zone into `records`. */
export function newRecordReader(zone: string, records: ZoneRecord[], findings: Findings): RecordReader {
  const ttls: StandingTtls = { standing: null, last: null };
  const header: Header = { ttlAt: -1, typeAt: 0 };
  const readOwner = newOwnerReader(zone, findings);
  const readMark = newMarkReader(findings);

  const warnOfMissingTtl = (frame: number, offset: number, ttl: number): void => {
    findings.add({
      frame,
      offset,
      code: 'ZONEFILE_TTL_MISSING',
      severity: 'warning',
      message: `no TTL is given: records without one take the SOA minimum, ${ttl}`,
      hint: 'write $TTL at the top',
    });
  };

  /** Seconds and where they come from; the order is RFC 2308 4 and, for an SOA without TTL, BIND's. */
  const readEntryTtl = (scan: Scan, frame: number, type: string, value: string): number | Problem => {
    if (header.ttlAt >= 0) {
      const offset = scan.from[header.ttlAt] ?? 0;
      const ttl = readSeconds(scan.text, offset, scan.to[header.ttlAt] ?? 0) ?? 0;
      if (ttl > maxTtl) return { offset, message: `the TTL ${ttl} is above ${maxTtl}`, hint: 'a day is 86400' };
      ttls.last = ttl;
      return ttl;
    }
    if (ttls.standing === null && ttls.last === null && type === 'SOA') {
      ttls.standing = Math.min(Number(value.slice(value.lastIndexOf(' ') + 1)), maxTtl);
      warnOfMissingTtl(frame, scan.start, ttls.standing);
    }
    const message = 'no TTL: neither this record nor anything before it gives one';
    return ttls.standing ?? ttls.last ?? { offset: scan.start, message, hint: 'write $TTL at the top' };
  };

  const sourceOfTtl = (): TtlFrom => {
    if (header.ttlAt >= 0) return ttlFrom.own;
    return ttls.standing !== null ? ttlFrom.standing : ttlFrom.last;
  };

  const read = (scan: Scan, frame: number, standing: Standing): Problem | null => {
    const name = readOwner(scan, frame, standing);
    if (typeof name !== 'string') {
      standing.owner ??= zone;
      return name;
    }
    standing.owner = name;
    const wrong = readHeader(scan, header);
    if (wrong !== null) return wrong;
    const { typeAt } = header;
    const written = tokenText(scan, typeAt);
    const type = typeOf(written);
    if (type === null) return unknownType(written, scan.from[typeAt] ?? 0);
    const value = readRdata(type, scan, typeAt + 1, standing.origin);
    if (typeof value !== 'string') return value;
    const ttl = readEntryTtl(scan, frame, type, value);
    if (typeof ttl !== 'number') return ttl;
    records.push({
      frame,
      start: scan.start,
      end: scan.end,
      name,
      type,
      ttl,
      value,
      mark: readMark(scan, frame),
      inherits: scan.indented,
      ttlFrom: sourceOfTtl(),
    });
    return null;
  };

  return { ttls, read };
}

function unknownType(written: string, offset: number): Problem {
  const near = nearestType(written);
  const hint = near === undefined ? 'other types are written TYPEnnn with \\# (RFC 3597)' : `did you mean ${near}?`;
  return { offset, message: `"${shown(written)}" is no record type`, hint };
}
