import { bytesFromText, textFromBytes } from '../../core/bytes.ts';
import { type Scan, tokenBit } from './scan.ts';

/** Longest string of a TXT record, bytes (RFC 1035 3.3). */
export const maxString = 255;

/**
 * Undoes `\DDD` (decimal) and `\X` (RFC 1035 5.1) in Latin-1 text; null when a number is not three digits or above 255.
 */
export function unescapeBytes(text: string): string | null {
  let done = '';
  let copied = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', copied)) {
    done += text.slice(copied, at);
    const next = text.charCodeAt(at + 1);
    if (next >= 48 && next <= 57) {
      const digits = text.slice(at + 1, at + 4);
      if (!/^\d{3}$/.test(digits) || Number(digits) > 255) return null;
      done += String.fromCharCode(Number(digits));
      copied = at + 4;
    } else {
      if (at + 1 >= text.length) return null;
      done += text.charAt(at + 1);
      copied = at + 2;
    }
  }
  return copied === 0 ? text : done + text.slice(copied);
}

/** The bytes (Latin-1) of a token, quotes and escapes undone; null when an escape is broken. */
export function tokenBytes(scan: Scan, index: number): string | null {
  const bits = scan.bits[index] ?? 0;
  const inside = bits & tokenBit.quoted ? 1 : 0;
  const text = scan.text.slice((scan.from[index] ?? 0) + inside, (scan.to[index] ?? 0) - inside);
  return bits & tokenBit.escaped ? unescapeBytes(text) : text;
}

/** Latin-1 bytes as canonical text: UTF-8, stray bytes as U+DC80..U+DCFF. */
export function canonicalText(bytes: string): string {
  return /[\u0080-\u00ff]/.test(bytes) ? textFromBytes(Buffer.from(bytes, 'latin1')) : bytes;
}

/** Canonical text as Latin-1 bytes. */
export function latin1Bytes(text: string): string {
  return /[^\u0000-\u007f]/.test(text) ? Buffer.from(bytesFromText(text)).toString('latin1') : text;
}

/** Latin-1 bytes in quotes: `"` and `\` with a backslash, bytes below 32 and above 126 as `\DDD`. */
export function quoteBytes(bytes: string): string {
  const escaped = bytes.replaceAll(/["\\\u0000-\u001f\u007f-\u00ff]/g, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

/** Bytes as quoted strings of at most 255 bytes with one blank between; no bytes are one empty string. */
export function quoteStrings(bytes: string): string {
  if (bytes.length <= maxString) return quoteBytes(bytes);
  const strings: string[] = [];
  for (let at = 0; at < bytes.length; at += maxString) strings.push(quoteBytes(bytes.slice(at, at + maxString)));
  return strings.join(' ');
}
