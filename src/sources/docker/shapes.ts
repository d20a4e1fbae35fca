import type { Network } from '../labels/subject.ts';
import { type Fields, objectFields } from './json-fields.ts';

/** A container or service as Docker tells of it, whichever of its answers it comes from. */
export interface RecordedSubject {
  readonly kind: 'container' | 'service';
  readonly id: string;
  /** Empty for a container that is being removed. */
  readonly name: string;
  /** Where its labels are inside the element. */
  readonly labelPath: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `running`, ...; null where the recording does not say, and for services. */
  readonly state: string | null;
  /** Unix seconds. */
  readonly created?: number;
  readonly networks: readonly Network[];
  readonly hostNetwork: boolean;
  /** Services: asked for no tasks at all. */
  readonly scaledToZero: boolean;
  /** The Swarm service that a container is a task of. */
  readonly taskOf?: { readonly id: string; readonly name: string };
  /** Services: labels that their tasks carry, which are not the service's. */
  readonly taskLabels: Readonly<Record<string, string>>;
}

/** A container or service, or why an element is nothing that has labels. */
export type Shape =
  | { readonly ok: true; readonly subject: RecordedSubject }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** The network by which Swarm publishes ports, which reaches every node and none in particular. */
const routingMesh = 'ingress';

/** Recognises an element by its shape (labels 7): inspected or listed container, service, or none of them. */
export function readShape(value: unknown): Shape {
  const element = objectFields(value);
  if (element === undefined) return unknown('it is no object');
  if (typeof element.Labels === 'string') {
    return refuse(
      'its labels are one text, as `docker ps --format json` writes them',
      'record with docker inspect $(docker ps -q)',
    );
  }
  const spec = objectFields(element.Spec);
  if (spec !== undefined && typeof spec.Name === 'string') return readService(element, spec);
  const config = objectFields(element.Config);
  if (config !== undefined && typeof element.Name === 'string') return readInspected(element, config);
  if (Array.isArray(element.Names) || element.Names === null) return readListed(element);
  return unknown('it is neither a container nor a service');
}

function refuse(message: string, hint: string): Shape {
  return { ok: false, message, hint };
}

