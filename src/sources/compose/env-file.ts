import { lineIndex, type Position } from '../../files/line-index.ts';
import { interpolate, type Lookup, type Unset } from './interpolate.ts';

/** One variable of a `.env` file, or label of a label file. */
export interface EnvEntry {
  readonly text: string;
  /** Where its name begins. */
  readonly at: () => Position;
  /** Variables in it that are not set. */
  readonly unset: readonly Unset[];
}

/** The variables of a `.env` file, or the first mistake in it. */
export type EnvFile =
  | { readonly ok: true; readonly values: ReadonlyMap<string, EnvEntry> }
  | { readonly ok: false; readonly message: string; readonly at: Position };

/** One value with the offset behind it. */
type ReadValue =
  | { readonly text: string; readonly end: number; readonly expand: boolean }
  | { readonly message: string };

/** `KEY=`, `KEY:` or a bare `KEY`, with `export` before it. Blanks inside are caught afterwards. */
const keyPattern = /(?:export[ \t\v\f\r]+)?([\p{L}\p{N}_.\-[\] \t\v\f\r]*)([=:\n]|$)/uy;
const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

/**
 * Reads a `.env` file as docker compose does (compose-go, dotenv/parser.go): `KEY=value`, `KEY: value`, `export`, quotes
 * over several lines, escapes and variables in double quotes, ` #` comments. A bare `KEY` is taken from `lookup`. A message
 * never has a text of the file in it: secrets are kept there.
 */
export function readEnvFile(source: string, lookup: Lookup): EnvFile {
  const text = source.replaceAll('\r\n', '\n');
  const values = new Map<string, EnvEntry>();
  const expand: Lookup = (name) => lookup(name) ?? values.get(name)?.text;
  const position = lineIndex(text);
  let at = nextStatement(text, 0);
  while (at < text.length) {
    const start = at;
    const refuse = (message: string): EnvFile => ({ ok: false, message, at: position(start) });
    keyPattern.lastIndex = at;
    const found = keyPattern.exec(text);
    if (found === null) return refuse('a line is no KEY=value: the name may hold letters, digits and _ . - [ ]');
    const [whole, rawKey = '', separator] = found;
    const key = rawKey.trim();
    if (key === '' || /\s/.test(key)) return refuse('a name is missing, or has a blank in it');
    const behind = at + whole.length;
    const place = () => position(behind - (separator ?? '').length - rawKey.length);
    if (separator !== '=' && separator !== ':') {
      const value = lookup(key);
      if (value !== undefined) values.set(key, { text: value, at: place, unset: [] });
      at = nextStatement(text, behind);
      continue;
    }
    const read = readValue(text, behind);
    if ('message' in read) return refuse(read.message);
    const filled = read.expand ? interpolate(read.text, expand) : { ok: true as const, text: read.text, unset: [] };
    if (!filled.ok) return refuse('a variable in a value cannot be filled in; in single quotes a dollar is a dollar');
    values.set(key, { text: filled.text, at: place, unset: filled.unset });
    at = nextStatement(text, read.end);
  }
  return { ok: true, values };
}

/** The offset of the next text that is neither white space nor comment. */
function nextStatement(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '#') {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
    } else if (/\s/.test(char)) at += 1;
    else break;
  }
  return at;
}

function readValue(text: string, from: number): ReadValue {
  let at = from;
  while (/[ \t\v\f\r\u0085\u00a0]/.test(text.charAt(at))) at += 1;
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'") return readQuoted(text, at, quote);
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(at, end);
  const comment = line.indexOf(' #');
  return { text: (comment < 0 ? line : line.slice(0, comment)).trimEnd(), end, expand: true };
}

function readQuoted(text: string, start: number, quote: string): ReadValue {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  if (at >= text.length) return { message: `a ${quote} is not closed` };
  const inside = text.slice(start + 1, at);
  if (quote === "'") return { text: inside.replaceAll("\\'", "'"), end: at + 1, expand: false };
  const plain = inside.replaceAll(/\\(?:([abfnrtv"\\$])|0(\d{0,3}))/g, (_, char: string | undefined, digits = '') =>
    char === undefined ? octal(digits) : (escapes[char] ?? char),
  );
  return { text: plain, end: at + 1, expand: true };
}

/** The character of `\0` and three octal digits up to 377; with others Compose drops the 0. */
function octal(digits: string): string {
  return /^[0-3][0-7]{2}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 8)) : `\\${digits}`;
}
