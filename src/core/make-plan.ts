import { type ActualIndex, indexActual } from './actual.ts';
import type { Claim } from './claim.ts';
import { compareText, type Diagnostic, sortDiagnostics } from './diagnostic.ts';
import { planDigest } from './digest.ts';
import { distribute, type Share } from './distribute.ts';
import { gather, type RemovalHold, type SourceReading } from './gather.ts';
import { compileGlob, type Matcher } from './glob.ts';
import { trippedGuards } from './guards.ts';
import type { Memory } from './memory.ts';
import type { Change, Plan, PlanBasis, PlanOptions } from './plan.ts';
import { loopsOfAll, type ProviderInput, planProvider, type ResolvedProvider } from './plan-provider.ts';
import type { ProviderModel, ProviderState } from './provider-model.ts';
import { resolveShare } from './resolve-share.ts';
import { rewriteClaims } from './rewrite-claims.ts';
import { configured, type RuleSettings } from './rules/judge.ts';
import { createSeniority } from './seniority.ts';
import type { ConflictStrategy, GuardSettings } from './settings.ts';
import { nextSnapshot, type SnapshotClaim } from './snapshot.ts';
import { unusedOnly } from './unused-only.ts';

/** Everything a plan depends on; the clock included. */
export interface PlanInput {
  readonly generator: string;
  /** RFC 3339 with milliseconds, UTC. */
  readonly createdAt: string;
  readonly owner: string;
  /** Seconds. */
  readonly defaultTtl: number;
  readonly strategy: ConflictStrategy;
  readonly guards: GuardSettings;
  readonly rules: RuleSettings;
  readonly models: readonly ProviderModel[];
  readonly readings: readonly SourceReading[];
  /** What the providers hold; only those that are in it are planned for. */
  readonly actual: ReadonlyMap<string, ProviderState>;
  readonly memory: Memory | null;
  readonly options: PlanOptions;
  /** What providers say of changes before they are made, by name; absent: nothing. Pure. */
  readonly foresee?: ReadonlyMap<string, (changes: readonly Change[]) => readonly Diagnostic[]>;
  readonly basis: PlanBasis;
  /** Findings about the state of things that belong into the plan: an apply that was interrupted. */
  readonly notices?: readonly Diagnostic[];
  /** `check`: rules look at claims that lose a conflict too. */
  readonly judgeLosers?: boolean;
}

/** A plan, with what only the one who made it needs. */
export interface MadePlan {
  readonly plan: Plan;
  /** What the lockfile's snapshot will be; worked out when it is asked for, because `plan` alone does not need it. */
  snapshot(): readonly SnapshotClaim[];
  /** Findings that are only shown on request. */
  readonly infos: readonly Diagnostic[];
}

const actionOrder: Readonly<Record<Change['action'], number>> = { create: 0, update: 1, delete: 2 };

/**
 * From claims and what exists to a plan: processors, conflicts, rules, difference, policies, guards, in this order
 * (DESIGN.md §4). Pure; the same input, in whatever order, gives the same bytes.
 */
