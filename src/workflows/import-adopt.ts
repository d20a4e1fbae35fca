import { indexActual } from '../core/actual.ts';
import { onlyAdoptions } from '../core/pure-adoptions.ts';
import type { Applied, ApplyDialogue, ApplyManner } from './apply-project.ts';
import { applySaved } from './apply-project.ts';
import { makeProjectPlan } from './make-project-plan.ts';
import type { Project } from './project.ts';
import { recover } from './recover.ts';
import { refusalOf } from './refusal.ts';

/** What is adopted. */
export interface AdoptionRequest {
  /** Globs of names, canonical; `*` alone is every name. */
  readonly names: readonly string[];
  /** Empty: all providers. */
  readonly providers: readonly string[];
}

/** How an adoption ended. */
export interface Adopted extends Applied {
  /** Number of other changes of the plan, which stay for `apply`. */
  readonly leftOut: number;
}

/** Globs of every name: one label, and any number of them. */
const everyName = ['*', '*.*'];

/**
 * Makes what the sources claim with equal value, TTL and attributes ours: a plan of which only adoptions are left, shown,
 * confirmed and applied like any other. Throws what `apply` throws; `PLAN_STALE` when the world changes meanwhile.
 */
export async function adoptRecords(
  project: Project,
  { names, providers }: AdoptionRequest,
  how: ApplyManner,
  dialogue: ApplyDialogue,
): Promise<Adopted> {
  const { waiting, unreleased } = dialogue;
  dialogue.recovered(await recover(project, 'auto', { timeoutMs: how.lockTimeoutMs, waiting, unreleased }));
  const isAll = names.includes('*');
  const made = await makeProjectPlan(project, {
    hold: false,
    allow: {},
    adopt: isAll ? everyName : names,
    only: isAll ? [] : names,
    provider: providers,
    locked: { live: false, named: [] },
    offline: false,
  });
  const actual = new Map(made.providers.map(({ provider, state }) => [provider.name, indexActual(state)]));
  await Promise.all(made.providers.map(({ provider }) => provider.close?.()));
  const { plan, leftOut } = onlyAdoptions(made.plan, actual);
  await dialogue.show(plan);
  const refusal = refusalOf(plan, {});
  if (refusal !== undefined) throw refusal;
  const isNothing = plan.changes.length === 0;
  if (isNothing) {
    const result = { outcome: 'nothing' as const, serial: plan.basis.serial, results: [], summary: plan.summary };
    return { plan, leftOut, result };
  }
  if (!(await dialogue.confirm(plan))) return { plan, leftOut, result: null };
  return { leftOut, ...(await applySaved(project, { ...plan, snapshot: made.snapshot() }, {}, how, dialogue)) };
}
