import type { Diagnostic, Severity } from './diagnostic.ts';

/** What checks are about, in the order in which they are shown. */
export const checkAreas = [
  'configuration',
  'lockfile',
  'state',
  'locks',
  'journal',
  'sources',
  'providers',
  'ownership',
] as const;
export type CheckArea = (typeof checkAreas)[number];

/** How a check ended: `info` is worth knowing, a warning asks for a look, an error stops commands. */
export type CheckStatus = 'ok' | Severity;

/** One thing that was looked at, and what was found; with its place where it is in a file. */
export interface Check extends Pick<Diagnostic, 'hint' | 'origin' | 'name' | 'file' | 'line' | 'column'> {
  readonly area: CheckArea;
  /** A file, folder or lock, or the name of a source or provider. */
  readonly subject: string;
  readonly status: CheckStatus;
  /** Permanent code of the finding or error; absent where all is well. */
  readonly code?: string;
  /** What was found. No final dot. */
  readonly message: string;
  /** The exit code it asks for. */
  readonly exit?: number;
}

/** All checks of one run. Plain data; `schemas/doctor.schema.json`. */
export interface Examination {
  readonly checks: readonly Check[];
  readonly summary: Readonly<Record<CheckStatus, number>>;
  /** The exit code of the worst finding. */
  readonly exit: number;
}

/** Worst first (settled 23), then an apply that was interrupted, then a defect of ours. */
const exitOrder = [3, 4, 5, 7, 8, 6, 2, 9, 1];

/** The checks by area, with their counts and the exit code of the worst. */
export function examinationOf(checks: readonly Check[]): Examination {
  const summary = { ok: 0, info: 0, warning: 0, error: 0 };
  for (const { status } of checks) summary[status] += 1;
  const exits = new Set(checks.map(({ exit }) => exit));
  const sorted = checkAreas.flatMap((area) => checks.filter((check) => check.area === area));
  return { checks: sorted, summary, exit: exitOrder.find((exit) => exits.has(exit)) ?? 0 };
}
