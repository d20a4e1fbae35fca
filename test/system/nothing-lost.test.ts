import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { type Workspace, workspace } from './cli.ts';
import { checkZones, handMadeZone, ownedLines } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const lockfile = 'dns-sync.lock.json';

const config = `version: 1
owner: homeserver
defaults: { ttl: 300, ipv4: 10.0.0.2 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }
  - { name: recorded, type: docker, file: containers.json }
  - { name: overrides, type: yaml, files: [overrides.yaml] }
  - { name: rewrites, type: yaml, files: [rewrites.yaml] }
providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones }
`;

const web = `services:
  web:
    image: nginx
    labels:
      dns.host: web.lan.example.com, www.lan.example.com
`;
const shop = `services:
  shop:
    image: nginx
    labels:
      dns.host: shop.lan.example.com
      dns.target: 10.0.0.40
  cart:
    image: nginx
    labels:
      dns.host: "\${CART:-cart}.lan.example.com"
`;
const overrides = `version: 1
records:
  - { name: nas.lan.example.com, values: [10.0.0.5, "fd00::5"] }
  - { name: lan.example.com, type: MX, value: 10 web.lan.example.com }
`;
const rewrites = `version: 1
patch:
  - { match: { name: web.lan.example.com }, set: { ttl: 60 } }
ignore:
  - { name: cart.lan.example.com, type: AAAA }
`;

/** What `docker inspect` prints of one container. */
function containers(labels: Readonly<Record<string, string>>): string {
  const container = {
    Id: 'c0ffee'.padEnd(64, '0'),
    Name: '/grafana',
    Created: '2026-01-02T03:04:05.678Z',
    State: { Status: 'running' },
    HostConfig: { NetworkMode: 'bridge' },
    Config: { Labels: labels },
    NetworkSettings: { Networks: {} },
  };
  return JSON.stringify([container], null, 2);
}

const grafana = {
  'dns.host': 'grafana.lan.example.com',
  'dns.target': '10.0.0.50',
  'coredns.enabled': 'true',
  'coredns.a.name': 'dash.lan.example.com',
  'coredns.a.value': '10.0.0.51',
};

/** A project with all of its records applied beside the lines of a person. */
async function applied(): Promise<Workspace> {
  const place = workspace({
    'dns-sync.yaml': config,
    'stacks/web/compose.yaml': web,
    'stacks/shop/compose.yaml': shop,
    'containers.json': containers(grafana),
    'overrides.yaml': overrides,
    'rewrites.yaml': rewrites,
    [zone]: handMadeZone,
  });
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  expect(ownedLines(place.read(zone), 'homeserver')).toHaveLength(9);
  return place;
}

interface Case {
  readonly what: string;
  readonly harm: (place: Workspace) => void;
  /** Exit codes of `plan`, `apply` and `apply --hold`. */
  readonly exits: readonly [number, number, number];
}

const broken = 'services: [\n';
const noLabels = 'services:\n  web:\n    image: nginx\n';
const withoutLockfile = (harm: Case['harm']) => (place: Workspace) => {
  place.remove(lockfile);
  harm(place);
};
const inPlaceOf = (path: string) => (place: Workspace) => {
  place.remove(path);
  place.write({ [`${path}/inside`]: '' });
};

