import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { etcdProvider } from '../../../src/providers/etcd/provider.ts';
import type { EtcdProviderSettings } from '../../../src/providers/etcd/settings.ts';
import { type EtcdCluster, enableAuth, startEtcd } from '../../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../../servers/etcd-store.ts';

const { signal } = new AbortController();
const zone = 'home.example.com';
const base = '/skydns/com/example/home';
const heartbeats = '/docker-coredns-sync/heartbeat';
const ours = (lineage: string) => JSON.stringify({ tool: 'dns-sync', version: '0.1.0', lineage, mode: 'apply' });
const ownedBy = (owner: string) =>
  JSON.stringify({ host: '192.0.2.1', record_type: 'A', owner_hostname: owner, created: '2026-11-20T12:00:00Z' });

/** What `doctor` is told of a cluster. */
async function examine(
  endpoints: readonly string[],
  { lineage, ...settings }: Partial<EtcdProviderSettings> & { readonly lineage?: string } = {},
): Promise<Diagnostic[]> {
  const provider = etcdProvider(
    { name: 'registry', zones: [zone], endpoints, ...settings },
    { root: '/', owner: 'homeserver' },
  );
  try {
    return (await provider.check?.({ zones: [zone], ...(lineage === undefined ? {} : { lineage }) }, signal)) ?? [];
  } finally {
    await provider.close?.();
  }
}
const shown = (found: readonly Diagnostic[]) =>
  found.map(({ severity, code, message }) => `${severity} ${code} ${message}`);

describe('what doctor asks of etcd', () => {
  let cluster: EtcdCluster;
  let store: EtcdStore;
  beforeAll(async () => {
    cluster = await startEtcd();
    store = await etcdStore(cluster);
  }, 60_000);
  afterAll(async () => {
    store.close();
    await cluster.close();
  });
  beforeEach(() => store.clear());

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['an empty store', {}, []],
    [
      'our records and our heartbeat',
      { [`${base}/app/x1`]: ownedBy('homeserver'), [`${heartbeats}/homeserver`]: ours('here') },
      [],
    ],
    [
      'what is nobody’s, and external-dns’',
      { [`${base}/a/x1`]: '{"host":"192.0.2.1"}', [`${base}/b/x1`]: '{"host":"192.0.2.1","owner":"k8s"}' },
      [],
    ],
    [
      'records of owners without a heartbeat',
      {
        [`${base}/a/x1`]: ownedBy('nas2'),
        [`${base}/a/x2`]: ownedBy('homeserver'),
        [`${base}/b/x1`]: ownedBy('nas2'),
        [`${base}/c/x1`]: ownedBy('nas3'),
        [`${heartbeats}/nas3`]: 'nas3',
      },
      [
        `warning ETCD_OWNER_GONE 2 values of the owner nas2, which has no heartbeat (${heartbeats}/nas2): docker-coredns-sync deletes them`,
        `warning ETCD_OWNER_GONE a value of the owner homeserver, which has no heartbeat (${heartbeats}/homeserver): docker-coredns-sync deletes them`,
      ],
    ],
    [
      'docker-coredns-sync under our owner',
      { [`${heartbeats}/homeserver`]: 'homeserver' },
      [
        "error OWNER_IN_USE the owner homeserver is in use by docker-coredns-sync on homeserver; two writers with one owner delete each other's records",
      ],
    ],
    [
      'another installation under our owner',
      { [`${heartbeats}/homeserver`]: ours('elsewhere') },
      [
        "error OWNER_IN_USE the owner homeserver is in use by another installation of dns-sync (lineage elsewhere); two writers with one owner delete each other's records",
      ],
    ],
    [
      'a lock that does not run out',
      { '/locks/__global__': 'nas2' },
      ['warning ETCD_LOCK_LASTING the lock /locks/__global__ has no lease: it stays until someone removes it'],
    ],
  ])('%s', async (_, values, findings) => {
    await store.put(values);
    const before = await store.keys();
    const found = await examine(cluster.endpoints, { lineage: 'here' });
    expect(shown(found)).toEqual(findings);
    for (const { hint, subject } of found)
      expect({ hint, subject }).toEqual({ hint: expect.any(String), subject: 'registry' });
    expect(await store.keys()).toEqual(before);
  });

  it('takes any dns-sync for ours where no lineage is known', async () => {
    await store.put({ [`${heartbeats}/homeserver`]: ours('elsewhere') });
    expect(await examine(cluster.endpoints)).toEqual([]);
  });

  it('names a member that does not answer', async () => {
    const found = await examine([...cluster.endpoints, 'http://127.0.0.1:1']);
    expect(shown(found)).toEqual([
      expect.stringMatching(/^warning ETCD_MEMBER the member http:\/\/127\.0\.0\.1:1 does not answer: .*ECONNREFUSED/),
    ]);
  });

  it('says nothing when nobody answers, because reading says why', async () => {
    expect(await examine(['http://127.0.0.1:1'])).toEqual([]);
  });
});

