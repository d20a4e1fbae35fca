import type { YamlScalar } from '../../files/yaml-node.ts';

const booleans: Readonly<Record<string, string>> = {
  true: 'true',
  True: 'true',
  TRUE: 'true',
  false: 'false',
  False: 'false',
  FALSE: 'false',
};
const nulls: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9]\d*|0)$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * The text that Compose makes of a scalar: plain numbers, booleans and null are read as YAML and printed anew, by the
 * rules of Go's yaml.v3 (`1_000` is 1000, `010` is 8, `3.10` is 3.1); anything else is taken as it is.
 */
export function composeText(node: YamlScalar, source: string): string {
  const { text } = node;
  const plain = plainText(text);
  return plain !== text && node.tag === undefined && isPlain(node, source) ? plain : text;
}

/** Neither quoted nor a block scalar, told by what stands before it. */
function isPlain(node: YamlScalar, source: string): boolean {
  if (node.start < 0) return true;
  const before = source.charAt(node.start - 1);
  if (before === '"' || before === "'") return false;
  const head = source.slice(Math.max(0, node.start - 200), node.start);
  return !/[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n\s*$/.test(head);
}

function plainText(text: string): string {
  if (text === '-0') return text;
  if (nulls.has(text)) return '';
  if (Object.hasOwn(booleans, text)) return booleans[text] ?? text;
  if (!/^[-+.\d]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  if (plain.length <= 80 && integer.test(plain)) {
    const number = goInteger(plain);
    if (number >= -(2n ** 63n) && number < 2n ** 64n) return number.toString();
  }
  return float.test(plain) ? goFloat(Number(plain)) : (goTime(text) ?? text);
}

/** The value of an integer in Go's notation; a leading zero means octal. */
function goInteger(text: string): bigint {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return negative ? -size : size;
}

/** A float as Go's `%v` prints it: shortest, with an exponent of at least two digits below 1e-4 and from 1e6. */
function goFloat(number: number): string {
  if (Object.is(number, -0)) return '-0';
  const size = Math.abs(number);
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(number);
  if (size === Number.POSITIVE_INFINITY) return number > 0 ? '+Inf' : '-Inf';
  return number.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
}

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?(Z|[-+]\d{2}:\d{2})| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?))?$/;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A YAML timestamp as Go's `%v` prints it (`2024-01-01 00:00:00 +0000 UTC`); undefined when it is none. */
function goTime(text: string): string | undefined {
  const found = timestamp.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = '', h1, m1, s1, f1, zone = 'Z', h2, m2, s2, f2] = found;
  const [hour, minute, second] = [h1 ?? h2 ?? '0', m1 ?? m2 ?? '0', s1 ?? s2 ?? '0'];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = Number(month) === 2 && !leap ? 28 : (daysInMonth[Number(month) - 1] ?? 0);
  if (Number(day) < 1 || Number(day) > days || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const two = (digits: string) => digits.padStart(2, '0');
  const fraction = (f1 ?? f2 ?? '').slice(0, 9).replace(/0+$/, '');
  const offset = zone.replace(':', '');
  const printed = zone === 'Z' ? '+0000 UTC' : zone === '+00:00' ? '+0000 +0000' : `${offset} ${offset}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction && `.${fraction}`} ${printed}`;
}
