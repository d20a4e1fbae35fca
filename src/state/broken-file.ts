import type { Diagnostic } from '../core/diagnostic.ts';
import { DnsSyncError, type ErrorCode } from '../errors.ts';
import type { Position } from '../files/line-index.ts';
import { findPlaces, findSyntaxFault } from './json-text.ts';
import type { Problem } from './line-fields.ts';

/** A file of ours that cannot be read, and what to say about it. */
export interface BrokenFile {
  readonly code: ErrorCode;
  /** What it is: `the lockfile`. */
  readonly what: string;
  /** Its path in messages. */
  readonly shown: string;
  /** How to go on. */
  readonly hint: string;
}

const maxShown = 50;

/** The error for a text that `JSON.parse` refused with `cause`. */
export async function syntaxError(file: BrokenFile, text: string, cause: unknown): Promise<DnsSyncError> {
  const { message, truncated, ...place } = await findSyntaxFault(text);
  const why =
    text.trim() === ''
      ? 'it is empty'
      : truncated
        ? 'it is truncated: it ends in the middle'
        : `it is no JSON: ${message}`;
  return refuse(file, [diagnostic(file, { message: why }, place)], 1, cause);
}

/** The error for a text that is JSON but not what it should be: every problem with its place, 50 at most. */
export async function problemsError(
  file: BrokenFile,
  text: string,
  problems: readonly Problem[],
): Promise<DnsSyncError> {
  const first = problems.slice(0, maxShown);
  const places = await findPlaces(text, first);
  const diagnostics = first.map((problem, index) => diagnostic(file, problem, places[index] ?? { line: 1, column: 1 }));
  return refuse(file, diagnostics, problems.length);
}

function diagnostic(
  file: BrokenFile,
  fault: Pick<Problem, 'message' | 'hint'>,
  { line, column }: Position,
): Diagnostic {
  const { message, hint } = fault;
  return {
    code: file.code,
    severity: 'error',
    message,
    ...(hint !== undefined && { hint }),
    file: file.shown,
    line,
    column,
  };
}

function refuse(
  { code, what, shown, hint }: BrokenFile,
  diagnostics: readonly Diagnostic[],
  count: number,
  cause?: unknown,
): DnsSyncError {
  const [first] = diagnostics;
  const place = first === undefined ? shown : `${shown}:${first.line}:${first.column}`;
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return new DnsSyncError(code, `${place}: ${what} cannot be read: ${first?.message}${more}`, {
    hint,
    diagnostics,
    cause,
  });
}
