import { compareText } from '../diagnostic.ts';
import { shown } from '../name.ts';
import { decimalEscape } from './fields.ts';
import { keyName, keyNumber, svcbKeys } from './svcb-keys.ts';

/** One service parameter (RFC 9460 2.1). */
export interface SvcbParam {
  /** Its name: `alpn`, `key667`; `key3` too where bytes were given that are no port; as written where there is no such key. */
  readonly key: string;
  /** Null: there is no such key. */
  readonly number: number | null;
  /** Bytes, one character each, escapes undone; empty: none. */
  readonly value: string;
}

/** Parameters by ascending number, or what keeps them from being read. */
export type ReadParams =
  | { readonly ok: true; readonly params: readonly SvcbParam[] }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** A parameter under its name, with its value in canonical spelling. */
export function tidyParam(written: string, value: string): SvcbParam {
  const number = keyNumber(written);
  if (number === null) return { key: written, number, value };
  const known = svcbKeys[number];
  if (known === undefined) return { key: keyName(number), number, value };
  if (written === known.name) return { key: written, number, value: known.tidy(value) };
  const read = known.fromWire(value);
  return read === null ? { key: `key${number}`, number, value } : { key: known.name, number, value: known.tidy(read) };
}

/** By ascending number; keys that do not exist last, by name. */
export function sortParams(params: readonly SvcbParam[]): SvcbParam[] {
  return [...params].sort(
    (left, right) => (left.number ?? 65536) - (right.number ?? 65536) || compareText(left.key, right.key),
  );
}

/** Reads parameters in any order, with quotes anywhere, from bytes (one character each). */
export function readParams(bytes: string): ReadParams {
  const words = unquoteWords(bytes);
  if (words === null) {
    return {
      ok: false,
      message: 'a quote or an escape of the parameters is broken',
      hint: 'close every quote; escapes are \\DDD (000 to 255) or \\ and one character',
    };
  }
  const params: SvcbParam[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    const written = (equals < 0 ? word : word.slice(0, equals)).toLowerCase();
    if (!/^[a-z0-9-]{1,63}$/.test(written)) {
      return {
        ok: false,
        message: `"${shown(word)}" is no parameter`,
        hint: 'parameters are written key=value with blanks between, lists with commas and no blanks, such as alpn=h2,h3',
      };
    }
    const param = tidyParam(written, equals < 0 ? '' : word.slice(equals + 1));
    const id = param.number === null ? param.key : keyName(param.number);
    if (seen.has(id)) return { ok: false, message: `the key ${id} is there twice`, hint: `keep one ${id}` };
    seen.add(id);
    params.push(param);
  }
  return { ok: true, params: sortParams(params) };
}

/** Words between blanks with quotes and escapes undone (RFC 1035 5.1); null when one of them is broken. */
function unquoteWords(bytes: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const char = bytes.charAt(at);
    if (char === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (char === '\\') {
      const digits = /^\d{3}$/.exec(bytes.slice(at + 1, at + 4))?.[0];
      const next = bytes.charAt(at + 1);
      if (next === '' || Number(digits) > 255 || (digits === undefined && /\d/.test(next))) return null;
      word = (word ?? '') + (digits === undefined ? next : String.fromCharCode(Number(digits)));
      at += digits === undefined ? 1 : 3;
    } else if (!quoted && /[ \t\r\n]/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quoted) return null;
  if (word !== null) words.push(word);
  return words;
}

/** A parameter as text; `needsQuotes` are the characters for which the value is quoted. */
export function writeParam({ key, value }: SvcbParam, needsQuotes = /[ "]/): string {
  if (value === '') return key;
  const escaped = value.replaceAll(/["\\]|[^ -~]/g, (char) => (/[ -~]/.test(char) ? `\\${char}` : decimalEscape(char)));
  return `${key}=${needsQuotes.test(value) ? `"${escaped}"` : escaped}`;
}
