/**
 * Controls, bidi marks, unpaired surrogates, everything without a glyph, and every blank but the common one: what could
 * move the cursor, hide text or turn it round (Unicode TR 36 section 2; Trojan Source, CVE-2021-42574).
 */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
const ascii = /^[\u0020-\u007e]*$/;
const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `\n`, `\u001b`, `\u{e0041}`, and `\xff` for a byte that is no UTF-8 (U+DC80..U+DCFF, see core/bytes.ts). */
function escaped(char: string): string {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** The text with everything that a terminal would obey, or a reader could not see, written as an escape. One line. */
export function visible(text: string): string {
  return ascii.test(text) ? text : text.replaceAll(unseen, escaped);
}

/** Like `visible`, for text of several lines: line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll(unseen, (char) => (char === '\n' || char === '\t' ? char : escaped(char)));
}

/** A text of bytes (TXT) as people read it: in quotes, so that blanks at the ends and an empty text can be seen. */
export function quoted(text: string): string {
  return `"${escapedText(text)}"`;
}

/** What stands between the quotes of `quoted`; pieces of a text may be escaped one by one. */
export function escapedText(text: string): string {
  return visible(text.replaceAll(/["\\]/g, '\\$&'));
}
