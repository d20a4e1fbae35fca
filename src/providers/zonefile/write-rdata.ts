import type { RecordTypeName } from '../../core/record-types.ts';
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

/** How canonical values are written; all names absolute. */
const writers: Readonly<Record<RecordTypeName, (value: string) => string>> = {
  A: asIs,
  AAAA: asIs,
  CAA: writeCaa,
  CNAME: writeZoneName,
  MX: writeNumbersAndName,
  NS: writeZoneName,
  PTR: writeZoneName,
  SRV: writeNumbersAndName,
  TXT: (value) => quoteStrings(latin1Bytes(value)),
};

/** The rdata of a canonical value, in Latin-1 text. */
export function writeRdata(type: RecordTypeName, value: string): string {
  return writers[type](value);
}
