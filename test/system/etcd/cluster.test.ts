import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { heldLock } from './finding.ts';
import { lockKey } from './registry.ts';
import { apply } from './scenario.ts';
import { applyWhile, expectRecoverable, expectWhole, stage, transactions, type Which } from './stage.ts';

describe.each<[Which]>([['first'], ['last']])('at the %s transaction of an apply', (which) => {
  it('the leader of three is killed', async () => {
    const on = await stage({ size: 3 });
    const leader = await on.registry.cluster.leader();
    await expectWhole(on, await applyWhile(on, which, () => leader.kill()));
  }, 240_000);

  it('the member it talks to, of three, is killed', async () => {
    const on = await stage({ size: 3 });
    await expectWhole(on, await applyWhile(on, which, () => on.registry.cluster.members[0]?.kill()));
  }, 240_000);

  it.each([
    ['the only member', 1],
    ['the member it talks to, of three,', 3],
  ])(
    '%s stops with the request in its hands, and goes on later',
    async (_, size) => {
      const on = await stage({ size });
      const [member] = on.registry.cluster.members;
      let thawed: Promise<void> = Promise.resolve();
      const outcome = await applyWhile(on, which, () => {
        member?.freeze();
        // Longer than a call may take: it has been given up, and is carried out for all that.
        thawed = sleep(7000).then(() => member?.thaw());
      });
      await thawed;
      await expectWhole(on, outcome);
    },
    240_000,
  );

  it('the lease of the lock is lost', async () => {
    const on = await stage();
    await expectWhole(on, await applyWhile(on, which, () => on.registry.endLease()));
  }, 120_000);

  it('the lock is deleted, as docker-coredns-sync does on release, and taken by someone for a while', async () => {
    const on = await stage();
    const { store } = on.registry;
    let given: Promise<void> = Promise.resolve();
    const outcome = await applyWhile(on, which, async () => {
      await store.put({ [lockKey]: null });
      await store.put({ [lockKey]: 'nas2' });
      given = sleep(3000).then(() => store.put({ [lockKey]: null }));
    });
    await given;
    await expectWhole(on, outcome);
  }, 120_000);

  it('someone uses up the space', async () => {
    const on = await stage({ quotaBytes: 4 * 1024 * 1024 });
    const { store, cluster } = on.registry;
    const filler = Array.from({ length: 8 }, (_, index) => `/filler/${index}`);
    const fill = async () => {
      for (const key of filler) await store.put({ [key]: 'x'.repeat(1024 * 1024) }).catch(() => undefined);
      expect(await cluster.ctl('alarm', 'list')).toContain('NOSPACE');
    };
    const heal = async () => {
      await store.put(Object.fromEntries(filler.map((key) => [key, null])));
      const [, revision = ''] =
        /"revision":(\d+)/.exec(await cluster.ctl('endpoint', 'status', '--write-out=json')) ?? [];
      await cluster.ctl('compact', revision);
      await cluster.ctl('defrag');
      await cluster.ctl('alarm', 'disarm');
    };
    const outcome = await applyWhile(on, which, fill);
    await store.put(Object.fromEntries(filler.map((key) => [key, null])));
    if (which === 'last') return expectRecoverable(on, outcome, 'PROVIDER_REJECTED', heal);
    expect(outcome.exit).toBe(5);
    await heal();
    await expectWhole(on, outcome);
  }, 240_000);

  it('its connection is cut, and nobody answers for a while', async () => {
    const on = await stage();
    const [member] = on.registry.cluster.members;
    on.registry.proxy.arm(transactions[which], 'after', () => {
      member?.freeze();
      setTimeout(() => member?.thaw(), 7000);
    });
    const outcome = await on.place.run(...apply, '--json');
    await expectWhole(on, outcome);
  }, 240_000);
});

it('someone keeps the lock that was lost: it stops, tells what stands, and recovers once the lock is free', async () => {
  const on = await stage();
  const { store } = on.registry;
  const outcome = await applyWhile(on, 'last', async () => {
    await on.registry.endLease();
    await store.put({ [lockKey]: 'nas2' });
  });
  expect(await heldLock(on.registry)).toEqual(['the lock is held: nas2']);
  await expectRecoverable(on, outcome, 'LOCKED', () => store.put({ [lockKey]: null }));
}, 300_000);
