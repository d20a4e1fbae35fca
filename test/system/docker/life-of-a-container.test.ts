import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DockerEngine, startDocker } from '../../servers/docker.ts';
import { type Workspace, workspace } from '../cli.ts';

let engine: DockerEngine;
let project: Workspace;
beforeAll(async () => {
  engine = await startDocker();
  await engine.network('front', { EnableIPv6: true, IPAM: ipam('10.77.1.0/24', 'fd77:1::/64') });
  await engine.network('back', { IPAM: ipam('10.77.2.0/24') });
  // What does not change, so that the list is never empty.
  await engine.run('base', host('base'));
  project = workspace({
    'dns-sync.yaml': [
      'version: 1',
      'owner: test',
      'defaults: { ipv4: 192.168.1.10 }',
      `sources: [{ name: home, type: docker, host: "${engine.host}" }]`,
      'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
      '',
    ].join('\n'),
    'zones/example.com.zone':
      '$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\nns IN A 192.0.2.1\n',
  });
  await apply();
}, 120_000);
afterAll(() => engine.close(), 120_000);

function ipam(...subnets: string[]) {
  return { Config: subnets.map((Subnet) => ({ Subnet })) };
}

function host(name: string): Record<string, string> {
  return { 'dns.host': `${name}.example.com` };
}

/** What the next plan does, `+ NAME TYPE` and the like, sorted; `nothing` with the exit code that means it. */
async function plan(): Promise<string[]> {
  const { exit, stdout } = await project.run('plan', '--detailed-exitcode', '--allow-delete-percent', '100');
  const lines = [...stdout.matchAll(/^ {2}([+~-]) (\S+) +([A-Z]+) +\d+ +(\S+)/gm)];
  const changes = lines.map(([, sign, name, type, value]) => `${sign} ${name} ${type} ${value}`);
  return exit === 0 && changes.length === 0 ? ['nothing'] : changes.sort();
}

async function apply(): Promise<void> {
  const outcome = await project.run('apply', '--auto-approve', '--allow-delete-percent', '100');
  expect(outcome).toMatchObject({ exit: 0 });
}

const post = (path: string) => engine.api('POST', `/containers/${path}`);

describe('what a plan says of a container', () => {
  it('that is created, started, paused, renamed, stopped, removed and created again', async () => {
    const labels = host('web');
    await engine.create('web', labels);
    expect(await plan()).toEqual(['nothing']);
    await post('web/start');
    expect(await plan()).toEqual(['+ web.example.com A 192.168.1.10']);
    await apply();
    await post('web/pause');
    expect(await plan()).toEqual(['nothing']);
    await post('web/unpause');
    await post('web/rename?name=www');
    expect(await plan()).toEqual(['nothing']);
    await post('www/stop?t=0');
    expect(await plan()).toEqual(['- web.example.com A 192.168.1.10']);
    await post('www/start');
    expect(await plan()).toEqual(['nothing']);
    await engine.remove('www');
    expect(await plan()).toEqual(['- web.example.com A 192.168.1.10']);
    await engine.run('www', labels);
    expect(await plan()).toEqual(['nothing']);
    await engine.remove('www');
    await engine.run('www', host('shop'));
    expect(await plan()).toEqual(['+ shop.example.com A 192.168.1.10', '- web.example.com A 192.168.1.10']);
    await engine.remove('www');
    await apply();
  });

  it.each<{ case: string; labels: Record<string, string>; networks: string[]; says: RegExp[]; warns?: string }>([
    {
      case: 'one network, IPv4 and IPv6',
      labels: { 'dns.address': 'container' },
      networks: ['front'],
      says: [/^\+ net\.example\.com A 10\.77\.1\./, /^\+ net\.example\.com AAAA fd77:1::/],
    },
    {
      case: 'two networks, one of them named',
      labels: { 'dns.network': 'back' },
      networks: ['front', 'back'],
      says: [/^\+ net\.example\.com A 10\.77\.2\./],
    },
    {
      case: 'two networks and none named',
      labels: { 'dns.address': 'container' },
      networks: ['front', 'back'],
      says: [/^nothing$/],
      warns: 'ADDRESS_AMBIGUOUS',
    },
    {
      case: 'the network of the host',
      labels: { 'dns.address': 'container' },
      networks: ['host'],
      says: [/^\+ net\.example\.com A 192\.168\.1\.10$/],
    },
    {
      case: 'no network',
      labels: { 'dns.address': 'container' },
      networks: ['none'],
      says: [/^nothing$/],
      warns: 'NO_ADDRESS',
    },
  ])('on $case', async ({ labels, networks: [first = '', ...others], says, warns }) => {
    await engine.run('net', { ...host('net'), ...labels }, { HostConfig: { NetworkMode: first } });
    try {
      for (const other of others) await engine.api('POST', `/networks/${other}/connect`, { Container: 'net' });
      expect(await plan()).toEqual(says.map((one) => expect.stringMatching(one)));
      const codes = (await project.run('plan')).stdout.match(/\b(?:NO_ADDRESS|ADDRESS_AMBIGUOUS)\b/g) ?? [];
      expect(new Set(codes)).toEqual(new Set(warns === undefined ? [] : [warns]));
    } finally {
      await engine.remove('net');
    }
  });
});
