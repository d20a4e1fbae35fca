import { DnsSyncError } from '../../errors.ts';
import type { EtcdClient } from './client.ts';
import { refusedCommit } from './failures.ts';
import type { HeldEtcdLock } from './lock.ts';
import { lockKey } from './lock-value.ts';
import type { Fault, FoundKey, TxnRequest } from './wire.ts';

/** What a transaction under the lock needs. */
export interface FencedContext {
  readonly client: EtcdClient;
  /** Of the provider. */
  readonly name: string;
  readonly lock: HeldEtcdLock;
  readonly signal: AbortSignal;
}

/** How it went. `changed`: a compare did not hold, and this is what its `reads` found. */
export type FencedOutcome =
  | { readonly state: 'done'; readonly revision: string }
  | { readonly state: 'changed'; readonly found: readonly FoundKey[] }
  | { readonly state: 'unknown'; readonly fault: Fault };

/**
 * A transaction that does nothing once the lock was lost. Where it was, the lock is taken anew and `PLAN_STALE` (conflict)
 * thrown: what was read under the old one holds no longer. Throws `PROVIDER_REJECTED` for what etcd refuses.
 *
 * @param doing for messages: `writing app.example.com`
 */
export async function fencedTxn(
  { client, name, lock, signal }: FencedContext,
  request: TxnRequest,
  doing: string,
): Promise<FencedOutcome> {
  signal.throwIfAborted();
  const { fence } = lock;
  const answer = await client.txn({
    ...request,
    compares: [{ key: lockKey, create: fence }, ...request.compares],
    reads: [lockKey, ...request.reads],
  });
  if (!answer.ok) {
    if (answer.fault.kind === 'unknown') return { state: 'unknown', fault: answer.fault };
    throw refusedCommit(name, doing, answer.fault);
  }
  const { succeeded, revision, found } = answer.value;
  if (succeeded) return { state: 'done', revision };
  if (found.some(({ key, create }) => key === lockKey && create === fence)) return { state: 'changed', found };
  await lock.renew(signal);
  throw new DnsSyncError('PLAN_STALE', `etcd ${name}: the lock was lost before ${doing}; nothing was written`, {
    failure: 'conflict',
  });
}
