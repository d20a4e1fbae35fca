import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type EtcdCluster, startEtcd } from '../servers/etcd.ts';
import { workspace } from './cli.ts';
import { expectFits } from './schema.ts';
import { checkZones } from './zone.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
/** It needs an engine: test/system/docker. */
const elsewhere = new Set(['docker-socket-proxy']);
const names = readdirSync(examples, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() && !elsewhere.has(one.name) ? [one.name] : [],
);

let etcd: EtcdCluster;
beforeAll(async () => {
  etcd = await startEtcd();
}, 120_000);
afterAll(() => etcd.close());

/** A copy of an example, never run before. Of what is in its environment, only what it names is used. */
function copyOf(name: string) {
  const place = workspace({});
  cpSync(join(examples, name), place.folder, { recursive: true });
  const environment = { ETCD_ENDPOINT: etcd.endpoints[0] ?? '' };
  return { ...place, run: (...args: readonly string[]) => place.runWith(environment, ...args) };
}

/** The keys of the records in etcd. */
async function keysInEtcd(): Promise<string[]> {
  return (await etcd.ctl('get', '--prefix', '--keys-only', '/skydns/')).split('\n').filter((line) => line !== '');
}

describe('examples', () => {
  it.concurrent.for(names)(
    '%s: planned, checked, applied, and then there is nothing to do',
    async (name, { expect }) => {
      const place = copyOf(name);
      const untouched = place.tree();

      const shown = await place.run('plan');
      expect(shown).toMatchObject({ exit: 0, stderr: '' });
      await expect(shown.stdout).toMatchFileSnapshot(`golden/examples/${name}.txt`);
      expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(2);
      const json = await place.run('plan', '--json');
      expectFits('plan', json.stdout);
      const checked = await place.run('check', '--json');
      expect(checked.exit).toBe(0);
      expectFits('diagnostics', checked.stdout);
      expect(place.tree()).toEqual(untouched);

      const plan = JSON.parse(json.stdout) as Plan;
      const flags = plan.guards.flatMap(({ allow }) => allow.split(' '));
      if (flags.length > 0) {
        const stopped = await place.run('apply', '--auto-approve');
        expect(stopped.exit).toBe(8);
        for (const { allow } of plan.guards) expect(stopped.stderr.replaceAll(/\s+/g, ' ')).toContain(allow);
        expect(place.tree()).toEqual(untouched);
      }
      const applied = await place.run('apply', '--auto-approve', ...flags);
      expect(applied).toMatchObject({ exit: 0, stderr: '' });
      const zones = checkZones(place);
      if (name === 'coredns') expect(await keysInEtcd()).toHaveLength(plan.summary.create);
      else expect(zones).toEqual(expect.arrayContaining([expect.stringMatching(/: OK$/)]));
      expectFits('lockfile', place.read('dns-sync.lock.json'));

      const settled = place.tree();
      const again = await place.run('plan', '--detailed-exitcode', '--json');
      expect(again.exit).toBe(0);
      expect((JSON.parse(again.stdout) as Plan).changes).toEqual([]);
      expectFits('plan', again.stdout);
      expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
      expect(place.tree()).toEqual(settled);
    },
  );
});
