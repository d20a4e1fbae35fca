import type { OwnerMark } from '../../core/provider-model.ts';

/** The same file included twice is two frames. Frame 0 is the zone's main file. */
export interface Frame {
  /** Absolute. */
  readonly path: string;
  /** For messages: relative to the configuration's folder, with `/`. */
  readonly shown: string;
  /** The file's bytes, one character each (Latin-1). Offsets everywhere in this folder are into it. */
  readonly text: string;
  /** Index of the including frame; -1 for the main file. */
  readonly parent: number;
}

/** Where a record's TTL comes from: its own line, `$TTL` (or the SOA minimum), the last TTL that was written out. */
export const ttlFrom = { own: 0, standing: 1, last: 2 } as const;
export type TtlFrom = (typeof ttlFrom)[keyof typeof ttlFrom];

/** One record entry of a zone file. Its fields are found again by scanning when it is edited, so that reading stays small. */
export interface ZoneRecord {
  /** Index into `Zone.frames`. */
  readonly frame: number;
  /** Offset of the entry's first byte. */
  readonly start: number;
  /** Offset behind its line end. */
  readonly end: number;
  /** Canonical. */
  readonly name: string;
  /** Upper-case mnemonic, or `TYPEnnn`. */
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /** Canonical text; of types we do not know, the fields with one blank between. */
  readonly value: string;
  /** From the owner comment; null: nobody's. */
  readonly mark: OwnerMark | null;
  /** The owner is that of the record before it. */
  readonly inherits: boolean;
  readonly ttlFrom: TtlFrom;
}

/** A line that begins or ends a managed block. */
export interface Marker {
  readonly kind: 'begin' | 'end';
  /** Offsets of the whole line in the main file, line end included. */
  readonly start: number;
  readonly end: number;
}

/** A zone as its files say it. */
export interface Zone {
  /** The apex, canonical. */
  readonly name: string;
  readonly frames: readonly Frame[];
  /** In reading order, those of included files where they are included. */
  readonly records: readonly ZoneRecord[];
  /** Of the main file, in order. */
  readonly markers: readonly Marker[];
}
