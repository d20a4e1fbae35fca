import { isRecordType } from '../../core/record-types.ts';
import { writeRdata } from './write-rdata.ts';
import { writeZoneName } from './zone-name.ts';

/** What a line of ours is written from. */
export interface NewRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly value: string;
  /** Latin-1, from its `;`; empty for none. */
  readonly comment: string;
}

/** The rdata of a value, in Latin-1 text. Types we do not know are written as they were read. */
export function rdataOf(type: string, value: string): string {
  return isRecordType(type) ? writeRdata(type, value) : value;
}

/** One record in one line, without line end: one blank between fields, names absolute (zonefile 4). */
export function writeRecord({ name, type, ttl, value, comment }: NewRecord): string {
  const record = `${writeZoneName(name)} ${ttl} IN ${type} ${rdataOf(type, value)}`;
  return comment === '' ? record : `${record} ${comment}`;
}
