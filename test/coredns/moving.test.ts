import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CoreDns, coreDnsProgram, startCoreDns, withCoreDns } from '../servers/coredns.ts';
import { type EtcdCluster, startEtcd } from '../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../servers/etcd-store.ts';
import { type Workspace, workspace } from '../system/cli.ts';
import { keepAsking } from './keep-asking.ts';
import { type OldTool, oldValue, startOldTool } from './old-tool.ts';
import { zone, zones } from './project.ts';

const base = '/skydns/com/example/home';
const heartbeat = '/docker-coredns-sync/heartbeat/homeserver';
const owner = 'homeserver';

/** What docker-coredns-sync wrote on two hosts, and a person. */
const written: Readonly<Record<string, string>> = {
  [`${base}/app/x1`]: oldValue({ host: '192.168.1.10', type: 'A', owner, container: 'web' }),
  [`${base}/app/x2`]: oldValue({ host: '192.168.1.20', type: 'A', owner: 'nas2', container: 'web' }),
  [`${base}/www/x1`]: oldValue({ host: `app.${zone}`, type: 'CNAME', owner, container: 'web' }),
  [`${base}/short/x1`]: oldValue({ host: '192.168.1.11', type: 'A', owner, container: 'short', ttl: 60, force: true }),
  [`${base}/v6/x1`]: oldValue({ host: 'fd20::10', type: 'AAAA', owner, container: 'short', force: true }),
  [`${base}/nas2/x1`]: oldValue({ host: '192.168.1.20', type: 'A', owner: 'nas2', container: 'self' }),
  [`${base}/printer`]: '{"host":"192.168.1.30"}',
};

/** The labels it read, and the configuration that docs/moving-from-docker-coredns-sync.md makes of its own. */
const files = (endpoints: readonly string[]) => ({
  'dns-sync.yaml': `version: 1
owner: homeserver
defaults: { ipv4: 192.168.1.10, ipv6: "fd20::10" }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"], labels: [coredns] }
providers:
  - { name: registry, type: etcd, zones: [${zone}], endpoints: ${JSON.stringify(endpoints)} }
`,
  'stacks/web/compose.yaml': `services:
  web:
    image: nginx
    labels:
      coredns.enabled: "true"
      coredns.a.name: app.${zone}
      coredns.cname.name: www.${zone}
      coredns.cname.value: app.${zone}
  short:
    image: nginx
    labels:
      coredns.enabled: "true"
      coredns.force: "true"
      coredns.a.name: short.${zone}
      coredns.a.value: 192.168.1.11
      coredns.a.ttl: "60"
      coredns.aaaa.name: v6.${zone}
`,
});

describe.skipIf(coreDnsProgram === null)(withCoreDns('Moving from docker-coredns-sync'), () => {
  let cluster: EtcdCluster;
  let store: EtcdStore;
  let coredns: CoreDns;
  let endpoint: string;
  let project: Workspace;
  let here: OldTool;
  let peer: OldTool;
  beforeAll(async () => {
    cluster = await startEtcd();
    store = await etcdStore(cluster);
    coredns = await startCoreDns(cluster.endpoints, zones);
    endpoint = cluster.endpoints[0] ?? '';
  }, 180_000);
  afterAll(async () => {
    store.close();
    await coredns.close();
    await cluster.close();
  });
  afterEach(async () => {
    await here.end();
    await peer.end();
  });
  beforeEach(async () => {
    await store.clear();
    here = await startOldTool(endpoint, owner);
    peer = await startOldTool(endpoint, 'nas2');
    await store.put(written);
    project = workspace(files(cluster.endpoints));
  });
  const recordsAndHeartbeats = async () => [
    ...(await store.keys('/docker-coredns-sync/')),
    ...(await store.keys('/skydns/')),
  ];
  const take = ['apply', '--take-owner', '--auto-approve'];

  it('leaves every key as it is, and no query fails', async () => {
    const before = await store.keys('/skydns/');
    const asking = ['app', 'www', 'short'].map((label) => keepAsking(coredns, `${label}.${zone}`));

    const shown = await project.run('plan', '--detailed-exitcode');
    expect(shown).toMatchObject({ exit: 0 });
    await here.kill();
    expect(await project.run(...take)).toMatchObject({ exit: 0 });
    await here.expire();
    await peer.looks(5);
    expect(await project.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
    const doctor = await project.run('doctor');
    expect({ exit: doctor.exit, stdout: doctor.stdout }).toMatchObject({ exit: 0 });

    expect(await store.keys('/skydns/')).toEqual(before);
    expect(peer.collected).toEqual([]);
    const own = (await store.keys(heartbeat.slice(0, heartbeat.lastIndexOf('/') + 1))).find(
      ({ key }) => key === heartbeat,
    );
    expect(own).toMatchObject({ lease: '0' });
    expect(JSON.parse(Buffer.from(own?.value ?? []).toString('utf8'))).toMatchObject({
      tool: 'dns-sync',
      mode: 'apply',
    });
    for (const answers of await Promise.all(asking.map((one) => one.stop()))) {
      expect(answers.length).toBeGreaterThan(1);
      expect(answers.filter(({ rcode, addresses }) => rcode !== 'NOERROR' || addresses.length === 0)).toEqual([]);
    }
  }, 300_000);

  it('takes the owner over with a change, too', async () => {
    const before = Object.fromEntries((await store.keys('/skydns/')).map((one) => [one.key, one.mod]));
    project.write({
      'stacks/new/compose.yaml': `services:
  new:
    image: nginx
    labels: { coredns.enabled: "true", coredns.a.name: new.${zone} }
`,
    });
    await here.kill();
    expect(await project.run(...take)).toMatchObject({ exit: 0 });
    await here.expire();
    const { [`${base}/new/x1`]: added, ...others } = Object.fromEntries(
      (await store.keys('/skydns/')).map((one) => [one.key, one.mod]),
    );
    expect(others).toEqual(before);
    expect(added).toEqual(expect.any(String));
    expect(Object.keys(await store.all('/docker-coredns-sync/'))).toEqual([
      heartbeat,
      '/docker-coredns-sync/heartbeat/nas2',
    ]);
  }, 300_000);

  it('without --take-owner changes nothing', async () => {
    const before = await recordsAndHeartbeats();
    project.write({
      'stacks/web/compose.yaml': files([])['stacks/web/compose.yaml'].replace('192.168.1.11', '192.168.1.12'),
    });
    const { exit, stderr } = await project.run('apply', '--auto-approve');
    expect({ exit, stderr }).toEqual({ exit: 7, stderr: expect.stringContaining('OWNER_IN_USE') });
    const doctor = await project.run('doctor');
    expect({ exit: doctor.exit, stdout: doctor.stdout }).toEqual({
      exit: 7,
      stdout: expect.stringMatching(/OWNER_IN_USE.*docker-coredns-sync\s+on\s+homeserver/s),
    });
    expect(await recordsAndHeartbeats()).toEqual(before);
  }, 300_000);

  it('would have a gap after a stop in good order: the others then delete its records at their next look', async () => {
    await here.stop();
    await peer.looks(3);
    const mine = Object.keys(written).filter((key) => written[key]?.includes('"owner_hostname":"homeserver"'));
    expect(peer.collected.toSorted()).toEqual(mine.toSorted());
  }, 300_000);
});