const cases: readonly Case[] = [
  { what: 'the only overrides file deleted', harm: (place) => place.remove('overrides.yaml'), exits: [4, 4, 0] },
  { what: 'every stack deleted', harm: (place) => place.remove('stacks'), exits: [4, 4, 0] },
  { what: 'the recorded containers deleted', harm: (place) => place.remove('containers.json'), exits: [4, 4, 0] },
  {
    what: 'everything deleted but the configuration',
    harm: (place) => {
      for (const path of ['stacks', 'containers.json', 'overrides.yaml', 'rewrites.yaml']) place.remove(path);
    },
    exits: [4, 4, 0],
  },
  { what: 'a directory in place of the overrides', harm: inPlaceOf('overrides.yaml'), exits: [3, 3, 0] },
  { what: 'a directory in place of the recorded containers', harm: inPlaceOf('containers.json'), exits: [3, 3, 0] },
  { what: 'a directory in place of a compose file', harm: inPlaceOf('stacks/web/compose.yaml'), exits: [3, 3, 0] },
  { what: 'overrides that are no YAML', harm: (place) => place.write({ 'overrides.yaml': broken }), exits: [3, 3, 0] },
  {
    what: 'overrides with a record that makes no sense',
    harm: (place) => place.write({ 'overrides.yaml': overrides.replace('fd00::5', 'fd00::5::6') }),
    exits: [3, 3, 0],
  },
  { what: 'an empty overrides file', harm: (place) => place.write({ 'overrides.yaml': '' }), exits: [3, 3, 0] },
  { what: 'patches that are no YAML', harm: (place) => place.write({ 'rewrites.yaml': broken }), exits: [3, 3, 0] },
  {
    what: 'a patch with a misspelt key',
    harm: (place) => place.write({ 'rewrites.yaml': rewrites.replace('match', 'mach') }),
    exits: [3, 3, 0],
  },
  {
    what: 'one of two stacks that is no YAML',
    harm: (place) => place.write({ 'stacks/web/compose.yaml': broken }),
    exits: [3, 3, 0],
  },
  {
    what: 'one of two stacks with a doubled key',
    harm: (place) => place.write({ 'stacks/web/compose.yaml': `${web}      dns.host: other.lan.example.com\n` }),
    exits: [3, 3, 0],
  },
  {
    what: 'both stacks that are no YAML',
    harm: (place) => place.write({ 'stacks/web/compose.yaml': broken, 'stacks/shop/compose.yaml': broken }),
    exits: [3, 3, 0],
  },
  {
    what: 'recorded containers that are cut off',
    harm: (place) => place.write({ 'containers.json': containers(grafana).slice(0, 200) }),
    exits: [3, 3, 0],
  },
  {
    what: 'recorded containers of an unknown shape',
    harm: (place) => place.write({ 'containers.json': '[{"hello":"world"}]' }),
    exits: [3, 3, 0],
  },
  {
    what: 'a variable in a label that is not set',
    harm: (place) => place.write({ 'stacks/shop/compose.yaml': shop.replace(':-cart', '') }),
    exits: [3, 3, 0],
  },
  {
    what: 'a label with an invalid address',
    harm: (place) => place.write({ 'stacks/shop/compose.yaml': shop.replace('10.0.0.40', '10.0.0.400') }),
    exits: [3, 3, 0],
  },
  {
    what: 'a label with an invalid TTL',
    harm: (place) => place.write({ 'containers.json': containers({ ...grafana, 'dns.ttl': '5 minutes' }) }),
    exits: [3, 3, 0],
  },
  {
    what: 'a label that names no provider of ours',
    harm: (place) => place.write({ 'containers.json': containers({ ...grafana, 'dns.provider': 'nosuch' }) }),
    exits: [3, 3, 0],
  },
  {
    what: 'a label of another tool with an invalid value',
    harm: (place) => place.write({ 'containers.json': containers({ ...grafana, 'coredns.a.value': '10.0.0.510' }) }),
    exits: [0, 0, 0],
  },
  {
    what: 'an override that contradicts itself',
    harm: (place) =>
      place.write({ 'overrides.yaml': `${overrides}  - { name: nas.lan.example.com, value: other.example.net }\n` }),
    exits: [3, 3, 0],
  },
  {
    what: 'all labels removed from a source',
    harm: (place) => place.write({ 'stacks/web/compose.yaml': noLabels, 'stacks/shop/compose.yaml': noLabels }),
    exits: [0, 8, 8],
  },
  { what: 'no container left', harm: (place) => place.write({ 'containers.json': '[]' }), exits: [0, 8, 8] },
  {
    what: 'all overrides removed',
    harm: (place) => place.write({ 'overrides.yaml': 'version: 1\nrecords: []\n' }),
    exits: [0, 8, 8],
  },
  { what: 'the lockfile deleted', harm: (place) => place.remove(lockfile), exits: [0, 0, 0] },
  {
    what: 'the lockfile deleted, and an override removed',
    harm: withoutLockfile((place) => place.write({ 'overrides.yaml': overrides.replace(/.*nas.*\n/, '') })),
    exits: [0, 8, 8],
  },
  {
    what: 'the lockfile deleted, and the overrides too',
    harm: withoutLockfile((place) => place.remove('overrides.yaml')),
    exits: [0, 8, 8],
  },
  {
    what: 'the lockfile deleted, and overrides that are no YAML',
    harm: withoutLockfile((place) => place.write({ 'overrides.yaml': broken })),
    exits: [3, 3, 0],
  },
  {
    what: 'the lockfile deleted, and a directory in place of the overrides',
    harm: withoutLockfile(inPlaceOf('overrides.yaml')),
    exits: [3, 3, 0],
  },
  {
    what: 'the lockfile deleted, and one of two stacks that is no YAML',
    harm: withoutLockfile((place) => place.write({ 'stacks/web/compose.yaml': broken })),
    exits: [3, 3, 0],
  },
  {
    what: 'the lockfile deleted, and patches that are no YAML',
    harm: withoutLockfile((place) => place.write({ 'rewrites.yaml': broken })),
    exits: [3, 3, 0],
  },
  {
    what: 'the lockfile deleted, and recorded containers that are cut off',
    harm: withoutLockfile((place) => place.write({ 'containers.json': '[{' })),
    exits: [3, 3, 0],
  },
  {
    what: 'the lockfile deleted, and a variable in a label that is not set',
    harm: withoutLockfile((place) => place.write({ 'stacks/shop/compose.yaml': shop.replace(':-cart', '') })),
    exits: [3, 3, 0],
  },
];

