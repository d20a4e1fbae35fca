import { describe, expect, it } from 'vitest';
import type { FoundLock, Lock, LockHolder } from '../../../src/core/lock.ts';
import { DnsSyncError } from '../../../src/errors.ts';
import { examineLock } from '../../../src/workflows/doctor/examine-locks.ts';

const holder: LockHolder = {
  id: 'the-id',
  holder: 'homeserver',
  tool: 'dns-sync 0.1.0',
  command: 'apply',
  pid: 4711,
  host: 'nas',
  since: '2026-11-21T04:00:00.000Z',
};

function aLock(look: Lock['look']): Lock {
  const refuse = () => Promise.reject(new Error('doctor takes and removes nothing'));
  return { key: 'file:/locks/one', take: refuse, look, remove: refuse };
}

describe('a lock', () => {
  it.each<[string, FoundLock | null, object]>([
    ['that is free', null, { status: 'ok', message: 'free' }],
    ['that is held', { holder, stale: false }, { status: 'info', code: 'LOCK_HELD' }],
    ['that was left behind', { holder, stale: true }, { status: 'warning', code: 'LOCK_STALE' }],
    ['whose holder cannot be read', { holder: null, stale: false }, { status: 'warning', code: 'LOCK_UNREADABLE' }],
    [
      'whose holder cannot be read, long untouched',
      { holder: null, stale: true },
      { code: 'LOCK_UNREADABLE', hint: 'the next apply takes it over' },
    ],
  ])('%s', async (_, found, expected) => {
    const [check] = await examineLock(aLock(async () => found));
    expect(check).toMatchObject({ area: 'locks', subject: 'file:/locks/one', ...expected });
    expect(check).not.toHaveProperty('exit');
  });

  it.each([false, true])('says who has it since when doing what, and its id (stale: %s)', async (stale) => {
    const [check] = await examineLock(aLock(async () => ({ holder, stale })));
    expect(check?.message).toContain(
      'homeserver since 2026-11-21T04:00:00.000Z: dns-sync 0.1.0 apply, process 4711 on nas',
    );
    expect(check?.hint).toContain('dns-sync unlock the-id');
  });

  it('that cannot be looked at is an error', async () => {
    const checks = await examineLock(aLock(() => Promise.reject(new DnsSyncError('STATE_UNWRITABLE', 'no entry'))));
    expect(checks).toMatchObject([{ status: 'error', code: 'STATE_UNWRITABLE', message: 'no entry', exit: 5 }]);
  });
});
