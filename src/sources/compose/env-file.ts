import { lineIndex, type Position } from '../../files/line-index.ts';
import { interpolate, type Lookup } from './interpolate.ts';

/** The variables of a `.env` file, or the first mistake in it. */
export type EnvFile =
  | { readonly ok: true; readonly values: ReadonlyMap<string, string> }
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
 * over several lines, escapes and variables in double quotes, ` #` comments. A bare `KEY` is taken from `lookup`.
 */
export function readEnvFile(source: string, lookup: Lookup): EnvFile {
  const text = source.replaceAll('\r\n', '\n');
  const values = new Map<string, string>();
  const expand: Lookup = (name) => lookup(name) ?? values.get(name);
  const position = lineIndex(text);
  let at = nextStatement(text, 0);
  while (at < text.length) {
    const refuse = (message: string): EnvFile => ({ ok: false, message, at: position(at) });
    keyPattern.lastIndex = at;
    const found = keyPattern.exec(text);
    if (found === null) return refuse('a line is no KEY=value: the name may hold letters, digits and _ . - [ ]');
    const [whole, rawKey = '', separator] = found;
    const key = rawKey.trim();
    if (key === '' || /\s/.test(key)) return refuse(`"${key}" is no name of a variable`);
    const behind = at + whole.length;
    if (separator !== '=' && separator !== ':') {
      const value = lookup(key);
      if (value !== undefined) values.set(key, value);
      at = nextStatement(text, behind);
      continue;
    }
    const read = readValue(text, behind);
    if ('message' in read) return refuse(read.message);
    const filled = read.expand ? interpolate(read.text, expand) : { ok: true as const, text: read.text };
    if (!filled.ok) return refuse(`${key}: ${filled.message}`);
    values.set(key, filled.text);
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
  const comment = at > from && line.startsWith('#') ? 0 : line.indexOf(' #');
  return { text: (comment < 0 ? line : line.slice(0, comment)).trimEnd(), end, expand: true };
}

function readQuoted(text: string, start: number, quote: string): ReadValue {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  if (at >= text.length) return { message: `a ${quote} is not closed` };
  const inside = text.slice(start + 1, at);
  if (quote === "'") return { text: inside.replaceAll("\\'", "'"), end: at + 1, expand: false };
  const plain = inside.replaceAll(/\\([abfnrtv"\\$])/g, (_, char: string) => escapes[char] ?? char);
  return { text: plain, end: at + 1, expand: true };
}
