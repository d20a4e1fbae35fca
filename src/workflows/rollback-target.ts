import type { Diagnostic } from '../core/diagnostic.ts';
import type { Memory } from '../core/memory.ts';
import { DnsSyncError } from '../errors.ts';
import { decodeLockfile } from '../state/decode-lockfile.ts';
import { historyFolder, isPast, listHistory, readApply } from '../state/history.ts';
import { lockfileAt, lockfileWithSerial } from './git-lockfile.ts';
import type { Project } from './project.ts';
import { statePath } from './project-state.ts';

/** The earlier lockfile that a rollback leads back to. */
export interface RollbackTarget {
  /** `serial 7`, or `serial 7 of 1a2b3c4d` when a commit has it. */
  readonly label: string;
  readonly memory: Memory;
  /** Whether it is the lockfile as it stands. */
  readonly isCurrent: boolean;
  readonly warnings: readonly Diagnostic[];
}

/** How many serials and commits a message offers. */
const mostOffered = 10;

/**
 * Finds what `SERIAL` or `GIT-REV` means: a number is looked up in the current lockfile, the history of the state folder
 * and Git's log of the lockfile; anything else is a revision. Throws `ROLLBACK_UNKNOWN`, and as `decodeLockfile`.
 */
export async function findTarget(project: Project, text: string, current: Memory | null): Promise<RollbackTarget> {
  if (!/^\d{1,15}$/.test(text)) return fromRevision(project, text, current);
  const serial = Number(text);
  if (current?.serial === serial) {
    return { label: `serial ${serial}`, memory: current, isCurrent: true, warnings: [] };
  }
  const lineage = current?.lineage ?? null;
  const history = await searchHistory(project, serial, lineage);
  if (history.found !== null) return history.found;
  const { found, others, problem } = await lockfileWithSerial(project, serial, lineage);
  if (found !== null) return committed(project, found.commit, found.text);
  const ofUs = others.filter((one) => lineage === null || one.lineage === lineage);
  const elsewhere = history.isElsewhere || others.some((one) => one.serial === serial);
  throw new DnsSyncError(
    'ROLLBACK_UNKNOWN',
    elsewhere
      ? `serial ${serial} is that of a lockfile with another lineage than ${project.shownLockfile}: of another installation, or from before it was made anew`
      : `serial ${serial} is neither in the history of this state folder nor in Git's log of ${project.shownLockfile}`,
    { hint: offer(history.serials, ofUs, problem) },
  );
}

async function fromRevision(project: Project, revision: string, current: Memory | null): Promise<RollbackTarget> {
  const { commit, text } = await lockfileAt(project, revision);
  const target = await committed(project, commit, text);
  if (current === null || target.memory.lineage === current.lineage) return target;
  const message = `${project.shownLockfile} of ${commit.slice(0, 8)} has another lineage than the one that stands: it is of another installation, or from before it was made anew`;
  return { ...target, warnings: [{ code: 'ROLLBACK_LINEAGE', severity: 'warning', message }] };
}

async function committed(project: Project, commit: string, text: string): Promise<RollbackTarget> {
  const short = commit.slice(0, 8);
  const memory = await decodeLockfile(text.replace(/^\ufeff/, ''), `${short}:${project.shownLockfile}`);
  return { label: `serial ${memory.serial} of ${short}`, memory, isCurrent: false, warnings: [] };
}

/** The newest apply that came to this serial; an apply that was undone, or ended in part, never had its lockfile. */
async function searchHistory(
  project: Project,
  serial: number,
  lineage: string | null,
): Promise<{
  readonly found: RollbackTarget | null;
  readonly serials: readonly number[];
  readonly isElsewhere: boolean;
}> {
  const folder = statePath(project);
  const { entries } = await listHistory(folder, Number.POSITIVE_INFINITY);
  const applied = entries.filter(isPast).filter(({ end }) => end?.outcome === 'applied');
  const ofUs = applied.filter(({ begin }) => lineage === null || begin.lineage === lineage);
  const match = ofUs.find(({ begin }) => begin.serial === serial);
  const serials = [...new Set(ofUs.map(({ begin }) => begin.serial))];
  if (match === undefined) {
    return { found: null, serials, isElsewhere: applied.some(({ begin }) => begin.serial === serial) };
  }
  const { work } = await readApply(folder, match);
  const memory = await decodeLockfile(work.lockfile.after, `${historyFolder(folder)}/${match.file}`);
  return { found: { label: `serial ${serial}`, memory, isCurrent: false, warnings: [] }, serials, isElsewhere: false };
}

/** What there is to go back to. */
function offer(
  serials: readonly number[],
  commits: readonly { readonly commit: string; readonly serial: number }[],
  problem: string | undefined,
): string {
  const known = serials.slice(0, mostOffered).join(', ');
  const seen = new Set<number>();
  const newest = commits.filter(({ serial }) => !seen.has(serial) && seen.add(serial)).slice(0, mostOffered);
  const inGit = newest.map(({ serial, commit }) => `${serial} (${commit.slice(0, 8)})`).join(', ');
  const parts = [
    serials.length === 0 ? 'the history has no apply of this lockfile' : `the history has ${known}`,
    problem !== undefined ? `Git has no log (${problem})` : inGit === '' ? 'Git has none' : `Git has ${inGit}`,
  ];
  return parts.join('; ');
}
