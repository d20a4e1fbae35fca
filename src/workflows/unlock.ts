import { maskText } from '../config/mask.ts';
import { type FoundLock, holderText, type Lock, type LockHolder } from '../core/lock.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { localLock } from '../state/state-folder.ts';
import { type OpenedProvider, openConfigured } from './open-provider.ts';
import type { Project } from './project.ts';
import { locksFor, openSharedLock, statePath } from './project-state.ts';

/** A lock that was removed. */
export interface Unlocked {
  /** What it locked. */
  readonly key: string;
  /** Whose it was. */
  readonly holder: LockHolder;
  /** Whether the holder was still alive, as far as can be seen: then two may write at once. */
  readonly running: boolean;
}

interface HeldBy extends FoundLock {
  readonly lock: Lock;
}

/**
 * Removes the lock with this id: that of the state folder, or one of a configured provider. A provider that cannot be
 * opened does not keep the others shut. Throws `UNLOCK_UNKNOWN`, listing what is held, when none has the id.
 */
export async function unlock(project: Project, id: string): Promise<Unlocked> {
  const settled = await Promise.allSettled(project.config.providers.map((config) => openConfigured(config, project)));
  const shared = await openSharedLock(project);
  const opened = settled.flatMap((one): OpenedProvider[] => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const locks = uniqueLocks([localLock(statePath(project)), ...locksFor(opened, shared)]);
    const looks = await Promise.allSettled(locks.map((lock) => look(lock)));
    const held = looks.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
    for (const { lock, holder, stale } of held) {
      if (holder?.id === id && (await lock.remove(id))) {
        return { key: maskText(lock.key, project.filled), holder, running: !stale };
      }
    }
    const failures = [...settled, ...looks].flatMap((one) =>
      one.status === 'rejected' ? [messageOf(one.reason)] : [],
    );
    throw unknown(
      id,
      held.filter(({ holder }) => holder?.id !== id),
      failures,
    );
  } finally {
    await Promise.allSettled([shared?.close(), ...opened.map(async ({ provider }) => provider.close?.())]);
  }
}

/** Each once: providers may share one. */
function uniqueLocks(locks: readonly Lock[]): Lock[] {
  return [...new Map(locks.map((lock) => [lock.key, lock])).values()];
}

async function look(lock: Lock): Promise<HeldBy | null> {
  const found = await lock.look();
  return found === null ? null : { lock, ...found };
}

function unknown(id: string, held: readonly HeldBy[], failures: readonly string[]): DnsSyncError {
  const unseen = failures.length === 0 ? '' : `; not all could be looked at: ${failures.join('; ')}`;
  const standing = held.length === 0 ? 'none is held' : `held are ${held.map(heldText).join('; ')}`;
  const ids = held.flatMap(({ holder }) => (holder === null ? [] : [holder.id]));
  const hint =
    failures.length > 0
      ? 'mend what could not be looked at, or look again: dns-sync doctor'
      : ids.length > 0
        ? `give one of these ids: ${ids.join(', ')}`
        : 'there is nothing to unlock';
  return new DnsSyncError('UNLOCK_UNKNOWN', `no lock has the id ${id}: ${standing}${unseen}`, {
    hint,
    details: { locks: held.map(({ lock, holder }) => ({ key: lock.key, holder })) },
  });
}

function heldText({ lock, holder, stale }: HeldBy): string {
  if (holder === null) return `${lock.key} by an entry that cannot be read`;
  return `${lock.key} by ${holderText(holder)}${stale ? ', left behind' : ''}, id ${holder.id}`;
}
