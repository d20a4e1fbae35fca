import type { RawKey } from './reading.ts';

/** A key as etcd holds it. Revisions are 64 bits wide: decimal text. */
export interface FoundKey extends RawKey {
  /** `create_revision`. */
  readonly create: string;
  /** Id of its lease, decimal; `0`: none. */
  readonly lease: string;
}

/** Keys to read: one, or from `key` up to but not `end`. */
export interface RangeRequest {
  readonly key: string;
  readonly end?: string;
  /** Most keys in the answer. */
  readonly limit?: number;
  /** Read as of this revision; absent: the newest. */
  readonly revision?: string;
}

/** What stands in a range. */
export interface RangeAnswer {
  /** Of the store, decimal. */
  readonly revision: string;
  readonly keys: readonly FoundKey[];
  /** There are more behind the limit. */
  readonly more: boolean;
}

/** What must hold for a transaction to be carried out. Revision 0: there is no such key. */
export type Compare =
  | { readonly key: string; readonly mod: string }
  | { readonly key: string; readonly create: string }
  /** No key of the range has this `mod_revision` or a later one. */
  | { readonly key: string; readonly end: string; readonly before: string };

/** One write of a transaction: a value, with a lease or without, or null to delete. */
export interface Write {
  readonly key: string;
  readonly put: Uint8Array | null;
  readonly lease?: string;
}

/** A transaction: writes when all compares hold, reads of single keys when one does not, or where there is nothing to write. */
export interface TxnRequest {
  readonly compares: readonly Compare[];
  readonly writes: readonly Write[];
  readonly reads: readonly string[];
}

/** How a transaction went. */
export interface TxnAnswer {
  readonly succeeded: boolean;
  /** Of the store, decimal; when it succeeded, that of what it wrote. */
  readonly revision: string;
  /** What `reads` found, where they were carried out; keys that are not there are not in it. */
  readonly found: readonly FoundKey[];
}

/** What a call that failed means (etcd-skydns 7). Only after `unknown` may the request have been carried out. */
export type FaultKind =
  /** There was no connection, or the server turned it away unseen. */
  | 'not-sent'
  | 'unknown'
  /** The caller gave up. */
  | 'aborted'
  | 'refused'
  | 'permission'
  | 'no-space'
  /** The token is no longer good. */
  | 'token'
  | 'lease-gone'
  | 'compacted'
  /** The answer is larger than we take at once. */
  | 'too-large';

/** Why a call failed, in the server's words. */
export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
}

/** How a call ended. Plain data, because it crosses the border of a bundle, where `instanceof` does not hold. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** What every call is given. */
export interface CallSettings {
  /** Of the user; null: none, or not yet. */
  readonly token: string | null;
  /** Milliseconds until it counts as failed. */
  readonly timeoutMs: number;
  /** Ends the call at once; never given for what writes. */
  readonly signal?: AbortSignal;
}

/** What a server says about itself. */
export interface MemberStatus {
  /** Of etcd, such as `3.4.23`. */
  readonly version: string;
  /** Whether it knows a leader: without one it can neither write nor read what is current. */
  readonly hasLeader: boolean;
}

/** One server of a cluster. Every call is tried once, and none throws. */
export interface ClusterMember {
  readonly endpoint: string;
  range(request: RangeRequest, call: CallSettings): Promise<Answer<RangeAnswer>>;
  txn(request: TxnRequest, call: CallSettings): Promise<Answer<TxnAnswer>>;
  /** The id of a new lease of so many seconds. */
  grant(seconds: number, call: CallSettings): Promise<Answer<string>>;
  revoke(lease: string, call: CallSettings): Promise<Answer<null>>;
  /** Whether the lease still lives; it then does so for its whole time again. */
  keepAlive(lease: string, call: CallSettings): Promise<Answer<boolean>>;
  status(call: CallSettings): Promise<Answer<MemberStatus>>;
  /** A token for a user. */
  authenticate(username: string, password: string, call: CallSettings): Promise<Answer<string>>;
  close(): void;
}

/** How to reach a server. */
export interface MemberOptions {
  /** PEM. `ca` null: the authorities that Node.js trusts. Absent: no TLS. */
  readonly tls?: {
    readonly ca: string | null;
    readonly cert?: string;
    readonly key?: string;
    /** Name that the certificate must have; absent: that of the endpoint. */
    readonly serverName?: string;
  };
}
