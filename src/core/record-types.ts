import { readIpv4, readIpv6 } from './address.ts';
import { readName } from './name.ts';
import { readA, readAaaa } from './rdata/addresses.ts';
import { digestExamples, readSshfp, readTlsa } from './rdata/digests.ts';
import { type Layout, orGeneric, passThrough } from './rdata/pass-through.ts';
import type { ReadValue } from './rdata/read-value.ts';
import { readSvcbText } from './rdata/svcb.ts';
import { readAlias, readNumbersAndTarget, readTarget } from './rdata/targets.ts';
import { readCaa, readTxt } from './rdata/texts.ts';
import { isMetaType, typeOf } from './rdata/type-numbers.ts';

/** What is known of one record type. */
export interface RecordType {
  /** `full`: parsed, canonical and judged by every rule. `pass-through`: compared as text, judged by few (validation 1). */
  readonly level: 'full' | 'pass-through';
  /** A set may hold several values. */
  readonly multiValue: boolean;
  /** Reads a value of any accepted spelling into canonical text. */
  read(text: string): ReadValue;
  /** Names the value points at; pass-through types are not looked into (settled 4). */
  targets(value: string): string[];
  /** An example of a good value, for hints. */
  readonly example: string;
}

/** Types that can be claimed by name; beside them there is `TYPEnnn` for numbers without one. */
export const recordTypeNames = [
  'A',
  'AAAA',
  'ALIAS',
  'CAA',
  'CNAME',
  'DNAME',
  'DS',
  'HTTPS',
  'LOC',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
  'URI',
] as const;
export type RecordTypeName = (typeof recordTypeNames)[number];

const none = (): string[] => [];
/** The field of a canonical value. */
const field = (index: number) => (value: string) => value.split(' ').slice(index, index + 1);

type Full = Omit<RecordType, 'level' | 'multiValue'>;

const full = (type: RecordTypeName, { read, ...rest }: Full): RecordType => ({
  level: 'full',
  multiValue: type !== 'CNAME',
  read: orGeneric(type, read),
  ...rest,
});

const passed = (type: string, layout: Layout, example: string): RecordType => ({
  level: 'pass-through',
  multiValue: true,
  read: passThrough(type, layout),
  targets: none,
  example,
});

const passedName = (type: RecordTypeName, example: string): RecordType => ({
  ...passed(type, {}, example),
  multiValue: false,
  read: orGeneric(type, readTarget),
});

const target = (type: RecordTypeName, read: RecordType['read']): RecordType =>
  full(type, { read, targets: (value) => [value], example: 'host.example.com' });

const service = (type: RecordTypeName): RecordType =>
  full(type, { read: readSvcbText, targets: field(1), example: '1 . alpn=h2,h3' });

/** The one table of record types. */
export const recordTypes: Readonly<Record<RecordTypeName, RecordType>> = {
  A: full('A', { read: readA, targets: none, example: '192.168.1.5' }),
  AAAA: full('AAAA', { read: readAaaa, targets: none, example: 'fd00::5' }),
  ALIAS: passedName('ALIAS', 'host.example.com'),
  CAA: full('CAA', { read: readCaa, targets: none, example: '0 issue "ca.example.net"' }),
  CNAME: target('CNAME', readAlias),
  DNAME: passedName('DNAME', 'tree.example.com'),
  DS: passed('DS', { hexFrom: 3 }, `12345 13 2 ${'0123456789abcdef'.repeat(4)}`),
  HTTPS: service('HTTPS'),
  LOC: passed('LOC', {}, '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m'),
  MX: full('MX', {
    read: (text) => readNumbersAndTarget(text, 1, 'mx-syntax', '10 mail.example.com'),
    targets: field(1),
    example: '10 mail.example.com',
  }),
  NAPTR: passed('NAPTR', { name: 5 }, '100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .'),
  NS: target('NS', readTarget),
  PTR: target('PTR', readAlias),
  SRV: full('SRV', {
    read: (text) => readNumbersAndTarget(text, 3, 'srv-syntax', '0 5 443 host.example.com'),
    targets: field(3),
    example: '0 5 443 host.example.com',
  }),
  SSHFP: full('SSHFP', { read: readSshfp, targets: none, example: digestExamples.SSHFP }),
  SVCB: service('SVCB'),
  TLSA: full('TLSA', { read: readTlsa, targets: none, example: digestExamples.TLSA }),
  TXT: { level: 'full', multiValue: true, read: readTxt, targets: none, example: 'any text' },
  URI: passed('URI', {}, '10 1 "https://www.example.com/"'),
};

/** Whether it is a type of the table. */
export function isRecordType(type: string): type is RecordTypeName {
  return Object.hasOwn(recordTypes, type);
}

/** What is known of a canonical type, `TYPEnnn` for numbers without a name among them; undefined: it is never written. */
export function recordTypeOf(type: string): RecordType | undefined {
  if (isRecordType(type)) return recordTypes[type];
  if (!type.startsWith('TYPE') || typeOf(type) !== type || isMetaType(type)) return undefined;
  return passed(type, {}, '\\# 4 c0000202');
}

/** Stands in a list of types for every `TYPEnnn` whose number has no name. */
export const numberedTypes = 'TYPEnnn';

/** Whether a list of types, which may hold `numberedTypes`, has this one. */
export function includesType(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (types.has(numberedTypes) && !isRecordType(type) && recordTypeOf(type) !== undefined);
}

/** What the types are that can be claimed, for hints. */
export const claimableTypes = `${recordTypeNames.join(', ')}, and TYPE with a number that has no name`;

/** The canonical type that a claim names in any case: `TYPE1` is A. Undefined: records of it are never written, or it is none. */
export function claimableType(written: string): string | undefined {
  const type = typeOf(written.trim());
  return type !== null && recordTypeOf(type) !== undefined ? type : undefined;
}

/** The type that follows from a value alone: an address, or one plain host name; null when it has to be said. */
export function inferType(text: string): RecordTypeName | null {
  const value = text.trim();
  if (readIpv4(value) !== null) return 'A';
  if (readIpv6(value) !== null) return 'AAAA';
  if (!/[.\u3002\uff0e\uff61]/.test(value) || /^[\d.]+$/.test(value)) return null;
  if (!/^[\p{L}\p{M}\p{N}_*.\u3002\uff0e\uff61-]+$/u.test(value)) return null;
  return readName(value).ok ? 'CNAME' : null;
}
