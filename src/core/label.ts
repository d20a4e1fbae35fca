import { domainToASCII, domainToUnicode } from 'node:url';

/** Cuts at dots that are not escaped; null when an escape is broken. Escapes stay as they are. */
export function splitLabels(text: string): string[] | null {
  if (!text.includes('\\')) return text.split('.');
  const labels: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '\\') {
      const found = escapeAt(text, index);
      if (found === null) return null;
      index += found.length - 1;
    } else if (char === '.') {
      labels.push(text.slice(start, index));
      start = index + 1;
    }
  }
  labels.push(text.slice(start));
  return labels;
}

/** The escape at a backslash, `\DDD` or `\X`, and the byte it stands for; null when it is broken (RFC 1035 5.1). */
function escapeAt(text: string, index: number): { readonly char: string; readonly length: number } | null {
  const digits = /^\d{3}$/.exec(text.slice(index + 1, index + 4))?.[0];
  if (digits !== undefined) {
    return Number(digits) > 255 ? null : { char: String.fromCharCode(Number(digits)), length: 4 };
  }
  const char = text.charAt(index + 1);
  return /^[ -/:-~]$/.test(char) ? { char, length: 2 } : null;
}

/** A label in canonical form; null where IDNA refuses it. */
export function canonicalLabel(label: string): string | null {
  const plain = /^[A-Za-z0-9_*/\u0080-\u{10ffff}-]+$/u.test(label);
  if (!/^[\u0000-\u007f]*$/.test(label)) return plain ? toAscii(label) : null;
  const read = plain ? label.toLowerCase() : escapeLabel(label);
  return read.startsWith('xn--') ? toAscii(read) : read;
}

/**
 * The A-label of a label, or null. It is converted with `.x` behind it: Node reads lone digits as an IPv4 address, and
 * silently drops what follows a character that ends the host of a URL.
 */
function toAscii(label: string): string | null {
  const whole = domainToASCII(`${label}.x`);
  const ascii = whole.slice(0, -2);
  if (!whole.endsWith('.x') || !/^[a-z0-9_*-]+$/.test(ascii)) return null;
  return !ascii.startsWith('xn--') || isALabel(ascii) ? ascii : null;
}

/**
 * Whether it decodes to a U-label and encodes back to itself (RFC 5890 2.3.2.1). What does not decode comes back empty
 * from Node.js 20, and as it was from Node.js 24.
 */
function isALabel(ascii: string): boolean {
  const decoded = domainToUnicode(ascii);
  return /[^\u0000-\u007f]/.test(decoded) && !decoded.startsWith('xn--') && domainToASCII(decoded) === ascii;
}

/** Canonical form of an ASCII label: plain characters lose their escapes, others are `\DDD`, a dot is `\.`. */
function escapeLabel(label: string): string {
  let done = '';
  for (let index = 0; index < label.length; index += 1) {
    const found = label.charAt(index) === '\\' ? escapeAt(label, index) : null;
    done += escapeByte(found?.char ?? label.charAt(index));
    index += (found?.length ?? 1) - 1;
  }
  return done;
}

/** One byte (Latin-1 character) of a label in canonical form. */
export function escapeByte(char: string): string {
  if (char === '.') return '\\.';
  return /[A-Za-z0-9_*/-]/.test(char) ? char.toLowerCase() : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`;
}

/** Octets of one canonical label on the wire, without its length octet. */
export function labelOctets(label: string): number {
  return label.includes('\\') ? label.replaceAll(/\\(?:\d{3}|.)/g, 'x').length : label.length;
}
