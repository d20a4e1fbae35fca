import type { Diagnostic } from '../../src/core/diagnostic.ts';

/** Findings as lines `line:column CODE message -> hint`, so that a table of mistakes reads at a glance. */
export function written(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ line, column, code, message, hint }) => {
    return `${line}:${column} ${code} ${message}${hint === undefined ? '' : ` -> ${hint}`}`;
  });
}
