import type { Problem } from './findings.ts';
import { type Scan, tokenBit, tokenText } from './scan.ts';
import { readSeconds } from './seconds.ts';

/** Where the fields before the rdata stand in a scanned entry, as token indexes. */
export interface Header {
  /** -1: the entry has no TTL of its own. */
  ttlAt: number;
  typeAt: number;
}

const otherClass = /^(?:CH|HS|CS|CHAOS|HESIOD|NONE|ANY|CLASS\d+)$/i;

/** Finds TTL, class and type, in that order or with the class first (RFC 1035 5.1), and puts them into `header`. */
export function readHeader(scan: Scan, header: Header): Problem | null {
  header.ttlAt = -1;
  let classAt = -1;
  for (let index = scan.indented ? 0 : 1; index < scan.count; index += 1) {
    const from = scan.from[index] ?? 0;
    const to = scan.to[index] ?? 0;
    if ((scan.bits[index] ?? 0) & tokenBit.quoted) return { offset: from, message: 'a type is not quoted' };
    const first = scan.text.charCodeAt(from);
    if (first >= 48 && first <= 57 && header.ttlAt < 0 && readSeconds(scan.text, from, to) !== null) {
      header.ttlAt = index;
    } else if (classAt < 0 && isInternet(scan, from, to)) {
      classAt = index;
    } else if (classAt < 0 && otherClass.test(firstWord(scan, from, to))) {
      return {
        offset: from,
        message: `the class ${tokenText(scan, index)} is not IN`,
        hint: 'only the class IN is served',
      };
    } else {
      header.typeAt = index;
      return null;
    }
  }
  return {
    offset: scan.to[scan.count - 1] ?? scan.start,
    message: 'the record has no type',
    hint: 'such as www 300 IN A 192.0.2.1',
  };
}

function isInternet(scan: Scan, from: number, to: number): boolean {
  if (to - from === 2) {
    return (scan.text.charCodeAt(from) | 32) === 105 && (scan.text.charCodeAt(from + 1) | 32) === 110;
  }
  return to - from === 6 && scan.text.slice(from, to).toUpperCase() === 'CLASS1';
}

/** Classes begin with C, H, N or A and are short; everything else is not cut out to be compared. */
function firstWord(scan: Scan, from: number, to: number): string {
  const letter = scan.text.charCodeAt(from) | 32;
  const may = letter === 99 || letter === 104 || letter === 110 || (letter === 97 && to - from === 3);
  return may && to - from < 11 ? scan.text.slice(from, to) : '';
}
