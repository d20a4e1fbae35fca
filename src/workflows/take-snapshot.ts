import { randomUUID } from 'node:crypto';
import type { SourceReading } from '../core/gather.ts';
import { makePlan } from '../core/make-plan.ts';
import type { Memory } from '../core/memory.ts';
import type { Plan } from '../core/plan.ts';
import { settleSnapshot } from '../core/snapshot.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { replaceFile } from '../files/atomic-write.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import { writeLockfile } from '../state/lockfile.ts';
import { localLock } from '../state/state-folder.ts';
import { type WaitOptions, withLocks } from '../state/with-locks.ts';
import { generator } from '../version.ts';
import { checkOutputFile } from './output-file.ts';
import { type Project, readMemory } from './project.ts';
import { lockInfo, openState } from './project-state.ts';
import { readSources } from './read-sources.ts';
import { type Recovery, recover, refuseUnfinished } from './recover.ts';
import { refusalOf } from './refusal.ts';

/** What a snapshot is asked for. */
export interface SnapshotRequest {
  /** `--allow-empty SOURCE`. */
  readonly allowEmpty: readonly string[];
  /** Write it into the lockfile. */
  readonly write: boolean;
  /** Settle Git's conflict markers in the lockfile. */
  readonly resolve: boolean;
  /** `--record FILE`: absolute path of a file that gets what the live sources answered, whatever is wrong with it. */
  readonly record?: string;
  readonly lockTimeoutMs: number;
  readonly waiting: WaitOptions['waiting'];
  readonly unreleased: WaitOptions['unreleased'];
  /** Told how an interrupted apply was brought to an end, or that there was none. */
  readonly recovered: (recovery: Recovery) => void;
}

/** The lockfile before and after; `changed` is false when they are the same but for the serial. */
export interface TakenSnapshot {
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
  readonly serial: number;
  readonly claims: number;
  readonly plan: Plan;
}

/**
 * Reads the sources and writes all claims into the lockfile. Refuses input with errors, a source that is not complete,
 * and one that became empty, so that an outage is not laundered into a decision (semantics 5).
 */
export async function takeSnapshot(project: Project, request: SnapshotRequest): Promise<TakenSnapshot> {
  if (!request.write) return readSnapshot(project, request);
  const { lockfilePath, signal } = project;
  const { lockTimeoutMs: timeoutMs, waiting, unreleased } = request;
  const wait = { timeoutMs, signal, waiting, unreleased };
  request.recovered(await recover(project, 'auto', wait));
  const { path } = await openState(project);
  return withLocks([localLock(path)], lockInfo(project, 'snapshot'), wait, async () => {
    await refuseUnfinished(path);
    const taken = await readSnapshot(project, request);
    if (taken.changed) await writeLockfile(lockfilePath, taken.after, taken.basis);
    return taken;
  });
}

/** The plan is not shown here, so the refusal brings what is behind it. */
function withFindings({ code, message, hint, details }: DnsSyncError, { diagnostics }: Plan): DnsSyncError {
  return new DnsSyncError(code, message, { hint, details, diagnostics });
}

async function readSnapshot(
  project: Project,
  request: SnapshotRequest,
): Promise<TakenSnapshot & { readonly basis: string | null }> {
  const { config, models, clock } = project;
  const lockfile = await readMemory(project, request.resolve);
  const memory = lockfile?.memory ?? null;
  const { plan, ...made } = makePlan({
    generator,
    createdAt: clock().toISOString(),
    owner: config.owner,
    defaultTtl: config.defaults.ttl,
    strategy: config.conflicts,
    guards: project.guards,
    rules: project.rules,
    models,
    readings: await readAndRecord(project, memory, request.record),
    actual: new Map(models.map(({ name }) => [name, { revision: '', records: [], diagnostics: [] }])),
    memory,
    options: { hold: false, allow: { empty: request.allowEmpty }, adopt: [], only: [], provider: [] },
    basis: {
      lineage: memory?.lineage ?? null,
      serial: memory?.serial ?? 0,
      lockfile: lockfile?.digest ?? null,
      config: project.loaded.digest,
      providers: {},
    },
  });
  const refusal = refusalOf(plan, {});
  if (refusal !== undefined) throw withFindings(refusal, plan);
  const settled = settleSnapshot(made.snapshot(), Math.floor(clock().getTime() / 1000));
  const base: Memory = memory ?? {
    lineage: randomUUID(),
    serial: 0,
    defaultTtl: config.defaults.ttl,
    snapshot: [],
    applied: {},
  };
  const same: Memory = { ...base, defaultTtl: config.defaults.ttl, snapshot: settled };
  const before = memory === null ? '' : encodeLockfile(memory);
  const changed = memory === null || request.resolve || before !== encodeLockfile(same);
  const next: Memory = changed ? { ...same, serial: base.serial + 1 } : base;
  return {
    before,
    after: encodeLockfile(next),
    changed,
    serial: next.serial,
    claims: settled.length,
    plan,
    basis: lockfile?.digest ?? null,
  };
}

/** Reads the sources; what live ones answered is kept in a file of arrays, one after another, in the order of the sources. */
async function readAndRecord(
  project: Project,
  memory: Memory | null,
  path: string | undefined,
): Promise<SourceReading[]> {
  if (path === undefined) return readSources(project, memory, []);
  await checkOutputFile(project, '--record', path);
  const answers = new Map<string, readonly unknown[]>();
  const readings = await readSources(project, memory, [], (source, elements) => answers.set(source, elements));
  const texts = project.config.sources.flatMap(({ name }) => {
    const elements = answers.get(name);
    return elements === undefined ? [] : [`${JSON.stringify(elements, null, 2)}\n`];
  });
  const answered = readings.some(({ source, reading }) => answers.has(source) && reading.completeness !== 'failed');
  if (!answered) {
    throw new DnsSyncError('SOURCE_FAILED', 'there is nothing to record: no Docker daemon answered', {
      diagnostics: readings.flatMap(({ reading }) => reading.diagnostics),
      hint: 'record where a source of type docker without "file" can be read',
    });
  }
  try {
    await replaceFile(path, texts.join(''));
  } catch (error) {
    throw new DnsSyncError('USAGE', `--record: ${path} cannot be written: ${messageOf(error)}`, {
      hint: 'name a file in a folder that this user may write',
      cause: error,
    });
  }
  return readings;
}
