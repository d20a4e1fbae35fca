import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import type { Position } from '../../files/line-index.ts';
import type { ReadText } from '../../files/read-file.ts';
import { readYaml } from '../../files/yaml.ts';
import type { YamlMap } from '../../files/yaml-node.ts';
import { mergeKeyProblems } from './merge-key-problems.ts';

/** A compose file that could be read. */
export interface ComposeFile {
  /** Path in messages and origins. */
  readonly shown: string;
  readonly text: string;
  readonly root: YamlMap;
  /** The place of an offset in it. */
  place(offset: number): Place;
}

/** Something that cannot be had. `why` is for people; the diagnostics are about what is in the file. */
export interface Unreadable {
  readonly ok: false;
  readonly why: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A compose file, or why it cannot be had. */
export type ReadComposeFile = { readonly ok: true; readonly file: ComposeFile } | Unreadable;

/** Reads a text file; `shown` is its path in messages. */
export type TextReader = (path: string, shown: string) => Promise<ReadText>;

/** Why a text cannot be had; about its contents unless it is not there at all. */
export function unreadable(read: Extract<ReadText, { ok: false }>, shown: string): Unreadable {
  const { code, message, hint, at } = read;
  const diagnostic: Diagnostic = { code, severity: 'error', message, hint, file: shown, ...(at ?? {}) };
  return { ok: false, why: message, diagnostics: code === 'FILE_MISSING' ? [] : [diagnostic] };
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
  const place = placesIn(shown, yaml.document.position);
  if (root?.kind !== 'map') {
    const message = root === null ? 'the file is empty' : 'the file is no map of services';
    const at = place(root?.start ?? 0);
    return { ok: false, why: message, diagnostics: [invalid(message, at, 'a compose file begins with "services:"')] };
  }
  const problems = text.includes('<<') ? mergeKeyProblems(root) : [];
  const [first] = problems;
  if (first === undefined) return { ok: true, file: { shown, text, root, place } };
  const diagnostics = problems.map(({ message, hint, start }) => invalid(message, place(start), hint));
  return { ok: false, why: first.message, diagnostics };
}

/** Places in a file. Alone in its scope: claims keep their places for long, and the file's nodes are many. */
function placesIn(file: string, position: (offset: number) => Position): ComposeFile['place'] {
  return (offset) => ({ file, ...position(Math.max(0, offset)) });
}

/** The error about contents that Compose would refuse. */
export function invalid(message: string, place: Place, hint?: string): Diagnostic {
  return { code: 'FILE_INVALID', severity: 'error', message, ...(hint === undefined ? {} : { hint }), ...place };
}
