import { basename } from 'node:path';
import type { SourceConfig } from '../config/config.ts';
import { hasPlaceholder } from '../config/secrets.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { shownPath } from '../files/resolve-paths.ts';
import type { Project } from './project.ts';
import { realPath, type WantedFiles } from './wanted-files.ts';

const maybeInput = /\.(?:ya?ml|json)$/i;
/** Globs of sources never match what is hidden. */
const hidden = /(?:^|\/)\.(?!\.?(?:\/|$))/;
const composeName = /compose[^/]*\.ya?ml$/i;

/** FILES that look like input and that no source has read: a pattern of a source is meant to find them, and does not. */
export function unreadFiles(project: Project, { paths }: WantedFiles, read: ReadonlySet<string>): Diagnostic[] {
  const { config, loaded, lockfilePath, root } = project;
  const known = new Set([loaded.file, lockfilePath, ...read].map(realPath));
  const asked = paths.filter((path) => maybeInput.test(path) && !known.has(realPath(path)));
  if (asked.length === 0 || config.sources.some((source) => hasPlaceholder(JSON.stringify(source)))) return [];
  return asked
    .map((path) => shownPath(root, path))
    .filter((file) => !hidden.test(file))
    .map((file) => {
      const message = `no source reads ${file}`;
      return { code: 'FILE_NOT_READ', severity: 'warning', message, hint: hintFor(file, config.sources), file };
    });
}

function hintFor(file: string, sources: readonly SourceConfig[]): string {
  const type = /\.json$/i.test(file) ? 'docker' : composeName.test(basename(file)) ? 'compose' : 'yaml';
  const source = sources.find((one) => one.type === type);
  const quoted = JSON.stringify(file);
  if (source?.type !== 'compose' && source?.type !== 'yaml') {
    const setting = type === 'docker' ? `file: ${quoted}` : `files: [${quoted}]`;
    return `a source of type ${type} with ${setting} would read it; if it is no input, nothing`;
  }
  const patterns = source.files.flat().slice(0, 3).join(', ');
  return `the source "${source.name}" reads ${patterns}: add ${quoted} to its files; if it is no input, nothing`;
}
