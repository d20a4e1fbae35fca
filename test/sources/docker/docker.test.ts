import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/core/claim.ts';
import { type DockerSettings, dockerSource } from '../../../src/sources/docker.ts';
import type { SourceContext } from '../../../src/sources/source.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type More = { settings?: Partial<DockerSettings>; context?: Partial<SourceContext> };
type Labels = Readonly<Record<string, string>> | null;

/** Reads a recording from a file; null: there is no file. */
async function read(text: string | Buffer | null, { settings = {}, context = {} }: More = {}): Promise<Reading> {
  const root = mkdtempSync(join(tmpdir(), 'dns-sync-docker-'));
  folders.push(root);
  if (text !== null) writeFileSync(join(root, 'c.json'), text);
  const source = dockerSource(
    { name: 'home', file: 'c.json', ...settings },
    { root, environment: {}, defaults: { ipv4: '192.168.1.10' }, remembered: false, providers: ['home'], ...context },
  );
  return await source.read(new AbortController().signal);
}

const host = { 'dns.host': 'app.example.com' };

/** What `docker inspect` says of a running container. */
function inspected(labels: Labels = host, more: Record<string, unknown> = {}) {
  return {
    Id: 'abc123',
    Name: '/web',
    Created: '2024-05-01T10:00:00.999999999Z',
    State: { Status: 'running' },
    Config: { Labels: labels },
    HostConfig: { NetworkMode: 'front' },
    NetworkSettings: { Networks: { front: { IPAddress: '10.0.0.5', GlobalIPv6Address: 'fd00:0::5' } } },
    ...more,
  };
}

/** What `GET /containers/json` says of it. */
function listed(labels: Labels = host, more: Record<string, unknown> = {}) {
  return {
    Id: 'abc123',
    Names: ['/other/alias', '/web'],
    Created: 1714557600,
    State: 'running',
    Labels: labels,
    HostConfig: { NetworkMode: 'front' },
    NetworkSettings: { Networks: { front: { IPAddress: '10.0.0.5', GlobalIPv6Address: 'fd00:0::5' } } },
    ...more,
  };
}

/** What `docker service inspect` and `GET /services` say of a service. */
function service(labels: Labels = host, more: Record<string, unknown> = {}) {
  return {
    ID: 'svc1',
    CreatedAt: '2024-05-01T10:00:00.5Z',
    Spec: { Name: 'web', Labels: labels, Mode: { Replicated: { Replicas: 2 } }, ...more },
  };
}

const json = (...elements: unknown[]) => JSON.stringify(elements, null, 2);
const claimed = (reading: Reading) => reading.claims.map(({ name, type, value }) => `${name} ${type} ${value}`).sort();
const found = (reading: Reading) =>
  reading.diagnostics.map(({ severity, code, line = 0, column = 0 }) => `${severity} ${code} ${line}:${column}`).sort();
const A = 'A 192.168.1.10';

