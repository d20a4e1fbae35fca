import { timeText } from '../actual.ts';
import type { Claim } from '../claim.ts';
import type { PlanTrace } from '../make-plan.ts';
import { standingClaims } from '../plan-provider.ts';
import { createSeniority, type Seniority } from '../seniority.ts';
import type { TellConflict } from './conflict.ts';
import type { ClaimFate, ClaimOutcome, ClaimStory } from './explanation.ts';
import { explainRewrites } from './rewrites.ts';
import { explainRoute } from './route.ts';

/** Tells the story of one claim as its source said it. */
export type TellClaim = (raw: Claim) => ClaimStory;

/** What is looked up for every claim. */
interface Lookup {
  readonly trace: PlanTrace;
  readonly seniority: Seniority;
  /** What the sources said themselves. */
  readonly read: ReadonlySet<Claim>;
  readonly fates: ReadonlyMap<string, ProviderFates>;
  readonly tellConflict: TellConflict;
}

/** What is known of claims after the rewrites at one provider. */
interface ProviderFates {
  readonly standing: ReadonlySet<Claim>;
  /** Whether nothing is written at a name. */
  readonly isHeld: (name: string) => boolean;
}

/** Tells what becomes of claims in a plan: rewrites, routes, conflicts. */
export function createClaimTeller(trace: PlanTrace, tellConflict: TellConflict): TellClaim {
  const { input } = trace;
  const seniority = createSeniority(input.memory, Math.floor(Date.parse(input.createdAt) / 1000));
  const fates = new Map(
    trace.resolved.map((one): [string, ProviderFates] => {
      const { model, blocked } = one.input;
      const claims = standingClaims(one, trace.refused.get(model.name));
      const closed = new Set(blocked.map(({ name }) => name));
      return [
        model.name,
        {
          standing: new Set(claims.map(({ claim }) => claim)),
          isHeld: (name) => one.resolved.holds.has(name) || closed.has(name),
        },
      ];
    }),
  );
  const becomes = new Map<Claim, Claim[]>();
  for (const { raw, claim } of trace.rewritten.claims) {
    const list = becomes.get(raw);
    if (list === undefined) becomes.set(raw, [claim]);
    else list.push(claim);
  }
  const locked = new Set(input.options.locked);
  const said = input.readings.filter(({ source }) => !locked.has(source));
  const read = new Set(said.flatMap(({ reading }) => reading.claims));
  const lookup = { trace, seniority, fates, tellConflict, read };
  return (raw) => tell(raw, becomes.get(raw) ?? [], lookup);
}

function tell(raw: Claim, becomes: readonly Claim[], lookup: Lookup): ClaimStory {
  const { at, container, created: _created, written: _written, ...said } = raw;
  const created = lookup.seniority(raw);
  return {
    ...said,
    recalled: !lookup.read.has(raw),
    created: created === null ? null : timeText(created),
    ...(container === undefined ? {} : { container: container.name }),
    ...(at?.() ?? {}),
    rewrites: explainRewrites(raw, lookup.trace),
    becomes: becomes.map((claim) => fateOf(claim, lookup)),
  };
}

function fateOf(claim: Claim, lookup: Lookup): ClaimFate {
  const { input } = lookup.trace;
  const route = explainRoute(claim.name, claim.providers, input.models);
  return {
    name: claim.name,
    type: claim.type,
    value: claim.value,
    ttl: claim.ttl ?? input.defaultTtl,
    isDefaultTtl: claim.ttl === undefined,
    route,
    outcomes: route.to.map(({ provider }) => outcomeAt(provider, claim, lookup)),
  };
}

function outcomeAt(provider: string, claim: Claim, { fates, tellConflict }: Lookup): ClaimOutcome {
  const verdict = tellConflict(provider, claim.name);
  const lost = verdict?.lost.get(claim);
  const kept = verdict?.aged.get(claim);
  const here = { provider, ...(kept === undefined ? {} : { since: timeText(kept) }) };
  if (lost?.to === null) return { ...here, outcome: 'contested' };
  if (lost !== undefined) return { ...here, outcome: 'loses', rule: lost.rule, to: lost.to };
  const fate = fates.get(provider);
  const stands = fate?.standing.has(claim) === true && !fate.isHeld(claim.name);
  return { ...here, outcome: stands ? 'stands' : 'held' };
}
