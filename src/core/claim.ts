import type { Diagnostic, Place } from './diagnostic.ts';

/** Values of provider attributes (Cloudflare `proxied`, ...), as a source wrote them. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** The class of a claim, which comes first in its rank: overrides beat hosts files, hosts files beat labels (semantics 3). */
export type ClaimClass = 'override' | 'hosts' | 'label';

/** What may be done to a record: everything, no deletes, or creates only (semantics 6). */
export type Policy = 'sync' | 'upsert-only' | 'create-only';

/** Whether a claim may evict other owners' records that forbid it (semantics 4). */
export type Takeover = 'evict' | 'never';

/** A source's wish for one record. */
export interface Claim {
  /** Canonical name (validation 2). */
  readonly name: string;
  /** The name as written, where its spelling differs from the canonical one; never remembered. */
  readonly written?: string;
  /** Upper-case type mnemonic. */
  readonly type: string;
  /** Canonical value text. */
  readonly value: string;
  /** Seconds; absent: `defaults.ttl`. */
  readonly ttl?: number;
  /** Name of the source. */
  readonly source: string;
  readonly class: ClaimClass;
  /** The label grammar that read it. */
  readonly grammar?: string;
  /** Where it comes from, the best first; never empty. */
  readonly origins: readonly string[];
  /** When its container or service was created, Unix seconds; absent for sources without such a time. */
  readonly created?: number;
  readonly container?: { readonly id: string; readonly name: string };
  /** Providers the claim names itself. */
  readonly providers?: readonly string[];
  readonly force?: boolean;
  readonly priority?: number;
  readonly adopt?: boolean;
  readonly policy?: Policy;
  readonly attributes?: Attributes;
  /** Overrides: add to what others say instead of replacing it. */
  readonly add?: boolean;
  readonly takeover?: Takeover;
  /** Join a set that holds hand-made values. */
  readonly share?: boolean;
  /** Rules this record is exempt from. */
  readonly allow?: readonly string[];
  /** Overrides: a note for people. */
  readonly comment?: string;
  /** Where it is written. A function, because positions in a large file cost more than reading it. */
  readonly at?: () => Place | undefined;
}

/** Why a name is in doubt. */
export type DoubtReason = 'invalid' | 'unsupported' | 'contested' | 'no-address' | 'source-incomplete';

/** A claim that could not be read in full: what stands at its name stays (semantics 3, 7). */
export type Doubt = NameDoubt | OriginDoubt;

/** One name in doubt. */
export interface NameDoubt {
  readonly kind: 'name';
  readonly name: string;
  /** The type the claim was for; absent when it is not known. */
  readonly type?: string;
  readonly values?: readonly string[];
  readonly reason: DoubtReason;
  /** For people: what is wrong. */
  readonly detail: string;
  readonly source: string;
  readonly origin: string;
  readonly providers?: readonly string[];
}

/** Every record that the snapshot has from origins that begin with `prefix`, because the names themselves could not be read. */
export interface OriginDoubt {
  readonly kind: 'origin';
  readonly prefix: string;
  /** The prefix is a whole origin: what only begins with it is not meant. */
  readonly exact?: true;
  readonly reason: DoubtReason;
  readonly detail: string;
  readonly source: string;
}

/** What `match:` of a patch, or an `ignore` entry, compares; all that are there must agree (sources 4). */
export interface ClaimMatch {
  readonly name?: (name: string) => boolean;
  readonly types?: readonly string[];
  readonly source?: (source: string) => boolean;
  readonly origin?: (origin: string) => boolean;
  readonly value?: (value: string) => boolean;
  readonly provider?: string;
  readonly grammars?: readonly string[];
}

/** A fully read `set:` of a patch; `attributes` with null remove. */
export interface ClaimPatch {
  readonly name?: string;
  readonly type?: string;
  readonly values?: readonly string[];
  readonly ttl?: number;
  readonly providers?: readonly string[];
  readonly force?: boolean;
  readonly priority?: number;
  readonly adopt?: boolean;
  readonly policy?: Policy;
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>>;
}

/** An `ignore` entry or a `patch` of an overrides file. */
export interface Rewrite {
  /** `<file>#patch/<index>` or `<file>#ignore/<index>`, indexes from 1. */
  readonly origin: string;
  readonly at?: () => Place | undefined;
  /** The name text of the match as written, for "nearest name" hints. */
  readonly matchText: string;
  readonly match: ClaimMatch;
  /** Absent: drop the claim. */
  readonly set?: ClaimPatch;
}

/** Whether a source answered in full (sources 1). */
export type Completeness = 'complete' | 'incomplete' | 'failed';

/** A container or service with labels of ours, and what it is called beside the name in its origins. */
export interface ReadSubject {
  /** What its origins begin with: `docker:home/web`. */
  readonly prefix: string;
  readonly id: string;
  /** The Compose or Swarm service that it belongs to. */
  readonly service?: string;
}

/** All that a source says, as of now. */
export interface Reading {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
  readonly completeness: Completeness;
  /** What could not be read: paths, daemons, services. */
  readonly missing: readonly string[];
  /** Overrides only: what to do to the claims of all other sources, ignores first, in file order. */
  readonly rewrites?: readonly Rewrite[];
  /** Docker only: whose labels were looked at, whether they count or not. */
  readonly subjects?: readonly ReadSubject[];
}
