import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Workspace, workspace } from '../cli.ts';
import { copyOf } from '../crash/three-zones.ts';
import type { Image, Registry } from './registry.ts';

/** What a project writes to: etcd, or etcd between two zone files. */
export type Extent = 'etcd' | 'etcd and zone files';

/** A project with changes of every kind pending, in several transactions; how all stands before and after its apply. */
export interface Scenario {
  readonly extent: Extent;
  /** Applied once; its sources ask for something else now. */
  readonly template: Workspace;
  readonly before: Standing;
  /** After an apply that nothing disturbed. */
  readonly after: Standing;
  /** Requests to etcd of that apply. */
  readonly requests: number;
}

/** How everything stands. */
export interface Standing {
  readonly image: Image;
  /** The zone files; null: not there. */
  readonly zones: readonly (string | null)[];
  readonly lockfile: string | null;
}

export const owner = 'homeserver';
export const apply = ['apply', '--auto-approve', '--lock-timeout', '5m'];
const zoneFiles = ['zones-a/a.example.net.zone', 'zones-z/z.example.net.zone'];

/** What others keep in the registry: another owner under our names, hand-made values, neighbours that are no JSON. */
export const others: Image = {
  '/docker-coredns-sync/heartbeat/nas2': 'nas2',
  '/skydns/com/example/app/x1':
    '{"host":"192.0.2.201","record_type":"A","owner_hostname":"nas2","owner_container_id":"1","owner_container_name":"app","created":"2026-01-02T03:04:05Z","force":false}',
  '/skydns/com/example/hand': '{ "host": "192.0.2.202" }',
  '/skydns/com/example/n05/x7':
    '{ "host":"192.0.2.203", "record_type":"A", "owner_hostname":"nas2", "owner_container_id":"2", "owner_container_name":"n", "created":"2026-01-02T03:04:05Z", "force":false }',
  '/skydns/com/example/www2/x1': '{"host":"192.0.2.204","ttl":60}',
  '/skydns/com/example2/x1': 'no JSON \xff\x00',
};

const many = (prefix: string, from: number, to: number, rest: (index: number) => string): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => index + from).map(
    (index) => `name: ${prefix}${String(index).padStart(2, '0')}.example.com, ${rest(index)}`,
  );

/** What the sources ask for at first, and then. */
export const requests = {
  first: [
    'name: app.example.com, value: 192.0.2.10',
    'name: swap.example.com, value: app.example.com',
    'name: turn.example.com, value: 192.0.2.11',
    'name: note.example.com, type: TXT, value: "before; \\\\ and more"',
    'name: www.example.com, value: 192.0.2.12',
    ...many('n', 1, 24, (index) => `value: 192.0.2.${index}`),
    ...many('old', 1, 20, (index) => `value: 192.0.2.${index}`),
  ],
  second: [
    'name: app.example.com, value: 192.0.2.20',
    'name: swap.example.com, value: 192.0.2.21',
    'name: turn.example.com, value: app.example.com',
    'name: note.example.com, type: TXT, value: "after"',
    'name: www.example.com, value: 192.0.2.12, ttl: 60',
    'name: example.com, type: MX, value: 10 app.example.com',
    ...many('n', 1, 24, (index) => `value: 192.0.2.${index + 100}`),
    ...many('new', 1, 50, (index) => `value: 192.0.2.${index}`),
  ],
};
const inFiles = {
  first: ['name: lamp.a.example.net, value: 192.0.2.40', 'name: lamp.z.example.net, value: 192.0.2.41'],
  second: ['name: lamp.a.example.net, value: 192.0.2.50', 'name: bell.z.example.net, value: 192.0.2.51'],
};

/** Zones that a person began. */
const handMade = Object.fromEntries(
  zoneFiles.map((path) => [
    path,
    `$TTL 300
@ IN SOA ns.example.net. hostmaster.example.net. 7 7200 1800 1209600 300
@ IN NS ns.example.net. ; Ann's
`,
  ]),
);

/** A configuration with etcd, its state folder beside the project; `more`: further settings of the provider. */
export function configText(
  endpoints: readonly string[],
  { extent = 'etcd', more = '', by = owner }: { extent?: Extent; more?: string; by?: string } = {},
): string {
  const etcd = `  - { name: registry, type: etcd, zones: [example.com], endpoints: ${JSON.stringify(endpoints)}${more} }\n`;
  const file = (letter: string) =>
    `  - { name: ${letter}, type: zonefile, zones: [${letter}.example.net], directory: zones-${letter}, serial: increment }\n`;
  return `version: 1
owner: ${by}
stateDir: ../state
sources:
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"] }
providers:
${extent === 'etcd' ? etcd : `${file('a')}${etcd}${file('z')}`}guards: { maxDeletes: false, maxDeletePercent: false, maxUpdatePercent: false }
`;
}

/** Overrides with these records. */
export function overridesText(records: readonly string[]): string {
  return `version: 1\nrecords:${records.length === 0 ? ' []' : ''}\n${records.map((record) => `  - { ${record} }\n`).join('')}`;
}

/** Makes the scenario at a registry, which stands as before then. */
export async function makeScenario(registry: Registry, extent: Extent = 'etcd'): Promise<Scenario> {
  const asked = (side: 'first' | 'second') =>
    overridesText([...requests[side], ...(extent === 'etcd' ? [] : inFiles[side])]);
  const template = workspace({
    'dns-sync.yaml': configText(registry.endpoints, { extent }),
    'overrides/a.yaml': asked('first'),
    ...(extent === 'etcd' ? {} : handMade),
  });
  await registry.load(others);
  await expectWell(template, apply);
  template.write({ 'overrides/a.yaml': asked('second') });
  const before = await standing(registry, template);
  const done = copyOf(template);
  registry.proxy.arm(null);
  await expectWell(done, apply);
  const count = registry.proxy.requests();
  await expectWell(done, ['plan', '--detailed-exitcode']);
  const after = await standing(registry, done);
  await registry.load(before.image);
  return { extent, template, before, after, requests: count };
}

/** A copy of the project at a registry, which stands as before. */
export async function placeAt(registry: Registry, { template, before, extent }: Scenario): Promise<Workspace> {
  const place = copyOf(template);
  place.write({ 'dns-sync.yaml': configText(registry.endpoints, { extent }) });
  await registry.endLease();
  await registry.load(before.image);
  registry.proxy.arm(null);
  return place;
}

async function expectWell(place: Workspace, args: readonly string[]): Promise<void> {
  const { exit, stdout, stderr } = await place.run(...args);
  if (exit !== 0) throw new Error(`${args.join(' ')} ended with ${exit}: ${stdout}${stderr}`);
}

/** How everything stands now. */
export async function standing(registry: Registry, { folder }: Workspace): Promise<Standing> {
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'latin1') : null);
  return { image: await registry.image(), zones: zoneFiles.map(read), lockfile: read('dns-sync.lock.json') };
}

/** Whether an apply was interrupted: its journal stands where it was written. */
export function isPending({ state }: Workspace): boolean {
  return existsSync(join(state, 'journal.jsonl'));
}
