import { labelFromBytes, wireLength } from '../../core/name.ts';
import { unescapeBytes } from './character-string.ts';

/** Why a text is no name. */
export interface NameProblem {
  readonly message: string;
  readonly hint?: string;
}

const lower = 1;
const upper = 2;
const dot = 3;

/** Bytes that stand for themselves in canonical names. */
const classes = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyz0123456789_*/-') classes[char.charCodeAt(0)] = lower;
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') classes[char.charCodeAt(0)] = upper;
classes[46] = dot;

const maxLabel = 63;
/** Characters of the longest name without its final dot (RFC 1035 2.3.4). */
const maxName = 253;

/**
 * Reads an unquoted name of a zone file into canonical form. Without a final dot the origin is appended; `@` is the
 * origin. Never IDNA: what stands in a zone file is what goes over the wire.
 */
export function readZoneName(text: string, from: number, to: number, origin: string): string | NameProblem {
  let labelStart = from;
  let hasUpper = false;
  for (let at = from; at < to; at += 1) {
    const kind = classes[text.charCodeAt(at)];
    if (kind === lower) continue;
    if (kind === upper) hasUpper = true;
    else if (kind === dot && at > labelStart && at - labelStart <= maxLabel) labelStart = at + 1;
    else return readOddName(text.slice(from, to), origin);
  }
  const last = to - labelStart;
  if (last > maxLabel || from === to) return readOddName(text.slice(from, to), origin);
  const written = text.slice(from, last === 0 ? to - 1 : to);
  const name = absolute(hasUpper ? written.toLowerCase() : written, last === 0 ? '.' : origin);
  return name.length <= maxName ? name : readOddName(text.slice(from, to), origin);
}

function absolute(relative: string, origin: string): string {
  return origin === '.' ? relative : `${relative}.${origin}`;
}

function readOddName(text: string, origin: string): string | NameProblem {
  if (text === '@') return origin;
  if (text === '.') return '.';
  const labels = cutLabels(text);
  const whole = labels.length > 1 && labels.at(-1) === '';
  if (whole) labels.pop();
  const read: string[] = [];
  for (const label of labels) {
    const bytes = unescapeBytes(label);
    if (bytes === null)
      return {
        message: `"${text}" has a broken escape`,
        hint: 'escapes are \\DDD (000 to 255) or \\ and one character',
      };
    if (bytes === '') return { message: `"${text}" has an empty label`, hint: 'remove the surplus dot' };
    if (bytes.length > maxLabel)
      return { message: `a label of "${text}" has ${bytes.length} bytes, ${maxLabel} are allowed` };
    read.push(labelFromBytes(bytes));
  }
  const name = absolute(read.join('.'), whole ? '.' : origin);
  const length = wireLength(name);
  return length <= maxName + 2
    ? name
    : { message: `the name "${name}" has ${length} bytes, ${maxName + 2} are allowed` };
}

/** Cuts at dots that are not escaped; escapes stay. */
function cutLabels(text: string): string[] {
  const labels: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) === 92) {
      at += 1;
    } else if (text.charCodeAt(at) === 46) {
      labels.push(text.slice(start, at));
      start = at + 1;
    }
  }
  labels.push(text.slice(start));
  return labels;
}

/** A canonical name as it is written: absolute, with the final dot. */
export function writeZoneName(name: string): string {
  return name === '.' ? '.' : `${name}.`;
}
