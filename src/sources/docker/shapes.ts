import type { Network } from '../labels/subject.ts';

/** A container or service as Docker tells of it, whichever of its answers it comes from. */
export interface RecordedSubject {
  readonly kind: 'container' | 'service';
  readonly id: string;
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
}

/** Why an element is nothing that has labels. */
export type Shape =
  | { readonly ok: true; readonly subject: RecordedSubject }
  | { readonly ok: false; readonly message: string; readonly hint: string };

type Fields = Readonly<Record<string, unknown>>;

/** Recognises an element by its shape (labels 7): inspected or listed container, service, or none of them. */
export function readShape(value: unknown): Shape {
  const element = fields(value);
  if (element === undefined) return unknown('it is no object');
  if (typeof element.Labels === 'string') {
    return refuse(
      'its labels are one text, as `docker ps --format json` writes them',
      'record with docker inspect $(docker ps -q)',
    );
  }
  const spec = fields(element.Spec);
  if (spec !== undefined && typeof spec.Name === 'string') return readService(element, spec);
  const config = fields(element.Config);
  if (config !== undefined && typeof element.Name === 'string') return readInspected(element, config);
  if (Array.isArray(element.Names)) return readListed(element);
  return unknown('it is neither a container nor a service');
}

function refuse(message: string, hint: string): Shape {
  return { ok: false, message, hint };
}

function unknown(message: string): Shape {
  return refuse(message, 'record containers with docker inspect $(docker ps -q), services with docker service inspect');
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Labels are an object of texts, or null for none; null when they are anything else. */
function readLabels(value: unknown): Readonly<Record<string, string>> | null {
  if (value === null || value === undefined) return {};
  const labels = fields(value);
  if (labels === undefined || !Object.values(labels).every((one) => typeof one === 'string')) return null;
  return labels as Readonly<Record<string, string>>;
}

function readInspected(element: Fields, config: Fields): Shape {
  const labels = readLabels(config.Labels);
  if (labels === null) return unknown('its Config.Labels are no object of texts');
  const status = fields(element.State)?.Status;
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
  if (rest.name === '') return unknown('it has no name');
  return {
    ok: true,
    subject: {
      kind: 'container',
      id: text(element.Id),
      networks: readNetworks(element),
      hostNetwork: fields(element.HostConfig)?.NetworkMode === 'host',
      scaledToZero: false,
      ...rest,
    },
  };
}

function readService(element: Fields, spec: Fields): Shape {
  const labels = readLabels(spec.Labels);
  if (labels === null) return unknown('its Spec.Labels are no object of texts');
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
      networks: [],
      hostNetwork: false,
      scaledToZero: fields(fields(spec.Mode)?.Replicated)?.Replicas === 0,
    },
  };
}

/** RFC 3339 with nanoseconds, cut to whole seconds so that it equals what the list says. */
function createdAt(value: unknown): { readonly created?: number } {
  const milliseconds = Date.parse(text(value).replace(/\.\d+/, ''));
  return Number.isNaN(milliseconds) ? {} : { created: Math.floor(milliseconds / 1000) };
}

function readNetworks(element: Fields): Network[] {
  const networks = fields(fields(element.NetworkSettings)?.Networks) ?? {};
  return Object.entries(networks).map(([name, value]) => {
    const { IPAddress: ipv4, GlobalIPv6Address: ipv6 } = fields(value) ?? {};
    return { names: [name], ipv4: addresses(ipv4), ipv6: addresses(ipv6) };
  });
}

function addresses(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
