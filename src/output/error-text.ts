import type { Diagnostic } from '../core/diagnostic.ts';
import { findingLines, hintLines, placeOf } from './finding-lines.ts';
import { minWidth } from './page.ts';
import { style } from './style.ts';
import { visible, visibleLines } from './visible.ts';
import { paragraph, span } from './wrap.ts';

/** An error as it is shown: the edge hands in what it knows of it. */
export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The exit code. */
  readonly exit: number;
  /** Findings behind the error. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How an error is to be rendered. */
export interface ErrorTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The stack trace, for `--log-level debug` only. */
  readonly debugStack?: string;
}

/** The findings behind an error, what happened, and what to do. A finding that the error repeats is told with it, once. */
export function renderError(error: ShownError, options: ErrorTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const repeated = repeatedFinding(error);
  const findings = (repeated === undefined ? error.diagnostics : []).flatMap((one) => [
    ...findingLines(one, ink, width, 0),
    ...hintLines(one.hint, ink, width, 4),
  ]);
  const title = [
    span('error', ink.red),
    span(` ${error.code}: `, ink.bold),
    span(visible(error.message)),
    span(repeated === undefined ? '' : unsaid(repeated, error), ink.dim),
  ];
  const hints = [...new Set([repeated?.hint, error.hint])];
  const lines = [
    ...findings,
    ...(findings.length > 0 ? [''] : []),
    ...paragraph(title, width, 0, 2),
    ...hints.flatMap((hint) => hintLines(hint, ink, width, 2)),
    ...(options.debugStack === undefined ? [] : ['', ink.dim(visibleLines(options.debugStack).trimEnd())]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The only finding behind an error, when the error's message holds the finding's. */
function repeatedFinding({ message, diagnostics }: ShownError): Diagnostic | undefined {
  const [only] = diagnostics;
  return diagnostics.length === 1 && only?.severity === 'error' && message.includes(only.message) ? only : undefined;
}

/** Place and code of a finding, as far as the error does not tell them. */
function unsaid(finding: Diagnostic, { code, message }: ShownError): string {
  const place = placeOf(finding);
  const parts = [
    ...(visible(message).includes(place) ? [] : [place]),
    ...(finding.code === code ? [] : [visible(finding.code)]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}
