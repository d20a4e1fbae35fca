import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import { makePlan } from '../core/make-plan.ts';
import { DnsSyncError } from '../errors.ts';
import { generator } from '../version.ts';
import { openProject, type Project, readMemory, type Surroundings } from './project.ts';
import { readSources } from './read-sources.ts';

/** What a check found. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly infos: readonly Diagnostic[];
  /** The folder to which the files of the diagnostics are relative. */
  readonly root: string;
}

/** Judges configuration and input without Docker, provider or credentials. With files, only findings in those are reported. */
export async function checkProject(
  surroundings: Surroundings,
  configPath: string | undefined,
  files: readonly string[],
): Promise<CheckResult> {
  let project: Project;
  try {
    project = await openProject(surroundings, configPath, 'leave');
  } catch (error) {
    if (!(error instanceof DnsSyncError) || error.code !== 'CONFIG_INVALID') throw error;
    const { cwd, environment } = surroundings;
    const file = resolve(cwd, configPath || environment.DNS_SYNC_CONFIG || 'dns-sync.yaml');
    return { diagnostics: error.diagnostics, infos: [], root: dirname(file) };
  }
  const { plan, infos } = await judgeProject(project);
  const wanted = new Set(
    files.map((file) => relative(project.root, resolve(surroundings.cwd, file)).split(sep).join('/')),
  );
  const shown = (one: Diagnostic) => wanted.size === 0 || (one.file !== undefined && wanted.has(one.file));
  return {
    diagnostics: sortDiagnostics(plan.diagnostics).filter(shown),
    infos: infos.filter(shown),
    root: project.root,
  };
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
    readings: await readSources(project, memory, []),
    actual: new Map(),
    memory,
    options: { hold: false, allow: {}, adopt: [], only: [], provider: [] },
    basis: { lineage: null, serial: 0, lockfile: null, config: project.loaded.digest, providers: {} },
    judgeLosers: true,
  });
}

/** The texts of the files that diagnostics point into, for showing the lines; files that cannot be read are left out. */
export async function readShownFiles({ diagnostics, root }: CheckResult): Promise<Map<string, string>> {
  const files = [...new Set(diagnostics.flatMap(({ file }) => (file === undefined ? [] : [file])))].slice(0, 200);
  const texts = await Promise.allSettled(files.map((file) => readFile(resolve(root, file), 'utf8')));
  return new Map(
    texts.flatMap((read, index) => (read.status === 'fulfilled' ? [[files[index] ?? '', read.value] as const] : [])),
  );
}
