import type { Diagnostic, Severity } from '../../core/diagnostic.ts';
import { lineIndex } from '../../files/line-index.ts';
import type { Frame } from './zone.ts';

/** Codes of what reading a zone file can find. Errors are all `ZONEFILE_SYNTAX`. */
export type ZonefileCode =
  | 'ZONEFILE_SYNTAX'
  | 'ZONEFILE_DUPLICATE'
  | 'ZONEFILE_FINAL_DOT'
  | 'ZONEFILE_INCLUDE'
  | 'ZONEFILE_INHERITED'
  | 'ZONEFILE_NO_NS'
  | 'ZONEFILE_OWNER_COMMENT'
  | 'ZONEFILE_OWNER_ORIGIN'
  | 'ZONEFILE_PARENTHESES'
  | 'ZONEFILE_SERIAL'
  | 'ZONEFILE_TARGET'
  | 'ZONEFILE_TTL_MISSING'
  | 'ZONEFILE_TTL_MIXED';

/** A mistake in a text: where, what, and what to do. */
export interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** A problem in one frame, weighed. */
export interface Finding extends Problem {
  readonly frame: number;
  readonly code: ZonefileCode;
  readonly severity: Severity;
}

/** At most so many of one code are kept: a broken file of a million lines is shown, not copied. */
const mostOfOneCode = 50;

/** Collects findings, at most 50 of each code. */
export interface Findings {
  readonly list: Finding[];
  add(finding: Finding): void;
  /** Adds an error. */
  error(frame: number, problem: Problem): void;
}

/** An empty collection. */
export function collectFindings(): Findings {
  const list: Finding[] = [];
  const counts = new Map<string, number>();
  const add = (finding: Finding): void => {
    const count = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, count);
    if (count <= mostOfOneCode) list.push(finding);
  };
  return {
    list,
    add,
    error: (frame, problem) => add({ ...problem, frame, code: 'ZONEFILE_SYNTAX', severity: 'error' }),
  };
}

/** Findings with file, line and column (in UTF-16 units of the UTF-8 text). */
export function diagnosticsOf(findings: readonly Finding[], frames: readonly Frame[], subject: string): Diagnostic[] {
  const positions = new Map<number, ReturnType<typeof lineIndex>>();
  return findings.map(({ frame: index, offset, code, severity, message, hint }) => {
    const frame = frames[index];
    const base = { code, severity, message, ...(hint === undefined ? {} : { hint }), subject };
    if (frame === undefined) return base;
    const position = positions.get(index) ?? lineIndex(frame.text);
    positions.set(index, position);
    const { line, column } = position(offset);
    const before = Buffer.from(frame.text.slice(offset - column + 1, offset), 'latin1').toString('utf8');
    return { ...base, file: frame.shown, line, column: before.length + 1 };
  });
}
