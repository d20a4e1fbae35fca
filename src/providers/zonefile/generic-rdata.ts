import { formatIpv6 } from '../../core/address.ts';
import { textFromBytes } from '../../core/bytes.ts';
import { labelFromBytes } from '../../core/name.ts';
import { quoteText } from '../../core/record-types.ts';
import type { Problem } from './findings.ts';
import { type Scan, tokenText } from './scan.ts';

/** Reads forward through rdata bytes; null once anything did not fit. */
interface Wire {
  readonly bytes: Buffer;
  at: number;
}

function readInteger(wire: Wire, size: 1 | 2 | 4): number | null {
  if (wire.at + size > wire.bytes.length) return null;
  const value = wire.bytes.readUIntBE(wire.at, size);
  wire.at += size;
  return value;
}

/** An uncompressed name (RFC 1035 3.1; RFC 3597 4 forbids compression here). */
function readWireName(wire: Wire): string | null {
  const labels: string[] = [];
  const start = wire.at;
  for (;;) {
    const length = readInteger(wire, 1);
    if (length === null || length > 63 || wire.at + length > wire.bytes.length || wire.at - start > 255) return null;
    if (length === 0) return labels.length === 0 ? '.' : labels.join('.');
    labels.push(labelFromBytes(wire.bytes.toString('latin1', wire.at, wire.at + length)));
    wire.at += length;
  }
}

function readStrings(wire: Wire): string | null {
  const pieces: Buffer[] = [];
  if (wire.bytes.length === 0) return null;
  while (wire.at < wire.bytes.length) {
    const length = readInteger(wire, 1) ?? 0;
    if (wire.at + length > wire.bytes.length) return null;
    pieces.push(wire.bytes.subarray(wire.at, wire.at + length));
    wire.at += length;
  }
  return textFromBytes(Buffer.concat(pieces));
}

/** Values one after the other with blanks between; null when one of them is. */
function joined(...parts: (string | number | null)[]): string | null {
  return parts.includes(null) ? null : parts.join(' ');
}

function readCaa(wire: Wire): string | null {
  const flags = readInteger(wire, 1);
  const length = readInteger(wire, 1) ?? 0;
  const tag = wire.bytes.toString('latin1', wire.at, wire.at + length);
  if (!/^[A-Za-z0-9]+$/.test(tag) || tag.length !== length) return null;
  const value = textFromBytes(wire.bytes.subarray(wire.at + length));
  wire.at = wire.bytes.length;
  return joined(flags, tag.toLowerCase(), quoteText(value));
}

/** How the types we know look on the wire (RFC 1035 3.3, 3596, 2782, 8659). */
const decoders: Readonly<Record<string, (wire: Wire) => string | null>> = {
  A: (wire) => {
    const octets = [1, 2, 3, 4].map(() => readInteger(wire, 1));
    return octets.includes(null) ? null : octets.join('.');
  },
  AAAA: (wire) => {
    const groups = [1, 2, 3, 4, 5, 6, 7, 8].map(() => readInteger(wire, 2));
    return groups.includes(null) ? null : formatIpv6(groups.map((group) => group ?? 0));
  },
  CAA: readCaa,
  CNAME: readWireName,
  MX: (wire) => joined(readInteger(wire, 2), readWireName(wire)),
  NS: readWireName,
  PTR: readWireName,
  SOA: (wire) => joined(readWireName(wire), readWireName(wire), ...[1, 2, 3, 4, 5].map(() => readInteger(wire, 4))),
  SRV: (wire) => joined(readInteger(wire, 2), readInteger(wire, 2), readInteger(wire, 2), readWireName(wire)),
  TXT: readStrings,
};

/** Reads `\# length hexadecimal` (RFC 3597 5): types we know are decoded, others keep that form in lower case. */
export function readGeneric(type: string, scan: Scan, first: number): string | Problem {
  const offset = scan.from[first] ?? scan.start;
  const length = first + 1 < scan.count ? tokenText(scan, first + 1) : '';
  let hex = '';
  for (let index = first + 2; index < scan.count; index += 1) hex += tokenText(scan, index);
  if (!/^\d{1,5}$/.test(length) || Number(length) > 65535 || !/^(?:[0-9A-Fa-f]{2})*$/.test(hex)) {
    return {
      offset,
      message: 'after \\# come the length in bytes and an even number of hexadecimal digits',
      hint: 'such as \\# 4 C0000202',
    };
  }
  if (hex.length !== Number(length) * 2) {
    return { offset, message: `\\# says ${Number(length)} bytes, ${hex.length / 2} are there` };
  }
  const decode = decoders[type];
  if (decode === undefined) return hex === '' ? '\\# 0' : `\\# ${Number(length)} ${hex.toLowerCase()}`;
  const wire: Wire = { bytes: Buffer.from(hex, 'hex'), at: 0 };
  const value = decode(wire);
  if (value !== null && wire.at === wire.bytes.length) return value;
  return { offset, message: `the bytes are no ${type} record` };
}
