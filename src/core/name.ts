import { domainToUnicode } from 'node:url';
import { readIpv6 } from './address.ts';
import { canonicalLabel, escapeByte, labelOctets, splitLabels } from './label.ts';

/** A name that could be read, or the fixed rule it breaks (validation 5) with what to say. */
export type ReadName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly rule: NameRule; readonly message: string; readonly hint?: string };

/** The fixed rules that a text must obey to be a name at all. */
export type NameRule =
  | 'name-empty'
  | 'name-at'
  | 'name-syntax'
  | 'name-idna'
  | 'label-empty'
  | 'label-too-long'
  | 'name-too-long';

/** Plain host names, all but a few per cent of what is read: one test instead of a walk. */
const plainName = /^(?:[a-z0-9_*](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const maxLabel = 63;
/** 255 octets on the wire are 253 characters plus the length octets of first label and root (RFC 1035 2.3.4). */
const maxName = 253;
/** UTF-16 units no name needs, whatever its spelling; Unicode normalisation and Punycode cost more than linear time. */
const maxText = 2000;
/** White space, control characters, and what nobody can see: soft hyphen, zero-width, bidi marks, fillers, selectors. */
const blankOrInvisible = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const escapeOrStop = /\\.|[\u3002\uff0e\uff61]/gs;
const brokenEscapeHint = 'escapes are \\DDD (000 to 255) or \\ and one character';

function refuse(rule: NameRule, message: string, hint: string): ReadName {
  return { ok: false, rule, message, hint };
}

/**
 * Reads a domain name into canonical text: lower case, A-labels, no trailing dot, `\DDD` and `\.` for other bytes
 * (validation 2, RFC 1035 5.1, RFC 5891). The root is `.`.
 */
export function readName(text: string): ReadName {
  if (text.length <= maxName && plainName.test(text) && !text.includes('xn--')) return { ok: true, name: text };
  const trimmed = text.trim();
  if (trimmed === '') return refuse('name-empty', 'the name is empty', 'write the whole name');
  if (trimmed === '@') return refuse('name-at', '"@" is not a name here', "write the zone's name");
  const dotted = trimmed.replaceAll(escapeOrStop, (found) => (found.startsWith('\\') ? found : '.'));
  if (dotted === '.') return { ok: true, name: '.' };
  const odd = findUrlPart(dotted) ?? findBlank(dotted);
  if (odd !== undefined) return odd;
  if (dotted.length > maxText) return tooLong(dotted, dotted.length);
  const labels = splitLabels(dotted);
  if (labels === null) return refuse('name-syntax', `"${shown(trimmed)}" has a broken escape`, brokenEscapeHint);
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  const done: string[] = [];
  for (const label of labels) {
    const read = readLabel(label, trimmed);
    if (typeof read !== 'string') return read;
    done.push(read);
  }
  const name = done.join('.');
  const length = wireLength(name) - 2;
  if (length > maxName) return tooLong(name, length);
  return findSlash(name) ?? { ok: true, name };
}

function tooLong(name: string, length: number): ReadName {
  const message = `"${shown(name)}" has ${length} characters, ${maxName} are allowed`;
  return refuse('name-too-long', message, 'use a shorter name');
}

/** What is left of a text when its escapes are taken out: the characters that stand for themselves. */
function unescaped(text: string): string {
  return text.replaceAll(/\\./gs, '');
}

/** Finds what only a URL has (settled 5). */
function findUrlPart(text: string): ReadName | undefined {
  const found = /:\/\/|[?#@]|:\d+$/.exec(unescaped(text))?.[0];
  return found === undefined ? findSlash(unescaped(text), text) : refuseUrlPart(text, found);
}

/** A slash is part of a name in reverse zones only (RFC 2317 4). */
function findSlash(name: string, text = name): ReadName | undefined {
  if (!name.includes('/') || /(?:^|[^\\]\.)(?:in-addr|ip6)\.arpa\.?$/i.test(name)) return undefined;
  return refuseUrlPart(text, '/');
}

function refuseUrlPart(text: string, part: string): ReadName {
  if (readIpv6(text) !== null) {
    return refuse('name-syntax', `"${shown(text)}" is an IPv6 address, not a name`, 'swap name and value?');
  }
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^/:?#@[]+)/i.exec(text)?.[1] ?? '';
  const hint = host.includes('.') && host !== text ? `: ${host}` : '';
  return refuse(
    'name-syntax',
    `"${shown(text)}" has "${part}", which belongs to a URL`,
    `write only the host name${hint}`,
  );
}

function findBlank(text: string): ReadName | undefined {
  const found = blankOrInvisible.exec(unescaped(text))?.[0];
  if (found === undefined) return undefined;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const what = found === ' ' ? 'a blank' : `the character U+${code}`;
  return refuse(
    'name-syntax',
    `"${shown(text)}" has ${what} inside`,
    'one name, without blanks or invisible characters',
  );
}

function readLabel(label: string, whole: string): string | ReadName {
  if (label === '') {
    const hint = 'remove the surplus dot; in a compose file: is a variable unset?';
    return refuse('label-empty', `"${shown(whole)}" has an empty label`, hint);
  }
  const read = canonicalLabel(label);
  if (read === null) {
    const isAscii = /^[\u0000-\u007f]*$/.test(label);
    const why = isAscii ? 'does not decode to text that encodes back to it' : 'has what IDNA does not allow in a label';
    return refuse(
      'name-idna',
      `the label "${shown(label)}" of "${shown(whole)}" ${why}`,
      'check its spelling (RFC 5891)',
    );
  }
  const octets = labelOctets(read);
  if (octets <= maxLabel) return read;
  const message = `the label "${shown(label)}" has ${octets} octets, ${maxLabel} are allowed`;
  return refuse('label-too-long', message, 'use a shorter label');
}

/** A label given as raw bytes (Latin-1 text), in canonical form. What a zone file or the wire holds is never IDNA-encoded. */
export function labelFromBytes(bytes: string): string {
  let done = '';
  for (const char of bytes) done += escapeByte(char);
  return done;
}

/** Octets of a canonical name on the wire, length octets and root included (RFC 1035 3.1). */
export function wireLength(name: string): number {
  if (name === '.') return 1;
  return labelsOf(name).reduce((sum, label) => sum + 1 + labelOctets(label), 1);
}

/** The labels of a canonical name, leftmost first; none for the root. */
export function labelsOf(name: string): string[] {
  if (name === '.') return [];
  if (!name.includes('\\')) return name.split('.');
  return splitLabels(name) ?? [];
}

/** Whether `name` is `zone` or lies below it. Both canonical. */
export function isWithin(name: string, zone: string): boolean {
  if (zone === '.' || name === zone) return true;
  return (
    name.endsWith(zone) &&
    name.charAt(name.length - zone.length - 1) === '.' &&
    name.charAt(name.length - zone.length - 2) !== '\\'
  );
}

/** The name one label up; null for the root. */
export function parentOf(name: string): string | null {
  const labels = labelsOf(name);
  if (labels.length === 0) return null;
  return labels.length === 1 ? '.' : labels.slice(1).join('.');
}

/** The name itself, then every name above it, up to the root. */
export function* upwards(name: string): Generator<string> {
  for (let at: string | null = name; at !== null; at = parentOf(at)) yield at;
}

/** Labels from the right, byte by byte, so that a name sorts before what is below it (RFC 4034 6.1 in spirit). */
export function treeKey(name: string): string {
  return labelsOf(name).reverse().join('\u0000');
}

/** Whether it is a wildcard name (RFC 4592 2.1.1). */
export function isWildcard(name: string): boolean {
  return name.startsWith('*.') || name === '*';
}

/** The name as people write it, with U-labels, for messages. */
export function displayName(name: string): string {
  return name.includes('xn--') ? labelsOf(name).map(displayLabel).join('.') : name;
}

/** One by one, because Node cuts a name off at the first backslash. */
function displayLabel(label: string): string {
  return label.startsWith('xn--') ? domainToUnicode(label) || label : label;
}

/** At most 80 characters of a text for messages; what cannot be seen is shown as `\uXXXX`. */
export function shown(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return cut.replaceAll(
    /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
