import { describe, expect, it, onTestFinished } from 'vitest';
import { enableAuth, startEtcd } from '../../servers/etcd.ts';
import { etcdStore } from '../../servers/etcd-store.ts';
import { discard } from '../crash/three-zones.ts';
import { toldBy } from './finding.ts';
import { lockKey, type Registry, startRegistry } from './registry.ts';
import { configText, makeScenario, placeAt } from './scenario.ts';
import { applyWhile, expectRecoverable, expectWhole, type Stage, type Which } from './stage.ts';

describe('authentication', () => {
  async function withUsers(): Promise<Stage & { readonly ctl: Registry['cluster']['ctl'] }> {
    const cluster = await startEtcd();
    onTestFinished(() => cluster.close());
    const open = await startRegistry({ behind: cluster });
    onTestFinished(() => open.close());
    const scenario = await makeScenario(open);
    const place = await placeAt(open, scenario);
    onTestFinished(() => discard(place));
    const { username, password } = await enableAuth(cluster, '/skydns/com/example');
    const more = `, username: ${username}, password: ${password}`;
    place.write({ 'dns-sync.yaml': configText(open.endpoints, { more }) });
    const store = await etcdStore(cluster, { auth: true });
    onTestFinished(() => store.close());
    const registry: Registry = {
      ...open,
      store,
      image: async () => {
        const { [lockKey]: _, ...rest } = await store.all();
        return rest;
      },
      // The lock of this apply, which root removes.
      endLease: () => store.put({ [lockKey]: null }),
    };
    return { registry, scenario, place, ctl: cluster.ctl };
  }

  it.each<[Which]>([['first'], ['last']])(
    'at the %s transaction the token of the user is no longer good: it is renewed, and all lands',
    async (which) => {
      const on = await withUsers();
      const outcome = await applyWhile(on, which, () => on.ctl('user', 'add', 'someone:else'));
      expect(outcome.exit).toBe(0);
      await expectWhole(on, outcome);
    },
    120_000,
  );

  it('at the first transaction the rights are revoked: nothing is written', async () => {
    const on = await withUsers();
    const outcome = await applyWhile(on, 'first', () => on.ctl('user', 'revoke-role', 'sync', 'dns'));
    expect(toldBy(outcome.stdout)).toMatchObject({ outcome: 'undone', error: { code: 'PROVIDER_REJECTED' } });
    expect(outcome.exit).toBe(5);
    await on.ctl('user', 'grant-role', 'sync', 'dns');
    await on.registry.endLease();
    await expectWhole(on, outcome);
  }, 120_000);

  it('at the last transaction the rights are revoked: it is told what stands, and recovered once they are back', async () => {
    const on = await withUsers();
    const outcome = await applyWhile(on, 'last', () => on.ctl('user', 'revoke-role', 'sync', 'dns'));
    await expectRecoverable(on, outcome, 'PROVIDER_REJECTED', () => on.ctl('user', 'grant-role', 'sync', 'dns'));
  }, 120_000);
});
