import { expect, it, onTestFinished } from 'vitest';
import { startEtcd } from '../../servers/etcd.ts';
import { etcdStore } from '../../servers/etcd-store.ts';
import { workspace } from '../cli.ts';

const config = (endpoints: readonly string[]) => `version: 1
owner: homeserver
sources:
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"], optional: true }
providers:
  - { name: home, type: etcd, zones: [example.com], endpoints: ${JSON.stringify(endpoints)} }
`;

/** Values that people, and docker-coredns-sync on another host, have written. */
const stored = {
  '/skydns/com/example/nas/x1': '{"host":"10.0.0.5","ttl":300}',
  '/skydns/com/example/nas/x2': '{"host":"10.0.0.6","ttl":300}',
  '/skydns/com/example/printer/x1': '{"host":"10.0.0.7","ttl":60}',
  '/skydns/com/example/note/x1': '{"text":"second floor; ask Ann","ttl":300}',
  '/skydns/com/example/theirs/x1':
    '{"host":"10.0.0.8","record_type":"A","owner_hostname":"nas2","owner_container_id":"","owner_container_name":"web","created":"2026-11-20T12:00:00Z","force":false}',
};

it('what etcd holds is imported and adopted, and then the plan is empty', async () => {
  const cluster = await startEtcd();
  onTestFinished(() => cluster.close());
  const store = await etcdStore(cluster);
  onTestFinished(() => store.close());
  await store.put(stored);
  const place = workspace({ 'dns-sync.yaml': config(cluster.endpoints), 'overrides/.keep': '' });

  expect(await place.run('import', 'home', '--out', 'overrides/home.yaml')).toMatchObject({ exit: 0 });
  expect(place.read('overrides/home.yaml')).toBe(`# Made by dns-sync import from the provider home (etcd).
version: 1
records:
  # example.com: 3 record sets
  - { name: nas.example.com, values: [10.0.0.5, 10.0.0.6] }
  - { name: note.example.com, type: TXT, value: second floor; ask Ann }
  - { name: printer.example.com, value: 10.0.0.7, ttl: 60 }
`);
  expect(await store.all('/skydns/')).toEqual(stored);

  expect(await place.run('import', 'home', '--adopt', '*', '--auto-approve')).toMatchObject({ exit: 0 });
  const after = await store.all('/skydns/');
  expect(Object.keys(after)).toEqual(Object.keys(stored).sort());
  for (const [key, value] of Object.entries(stored)) {
    const { host, text, ttl } = JSON.parse(value) as Record<string, unknown>;
    const owner = key.includes('/theirs/') ? 'nas2' : 'homeserver';
    expect(JSON.parse(after[key] ?? '')).toMatchObject(
      JSON.parse(JSON.stringify({ host, text, ttl, owner_hostname: owner })),
    );
  }
  const plan = JSON.parse((await place.run('plan', '--json')).stdout) as { changes: unknown[]; held: unknown[] };
  expect([plan.changes, plan.held]).toEqual([[], []]);
});
