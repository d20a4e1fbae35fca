import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Reading } from '../core/claim.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import type { SourceReading } from '../core/gather.ts';
import { makePlan } from '../core/make-plan.ts';
import { DnsSyncError } from '../errors.ts';
import { generator } from '../version.ts';
import { openProject, type Project, readMemory, type Surroundings } from './project.ts';
import { readSources } from './read-sources.ts';
import { isAbout, wantedFiles } from './wanted-files.ts';

/** What a check found. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly infos: readonly Diagnostic[];
  /** The folder to which the files of the diagnostics are relative. */
  readonly root: string;
  /** The configuration, relative to that folder. */
  readonly config: string;
}

/**
 * Judges configuration and input without Docker, provider or credentials. With files everything is judged and findings
 * about those are reported; but those of an invalid configuration always, because nothing else can be judged then. Throws
 * `USAGE` for a file that is not there.
 */
export async function checkProject(
  surroundings: Surroundings,
  configPath: string | undefined,
  files: readonly string[],
): Promise<CheckResult> {
  const wanted = wantedFiles(surroundings.cwd, files);
  let project: Project;
  try {
    project = await openProject(surroundings, configPath, 'leave');
  } catch (error) {
    if (!(error instanceof DnsSyncError) || error.code !== 'CONFIG_INVALID') throw error;
    const { cwd, environment } = surroundings;
    const file = resolve(cwd, configPath || environment.DNS_SYNC_CONFIG || 'dns-sync.yaml');
    return { diagnostics: error.diagnostics, infos: [], root: dirname(file), config: basename(file) };
  }
  const { root, loaded } = project;
  const at = { root, config: basename(loaded.file) };
  const read = new Set<string>();
  const { plan, infos } = await judgeProject({ ...project, noteFile: (path) => read.add(path) });
  if (files.length === 0) return { diagnostics: sortDiagnostics(plan.diagnostics), infos, ...at };
  const { unreadFiles } = await import('./unread-files.ts');
  const shown = (one: Diagnostic) => isAbout(one, wanted, root, loaded.file);
  const found = [...plan.diagnostics.filter(shown), ...unreadFiles(project, wanted, read)];
  return { diagnostics: sortDiagnostics(found), infos: infos.filter(shown), ...at };
}

/**
 * What could be read of a source is judged, whatever could not: people want to see all their mistakes at once. A second,
 * empty reading keeps it known that something is missing.
 */
function withWhatWasRead({ source, reading }: SourceReading): SourceReading[] {
  const { completeness, missing } = reading;
  if (completeness === 'complete') return [{ source, reading }];
  const rest: Reading = { claims: [], doubts: [], diagnostics: [], completeness, missing };
  return [
    { source, reading: { ...reading, completeness: 'complete' } },
    { source: `the rest of ${source}`, reading: rest },
  ];
}

async function judgeProject(project: Project): Promise<ReturnType<typeof makePlan>> {
  const { config, models } = project;
  const memory = (await readMemory(project))?.memory ?? null;
  return makePlan({
    generator,
    createdAt: project.clock().toISOString(),
    owner: config.owner,
    defaultTtl: config.defaults.ttl,
    strategy: config.conflicts,
    guards: project.guards,
    rules: project.rules,
    models,
    readings: (await readSources(project, memory, [])).flatMap(withWhatWasRead),
    actual: new Map(),
    memory,
    options: { hold: false, allow: {}, adopt: [], only: [], provider: [] },
    basis: { lineage: null, serial: 0, lockfile: null, config: project.loaded.digest, providers: {} },
    judgeLosers: true,
  });
}

/** The texts of the files that diagnostics point into, for showing the lines; files that cannot be read are left out. */
export async function readShownFiles(shown: readonly Diagnostic[], root: string): Promise<Map<string, string>> {
  const files = [...new Set(shown.flatMap(({ file }) => (file === undefined ? [] : [file])))].slice(0, 200);
  const texts = await Promise.allSettled(files.map((file) => readFile(resolve(root, file), 'utf8')));
  return new Map(
    texts.flatMap((read, index) =>
      read.status === 'fulfilled' ? [[files[index] ?? '', read.value.replace(/^\ufeff/, '')] as const] : [],
    ),
  );
}
