import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Check } from '../../core/examination.ts';
import { type FoundLock, holderText, type Lock } from '../../core/lock.ts';
import { failures, finding, passed, subjectOf } from './findings.ts';

/** Whether a lock is free, and if not, who holds it, since when, doing what. */
export async function examineLock(lock: Lock): Promise<Check[]> {
  const about = subjectOf('locks', lock.key);
  try {
    const found = await lock.look();
    if (found === null) return [passed(about, 'free')];
    return [finding(about, describe(found))];
  } catch (error) {
    return failures(about, error);
  }
}

function describe({ holder, stale }: FoundLock): Diagnostic {
  if (holder === null) {
    return {
      code: 'LOCK_UNREADABLE',
      severity: 'warning',
      message: `it is held, and who holds it cannot be read${stale ? '; nobody alive is behind it' : ''}`,
      hint: stale
        ? 'the next apply takes it over'
        : 'look again in a minute: when nobody is behind it, the next apply takes it over',
    };
  }
  if (stale) {
    return {
      code: 'LOCK_STALE',
      severity: 'warning',
      message: `left behind by ${holderText(holder)}`,
      hint: `the next apply takes it over, or remove it: dns-sync unlock ${holder.id}`,
    };
  }
  return {
    code: 'LOCK_HELD',
    severity: 'info',
    message: `held by ${holderText(holder)}`,
    hint: `wait for it or, when you know that nothing is behind it: dns-sync unlock ${holder.id}`,
  };
}