function unknown(message: string): Shape {
  return refuse(message, 'record containers with docker inspect $(docker ps -q), services with docker service inspect');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Labels are an object of texts, or null for none; null when they are anything else. */
function readLabels(value: unknown): Readonly<Record<string, string>> | null {
  if (value === null || value === undefined) return {};
  const labels = objectFields(value);
  if (labels === undefined || !Object.values(labels).every((one) => typeof one === 'string')) return null;
  return labels as Readonly<Record<string, string>>;
}

function readInspected(element: Fields, config: Fields): Shape {
  const labels = readLabels(config.Labels);
  if (labels === null) return unknown('its Config.Labels are no object of texts');
  const status = objectFields(element.State)?.Status;
  return container(element, {
    name: text(element.Name).replace(/^\//, ''),
    labels,
    labelPath: ['Config', 'Labels'],
    state: typeof status === 'string' ? status : null,
    ...createdAt(element.Created),
  });
}

function readListed(element: Fields): Shape {
  const labels = readLabels(element.Labels);
  if (labels === null) return unknown('its Labels are no object of texts');
  const names = Array.isArray(element.Names) ? element.Names.filter((one) => typeof one === 'string') : [];
  const own = names.find((one) => one.lastIndexOf('/') <= 0) ?? names[0] ?? '';
  const { Created: created, State: state } = element;
  return container(element, {
    name: own.replace(/^\//, ''),
    labels,
    labelPath: ['Labels'],
    state: typeof state === 'string' ? state : null,
    ...(typeof created === 'number' && Number.isFinite(created) ? { created: Math.trunc(created) } : {}),
  });
}

function container(
  element: Fields,
  rest: Pick<RecordedSubject, 'name' | 'labels' | 'labelPath' | 'state'> & { readonly created?: number },
): Shape {
  const service = rest.labels['com.docker.swarm.service.id'];
  const networks = readNetworks(element);
  return {
    ok: true,
    subject: {
      kind: 'container',
      id: text(element.Id),
      networks: service === undefined ? networks : networks.filter(({ names }) => !names.includes(routingMesh)),
      ...(service === undefined
        ? {}
        : { taskOf: { id: service, name: rest.labels['com.docker.swarm.service.name'] ?? service } }),
      taskLabels: {},
      hostNetwork: objectFields(element.HostConfig)?.NetworkMode === 'host',
      scaledToZero: false,
      ...rest,
    },
  };
}

function readService(element: Fields, spec: Fields): Shape {
  const labels = readLabels(spec.Labels);
  if (labels === null) return unknown('its Spec.Labels are no object of texts');
  const { Tasks: tasks = [] } = element;
  if (!Array.isArray(tasks) || !tasks.every(isTask)) {
    return unknown(`the tasks of the service "${text(spec.Name)}" are not what Docker says of tasks`);
  }
  const template = objectFields(objectFields(spec.TaskTemplate)?.ContainerSpec);
  return {
    ok: true,
    subject: {
      kind: 'service',
      id: text(element.ID),
      name: text(spec.Name),
      labelPath: ['Spec', 'Labels'],
      labels,
      state: null,
      ...createdAt(element.CreatedAt),
      ...readTaskNetworks(tasks),
      taskLabels: readLabels(template?.Labels) ?? {},
      scaledToZero: objectFields(objectFields(spec.Mode)?.Replicated)?.Replicas === 0,
    },
  };
}

/** RFC 3339 with nanoseconds, cut to whole seconds so that it equals what the list says. */
function createdAt(value: unknown): { readonly created?: number } {
  const milliseconds = Date.parse(text(value).replace(/\.\d+/, ''));
  return Number.isNaN(milliseconds) ? {} : { created: Math.floor(milliseconds / 1000) };
}

function readNetworks(element: Fields): Network[] {
  const networks = objectFields(objectFields(element.NetworkSettings)?.Networks) ?? {};
  return Object.entries(networks).map(([name, value]) => {
    const { IPAddress: ipv4, GlobalIPv6Address: ipv6 } = objectFields(value) ?? {};
    return { names: [name], ipv4: addresses(ipv4), ipv6: addresses(ipv6) };
  });
}

/** Whether it says all that tells where a task can be reached: to leave one out would delete its address. */
function isTask(value: unknown): boolean {
  const { DesiredState: desired, Status, NetworksAttachments: attachments } = objectFields(value) ?? {};
  const state = objectFields(Status)?.State;
  if (typeof desired !== 'string' || typeof state !== 'string') return false;
  if (desired !== 'running' || state !== 'running') return true;
  return isListOf(attachments, (value) => {
    const { Network, Addresses: found } = objectFields(value) ?? {};
    return networkName(Network) !== '' && isListOf(found, (one) => typeof one === 'string');
  });
}

function networkName(network: unknown): string {
  return text(objectFields(objectFields(network)?.Spec)?.Name);
}

/** Docker leaves an empty list out, or writes null. */
function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(is));
}

/**
 * The networks of a service's running tasks, less the routing mesh, each with one address per task. `Tasks` is there where
 * dns-sync asked a manager, or recorded its answer.
 */
function readTaskNetworks(tasks: readonly unknown[]): Pick<RecordedSubject, 'networks' | 'hostNetwork'> {
  const networks = new Map<string, { names: string[]; ipv4: string[]; ipv6: string[] }>();
  let onHost = false;
  for (const value of tasks) {
    const task = objectFields(value) ?? {};
    if (task.DesiredState !== 'running' || objectFields(task.Status)?.State !== 'running') continue;
    for (const attachment of Array.isArray(task.NetworksAttachments) ? task.NetworksAttachments : []) {
      const { Network, Addresses: found } = objectFields(attachment) ?? {};
      const name = networkName(Network);
      if (name === 'host') onHost = true;
      if (name === 'host' || name === routingMesh || objectFields(objectFields(Network)?.Spec)?.Ingress === true)
        continue;
      const network = networks.get(name) ?? { names: [name], ipv4: [], ipv6: [] };
      networks.set(name, network);
      for (const one of Array.isArray(found) ? found : []) {
        const [address = ''] = text(one).split('/');
        if (address !== '') network[address.includes(':') ? 'ipv6' : 'ipv4'].push(address);
      }
    }
  }
  return { networks: [...networks.values()], hostNetwork: onHost && networks.size === 0 };
}

function addresses(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
