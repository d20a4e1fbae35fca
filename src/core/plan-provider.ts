import { type ActualIndex, isOurs, recordsAt } from './actual.ts';
import type { Diagnostic } from './diagnostic.ts';
import { policyOf } from './draft.ts';
import type { RemovalHold } from './gather.ts';
import type { Matcher } from './glob.ts';
import { heldClaims, mergeHeld } from './held-list.ts';
import { type Hold, strongest } from './name-input.ts';
import { settlePendingZones } from './pending-zones.ts';
import type { Change, Conflict, Held } from './plan.ts';
import { planName, stays } from './plan-name.ts';
import { apexesOf, type BlockedName, type PendingZone } from './provider-model.ts';
import type { DesiredSet } from './resolve-name.ts';
import type { ResolvedShare, ShareInput } from './resolve-share.ts';
import type { ProviderView } from './rules/plan-view.ts';
import type { WorkClaim } from './work-claim.ts';

/** Everything the plan for one provider depends on. */
export interface ProviderInput extends ShareInput {
  readonly isProtected: Matcher;
  /** Names the plan is limited to. */
  readonly isSelected: Matcher;
  readonly isAdopted: Matcher;
  readonly removalHold: RemovalHold;
  /** Zones that do not exist yet. */
  readonly pending: readonly PendingZone[];
  /** Names at which nothing may change. */
  readonly blocked: readonly BlockedName[];
  /** Whether the provider was read. */
  readonly isRead: boolean;
}

/** A provider with what its claims come to. */
export interface ResolvedProvider {
  readonly input: ProviderInput;
  readonly resolved: ResolvedShare;
}

/** Names that rules of scope plan refuse at one provider, with the reason. */
export type RefusedNames = ReadonlyMap<string, Hold>;

/** What happens at one provider. */
export interface ProviderPlan {
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unchanged: number;
  /** Sets that hold a value of ours, before the plan. */
  readonly ourSets: number;
}

/** A provider as the rules of scope plan see it. */
export function viewOf({ input, resolved }: ResolvedProvider): ProviderView {
  const { model, actual, owner, isProtected, isSelected, removalHold, isRead } = input;
  const keepsAll = policyOf(undefined, model) !== 'sync';
  return {
    model,
    zones: new Set(apexesOf(model)),
    isClaimed: (name) => input.share.claims.has(name) || resolved.holds.has(name),
    desired: resolved.desired,
    actual,
    owner,
    isRead,
    stays: (record) =>
      keepsAll ||
      resolved.holds.has(record.name) ||
      record.fixed !== undefined ||
      isProtected(record.name) ||
      !isSelected(record.name) ||
      removalHold(record) !== null,
  };
}

const none: readonly DesiredSet[] = [];

/** Differences, policies and holds for one provider, name by name in byte order. */
export function planProvider({ input, resolved }: ResolvedProvider, refused: RefusedNames): ProviderPlan {
  const { model, actual, owner, strategy, removalHold } = input;
  const { desired, holds: judged } = withoutRefused(resolved, refused);
  const holds = withBlocked(judged, input.blocked);
  const held = [...resolved.held, ...refusedHeld(model.name, resolved, refused)];
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  const unchanged: string[] = [];
  let surelyUnchanged = 0;
  const { names: ourNames, sets: ourSets } = oursAt(actual, owner);
  for (const name of [...new Set([...desired.keys(), ...holds.keys(), ...ourNames])].sort()) {
    if (!input.isSelected(name)) continue;
    const [sets, there] = [desired.get(name) ?? none, recordsAt(actual, name)];
    if (!holds.has(name) && stays({ desired: sets, actual: there, owner, model })) {
      surelyUnchanged += there.size;
      continue;
    }
    const planned = planName({
      name,
      owner,
      model,
      strategy,
      desired: sets,
      actual: there,
      hold: holds.get(name) ?? null,
      removalHold,
      isProtected: input.isProtected(name),
      adopt: input.isAdopted(name),
    });
    for (const change of planned.changes) changes.push(change);
    for (const one of planned.held) held.push(one);
    for (const one of planned.infos) diagnostics.push(one);
    if (planned.held.length === 0 && !holds.has(name)) surelyUnchanged += planned.unchanged.length;
    else for (const type of planned.unchanged) unchanged.push(`${name} ${type}`);
  }
  const settled = settlePendingZones(changes, input.pending, apexesOf(model));
  for (const one of settled.held) held.push(one);
  for (const one of settled.diagnostics) diagnostics.push(one);
  const merged = mergeHeld(held.filter(({ name }) => input.isSelected(name)));
  const isHeld = new Set(merged.map(({ name, type }) => `${name} ${type}`));
  return {
    changes: settled.changes,
    held: merged,
    conflicts: resolved.conflicts.filter(({ name }) => input.isSelected(name)),
    diagnostics,
    unchanged: surelyUnchanged + unchanged.filter((set) => !isHeld.has(set)).length,
    ourSets,
  };
}

/** Claims that stand at a provider. */
export function standingClaims({ resolved }: ResolvedProvider, refused: RefusedNames = new Map()): WorkClaim[] {
  const { desired } = withoutRefused(resolved, refused);
  return [...desired.values()].flatMap((sets) => sets.flatMap(({ claims }) => claims));
}

/** Names that a rule of scope plan refuses are held and want nothing. */
function withoutRefused(resolved: ResolvedShare, refused: RefusedNames): Pick<ResolvedShare, 'desired' | 'holds'> {
  if (refused.size === 0) return resolved;
  const desired = new Map(resolved.desired);
  const holds = new Map(resolved.holds);
  for (const [name, hold] of refused) {
    desired.set(name, []);
    holds.set(name, strongest(holds.get(name), hold));
  }
  return { desired, holds };
}

/** Names whose records at the provider cannot be read are held whole. */
function withBlocked(holds: ResolvedShare['holds'], blocked: readonly BlockedName[]): ResolvedShare['holds'] {
  if (blocked.length === 0) return holds;
  const all = new Map(holds);
  for (const { name, detail } of blocked) all.set(name, strongest(all.get(name), { reason: 'invalid', detail }));
  return all;
}

function refusedHeld(provider: string, { desired }: ResolvedShare, refused: RefusedNames): Held[] {
  return [...refused].flatMap(([name, hold]) =>
    (desired.get(name) ?? []).flatMap(({ claims }) => heldClaims(provider, claims, hold)),
  );
}

/** Names where something is ours, and the number of such sets. */
function oursAt(actual: ActualIndex, owner: string): { names: readonly string[]; sets: number } {
  const names: string[] = [];
  let sets = 0;
  for (const [name, types] of actual) {
    const before = sets;
    for (const records of types.values()) if (records.some((record) => isOurs(record, owner))) sets += 1;
    if (sets > before) names.push(name);
  }
  return { names, sets };
}
