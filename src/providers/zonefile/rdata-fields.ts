import type { Problem } from './findings.ts';
import { type Scan, tokenBit, tokenText } from './scan.ts';
import { readZoneName } from './zone-name.ts';

/** The rdata of one entry: the tokens from `first` on. */
export interface Rdata {
  readonly scan: Scan;
  readonly first: number;
  readonly origin: string;
}

/** Canonical text, or what is wrong. */
export type ReadRdata = string | Problem;

/** A problem at the token; at the end of the entry when there are too few. */
export function problemAt({ scan }: Rdata, index: number, message: string, hint?: string): Problem {
  const offset = index < scan.count ? (scan.from[index] ?? scan.start) : (scan.to[scan.count - 1] ?? scan.start);
  return hint === undefined ? { offset, message } : { offset, message, hint };
}

/** A problem when there are more or fewer fields. */
export function countProblem(rdata: Rdata, count: number, type: string, example: string): Problem | undefined {
  const found = rdata.scan.count - rdata.first;
  if (found === count) return undefined;
  const at = found < count ? rdata.scan.count : rdata.first + count;
  const fields = count === 1 ? 'one field' : `${count} fields`;
  return problemAt(rdata, at, `${type} takes ${fields}, ${found} are there`, `such as ${example}`);
}

/** The field at `index` as an absolute name. */
export function readName(rdata: Rdata, index: number): ReadRdata {
  const { scan } = rdata;
  if ((scan.bits[index] ?? 0) & tokenBit.quoted) return problemAt(rdata, index, 'a name is not quoted');
  const name = readZoneName(scan.text, scan.from[index] ?? 0, scan.to[index] ?? 0, rdata.origin);
  return typeof name === 'string' ? name : problemAt(rdata, index, name.message, name.hint);
}

/** The field at `index` as a whole number. */
export function readNumber(rdata: Rdata, index: number, most: number): number | Problem {
  const text = tokenText(rdata.scan, index);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? value : problemAt(rdata, index, `"${text}" is no number from 0 to ${most}`);
}

/** The problem of an escape that is neither `\DDD` nor `\X`. */
export function brokenEscape(rdata: Rdata, index: number): Problem {
  return problemAt(rdata, index, 'a broken escape', 'escapes are \\DDD (decimal, 000 to 255) or \\ and one character');
}
