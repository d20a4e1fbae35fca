import type { Missing } from '../completeness.ts';
import { type Answer, type Dial, get } from './connection.ts';
import type { Fault } from './fault.ts';

/** Whether labels of services, of containers or of both count (labels 7). */
export type SwarmChoice = 'auto' | 'services' | 'containers';

/** What the daemon is in a swarm; unknown where `GET /info` was refused. */
export type SwarmRole = 'manager' | 'worker' | 'none' | 'unknown';

/** What is asked of an engine. */
export interface Question {
  /** Containers in every state, not only running, paused and restarting ones. */
  readonly all: boolean;
  readonly swarm: SwarmChoice;
}

/** What an engine answered; lists as they came. */
export interface EngineAnswers {
  readonly ok: true;
  readonly containers: readonly unknown[];
  /** Empty where the daemon is no manager. */
  readonly services: readonly unknown[];
  readonly tasks: readonly unknown[];
  readonly networks: readonly unknown[];
  readonly role: SwarmRole;
  /** What could not be read beside the containers. */
  readonly missing: readonly (Missing & { readonly hint: string })[];
}

/** Why nothing can be read; `tooOld`: the daemon's API is. */
export type EngineFault = Fault & { readonly tooOld?: boolean };

/** One of the lists, or why not. */
type List = { readonly ok: true; readonly items: readonly unknown[] } | Fault;

/** The API versions of ours, the lowest and the highest. */
const ours = { least: [1, 24], most: [1, 47] } as const;
type Version = readonly [number, number];

const refusedHint = (endpoint: string) => `a socket proxy in between must allow ${endpoint}`;

/**
 * Reads everything there is (sources 5): `/_ping` for the version, `/info` for Swarm, `/containers/json`, and on a manager
 * `/services`, `/tasks` and `/networks`. Nothing is asked twice or one by one. Does not throw.
 */
export async function askEngine(
  dial: Dial,
  { all, swarm }: Question,
  signal: AbortSignal,
): Promise<EngineAnswers | EngineFault> {
  const ping = await get(dial, '/_ping', signal);
  if (!ping.ok) return ping;
  if (ping.status !== 200) return refused(ping, '/_ping', 'ping');
  const version = agreedVersion(ping.apiVersion);
  if (version === null) {
    const why = `the daemon speaks version ${ping.apiVersion} of the API, and at least ${ours.least.join('.')} is needed`;
    return { ok: false, why, hint: 'upgrade Docker on that machine', tooOld: true };
  }
  const ask = (path: string) => get(dial, `/v${version}${path}`, signal);
  const list = async (path: string, endpoint: string): Promise<List> => listOf(await ask(path), path, endpoint);
  const [containers, info] = await Promise.all([
    list(`/containers/json${all ? '?all=1' : ''}`, 'containers'),
    swarm === 'containers' ? null : ask('/info'),
  ]);
  if (!containers.ok) return containers;
  const none = { ok: true as const, containers: containers.items, services: [], tasks: [], networks: [] };
  if (info === null) return { ...none, role: 'unknown', missing: [] };
  const role = roleOf(info);
  if (typeof role === 'object') {
    return { ...none, role: 'unknown', missing: [{ what: 'whether it is a Swarm manager', ...role }] };
  }
  if (role !== 'manager') return { ...none, role, missing: [] };
  const running = encodeURIComponent(JSON.stringify({ 'desired-state': ['running'] }));
  const [services, tasks, networks] = await Promise.all([
    list('/services', 'services'),
    list(`/tasks?filters=${running}`, 'tasks').then((found) => ofObjects(found, '/tasks')),
    list('/networks', 'networks').then((found) => ofObjects(found, '/networks')),
  ]);
  const lists = Object.entries({ services, tasks, networks });
  return {
    ...none,
    services: itemsOf(services),
    tasks: itemsOf(tasks),
    networks: itemsOf(networks),
    role,
    missing: lists.flatMap(([what, one]) => (one.ok ? [] : [{ what: `Swarm ${what}`, why: one.why, hint: one.hint }])),
  };
}

function itemsOf(list: List): readonly unknown[] {
  return list.ok ? list.items : [];
}

/** The lower of both sides' versions; null when that is too old. A daemon that says none speaks 1.24. */
function agreedVersion(theirs: string | null): string | null {
  const match = /^(\d{1,4})\.(\d{1,4})$/.exec(theirs ?? ours.least.join('.'));
  const version: Version = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (isOlder(version, ours.least)) return null;
  return (isOlder(version, ours.most) ? version : ours.most).join('.');
}

function isOlder([major, minor]: Version, than: Version): boolean {
  return major < than[0] || (major === than[0] && minor < than[1]);
}

function roleOf(info: Answer): Exclude<SwarmRole, 'unknown'> | Fault {
  if (!info.ok) return { ...info, why: `GET /info: ${info.why}` };
  if (info.status !== 200) return refused(info, '/info', 'info');
  const read = parse(info.text) as {
    readonly Swarm?: { readonly ControlAvailable?: unknown; readonly LocalNodeState?: unknown } | null;
  } | null;
  if (typeof read !== 'object' || read === null) return noJson('/info');
  if (read.Swarm?.ControlAvailable === true) return 'manager';
  const state = read.Swarm?.LocalNodeState;
  if (state === undefined || state === 'inactive' || state === '') return 'none';
  if (state === 'active') return 'worker';
  const hint = state === 'locked' ? 'unlock it there: docker swarm unlock' : 'see docker info there';
  return { ok: false, why: `its state in the swarm is "${String(state)}"`, hint };
}

function listOf(answer: Answer, path: string, endpoint: string): List {
  const shown = path.replace(/\?.*/, '');
  if (!answer.ok) return { ...answer, why: `GET ${shown}: ${answer.why}` };
  if (answer.status !== 200) return refused(answer, shown, endpoint);
  const items = parse(answer.text);
  return Array.isArray(items) ? { ok: true, items } : noJson(shown);
}

/** Items whose service or name cannot be told leave all in doubt. */
function ofObjects(list: List, path: string): List {
  return list.ok && !list.items.every((item) => typeof item === 'object' && item !== null) ? noJson(path) : list;
}

function noJson(path: string): Fault {
  return {
    ok: false,
    why: `GET ${path}: the answer is not what Docker answers there`,
    hint: 'see that this is the address of a Docker daemon',
  };
}

function refused({ status, text }: Extract<Answer, { ok: true }>, path: string, endpoint: string): Fault {
  const said = (parse(text) as { readonly message?: unknown } | null | undefined)?.message;
  const words = (typeof said === 'string' ? said : text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  const why = `GET ${path} is refused with ${status}${words === '' ? '' : `: ${words}`}`;
  const hint = status === 401 || status === 403 ? refusedHint(endpoint) : 'see what the daemon says in its log';
  return { ok: false, why, hint };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
