import type { Check } from '../../core/examination.ts';
import type { Memory } from '../../core/memory.ts';
import { type Project, readMemory } from '../project.ts';
import { counted, failures, finding, passed, subjectOf } from './findings.ts';

/** What became of the lockfile, and what it remembers; undefined: it cannot be read, null: there is none. */
export interface ExaminedLockfile {
  readonly checks: readonly Check[];
  readonly memory: Memory | null | undefined;
}

/** Whether the lockfile is there and can be read. */
export async function examineLockfile(project: Project): Promise<ExaminedLockfile> {
  const about = subjectOf('lockfile', project.shownLockfile);
  try {
    const memory = (await readMemory(project))?.memory ?? null;
    if (memory !== null) return { checks: [passed(about, contents(memory))], memory };
    const message = 'there is none yet: nothing is remembered';
    const hint = 'the first snapshot or apply writes it; commit it then. If there was one: restore it from Git';
    const missing = { code: 'LOCKFILE_MISSING', severity: 'info' as const, message, hint };
    return { checks: [finding(about, missing)], memory };
  } catch (error) {
    return { checks: failures(about, error), memory: undefined };
  }
}

function contents({ serial, lineage, snapshot, applied }: Memory): string {
  const values = Object.values(applied).reduce((sum, list) => sum + list.length, 0);
  return `serial ${serial}, ${counted(snapshot.length, 'claim')} in the snapshot, ${counted(values, 'value')} applied, lineage ${lineage}`;
}
