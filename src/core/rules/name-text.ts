import { readIpv4, readIpv6 } from '../address.ts';
import { labelsOf } from '../name.ts';

/** A character of a canonical label as the escape that stands for it, or as itself (RFC 1035 5.1). */
const character = /\\(?:\d{3}|.)|[^\\]/gs;

/** The characters of a canonical label, unescaped: one for each octet. */
export function charactersOf(label: string): string[] {
  return (label.match(character) ?? []).map((text) =>
    text.length === 4 ? String.fromCharCode(Number(text.slice(1))) : text.slice(-1),
  );
}

/** The first character of a name that does not fit, with its label and its place there, from 1. */
export interface OddCharacter {
  /** For messages: the character in quotes, or the byte as `\DDD` where it cannot be seen. */
  readonly text: string;
  readonly label: string;
  readonly place: number;
}

/** Finds the first character of a canonical name that `fits` does not match. */
export function findOdd(name: string, fits: RegExp): OddCharacter | undefined {
  for (const label of labelsOf(name)) {
    const characters = charactersOf(label);
    const index = characters.findIndex((one) => !fits.test(one));
    const found = characters[index];
    if (found !== undefined) return { text: visible(found), label, place: index + 1 };
  }
  return undefined;
}

function visible(character: string): string {
  return /[!-~]/.test(character) ? `"${character}"` : `the byte \\${String(character.charCodeAt(0)).padStart(3, '0')}`;
}

/** The first label that begins or ends with a hyphen. */
export function hyphenLabel(name: string): string | undefined {
  if (!name.includes('-')) return undefined;
  return labelsOf(name).find((label) => label.startsWith('-') || label.endsWith('-'));
}

/** An IP address that stands where a name is meant. */
export interface NamedAddress {
  readonly type: 'A' | 'AAAA';
  /** Without escapes and brackets. */
  readonly address: string;
}

/** Longest text of an IPv6 address, each colon as `\058`, in brackets. */
const maxEscapedAddress = 100;

/** The IP address that a canonical name spells, or undefined. */
export function addressInName(name: string): NamedAddress | undefined {
  if (/^[\d.]+$/.test(name)) return readIpv4(name) === null ? undefined : { type: 'A', address: name };
  if (!name.includes('\\058') || name.length > maxEscapedAddress) return undefined;
  const text = labelsOf(name)
    .map((label) => charactersOf(label).join(''))
    .join('.');
  const address = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return readIpv6(address) === null ? undefined : { type: 'AAAA', address };
}
