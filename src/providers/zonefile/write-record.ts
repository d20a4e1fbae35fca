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

/** One record in one line, without line end: one blank between fields, names absolute (zonefile 4). */
export function writeRecord({ name, type, ttl, value, comment }: NewRecord): string {
  const record = `${writeZoneName(name)} ${ttl} IN ${type} ${writeRdata(type, value)}`;
  return comment === '' ? record : `${record} ${comment}`;
}
