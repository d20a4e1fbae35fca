import type { Reading } from '../core/claim.ts';
import { compareText, type Diagnostic } from '../core/diagnostic.ts';
import { readTextFile, sizeLimits } from '../files/read-file.ts';
import { resolvePaths, shownPath } from '../files/resolve-paths.ts';
import { completeness, type Missing } from './completeness.ts';
import type { Source, SourceContext } from './source.ts';
import { findDuplicates } from './yaml/duplicates.ts';
import { type Overrides, readOverrides } from './yaml/read-overrides.ts';

/** `type: yaml`: overrides (sources 4). */
export interface YamlSettings {
  readonly name: string;
  /** Paths or globs, from the configuration's folder on; the files count as one, in the byte order of their paths. */
  readonly files: readonly string[];
  /** A path that matches nothing means that nothing is there. */
  readonly optional?: boolean;
}

/** A source that reads records, patches and ignores from YAML files. */
export function yamlSource(settings: YamlSettings, context: SourceContext): Source {
  return { name: settings.name, read: async (signal) => await readAll(settings, context, signal) };
}

async function readAll(settings: YamlSettings, context: SourceContext, signal: AbortSignal): Promise<Reading> {
  const { name } = settings;
  const { paths, diagnostics, missing } = await findFiles(settings, context);
  const files: Overrides[] = [];
  for (const [file, path] of paths) {
    signal.throwIfAborted();
    context.noteFile?.(path);
    const text = await readTextFile(path, file, sizeLimits.large);
    if (!text.ok) {
      missing.push({ what: file, why: text.message });
      const { code, message, hint, at } = text;
      if (code !== 'FILE_MISSING') diagnostics.push({ code, severity: 'error', message, hint, file, ...at });
      continue;
    }
    files.push(await readOverrides(text.text, file, name, context));
  }
  const distinct = findDuplicates(files.flatMap(({ claims }) => claims));
  const readable = files.filter(({ valid }) => valid).length;
  const answer = completeness(name, readable, [...missing, ...files.flatMap((file) => file.missing)]);
  return {
    claims: distinct.claims,
    doubts: files.flatMap(({ doubts }) => doubts),
    diagnostics: [
      ...diagnostics,
      ...files.flatMap((file) => file.diagnostics),
      ...distinct.diagnostics,
      ...answer.diagnostics,
    ],
    completeness: answer.completeness,
    missing: answer.missing,
    rewrites: [...files.flatMap(({ ignores }) => ignores), ...files.flatMap(({ patches }) => patches)],
  };
}

interface Found {
  /** Shown path to absolute path, in byte order of the shown paths. */
  readonly paths: readonly (readonly [string, string])[];
  readonly diagnostics: Diagnostic[];
  readonly missing: Missing[];
}

async function findFiles({ name, files, optional }: YamlSettings, { root, remembered }: SourceContext): Promise<Found> {
  const paths = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const missing: Missing[] = [];
  for (const found of await resolvePaths(root, files)) {
    for (const path of found.paths) paths.set(shownPath(root, path), path);
    for (const { path, message } of found.unreadable) missing.push({ what: shownPath(root, path), why: message });
    if (found.paths.length > 0 || found.unreadable.length > 0 || optional === true) continue;
    const message = `the source "${name}" finds nothing at ${found.pattern}`;
    const hint = 'correct the path, or say optional: true where it may be missing';
    diagnostics.push({ code: 'SOURCE_PATH_MISSING', severity: 'warning', message, hint, subject: name });
    if (remembered) missing.push({ what: found.pattern, why: 'nothing is there' });
  }
  return { paths: [...paths].sort(([left], [right]) => compareText(left, right)), diagnostics, missing };
}
