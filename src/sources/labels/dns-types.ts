import { isRecordType, recordTypeNames } from '../../core/record-types.ts';

/** Mnemonics of the IANA registry "DNS Parameters", resource record types, that are not (or not yet) read here. */
const otherTypes: ReadonlySet<string> = new Set(
  (
    'AFSDB ALIAS ANAME ANY APL AXFR CDNSKEY CDS CERT CSYNC DHCID DLV DNAME DNSKEY DS EUI48 EUI64 GPOS HINFO HIP HTTPS IPSECKEY ' +
    'ISDN IXFR KEY KX L32 L64 LOC LP MAILA MAILB MB MD MF MG MINFO MR NAPTR NID NSAP NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXT ' +
    'OPENPGPKEY OPT PX RP RRSIG RT SIG SMIMEA SOA SPF SSHFP SVCB TA TKEY TLSA TSIG URI WKS X25 ZONEMD'
  ).split(' '),
);

/** Whether a text, in any case, is the mnemonic of a record type of DNS, read here or not. */
export function isDnsType(text: string): boolean {
  const type = text.toUpperCase();
  return isRecordType(type) || otherTypes.has(type) || /^TYPE\d{1,5}$/.test(type);
}

/** The types that can be claimed, for hints. */
export const claimableTypes = recordTypeNames.join(', ');
