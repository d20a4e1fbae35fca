import type { Claim } from '../../../src/core/claim.ts';
import { apexesOf, type ProviderModel } from '../../../src/core/provider-model.ts';
import { type DesiredRecord, setOf } from '../../../src/core/resolve-name.ts';
import { type Judgement, judge } from '../../../src/core/rules/judge.ts';
import type { RuleContext } from '../../../src/core/rules/rule.ts';
import { inForce, type RuleSettings } from '../../../src/core/rules/settings.ts';
import type { WorkClaim } from '../../../src/core/work-claim.ts';
import { claim, work } from '../../support/claim-builder.ts';
import { model } from '../../support/model-builder.ts';

/** What a case says of a claim; `from` names its container. */
export type Differences = Partial<Claim> & { readonly from?: string };

/** A set of these claims, best first, on its way to a provider: what a rule looks at. */
export function context(claims: readonly Differences[], provider: ProviderModel = model()): RuleContext {
  const [best, ...others] = claims.map((differences) => work(claim(differences)));
  if (best === undefined) throw new Error('a set has a claim at least');
  const all: [WorkClaim, ...WorkClaim[]] = [best, ...others];
  const records = all.map((one): DesiredRecord => ({ value: one.claim.value, claims: [one] }));
  const set = { ...setOf(best.claim.name, best), records, claims: all };
  const zones = new Set(apexesOf(provider));
  return { set, sets: [set], model: provider, models: [provider], zones, apexes: zones };
}

/** What the rules say of a set. */
export function judged(
  claims: readonly Differences[],
  provider?: ProviderModel,
  settings: RuleSettings = new Map(),
): Judgement {
  return judge(context(claims, provider), inForce(settings));
}

/** The findings, a line each: `error cname-self`. */
export function findings({ diagnostics }: Judgement): string[] {
  return diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}
