import type { Check } from '../../core/examination.ts';
import { errorTable } from '../../errors.ts';
import { examineJournal as readStatus } from '../journal-status.ts';
import type { Project } from '../project.ts';
import { failures, finding, isError, passed, subjectOf } from './findings.ts';

/** Whether an apply was interrupted. That is a warning, and still the exit code: until it is decided, `apply` refuses. */
export async function examineJournal(project: Project): Promise<Check[]> {
  const about = subjectOf('journal', 'journal');
  try {
    const status = await readStatus(project);
    if (status === null) return [passed(about, 'no apply was interrupted')];
    if (!isError(status.code)) return [finding(about, status)];
    const { exit } = errorTable[status.code];
    if (status.code === 'RECOVERY_DUE') return [{ ...finding(about, status, exit), exit }];
    return [finding(about, { ...status, severity: 'error' }, exit)];
  } catch (error) {
    return failures(about, error);
  }
}
