import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Claim, Doubt, Reading } from '../core/claim.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { completeness, type Missing } from './completeness.ts';
import { type ComposeFile, readComposeFile } from './compose/compose-file.ts';
import { type EnvFilePath, processLookup, readEnvironment } from './compose/environment.ts';
import { findProjects, type ProjectFiles } from './compose/find-projects.ts';
import { readProject } from './compose/project.ts';
import type { ProjectReading } from './compose/project-reading.ts';
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
  const show = (path: string) => relative(context.root, path).split(sep).join('/');
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
  const read = await Promise.all(paths.map(async (path) => await readComposeFile(path, show(path))));
  const files: ComposeFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const missing: Missing[] = [];
  for (const [index, one] of read.entries()) {
    if (one.ok) files.push(one.file);
    else {
      diagnostics.push(...one.diagnostics);
      missing.push({ what: show(paths[index] ?? ''), why: one.why });
    }
  }
  const [first, ...rest] = files;
  const unreadable = { claims: [], doubts: [], diagnostics, missing, readable: false };
  if (first === undefined || missing.length > 0) return unreadable;
  const folder = dirname(paths[0]);
  const variables = { env: settings.env ?? {}, process: context.environment };
  const needed = files.some(({ text }) => text.includes('$') || text.includes('profiles') || text.includes('networks'));
  const environment = needed
    ? await readEnvironment(envFiles(folder, settings, context, show), variables)
    : { ok: true as const, lookup: processLookup(variables) };
  if (!environment.ok) {
    return {
      ...unreadable,
      diagnostics: [...environment.diagnostics],
      missing: [{ what: show(paths[0]), why: environment.why }],
    };
  }
  const subject = {
    source: settings.name,
    addressing: settings.address ?? ('host' as const),
    host: context.defaults,
    providers: context.providers,
    requireEnable: settings.requireEnable ?? false,
  };
  const reading = readProject([first, ...rest], folder, environment.lookup, labelRules(settings), subject);
  return { ...reading, readable: true };
}

function envFiles(
  folder: string,
  settings: ComposeSettings,
  context: SourceContext,
  show: (path: string) => string,
): EnvFilePath[] {
  if (settings.envFiles === undefined) {
    const path = join(folder, '.env');
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
