import { textFromBytes } from '../../core/bytes.ts';
import type { Receipt, Unit } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';
import type { CommitContext } from '../provider.ts';
import { type EtcdClient, type FoundKeys, mostOperations } from './client.ts';
import { fillDraft, fitsDraft } from './draft.ts';
import { type FencedContext, fencedTxn } from './fenced-txn.ts';
import type { Farewell, Heartbeat } from './heartbeat.ts';
import { isEtcdLock } from './lock.ts';
import { type Standing, standingOf } from './standing.ts';
import { type EtcdHandle, type EtcdReceipt, readHandle } from './unit.ts';
import type { Compare, Fault, FoundKey, TxnRequest } from './wire.ts';

/** What a commit needs besides the unit. */
export interface CommitInput {
  readonly client: EtcdClient;
  /** Of the provider. */
  readonly name: string;
  /** Key of the lock that must be held. */
  readonly lockKey: string;
  readonly heartbeat: Heartbeat;
}

/** How often a unit that surely did not land is sent again. */
const tries = 3;

/**
 * Commits one unit as one transaction (etcd-skydns 7). Throws `PLAN_STALE` (conflict) when something was changed since it
 * was read or the lock was lost, `PROVIDER_REJECTED`, `OWNER_IN_USE`, and `UNKNOWN_OUTCOME` when nobody can tell what
 * became of it.
 */
export async function commitUnit(unit: Unit, input: CommitInput, context: CommitContext): Promise<Receipt> {
  const handle = readHandle(unit);
  const { heartbeat } = input;
  const { signal, now } = context;
  const fenced = fencedBy(input, context);
  await heartbeat.ensure(fenced);
  const leaving = new Set(handle.ops.map(({ key }) => key));
  const farewell = handle.leaves ? await heartbeat.farewell(fenced, leaving) : null;
  const mods = await expectedRevisions(unit, handle, input, signal);
  const whole = requestOf(handle, mods, now);
  const request = farewell !== null && hasRoom(whole) ? joined(whole, farewell) : whole;
  const revision = await send(unit, request, fenced);
  if (farewell !== null && request === whole) await leaveLater(fenced, farewell);
  const receipt: EtcdReceipt = { revision };
  return { unit: unit.id, handle: receipt };
}

/** Sees to it that our owner's key is ours, as before every commit. Throws `OWNER_IN_USE`. */
export async function ensureOwner(input: CommitInput, context: CommitContext): Promise<void> {
  await input.heartbeat.ensure(fencedBy(input, context));
}

function fencedBy({ client, name, lockKey }: CommitInput, { signal, now, lineage, locks }: CommitContext) {
  const lock = locks.get(lockKey);
  if (!isEtcdLock(lock)) throw new Error(`something was to be written without the lock ${lockKey}`);
  return { client, name, lock, signal, now, lineage };
}

/** `mod_revision` that each key must have, by key. Where a unit names values instead, they are looked up now. */
async function expectedRevisions(
  unit: Unit,
  { ops }: EtcdHandle,
  { client, name }: CommitInput,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const named = ops.filter(({ expect }) => 'value' in expect).map(({ key }) => key);
  const standing = standingOf(named.length === 0 ? [] : (await client.get(named, signal)).keys);
  const mods = new Map<string, string>();
  const changed: string[] = [];
  for (const { key, expect } of ops) {
    const found = standing.get(key);
    if ('value' in expect && !fitsDraft(expect.value, found?.value ?? null)) changed.push(key);
    mods.set(key, 'mod' in expect ? expect.mod : (found?.mod ?? '0'));
  }
  if (changed.length > 0) throw stale(name, unit, changed);
  return mods;
}

function requestOf({ ops, names, revision }: EtcdHandle, mods: ReadonlyMap<string, string>, now: Date): TxnRequest {
  const before = String(BigInt(revision) + 1n);
  const compares: Compare[] = ops.map(({ key }) => ({ key, mod: mods.get(key) ?? '0' }));
  for (const { base, mod } of names) {
    compares.push({ key: base, mod }, { key: `${base}/x`, end: `${base}/y`, before });
  }
  return {
    compares,
    writes: ops.map(({ key, put }) => ({ key, put: put === null ? null : fillDraft(put, now) })),
    reads: [...ops.map(({ key }) => key), ...names.map(({ base }) => base)],
  };
}

/** Whether one more compare and the fence fit in. */
function hasRoom({ compares }: TxnRequest): boolean {
  return compares.length + 2 <= mostOperations;
}

