import { basename, resolve } from 'node:path';
import type { SourceConfig } from '../config/config.ts';
import { hasPlaceholder } from '../config/secrets.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { resolvePaths, shownPath } from '../files/resolve-paths.ts';
import { findProjects } from '../sources/compose/find-projects.ts';
import type { Project } from './project.ts';
import { realPath, type WantedFiles } from './wanted-files.ts';

const maybeInput = /\.(?:ya?ml|json)$/i;
/** Globs of sources never match what is hidden. */
const hidden = /(?:^|\/)\.(?!\.?(?:\/|$))/;
const composeName = /compose[^/]*\.ya?ml$/i;

/** FILES that look like input and that nothing reads: a pattern of a source is meant to find them, and does not. */
export async function unreadFiles(project: Project, { paths }: WantedFiles): Promise<Diagnostic[]> {
  const { config, loaded, lockfilePath, root } = project;
  const ours = new Set([loaded.file, lockfilePath].map(realPath));
  const asked = paths.filter((path) => maybeInput.test(path) && !ours.has(realPath(path)));
  if (asked.length === 0 || config.sources.some((source) => hasPlaceholder(JSON.stringify(patternsOf(source)))))
    return [];
  const read = new Set((await Promise.all(config.sources.map((source) => filesOf(source, root)))).flat().map(realPath));
  return asked
    .filter((path) => !read.has(realPath(path)))
    .map((path) => shownPath(root, path))
    .filter((file) => !hidden.test(file))
    .map((file) => {
      const message = `no source reads ${file}`;
      return { code: 'FILE_NOT_READ', severity: 'warning', message, hint: hintFor(file, config.sources), file };
    });
}

/** What a source's settings say of where its files are. */
function patternsOf(source: SourceConfig): readonly string[] {
  switch (source.type) {
    case 'compose':
      return [...source.files.flat(), ...(source.envFiles ?? [])];
    case 'docker':
      return [source.file];
    case 'yaml':
      return source.files;
  }
}

/** Absolute paths of what a source reads. */
async function filesOf(source: SourceConfig, root: string): Promise<string[]> {
  if (source.type === 'docker') return [resolve(root, source.file)];
  if (source.type === 'yaml') return (await resolvePaths(root, source.files)).flatMap(({ paths }) => paths);
  const { projects } = await findProjects(root, source.files, true, (path) => path);
  return [...projects.flat(), ...(source.envFiles ?? []).map((file) => resolve(root, file))];
}

function hintFor(file: string, sources: readonly SourceConfig[]): string {
  const type = /\.json$/i.test(file) ? 'docker' : composeName.test(basename(file)) ? 'compose' : 'yaml';
  const source = sources.find((one) => one.type === type && one.type !== 'docker');
  const quoted = JSON.stringify(file);
  if (source === undefined) {
    const setting = type === 'docker' ? `file: ${quoted}` : `files: [${quoted}]`;
    return `a source of type ${type} with ${setting} would read it; if it is no input, nothing`;
  }
  const patterns = patternsOf(source).slice(0, 3).join(', ');
  return `the source "${source.name}" reads ${patterns}: add ${quoted} to its files; if it is no input, nothing`;
}
