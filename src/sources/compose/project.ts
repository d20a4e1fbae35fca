import { basename } from 'node:path';
import { invalid } from './compose-file.ts';
import type { Lookup } from './interpolate.ts';
import { type LabelFiles, openLabelFiles } from './label-file.ts';
import { below, type Layer, layersOf } from './layers.ts';
import { loadModel } from './load-model.ts';
import { type Loading, openFile } from './loading.ts';
import type { Collected, ProjectContext, ProjectReading, ReadingSettings, Service } from './project-reading.ts';
import { readService } from './service.ts';
import { whyIdle } from './service-findings.ts';
import { lastText } from './stack-values.ts';

/** Labels and networks of one project; more than a file can hold that does not multiply them with merge keys. */
const maxSize = 200_000;

/** The files of one project, in the order in which they are merged, with what they need. */
export interface Project {
  /** Absolute paths. */
  readonly paths: readonly [string, ...string[]];
  /** The project's directory, absolute. */
  readonly folder: string;
  /** Its variables. */
  readonly lookup: Lookup;
  /** Profiles that are active; absent: those of the variable `COMPOSE_PROFILES`. */
  readonly profiles?: readonly string[];
}

/** A project's services, ready to be read. */
export interface LoadedProject {
  readonly services: readonly Service[];
  readonly context: ProjectContext;
}

/** Reads a project; null when a file of it cannot be read, which `loading` tells then. */
export async function readProject(
  project: Project,
  settings: ReadingSettings,
  loading: Loading,
): Promise<ProjectReading | null> {
  const loaded = await loadProject(project, settings, loading);
  if (loaded === null) return null;
  const { services, context } = loaded;
  const { diagnostics, missing } = loading;
  const out: Collected = { size: 0, claims: [], doubts: [], diagnostics, missing };
  for (const service of services) {
    if (out.size > maxSize) {
      const why = `its services have more than ${maxSize} labels and networks`;
      const [layer] = layersOf(context.root);
      const what = loading.show(project.paths[0]);
      const place = layer?.file.place(0) ?? { file: what, line: 1, column: 1 };
      out.diagnostics.push(invalid(why, place, 'write fewer services with merge keys into one file'));
      out.missing.push({ what, why });
      break;
    }
    readService(service, context, out);
  }
  return out;
}

/** Loads a project's files and the label files of the services that run. */
export async function loadProject(
  { paths, folder, lookup, profiles }: Project,
  settings: ReadingSettings,
  loading: Loading,
): Promise<LoadedProject | null> {
  const name = await projectName(paths, folder, lookup, loading);
  const named: Lookup = (variable) => (variable === 'COMPOSE_PROJECT_NAME' ? name : lookup(variable));
  const origin = loading.show(paths[0]);
  const model = await loadModel({ paths, folder, lookup: named, ancestors: [] }, origin, loading);
  if (model === null) return null;
  const active = new Set(profiles ?? (lookup('COMPOSE_PROFILES') ?? '').split(',').map((one) => one.trim()));
  const labelFiles: LabelFiles = new Map();
  const services: Service[] = [];
  for (const [service, stack] of model.services) {
    services.push({ name: service, prefix: `${origin}#${service}`, stack });
    if (below(stack, 'label_file').length > 0 && whyIdle(stack, active) === undefined) {
      await openLabelFiles(stack, labelFiles, loading);
    }
  }
  return { services, context: { root: model.root, project: name, active, labelFiles, settings } };
}

/** Compose's name for the project: the variable, else what the last file says, else its directory's. */
async function projectName(
  paths: readonly string[],
  folder: string,
  lookup: Lookup,
  loading: Loading,
): Promise<string> {
  const said = lookup('COMPOSE_PROJECT_NAME');
  if (said !== undefined && said !== '') return said;
  const roots: Layer[] = [];
  for (const path of paths) {
    const read = await openFile(path, loading);
    if (!read.ok) continue;
    const { file } = read;
    roots.push({ file, scope: { lookup, folder }, node: file.root, start: file.root.start });
  }
  return normalName(lastText(below(roots, 'name')) ?? basename(folder));
}

/** Lower case, only letters, digits, `-` and `_`. */
function normalName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}
