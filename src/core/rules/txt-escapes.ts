/**
 * The plain text of a TXT value that is written as in a zone file: quotes around the whole, `" "` between chunks, `\;`,
 * `\"` (RFC 1035 5.1). Null when it is plain already.
 */
export function textWithoutEscapes(value: string): string | null {
  const quoted = readChunks(value);
  if (quoted !== null) return quoted;
  if (!/\\[;"]|"[ \t]+"/.test(value)) return null;
  return value.replaceAll(/\\([;"])|"[ \t]+"/g, '$1');
}

/** The text of quoted chunks with nothing but blanks between them; null when the value is something else. */
function readChunks(value: string): string | null {
  const chunk = /[ \t]*"((?:[^"\\]|\\.)*)"/suy;
  let text = '';
  let end = 0;
  for (let match = chunk.exec(value); match !== null; match = chunk.exec(value)) {
    text += (match[1] ?? '').replaceAll(/\\(\d{3}|.)/gsu, unescapeOne);
    end = chunk.lastIndex;
  }
  return end > 0 && value.slice(end).trim() === '' ? text : null;
}

/** `\DDD` of visible ASCII becomes its character, `\X` X; other bytes stay as they are written. */
function unescapeOne(whole: string, escaped: string): string {
  if (escaped.length < 3) return escaped;
  const code = Number(escaped);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : whole;
}
