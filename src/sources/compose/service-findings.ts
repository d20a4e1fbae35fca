import type { Diagnostic, Severity } from '../../core/diagnostic.ts';
import { isSelected } from '../labels/read-labels.ts';
import { originOf } from '../labels/subject.ts';
import type { Unset } from './interpolate.ts';
import { below, type Stack } from './layers.ts';
import type { Collected, ReadingSettings, Service } from './project-reading.ts';
import type { ServiceLabel } from './service-labels.ts';
import { lastText, listTexts } from './stack-values.ts';

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
    for (const variable of unset) {
      const { code, severity, message, hint } = unsetFinding(variable, `the label ${key}`);
      tell(label, code, severity, message, hint);
    }
  }
  return findings;
}

/** The error about a variable that is not set; `what` names the text that it stands in. */
export function unsetFinding({ name, message }: Unset, what: string) {
  const why = message === undefined ? '' : `: ${message}`;
  return {
    code: 'COMPOSE_VARIABLE_UNSET',
    severity: 'error',
    message: `the variable ${name} in ${what} is not set${why}`,
    hint: `set it in env: of the source, the environment or .env, or give a default: \${${name}:-...}`,
  } as const;
}

/** Why a service does not run, or undefined. */
export function whyIdle(stack: Stack, active: ReadonlySet<string>): string | undefined {
  const profiles = listTexts(below(stack, 'profiles')).map(({ text }) => text);
  if (profiles.length > 0 && !active.has('*') && !profiles.some((profile) => active.has(profile))) {
    return `none of its profiles is active (${profiles.join(', ')}; profiles: of the source, or COMPOSE_PROFILES)`;
  }
  for (const [key, values] of [
    ['scale', below(stack, 'scale')],
    ['replicas', below(below(stack, 'deploy'), 'replicas')],
  ] as const) {
    const text = lastText(values);
    if (text !== undefined && Number(text) === 0) return `${key} is 0`;
  }
  return undefined;
}

/** Tells of labels of ours in the place that is not read (labels 7). */
export function reportMisplaced(
  service: Service,
  labels: readonly ServiceLabel[],
  { rules, swarm }: ReadingSettings,
  out: Collected,
): void {
  for (const label of labels) {
    if (!isSelected(rules, label.key)) continue;
    const message = swarm
      ? `the label ${label.key} in labels of the service "${service.name}" is no label of the Swarm service`
      : `the label ${label.key} in deploy.labels of the service "${service.name}" never reaches its containers`;
    const hint = swarm
      ? 'move it to deploy.labels, or drop swarm: true from the source'
      : 'move it to labels, or say swarm: true in the source when it runs in a Swarm';
    const origin = originOf(service, label.key);
    out.diagnostics.push({
      code: 'LABEL_NOT_ON_CONTAINER',
      severity: 'warning',
      message,
      hint,
      origin,
      ...label.at?.(),
    });
  }
}
