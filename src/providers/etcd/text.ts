import { bytesFromText, textFromBytes } from '../../core/bytes.ts';

/** Bytes of stored text that CoreDNS puts into one string of a TXT record (etcd-skydns 1). */
const stringLength = 255;
const backslash = 0x5c;

/**
 * The text that CoreDNS serves for a stored one: cut every 255 bytes, then in each piece `\DDD` is a byte, `\X` is X, and
 * a backslash at the end is dropped.
 */
export function servedText(stored: string): string {
  if (!stored.includes('\\')) return stored;
  const bytes = bytesFromText(stored);
  const served = new Uint8Array(bytes.length);
  let length = 0;
  for (let start = 0; start < bytes.length; start += stringLength) {
    const end = Math.min(bytes.length, start + stringLength);
    for (let index = start; index < end; index += 1) {
      let byte = bytes[index] ?? 0;
      if (byte === backslash) {
        index += 1;
        if (index >= end) break;
        const decimal = decimalAt(bytes, index, end);
        byte = decimal ?? bytes[index] ?? 0;
        if (decimal !== null) index += 2;
      }
      served[length] = byte;
      length += 1;
    }
  }
  return textFromBytes(served.subarray(0, length));
}

/** The byte that three digits stand for, as CoreDNS' library adds them up; null when they are no three digits. */
function decimalAt(bytes: Uint8Array, start: number, end: number): number | null {
  if (start + 3 > end) return null;
  let sum = 0;
  for (let index = start; index < start + 3; index += 1) {
    const digit = (bytes[index] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return null;
    sum = sum * 10 + digit;
  }
  return sum & 0xff;
}

/** How a text is stored: a backslash doubled, NUL and bytes that are no UTF-8 as `\DDD`, all else as it is. */
export function storedText(text: string): string {
  if (!/[\\\0\udc80-\udcff]/.test(text)) return text;
  return text.replaceAll(/[\\\0]|\p{Cs}/gu, (char) => {
    if (char === '\\') return '\\\\';
    const code = char.charCodeAt(0);
    return code === 0 ? '\\000' : `\\${code - 0xdc00}`;
  });
}

/** Why CoreDNS cannot serve a text as it is; null when it can. */
export function textProblem(text: string): string | null {
  if (text === '') return 'an empty text has no record';
  return servedText(storedText(text)) === text
    ? null
    : 'an escaped character lies across a border of 255 stored bytes, where CoreDNS cuts the text and damages it';
}
