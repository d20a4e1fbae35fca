// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as people write them
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DockerEngine, startDocker } from '../../servers/docker.ts';
import { startDockerProxy } from '../../servers/docker-proxy.ts';
import { until, workspace } from '../cli.ts';
import { claimed, codes, complaint, readDocker } from './reading.ts';

let engine: DockerEngine;
beforeAll(async () => {
  engine = await startDocker();
}, 120_000);
afterAll(() => engine.close(), 120_000);
afterEach(async () => {
  const all = (await engine.api('GET', '/containers/json?all=1')) as { readonly Id: string }[];
  await inParallel(all, ({ Id }) => engine.remove(Id));
  await engine.api('POST', '/networks/prune');
}, 120_000);

const host = (name: string) => ({ 'dns.host': `${name}.example.com` });
const A = 'A 192.168.1.10';

/** A project that reads the engine, with a zone file of its own. */
const project = () =>
  workspace({
    'dns-sync.yaml': [
      'version: 1',
      'owner: test',
      'defaults: { ipv4: 192.168.1.10 }',
      `sources: [{ name: home, type: docker, host: "${engine.host}", timeout: 1s }]`,
      'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
      '',
    ].join('\n'),
    'zones/example.com.zone':
      '$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\nns IN A 192.0.2.1\n',
  });

