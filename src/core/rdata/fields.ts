import { bytesFromText } from '../bytes.ts';

/** The bytes of a text, one character each (Latin-1). */
export function latin1Text(text: string): string {
  if (!/[^\u0000-\u007f]/.test(text)) return text;
  let done = '';
  for (const byte of bytesFromText(text)) done += String.fromCharCode(byte);
  return done;
}

/** A byte as `\DDD`, decimal (RFC 1035 5.1). */
export function decimalEscape(char: string): string {
  return `\\${String(char.charCodeAt(0)).padStart(3, '0')}`;
}

const blank = /[ \t\r\n]/;

/**
 * The fields of a value in presentation format (RFC 1035 5.1), as they stand: words, and strings in quotes. Blanks and
 * parentheses divide them, as in a zone file; a semicolon is a character like any other, and so is a quote that is never closed.
 */
export function splitFields(text: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (blank.test(char) || char === '(' || char === ')') {
      at += 1;
      continue;
    }
    const end = (char === '"' ? quoteEnd(text, at) : undefined) ?? wordEnd(text, at);
    fields.push(text.slice(at, end));
    at = end;
  }
  return fields;
}

/** Where the string that begins here ends, its quote included; undefined: nowhere. */
function quoteEnd(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char === '\\') at += 1;
  }
  return undefined;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (at > from && /[ \t\r\n()"]/.test(char)) break;
    at += char === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

/**
 * One field of bytes in the form it is kept in: as given, but every byte that is not printable as `\DDD`, and what would
 * mean something else in a zone file with a backslash.
 */
export function canonicalField(field: string): string {
  const quoted = field.startsWith('"') && quoteEnd(field, 0) === field.length;
  const inside = quoted ? field.slice(1, -1) : field;
  const odd = quoted ? /\\.?|[^ -~]|"/gs : /\\.?|[^!-~]|["();]/gs;
  const done = inside.replaceAll(odd, (found) => {
    if (!found.startsWith('\\')) return /[ -~]/.test(found) ? `\\${found}` : decimalEscape(found);
    if (found.length < 2) return '\\\\';
    return /[ -~]/.test(found.charAt(1)) ? found : decimalEscape(found.charAt(1));
  });
  return quoted ? `"${done}"` : done;
}
