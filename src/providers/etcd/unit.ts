import type { Receipt, Unit } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';

/**
 * A value to be written, as text (`textFromBytes`), in pieces: the time of the apply goes between them, as
 * `2026-11-20T12:00:00Z`. One piece: nothing is left open.
 */
export type Draft = readonly string[];

/** What a key must hold for the unit to be carried out. */
export type Expectation =
  /** Its `mod_revision`, decimal; `0`: it must not exist. */
  | { readonly mod: string }
  /** Its value, for an undo without receipt; what stands between the pieces may be any time. */
  | { readonly value: Draft };

/** One key that a unit writes or deletes. */
export interface KeyOp {
  readonly key: string;
  readonly expect: Expectation;
  /** Null: delete. */
  readonly put: Draft | null;
  /** The value that stands there before; null: no such key. */
  readonly before: Draft | null;
}

/** A name whose neighbourhood must be as it was read: nothing changed at `base`, nor in `base/x` to `base/y` (etcd-skydns 7). */
export interface NameGuard {
  readonly base: string;
  /** `mod_revision` of the key `base`, decimal; `0`: there was none. */
  readonly mod: string;
  /** Another unit of the same apply writes there later, so that an undo does not look. */
  readonly once?: true;
}

/** What a unit carries beside its sets: one transaction, exactly. Plain JSON. */
export interface EtcdHandle {
  /** Of the read it was made from, decimal; what the ranges of `names` are compared with. */
  readonly revision: string;
  /** No key twice. */
  readonly ops: readonly KeyOp[];
  /** Empty for an undo without receipt: nobody knows what its revision was. */
  readonly names: readonly NameGuard[];
  /** After it no value of ours is left in the zones that were read. */
  readonly leaves: boolean;
}

/** What a receipt carries. Plain JSON. */
export interface EtcdReceipt {
  /** Of the transaction, decimal: the `mod_revision` of every key it wrote. */
  readonly revision: string;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRevision(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,19}$/.test(value);
}

function isDraft(value: unknown): value is Draft {
  return Array.isArray(value) && value.length > 0 && value.every((piece) => typeof piece === 'string');
}

function isExpectation(value: unknown): value is Expectation {
  return isObject(value) && ('mod' in value ? isRevision(value.mod) : isDraft(value.value));
}

function isKeyOp(value: unknown): value is KeyOp {
  return (
    isObject(value) &&
    typeof value.key === 'string' &&
    isExpectation(value.expect) &&
    (value.put === null || isDraft(value.put)) &&
    (value.before === null || isDraft(value.before))
  );
}

function isNameGuard(value: unknown): value is NameGuard {
  return (
    isObject(value) &&
    typeof value.base === 'string' &&
    isRevision(value.mod) &&
    (value.once === undefined || value.once === true)
  );
}

/** The handle of a unit, which may come from a journal. Throws `PROVIDER_FAILED` for another provider's. */
export function readHandle(unit: Unit): EtcdHandle {
  const { handle } = unit;
  if (
    isObject(handle) &&
    isRevision(handle.revision) &&
    Array.isArray(handle.ops) &&
    handle.ops.every(isKeyOp) &&
    Array.isArray(handle.names) &&
    handle.names.every(isNameGuard) &&
    typeof handle.leaves === 'boolean'
  ) {
    const { revision, ops, names, leaves } = handle;
    return { revision, ops, names, leaves };
  }
  throw new DnsSyncError('PROVIDER_FAILED', `the unit ${unit.id} was not made by the etcd provider`, {
    failure: 'rejected',
  });
}

/** What a receipt says; null without one that can be read. */
export function readReceipt(receipt: Receipt | undefined): EtcdReceipt | null {
  const handle = receipt?.handle;
  return isObject(handle) && isRevision(handle.revision) ? { revision: handle.revision } : null;
}
