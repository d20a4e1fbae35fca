import type { Attributes, Claim } from './claim.ts';

/** A claim as the lockfile's snapshot keeps it. */
export interface RememberedClaim extends Omit<Claim, 'at' | 'created' | 'written'> {
  /** Unix seconds: the container's creation, or when dns-sync first saw the claim (labels 7). */
  readonly created: number;
  /** False: it lost a conflict everywhere, or was ignored; kept so that age goes on counting. */
  readonly standing: boolean;
  /** An `ignore` or `patch` of the overrides touched it: without those, nobody knows what it would have become. */
  readonly rewritten?: boolean;
}

/** One of our values as it was last written to a provider. */
export interface AppliedValue {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  /** Unix seconds. */
  readonly created: number;
  readonly force: boolean;
  readonly attributes?: Attributes;
  /** Sources that claimed it; the guard `empty-source` looks at them. */
  readonly sources: readonly string[];
}

/** What the lockfile remembers, references resolved. */
export interface Memory {
  /** A random id given once; two lockfiles of one history share it. */
  readonly lineage: string;
  readonly serial: number;
  /** Seconds: `defaults.ttl` when the snapshot was taken; the TTL of claims that say none. */
  readonly defaultTtl: number;
  readonly snapshot: readonly RememberedClaim[];
  /** By provider. A provider without an entry was never applied to. */
  readonly applied: Readonly<Record<string, readonly AppliedValue[]>>;
}
