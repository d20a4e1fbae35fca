import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Check, CheckArea } from '../../core/examination.ts';
import type { Memory } from '../../core/memory.ts';
import { DnsSyncError, type ErrorCode, errorTable, exitCodes, messageOf } from '../../errors.ts';
import type { Project } from '../project.ts';

/** What looking at sources and providers needs besides them. */
export interface Looking {
  readonly project: Project;
  /** Undefined: the lockfile cannot be read; null: there is none. */
  readonly memory: Memory | null | undefined;
  /** False: an apply is under way or was interrupted, and the lockfile does not know yet what has landed. */
  readonly settled: boolean;
  /** Whether notes of severity info about what was read are wanted. */
  readonly infos: boolean;
  /** Milliseconds for every answer. */
  readonly limitMs: number;
}

/** What is looked at: the first two members of a check. */
export type Subject = Pick<Check, 'area' | 'subject'>;

/** The subject of checks. */
export function subjectOf(area: CheckArea, subject: string): Subject {
  return { area, subject };
}

/** Whether a code is one that a command can end with, and so has an exit code of its own. */
export function isError(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/** All is well. */
export function passed(about: Subject, message: string): Check {
  return { ...about, status: 'ok', message };
}

/** A finding as a check; `exit` is the exit code that it asks for if it is an error. */
export function finding(about: Subject, diagnostic: Diagnostic, exit: number = exitCodes.unexpected): Check {
  const { severity, code, message, hint, origin, name, file, line, column } = diagnostic;
  return {
    ...about,
    status: severity,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(severity === 'error' ? { exit } : {}),
    ...(origin === undefined ? {} : { origin }),
    ...(name === undefined ? {} : { name }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

/** Whatever was thrown: every finding behind it, or itself where it has none. */
export function failures(about: Subject, error: unknown): Check[] {
  if (!(error instanceof DnsSyncError)) {
    const { exit, hint } = errorTable.UNEXPECTED;
    return [{ ...about, status: 'error', code: 'UNEXPECTED', message: messageOf(error), hint, exit }];
  }
  const { code, message, hint, exit, diagnostics } = error;
  const behind = diagnostics.map((one) => finding(about, one, exit));
  if (behind.some(({ status }) => status === 'error')) return behind;
  return [{ ...about, status: 'error', code, message, hint, exit }, ...behind];
}

/** What reading found, without the notes where those are not wanted. */
export function wanted(diagnostics: readonly Diagnostic[], { infos }: Looking): Diagnostic[] {
  return diagnostics.filter(({ severity }) => infos || severity !== 'info');
}

/** `1 claim`, `2 claims`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
