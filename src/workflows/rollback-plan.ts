import type { Diagnostic } from '../core/diagnostic.ts';
import type { MadePlan } from '../core/make-plan.ts';
import type { Allowances } from '../core/plan.ts';
import { recallSnapshot } from '../core/recalled-claims.ts';
import { examineJournal } from './journal-status.ts';
import { foresights, planFor, statesOf } from './make-project-plan.ts';
import { type Project, readMemory } from './project.ts';
import { readProviders, selectProviders } from './read-providers.ts';
import { findTarget, type RollbackTarget } from './rollback-target.ts';

/** What a rollback is asked for. */
export interface RollbackRequest {
  /** `SERIAL` or `GIT-REV`. */
  readonly target: string;
  readonly hold: boolean;
  readonly allow: Allowances;
  readonly only: readonly string[];
  readonly provider: readonly string[];
}

/** A plan whose desired state is an earlier snapshot. */
export interface RollbackPlan extends MadePlan {
  readonly target: RollbackTarget;
}

/**
 * Makes the plan that leads back: an earlier lockfile's snapshot stands for the sources, all else is as for any plan. It is
 * made on the current lockfile and applied like any other. Writes nothing. Throws `ROLLBACK_UNKNOWN`.
 */
export async function makeRollbackPlan(project: Project, request: RollbackRequest): Promise<RollbackPlan> {
  const { config } = project;
  const lockfile = await readMemory(project);
  const selected = selectProviders(project, request.provider);
  const target = await findTarget(project, request.target, lockfile?.memory ?? null);
  const recalled = recallSnapshot(target.memory, {
    sources: config.sources.map(({ name }) => name),
    defaultTtl: config.defaults.ttl,
    label: target.label,
  });
  const interrupted = await examineJournal(project);
  const providers = await readProviders(project, selected);
  try {
    const made = planFor(project, {
      lockfile,
      readings: recalled.readings,
      actual: statesOf(project, providers),
      foresee: foresights(providers),
      notices: [notice(target), ...target.warnings, ...(interrupted === null ? [] : [interrupted])],
      options: {
        hold: request.hold || config.problems === 'hold',
        allow: request.allow,
        adopt: [],
        only: request.only,
        provider: request.provider,
        rollback: target.label,
      },
    });
    return { ...made, snapshot: () => recalled.snapshot(made.snapshot()), target };
  } finally {
    await Promise.all(providers.map(({ provider }) => provider.close?.()));
  }
}

function notice({ label }: RollbackTarget): Diagnostic {
  return {
    code: 'ROLLBACK',
    severity: 'warning',
    message: `this plan leads back to ${label}, but the sources still say otherwise: the next plan from them goes forward again`,
    hint: 'revert the sources too: labels, compose files, overrides',
  };
}
