import type { Diagnostic } from '../diagnostic.ts';
import { type Hold, strongest } from '../name-input.ts';
import { rules } from './index.ts';
import { toDiagnostic, weigh } from './judge.ts';
import type { PlanViews } from './plan-view.ts';
import type { PlanRule } from './rule.ts';
import type { RulesInForce } from './settings.ts';

/** What the rules of scope `plan` say. */
export interface PlanJudgement {
  readonly diagnostics: readonly Diagnostic[];
  /** By provider and name: why it is held. */
  readonly holds: ReadonlyMap<string, ReadonlyMap<string, Hold>>;
}

const planRules = rules.filter((rule): rule is PlanRule => rule.scope === 'plan');

/** Rules that may depend on what exists. */
export const planRuleIds: ReadonlySet<string> = new Set(planRules.map(({ id }) => id));

/** Whether a rule is judged where claims are at hand, and not by a reader or a provider. */
export function knowsClaims(id: string): boolean {
  return judgedHere.has(id);
}

const judgedHere = new Set(
  rules.filter((rule) => rule.scope !== 'border' && rule.check !== undefined).map((rule) => rule.id),
);

/** Looks at all sets, and what exists, with every rule of scope plan. */
export function judgePlan(all: PlanViews, inForce: RulesInForce): PlanJudgement {
  const diagnostics: Diagnostic[] = [];
  const holds = new Map<string, Map<string, Hold>>();
  const hold = (provider: string, name: string, detail: string) => {
    const names = holds.get(provider) ?? new Map<string, Hold>();
    holds.set(provider, names.set(name, strongest(names.get(name), { reason: 'invalid', detail })));
  };
  for (const rule of planRules) {
    if (rule.check === undefined || inForce.severityOf(rule) === 'off') continue;
    for (const finding of rule.check(all, inForce.optionsOf(rule))) {
      const { name, provider, claims = [], message, detail = message, alsoHeld } = finding;
      const severity = weigh(rule, finding, name, claims, inForce);
      if (severity === 'off') continue;
      diagnostics.push(toDiagnostic(rule, finding, severity, name, claims[0]?.claim, claims));
      if (severity !== 'error') continue;
      hold(provider, name, detail);
      if (alsoHeld === undefined) continue;
      for (const { model } of all.holdersOf(alsoHeld)) hold(model.name, alsoHeld, detail);
    }
  }
  return { diagnostics, holds };
}
