import type { Diagnostic } from './diagnostic.ts';
import { upwards } from './name.ts';
import { type Hold, strongest } from './name-input.ts';
import type { Change } from './plan.ts';
import { type ProviderPlan, planProvider, type RefusedNames, type ResolvedProvider } from './plan-provider.ts';
import type { ProviderModel, ProviderState } from './provider-model.ts';
import { configured, isOfProviders } from './rules/judge.ts';
import type { RulesInForce } from './rules/settings.ts';
import { placeOf } from './work-claim.ts';

/** What providers say of changes before they are made, by name; absent: nothing. Pure. */
export type Foresee = ReadonlyMap<string, (changes: readonly Change[]) => readonly Diagnostic[]>;

/** The plans of all providers that were read. */
export interface PlannedProviders {
  readonly planned: readonly (ProviderPlan & { readonly model: ProviderModel })[];
  /** By provider: names that rules of scope plan refuse. */
  readonly refused: ReadonlyMap<string, RefusedNames>;
  /** What the providers say of what stands, and of what the plans would make. */
  readonly diagnostics: readonly Diagnostic[];
}

const noNames: RefusedNames = new Map();

/**
 * Plans for every provider that was read, without the names that rules refuse. Where a provider finds in the plan what is
 * configured as an error, the names it is about are refused, too, and the plan is made again.
 */
export function planProviders(
  resolved: readonly ResolvedProvider[],
  holds: ReadonlyMap<string, RefusedNames>,
  states: ReadonlyMap<string, ProviderState>,
  foresee: Foresee | undefined,
  rules: RulesInForce,
): PlannedProviders {
  const read = resolved.filter(({ input }) => input.isRead);
  const planAll = (refused: ReadonlyMap<string, RefusedNames>) =>
    read.map((one) => {
      const { model } = one.input;
      return { model, ...planProvider(one, refused.get(model.name) ?? noNames) };
    });
  const planned = planAll(holds);
  const diagnostics: Diagnostic[] = [];
  const refused = new Map(holds);
  for (const [index, { model, changes }] of planned.entries()) {
    const desired = read[index]?.resolved.desired;
    const claimsAt = (name: string) => (desired?.get(name) ?? []).flatMap(({ claims }) => claims);
    const said = [...(states.get(model.name)?.diagnostics ?? []), ...(foresee?.get(model.name)?.(changes) ?? [])];
    const found = configured(said, rules, claimsAt).map((one) => placed(one, claimsAt));
    for (const one of found) diagnostics.push(one);
    const raised = raisedNames(found, [...(desired?.keys() ?? [])]);
    if (raised.size > 0) refused.set(model.name, joined(refused.get(model.name) ?? noNames, raised));
  }
  const isRaised = [...refused].some(([provider, names]) => names !== holds.get(provider));
  return { planned: isRaised ? planAll(refused) : planned, refused, diagnostics };
}

type ClaimsAt = (name: string) => readonly { readonly claim: Parameters<typeof placeOf>[0] }[];

/** A finding of a provider with the place of our claim for the name, where there is one. */
function placed(one: Diagnostic, claimsAt: ClaimsAt): Diagnostic {
  if (one.name === undefined || one.file !== undefined || !isOfProviders(one.code)) return one;
  const [first] = claimsAt(one.name);
  return first === undefined ? one : { ...one, ...placeOf(first.claim) };
}

/** Our names at or below which a provider finds what is configured as an error. */
function raisedNames(found: readonly Diagnostic[], desired: readonly string[]): Map<string, Hold> {
  const errors = new Map<string, Hold>();
  for (const { code, severity, name, message } of found) {
    if (severity === 'error' && name !== undefined && isOfProviders(code)) {
      errors.set(name, { reason: 'invalid', detail: message });
    }
  }
  const raised = new Map<string, Hold>();
  if (errors.size === 0) return raised;
  for (const name of desired) {
    for (const above of upwards(name)) {
      const hold = errors.get(above);
      if (hold !== undefined) raised.set(name, hold);
    }
  }
  return raised;
}

function joined(names: RefusedNames, more: RefusedNames): RefusedNames {
  const all = new Map(names);
  for (const [name, hold] of more) all.set(name, strongest(all.get(name), hold));
  return all;
}
