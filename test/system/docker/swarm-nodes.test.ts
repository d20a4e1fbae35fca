import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DockerEngine, startDocker } from '../../servers/docker.ts';
import { workspace } from '../cli.ts';
import { claimed, codes, complaint, readDocker } from './reading.ts';

/** Two engines in one swarm, each with a task of the service `web`. */
let first: DockerEngine;
let second: DockerEngine;
beforeAll(async () => {
  [first, second] = await Promise.all([startDocker(), startDocker()]);
  const { here, there } = first.join(second);
  await first.api('POST', '/swarm/init', { ListenAddr: `${here}:2377`, AdvertiseAddr: here });
  const { JoinTokens } = (await first.api('GET', '/swarm')) as { readonly JoinTokens: { readonly Manager: string } };
  await second.api('POST', '/swarm/join', {
    ListenAddr: `${there}:2377`,
    AdvertiseAddr: there,
    RemoteAddrs: [`${here}:2377`],
    JoinToken: JoinTokens.Manager,
  });
  await first.network('front', { Driver: 'overlay', IPAM: { Config: [{ Subnet: '10.88.1.0/24' }] } });
  await first.api('POST', '/services/create', {
    Name: 'web',
    Labels: { 'dns.host': 'web.example.com' },
    TaskTemplate: {
      ContainerSpec: { Image: 'box', Labels: { 'dns.host': 'task.example.com' }, StopGracePeriod: 0 },
      Networks: [{ Target: 'front' }],
    },
    Mode: { Global: {} },
  });
  for (const engine of [first, second]) {
    await becomes(async () => ((await engine.api('GET', '/containers/json')) as unknown[]).length === 1);
  }
  await becomes(async () => {
    const tasks = (await first.api('GET', '/tasks')) as { readonly Status: { readonly State: string } }[];
    return tasks.filter(({ Status }) => Status.State === 'running').length === 2;
  });
}, 180_000);
afterAll(async () => {
  await Promise.all([second.close(), first.close()]);
}, 120_000);

/** Waits until something is so; the test's own time limit ends it. */
async function becomes(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}

async function isManager(engine: DockerEngine): Promise<boolean> {
  const { Swarm } = (await engine.api('GET', '/info')) as { readonly Swarm: { readonly ControlAvailable: boolean } };
  return Swarm.ControlAvailable;
}

/** Makes the second node a worker or a manager. */
async function give(Role: 'worker' | 'manager'): Promise<void> {
  const { Swarm } = (await second.api('GET', '/info')) as { readonly Swarm: { readonly NodeID: string } };
  await becomes(async () => {
    const node = (await first.api('GET', `/nodes/${Swarm.NodeID}`)) as {
      readonly Version: { readonly Index: number };
      readonly Spec: object;
    };
    const body = { ...node.Spec, Role };
    try {
      await first.api('POST', `/nodes/${Swarm.NodeID}/update?version=${node.Version.Index}`, body);
      return true;
    } catch (error) {
      // The swarm itself has written to the node meanwhile.
      if (String(error).includes('update out of sequence')) return false;
      throw error;
    }
  });
  await becomes(async () => (await isManager(second)) === (Role === 'manager'));
}

describe('swarm: two nodes', () => {
  it('every manager knows the addresses of the tasks on all of them', async () => {
    for (const engine of [first, second]) {
      const reading = await readDocker({ host: engine.host, swarm: 'services', address: 'container' });
      expect(new Set(reading.claims.map(({ value }) => value)).size).toBe(2);
      expect(reading.claims.every(({ value }) => value.startsWith('10.88.1.'))).toBe(true);
    }
  });

  it('a manager that became a worker has its services held, until it is one again', async () => {
    const { run, tree, read } = workspace({
      'dns-sync.yaml': [
        'version: 1',
        'owner: test',
        'defaults: { ipv4: 192.168.1.10 }',
        `sources: [{ name: home, type: docker, host: "${second.host}" }]`,
        'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
        '',
      ].join('\n'),
      'zones/example.com.zone':
        '$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\nns IN A 192.0.2.1\n',
    });
    expect(await run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(read('zones/example.com.zone')).toMatch(/^web\.example\.com\. 300 IN A 192\.168\.1\.10 /m);
    await give('worker');
    const before = tree();
    const stopped = await run('apply', '--auto-approve', '--allow-deletes', '10', '--allow-delete-percent', '100');
    expect(stopped).toMatchObject({ exit: 4 });
    expect(stopped.stdout.replace(/\s+/g, ' ')).toContain('it is a Swarm worker, which knows no services');
    expect(stopped.stdout.replace(/\s+/g, ' ')).toContain('hint: connect to a manager;');
    expect(await run('apply', '--auto-approve', '--hold', '--allow-deletes', '10')).toMatchObject({ exit: 0 });
    expect(tree()).toEqual(before);
    await give('manager');
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });

  it('a worker knows its containers, and no services', async () => {
    await give('worker');
    const reading = await readDocker({ host: second.host });
    expect(reading).toMatchObject({ completeness: 'complete', diagnostics: [] });
    expect(claimed(reading)).toEqual(['task.example.com A 192.168.1.10']);
    const services = await readDocker({ host: second.host, swarm: 'services' });
    expect(services.completeness).toBe('incomplete');
    expect(complaint(services)).toMatch(/it is a Swarm worker, which knows no services\) -> connect to a manager;/);
    expect(codes(services)).toEqual(['LABEL_ON_TASK', 'SOURCE_INCOMPLETE']);
  });
});