function joined(request: TxnRequest, { compares, writes }: Farewell): TxnRequest {
  return { ...request, compares: [...request.compares, ...compares], writes: [...request.writes, ...writes] };
}

/** The heartbeat goes after a unit that was full; where that fails it stays, and harms nobody. */
async function leaveLater(fenced: FencedContext, { compares, writes }: Farewell): Promise<void> {
  try {
    await fencedTxn(fenced, { compares, writes, reads: [] }, 'removing the heartbeat');
  } catch (error) {
    if (!(error instanceof DnsSyncError)) throw error;
  }
}

/** Sends the transaction; the revision that it gave. An answer that does not come is looked up, never repeated blindly. */
async function send(unit: Unit, request: TxnRequest, fenced: FencedContext): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await fencedTxn(fenced, request, `writing ${unit.title}`);
    if (outcome.state === 'done') return outcome.revision;
    if (outcome.state === 'changed') throw stale(fenced.name, unit, changedKeys(request, outcome.found));
    const landed = await resolve(unit, request, outcome.fault, fenced);
    if (landed !== null) return landed;
    if (attempt >= tries) throw noAnswer(fenced.name, unit, outcome.fault);
  }
}

/**
 * What became of a transaction whose answer is lost (etcd-skydns 7). The lock is taken anew first: the old fence makes
 * it fail should it still be on its way. The revision when it landed, null when it surely did not and never will. It
 * goes on when the apply is told to stop, because the result has to say what stands.
 */
async function resolve(
  unit: Unit,
  request: TxnRequest,
  fault: Fault,
  { client, name, lock }: FencedContext,
): Promise<string | null> {
  const keys = request.writes.map(({ key }) => key);
  let found: FoundKeys;
  try {
    await lock.renew(new AbortController().signal);
    found = await client.get(keys);
  } catch (error) {
    throw new DnsSyncError('PROVIDER_FAILED', `${noAnswer(name, unit, fault).message}; it could not be looked up`, {
      hint: 'whether it landed is looked up when dns-sync runs next',
      cause: error,
      failure: 'in-doubt',
    });
  }
  const standing = standingOf(found.keys);
  const others = request.writes.filter(({ key, put }) => !holds(standing, key, put)).map(({ key }) => key);
  if (others.length === 0) {
    const written = request.writes.find(({ put }) => put !== null);
    return (written === undefined ? undefined : standing.get(written.key)?.mod) ?? found.revision;
  }
  const written = new Set(keys);
  if (changedKeys(request, found.keys).every((key) => !written.has(key))) return null;
  throw unknownOutcome(name, unit, others, standing);
}

function holds(standing: Standing, key: string, put: Uint8Array | null): boolean {
  const found = standing.get(key);
  if (put === null || found === undefined) return put === null && found === undefined;
  return Buffer.compare(found.value, put) === 0;
}

/** Keys whose revision is not the one compared with; none: others came or went beside them. */
function changedKeys({ compares }: TxnRequest, found: readonly FoundKey[]): string[] {
  const standing = standingOf(found);
  const changed = compares.filter(
    (compare) => 'mod' in compare && (standing.get(compare.key)?.mod ?? '0') !== compare.mod,
  );
  return [...new Set(changed.map(({ key }) => key))];
}

function stale(name: string, unit: Unit, keys: readonly string[]): DnsSyncError {
  const which = keys.length === 0 ? 'keys beside those of the unit' : keys.slice(0, 3).join(', ');
  const message = `etcd ${name}: ${which} changed since it was read; nothing of ${unit.title} was written`;
  return new DnsSyncError('PLAN_STALE', message, { failure: 'conflict' });
}

function noAnswer(name: string, unit: Unit, fault: Fault): DnsSyncError {
  return new DnsSyncError('PROVIDER_FAILED', `etcd ${name}: no answer to writing ${unit.title}: ${fault.message}`, {
    hint: 'is etcd running, and does it have a leader? etcdctl endpoint status tells',
    failure: 'rejected',
  });
}

function unknownOutcome(name: string, unit: Unit, keys: readonly string[], standing: Standing): DnsSyncError {
  const reasons = keys.map((key) => {
    const found = standing.get(key);
    return found === undefined ? `${key} is gone` : `${key} holds ${textFromBytes(found.value).slice(0, 200)}`;
  });
  return new DnsSyncError(
    'UNKNOWN_OUTCOME',
    `etcd ${name}: the answer to writing ${unit.title} is lost, and someone else has written since: ${keys.join(', ')}`,
    { failure: 'conflict', details: { reasons } },
  );
}
