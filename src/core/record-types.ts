import { formatIpv6, readIpv4, readIpv6 } from './address.ts';
import { byteLength, settleText } from './bytes.ts';
import { readName, shown } from './name.ts';

/** A value in canonical text (validation 2), or the fixed rule it breaks. */
export type ReadValue =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly rule: string; readonly message: string; readonly hint?: string };

/** What is known of one record type. */
export interface RecordType {
  /** A set may hold several values. */
  readonly multiValue: boolean;
  /** Reads a value of any accepted spelling into canonical text. */
  read(text: string): ReadValue;
  /** Names the value points at. */
  targets(value: string): string[];
  /** An example of a good value, for hints. */
  readonly example: string;
}

/** Types that are parsed, canonical and judged in full (validation 1). */
export const recordTypeNames = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SRV', 'TXT'] as const;
export type RecordTypeName = (typeof recordTypeNames)[number];

function refuse(rule: string, message: string, hint: string): ReadValue {
  return { ok: false, rule, message, hint };
}

/** Bytes of the data of one record (RFC 1035 3.2.1). */
const maxRdata = 65535;
/** UTF-16 units of the longest CAA value, each byte written as `\DDD`. */
const maxCaaText = 4 * maxRdata;
/** UTF-16 units of a text that fits whatever it holds: three bytes each, and the length octets. */
const surelyFits = 20_000;
const none = (): string[] => [];
const canonicalIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

function readA(text: string): ReadValue {
  const value = text.trim();
  if (canonicalIpv4.test(value)) return { ok: true, value };
  if (readIpv6(value) !== null)
    return refuse('address-family', `"${shown(value)}" is an IPv6 address`, 'use type AAAA');
  return refuse(
    'a-syntax',
    `"${shown(value)}" is no IPv4 address`,
    'four numbers from 0 to 255 without leading zeros, such as 192.168.1.5',
  );
}

function readAaaa(text: string): ReadValue {
  const value = text.trim();
  const groups = readIpv6(value);
  if (groups !== null) return { ok: true, value: formatIpv6(groups) };
  if (readIpv4(value) !== null) return refuse('address-family', `"${shown(value)}" is an IPv4 address`, 'use type A');
  const why = value.includes('%') ? ': it has a zone id' : value.includes('/') ? ': it has a prefix length' : '';
  return refuse('aaaa-syntax', `"${shown(value)}" is no IPv6 address${why}`, 'an address such as fd00::5');
}

/** Reads a target; a broken one is the rule `target-syntax`, naming what is wrong with the name. */
function readTarget(text: string): ReadValue {
  const read = readName(text);
  if (read.ok) return { ok: true, value: read.name };
  return refuse('target-syntax', `the target cannot be read: ${read.message}`, read.hint ?? 'one whole name');
}

