import { shown } from '../../core/name.ts';
import { inferType, isRecordType, type RecordTypeName, recordTypeNames } from '../../core/record-types.ts';
import { suggest } from '../../files/schema-messages.ts';
import type { Finding } from './report.ts';

/** A type that can be written, or why it cannot. */
export type ReadType =
  | { readonly ok: true; readonly type: RecordTypeName }
  | { readonly ok: false; readonly finding: Finding };

/** Types that exist in DNS, or that providers offer, and that no claim may have here (validation 1). */
const otherTypes = new Set(
  (
    'ALIAS ANAME ANY AFSDB APL AXFR CDNSKEY CDS CERT CSYNC DHCID DLV DNAME DNSKEY DS EUI48 EUI64 HINFO HIP HTTPS IPSECKEY ' +
    'IXFR KEY KX LOC NAPTR NSEC NSEC3 NSEC3PARAM OPENPGPKEY OPT RP RRSIG SIG SMIMEA SOA SPF SSHFP SVCB TA TKEY TLSA TSIG URI ZONEMD'
  ).split(' '),
);

/** Reads a type in any case; what cannot be written is the rule `type-unsupported`. */
export function readType(written: string): ReadType {
  const type = written.trim().toUpperCase();
  if (isRecordType(type)) return { ok: true, type };
  const refuse = (message: string, hint: string): ReadType => ({
    ok: false,
    finding: { code: 'type-unsupported', message, hint },
  });
  if (type === 'SPF') return refuse('the type SPF is obsolete (RFC 7208 3.1)', 'use TXT');
  const known = otherTypes.has(type) || /^TYPE\d{1,5}$/.test(type);
  const can = `dns-sync writes ${recordTypeNames.join(', ')}`;
  if (known) return refuse(`records of type ${type} are not written`, can);
  return refuse(`there is no record type "${shown(written)}"`, suggest(type, recordTypeNames, 'dns-sync writes'));
}

/** The types that follow from values alone: one for each, or what has to be said (sources 4). */
export function inferTypes(
  values: readonly string[],
): { readonly types: readonly RecordTypeName[] } | { readonly finding: Finding } {
  const types: RecordTypeName[] = [];
  for (const value of values) {
    const type = inferType(value);
    if (type === null) return needed(`the type of "${shown(value)}" has to be said`, `add type: ${looksLike(value)}`);
    types.push(type);
  }
  if (types.every((type) => type === 'A' || type === 'AAAA')) return { types };
  if (types.length === 1) return { types };
  if (types.every((type) => type === 'CNAME')) {
    return needed('several host names need a type', 'add type: NS or PTR; a CNAME has one target');
  }
  return needed(
    'addresses and host names cannot share a record',
    'write the addresses in one record, the host name in another',
  );
}

function needed(message: string, hint: string): { readonly finding: Finding } {
  return { finding: { code: 'OVERRIDE_TYPE_NEEDED', message, hint } };
}

/** What a text looks like, the first that fits. */
const looks: readonly (readonly [RegExp, RecordTypeName])[] = [
  [/^\d+\s+(?:issue|issuewild|iodef)\b/i, 'CAA'],
  [/^\d+\s+\d+\s+\d+\s+\S+$/, 'SRV'],
  [/^\d+\s+\S+$/, 'MX'],
  [/^[\d.]+(?:\/\d+)?$/, 'A'],
  [/^(?=[^:]*:)[\da-f:.]+(?:%\w+|\/\d+)?$/i, 'AAAA'],
  [/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i, 'CNAME'],
];

function looksLike(value: string): RecordTypeName {
  const text = value.trim();
  if (text.length > 300) return 'TXT';
  return looks.find(([pattern]) => pattern.test(text))?.[1] ?? 'TXT';
}
