import type { Plan } from '../../src/core/plan.ts';
import { encodeLockfile } from '../../src/state/encode-lockfile.ts';
import type { BeginEntry, EndEntry, WorkEntry } from '../../src/state/journal.ts';
import { encodeLine } from '../../src/state/journal-line.ts';
import { historyPath } from '../../src/state/journal-writer.ts';
import { aPlan } from '../support/plan-builder.ts';
import { aMemory } from './memory-builder.ts';

/** What a case says of an apply of the past; the rest is usual. */
export interface PastOptions {
  readonly begin?: Partial<BeginEntry>;
  readonly plan?: Plan;
  /** Text of the lockfile after it. */
  readonly after?: string;
  /** Null: none. */
  readonly end?: Partial<EndEntry> | null;
}

/** First entry of the apply that led to serial 7, by ann on nas. */
export function aBegin(differences: Partial<BeginEntry> = {}): BeginEntry {
  return {
    entry: 'begin',
    formatVersion: 1,
    id: '0a1b2c3d-0000-4000-8000-000000000001',
    at: '2026-11-20T12:00:00.123Z',
    generator: 'dns-sync 0.1.0',
    command: 'apply',
    owner: 'homeserver',
    instance: '0a1b2c3d-0000-4000-8000-000000000002',
    lineage: aMemory().lineage,
    serial: 7,
    by: { user: 'ann', host: 'nas', bootId: '', pid: 42, git: { commit: '1a2b3c4d'.repeat(5), dirty: true } },
    summary: { create: 1, update: 2, delete: 0, unchanged: 4, held: 0, evict: 0 },
    ...differences,
  };
}

/** Last entry of an apply that went well. */
export function anEnd(differences: Partial<EndEntry> = {}): EndEntry {
  return {
    entry: 'end',
    at: '2026-11-20T12:00:01.000Z',
    outcome: 'applied',
    command: 'apply',
    exceptions: [],
    ...differences,
  };
}

/** The text of a journal. */
export function journalText({ begin, plan = aPlan(), after, end = {} }: PastOptions = {}): string {
  const first = aBegin(begin);
  const { serial, lineage } = first;
  const text = after ?? encodeLockfile(aMemory({ serial, lineage }));
  const work: WorkEntry = { entry: 'work', plan, units: [], lockfile: { before: 'sha256:0', after: text } };
  return [first, work, ...(end === null ? [] : [anEnd(end)])].map(encodeLine).join('');
}

/** A finished journal as a file: path within the state folder to text. */
export function pastApply(options: PastOptions = {}): Record<string, string> {
  return { [historyPath('', aBegin(options.begin))]: journalText(options) };
}
