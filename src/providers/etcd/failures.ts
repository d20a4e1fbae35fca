import { type CommitFailure, DnsSyncError } from '../../errors.ts';
import type { Fault, FaultKind } from './wire.ts';

/** What to do about a fault. */
const hints: Readonly<Partial<Record<FaultKind, string>>> = {
  'not-sent': 'is etcd running, and are endpoints and tls right?',
  unknown: 'is etcd running, and does it have a leader? etcdctl endpoint status tells',
  permission: 'give the user the rights that docs/providers/etcd.md names, or mend username and password',
  'no-space':
    'its quota is used up: compact and defragment it, then etcdctl alarm disarm; or raise --quota-backend-bytes',
};

/** A call that could not be carried out; `doing`: what it was for, such as `reading /skydns/com/example`. */
export function failedCall(provider: string, doing: string, fault: Fault): DnsSyncError {
  return failed(provider, doing, fault, undefined);
}

/** The same of a commit: surely nothing was written. */
export function refusedCommit(provider: string, doing: string, fault: Fault): DnsSyncError {
  return failed(provider, doing, fault, fault.kind === 'not-sent' ? 'transient' : 'rejected');
}

/** Whether trying again later may help: etcd was not there, or did not answer. */
export function isPassing(error: unknown): boolean {
  return isFault(error, 'not-sent') || isFault(error, 'unknown');
}

/** Whether it was thrown for a fault of this kind. */
export function isFault(error: unknown, kind: FaultKind): boolean {
  if (!(error instanceof DnsSyncError) || typeof error.cause !== 'object' || error.cause === null) return false;
  return 'kind' in error.cause && error.cause.kind === kind;
}

function failed(provider: string, doing: string, fault: Fault, failure: CommitFailure | undefined): DnsSyncError {
  const refused = failure === 'rejected';
  const said = fault.kind === 'no-space' ? `${fault.message} (alarm NOSPACE)` : fault.message;
  const hint = hints[fault.kind];
  return new DnsSyncError(refused ? 'PROVIDER_REJECTED' : 'PROVIDER_FAILED', `etcd ${provider}: ${doing}: ${said}`, {
    ...(hint === undefined ? {} : { hint }),
    ...(failure === undefined ? {} : { failure }),
    cause: fault,
  });
}