describe('recorded docker: shapes', () => {
  it.each([
    { case: 'an inspected container', text: json(inspected()), origin: 'docker:home/web label dns.host', id: 'abc123' },
    { case: 'a listed container', text: json(listed()), origin: 'docker:home/web label dns.host', id: 'abc123' },
    { case: 'a service', text: json(service()), origin: 'docker:home/service:web label dns.host', id: 'svc1' },
    {
      case: 'a byte-order mark',
      text: `\ufeff${json(inspected())}`,
      origin: 'docker:home/web label dns.host',
      id: 'abc123',
    },
    {
      case: 'one object without an array',
      text: JSON.stringify(inspected()),
      origin: 'docker:home/web label dns.host',
      id: 'abc123',
    },
  ])('$case: names, created in whole seconds, origin', async ({ text, origin, id }) => {
    const reading = await read(text);
    expect(found(reading)).toEqual([]);
    expect(reading.completeness).toBe('complete');
    expect(reading.claims).toMatchObject([
      {
        name: 'app.example.com',
        type: 'A',
        value: '192.168.1.10',
        created: 1714557600,
        container: { id, name: 'web' },
        origins: [origin],
        source: 'home',
        class: 'label',
      },
    ]);
  });

  it('reads containers and services mixed, and several arrays and objects one after another', async () => {
    const tricky = { note: '"]}\\"' };
    const text = [
      json(inspected({ 'dns.host': 'a.example.com' }), service({ 'dns.host': 'b.example.com', ...tricky })),
      json(),
      json(listed({ ...tricky, 'dns.host': 'c.example.com' })),
      JSON.stringify(inspected({ 'dns.host': 'd.example.com' })),
    ].join('\n');
    const reading = await read(text);
    expect(claimed(reading)).toEqual([
      `a.example.com ${A}`,
      `b.example.com ${A}`,
      `c.example.com ${A}`,
      `d.example.com ${A}`,
    ]);
    expect(found(reading)).toEqual([]);
    expect(reading.claims.find(({ name }) => name === 'c.example.com')?.at?.()?.line).toBe(
      text.split('\n').findIndex((line) => line.includes('c.example.com')) + 1,
    );
  });

  it.each<{ case: string; text: string }>([
    { case: 'an empty array', text: '[]' },
    { case: 'labels that are null', text: json(inspected(null), listed(null), service(null)) },
    {
      case: 'labels of others',
      text: json(inspected({ 'com.docker.compose.project': 'p', 'traefik.enable': 'true' })),
    },
  ])('$case claims nothing, and the source is complete', async ({ text }) => {
    expect(await read(text)).toEqual({
      claims: [],
      doubts: [],
      diagnostics: [],
      completeness: 'complete',
      missing: [],
    });
  });

  it.each<{ case: string; element: unknown; hint: string }>([
    {
      case: 'labels in one string, as docker ps writes them',
      element: { Names: 'web', Labels: 'a=b' },
      hint: 'docker inspect $(docker ps -q)',
    },
    { case: 'a number', element: 5, hint: 'docker inspect' },
    { case: 'a network', element: { Name: 'front', Driver: 'bridge', Containers: {} }, hint: 'docker inspect' },
    {
      case: 'labels that are a list',
      element: inspected(null, { Config: { Labels: ['dns.host=a'] } }),
      hint: 'docker inspect',
    },
    { case: 'labels that are no texts', element: listed(null, { Labels: { 'dns.host': 5 } }), hint: 'docker inspect' },
    {
      case: 'labels of a service that are no texts',
      element: service(null, { Labels: { 'dns.host': null } }),
      hint: 'docker inspect',
    },
    { case: 'a container without a name', element: inspected(host, { Name: '' }), hint: 'docker inspect' },
  ])('$case is RECORDED_SHAPE, the source incomplete; the others count', async ({ element, hint }) => {
    const reading = await read(`[${JSON.stringify(inspected())},\n ${JSON.stringify(element)}]`);
    expect(found(reading)).toEqual(['error RECORDED_SHAPE 2:2', 'warning SOURCE_INCOMPLETE 0:0']);
    expect(reading.diagnostics[0]?.hint).toContain(hint);
    expect(claimed(reading)).toEqual([`app.example.com ${A}`]);
    expect(reading).toMatchObject({ completeness: 'incomplete', missing: ['c.json:2'] });
  });

  it.each([
    { case: 'has no labels of ours', more: { Labels: { other: 'x' } }, codes: [] },
    { case: 'does not run', more: { State: 'dead' }, codes: ['CONTAINER_NOT_COUNTED'] },
  ])('a container without a name that $case is none that is missing', async ({ more, codes }) => {
    for (const names of [[], null]) {
      const reading = await read(json(inspected(), listed(host, { Names: names, ...more })));
      expect(reading.diagnostics.map(({ code }) => code)).toEqual(codes);
      expect(reading).toMatchObject({ completeness: 'complete', claims: [{ name: 'app.example.com' }] });
    }
  });

  it('what was missing when it was recorded is missing still', async () => {
    const reading = await read(
      json(inspected(), { Missing: 'Swarm services of tcp://nas:2375', Why: 'GET /services is refused with 403' }),
    );
    expect(found(reading)).toEqual(['warning SOURCE_INCOMPLETE 0:0']);
    expect(reading.diagnostics[0]?.message).toContain(
      'only in part: Swarm services of tcp://nas:2375 (GET /services is refused with 403)',
    );
    expect(reading.diagnostics[0]?.hint).toContain('record again');
    expect(reading).toMatchObject({ completeness: 'incomplete', missing: ['Swarm services of tcp://nas:2375'] });
    expect(claimed(reading)).toEqual([`app.example.com ${A}`]);
  });

  it.each([{ Missing: 'a', Why: 5 }, { Missing: '', Why: ' ' }, { Missing: 'a' }, { Why: 'a' }])(
    '%j is an unknown shape',
    async (element) => {
      expect(found(await read(json(element)))).toEqual(['error RECORDED_SHAPE 2:3', 'warning SOURCE_INCOMPLETE 0:0']);
    },
  );

  it('tells of many elements of one wrong shape once', async () => {
    const lines = Array.from({ length: 50 }, () => '{"Names":"web","Labels":"a=b"}').join('\n');
    const reading = await read(lines);
    expect(found(reading)).toEqual(['error RECORDED_SHAPE 1:1', 'warning SOURCE_INCOMPLETE 0:0']);
    expect(reading.diagnostics[0]?.message).toContain('50 elements');
  });
});

