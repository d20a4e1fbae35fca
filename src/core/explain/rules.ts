import type { Diagnostic } from '../diagnostic.ts';
import type { PlanTrace } from '../make-plan.ts';
import { viewOf } from '../plan-provider.ts';
import { resolveShare } from '../resolve-share.ts';
import { indexExceptions } from '../rules/exceptions.ts';
import { judgePlan } from '../rules/judge-plan.ts';
import { planViews } from '../rules/plan-view.ts';
import { inForce, type RuleSetting, type RuleSettings, type RulesInForce } from '../rules/settings.ts';
import { originOf } from '../work-claim.ts';
import type { SparedFinding } from './explanation.ts';

/** What rules would find at a name, were they not switched off and knew no exceptions. */
export type TellSpared = (name: string) => SparedFinding[];

/** Judges names once more without mercy; what the plan has not found is spared. */
export function createSparedTeller(trace: PlanTrace, told: readonly Diagnostic[]): TellSpared {
  if (!knowsMercy(trace)) return () => [];
  const strict = withoutMercy(trace.input.rules);
  const known = new Set(told.map(({ code, name, message }) => key(code, name ?? '', message)));
  const ofPlan = namesIn(judgePlan(planViews(trace.resolved.map(viewOf)), strict).diagnostics);
  const mercyFor = createMercyFinder(trace);
  return (name) => {
    const found = trace.resolved.flatMap(({ input: at }) => {
      const claims = at.share.claims.get(name);
      if (claims === undefined) return [];
      const share = { claims: new Map([[name, claims]]), doubts: new Map() };
      return resolveShare({ ...at, share, rules: strict }).diagnostics;
    });
    const spared = new Map<string, SparedFinding>();
    for (const one of [...found, ...(ofPlan.get(name) ?? [])]) {
      const { code, message } = one;
      if (known.has(key(code, name, message))) continue;
      const why = mercyFor(code, name);
      if (why !== undefined) spared.set(key(code, name, message), { code, message, ...why });
    }
    return [...spared.values()];
  };
}

function key(code: string, name: string, message: string): string {
  return `${code}\u0000${name}\u0000${message}`;
}

function isMerciful({ severity, except = [] }: RuleSetting): boolean {
  return severity === 'off' || except.length > 0;
}

function knowsMercy({ input, rewritten }: PlanTrace): boolean {
  return [...input.rules.values()].some(isMerciful) || rewritten.claims.some(({ claim }) => claim.allow !== undefined);
}

/** The rules as they are configured, but for what spares names. */
function withoutMercy(rules: RuleSettings): RulesInForce {
  const settings = [...rules].map(([id, { options, severity }]): [string, RuleSetting] => [
    id,
    {
      ...(options === undefined ? {} : { options }),
      ...(severity === undefined || severity === 'off' ? {} : { severity }),
    },
  ]);
  return { ...inForce(new Map(settings)), isSpared: () => false };
}

function namesIn(findings: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const one of findings) {
    const { name = '' } = one;
    const list = found.get(name);
    if (list === undefined) found.set(name, [one]);
    else list.push(one);
  }
  return found;
}

type FindMercy = (id: string, name: string) => Pick<SparedFinding, 'by' | 'text'> | undefined;

/** Finds what spares a name of a rule. */
function createMercyFinder({ input, resolved }: PlanTrace): FindMercy {
  const exceptions = new Map([...input.rules].map(([id, { except = [] }]) => [id, indexExceptions(except)]));
  return (id, name) => {
    if (input.rules.get(id)?.severity === 'off') return { by: 'off' };
    const pattern = exceptions.get(id)?.(name);
    if (pattern !== undefined) return { by: 'except', text: pattern.text };
    for (const { input: at } of resolved) {
      const claim = at.share.claims.get(name)?.find((one) => one.claim.allow?.includes(id) === true);
      if (claim !== undefined) return { by: 'allow', text: originOf(claim.claim) };
    }
    return undefined;
  };
}
