/** What YAML needs no quotes for, whatever stands around it: letters, digits and a few signs, with single blanks inside. */
const plain = /^[A-Za-z0-9_/][\w./;=+~$\\-]*(?: [\w./;=+~$\\-]+)*$/;
/** Plain words that YAML 1.1 or 1.2 reads as something else: null, booleans, numbers, dates (YAML 1.2.2 §10.3.2, YAML 1.1 types). */
const special =
  /^(?:null|true|false|yes|no|on|off|y|n|[-+]?(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|(?:\d[\d_]*)?\.?[\d_]*(?:e[-+]?\d+)?)|\d{4}-\d\d?-\d\d?.*)$/i;
/** Controls, blanks but the common one, what has no glyph, lone surrogates. */
const unseen = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

/** As double-quoted YAML escapes it: `\xNN`, `\uNNNN` (bytes that are no UTF-8 are U+DC80..U+DCFF), `\UNNNNNNNN`. */
function escaped(char: string): string {
  const known = short[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** A text as a YAML scalar on one line that reads back as that very text, in block and in flow; in quotes only where it needs them. */
export function yamlScalar(text: string): string {
  if (plain.test(text) && !special.test(text)) return text;
  const hasUnseen = text.search(unseen) >= 0;
  if (!hasUnseen && /["\\]/.test(text) && !text.includes("'")) return `'${text}'`;
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(unseen, escaped)}"`;
}

/** A text as it may stand in a YAML comment: one line, nothing that a reader of YAML or a terminal obeys. */
export function commentText(text: string): string {
  return text.replaceAll(unseen, escaped);
}
