import { formatIpv6 } from '../address.ts';
import { textFromBytes } from '../bytes.ts';
import { labelFromBytes } from '../name.ts';
import { writeSvcb } from './svcb.ts';
import { type SvcbParam, tidyParam } from './svcb-params.ts';
import { quoteText } from './texts.ts';

/** Reads forward through rdata bytes. */
interface Wire {
  readonly bytes: Uint8Array;
  at: number;
}

/** Null once anything did not fit. */
type Decode = (wire: Wire) => string | null;

function readInteger(wire: Wire, size: 1 | 2 | 4): number | null {
  if (wire.at + size > wire.bytes.length) return null;
  let value = 0;
  for (let count = 0; count < size; count += 1) value = value * 256 + (wire.bytes[wire.at + count] ?? 0);
  wire.at += size;
  return value;
}

/** So many bytes, one character each; null when there are fewer. */
function readBytes(wire: Wire, length: number): string | null {
  if (wire.at + length > wire.bytes.length) return null;
  let done = '';
  for (const byte of wire.bytes.subarray(wire.at, wire.at + length)) done += String.fromCharCode(byte);
  wire.at += length;
  return done;
}

/** An uncompressed name (RFC 1035 3.1; RFC 3597 4 forbids compression here). */
function readWireName(wire: Wire): string | null {
  const labels: string[] = [];
  const start = wire.at;
  for (;;) {
    const length = readInteger(wire, 1);
    if (length === null || length > 63 || wire.at - start > 255) return null;
    if (length === 0) return labels.length === 0 ? '.' : labels.join('.');
    const label = readBytes(wire, length);
    if (label === null) return null;
    labels.push(labelFromBytes(label));
  }
}

function readStrings(wire: Wire): string | null {
  if (wire.bytes.length === 0) return null;
  const done = new Uint8Array(wire.bytes.length);
  let filled = 0;
  while (wire.at < wire.bytes.length) {
    const length = readInteger(wire, 1) ?? 0;
    if (wire.at + length > wire.bytes.length) return null;
    done.set(wire.bytes.subarray(wire.at, wire.at + length), filled);
    filled += length;
    wire.at += length;
  }
  return textFromBytes(done.subarray(0, filled));
}

/** Values one after the other with blanks between; null when one of them is. */
function joined(...parts: (string | number | null)[]): string | null {
  return parts.includes(null) ? null : parts.join(' ');
}

/** What is left, as hexadecimal; null when nothing is. */
function readHex(wire: Wire): string | null {
  if (wire.at >= wire.bytes.length) return null;
  const rest = Array.from(wire.bytes.subarray(wire.at), (byte) => byte.toString(16).padStart(2, '0'));
  wire.at = wire.bytes.length;
  return rest.join('');
}

function readCaa(wire: Wire): string | null {
  const flags = readInteger(wire, 1);
  const tag = readBytes(wire, readInteger(wire, 1) ?? 0);
  if (tag === null || !/^[A-Za-z0-9]+$/.test(tag)) return null;
  const value = textFromBytes(wire.bytes.subarray(wire.at));
  wire.at = wire.bytes.length;
  return joined(flags, tag.toLowerCase(), quoteText(value));
}

/** A service binding; its keys ascend, each once (RFC 9460 2.2). */
function readSvcb(wire: Wire): string | null {
  const priority = readInteger(wire, 2);
  const target = readWireName(wire);
  if (priority === null || target === null) return null;
  const params: SvcbParam[] = [];
  let last = -1;
  while (wire.at < wire.bytes.length) {
    const key = readInteger(wire, 2);
    const value = readBytes(wire, readInteger(wire, 2) ?? wire.bytes.length);
    if (key === null || value === null || key <= last) return null;
    params.push(tidyParam(`key${key}`, value));
    last = key;
  }
  return writeSvcb({ priority, target, params });
}

const readThreeAndHex = (size: 1 | 2): Decode => {
  return (wire) => joined(readInteger(wire, size), readInteger(wire, 1), readInteger(wire, 1), readHex(wire));
};

/** How types look on the wire (RFC 1035 3.3, 2782, 3596, 4034, 4255, 6672, 6698, 8659, 9460). */
const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  [
    'A',
    (wire) => {
      const octets = [1, 2, 3, 4].map(() => readInteger(wire, 1));
      return octets.includes(null) ? null : octets.join('.');
    },
  ],
  [
    'AAAA',
    (wire) => {
      const groups = [1, 2, 3, 4, 5, 6, 7, 8].map(() => readInteger(wire, 2));
      return groups.includes(null) ? null : formatIpv6(groups.map((group) => group ?? 0));
    },
  ],
  ['CAA', readCaa],
  ['CNAME', readWireName],
  ['DNAME', readWireName],
  ['DS', readThreeAndHex(2)],
  ['HTTPS', readSvcb],
  ['MX', (wire) => joined(readInteger(wire, 2), readWireName(wire))],
  ['NS', readWireName],
  ['PTR', readWireName],
  ['SOA', (wire) => joined(readWireName(wire), readWireName(wire), ...[1, 2, 3, 4, 5].map(() => readInteger(wire, 4)))],
  ['SRV', (wire) => joined(readInteger(wire, 2), readInteger(wire, 2), readInteger(wire, 2), readWireName(wire))],
  ['SSHFP', (wire) => joined(readInteger(wire, 1), readInteger(wire, 1), readHex(wire))],
  ['SVCB', readSvcb],
  ['TLSA', readThreeAndHex(1)],
  ['TXT', readStrings],
]);

/** What data in the generic form comes to. */
export type ReadGeneric =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

/**
 * Reads the fields behind `\#`, length and hexadecimal (RFC 3597 5): types whose bytes we know are decoded, others keep
 * that form in lower case.
 */
export function readGeneric(type: string, fields: readonly string[]): ReadGeneric {
  const [length = '', ...digits] = fields;
  const hex = digits.join('').toLowerCase();
  if (!/^\d{1,5}$/.test(length) || Number(length) > 65535 || !/^(?:[0-9a-f]{2})*$/.test(hex)) {
    const message = 'after \\# come the length in bytes and an even number of hexadecimal digits';
    return { ok: false, message, hint: 'such as \\# 4 C0000202' };
  }
  if (hex.length !== Number(length) * 2) {
    return { ok: false, message: `\\# says ${Number(length)} bytes, ${hex.length / 2} are there` };
  }
  const decode = decoders.get(type);
  if (decode === undefined) return { ok: true, value: hex === '' ? '\\# 0' : `\\# ${Number(length)} ${hex}` };
  const wire: Wire = { bytes: Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)), at: 0 };
  const value = decode(wire);
  if (value !== null && wire.at === wire.bytes.length) return { ok: true, value };
  return { ok: false, message: `the bytes are no ${type} record` };
}