/** Reads a target that is no host of a service: what no name has unescaped is a slip of the pen here (settled 5). */
function readAlias(text: string): ReadValue {
  const odd = /[!-),+:-@[\]^`{-~]/.exec(text.replaceAll(/\\./gs, ''))?.[0];
  const read = readTarget(text);
  if (odd === undefined || !read.ok) return read;
  return refuse(
    'target-syntax',
    `the target "${shown(text)}" has "${odd}"`,
    'one whole name; escape it if it is meant',
  );
}

/** Fields divided by blanks, the last of which is a target; numbers lose leading zeros. */
function readNumbersAndTarget(text: string, count: number, rule: string, example: string): ReadValue {
  const fields = text.trim().split(/[ \t]+/);
  const numbers = fields.slice(0, count);
  const hint = `write ${count + 1} fields, such as ${example}`;
  if (numbers.length < count || !numbers.every((field) => /^\d{1,10}$/.test(field) && Number(field) <= 65535)) {
    return refuse(
      rule,
      `"${shown(text)}" does not begin with ${count === 1 ? 'a number' : `${count} numbers`} from 0 to 65535`,
      hint,
    );
  }
  if (fields.length === count) return refuse(rule, `"${shown(text)}" has no target`, hint);
  if (fields.length > count + 1) return refuse('target-syntax', `"${shown(text)}" has more than one target`, hint);
  const target = readTarget(fields[count] ?? '');
  return target.ok
    ? { ok: true, value: [...numbers.map((field) => String(Number(field))), target.value].join(' ') }
    : target;
}

function readCaa(text: string): ReadValue {
  const hint = 'write flags, tag and value, such as 0 issue "ca.example.net"';
  if (text.length > maxCaaText) return refuse('caa-syntax', `"${shown(text)}" is longer than a record can be`, hint);
  const match = /^(\S+)[ \t]+(\S+)[ \t]+(.+)$/s.exec(text.trim());
  if (match === null) return refuse('caa-syntax', `"${shown(text)}" is not flags, tag and value`, hint);
  const [, flags = '', tag = '', rest = ''] = match;
  if (!/^\d{1,3}$/.test(flags) || Number(flags) > 255)
    return refuse('caa-syntax', `the flags "${shown(flags)}" are no number from 0 to 255`, hint);
  if (!/^[A-Za-z0-9]{1,255}$/.test(tag))
    return refuse('caa-syntax', `the tag "${shown(tag)}" is not letters and digits`, hint);
  const value = readQuoted(rest);
  if (value === null) return refuse('caa-syntax', `the value ${shown(rest)} is not quoted as one text`, hint);
  const length = 2 + tag.length + byteLength(value);
  if (length > maxRdata) {
    return refuse('caa-syntax', `"${shown(text)}" has ${length} bytes, ${maxRdata} are allowed`, 'use a shorter value');
  }
  return { ok: true, value: `${Number(flags)} ${tag.toLowerCase()} ${quoteText(value)}` };
}

/** The text of a quoted string (RFC 1035 5.1), or of one word without blanks and quotes; null when quotes or escapes are broken. */
function readQuoted(text: string): string | null {
  if (!text.startsWith('"')) return /["\s]/.test(text) ? null : settleText(text);
  const inside = /^"((?:[^"\\]|\\(?:\D|[01]\d\d|2[0-4]\d|25[0-5]))*)"$/.exec(text)?.[1];
  if (inside === undefined) return null;
  return settleText(
    inside.replaceAll(/\\(\d{3})|\\(\D)/g, (_, digits?: string, char = '') => char || byteText(digits)),
  );
}

/** The byte `\DDD` as it stands in a text. */
function byteText(digits = ''): string {
  const byte = Number(digits);
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

/** A text in quotes, with `\"` and `\\` inside, as in canonical CAA values. */
export function quoteText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function readTxt(text: string): ReadValue {
  const value = settleText(text);
  if (value.length <= surelyFits) return { ok: true, value };
  const length = byteLength(value);
  const onWire = length + Math.max(1, Math.ceil(length / 255));
  if (onWire <= maxRdata) return { ok: true, value };
  return refuse(
    'txt-too-long',
    `the text has ${length} bytes; with its length octets that is ${onWire}, ${maxRdata} fit`,
    'use a shorter text',
  );
}

const targetType = (multiValue: boolean, read: RecordType['read']): RecordType => ({
  multiValue,
  read,
  targets: (value) => [value],
  example: 'host.example.com',
});

/** The one table of record types. */
export const recordTypes: Readonly<Record<RecordTypeName, RecordType>> = {
  A: { multiValue: true, read: readA, targets: none, example: '192.168.1.5' },
  AAAA: { multiValue: true, read: readAaaa, targets: none, example: 'fd00::5' },
  CAA: { multiValue: true, read: readCaa, targets: none, example: '0 issue "ca.example.net"' },
  CNAME: targetType(false, readAlias),
  MX: {
    multiValue: true,
    read: (text) => readNumbersAndTarget(text, 1, 'mx-syntax', '10 mail.example.com'),
    targets: (value) => [value.slice(value.indexOf(' ') + 1)],
    example: '10 mail.example.com',
  },
  NS: targetType(true, readTarget),
  PTR: targetType(true, readAlias),
  SRV: {
    multiValue: true,
    read: (text) => readNumbersAndTarget(text, 3, 'srv-syntax', '0 5 443 host.example.com'),
    targets: (value) => [value.slice(value.lastIndexOf(' ') + 1)],
    example: '0 5 443 host.example.com',
  },
  TXT: { multiValue: true, read: readTxt, targets: none, example: 'any text' },
};

/** Whether records of this type are read, judged and written in full. */
export function isRecordType(type: string): type is RecordTypeName {
  return Object.hasOwn(recordTypes, type);
}

/** The type that follows from a value alone: an address, or one plain host name; null when it has to be said. */
export function inferType(text: string): RecordTypeName | null {
  const value = text.trim();
  if (readIpv4(value) !== null) return 'A';
  if (readIpv6(value) !== null) return 'AAAA';
  if (!/[.\u3002\uff0e\uff61]/.test(value) || /^[\d.]+$/.test(value)) return null;
  if (!/^[\p{L}\p{M}\p{N}_*.\u3002\uff0e\uff61-]+$/u.test(value)) return null;
  return readName(value).ok ? 'CNAME' : null;
}
