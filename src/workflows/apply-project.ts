import type { ApplyResult } from '../core/apply-result.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Memory } from '../core/memory.ts';
import type { Allowances, Plan } from '../core/plan.ts';
import { appliedAfter } from '../core/remember.ts';
import { type SnapshotClaim, settleSnapshot } from '../core/snapshot.ts';
import { DnsSyncError } from '../errors.ts';
import { encodeLockfile } from '../state/encode-lockfile.ts';
import type { PlanFile } from '../state/plan-file.ts';
import { type ApplyProgress, type Executed, type Execution, execute } from './execute.ts';
import { makeProjectPlan, type PlanRequest, type ProjectPlan } from './make-project-plan.ts';
import { type Project, readMemory } from './project.ts';
import { type ReadProvider, readProviders, selectProviders } from './read-providers.ts';
import { type Recovery, type RecoveryWait, recover } from './recover.ts';
import { refusalOf } from './refusal.ts';

/** How an apply talks to whoever started it. */
export interface ApplyDialogue extends ApplyProgress {
  /** Told how an apply that was interrupted before was brought to an end. */
  recovered(recovery: Recovery): void;
  /** Shows a plan before anything is refused or asked. */
  show(plan: Plan): Promise<void>;
  /** Asks whether to go on; only for a fresh plan that changes something. */
  confirm(plan: Plan): Promise<boolean>;
}

/** How an apply goes about it. */
export type ApplyManner = Pick<Execution, 'lockTimeoutMs' | 'onFailure'>;

/** How an apply ended. Null: the person said no. */
export interface Applied {
  readonly plan: Plan;
  readonly result: ApplyResult | null;
  readonly failure?: unknown;
}

/** How often a fresh plan is made again because the world changed under it. */
const attempts = 5;

/** Applies a fresh plan: made, shown, confirmed, carried out; made again when the world changes in between. */
export async function applyFresh(
  project: Project,
  request: PlanRequest,
  how: ApplyManner,
  dialogue: ApplyDialogue,
): Promise<Applied> {
  let approved: string | undefined;
  let shown: string | undefined;
  let reasons: readonly string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    dialogue.recovered(await recover(project, 'auto', waitOf(how, dialogue)));
    const made = await makeProjectPlan(project, request);
    try {
      const { plan } = made;
      const actions = actionsOf(plan);
      const whole = canonicalJson(plan.changes) + actions;
      if (whole !== shown) await dialogue.show(plan);
      shown = whole;
      const refusal = refusalOf(plan, {});
      if (refusal !== undefined) throw refusal;
      if (plan.changes.length === 0 && !changesLockfile(project, made) && project.takeOwner !== true)
        return { plan, result: nothing(plan) };
      if (plan.changes.length > 0 && actions !== approved && !(await dialogue.confirm(plan)))
        return { plan, result: null };
      approved = actions;
      const snapshot = made.snapshot();
      const { providers } = made;
      const executed = await execute(project, { plan, snapshot, providers, ...how, command: 'apply' }, dialogue);
      if (executed.stale === undefined) return { plan, ...executed };
      reasons = executed.stale;
    } finally {
      await closeAll(made.providers);
    }
  }
  throw stale(reasons, `the world changed ${attempts} times while the plan was being applied`);
}

/** Applies a saved plan: exactly what it says, or nothing. */
export async function applySaved(
  project: Project,
  saved: PlanFile,
  allow: Allowances,
  how: ApplyManner,
  dialogue: ApplyDialogue,
): Promise<Applied> {
  dialogue.recovered(await recover(project, 'auto', waitOf(how, dialogue)));
  const { snapshot, ...plan } = saved;
  const refusal = refusalOf(plan, allow);
  if (refusal !== undefined) throw refusal;
  const why = await outdated(project, plan);
  if (why !== undefined) throw stale([why], 'the plan does not fit this project any more');
  const takes = project.takeOwner === true;
  const named = takes ? project.config.providers.map(({ name }) => name) : plan.changes.map(({ provider }) => provider);
  const touched = [...new Set(named)];
  const providers = touched.length === 0 ? [] : await readProviders(project, selectProviders(project, touched));
  try {
    const execution: Execution = { plan, snapshot, providers, ...how, command: 'apply' };
    const lockfile = await readMemory(project);
    if (
      plan.changes.length === 0 &&
      !takes &&
      sameMemory(lockfile?.memory ?? null, snapshot, project, lockfile?.memory.applied ?? {})
    ) {
      return { plan, result: nothing(plan) };
    }
    const executed: Executed = await execute(project, execution, dialogue);
    if (executed.stale !== undefined) throw stale(executed.stale, 'the world is not what the plan was made from');
    return { plan, ...executed };
  } finally {
    await closeAll(providers);
  }
}

