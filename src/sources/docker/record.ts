import type { Missing } from '../completeness.ts';
import { isSelected, type LabelRules } from '../labels/read-labels.ts';
import { type Fields, fields } from './json-fields.ts';
import { readShape } from './shapes.ts';

/** Labels by which replicas are told, beside those of the grammars. */
const grouping: ReadonlySet<string> = new Set([
  'com.docker.compose.project',
  'com.docker.compose.service',
  'com.docker.swarm.service.id',
  'com.docker.swarm.service.name',
]);

/**
 * What `snapshot --record` keeps of a daemon's answers: of containers and services with labels of ours only the fields that
 * are read, and only the labels that are read. What could not be read, unknown shapes and nameless ones too, is an element that says so.
 */
export function recordingOf(values: readonly unknown[], rules: LabelRules, missing: readonly Missing[]): unknown[] {
  const kept = values.flatMap((value) => {
    const shape = readShape(value);
    if (!shape.ok || shape.subject.name === '') return [];
    const { kind, labels, taskLabels } = shape.subject;
    if (![...Object.keys(labels), ...Object.keys(taskLabels)].some((key) => isSelected(rules, key))) return [];
    // The switch counts for every grammar, also where `dns` is not on to read it.
    const isKept = (key: string) => isSelected(rules, key) || key === `${rules.dns}.enable` || grouping.has(key);
    const keep = (from: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(from).filter(([key]) => isKept(key)));
    return [
      kind === 'service'
        ? keptService(fields(value), keep(labels), keep(taskLabels))
        : keptContainer(fields(value), keep(labels)),
    ];
  });
  return [...kept, ...missing.map(({ what, why }) => ({ Missing: what, Why: why }))];
}

/** What an element of a recording says was missing; null: it is no such element. */
export function recordedMissing(element: unknown): Missing | null {
  const { Missing: what, Why: why } = fields(element);
  const isText = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';
  return isText(what) && isText(why) ? { what, why } : null;
}

function pick(from: Fields, ...keys: readonly string[]): Fields {
  return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
}

function keptContainer(container: Fields, labels: Fields): Fields {
  const networks = Object.entries(fields(fields(container.NetworkSettings).Networks));
  return {
    ...pick(container, 'Id', 'Names', 'Created', 'State'),
    Labels: labels,
    HostConfig: pick(fields(container.HostConfig), 'NetworkMode'),
    NetworkSettings: {
      Networks: Object.fromEntries(
        networks.map(([name, network]) => [name, pick(fields(network), 'IPAddress', 'GlobalIPv6Address')]),
      ),
    },
  };
}

function keptService(service: Fields, labels: Fields, taskLabels: Fields): Fields {
  const spec = fields(service.Spec);
  return {
    ...pick(service, 'ID', 'CreatedAt'),
    Spec: {
      ...pick(spec, 'Name', 'Mode'),
      Labels: labels,
      TaskTemplate: { ContainerSpec: { Labels: taskLabels } },
    },
    Tasks: (Array.isArray(service.Tasks) ? service.Tasks : []).map((task: unknown) => keptTask(fields(task))),
  };
}

function keptTask(task: Fields): Fields {
  const attachments: readonly unknown[] = Array.isArray(task.NetworksAttachments) ? task.NetworksAttachments : [];
  return {
    DesiredState: task.DesiredState,
    Status: pick(fields(task.Status), 'State'),
    NetworksAttachments: attachments.map((attachment) => ({
      Network: { Spec: pick(fields(fields(fields(attachment).Network).Spec), 'Name', 'Ingress') },
      ...pick(fields(attachment), 'Addresses'),
    })),
  };
}