describe('recorded docker: places', () => {
  it.each([
    { case: 'inspected', element: inspected({ 'dns.oops': 'x', ...host }), line: 11 },
    { case: 'listed', element: listed({ 'dns.oops': 'x', ...host }), line: 11 },
    { case: 'service', element: service({ 'dns.oops': 'x', ...host }), line: 8 },
  ])('of claims and findings are those of the label: $case', async ({ element, line }) => {
    const reading = await read(json(element));
    expect(reading.diagnostics).toMatchObject([{ code: 'LABEL_UNKNOWN_FIELD', file: 'c.json', line }]);
    expect(reading.claims[0]?.at?.()).toMatchObject({ file: 'c.json', line: line + 1 });
  });

  it('count the documents before it', async () => {
    const reading = await read(`[]\n{"Name":"/a","Config":{"Labels":{"dns.oops":"x"}}}`);
    expect(reading.diagnostics).toMatchObject([{ code: 'LABEL_UNKNOWN_FIELD', line: 2, column: 34 }]);
  });
});

describe('recorded docker: states', () => {
  it.each([
    ['running', true],
    ['paused', true],
    ['restarting', true],
    ['created', false],
    ['exited', false],
    ['dead', false],
    ['removing', false],
  ])('%s counts: %s', async (state, counts) => {
    for (const element of [inspected(host, { State: { Status: state } }), listed(host, { State: state })]) {
      const reading = await read(json(element));
      expect(claimed(reading)).toEqual(counts ? [`app.example.com ${A}`] : []);
      expect(reading.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
        counts ? [] : ['info CONTAINER_NOT_COUNTED'],
      );
      expect(reading.doubts).toEqual([]);
    }
  });

  it('are those that the configuration names', async () => {
    const text = json(inspected(host, { State: { Status: 'exited' } }), inspected({ 'dns.host': 'b.example.com' }));
    expect(claimed(await read(text, { settings: { states: ['exited'] } }))).toEqual([`app.example.com ${A}`]);
  });

  it('count when the recording says none', async () => {
    expect(claimed(await read(json(inspected(host, { State: undefined }))))).toEqual([`app.example.com ${A}`]);
  });

  it('leave out a service that is scaled to zero', async () => {
    const reading = await read(json(service(host, { Mode: { Replicated: { Replicas: 0 } } })));
    expect(reading).toMatchObject({
      claims: [],
      doubts: [],
      diagnostics: [{ code: 'SERVICE_NOT_COUNTED', severity: 'info' }],
    });
  });

  it('do not matter for containers without labels of ours', async () => {
    expect(found(await read(json(inspected({ x: 'y' }, { State: { Status: 'exited' } }))))).toEqual([]);
  });
});

