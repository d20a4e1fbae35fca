import { randomUUID } from 'node:crypto';
import type { Memory } from '../core/memory.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import { journalVersion } from '../state/journal.ts';
import { beginJournal, type JournalWriter } from '../state/journal-writer.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { generator } from '../version.ts';
import type { Execution } from './execute.ts';
import type { Project } from './project.ts';
import { startedBy } from './project-state.ts';
import type { ProviderWork } from './run-units.ts';

/** What a journal begins with. */
export interface Beginning {
  readonly folder: StateFolder;
  readonly now: Date;
  readonly work: readonly ProviderWork[];
  /** Digest of the lockfile as it stands. */
  readonly before: string;
  /** What the lockfile says once everything has landed. */
  readonly planned: Memory;
}

/** Begins the journal of an apply: plan and before-images are on the disk when this returns (step 4). */
export async function beginApply(
  project: Project,
  { plan, command }: Execution,
  { folder, now, work, before, planned }: Beginning,
): Promise<JournalWriter> {
  const { config } = project;
  const units = work.flatMap((one) => one.units);
  return beginJournal(
    folder.path,
    {
      entry: 'begin',
      formatVersion: journalVersion,
      id: randomUUID(),
      at: now.toISOString(),
      generator,
      command,
      owner: config.owner,
      instance: folder.instance,
      lineage: planned.lineage,
      serial: planned.serial,
      by: await startedBy(project),
      summary: plan.summary,
    },
    {
      entry: 'work',
      plan,
      units,
      lockfile: { before, after: encodeLockfile(planned) },
    },
  );
}
