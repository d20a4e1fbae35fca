import { holderText, type LockHolder } from '../core/lock.ts';

/** Whom someone waits for; null: a holder that cannot be read. */
export function renderWaiting(key: string, holder: LockHolder | null): string {
  return holder === null ? `waiting for ${key}` : `waiting for ${key}: held by ${holderText(holder)}`;
}

/** A lock that was removed. `wasAlive`: its holder still ran, as far as can be seen from here. */
export function renderRemoved(key: string, holder: LockHolder, wasAlive: boolean): string {
  const warning = wasAlive
    ? '\nIts holder was still alive, as far as can be seen from here: make sure that it has ended before anything is applied.'
    : '';
  return `Removed ${key}: held by ${holderText(holder)}.${warning}`;
}
