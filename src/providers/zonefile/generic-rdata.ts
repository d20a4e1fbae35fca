import { readGeneric } from '../../core/rdata/from-wire.ts';
import type { Problem } from './findings.ts';
import { type Scan, tokenText } from './scan.ts';

/** Reads `\# length hexadecimal` (RFC 3597 5) at the token `first`. */
export function readGenericRdata(type: string, scan: Scan, first: number): string | Problem {
  const fields: string[] = [];
  for (let index = first + 1; index < scan.count; index += 1) fields.push(tokenText(scan, index));
  const read = readGeneric(type, fields);
  if (read.ok) return read.value;
  const { message, hint } = read;
  return { offset: scan.from[first] ?? scan.start, message, ...(hint === undefined ? {} : { hint }) };
}
