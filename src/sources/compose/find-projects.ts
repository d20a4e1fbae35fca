import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { resolvePaths } from '../../files/resolve-paths.ts';
import type { Missing } from '../completeness.ts';

/** Files that Compose looks for itself. */
const defaultNames: ReadonlySet<string> = new Set([
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
]);
/** What Compose merges over a file of a default name: the first of these beside it. */
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;
const isOverrideName: ReadonlySet<string> = new Set(overrideNames);

/** The files of one project, in the order in which they are merged; absolute paths. */
export type ProjectFiles = readonly [string, ...string[]];

/** The projects that `files:` names. */
export interface FoundProjects {
  readonly projects: readonly ProjectFiles[];
  /** Patterns that match nothing. */
  readonly unmatched: readonly string[];
  /** Folders that cannot be listed, and projects that lack a file. */
  readonly missing: readonly Missing[];
}

/**
 * Finds the projects: each match of a glob is one, with its override neighbour when it has a default name; an inner list
 * is one, merged in its order, and a file of one is no project of its own. `show` makes paths readable; with `optional` a missing file of a list means "nothing there".
 */
export async function findProjects(
  root: string,
  files: readonly (string | readonly string[])[],
  optional: boolean,
  show: (path: string) => string,
): Promise<FoundProjects> {
  const patterns = files.flat();
  const resolved = await resolvePaths(root, patterns);
  const byPattern = new Map(resolved.map((one) => [one.pattern, one.paths]));
  const pathsOf = (pattern: string) => byPattern.get(pattern) ?? [];
  const unmatched = resolved.filter(({ paths }) => paths.length === 0).map(({ pattern }) => pattern);
  const missing = resolved.flatMap(({ unreadable }) =>
    unreadable.map(({ path, message }) => ({ what: show(path), why: message })),
  );

  const members = new Set(files.flatMap((one) => (typeof one === 'string' ? [] : one.flatMap(pathsOf))));
  const singles = [...new Set(files.flatMap((one) => (typeof one === 'string' ? pathsOf(one) : [])))];
  const folders = new Set(singles.filter((path) => defaultNames.has(basename(path))).map(dirname));
  const bases = singles.filter(
    (path) => !members.has(path) && !(isOverrideName.has(basename(path)) && folders.has(dirname(path))),
  );
  const projects: ProjectFiles[] = bases.map(withOverride);
  for (const list of files) {
    if (typeof list === 'string') continue;
    const [first, ...rest] = list.flatMap(pathsOf);
    const absent = list.filter((pattern) => pathsOf(pattern).length === 0);
    if (absent.length > 0 && !optional) {
      for (const pattern of absent)
        missing.push({ what: pattern, why: `the project ${list[0] ?? ''} needs it and it does not exist` });
    } else if (first !== undefined) projects.push([first, ...rest]);
  }
  return { projects, unmatched: [...new Set(unmatched)], missing };
}

/** Looked up synchronously: a thousand such calls cost less than forty through the thread pool. */
function withOverride(path: string): ProjectFiles {
  if (!defaultNames.has(basename(path))) return [path];
  const names = namesIn(dirname(path));
  const override = overrideNames.find((name) => names.includes(name));
  return override === undefined ? [path] : [path, join(dirname(path), override)];
}

/** What is in a folder, or of a folder that cannot be listed the overrides; a link that leads nowhere is, so that reading it tells. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return overrideNames.filter((name) => existsSync(join(folder, name)));
  }
}
