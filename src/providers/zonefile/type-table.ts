import { nearest } from '../../core/nearest.ts';

/** Mnemonics and numbers of record types (IANA, DNS Parameters), so that a misspelt type is told from one we do not know. */
const typeNumbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  MD: 3,
  MF: 4,
  CNAME: 5,
  SOA: 6,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MINFO: 14,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  'NSAP-PTR': 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  NXT: 30,
  SRV: 33,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  SINK: 40,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  RKEY: 57,
  TALINK: 58,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  URI: 256,
  CAA: 257,
  AVC: 258,
  DOA: 259,
  AMTRELAY: 260,
  TA: 32768,
  DLV: 32769,
};

const byText = new Map<string, string>();
for (const [mnemonic, number] of Object.entries(typeNumbers)) {
  byText.set(mnemonic, mnemonic);
  byText.set(mnemonic.toLowerCase(), mnemonic);
  byText.set(`TYPE${number}`, mnemonic);
}

/** The mnemonic of a type as written, `TYPEnnn` (RFC 3597 5) for numbers without one; null for no type. */
export function typeOf(text: string): string | null {
  const known = byText.get(text);
  if (known !== undefined) return known;
  const upper = text.toUpperCase();
  const cased = byText.get(upper);
  if (cased !== undefined) return cased;
  const number = /^TYPE(0|[1-9]\d{0,4})$/.exec(upper)?.[1];
  return number !== undefined && Number(number) <= 65535 ? upper : null;
}

/** The mnemonic that may have been meant. */
export function nearestType(text: string): string | undefined {
  return text.length > 12 ? undefined : nearest(text.toUpperCase(), Object.keys(typeNumbers), 1);
}

/** Where names stand in the fields of types that are only passed through, from 0. */
export const nameFields: Readonly<Record<string, readonly number[]>> = {
  AFSDB: [1],
  DNAME: [0],
  HTTPS: [1],
  KX: [1],
  LP: [1],
  MB: [0],
  MD: [0],
  MF: [0],
  MG: [0],
  MINFO: [0, 1],
  MR: [0],
  NAPTR: [5],
  NSEC: [0],
  PX: [1, 2],
  RP: [0, 1],
  RRSIG: [7],
  RT: [1],
  SVCB: [1],
};

/** From which field on the rest is one hexadecimal text, which may be written with blanks and in any case. */
export const hexFields: Readonly<Record<string, number>> = {
  CDS: 3,
  DS: 3,
  SMIMEA: 3,
  SSHFP: 2,
  TLSA: 3,
  ZONEMD: 3,
};
