import { describe, expect, it } from 'vitest';
import { type ElementRules, readElements } from '../../../src/sources/docker/read-elements.ts';
import { recordingOf } from '../../../src/sources/docker/record.ts';
import { withoutMesh, withTasks } from '../../../src/sources/docker/swarm-tasks.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';

const host = { 'dns.host': 'web.example.com' };
const context = { root: '/', environment: {}, defaults: {}, remembered: false, providers: ['home'] };
const rulesWith = (more: Partial<ElementRules> = {}): ElementRules => ({
  name: 'home',
  labels: labelRules({}),
  states: ['running'],
  swarm: 'auto',
  addressing: 'container',
  requireEnable: false,
  ...more,
});

const container = {
  Id: 'abc',
  Names: ['/web'],
  Image: 'secret-image',
  Command: 'run --password hunter2',
  Created: 1714557600,
  State: 'running',
  Labels: { ...host, 'com.docker.compose.project': 'p', 'com.docker.compose.service': 's', other: 'hunter2' },
  HostConfig: { NetworkMode: 'front' },
  NetworkSettings: { Networks: { front: { IPAddress: '10.0.0.5', GlobalIPv6Address: 'fd00::5', MacAddress: '02' } } },
  Mounts: [{ Source: '/secret' }],
};

const service = (more: object = {}) => ({
  ID: 's1',
  CreatedAt: '2024-05-01T10:00:00.5Z',
  Spec: {
    Name: 'web',
    Labels: { ...host, other: 'hunter2' },
    Mode: { Replicated: { Replicas: 2 } },
    TaskTemplate: { ContainerSpec: { Image: 'x', Env: ['TOKEN=hunter2'], Labels: { other: 'hunter2' } } },
    ...more,
  },
});

const task = (address: string, more: object = {}, network: object = { ID: 'n1' }) => ({
  ServiceID: 's1',
  DesiredState: 'running',
  Status: { State: 'running' },
  Spec: { ContainerSpec: { Env: ['TOKEN=hunter2'] } },
  NetworksAttachments: [
    { Network: { ID: 'n0', Spec: { Name: 'mesh', Ingress: true } }, Addresses: ['10.255.0.9/16'] },
    { Network: network, Addresses: [address] },
  ],
  ...more,
});

const networks = [{ Id: 'n1', Name: 'front' }];
const read = (values: readonly unknown[], rules = rulesWith()) =>
  readElements(
    values.map((value) => ({ value })),
    rules,
    context,
  );
const values = (elements: readonly unknown[], rules = rulesWith()) =>
  read(elements, rules)
    .claims.map(({ value }) => value)
    .sort();

describe('tasks of a service', () => {
  it('give it their addresses, less those of the routing mesh', () => {
    expect(values(withTasks([service()], [task('10.0.1.3/24'), task('fd00::4/64')], networks))).toEqual([
      '10.0.1.3',
      'fd00::4',
    ]);
  });

  it.each([
    ['is to be shut down', { DesiredState: 'shutdown' }],
    ['is being prepared', { Status: { State: 'preparing' } }],
    ['is of another service', { ServiceID: 's2' }],
    ['has no networks', { NetworksAttachments: null }],
  ])('do not when one %s', (_, more) => {
    expect(values(withTasks([service()], [task('10.0.1.3/24', more), task('10.0.1.4/24')], networks))).toEqual([
      '10.0.1.4',
    ]);
  });

  it('know their network also where the list of networks does not', () => {
    const named = task('10.0.1.3/24', {}, { ID: 'n9', Spec: { Name: 'back' } });
    expect(values(withTasks([service()], [named], networks), rulesWith({ addressing: { network: 'back' } }))).toEqual([
      '10.0.1.3',
    ]);
  });

  it.each([
    ['has no state', { Status: null }],
    ['has no wanted state', { DesiredState: undefined }],
    ['has networks that are no list', { NetworksAttachments: {} }],
    ['has a network that is none', { NetworksAttachments: [{ Network: null, Addresses: ['10.0.1.3/24'] }] }],
    ['has an address that is no text', { NetworksAttachments: [{ Network: { ID: 'n1' }, Addresses: [5] }] }],
  ])('leave that service unread, and no other, when one %s', (_, more) => {
    const other = { ...service({ Name: 'other', Labels: { 'dns.host': 'other.example.com' } }), ID: 's2' };
    const tasks = [task('10.0.1.3/24', more), task('10.0.1.4/24'), task('10.0.1.5/24', { ServiceID: 's2' })];
    const reading = read(withTasks([service(), other], tasks, networks));
    expect(reading.claims).toMatchObject([{ name: 'other.example.com', value: '10.0.1.5' }]);
    expect(reading.strange).toMatchObject([
      { count: 1, message: 'the tasks of the service "web" are not what Docker says of tasks' },
    ]);
  });

  it('that do not run leave it without an address', () => {
    const reading = read(withTasks([service()], [], networks));
    expect(reading).toMatchObject({
      claims: [],
      diagnostics: [{ code: 'NO_ADDRESS' }],
      doubts: [{ name: 'web.example.com' }],
    });
  });
});

