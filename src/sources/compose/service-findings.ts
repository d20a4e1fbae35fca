import type { Diagnostic, Severity } from '../../core/diagnostic.ts';
import { isSelected } from '../labels/read-labels.ts';
import { originOf } from '../labels/subject.ts';
import { below, type Layer } from './layers.ts';
import type { Collected, ProjectContext, Service } from './project-reading.ts';
import { mergeLabels, type ServiceLabel } from './service-labels.ts';
import { lastText, listTexts } from './service-networks.ts';

/** What is to be told of the texts of labels, before they are read: doubled, changed by Compose, or not to be filled in. */
export function textFindings(
  service: Service,
  labels: readonly ServiceLabel[],
  doubled: readonly ServiceLabel[],
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const tell = (label: ServiceLabel, code: string, severity: Severity, what: string, hint: string) => {
    const message = `${what} (service "${service.name}")`;
    findings.push({ code, severity, message, hint, origin: originOf(service, label.key), ...label.at?.() });
  };
  for (const label of doubled) {
    tell(
      label,
      'LABEL_DUPLICATE',
      'warning',
      `the label ${label.key} stands twice in its list; Compose takes the last`,
      'remove one',
    );
  }
  for (const label of labels) {
    const { key, value, written, problem, unset } = label;
    if (written !== undefined) {
      tell(
        label,
        'COMPOSE_LABEL_NOT_TEXT',
        'warning',
        `Compose makes "${value}" of ${key}: ${written}`,
        `quote it: ${key}: "${written}"`,
      );
    }
    if (problem !== undefined) {
      tell(label, 'FILE_INVALID', 'error', `the label ${key} cannot be filled in: ${problem}`, 'write $$ for a dollar');
    }
    for (const { name, message } of unset) {
      const why = message === undefined ? '' : `: ${message}`;
      const hint = `set it in env: of the source, the environment or .env, or give a default: \${${name}:-...}`;
      tell(label, 'COMPOSE_VARIABLE_UNSET', 'error', `the variable ${name} in the label ${key} is not set${why}`, hint);
    }
  }
  return findings;
}

/** Why a service with labels does not run, or undefined. */
export function whyIdle(service: Service, { active, lookup }: ProjectContext): string | undefined {
  const profiles = listTexts(below(service.layers, 'profiles'), lookup);
  if (profiles.length > 0 && !active.has('*') && !profiles.some((profile) => active.has(profile))) {
    return `none of its profiles is active (${profiles.join(', ')}; COMPOSE_PROFILES)`;
  }
  for (const [key, layers] of [
    ['scale', below(service.layers, 'scale')],
    ['replicas', below(below(service.layers, 'deploy'), 'replicas')],
  ] as const) {
    const text = lastText(layers, lookup);
    if (text !== undefined && Number(text) === 0) return `${key} is 0`;
  }
  return undefined;
}

/** Tells of a part of Compose that may bring labels and is not read; the source is incomplete then. */
export function reportUnsupported(
  layers: readonly Layer[],
  feature: string,
  what: string,
  service: string | undefined,
  out: Collected,
): void {
  const [layer] = layers;
  if (layer === undefined) return;
  const user = service === undefined ? layer.file.shown : `the service "${service}"`;
  out.diagnostics.push({
    code: 'COMPOSE_UNSUPPORTED',
    severity: 'warning',
    message: `${feature} of ${user} is not read yet, so labels may be missing`,
    hint:
      service === undefined
        ? 'name the included files in files: of the source'
        : 'write the labels in the service itself',
    origin: what,
    ...layer.file.place(layer.start),
  });
  out.missing.push({ what, why: `${feature} is not read yet` });
}

/** Labels of ours where only Swarm looks. */
export function reportDeployLabels(
  { layers, name, prefix }: Service,
  { rules, lookup }: ProjectContext,
  out: Collected,
): void {
  for (const label of mergeLabels(below(below(layers, 'deploy'), 'labels'), name, lookup).labels) {
    if (!isSelected(rules, label.key)) continue;
    out.diagnostics.push({
      code: 'LABEL_NOT_ON_CONTAINER',
      severity: 'warning',
      message: `the label ${label.key} in deploy.labels of the service "${name}" never reaches its containers`,
      hint: 'move it to labels',
      origin: originOf({ prefix }, label.key),
      ...label.at?.(),
    });
  }
}
