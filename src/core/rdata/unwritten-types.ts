import { isMetaType, typeOf } from './type-numbers.ts';

const signed = 'the name server makes it when it signs the zone';
const question = 'it exists in questions and messages only, not in zones';

/** Types that are never written (validation 1), with what to do instead. */
const instead: Readonly<Record<string, string>> = {
  SPF: 'use TXT',
  SOA: 'the provider keeps the SOA of its zones itself',
  ANAME: 'use ALIAS, or CNAME where the provider flattens',
  DNSKEY: signed,
  RRSIG: signed,
  NSEC: signed,
  NSEC3: signed,
  NSEC3PARAM: signed,
  CDS: signed,
  CDNSKEY: signed,
  CSYNC: signed,
  ZONEMD: signed,
  SIG: signed,
  KEY: signed,
  NXT: signed,
  DLV: 'use DS',
  ANY: question,
  AXFR: question,
  IXFR: question,
  MAILA: question,
  MAILB: question,
  OPT: question,
  TKEY: question,
  TSIG: question,
};

/** Whether a text, in any case, is the name of a record type of DNS or of one that providers offer, written here or not. */
export function isDnsType(text: string): boolean {
  return typeOf(text) !== null || Object.hasOwn(instead, text.toUpperCase());
}

/** What to do instead of writing a record of this type, in any case or as `TYPEnnn`; undefined: nothing is known. */
export function insteadOf(text: string): string | undefined {
  const type = typeOf(text) ?? text.toUpperCase();
  if (Object.hasOwn(instead, type)) return instead[type];
  return type.startsWith('TYPE') && isMetaType(type) ? question : undefined;
}
