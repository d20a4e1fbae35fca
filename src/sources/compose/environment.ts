import { invalid, type TextReader, type Unreadable, unreadable } from './compose-file.ts';
import { readEnvFile } from './env-file.ts';
import type { Lookup } from './interpolate.ts';

/** Where variables come from, the first that has one wins: the source's `env:`, the process, then files. */
export interface Variables {
  readonly env: Readonly<Record<string, string>>;
  readonly process: Readonly<Record<string, string | undefined>>;
}

/** The variables of a project, or why they cannot be had. */
export type Environment = { readonly ok: true; readonly lookup: Lookup } | Unreadable;

/** A file of variables. One that is `optional` may be missing. */
export interface EnvFilePath {
  readonly path: string;
  /** Path in messages. */
  readonly shown: string;
  readonly optional: boolean;
}

/** Looks a variable up in the source's `env:`, then in the process. */
export function processLookup({ env, process }: Variables): Lookup {
  return (name) => (Object.hasOwn(env, name) ? env[name] : process[name]);
}

/**
 * Reads files of variables, later ones over earlier ones, below what `said` has. Without any file `said` itself is the
 * answer.
 */
export async function readEnvironment(
  files: readonly EnvFilePath[],
  said: Lookup,
  readText: TextReader,
): Promise<Environment> {
  const values = new Map<string, string>();
  const lookup: Lookup = (name) => said(name) ?? values.get(name);
  for (const { path, shown, optional } of files) {
    const read = await readText(path, shown);
    if (!read.ok) {
      if (optional && read.code === 'FILE_MISSING') continue;
      return unreadable(read, shown);
    }
    const parsed = readEnvFile(read.text, lookup);
    if (!parsed.ok) {
      const finding = invalid(parsed.message, { file: shown, ...parsed.at }, 'write KEY=value, one a line');
      return { ok: false, why: `${shown}: ${parsed.message}`, diagnostics: [finding] };
    }
    for (const [name, { text }] of parsed.values) values.set(name, text);
  }
  return { ok: true, lookup: values.size === 0 ? said : lookup };
}
