import { type Header, readHeader } from './header.ts';
import { contentEnd, newScan, type Scan, scanEntry, tokenText } from './scan.ts';
import type { Splice } from './splice.ts';
import { writeRdata } from './write-rdata.ts';
import { writeRecord } from './write-record.ts';
import type { ZoneRecord } from './zone.ts';
import { writeZoneName } from './zone-name.ts';

/** What changes in an entry; what is not named stays byte for byte. */
export interface EntryEdit {
  readonly ttl?: number;
  readonly value?: string;
  /** Latin-1, from its `;`; empty: it goes. */
  readonly comment?: string;
}

/** How an entry is changed. */
export interface RewrittenEntry {
  readonly splices: readonly Splice[];
  /** It is written anew, with name and TTL of its own. */
  readonly anew: boolean;
}

const silent = { error: () => undefined, nested: () => undefined };

/** Scans an entry that was read before, once more. */
function rescan(text: string, { start }: ZoneRecord): { readonly scan: Scan; readonly header: Header } {
  const scan = newScan(text, start);
  const header: Header = { ttlAt: -1, typeAt: 0 };
  scanEntry(scan, silent);
  readHeader(scan, header);
  return { scan, header };
}

/** The entry's comment, Latin-1 from its `;`; empty without one. */
export function commentOf(text: string, record: ZoneRecord): string {
  const { scan } = rescan(text, record);
  return scan.comment < 0 ? '' : text.slice(scan.comment, contentEnd(text, scan.end));
}

/**
 * Splices that change one of our entries in place (zonefile 4): the fields that differ if it is one line, else the
 * record anew in one line. The comment is always changed at the end of the last physical line.
 */
export function rewriteEntry(text: string, record: ZoneRecord, edit: EntryEdit): RewrittenEntry {
  const { scan, header } = rescan(text, record);
  const end = contentEnd(text, scan.end);
  const { ttl, value, comment } = edit;
  const inFields = ttl !== undefined || value !== undefined;
  const plainType = tokenText(scan, header.typeAt).toUpperCase() === record.type;
  if (inFields && (scan.grouped || !plainType)) {
    const anew = writeRecord({
      name: record.name,
      type: record.type,
      ttl: ttl ?? record.ttl,
      value: value ?? record.value,
      comment: comment ?? (scan.comment < 0 ? '' : text.slice(scan.comment, end)),
    });
    return { splices: [{ from: record.start, to: end, text: anew }], anew: true };
  }
  const splices: Splice[] = [];
  if (ttl !== undefined) splices.push(ttlSplice(scan, header, ttl));
  if (value !== undefined) {
    const from = scan.from[header.typeAt + 1] ?? end;
    splices.push({ from, to: scan.to[scan.count - 1] ?? end, text: writeRdata(record.type, value) });
  }
  if (comment !== undefined) splices.push(commentSplice(scan, end, comment));
  return { splices, anew: false };
}

function ttlSplice(scan: Scan, { ttlAt }: Header, ttl: number): Splice {
  if (ttlAt >= 0) return { from: scan.from[ttlAt] ?? 0, to: scan.to[ttlAt] ?? 0, text: String(ttl) };
  const from = scan.from[scan.indented ? 0 : 1] ?? scan.end;
  return { from, to: from, text: `${ttl} ` };
}

function commentSplice(scan: Scan, end: number, comment: string): Splice {
  const { text } = scan;
  let from = scan.comment < 0 ? end : scan.comment;
  const isBlank = (at: number) => text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9;
  if (comment === '') {
    while (isBlank(from - 1)) from -= 1;
    return { from, to: end, text: '' };
  }
  return { from, to: end, text: isBlank(from - 1) ? comment : ` ${comment}` };
}

/** Splices that write out the name or TTL which an entry took from one that is changed. */
export function spellOut(
  text: string,
  record: ZoneRecord,
  what: { readonly owner: boolean; readonly ttl: boolean },
): Splice[] {
  const { scan, header } = rescan(text, record);
  const splices: Splice[] = [];
  if (what.owner) {
    let to = record.start;
    while (text.charCodeAt(to) === 32 || text.charCodeAt(to) === 9) to += 1;
    splices.push({ from: record.start, to, text: `${writeZoneName(record.name)} ` });
  }
  if (what.ttl) splices.push(ttlSplice(scan, header, record.ttl));
  return splices;
}

/** Where the serial's digits stand in the SOA entry; null when they do not (generic rdata). */
export function findSerial(text: string, soa: ZoneRecord): { readonly from: number; readonly to: number } | null {
  const { scan, header } = rescan(text, soa);
  const index = header.typeAt + 3;
  const from = scan.from[index];
  const to = scan.to[index];
  if (from === undefined || to === undefined || index >= scan.count) return null;
  return tokenText(scan, header.typeAt + 1) === '\\#' || !/^\d+$/.test(text.slice(from, to)) ? null : { from, to };
}