describe('a cluster that has lost its majority', () => {
  it('has a member that knows no leader', async () => {
    const cluster = await startEtcd({ size: 3 });
    try {
      const [first, ...others] = cluster.members;
      await Promise.all(others.map((member) => member.kill()));
      const alone = [first?.url ?? ''];
      const finding = `warning ETCD_MEMBER the member ${alone} knows no leader, so that it can neither read nor write`;
      await vi.waitFor(async () => expect(shown(await examine(alone))).toEqual([finding]), 60_000);
    } finally {
      await cluster.close();
    }
  }, 120_000);
});

describe('a full database', () => {
  it('is found without writing', async () => {
    const cluster = await startEtcd({ quotaBytes: 2 * 1024 * 1024 });
    const store = await etcdStore(cluster);
    try {
      const filler = 'x'.repeat(1_400_000);
      let full: unknown;
      for (let index = 0; index < 200 && full === undefined; index += 1) {
        full = await store.put({ [`/filler/${index}`]: filler }).then(
          () => undefined,
          (error: unknown) => error,
        );
      }
      expect(String(full)).toContain('no-space');
      const before = await store.keys();
      const found = await examine(cluster.endpoints);
      expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['error ETCD_NO_SPACE']);
      expect(await store.keys()).toEqual(before);
    } finally {
      store.close();
      await cluster.close();
    }
  }, 120_000);
});

describe('the rights of a user', () => {
  let cluster: EtcdCluster;
  let user: { username: string; password: string };
  beforeAll(async () => {
    cluster = await startEtcd();
    user = await enableAuth(cluster, base);
  }, 60_000);
  afterAll(() => cluster.close());
  const revoke = (...key: readonly string[]) => cluster.ctl('role', 'revoke-permission', 'dns', ...key);
  const grant = (kind: 'read' | 'readwrite', ...key: readonly string[]) =>
    cluster.ctl('role', 'grant-permission', 'dns', kind, ...key);

  it('that the specification names are enough', async () => {
    expect(await examine(cluster.endpoints, user)).toEqual([]);
  });

  it.each<[string, readonly string[], string]>([
    ['the zone itself', [base], base],
    ['what is below the zone', ['--prefix=true', `${base}/`], `what begins with ${base}/`],
    ['the lock', ['/locks/__global__'], '/locks/__global__'],
    ['the heartbeats', ['--prefix=true', `${heartbeats}/`], `what begins with ${heartbeats}/`],
  ])('without those on %s', async (_, key, what) => {
    await revoke(...key);
    const none = await examine(cluster.endpoints, user);
    await grant('read', ...key);
    const reading = await examine(cluster.endpoints, user);
    await grant('readwrite', ...key);
    const whole = await examine(cluster.endpoints, user);

    const granting = `etcdctl role grant-permission ROLE readwrite ${key.join(' ')}`;
    const finding = (verb: string) => ({
      severity: 'error',
      code: 'ETCD_RIGHTS',
      message: `the user sync may not ${verb} ${what}`,
      hint: granting,
      subject: 'registry',
    });
    expect(none).toEqual([finding('read')]);
    expect(reading).toEqual([finding('write')]);
    expect(whole).toEqual([]);
  });

  it('without a user there are none', async () => {
    const found = await examine(cluster.endpoints);
    expect(found.map(({ code }) => code)).toEqual(['ETCD_RIGHTS', 'ETCD_RIGHTS', 'ETCD_RIGHTS', 'ETCD_RIGHTS']);
    expect(found[0]?.message).toContain('without username and password nobody may read');
  });
});
