import { nearest } from '../nearest.ts';

/** Mnemonics and numbers of record types (IANA, DNS Parameters). */
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

const byText = new Map<string, string>([['ALIAS', 'ALIAS']]);
for (const [mnemonic, number] of Object.entries(typeNumbers)) {
  byText.set(mnemonic, mnemonic);
  byText.set(mnemonic.toLowerCase(), mnemonic);
  byText.set(`TYPE${number}`, mnemonic);
}

/** The mnemonic of a type as written in any case, `TYPEnnn` (RFC 3597 5) for numbers without one; null for no type. */
export function typeOf(text: string): string | null {
  const known = byText.get(text);
  if (known !== undefined) return known;
  if (text.length > 12) return null;
  const upper = text.toUpperCase();
  const cased = byText.get(upper);
  if (cased !== undefined) return cased;
  const number = /^TYPE(0|[1-9]\d{0,4})$/.exec(upper)?.[1];
  return number !== undefined && Number(number) <= 65535 ? upper : null;
}

/** Whether a `TYPEnnn` is of a number that no record in a zone has: 0, OPT, questions and other meta types, 65535 (RFC 6895 3.1). */
export function isMetaType(type: string): boolean {
  const number = Number(type.slice('TYPE'.length));
  return number === 0 || number === 41 || (number >= 128 && number <= 255) || number === 65535;
}

/** The mnemonic that may have been meant. */
export function nearestType(text: string): string | undefined {
  return text.length > 12 ? undefined : nearest(text.toUpperCase(), [...Object.keys(typeNumbers), 'ALIAS'], 1);
}