describe('nothing is lost because something could not be read', () => {
  it.concurrent.for(cases)('$what', async ({ harm, exits }) => {
    const place = await applied();
    const before = place.read(zone);
    harm(place);
    const harmed = place.tree();

    expect((await place.run('plan')).exit).toBe(exits[0]);
    expect(place.tree()).toEqual(harmed);
    expect((await place.run('apply', '--auto-approve')).exit).toBe(exits[1]);
    if (exits[1] !== 0) expect(place.tree()).toEqual(harmed);
    // Several times, so that what is remembered does not fade.
    for (let round = 0; round < 3; round += 1) {
      expect((await place.run('apply', '--auto-approve', '--hold')).exit).toBe(exits[2]);
      expect(place.read(zone)).toBe(before);
    }
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
  });

  it.concurrent('what is held is in the plan with its reason, and mended input leads back to an empty plan', async () => {
    const place = await applied();
    const before = place.read(zone);
    place.write({ 'stacks/shop/compose.yaml': shop.replace(':-cart', ''), 'containers.json': '[' });
    const held = JSON.parse((await place.run('plan', '--hold', '--json')).stdout) as Plan;
    expect(held.changes).toEqual([]);
    expect(held.held.map(({ name, type, reason }) => `${name} ${type} ${reason}`)).toEqual([
      'cart.lan.example.com A invalid',
      'dash.lan.example.com A source-incomplete',
      'grafana.lan.example.com A source-incomplete',
    ]);
    expect((await place.run('apply', '--auto-approve', '--hold')).exit).toBe(0);
    place.write({ 'stacks/shop/compose.yaml': shop, 'containers.json': containers(grafana) });
    expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(0);
    expect(place.read(zone)).toBe(before);
  });

  it.concurrent('a name in doubt is held while everything else goes on', async () => {
    const place = await applied();
    place.write({
      'stacks/shop/compose.yaml': shop.replace(':-cart', ''),
      'overrides.yaml': `${overrides}  - { name: new.lan.example.com, value: 10.0.0.60 }\n`,
    });
    expect((await place.run('apply', '--auto-approve')).exit).toBe(3);
    const held = await place.run('apply', '--auto-approve', '--hold');
    expect(held).toMatchObject({ exit: 0, stdout: expect.stringContaining('Applied: 1 created, 1 held.') });
    const lines = ownedLines(place.read(zone), 'homeserver').map((line) => line.split(' ')[0]);
    expect(lines).toContain('new.lan.example.com.');
    expect(lines).toContain('cart.lan.example.com.');
  });
});
