import { basename, dirname } from 'node:path';
import { DnsSyncError, messageOf } from '../errors.ts';
import { type GitObject, readObjects, runGit } from '../files/git.ts';
import { sizeLimits } from '../files/read-file.ts';
import type { Project } from './project.ts';

/** A lockfile as a commit has it. */
export interface CommittedLockfile {
  /** Id of the commit. */
  readonly commit: string;
  readonly text: string;
}

/** A commit, and the serial of its lockfile. */
export interface CommittedSerial {
  readonly commit: string;
  readonly serial: number;
  readonly lineage: string;
}

/** What the log of the lockfile has. */
export interface LockfileLog {
  readonly found: CommittedLockfile | null;
  /** Others that were met, newest first. */
  readonly others: readonly CommittedSerial[];
  /** Why there is no log; absent: there is one. */
  readonly problem?: string;
}

/** Commits that are looked at, newest first. */
const mostCommits = 1000;
/** Bytes in which lineage and serial of a lockfile stand. */
const headLength = 4096;

/** The lockfile of a revision. Throws `USAGE` for what is no revision, and `ROLLBACK_UNKNOWN` where Git has no such lockfile. */
export async function lockfileAt(project: Project, revision: string): Promise<CommittedLockfile> {
  if (revision === '' || revision.startsWith('-') || /[\0-\x1f\x7f]/.test(revision)) {
    throw new DnsSyncError('USAGE', `"${revision}" is neither a serial nor a Git revision`, {
      hint: 'see dns-sync history for serials, git log for revisions',
    });
  }
  const { folder, file } = placeOf(project);
  const names = [`${revision}^{commit}`, `${revision}:./${file}`];
  const objects: GitObject[] = [];
  try {
    for await (const one of readObjects(folder, names, sizeLimits.large + 1)) objects.push(one);
  } catch (cause) {
    throw unknown(`${revision} cannot be looked up: ${messageOf(cause)}`, cause);
  }
  const commit = objects.find(({ asked, type }) => asked === names[0] && type === 'commit');
  const lockfile = objects.find(({ asked, type }) => asked === names[1] && type === 'blob');
  if (commit === undefined) throw unknown(`Git knows no revision ${revision}`);
  if (lockfile === undefined) throw unknown(`the commit ${commit.id.slice(0, 8)} has no ${project.shownLockfile}`);
  if (lockfile.size > sizeLimits.large) throw unknown(`${project.shownLockfile} of ${revision} is too large`);
  return { commit: commit.id, text: lockfile.start.toString('utf8') };
}

/**
 * The newest commit whose lockfile has this serial.
 *
 * @param lineage what the lockfile must belong to; null: anything
 */
export async function lockfileWithSerial(
  project: Project,
  serial: number,
  lineage: string | null,
): Promise<LockfileLog> {
  const { folder, file } = placeOf(project);
  const log = await runGit(folder, ['log', `--max-count=${mostCommits}`, '--format=%H', '--', file]);
  if (!log.ok) return { found: null, others: [], problem: log.message };
  const names = log.text.split('\n').flatMap((commit) => (commit === '' ? [] : [`${commit}:./${file}`]));
  const others: CommittedSerial[] = [];
  try {
    for await (const one of readObjects(folder, names, headLength)) {
      const commit = one.asked.slice(0, one.asked.indexOf(':'));
      const head = headOf(one.start.toString('utf8'));
      if (head === null) continue;
      if (head.serial === serial && (lineage === null || head.lineage === lineage)) {
        return { found: await lockfileAt(project, commit), others };
      }
      others.push({ commit, ...head });
    }
  } catch (error) {
    if (error instanceof DnsSyncError) throw error;
    return { found: null, others, problem: messageOf(error) };
  }
  return { found: null, others };
}

function placeOf({ lockfilePath }: Project): { readonly folder: string; readonly file: string } {
  return { folder: dirname(lockfilePath), file: basename(lockfilePath) };
}

/** Lineage and serial from the start of a lockfile, which has them before all records; null: it is none of ours. */
function headOf(text: string): Omit<CommittedSerial, 'commit'> | null {
  const start = text.slice(0, text.indexOf('['));
  const lineage = /"lineage"\s*:\s*"([^"\\]{1,100})"/.exec(start)?.[1];
  const serial = /"serial"\s*:\s*(\d{1,15})\b/.exec(start)?.[1];
  return lineage === undefined || serial === undefined ? null : { lineage, serial: Number(serial) };
}

function unknown(message: string, cause?: unknown): DnsSyncError {
  return new DnsSyncError('ROLLBACK_UNKNOWN', message, cause === undefined ? {} : { cause });
}
