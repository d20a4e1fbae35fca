import type { Attributes } from './claim.ts';

/** One value as a place that is imported from holds it. */
export interface FoundRecord {
  /** Canonical. */
  readonly name: string;
  /** Upper-case mnemonic, or `TYPEnnn`. */
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /** Canonical text; of a record with `problem`, what was written there. */
  readonly value: string;
  /** Null: nobody's. */
  readonly owner: string | null;
  readonly attributes?: Attributes;
  /** What people should know of it, and an override cannot say. */
  readonly note?: string;
  /** Why it cannot be an override. */
  readonly problem?: string;
}

/** A record set on its way into an overrides file. */
export interface ImportedSet {
  readonly name: string;
  readonly type: string;
  /** Canonical text, sorted. */
  readonly values: readonly string[];
  /** Seconds. */
  readonly ttl: number;
  /** Named where routing does not lead there by itself. */
  readonly provider?: string;
  readonly attributes?: Attributes;
  readonly notes: readonly string[];
  /** Why it is written as a comment only; absent: it is a record. */
  readonly refused?: string;
}

/** The sets of one zone, in tree order. */
export interface ImportedZone {
  /** The apex. */
  readonly zone: string;
  readonly sets: readonly ImportedSet[];
  /** Number of values that are left out because a source claims them already. */
  readonly claimed: number;
}

/** Values that are not imported, by reason. */
export interface LeftOut {
  /** Claimed by a source already. */
  readonly claimed: number;
  /** Other owners'. */
  readonly otherOwners: number;
  /** Ours, with `--unowned`. */
  readonly ours: number;
  /** NS at a zone's own name. */
  readonly apexNs: number;
  /** Of types that no claim may have, by type. */
  readonly types: Readonly<Record<string, number>>;
}

/** What an import comes to: what the overrides file will say. */
export interface ImportDocument {
  /** For people: the provider or file it is made from. */
  readonly from: string;
  /** Seconds: TTLs that are the same need not be said. */
  readonly defaultTtl: number;
  /** In tree order, those without sets left out. */
  readonly zones: readonly ImportedZone[];
  readonly leftOut: LeftOut;
}
