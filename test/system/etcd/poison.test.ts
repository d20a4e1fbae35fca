import { expect, it } from 'vitest';
import { apply } from './scenario.ts';
import { stage } from './stage.ts';

it('a value that CoreDNS cannot decode is told, its name is held, and everything else is applied', async () => {
  const { registry, place } = await stage();
  const poison = { '/skydns/com/example/poisoned/x9': '{"host":"192.0.2.9","ttl":"60"}' };
  await registry.store.put(poison);
  const plan = await place.run('plan', '--json');
  expect(plan.exit).toBe(0);
  const { diagnostics } = JSON.parse(plan.stdout) as { diagnostics: readonly { code: string; severity: string }[] };
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'ETCD_VALUE_POISON', severity: 'error' }));
  expect(await place.run(...apply, '--json')).toMatchObject({ exit: 0 });
  expect(await registry.image()).toMatchObject(poison);
});
