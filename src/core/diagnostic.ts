/** How much a finding weighs: an error stops `apply` (or holds a name), a warning is shown, info only on request. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text file. Lines and columns start at 1; columns count UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Another place that a finding is about: the other side of a contradiction or conflict. */
export interface RelatedPlace {
  /** What stands there, and what it has to do with the finding. No final dot. */
  readonly message: string;
  readonly origin?: string;
  /** Path relative to the configuration's folder, with `/`. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One finding, as plain data: what happened, where, and what to do. Its `code` never changes once published. */
export interface Diagnostic {
  /** `UPPER_SNAKE` from readers and routing, or the kebab-case id of the rule that found it. */
  readonly code: string;
  readonly severity: Severity;
  /** What happened, to what, and why. One sentence, no final dot. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The claim's origin (DESIGN.md §2), without line numbers. */
  readonly origin?: string;
  /** All origins of the record, best first, when it has several. */
  readonly origins?: readonly string[];
  /** The record's name in canonical form, where the finding is about one. */
  readonly name?: string;
  /** The source or provider the finding comes from, where it is not about a file of ours. */
  readonly subject?: string;
  /** Path relative to the configuration's folder, with `/`. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The other places it is about. */
  readonly related?: readonly RelatedPlace[];
}

/** `left < right` by bytes of UTF-16: the only text order used, because it never depends on a locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What tells one finding from another. */
function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.file ?? '\uffff', right.file ?? '\uffff') ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.column ?? 0) - (right.column ?? 0) ||
    compareText(left.code, right.code) ||
    compareText(left.name ?? '', right.name ?? '') ||
    compareText(left.origin ?? '', right.origin ?? '') ||
    compareText(left.message, right.message)
  );
}

/** Of findings that say the same, the one that says more of where comes first, in whatever order they were found. */
function compareWhole(left: Diagnostic, right: Diagnostic): number {
  return (
    compareDiagnostics(left, right) ||
    compareText(listText(left.origins), listText(right.origins)) ||
    compareText(listText(left.related), listText(right.related))
  );
}

function listText(list: readonly unknown[] | undefined): string {
  return list === undefined ? '\uffff' : JSON.stringify(list);
}

/** Sorted by file, line, column, code, name; identical findings once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...diagnostics].sort(compareWhole);
  return sorted.filter((one, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || compareDiagnostics(previous, one) !== 0;
  });
}

/** Whether any of them stops a run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}