describe('recorded docker: addresses of the container', () => {
  const address = 'container';
  it.each<{ case: string; element: unknown; claims?: string[]; code?: string }>([
    { case: 'inspected', element: inspected(), claims: ['app.example.com A 10.0.0.5', 'app.example.com AAAA fd00::5'] },
    { case: 'listed', element: listed(), claims: ['app.example.com A 10.0.0.5', 'app.example.com AAAA fd00::5'] },
    {
      case: "on the host's network",
      element: inspected(host, {
        HostConfig: { NetworkMode: 'host' },
        NetworkSettings: { Networks: { host: { IPAddress: '' } } },
      }),
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'not running',
      element: inspected(host, {
        State: { Status: 'paused' },
        NetworkSettings: { Networks: { front: { IPAddress: '' } } },
      }),
      code: 'NO_ADDRESS',
    },
    { case: 'without networks', element: inspected(host, { NetworkSettings: {} }), code: 'NO_ADDRESS' },
    { case: 'of a service, whose tasks are not recorded', element: service(), code: 'NO_ADDRESS' },
    {
      case: 'on two networks',
      element: inspected(host, {
        NetworkSettings: { Networks: { a: { IPAddress: '10.0.0.1' }, b: { IPAddress: '10.0.0.2' } } },
      }),
      code: 'ADDRESS_AMBIGUOUS',
    },
  ])('$case', async ({ element, claims = [], code }) => {
    const reading = await read(json(element), { settings: { address } });
    expect(claimed(reading)).toEqual(claims);
    expect(reading.diagnostics.map((one) => one.code)).toEqual(code === undefined ? [] : [code]);
    expect(reading.doubts).toMatchObject(
      code === undefined ? [] : [{ kind: 'name', name: 'app.example.com', reason: 'no-address' }],
    );
    expect(reading.completeness).toBe('complete');
  });
});

describe('recorded docker: replicas', () => {
  const compose = { 'com.docker.compose.project': 'p', 'com.docker.compose.service': 'web' };
  const swarm = { 'com.docker.swarm.service.id': 's1', 'com.docker.swarm.service.name': 'web' };
  const replica = (number: number, labels: Labels) =>
    inspected(
      { ...labels, 'com.docker.compose.container-number': String(number) },
      {
        Id: `id${number}`,
        Name: `/web-${number}`,
        Created: `2024-05-0${number}T10:00:00Z`,
        NetworkSettings: { Networks: { front: { IPAddress: `10.0.0.${number}` } } },
      },
    );
  const first = Date.parse('2024-05-01T10:00:00Z') / 1000;

  it.each([
    { case: 'of a compose service', group: compose },
    { case: 'of a Swarm service', group: swarm },
  ])('$case are one claim with several origins, as old as the oldest', async ({ group }) => {
    const labels = { ...host, ...group };
    const reading = await read(json(replica(2, labels), replica(1, labels)));
    expect(reading.claims).toMatchObject([
      {
        value: '192.168.1.10',
        created: first,
        container: { name: 'web-1' },
        origins: ['docker:home/web-1 label dns.host', 'docker:home/web-2 label dns.host'],
      },
    ]);
    expect(reading.claims).toHaveLength(1);
  });

  it('have one value each with address: container, all as old as the oldest', async () => {
    const labels = { ...host, ...compose };
    const reading = await read(json(replica(2, labels), replica(1, labels)), { settings: { address: 'container' } });
    expect(reading.claims.map(({ value, created, origins }) => [value, created, origins])).toEqual([
      ['10.0.0.2', first, ['docker:home/web-2 label dns.host']],
      ['10.0.0.1', first, ['docker:home/web-1 label dns.host']],
    ]);
  });

  it('are told once what is wrong with their labels, but hold what each of them claimed', async () => {
    const labels = { 'dns.host': 'a..example.com', ...compose };
    const reading = await read(json(replica(1, labels), replica(2, labels)));
    expect(reading.diagnostics.map(({ code }) => code)).toEqual(['label-empty']);
    expect(reading.doubts).toMatchObject([
      { prefix: 'docker:home/web-1 label dns.host' },
      { prefix: 'docker:home/web-2 label dns.host' },
    ]);
  });

  it.each<{ case: string; one: Labels; two: Labels }>([
    { case: 'labels differ', one: { ...host, ...compose }, two: { ...host, ...compose, 'dns.priority': '1' } },
    {
      case: 'services differ',
      one: { ...host, ...compose },
      two: { ...host, ...compose, 'com.docker.compose.service': 'b' },
    },
    { case: 'there is no service', one: host, two: host },
  ])('are none when $case', async ({ one, two }) => {
    const reading = await read(json(replica(1, one), replica(2, two)));
    expect(reading.claims.map(({ created }) => created)).toEqual([first, first + 86400]);
  });
});

