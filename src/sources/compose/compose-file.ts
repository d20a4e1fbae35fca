import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import { readTextFile, sizeLimits } from '../../files/read-file.ts';
import { readYaml } from '../../files/yaml.ts';
import type { YamlMap } from '../../files/yaml-node.ts';

/** A compose file that could be read. */
export interface ComposeFile {
  /** Path in messages and origins. */
  readonly shown: string;
  readonly text: string;
  readonly root: YamlMap;
  /** The place of an offset in it. */
  place(offset: number): Place;
}

/** A compose file, or why it cannot be had. `why` is for people; the diagnostics are about what is in the file. */
export type ReadComposeFile =
  | { readonly ok: true; readonly file: ComposeFile }
  | { readonly ok: false; readonly why: string; readonly diagnostics: readonly Diagnostic[] };

/** Reads one compose file from the disk. */
export async function readComposeFile(path: string, shown: string): Promise<ReadComposeFile> {
  const read = await readTextFile(path, shown, sizeLimits.compose);
  if (read.ok) return parseComposeFile(read.text, shown);
  const { code, message, hint, at } = read;
  const aboutContents = code !== 'FILE_MISSING';
  const diagnostic: Diagnostic = { code, severity: 'error', message, hint, file: shown, ...(at ?? {}) };
  return { ok: false, why: message, diagnostics: aboutContents ? [diagnostic] : [] };
}

/** Reads the text of a compose file. */
export function parseComposeFile(text: string, shown: string): ReadComposeFile {
  const yaml = readYaml(text, 'nodes');
  if (!yaml.ok) {
    const diagnostics = yaml.problems.map((problem) =>
      invalid(problem.message, { file: shown, line: problem.line, column: problem.column }, problem.hint),
    );
    return { ok: false, why: yaml.problems[0]?.message ?? 'not YAML', diagnostics };
  }
  const root = yaml.document.root();
  const place = (offset: number): Place => ({ file: shown, ...yaml.document.position(Math.max(0, offset)) });
  if (root?.kind === 'map') return { ok: true, file: { shown, text, root, place } };
  const message = root === null ? 'the file is empty' : 'the file is no map of services';
  return {
    ok: false,
    why: message,
    diagnostics: [invalid(message, place(root?.start ?? 0), 'a compose file begins with "services:"')],
  };
}

/** The error about contents that Compose would refuse. */
export function invalid(message: string, place: Place, hint?: string): Diagnostic {
  return { code: 'FILE_INVALID', severity: 'error', message, ...(hint === undefined ? {} : { hint }), ...place };
}
