import type { Claim, Doubt, ReadSubject } from '../../core/claim.ts';
import { compareText, type Diagnostic, type Place } from '../../core/diagnostic.ts';
import { isSelected, type LabelRules, readLabels } from '../labels/read-labels.ts';
import type { Addressing, LabelSubject } from '../labels/subject.ts';
import type { SourceContext } from '../source.ts';
import type { SwarmChoice } from './ask-engine.ts';
import { joinReplicas, type ReadContainer } from './replicas.ts';
import { type RecordedSubject, readShape } from './shapes.ts';
import { tasksInTheWay } from './task-labels.ts';

/** What a Docker answer or a recording says of one container or service. */
export interface Element {
  readonly value: unknown;
  /** Where it is written; absent for live answers. */
  readonly place?: () => Place;
  /** Where a label is written: the path of the labels, and the key. */
  readonly labelPlace?: (path: readonly string[], key: string) => Place;
}

/** Which of the containers and services count, and how their labels are read. */
export interface ElementRules {
  /** Name of the source. */
  readonly name: string;
  readonly labels: LabelRules;
  /** States in which containers count. */
  readonly states: readonly string[];
  readonly swarm: SwarmChoice;
  readonly addressing: Addressing;
  readonly requireEnable: boolean;
}

/** Elements of one unknown shape. */
export interface Strange {
  readonly first: Element;
  readonly message: string;
  readonly hint: string;
  readonly count: number;
}

/** What the elements say together. */
export interface ReadElements {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
  readonly strange: readonly Strange[];
  /** Those with labels of ours; absent: none. */
  readonly subjects?: readonly ReadSubject[];
}

/** Reads the labels of containers and services; replicas become one. */
export function readElements(elements: readonly Element[], rules: ElementRules, context: SourceContext): ReadElements {
  const diagnostics: Diagnostic[] = [];
  const strange = new Map<string, Strange>();
  const containers: ReadContainer[] = [];
  const subjects: ReadSubject[] = [];
  const known: { readonly element: Element; readonly subject: RecordedSubject }[] = [];
  const misread = (element: Element, { message, hint }: Pick<Strange, 'message' | 'hint'>): void => {
    const before = strange.get(message);
    strange.set(message, { first: element, message, hint, ...before, count: (before?.count ?? 0) + 1 });
  };
  for (const element of elements) {
    const shape = readShape(element.value);
    if (shape.ok) known.push({ element, subject: shape.subject });
    else misread(element, shape);
  }
  for (const { element, subject } of known) {
    const labels = Object.entries(subject.labels).filter(([key]) => isSelected(rules.labels, key));
    if (labels.length === 0) continue;
    const labelled = subjectOf(subject, element, rules, context);
    subjects.push(readSubject(subject, labelled.prefix));
    const idle = whyIdle(subject, rules);
    if (idle !== undefined) {
      const code = subject.kind === 'service' ? 'SERVICE_NOT_COUNTED' : 'CONTAINER_NOT_COUNTED';
      const message = `the ${subject.kind} "${subject.name || subject.id.slice(0, 12)}" does not count: ${idle}`;
      diagnostics.push({ code, severity: 'info', message, origin: labelled.prefix, ...element.place?.() });
      if (!rules.labels.unlocked) continue;
    }
    if (subject.name === '') {
      misread(element, { message: 'it has no name', hint: 'see docker inspect of what has none' });
      continue;
    }
    containers.push({ group: groupOf(subject, labels), reading: readLabels(labelled, rules.labels) });
  }
  if (rules.swarm === 'services') {
    for (const one of tasksInTheWay(
      known.map(({ subject }) => subject),
      rules.labels,
      rules.name,
    ))
      diagnostics.push(one);
  }
  const joined = joinReplicas(containers, rules.labels.unlocked);
  return {
    ...joined,
    diagnostics: [...joined.diagnostics, ...diagnostics],
    strange: [...strange.values()],
    ...(subjects.length === 0 ? {} : { subjects }),
  };
}

function readSubject({ id, labels, taskOf }: RecordedSubject, prefix: string): ReadSubject {
  const service = labels['com.docker.compose.service'] ?? taskOf?.name;
  return { prefix, id, ...(service === undefined ? {} : { service }) };
}

function subjectOf(
  subject: RecordedSubject,
  { labelPlace }: Element,
  { name: source, addressing, requireEnable }: ElementRules,
  { defaults, providers }: SourceContext,
): LabelSubject {
  const { kind, id, name, created, labels, networks, hostNetwork, labelPath } = subject;
  return {
    source,
    prefix: `docker:${source}/${kind === 'service' ? 'service:' : ''}${name}`,
    labels: Object.entries(labels).map(([key, value]) =>
      labelPlace === undefined ? { key, value } : { key, value, at: () => labelPlace(labelPath, key) },
    ),
    ...(created === undefined ? {} : { created }),
    container: { id, name },
    addressing,
    host: defaults,
    networks,
    hostNetwork,
    providers,
    requireEnable,
  };
}

function whyIdle({ kind, state, scaledToZero }: RecordedSubject, { states, swarm }: ElementRules): string | undefined {
  if (kind === 'service') {
    if (swarm === 'containers') return 'only containers do (swarm: containers)';
    return scaledToZero ? 'it has 0 replicas' : undefined;
  }
  if (swarm === 'services') return 'only services do (swarm: services)';
  return state === null || states.includes(state) ? undefined : `it is ${state}`;
}

/** The same for replicas: containers of one compose or Swarm service with the same labels (semantics 3). */
function groupOf({ labels }: RecordedSubject, mine: readonly (readonly [string, string])[]): string | undefined {
  const swarm = labels['com.docker.swarm.service.id'];
  const [project, service] = [labels['com.docker.compose.project'], labels['com.docker.compose.service']];
  const group = swarm ?? (project === undefined || service === undefined ? undefined : [project, service]);
  return group === undefined
    ? undefined
    : JSON.stringify([group, [...mine].sort(([left], [right]) => compareText(left, right))]);
}
