import type { Allowances, GuardName, Plan, TrippedGuard } from '../core/plan.ts';
import { DnsSyncError } from '../errors.ts';

/** Whether a guard that tripped is let through after all: `apply PLAN --allow-…`. */
const allowedBy: Readonly<Record<GuardName, (guard: TrippedGuard, allow: Allowances) => boolean>> = {
  'max-deletes': (guard, { deletes }) => reaches(guard, deletes),
  'max-delete-percent': (guard, { deletePercent }) => reaches(guard, deletePercent),
  'max-changes': (guard, { changes }) => reaches(guard, changes),
  'max-update-percent': (guard, { updatePercent }) => reaches(guard, updatePercent),
  'empty-source': ({ source }, { empty }) => source !== undefined && (empty ?? []).includes(source),
  'no-lockfile': (_guard, { unremembered }) => unremembered === true,
  apex: (_guard, { apex }) => apex === true,
};

/** The flag that a guard names ends in the number that is needed. */
function reaches({ allow }: TrippedGuard, allowed: number | undefined): boolean {
  return allowed !== undefined && allowed >= Number(allow.slice(allow.lastIndexOf(' ') + 1));
}

/** The guards of a plan that are still in the way. */
export function guardsInTheWay(plan: Plan, allow: Allowances): TrippedGuard[] {
  return plan.guards.filter((guard) => !allowedBy[guard.guard](guard, allow));
}

/** Why `apply` refuses a plan: errors, then incomplete sources, then guards (settled 13); undefined: it does not. */
export function refusalOf(plan: Plan, allow: Allowances): DnsSyncError | undefined {
  if (plan.options.offline === true) {
    return new DnsSyncError(
      'PLAN_OFFLINE',
      'the plan was made --offline: it knows only what was last applied, not what the providers hold',
    );
  }
  const problem = plan.options.hold ? undefined : problemOf(plan);
  if (problem !== undefined) return problem;
  const guards = guardsInTheWay(plan, allow);
  if (guards.length === 0) return undefined;
  return new DnsSyncError(
    'GUARD_TRIPPED',
    `stopped by ${guards.map(({ guard }) => guard).join(', ')}; nothing was written`,
    {
      hint: `review the plan, then allow it: ${guards.map((guard) => guard.allow).join(' ')}`,
      details: { guards },
    },
  );
}

/** Errors about what others wrote at a provider: the name is held, and everything else goes on (decision 0017). */
const others: ReadonlySet<string> = new Set(['ETCD_VALUE_POISON']);

/** What makes `plan` exit 3 or 4: error diagnostics, else sources that are not complete. */
export function problemOf(plan: Plan): DnsSyncError | undefined {
  // As details: a person has seen the findings in the plan, a script has not.
  const details = { diagnostics: plan.diagnostics };
  const count = plan.diagnostics.filter(({ code, severity }) => severity === 'error' && !others.has(code)).length;
  if (count > 0) {
    return new DnsSyncError('INPUT_INVALID', `the plan has ${count} ${count === 1 ? 'error' : 'errors'}`, { details });
  }
  if (plan.incomplete.length > 0) {
    return new DnsSyncError('SOURCE_FAILED', `${plan.incomplete.join(', ')} could not be read in full`, { details });
  }
  return undefined;
}
