import { byteLength, settleText } from '../bytes.ts';
import { shown } from '../name.ts';
import { maxRdata, type ReadValue, refuse } from './read-value.ts';

/** UTF-16 units of the longest CAA value, each byte written as `\DDD`. */
const maxCaaText = 4 * maxRdata;
/** UTF-16 units of a text that fits whatever it holds: three bytes each, and the length octets. */
const surelyFits = 20_000;

/** Reads the value of a CAA record: flags, tag, and a text in quotes or one word. */
export function readCaa(text: string): ReadValue {
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

/** Reads the value of a TXT record: plain text, in which nothing is unescaped. */
export function readTxt(text: string): ReadValue {
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