describe('a recording', () => {
  const all = [container, ...withTasks([service()], [task('10.0.1.3/24')], networks)];

  it('holds nothing that is not read', () => {
    const text = JSON.stringify(recordingOf(all, labelRules({}), []));
    expect(text).not.toMatch(/hunter2|secret|MacAddress|Mounts|Env/);
  });

  it.each([{}, { addressing: 'host' as const }, { swarm: 'services' as const }, { swarm: 'containers' as const }])(
    'is read like what it was made of: %j',
    (more) => {
      const rules = rulesWith(more);
      expect(read(recordingOf(all, rules.labels, []), rules)).toEqual(read(all, rules));
    },
  );

  it('leaves out what has no labels of ours, no name, or an unknown shape', () => {
    const others = [{ ...container, Labels: { other: 'x' } }, { ...container, Names: [] }, { strange: true }, null];
    expect(recordingOf(others, labelRules({}), [])).toEqual([]);
  });
});

describe('containers of tasks', () => {
  const labels = { 'com.docker.swarm.service.id': 's1', ...host };
  const places = { front: { IPAddress: '10.0.0.5' }, mesh: { IPAddress: '10.255.0.9' } };
  const on = (Labels: object) => ({ ...container, Labels, NetworkSettings: { Networks: places } });
  const known = [...networks, { Id: 'n2', Name: 'mesh', Ingress: true }];

  it('have no address in the routing mesh, whatever its name', () => {
    expect(values(withoutMesh([on(labels)], known))).toEqual(['10.0.0.5']);
  });

  it('are told from others, whose networks all count', () => {
    expect(read(withoutMesh([on(host)], known)).diagnostics).toMatchObject([{ code: 'ADDRESS_AMBIGUOUS' }]);
  });

  it('are as they are where the networks are not known', () => {
    expect(withoutMesh([on(labels), null], [])).toEqual([on(labels), null]);
    expect(withoutMesh([null, 5], known)).toEqual([null, 5]);
  });
});

it('swarm: services warns of record labels on tasks once per service', () => {
  const labels = { 'com.docker.swarm.service.id': 's1', 'com.docker.swarm.service.name': 'web', ...host };
  const tasks = [1, 2].map((slot) => ({ ...container, Names: [`/web.${slot}`], Labels: labels }));
  const spec = { TaskTemplate: { ContainerSpec: { Labels: { 'dns.ttl': '60' } } } };
  const { diagnostics } = read([...tasks, service(spec)], rulesWith({ swarm: 'services', addressing: 'host' }));
  expect(diagnostics.filter(({ code }) => code === 'LABEL_ON_TASK')).toMatchObject([
    { message: expect.stringMatching(/dns\.host, dns\.ttl$/), origin: 'docker:home/service:web' },
  ]);
});
