import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DockerEngine, startDocker } from '../../servers/docker.ts';
import { type DockerProxy, type Mishap, startDockerProxy } from '../../servers/docker-proxy.ts';
import { workspace } from '../cli.ts';
import { claimed, codes, complaint, readDocker } from './reading.ts';

let engine: DockerEngine;
let proxy: DockerProxy;
beforeAll(async () => {
  engine = await startDocker();
  await engine.api('POST', '/swarm/init', { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' });
  await engine.network('front', { Driver: 'overlay', IPAM: { Config: [{ Subnet: '10.88.1.0/24' }] } });
  await engine.network('back', { Driver: 'overlay', IPAM: { Config: [{ Subnet: '10.88.2.0/24' }] } });
  proxy = await startDockerProxy(engine.socket);
}, 120_000);
afterAll(async () => {
  await proxy.close();
  await engine.close();
}, 120_000);
afterEach(async () => {
  proxy.spoil(null, 'never');
  const { Swarm } = (await engine.api('GET', '/info')) as { readonly Swarm: { readonly ControlAvailable: boolean } };
  if (!Swarm.ControlAvailable) return;
  for (const { ID } of (await engine.api('GET', '/services')) as { readonly ID: string }[]) {
    await engine.api('DELETE', `/services/${ID}`);
  }
  await untilRunning(0);
}, 120_000);

const host = { 'dns.host': 'web.example.com' };
const address = 'container' as const;

interface Wanted {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taskLabels?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  readonly mode?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly { readonly PublishedPort: number; readonly TargetPort: number }[];
}

const replicas = (count: number) => ({ Replicated: { Replicas: count } });

function specOf({ labels = host, taskLabels = {}, networks = [], mode = replicas(1), ports = [] }: Wanted) {
  return {
    Name: 'web',
    Labels: labels,
    TaskTemplate: {
      ContainerSpec: { Image: 'box', Labels: taskLabels, StopGracePeriod: 0 },
      Networks: networks.map((Target) => ({ Target })),
    },
    Mode: mode,
    EndpointSpec: { Ports: ports },
  };
}

/** Makes the service `web`, and waits for its tasks. */
async function service(wanted: Wanted, tasks = 1): Promise<string> {
  const made = (await engine.api('POST', '/services/create', specOf(wanted))) as { readonly ID: string };
  await untilRunning(tasks);
  return made.ID;
}

async function update(id: string, wanted: Wanted, tasks: number): Promise<void> {
  const { Version } = (await engine.api('GET', `/services/${id}`)) as { readonly Version: { readonly Index: number } };
  await engine.api('POST', `/services/${id}/update?version=${Version.Index}`, specOf(wanted));
  await untilRunning(tasks);
}

/** Waits until so many tasks run, and so many containers; the test's own time limit ends it. */
async function untilRunning(count: number): Promise<void> {
  for (;;) {
    const tasks = (await engine.api('GET', '/tasks')) as {
      readonly DesiredState: string;
      readonly Status: { readonly State: string };
    }[];
    const running = tasks.filter(({ Status }) => Status.State === 'running');
    const containers = (await engine.api('GET', '/containers/json')) as unknown[];
    const settled = running.every(({ DesiredState }) => DesiredState === 'running');
    if (running.length === count && containers.length === count && settled) return;
    await sleep(100);
  }
}

describe('swarm: services', () => {
  it('are claimed by their own labels, with the address of the host', async () => {
    const id = await service({});
    const { claims } = await readDocker({ host: engine.host });
    expect(claims).toMatchObject([
      { name: 'web.example.com', value: '192.168.1.10', origins: ['docker:home/service:web label dns.host'] },
    ]);
    expect(claims[0]?.container?.id).toBe(id);
  });

  it('have the addresses of their running tasks, scaled up and down', async () => {
    const wanted = { networks: ['front'], ports: [{ PublishedPort: 8080, TargetPort: 80 }] };
    const id = await service(wanted);
    const read = async () => (await readDocker({ host: engine.host, address })).claims;
    expect(await read()).toHaveLength(1);
    await update(id, { ...wanted, mode: replicas(3) }, 3);
    const three = await read();
    expect(new Set(three.map(({ value }) => value)).size).toBe(3);
    expect(three.every(({ value }) => value.startsWith('10.88.1.'))).toBe(true);
    await update(id, { ...wanted, mode: replicas(2) }, 2);
    expect(await read()).toHaveLength(2);
    await update(id, { ...wanted, mode: replicas(0) }, 0);
    const none = await readDocker({ host: engine.host, address });
    expect(none).toMatchObject({ claims: [], completeness: 'complete' });
    expect(none.diagnostics).toMatchObject([{ code: 'SERVICE_NOT_COUNTED' }]);
  });

  it('must say which of several networks', async () => {
    const id = await service({ networks: ['front', 'back'] });
    expect(codes(await readDocker({ host: engine.host, address }))).toEqual(['ADDRESS_AMBIGUOUS']);
    await update(id, { networks: ['front', 'back'], labels: { ...host, 'dns.network': 'back' } }, 1);
    const [claim] = claimed(await readDocker({ host: engine.host, address }));
    expect(claim).toMatch(/^web\.example\.com A 10\.88\.2\./);
  });

  it.each<{ case: string; wanted: Wanted; claims: string[]; found: string[] }>([
    {
      case: 'a global one on the network of the host has the address of the host',
      wanted: { networks: ['host'], mode: { Global: {} } },
      claims: ['web.example.com A 192.168.1.10'],
      found: [],
    },
    {
      case: 'one on the routing mesh alone has none',
      wanted: { ports: [{ PublishedPort: 8080, TargetPort: 80 }] },
      claims: [],
      found: ['NO_ADDRESS'],
    },
  ])('$case', async ({ wanted, claims, found }) => {
    await service(wanted);
    const reading = await readDocker({ host: engine.host, address });
    expect(claimed(reading)).toEqual(claims);
    expect(codes(reading)).toEqual(found);
  });

  it('without a running task are held', async () => {
    await service({ networks: ['front'], mode: { Replicated: { Replicas: 1 } } });
    const { Id } = ((await engine.api('GET', '/containers/json')) as { readonly Id: string }[])[0] ?? { Id: '' };
    const unable = { ...specOf({ networks: ['front'] }), Name: 'away' };
    const Placement = { Constraints: ['node.labels.nowhere==true'] };
    const labels = { 'dns.host': 'away.example.com' };
    const TaskTemplate = { ...unable.TaskTemplate, Placement };
    await engine.api('POST', '/services/create', { ...unable, Labels: labels, TaskTemplate });
    const reading = await readDocker({ host: engine.host, address });
    expect(Id).not.toBe('');
    expect(reading).toMatchObject({ completeness: 'complete', doubts: [{ name: 'away.example.com' }] });
    expect(codes(reading)).toEqual(['NO_ADDRESS']);
  });
});

describe('swarm: labels on tasks', () => {
  const taskLabels = { 'dns.host': 'task.example.com' };

  it.each([
    {
      swarm: 'auto' as const,
      claims: ['task.example.com A 192.168.1.10', 'web.example.com A 192.168.1.10'],
      found: [],
    },
    { swarm: 'services' as const, claims: ['web.example.com A 192.168.1.10'], found: ['LABEL_ON_TASK'] },
    { swarm: 'containers' as const, claims: ['task.example.com A 192.168.1.10'], found: [] },
  ])('swarm: $swarm', async ({ swarm, claims, found }) => {
    await service({ taskLabels, mode: replicas(2) }, 2);
    const reading = await readDocker({ host: engine.host, swarm });
    expect(claimed(reading)).toEqual(claims);
    expect(codes(reading)).toEqual(found);
  });

  it('are replicas of one claim, less the routing mesh', async () => {
    const ports = [{ PublishedPort: 8080, TargetPort: 80 }];
    await service({ labels: {}, taskLabels, networks: ['front'], ports, mode: replicas(2) }, 2);
    const onHost = await readDocker({ host: engine.host });
    expect(onHost.claims.map(({ origins }) => origins.length)).toEqual([2]);
    const reading = await readDocker({ host: engine.host, address });
    expect(codes(reading)).toEqual([]);
    expect(reading.claims).toHaveLength(2);
    expect(new Set(reading.claims.map(({ created }) => created)).size).toBe(1);
  });
});

describe('swarm: a daemon that answers in part', () => {
  const endpoints = ['/_ping', '/info', '/containers/json', '/services', '/tasks', '/networks'];
  const mishaps: Mishap[] = ['cut', 'truncated', 'never', 'refused', 'unavailable'];
  const failing = new Set(['/_ping', '/containers/json']);
  // A ping without its whole body is a ping.
  const cases = endpoints
    .flatMap((path) => mishaps.map((mishap) => ({ path, mishap })))
    .filter(({ path, mishap }) => path !== '/_ping' || mishap !== 'truncated');

  it.each(cases)('$path $mishap: never complete', async ({ path, mishap }) => {
    proxy.spoil(path, mishap);
    const reading = await readDocker({ host: proxy.host, timeoutMs: 1000 });
    expect(reading.completeness).toBe(failing.has(path) ? 'failed' : 'incomplete');
    expect(reading.missing).toHaveLength(1);
    const said = path === '/_ping' && mishap === 'cut' ? 'the answer was cut short' : path;
    expect(complaint(reading)).toContain(mishap === 'never' ? 'no answer within 1 s' : said);
    if (mishap === 'refused') {
      const endpoint = path.split('/')[1]?.replace('_', '');
      expect(complaint(reading)).toContain(`-> a socket proxy in between must allow ${endpoint};`);
    }
  });

  it.each(endpoints)('%s delayed: complete', async (path) => {
    proxy.spoil(path, 'delayed');
    expect(await readDocker({ host: proxy.host })).toMatchObject({ completeness: 'complete', diagnostics: [] });
  });

  it.each<{ case: string; end: () => unknown; begin: () => unknown; says: RegExp }>([
    { case: 'stopped', end: () => engine.stop(), begin: () => engine.start(), says: /GET \/services: / },
    { case: 'killed', end: () => engine.kill(), begin: () => engine.start(), says: /GET \/services: / },
    {
      case: 'frozen',
      end: () => engine.freeze(),
      begin: () => engine.thaw(),
      says: /GET \/services: no answer within 5 s/,
    },
  ])('an engine that is $case in the middle of a read leaves it incomplete', async ({ end, begin, says }) => {
    await service({});
    proxy.takeRequests();
    proxy.spoil('/info', 'held');
    const reading = readDocker({ host: proxy.host, timeoutMs: 5000 });
    const seen: string[] = [];
    while (!seen.includes('GET /info') || !seen.includes('GET /containers/json')) {
      seen.push(...proxy.takeRequests());
      await sleep(20);
    }
    await end();
    proxy.release();
    try {
      expect(await reading).toMatchObject({ completeness: 'incomplete' });
      expect(complaint(await reading)).toMatch(says);
    } finally {
      await begin();
      await untilRunning(1);
    }
    expect(await readDocker({ host: engine.host })).toMatchObject({ completeness: 'complete' });
  });

  it('asks for exactly six things, and for services only where they count', async () => {
    proxy.takeRequests();
    await readDocker({ host: proxy.host });
    expect(proxy.takeRequests()).toEqual(endpoints.map((path) => `GET ${path}`).sort());
    await readDocker({ host: proxy.host, swarm: 'containers' });
    expect(proxy.takeRequests()).toEqual(['GET /_ping', 'GET /containers/json']);
  });
});

describe('swarm: the command line', () => {
  const endpoints = ['/_ping', '/info', '/containers/json', '/services', '/tasks', '/networks'];
  const zone =
    '$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\nns IN A 192.0.2.1\n';
  const anything = ['--allow-deletes', '99', '--allow-delete-percent', '100', '--allow-empty', 'home'];

  it('deletes nothing, whichever answer is cut, truncated or never comes; and waits for a late one', async () => {
    await service({ networks: ['front'], mode: replicas(2) }, 2);
    const { run, tree } = workspace({
      'dns-sync.yaml': [
        'version: 1',
        'owner: test',
        `sources: [{ name: home, type: docker, host: "${proxy.host}", address: container, timeout: 2s }]`,
        'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
        '',
      ].join('\n'),
      'zones/example.com.zone': zone,
    });
    expect(await run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const before = tree();
    for (const path of endpoints) {
      for (const mishap of ['cut', 'truncated', 'never'] as const) {
        if (path === '/_ping' && mishap === 'truncated') continue;
        proxy.spoil(path, mishap);
        expect([path, mishap, (await run('apply', '--auto-approve', ...anything)).exit]).toEqual([path, mishap, 4]);
        expect(tree()).toEqual(before);
      }
      proxy.spoil(path, 'delayed');
      expect([path, (await run('plan', '--detailed-exitcode')).exit]).toEqual([path, 0]);
    }
  }, 240_000);

  it('records what was missing, so that it is missing too where that is read', async () => {
    await service({});
    const config = (source: string) =>
      [
        'version: 1',
        'owner: test',
        'defaults: { ipv4: 192.168.1.10 }',
        `sources: [{ name: home, type: docker, ${source} }]`,
        'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
        '',
      ].join('\n');
    const { run, write, read, tree } = workspace({
      'dns-sync.yaml': config(`host: "${proxy.host}"`),
      'zones/example.com.zone': zone,
    });
    expect(await run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    proxy.spoil('/services', 'refused');
    expect(await run('snapshot', '--record', 'seen.json')).toMatchObject({ exit: 4 });
    expect(JSON.parse(read('seen.json'))).toEqual([
      { Missing: `Swarm services of ${proxy.host}`, Why: 'GET /services is refused with 403: 403 Forbidden by rules' },
    ]);
    write({ 'dns-sync.yaml': config('file: seen.json') });
    const before = tree();
    const replayed = await run('apply', '--auto-approve', ...anything);
    expect(replayed).toMatchObject({ exit: 4 });
    expect(replayed.stdout.replace(/\s+/g, ' ')).toContain('GET /services is refused with 403');
    expect(tree()).toEqual(before);
  });

  it('follows a service as it is scaled', async () => {
    const { run, read } = workspace({
      'dns-sync.yaml': [
        'version: 1',
        'owner: test',
        `sources: [{ name: home, type: docker, host: "${engine.host}", address: container }]`,
        'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
        '',
      ].join('\n'),
      'zones/example.com.zone': zone,
    });
    const wanted = { networks: ['front'] };
    const id = await service(wanted);
    for (const count of [1, 3, 2]) {
      await update(id, { ...wanted, mode: replicas(count) }, count);
      expect(await run('apply', '--auto-approve', ...anything)).toMatchObject({ exit: 0 });
      expect(read('zones/example.com.zone').match(/^web\.example\.com\. 300 IN A 10\.88\.1\./gm)).toHaveLength(count);
      expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
    }
    await update(id, { ...wanted, mode: replicas(0) }, 0);
    expect((await run('plan', ...anything)).stdout).toMatch(/^ +- web\.example\.com /m);
  });
});

// Last: it ends the swarm.
describe('swarm: what the daemon is in it', () => {
  const remembers = (prefix: string) => prefix === 'docker:home/service:';

  it('one that was a manager and is none leaves the services in doubt', async () => {
    await engine.api('POST', '/swarm/leave?force=1');
    expect(await readDocker({ host: engine.host })).toMatchObject({ completeness: 'complete' });
    const reading = await readDocker({ host: engine.host }, { remembers });
    expect(reading.completeness).toBe('incomplete');
    expect(complaint(reading)).toMatch(
      /it is in no swarm\) -> connect to a manager; if it left the swarm on purpose, say swarm: containers;/,
    );
    expect(await readDocker({ host: engine.host, swarm: 'services' })).toMatchObject({ completeness: 'incomplete' });
    const containers = await readDocker({ host: engine.host, swarm: 'containers' }, { remembers });
    expect(containers.completeness).toBe('complete');
  });
});
