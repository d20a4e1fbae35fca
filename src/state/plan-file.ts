import { planDigest } from '../core/digest.ts';
import type { Plan } from '../core/plan.ts';
import type { SnapshotClaim } from '../core/snapshot.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { replaceFile } from '../files/atomic-write.ts';
import { readTextFile, sizeLimits } from '../files/read-file.ts';
import { schemaProblems } from '../files/schema-problems.ts';
import { type BrokenFile, problemsError, syntaxError } from './broken-file.ts';
import { isObject, lineChecker, type Problem, snapshotFields } from './line-fields.ts';
import { fromSnapshotLine, type SnapshotLine, toSnapshotLine } from './lockfile-line.ts';

/** A plan as `--out` saves it: with what the lockfile's snapshot will be, under the same digest (DESIGN.md §4). */
export interface PlanFile extends Plan {
  readonly snapshot: readonly SnapshotClaim[];
}

/** A plan file as it is written. */
interface PlanDocument extends Plan {
  readonly snapshot: readonly PlanLine[];
}

/** A line of a plan file's `snapshot`; `created` is null for a newcomer: the time of the apply. */
interface PlanLine extends Omit<SnapshotLine, 'created'> {
  readonly created: string | null;
}

const planVersion = 1;
const hint = 'make it again: dns-sync plan --out FILE';
const snapshotChecker = lineChecker(snapshotFields);

/** Saves a plan; returns what was saved, whose digest covers the snapshot too. Throws `USAGE` when the file cannot be written. */
export async function writePlanFile(path: string, plan: Plan, snapshot: readonly SnapshotClaim[]): Promise<PlanFile> {
  const unsigned: PlanDocument = { ...plan, snapshot: snapshot.map(toPlanLine) };
  const digest = planDigest(unsigned);
  try {
    await replaceFile(path, `${JSON.stringify({ ...unsigned, digest }, null, 2)}\n`);
  } catch (cause) {
    const message = `the plan cannot be written to ${path}: ${messageOf(cause)}`;
    throw new DnsSyncError('USAGE', message, { hint: 'name a file in a folder that exists and can be written', cause });
  }
  return { ...plan, digest, snapshot };
}

/**
 * Reads a saved plan; `shown` is its path in messages. Throws `PLAN_VERSION` for a newer format, and `PLAN_INVALID` for
 * one that is not there, cut off, edited, or no plan file.
 */
export async function readPlanFile(path: string, shown: string): Promise<PlanFile> {
  const read = await readTextFile(path, shown, sizeLimits.large);
  if (!read.ok) throw new DnsSyncError('PLAN_INVALID', `the plan cannot be read: ${read.message}`, { hint: read.hint });
  const file: BrokenFile = { code: 'PLAN_INVALID', what: 'the plan', shown, hint };
  const document = await readDocument(read.text, file);
  if (planDigest(document) !== document.digest) {
    throw new DnsSyncError(
      'PLAN_INVALID',
      `${shown}: the plan was changed after it was made: its digest does not fit`,
      {
        hint: `apply only what was reviewed; ${hint}`,
      },
    );
  }
  return { ...document, snapshot: document.snapshot.map(fromPlanLine) };
}

/** Stands in for a newcomer's time while its line is made or read. */
const noTime = { seconds: 0, text: '1970-01-01T00:00:00Z' };

function toPlanLine(claim: SnapshotClaim): PlanLine {
  const { created } = claim;
  if (created !== null) return toSnapshotLine({ ...claim, created });
  return { ...toSnapshotLine({ ...claim, created: noTime.seconds }), created };
}

function fromPlanLine(line: PlanLine): SnapshotClaim {
  const { created } = line;
  if (created !== null) return fromSnapshotLine({ ...line, created });
  return { ...fromSnapshotLine({ ...line, created: noTime.text }), created };
}

async function readDocument(text: string, file: BrokenFile): Promise<PlanDocument> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw await syntaxError(file, text, error);
  }
  const version = isObject(value) ? value.formatVersion : undefined;
  if (typeof version === 'number' && Number.isInteger(version) && version > planVersion) {
    throw new DnsSyncError(
      'PLAN_VERSION',
      `${file.shown} has format version ${version}; this dns-sync reads version ${planVersion}`,
    );
  }
  const problems = await findProblems(value);
  if (problems.length > 0) throw await problemsError(file, text, problems);
  return value as PlanDocument;
}

async function findProblems(value: unknown): Promise<Problem[]> {
  const { validatePlan } = await import('../generated/validate-plan.js');
  const problems = schemaProblems(validatePlan, value).map(
    (problem): Problem => ({ ...problem, at: problem.at ?? 'value' }),
  );
  if (problems.length > 0 || !isObject(value)) return problems;
  if (!Array.isArray(value.snapshot)) {
    return [{ path: [], at: 'value', message: 'it has no "snapshot"; the output of plan --json cannot be applied' }];
  }
  for (const [index, line] of value.snapshot.entries()) {
    const settled: unknown = isObject(line) && line.created === null ? { ...line, created: noTime.text } : line;
    snapshotChecker.isLine(settled, ['snapshot'], index, problems);
  }
  return problems;
}