export function makePlan(input: PlanInput): MadePlan {
  const gathered = gather(input.readings, input.memory);
  const seniority = createSeniority(input.memory, Math.floor(Date.parse(input.createdAt) / 1000));
  const reportUnused = gathered.incomplete.length === 0;
  const rewritten = rewriteClaims(gathered.claims, gathered.doubts, gathered.rewrites, reportUnused);
  const actual = new Map([...input.actual].map(([name, state]) => [name, indexActual(state)]));
  const models = [...input.models].sort((left, right) => compareText(left.name, right.name));
  const routed = distribute(rewritten.claims, rewritten.doubts, models, seniority, input.defaultTtl);
  const resolved = models.map((model) => resolveProvider(model, input, routed.shares, actual, gathered.removalHold));
  const loops = loopsOfAll(resolved);
  const all = resolved.map((one, index) => ({
    model: one.input.model,
    ...planProvider(one, loops[index] ?? { names: new Map(), diagnostics: [] }),
  }));
  const planned = all.filter(({ model }) => actual.has(model.name));
  const foreseen = planned.flatMap(({ model, changes }) => input.foresee?.get(model.name)?.(changes) ?? []);
  const diagnostics = sortDiagnostics([
    ...(input.notices ?? []),
    ...configured(gathered.diagnostics, input.rules),
    ...unusedOnly(input.options.only, routed.shares, actual, input.owner),
    ...rewritten.diagnostics,
    ...routed.diagnostics,
    ...configured(
      [...input.actual.values()].flatMap((state) => state.diagnostics),
      input.rules,
    ),
    ...configured(foreseen, input.rules),
    ...all.flatMap((one) => one.diagnostics),
  ]);
  const changes = sortChanges(planned.flatMap((one) => one.changes));
  const held = planned.flatMap((one) => one.held);
  const body: Omit<Plan, 'digest'> = {
    formatVersion: 1,
    generator: input.generator,
    createdAt: input.createdAt,
    owner: input.owner,
    basis: input.basis,
    options: input.options,
    changes,
    held,
    conflicts: planned
      .flatMap((one) => one.conflicts)
      .sort((left, right) => compareText(left.provider, right.provider) || compareText(left.name, right.name)),
    guards: trippedGuards({
      settings: input.guards,
      allow: input.options.allow,
      owner: input.owner,
      memory: input.memory,
      readings: [...input.readings].sort((left, right) => compareText(left.source, right.source)),
      providers: planned,
    }),
    diagnostics: diagnostics.filter(({ severity }) => severity !== 'info'),
    incomplete: gathered.incomplete,
    summary: {
      ...countActions(changes),
      unchanged: planned.reduce((sum, { unchanged }) => sum + unchanged, 0),
      held: held.length,
    },
  };
  return {
    plan: { ...body, digest: planDigest(body) },
    snapshot: () => {
      const standing = all.flatMap((one) => one.standing());
      const lost = gathered.rewritesLost;
      const isRewritten = (claim: Claim) => rewritten.touched.has(claim) || (lost && claim.class !== 'override');
      return nextSnapshot(gathered.claims, standing, isRewritten, seniority);
    },
    infos: diagnostics.filter(({ severity }) => severity === 'info'),
  };
}

function resolveProvider(
  model: ProviderModel,
  { options, owner, strategy, rules, guards, judgeLosers, actual: states }: PlanInput,
  shares: ReadonlyMap<string, Share>,
  actual: ReadonlyMap<string, ActualIndex>,
  removalHold: RemovalHold,
): ResolvedProvider {
  const input: ProviderInput = {
    model,
    owner,
    strategy,
    rules,
    share: shares.get(model.name) ?? { claims: new Map(), doubts: new Map() },
    actual: actual.get(model.name) ?? new Map(),
    isProtected: guards.isProtected,
    isSelected: options.only.length === 0 ? () => true : anyOf(options.only),
    isAdopted: anyOf(options.adopt),
    removalHold,
    pending: states.get(model.name)?.pending ?? [],
    blocked: states.get(model.name)?.blocked ?? [],
    judgeLosers: judgeLosers ?? false,
  };
  return { input, resolved: resolveShare(input) };
}

function anyOf(globs: readonly string[]): Matcher {
  const matchers = globs.map((glob) => compileGlob(glob));
  return (name) => matchers.some((matches) => matches(name));
}

function sortChanges(changes: readonly Change[]): Change[] {
  return [...changes].sort(
    (left, right) =>
      compareText(left.provider, right.provider) ||
      actionOrder[left.action] - actionOrder[right.action] ||
      compareText(left.name, right.name) ||
      compareText(left.type, right.type),
  );
}

function countActions(changes: readonly Change[]): { create: number; update: number; delete: number; evict: number } {
  const counts = { create: 0, update: 0, delete: 0, evict: 0 };
  for (const change of changes) {
    counts[change.action] += 1;
    counts.evict += new Set(change.evicts?.map(({ type }) => type)).size;
  }
  return counts;
}
