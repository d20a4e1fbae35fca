import { resolve } from 'node:path';
import type { Reading } from '../core/claim.ts';
import { compareText, type Diagnostic } from '../core/diagnostic.ts';
import { lineIndex } from '../files/line-index.ts';
import { readTextFile, sizeLimits } from '../files/read-file.ts';
import { shownPath } from '../files/resolve-paths.ts';
import { completeness, type Missing } from './completeness.ts';
import { type Locator, loadLocator } from './docker/locator.ts';
import { type RecordedElement, readRecording } from './docker/recording.ts';
import { joinReplicas, type ReadContainer } from './docker/replicas.ts';
import { type RecordedSubject, readShape } from './docker/shapes.ts';
import { isSelected, readLabels } from './labels/read-labels.ts';
import type { Addressing, LabelSubject } from './labels/subject.ts';
import { type LabelSettings, labelRules } from './labels/table.ts';
import type { Source, SourceContext } from './source.ts';

/** A source of type `docker` that reads a recorded file (labels 7). */
export interface DockerSettings extends LabelSettings {
  readonly name: string;
  /** What `docker inspect` or the two list calls of the API wrote. */
  readonly file: string;
  /** States in which containers count. */
  readonly states?: readonly string[];
  readonly address?: Addressing;
  readonly requireEnable?: boolean;
  /** A missing file is nothing to mention. */
  readonly optional?: boolean;
}

const countingStates: readonly string[] = ['running', 'paused', 'restarting'];

/** Reads containers and services from a file. */
export function recordedDockerSource(settings: DockerSettings, context: SourceContext): Source {
  return { name: settings.name, read: (signal) => readRecorded(settings, context, signal) };
}

async function readRecorded(settings: DockerSettings, context: SourceContext, signal: AbortSignal): Promise<Reading> {
  const { name } = settings;
  const path = resolve(context.root, settings.file);
  const shown = shownPath(context.root, path) || '.';
  context.noteFile?.(path);
  const read = await readTextFile(path, shown, sizeLimits.large);
  signal.throwIfAborted();
  if (!read.ok) {
    const { code, message, hint, at } = read;
    if (code === 'FILE_MISSING') return pathMissing(settings, context, shown);
    const found = { code, severity: 'error' as const, message, hint, file: shown, ...(at ?? {}) };
    return failed(name, { what: shown, why: message }, [found]);
  }
  const recording = await readRecording(read.text);
  if (!recording.ok) {
    const { message, offset } = recording;
    const hint = 'record with docker inspect $(docker ps -q)';
    const place = { file: shown, ...lineIndex(read.text)(offset) };
    return failed(name, { what: shown, why: message }, [
      { code: 'FILE_INVALID', severity: 'error', message, hint, ...place },
    ]);
  }
  const locator = await loadLocator(read.text, shown);
  return readElements(recording.elements, settings, context, shown, locator);
}

function pathMissing({ name, optional = false }: DockerSettings, context: SourceContext, shown: string): Reading {
  const diagnostic: Diagnostic = {
    code: 'SOURCE_PATH_MISSING',
    severity: 'warning',
    message: `the source "${name}" finds nothing at ${shown}`,
    hint: 'check the path, or say optional: true',
    subject: name,
  };
  const answer = completeness(
    name,
    1,
    context.remembered && !optional ? [{ what: shown, why: 'nothing is there' }] : [],
  );
  return { claims: [], doubts: [], ...answer, diagnostics: [...(optional ? [] : [diagnostic]), ...answer.diagnostics] };
}

function failed(source: string, missing: Missing, diagnostics: readonly Diagnostic[]): Reading {
  const answer = completeness(source, 0, [missing]);
  return { claims: [], doubts: [], ...answer, diagnostics: [...diagnostics, ...answer.diagnostics] };
}

function readElements(
  elements: readonly RecordedElement[],
  settings: DockerSettings,
  context: SourceContext,
  shown: string,
  locator: Locator,
): Reading {
  const rules = labelRules(settings);
  const diagnostics: Diagnostic[] = [];
  const strange = new Map<string, { readonly element: RecordedElement; readonly hint: string; count: number }>();
  const containers: ReadContainer[] = [];
  for (const element of elements) {
    const shape = readShape(element.value);
    if (!shape.ok) {
      const known = strange.get(shape.message);
      if (known === undefined) strange.set(shape.message, { element, hint: shape.hint, count: 1 });
      else known.count += 1;
      continue;
    }
    const { subject } = shape;
    const labels = Object.entries(subject.labels).filter(([key]) => isSelected(rules, key));
    if (labels.length === 0) continue;
    const labelled = subjectOf(subject, element, settings, context, locator);
    const idle = whyIdle(subject, settings.states ?? countingStates);
    if (idle !== undefined) {
      const code = subject.kind === 'service' ? 'SERVICE_NOT_COUNTED' : 'CONTAINER_NOT_COUNTED';
      const message = `the ${subject.kind} "${subject.name}" does not count: ${idle}`;
      diagnostics.push({ code, severity: 'info', message, origin: labelled.prefix, ...locator.element(element) });
      continue;
    }
    containers.push({ group: groupOf(subject, labels), reading: readLabels(labelled, rules) });
  }
  const missing: Missing[] = [];
  for (const [message, { element, hint, count }] of strange) {
    const many = count === 1 ? 'an element' : `${count} elements`;
    const place = locator.element(element);
    diagnostics.push({
      code: 'RECORDED_SHAPE',
      severity: 'error',
      message: `${many} of ${shown} cannot be read: ${message}`,
      hint,
      ...place,
    });
    missing.push({ what: `${shown}:${place.line}`, why: message });
  }
  const joined = joinReplicas(containers);
  const answer = completeness(settings.name, 1, missing);
  return { ...joined, ...answer, diagnostics: [...joined.diagnostics, ...diagnostics, ...answer.diagnostics] };
}

function subjectOf(
  subject: RecordedSubject,
  element: RecordedElement,
  settings: DockerSettings,
  context: SourceContext,
  locator: Locator,
): LabelSubject {
  const { kind, id, name, created, labels, networks, hostNetwork, labelPath } = subject;
  return {
    source: settings.name,
    prefix: `docker:${settings.name}/${kind === 'service' ? 'service:' : ''}${name}`,
    labels: Object.entries(labels).map(([key, value]) => ({
      key,
      value,
      at: () => locator.key(element, labelPath, key),
    })),
    ...(created === undefined ? {} : { created }),
    container: { id, name },
    addressing: settings.address ?? 'host',
    host: context.defaults,
    networks,
    hostNetwork,
    providers: context.providers,
    requireEnable: settings.requireEnable ?? false,
  };
}

function whyIdle({ kind, state, scaledToZero }: RecordedSubject, counting: readonly string[]): string | undefined {
  if (scaledToZero) return 'it has 0 replicas';
  return kind === 'service' || state === null || counting.includes(state) ? undefined : `it is ${state}`;
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
