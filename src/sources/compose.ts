import { dirname, resolve } from 'node:path';
import type { Claim, Doubt, Reading } from '../core/claim.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { shownPath } from '../files/resolve-paths.ts';
import { completeness, type Missing } from './completeness.ts';
import { type EnvFilePath, processLookup, readEnvironment } from './compose/environment.ts';
import { findProjects, type ProjectFiles } from './compose/find-projects.ts';
import { defaultEnvFile } from './compose/include.ts';
import { beginLoading, type Loading, openFile } from './compose/loading.ts';
import { readProject } from './compose/project.ts';
import type { ProjectReading } from './compose/project-reading.ts';
import { readText } from './compose/read-text.ts';
import type { Addressing } from './labels/subject.ts';
import { type LabelSettings, labelRules } from './labels/table.ts';
import type { Source, SourceContext } from './source.ts';

/** A source of type `compose` (labels 7). */
export interface ComposeSettings extends LabelSettings {
  readonly name: string;
  /** Globs, each match a project; an inner list is one project, merged in its order. */
  readonly files: readonly (string | readonly string[])[];
  /** Variables that come before the process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Replace `.env` beside the first file. */
  readonly envFiles?: readonly string[];
  /** Profiles that are active; absent: those of `COMPOSE_PROFILES`. `*` means all. */
  readonly profiles?: readonly string[];
  /** The files are for `docker stack deploy`: `deploy.labels` count instead of `labels`. */
  readonly swarm?: boolean;
  readonly address?: Addressing;
  readonly requireEnable?: boolean;
  /** A path that matches nothing is nothing to mention. */
  readonly optional?: boolean;
}

/** Projects read at a time. */
const width = 16;

/** What is known of a project once it was tried: its claims, or why it cannot be read. */
type Tried = ProjectReading & { readonly readable: boolean };

/** Reads compose files: the labels that `docker compose up` would put on the containers. */
export function composeSource(settings: ComposeSettings, context: SourceContext): Source {
  return { name: settings.name, read: (signal) => readCompose(settings, context, signal) };
}

async function readCompose(settings: ComposeSettings, context: SourceContext, signal: AbortSignal): Promise<Reading> {
  const { name, optional = false } = settings;
  const known = new Map<string, string>();
  const show = (path: string) => {
    const shown = known.get(path) ?? shownPath(context.root, path);
    known.set(path, shown);
    return shown;
  };
  const found = await findProjects(context.root, settings.files, optional, show);
  const tried = await inParallel(found.projects, async (files) => {
    signal.throwIfAborted();
    return await tryProject(files, settings, context, show);
  });
  const claims: Claim[] = [];
  const doubts: Doubt[] = [];
  const diagnostics: Diagnostic[] = [];
  const missing: Missing[] = [...found.missing];
  for (const pattern of optional ? [] : found.unmatched) {
    diagnostics.push(pathMissing(name, pattern));
    if (context.remembered) missing.push({ what: pattern, why: 'nothing is there' });
  }
  for (const project of tried) {
    for (const claim of project.claims) claims.push(claim);
    for (const doubt of project.doubts) doubts.push(doubt);
    for (const diagnostic of project.diagnostics) diagnostics.push(diagnostic);
    missing.push(...project.missing);
  }
  const readable = tried.filter((project) => project.readable).length;
  const answer = completeness(name, tried.length === 0 ? 1 : readable, missing);
  return {
    claims,
    doubts,
    diagnostics: [...diagnostics, ...answer.diagnostics],
    completeness: answer.completeness,
    missing: answer.missing,
  };
}

function pathMissing(source: string, pattern: string): Diagnostic {
  return {
    code: 'SOURCE_PATH_MISSING',
    severity: 'warning',
    message: `the source "${source}" finds nothing at ${pattern}`,
    hint: 'check the path, or say optional: true',
    subject: source,
  };
}

async function tryProject(
  paths: ProjectFiles,
  settings: ComposeSettings,
  context: SourceContext,
  show: (path: string) => string,
): Promise<Tried> {
  const loading = beginLoading(show, (path, shown) => {
    context.noteFile?.(path);
    return readText(path, shown);
  });
  const folder = dirname(paths[0]);
  const said = processLookup({ env: settings.env ?? {}, process: context.environment });
  const environment = (await needsVariables(paths, loading))
    ? await readEnvironment(envFiles(folder, settings, context, show), said, loading.readText)
    : { ok: true as const, lookup: said };
  if (!environment.ok) {
    const missing = [{ what: show(paths[0]), why: environment.why }];
    const diagnostics = [...loading.diagnostics, ...environment.diagnostics];
    return { claims: [], doubts: [], diagnostics, missing, readable: false };
  }
  const subject = {
    source: settings.name,
    addressing: settings.address ?? ('host' as const),
    host: context.defaults,
    providers: context.providers,
    requireEnable: settings.requireEnable ?? false,
  };
  const { profiles } = settings;
  const project = { paths, folder, lookup: environment.lookup, ...(profiles === undefined ? {} : { profiles }) };
  const reading = await readProject(
    project,
    { subject, rules: labelRules(settings), swarm: settings.swarm ?? false },
    loading,
  );
  if (reading !== null) return { ...reading, readable: true };
  return { claims: [], doubts: [], diagnostics: loading.diagnostics, missing: loading.missing, readable: false };
}

/** Whether what a project says may depend on variables; most do not, and need no `.env`. */
async function needsVariables(paths: ProjectFiles, loading: Loading): Promise<boolean> {
  let needed = false;
  for (const path of paths) {
    const read = await openFile(path, loading);
    needed ||= read.ok && /\$|profiles|networks|include|extends/.test(read.file.text);
  }
  return needed;
}

function envFiles(
  folder: string,
  settings: ComposeSettings,
  context: SourceContext,
  show: (path: string) => string,
): EnvFilePath[] {
  if (settings.envFiles === undefined) {
    const path = defaultEnvFile(folder);
    return [{ path, shown: show(path), optional: true }];
  }
  return settings.envFiles.map((file) => {
    const path = resolve(context.root, file);
    return { path, shown: show(path), optional: settings.optional ?? false };
  });
}

/** Works through a list, a bounded number at a time; results in the list's order. */
async function inParallel<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const index = next;
      next += 1;
      const item = list[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
  return results;
}