/** Does the work for all items, eight at a time. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
    }),
  );
}

describe('live docker: which containers count', () => {
  it('running and paused ones, whatever became of them before', async () => {
    await engine.run('web', host('web'));
    await engine.create('idle', host('idle'));
    expect(claimed(await readDocker({ host: engine.host }))).toEqual([`web.example.com ${A}`]);
    await engine.api('POST', '/containers/web/pause');
    expect(claimed(await readDocker({ host: engine.host }))).toEqual([`web.example.com ${A}`]);
    await engine.api('POST', '/containers/web/unpause');
    await engine.api('POST', '/containers/web/kill');
    await engine.api('POST', '/containers/web/wait');
    const stopped = await readDocker({ host: engine.host });
    expect(stopped).toMatchObject({ claims: [], completeness: 'complete', diagnostics: [] });
    await engine.api('POST', '/containers/web/start');
    expect(claimed(await readDocker({ host: engine.host }))).toEqual([`web.example.com ${A}`]);
  });

  it('those in other states where the source says so', async () => {
    await engine.run('web', host('web'));
    await engine.create('idle', host('idle'));
    const reading = await readDocker({ host: engine.host, states: ['created'] });
    expect(claimed(reading)).toEqual([`idle.example.com ${A}`]);
    expect(reading.diagnostics).toMatchObject([{ code: 'CONTAINER_NOT_COUNTED', origin: 'docker:home/web' }]);
  });

  it('under the name they have now, and as old as the container that has it', async () => {
    const first = await engine.run('web', host('web'));
    await engine.api('POST', '/containers/web/rename?name=www');
    const renamed = await readDocker({ host: engine.host });
    expect(renamed.claims).toMatchObject([
      { origins: ['docker:home/www label dns.host'], container: { id: first, name: 'www' } },
    ]);
    await engine.remove('www');
    expect(claimed(await readDocker({ host: engine.host }))).toEqual([]);
    await sleep(1100);
    const second = await engine.run('www', host('web'));
    const again = await readDocker({ host: engine.host });
    expect(again.claims).toMatchObject([{ container: { id: second, name: 'www' } }]);
    expect(again.claims[0]?.created).toBeGreaterThan(renamed.claims[0]?.created ?? Number.POSITIVE_INFINITY);
  });

  it('replicas of a compose service as one', async () => {
    const labels = { ...host('web'), 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };
    await inParallel(['web-1', 'web-2'], (name) => engine.run(name, labels));
    const { claims } = await readDocker({ host: engine.host });
    expect(claims.map(({ origins }) => [...origins].sort())).toEqual([
      ['docker:home/web-1 label dns.host', 'docker:home/web-2 label dns.host'],
    ]);
  });
});

describe('live docker: addresses', () => {
  const address = 'container' as const;
  const attach = (network: string, ipv4: string, ipv6?: string) => ({
    HostConfig: { NetworkMode: network },
    NetworkingConfig: {
      EndpointsConfig: {
        [network]: { IPAMConfig: { IPv4Address: ipv4, ...(ipv6 === undefined ? {} : { IPv6Address: ipv6 }) } },
      },
    },
  });
  const subnet = (...subnets: string[]) => ({ IPAM: { Config: subnets.map((one) => ({ Subnet: one })) } });

  it('are the IPv4 and IPv6 addresses in the only network', async () => {
    await engine.network('front', { EnableIPv6: true, ...subnet('10.77.1.0/24', 'fd77:1::/64') });
    await engine.run('web', host('web'), attach('front', '10.77.1.5', 'fd77:1::5'));
    expect(claimed(await readDocker({ host: engine.host, address }))).toEqual([
      'web.example.com A 10.77.1.5',
      'web.example.com AAAA fd77:1::5',
    ]);
  });

  it('must be told apart where there are several networks', async () => {
    await engine.network('front', subnet('10.77.1.0/24'));
    await engine.network('back', subnet('10.77.2.0/24'));
    const labelled = { ...host('named'), 'dns.network': 'back' };
    await engine.run('web', host('web'), attach('front', '10.77.1.5'));
    await engine.run('named', labelled, attach('front', '10.77.1.6'));
    for (const [name, ipv4] of [
      ['web', '10.77.2.5'],
      ['named', '10.77.2.6'],
    ]) {
      const EndpointConfig = { IPAMConfig: { IPv4Address: ipv4 } };
      await engine.api('POST', '/networks/back/connect', { Container: name, EndpointConfig });
    }
    const reading = await readDocker({ host: engine.host, address });
    expect(claimed(reading)).toEqual(['named.example.com A 10.77.2.6']);
    expect(reading).toMatchObject({ completeness: 'complete', doubts: [{ name: 'web.example.com' }] });
    expect(reading.diagnostics).toMatchObject([
      { code: 'ADDRESS_AMBIGUOUS', hint: expect.stringMatching(/dns\.network: (back, front|front, back)$/) },
    ]);
    expect(claimed(await readDocker({ host: engine.host, address: { network: 'front' } }))).toEqual([
      'named.example.com A 10.77.2.6',
      'web.example.com A 10.77.1.5',
    ]);
  });

  it("are the host's for a container on its network, and none for one without a network", async () => {
    await engine.run('onhost', host('onhost'), { HostConfig: { NetworkMode: 'host' } });
    await engine.run('alone', host('alone'), { HostConfig: { NetworkMode: 'none' } });
    const reading = await readDocker({ host: engine.host, address });
    expect(claimed(reading)).toEqual([`onhost.example.com ${A}`]);
    expect(codes(reading)).toEqual(['NO_ADDRESS']);
  });
});

describe('live docker: how it is read', () => {
  it('500 containers cost the same requests as one', async () => {
    const proxy = await startDockerProxy(engine.socket);
    try {
      await engine.run('web', host('web'));
      await readDocker({ host: proxy.host });
      const forOne = proxy.takeRequests();
      expect(forOne).toEqual(['GET /_ping', 'GET /containers/json', 'GET /info']);
      await engine.remove('web');
      const names = Array.from({ length: 500 }, (_, index) => `c${index}`);
      await inParallel(names.slice(20), (name) => engine.create(name, host(name)));
      await inParallel(names.slice(0, 20), (name) => engine.run(name, host(name)));
      const running = await readDocker({ host: proxy.host });
      expect(running.claims).toHaveLength(20);
      expect(proxy.takeRequests()).toEqual(forOne);
      const all = await readDocker({ host: proxy.host, states: ['created', 'running'] });
      expect(all.claims).toHaveLength(500);
      expect(proxy.takeRequests()).toEqual(forOne);
      const { stdout } = await project().run('plan');
      expect(stdout.match(/^ {2}\+ c\d+\.example\.com /gm)).toHaveLength(20);
    } finally {
      await proxy.close();
    }
  }, 240_000);

  it('ends at once when it is told to', async () => {
    const proxy = await startDockerProxy(engine.socket);
    try {
      proxy.spoil('/containers/json', 'never');
      const controller = new AbortController();
      const reading = readDocker({ host: proxy.host, timeoutMs: 600_000 }, {}, controller.signal);
      const seen: string[] = [];
      await until(() => seen.push(...proxy.takeRequests()) > 0 && seen.includes('GET /containers/json'));
      controller.abort();
      await expect(reading).rejects.toThrow('aborted');
    } finally {
      await proxy.close();
    }
  });

  it('speaks the lower of both versions, and none below 1.24', async () => {
    const proxy = await startDockerProxy(engine.socket);
    try {
      await engine.run('web', host('web'));
      proxy.pretend('1.24');
      expect((await readDocker({ host: proxy.host })).claims).toHaveLength(1);
      proxy.pretend('1.23');
      const reading = await readDocker({ host: proxy.host });
      expect(codes(reading)).toEqual(['DOCKER_API_TOO_OLD', 'SOURCE_FAILED']);
      expect(complaint(reading)).toContain('version 1.23 of the API, and at least 1.24 is needed');
    } finally {
      await proxy.close();
    }
  });
});

describe('live docker: the command line', () => {
  it('goes from containers to a zone file, and follows a restart of the engine', async () => {
    await engine.run('web', host('web'), { HostConfig: { RestartPolicy: { Name: 'always' } } });
    const { run, read } = project();
    expect(await run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(read('zones/example.com.zone')).toMatch(/^web\.example\.com\. 300 IN A 192\.168\.1\.10 /m);
    await engine.stop();
    const down = await run('plan');
    expect(down).toMatchObject({ exit: 4 });
    expect(down.stdout + down.stderr).toMatch(/SOURCE_FAILED[\s\S]*there is no such socket|nothing listens there/);
    await engine.start();
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  });

  it('deletes nothing while the engine hangs', async () => {
    await engine.run('web', host('web'));
    await engine.run('www', host('www'));
    const { run, read, tree } = project();
    await run('apply', '--auto-approve');
    const before = tree();
    engine.freeze();
    try {
      const stopped = await run('apply', '--auto-approve', '--allow-deletes', '10', '--allow-empty', 'home');
      expect(stopped).toMatchObject({ exit: 4 });
      expect(stopped.stdout).toContain('no answer within 1 s');
      expect(await run('apply', '--auto-approve', '--hold')).toMatchObject({ exit: 0 });
      expect(tree()).toEqual(before);
    } finally {
      engine.thaw();
    }
    await engine.remove('www');
    expect(await run('apply', '--auto-approve', '--allow-delete-percent', '100')).toMatchObject({ exit: 0 });
    expect(read('zones/example.com.zone')).not.toContain('www');
  });

  it('asks no daemon for a check, and none where the snapshot stands in', async () => {
    await engine.run('web', host('web'));
    const { run } = project();
    expect(await run('snapshot')).toMatchObject({ exit: 0 });
    engine.freeze();
    try {
      expect(await run('check')).toMatchObject({ exit: 0 });
      const locked = await run('plan', '--locked');
      expect(locked).toMatchObject({ exit: 0 });
      expect(locked.stdout).toContain('web.example.com');
    } finally {
      engine.thaw();
    }
  });

  it('records what the engine answered, so that it can be read without it', async () => {
    const secret = { 'com.example.password': 'hunter2', 'org.opencontainers.image.title': 'box' };
    await engine.run('web', { ...host('web'), ...secret }, { Env: ['TOKEN=hunter2'] });
    await engine.run('other', secret);
    const { run, read, write } = project();
    expect(await run('snapshot', '--record', 'seen.json')).toMatchObject({ exit: 0 });
    expect(read('seen.json')).not.toMatch(/hunter2|opencontainers|other/);
    const live = await run('plan');
    write({ 'dns-sync.yaml': read('dns-sync.yaml').replace(/host: "[^"]*", timeout: 1s/, 'file: seen.json') });
    engine.freeze();
    try {
      const replayed = await run('plan');
      expect(replayed).toMatchObject({ exit: 0, stdout: live.stdout });
    } finally {
      engine.thaw();
    }
  });

  it('records no secrets of the configuration', async () => {
    const labels = { 'dns.records.t.name': 't.example.com', 'dns.records.t.type': 'TXT' };
    await engine.run('web', { ...labels, 'dns.records.t.value': `engine=${engine.host}` });
    const { runWith, read, write } = project();
    write({ 'dns-sync.yaml': read('dns-sync.yaml').replace(engine.host, '${env:ENGINE}') });
    expect(await runWith({ ENGINE: engine.host }, 'snapshot', '--record', 'seen.json')).toMatchObject({ exit: 0 });
    expect(read('seen.json')).toContain('engine=${env:ENGINE}');
    expect(read('seen.json')).not.toContain(engine.socket);
  });

  it.each([
    ['dns-sync.yaml', '--record would replace dns-sync.yaml, which dns-sync needs'],
    ['dns-sync.lock.json', '--record would replace dns-sync.lock.json, which dns-sync needs'],
    ['pipe', 'cannot be written: something stands there that is no file'],
    ['zones', 'cannot be written: something stands there that is no file'],
    ['', 'cannot be written: something stands there that is no file'],
  ])('records into no "%s"', async (path, says) => {
    await engine.run('web', host('web'));
    const { run, folder, tree } = project();
    await run('apply', '--auto-approve');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const before = tree();
    const { exit, stderr } = await run('snapshot', '--record', path);
    expect(exit).toBe(3);
    expect(stderr.replace(/\s+/g, ' ')).toContain(says);
    expect(tree()).toEqual(before);
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
  });

  it('says which daemon did not answer, so that the recording is not taken for the whole', async () => {
    await engine.run('web', host('web'));
    const { run, read, write } = project();
    const config = read('dns-sync.yaml');
    const gone = '{ name: gone, type: docker, host: "unix:///nowhere.sock" }';
    write({ 'dns-sync.yaml': config.replace('sources: [', `sources: [${gone}, `) });
    expect(await run('snapshot', '--record', 'seen.json')).toMatchObject({ exit: 4 });
    expect(read('seen.json')).toContain('"Missing": "unix:///nowhere.sock"');
    write({ 'dns-sync.yaml': config.replace(/type: docker, host: .*, timeout: 1s/, 'type: docker, file: seen.json') });
    const replayed = await run('plan');
    expect(replayed.exit).toBe(4);
    expect(replayed.stdout.replace(/\s+/g, ' ')).toContain('unix:///nowhere.sock (there is no such socket)');
  });

  it('has nothing to record where no daemon answers', async () => {
    const { run, tree } = project();
    engine.freeze();
    try {
      const before = tree();
      expect(await run('snapshot', '--record', 'seen.json')).toMatchObject({ exit: 4 });
      expect(tree()).toEqual(before);
    } finally {
      engine.thaw();
    }
  });
});

it('examples/docker-socket-proxy: planned, applied, and then there is nothing to do', async () => {
  await engine.run('whoami', { 'dns.host': 'whoami.home.example.com' });
  const example = join(import.meta.dirname, '../../../examples/docker-socket-proxy/dns-sync.yaml');
  const text = readFileSync(example, 'utf8').replace('tcp://socket-proxy:2375', engine.host);
  const { run } = workspace({ 'dns-sync.yaml': text });
  expect((await run('plan')).stdout).toContain('+ whoami.home.example.com');
  expect(await run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
});
