import { basename } from 'node:path';
import { shown as shownText } from '../../core/name.ts';
import { nearest } from '../../core/nearest.ts';
import type { LabelRules } from '../labels/read-labels.ts';
import { type ComposeFile, invalid } from './compose-file.ts';
import type { Lookup } from './interpolate.ts';
import { below, keysOf, type Layer } from './layers.ts';
import type { Collected, ProjectReading, Service, SubjectSettings } from './project-reading.ts';
import { readService } from './service.ts';
import { reportUnsupported } from './service-findings.ts';
import { lastText } from './service-networks.ts';

/** Labels and networks of one project; more than a file can hold that does not multiply them with merge keys. */
const maxSize = 200_000;

/** Reads the services of one project: files of a project, the first before those that are merged over it; at least one. */
export function readProject(
  files: readonly [ComposeFile, ...ComposeFile[]],
  folder: string,
  lookup: Lookup,
  rules: LabelRules,
  settings: SubjectSettings,
): ProjectReading {
  const [{ shown }] = files;
  const root: Layer[] = files.map((file) => ({ file, node: file.root, start: file.root.start }));
  const out: Collected = { size: 0, claims: [], doubts: [], diagnostics: [], missing: [] };
  const project = projectName(
    lastText(below(root, 'name'), lookup) ?? lookup('COMPOSE_PROJECT_NAME') ?? basename(folder),
  );
  const active = new Set((lookup('COMPOSE_PROFILES') ?? '').split(',').map((one) => one.trim()));
  reportUnsupported(below(root, 'include'), 'include', shown, undefined, out);
  const services = below(root, 'services');
  for (const { node, file, start } of services) {
    if (node.kind === 'map' || (node.kind === 'scalar' && node.value === null)) continue;
    out.diagnostics.push(invalid('services is no map', file.place(start), 'write one service a key below it'));
    out.missing.push({ what: shown, why: 'services is no map' });
  }
  if (services.length === 0) reportMisspelt(root, shown, out);
  for (const name of keysOf(services)) {
    const service: Service = { name, prefix: `${shown}#${name}`, layers: below(services, name) };
    if (out.size > maxSize) {
      const why = `its services have more than ${maxSize} labels and networks`;
      out.diagnostics.push(invalid(why, files[0].place(0), 'write fewer services with merge keys into one file'));
      out.missing.push({ what: shown, why });
      break;
    }
    if (service.layers.length > 0) readService(service, { root, project, active, lookup, rules, settings }, out);
  }
  return out;
}

/** A file without services may be a part of a project; one with a key that is nearly `services` is a mistake, which Compose refuses. */
function reportMisspelt(root: readonly Layer[], shown: string, out: Collected): void {
  const key = keysOf(root).find((one) => nearest(one, ['services']) !== undefined);
  if (key === undefined) return;
  const [{ file, start } = {}] = below(root, key);
  const message = `"${shownText(key)}" is no key of a compose file`;
  if (file !== undefined && start !== undefined) {
    out.diagnostics.push(invalid(message, file.place(start), 'did you mean "services"?'));
    out.missing.push({ what: shown, why: message });
  }
}

/** Compose's own name for a project: lower case, only letters, digits, `-` and `_`. */
function projectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}
