import { type ActualIndex, recordsAt } from './actual.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Share } from './distribute.ts';
import { heldClaims, heldDoubts, sortDoubts } from './held-list.ts';
import { withKeptAge } from './kept-age.ts';
import { lostClaims } from './lost-claims.ts';
import { type Hold, strongest } from './name-input.ts';
import type { Conflict, Held } from './plan.ts';
import { apexesOf, type ProviderModel } from './provider-model.ts';
import { type DesiredSet, resolveName, setOf } from './resolve-name.ts';
import { judge } from './rules/judge.ts';
import type { RulesInForce } from './rules/settings.ts';
import type { ConflictStrategy } from './settings.ts';
import type { WorkClaim } from './work-claim.ts';

/** What conflicts and rules at one provider depend on. */
export interface ShareInput {
  readonly model: ProviderModel;
  readonly share: Share;
  readonly actual: ActualIndex;
  readonly owner: string;
  readonly strategy: ConflictStrategy;
  readonly rules: RulesInForce;
  /** The zone apexes of all providers. */
  readonly apexes: ReadonlySet<string>;
  /** All providers. */
  readonly models: readonly ProviderModel[];
  /** Rules look at claims that lose a conflict too. */
  readonly judgeLosers: boolean;
}

/** What the claims and doubts of one provider come to. */
export interface ResolvedShare {
  /** By name: what should exist. Without the names whose claims are contested. */
  readonly desired: Map<string, readonly DesiredSet[]>;
  /** By name: why nothing changes there. */
  readonly holds: Map<string, Hold>;
  readonly held: Held[];
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Decides conflicts, then judges what stands, name by name. */
export function resolveShare(input: ShareInput): ResolvedShare {
  const { model, share, actual, owner, strategy, rules, apexes, models } = input;
  const zones = new Set(apexesOf(model));
  const desired = new Map<string, readonly DesiredSet[]>();
  const holds = new Map<string, Hold>();
  const held: Held[] = [];
  const conflicts: Conflict[] = [];
  const diagnostics: Diagnostic[] = [];
  const hold = (name: string, claims: readonly WorkClaim[], why: Hold) => {
    holds.set(name, strongest(holds.get(name), why));
    for (const one of heldClaims(model.name, claims, why)) held.push(one);
  };
  for (const [name, claims] of share.claims) {
    const resolved = resolveName(name, withKeptAge(claims, recordsAt(actual, name), owner), strategy);
    for (const one of resolved.diagnostics) diagnostics.push(one);
    if (resolved.conflict !== null) conflicts.push({ provider: model.name, ...resolved.conflict });
    for (const one of input.judgeLosers ? lostClaims(name, resolved, strategy) : []) diagnostics.push(one);
    for (const loser of input.judgeLosers ? resolved.losers : []) {
      const set = setOf(name, loser);
      for (const one of judge({ set, sets: [set], model, models, zones, apexes }, rules).diagnostics)
        diagnostics.push(one);
    }
    if (resolved.contested.length > 0) {
      const detail = resolved.diagnostics[0]?.message ?? 'claims exclude one another';
      hold(name, resolved.contested, { reason: 'contested', detail });
      continue;
    }
    const sets: DesiredSet[] = [];
    const told = resolved.sets.length > 1 ? new Set<string>() : undefined;
    for (const set of resolved.sets) {
      const judged = judge({ set, sets: resolved.sets, model, models, zones, apexes }, rules, told);
      for (const one of judged.diagnostics) diagnostics.push(one);
      if (judged.hold === null) sets.push(set);
      else hold(name, set.claims, judged.hold);
    }
    desired.set(name, sets);
  }
  for (const [name, doubts] of share.doubts) {
    for (const one of heldDoubts(model.name, doubts)) held.push(one);
    for (const { reason, detail } of sortDoubts(doubts)) {
      holds.set(name, strongest(holds.get(name), { reason, detail }));
    }
  }
  return { desired, holds, held, conflicts, diagnostics };
}