describe('recorded docker: files that cannot be read', () => {
  it.each<{ case: string; text: string | Buffer; findings: string[] }>([
    { case: 'no JSON', text: 'CONTAINER ID   IMAGE', findings: ['error FILE_INVALID 1:1'] },
    { case: 'JSON cut short', text: '[{"Name": "/web",\n "Config"', findings: ['error FILE_INVALID 2:10'] },
    { case: 'a mistake in the middle', text: '[]\n[{"Name" "/web"}]', findings: ['error FILE_INVALID 2:10'] },
    { case: 'an empty file', text: '', findings: ['error FILE_INVALID 1:1'] },
    { case: 'a file of blanks', text: ' \n', findings: ['error FILE_INVALID 1:1'] },
    { case: 'no text', text: Buffer.from('[\xff]\n\n\n', 'latin1'), findings: ['error FILE_NOT_TEXT 1:2'] },
  ])('$case: the source has failed', async ({ text, findings }) => {
    const reading = await read(text);
    expect(found(reading)).toEqual([...findings, 'warning SOURCE_FAILED 0:0']);
    expect(reading).toMatchObject({ claims: [], completeness: 'failed', missing: ['c.json'] });
  });

  it.each([
    { case: 'a missing file is a warning', more: {}, codes: ['SOURCE_PATH_MISSING'], completeness: 'complete' },
    {
      case: 'a remembered source is incomplete then',
      more: { context: { remembered: true } },
      codes: ['SOURCE_PATH_MISSING', 'SOURCE_INCOMPLETE'],
      completeness: 'incomplete',
    },
    {
      case: 'optional: true says it may be missing',
      more: { settings: { optional: true }, context: { remembered: true } },
      codes: [],
      completeness: 'complete',
    },
  ])('$case', async ({ more, codes, completeness }) => {
    const reading = await read(null, more);
    expect(reading.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(reading).toMatchObject({ claims: [], completeness });
  });

  it('a directory is no file', async () => {
    expect(await read(null, { settings: { file: '.' } })).toMatchObject({
      completeness: 'failed',
      diagnostics: [{ code: 'FILE_UNREADABLE', severity: 'error', file: '.' }, { code: 'SOURCE_FAILED' }],
    });
  });

  it('deep nesting is an unknown shape', async () => {
    const reading = await read(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(found(reading)).toEqual(['error RECORDED_SHAPE 1:1', 'warning SOURCE_INCOMPLETE 0:0']);
  });
});

it('honours requireEnable and the choice of grammars', async () => {
  const text = json(
    inspected({ 'dns.enable': 'true', 'lan.enabled': 'true', 'lan.a.name': 'a.example.com' }),
    listed(),
  );
  const settings = { requireEnable: true, labels: [{ grammar: 'coredns' as const, prefix: 'lan' }] };
  expect(claimed(await read(text, { settings }))).toEqual([`a.example.com ${A}`]);
});
