import { heldReasons, type Plan } from '../core/plan.ts';
import { visible } from './visible.ts';
import { counted, listed } from './words.ts';

/** A reason why `apply` would not take a plan, and what to do about it. */
export interface Refusal {
  readonly why: string;
  readonly advice: string;
}

/** `3 held (2 foreign-owner, 1 unowned)`. */
function heldText(plan: Plan): string {
  const counts = new Map<string, number>();
  for (const { reason } of plan.held) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = heldReasons.filter((reason) => counts.has(reason));
  const [only] = reasons;
  if (reasons.length === 1 && only !== undefined) return `${plan.summary.held} held (${only})`;
  const parts = reasons.map((reason) => `${counts.get(reason) ?? 0} ${reason}`).join(', ');
  return `${plan.summary.held} held${parts === '' ? '' : ` (${parts})`}`;
}

/** The one line that says what the plan comes to. */
export function summaryLine(plan: Plan): string {
  const { create, update, delete: deleted, unchanged, held, evict } = plan.summary;
  const heldPart = held > 0 ? [heldText(plan)] : [];
  if (plan.changes.length === 0) {
    if (unchanged === 0)
      return heldPart.length === 0 ? 'Nothing to do: there are no record sets.' : `Nothing to do: ${heldPart.join()}.`;
    const standing =
      unchanged === 1 ? '1 record set is as it should be' : `${unchanged} record sets are as they should be`;
    return `Nothing to do: ${[standing, ...heldPart].join(', ')}.`;
  }
  const parts = [
    ...(create > 0 ? [`${create} to create`] : []),
    ...(update > 0 ? [`${update} to update`] : []),
    ...(deleted > 0 ? [`${deleted} to delete`] : []),
    `${unchanged} unchanged`,
    ...heldPart,
    ...(evict > 0 ? [`${evict} evicted`] : []),
  ];
  return `Plan: ${parts.join(', ')}`;
}

/** Why `apply` would refuse the plan, in the order in which it would (settled 23); empty when it would not. */
export function refusals(plan: Plan): Refusal[] {
  const found: Refusal[] = [];
  const errors = plan.diagnostics.filter((one) => one.severity === 'error').length;
  if (errors > 0 && !plan.options.hold) {
    const them = errors === 1 ? 'it' : 'them';
    found.push({
      why: `${counted(errors, 'error')}`,
      advice: `mend ${them}, or go on without the names in doubt: --hold`,
    });
  }
  if (plan.options.offline === true)
    found.push({ why: 'made with --offline', advice: 'plan again without it to apply' });
  if (plan.incomplete.length > 0 && !plan.options.hold) {
    const one = plan.incomplete.length === 1;
    found.push({
      why: `${one ? 'source' : 'sources'} ${listed(plan.incomplete.map(visible))} ${one ? 'was' : 'were'} not read in full`,
      advice: `make ${one ? 'it' : 'them'} readable, or go on without the names in doubt: --hold`,
    });
  }
  if (plan.guards.length > 0) {
    const names = [...new Set(plan.guards.map((tripped) => tripped.guard))];
    const flags = [...new Set(plan.guards.map((tripped) => visible(tripped.allow)))];
    found.push({
      why: `${names.length === 1 ? 'guard' : 'guards'} ${listed(names)}`,
      advice: `if all of this is meant: ${flags.join(' ')}`,
    });
  }
  return found;
}
