import type { Problem } from './findings.ts';

/** What a token holds, as bits. */
export const tokenBit = { quoted: 1, escaped: 2, high: 4 } as const;

/**
 * One entry at a time, cut into tokens (RFC 1035 5.1). The object is reused from entry to entry, because a zone of a
 * hundred thousand lines has half a million tokens.
 */
export interface Scan {
  readonly text: string;
  /** Offsets of the entry, line end included. */
  start: number;
  end: number;
  /** Number of tokens; only so many places of the arrays below count. */
  count: number;
  /** Offsets of the tokens, quotes included. */
  readonly from: number[];
  readonly to: number[];
  readonly bits: number[];
  /** It begins with a blank or tab: the owner is that of the record before. */
  indented: boolean;
  /** It has parentheses, or line ends inside. */
  grouped: boolean;
  /** Offset of the `;` on its last physical line; -1 without one. */
  comment: number;
  /** It has mistakes and means nothing. */
  broken: boolean;
}

/** What a scan reports: mistakes, and parentheses inside parentheses. */
export interface ScanReport {
  error(problem: Problem): void;
  nested(offset: number): void;
}

/** Before the first entry. */
export function newScan(text: string, start = 0): Scan {
  return {
    text,
    start,
    end: start,
    count: 0,
    from: [],
    to: [],
    bits: [],
    indented: false,
    grouped: false,
    comment: -1,
    broken: false,
  };
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;
const quote = 34;
const open = 40;
const close = 41;
const semicolon = 59;
const backslash = 92;

/** Bytes that end an unquoted string. */
const ends = new Uint8Array(256);
for (const byte of [tab, lineFeed, carriageReturn, blank, quote, open, close, semicolon]) ends[byte] = 1;

/** Scans the entry after the last one; false at the end of the text. */
export function scanEntry(scan: Scan, report: ScanReport): boolean {
  const { text } = scan;
  const { length } = text;
  let at = scan.end;
  if (at >= length) return false;
  scan.start = at;
  scan.count = 0;
  scan.comment = -1;
  scan.broken = false;
  scan.grouped = false;
  const first = text.charCodeAt(at);
  scan.indented = first === blank || first === tab;
  let depth = 0;
  let opened = at;
  while (at < length) {
    const byte = text.charCodeAt(at);
    if (byte === blank || byte === tab || byte === carriageReturn) {
      at += 1;
    } else if (byte === lineFeed) {
      at += 1;
      if (depth === 0) break;
      scan.comment = -1;
    } else if (byte === semicolon) {
      scan.comment = at;
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd < 0 ? length : lineEnd;
    } else if (byte === open) {
      if (depth === 0) opened = at;
      if (depth === 1) report.nested(at);
      depth += 1;
      scan.grouped = true;
      at += 1;
    } else if (byte === close) {
      if (depth === 0) fail(scan, report, { offset: at, message: 'a closing parenthesis without an opening one' });
      else depth -= 1;
      at += 1;
    } else if (byte === quote) {
      at = scanQuoted(scan, at, report);
    } else {
      at = scanWord(scan, at, report);
    }
  }
  if (depth > 0) {
    fail(scan, report, { offset: opened, message: 'the parenthesis is never closed', hint: 'close it with ")"' });
  }
  scan.end = at;
  return true;
}

function fail(scan: Scan, report: ScanReport, problem: Problem): void {
  scan.broken = true;
  report.error(problem);
}

function addToken(scan: Scan, from: number, to: number, bits: number): void {
  const { count } = scan;
  scan.from[count] = from;
  scan.to[count] = to;
  scan.bits[count] = bits;
  scan.count = count + 1;
}

function scanWord(scan: Scan, from: number, report: ScanReport): number {
  const { text } = scan;
  const { length } = text;
  let at = from;
  let bits = 0;
  while (at < length) {
    const byte = text.charCodeAt(at);
    if (ends[byte] === 1) break;
    if (byte === backslash) {
      bits |= tokenBit.escaped;
      at += 1;
      const next = at < length ? text.charCodeAt(at) : lineFeed;
      if (next === lineFeed || next === carriageReturn) {
        fail(scan, report, { offset: at - 1, message: 'a backslash at the end of a line' });
        break;
      }
      if (next > 127) bits |= tokenBit.high;
    } else if (byte > 127) {
      bits |= tokenBit.high;
    }
    at += 1;
  }
  addToken(scan, from, at, bits);
  return at;
}

function scanQuoted(scan: Scan, from: number, report: ScanReport): number {
  const { text } = scan;
  const { length } = text;
  let at = from + 1;
  let bits: number = tokenBit.quoted;
  for (;;) {
    const byte = at < length ? text.charCodeAt(at) : lineFeed;
    if (byte === quote) break;
    if (byte === lineFeed) {
      fail(scan, report, {
        offset: from,
        message: 'the quote is not closed on its line',
        hint: 'close it with a quote; a longer text is several strings in parentheses',
      });
      return at;
    }
    if (byte === backslash) {
      bits |= tokenBit.escaped;
      if (at + 1 < length && text.charCodeAt(at + 1) !== lineFeed) at += 1;
    }
    if (text.charCodeAt(at) > 127) bits |= tokenBit.high;
    at += 1;
  }
  addToken(scan, from, at + 1, bits);
  return at + 1;
}

/** The text of a token, quotes included. */
export function tokenText(scan: Scan, index: number): string {
  return scan.text.slice(scan.from[index], scan.to[index]);
}

/** Offset behind the last byte of the entry's last physical line, before its line end. */
export function contentEnd(text: string, end: number): number {
  let at = end;
  if (text.charCodeAt(at - 1) === lineFeed) at -= 1;
  if (text.charCodeAt(at - 1) === carriageReturn) at -= 1;
  return at;
}
