import { splitFields } from '../../core/rdata/fields.ts';
import { readSvcb } from '../../core/rdata/svcb.ts';
import { writeParam } from '../../core/rdata/svcb-params.ts';
import { isRecordType, type RecordTypeName } from '../../core/record-types.ts';
import { latin1Bytes, quoteBytes, quoteStrings } from './character-string.ts';
import { writeZoneName } from './zone-name.ts';

const asIs = (value: string): string => value;

/** Numbers and a name behind the last blank. */
function writeNumbersAndName(value: string): string {
  const at = value.lastIndexOf(' ') + 1;
  return value.slice(0, at) + writeZoneName(value.slice(at));
}

function writeCaa(value: string): string {
  const [, head = '', quoted = ''] = /^(\S+ \S+) "(.*)"$/s.exec(value) ?? [];
  return `${head} ${quoteBytes(latin1Bytes(quoted.replaceAll(/\\(.)/gs, '$1')))}`;
}

/** What means something else in a zone file outside quotes. */
const needsQuotes = /[^A-Za-z0-9.,:_+/=-]/;

function writeService(value: string): string {
  const { priority, target, params } = readSvcb(value);
  return [priority, writeZoneName(target), ...params.map((param) => writeParam(param, needsQuotes))].join(' ');
}

/** The replacement, its last field, is a name. */
function writeNaptr(value: string): string {
  return splitFields(value)
    .map((field, index) => (index === 5 ? writeZoneName(field) : field))
    .join(' ');
}

/** How canonical values are written; all names absolute. */
const writers: Readonly<Record<RecordTypeName, (value: string) => string>> = {
  A: asIs,
  AAAA: asIs,
  ALIAS: writeZoneName,
  CAA: writeCaa,
  CNAME: writeZoneName,
  DNAME: writeZoneName,
  DS: asIs,
  HTTPS: writeService,
  LOC: asIs,
  MX: writeNumbersAndName,
  NAPTR: writeNaptr,
  NS: writeZoneName,
  PTR: writeZoneName,
  SRV: writeNumbersAndName,
  SSHFP: asIs,
  SVCB: writeService,
  TLSA: asIs,
  TXT: (value) => quoteStrings(latin1Bytes(value)),
  URI: asIs,
};

/** The rdata of a canonical value, in Latin-1 text; that of other types, and `\# length hexadecimal` (RFC 3597 5), is its value. */
export function writeRdata(type: string, value: string): string {
  return isRecordType(type) && (type === 'TXT' || !value.startsWith('\\# ')) ? writers[type](value) : value;
}