/** Why a saved plan is too old, or another's: configuration, lockfile, age. */
async function outdated({ loaded, config, clock, ...project }: Project, plan: Plan): Promise<string | undefined> {
  if (plan.owner !== config.owner) return `it was made for the owner ${plan.owner}, this is ${config.owner}`;
  if (plan.basis.config !== loaded.digest) return 'the configuration has changed since it was made';
  const age = clock().getTime() - Date.parse(plan.createdAt);
  if (config.maxPlanAge !== undefined && age > config.maxPlanAge) {
    return `it is ${Math.round(age / 1000)} s old, maxPlanAge allows ${config.maxPlanAge / 1000} s`;
  }
  const lockfile = await readMemory(project);
  const lineage = lockfile?.memory.lineage ?? null;
  if (lineage !== plan.basis.lineage) return 'it was made with another lockfile (its lineage differs)';
  if ((lockfile?.digest ?? null) !== plan.basis.lockfile) {
    return `the lockfile has changed since it was made (serial ${plan.basis.serial} then, ${lockfile?.memory.serial ?? 0} now)`;
  }
  return undefined;
}

function waitOf({ lockTimeoutMs }: ApplyManner, { waiting, unreleased }: ApplyDialogue): RecoveryWait {
  return { timeoutMs: lockTimeoutMs, waiting, unreleased };
}

function stale(reasons: readonly string[], what: string): DnsSyncError {
  const more = reasons.length > 10 ? ` and ${reasons.length - 10} more` : '';
  return new DnsSyncError('PLAN_STALE', `${what}; nothing was written: ${reasons.slice(0, 10).join('; ')}${more}`, {
    details: { reasons },
  });
}

/** What a plan does, without what it was computed from: two plans with the same actions need not be approved twice. */
function actionsOf({ changes, held, guards }: Plan): string {
  const doings = changes.map(({ action, provider, name, type, after, evicts, adopts }) => ({
    action,
    provider,
    name,
    type,
    after,
    evicts,
    adopts,
  }));
  return canonicalJson({ doings, held, guards });
}

function nothing(plan: Plan): ApplyResult {
  return { outcome: 'nothing', serial: plan.basis.serial, results: [], summary: plan.summary };
}

/** Whether an apply without changes would still write something down: a first lockfile, new claims, another default TTL. */
function changesLockfile(project: Project, { lockfile, providers, ...made }: ProjectPlan): boolean {
  const snapshot = made.snapshot();
  const memory = lockfile?.memory ?? null;
  const now = Math.floor(project.clock().getTime() / 1000);
  const settled = settleSnapshot(snapshot, now);
  const outcomes = new Map(
    providers.map(({ provider, state }) => [provider.name, { records: state.records, landed: [] }]),
  );
  const applied = appliedAfter(memory?.applied ?? {}, outcomes, project.config.owner, settled, now);
  return !sameMemory(memory, snapshot, project, applied);
}

function sameMemory(
  memory: Memory | null,
  snapshot: readonly SnapshotClaim[],
  project: Project,
  applied: Memory['applied'],
): boolean {
  if (memory === null || snapshot.some(({ created }) => created === null)) return false;
  const next: Memory = {
    ...memory,
    defaultTtl: project.config.defaults.ttl,
    snapshot: settleSnapshot(snapshot, 0),
    applied,
  };
  return encodeLockfile(next) === encodeLockfile(memory);
}

async function closeAll(providers: readonly ReadProvider[]): Promise<void> {
  await Promise.all(providers.map(({ provider }) => provider.close?.()));
}
