import { type ActualIndex, indexActual } from './actual.ts';
import type { Claim } from './claim.ts';
import { compareText, type Diagnostic, sortDiagnostics } from './diagnostic.ts';
import { digested } from './digest.ts';
import { type Distribution, distribute, type Share } from './distribute.ts';
import { type Gathered, gather, type RemovalHold, type SourceReading } from './gather.ts';
import { compileGlob, type Matcher } from './glob.ts';
import { trippedGuards } from './guards.ts';
import type { Memory } from './memory.ts';
import type { Change, Plan, PlanBasis, PlanOptions } from './plan.ts';
import {
  type ProviderInput,
  type RefusedNames,
  type ResolvedProvider,
  standingClaims,
  viewOf,
} from './plan-provider.ts';
import { type Foresee, planProviders } from './plan-providers.ts';
import { apexesOf, type ProviderModel, type ProviderState } from './provider-model.ts';
import { setOf } from './resolve-name.ts';
import { resolveShare } from './resolve-share.ts';
import { type Rewritten, rewriteClaims } from './rewrite-claims.ts';
import { configured, judgeName, raisedDoubts } from './rules/judge.ts';
import { judgePlan, knowsClaims, planRuleIds } from './rules/judge-plan.ts';
import { planViews } from './rules/plan-view.ts';
import { inForce, type RuleSettings, type RulesInForce } from './rules/settings.ts';
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
  readonly foresee?: Foresee;
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
  /** What the plan was made through: what `explain` tells of. */
  trace(): PlanTrace;
}

/** The steps between what was read and a plan. */
export interface PlanTrace {
  readonly input: PlanInput;
  readonly gathered: Gathered;
  readonly rewritten: Rewritten;
  /** By provider, in byte order. */
  readonly resolved: readonly ResolvedProvider[];
  /** By provider: names that rules of scope plan refuse. */
  readonly refused: ReadonlyMap<string, RefusedNames>;
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
  const rules = inForce(input.rules);
  const said = configured(gathered.diagnostics, rules);
  const doubts = [...rewritten.doubts, ...raisedDoubts(said)];
  const routed = distribute(rewritten.claims, doubts, models, seniority, input.defaultTtl);
  const apexes = new Set(models.flatMap(apexesOf));
  const resolved = models.map((model) =>
    resolveProvider(model, { input, rules, apexes, shares: routed.shares, actual, removalHold: gathered.removalHold }),
  );
  const judged = judgePlan(planViews(resolved.map(viewOf)), rules);
  const { planned, refused, ...foreseen } = planProviders(resolved, judged.holds, input.actual, input.foresee, rules);
  const diagnostics = sortDiagnostics([
    ...(input.notices ?? []),
    ...said,
    ...unusedOnly(input.options.only, routed.shares, actual, input.owner),
    ...rewritten.diagnostics,
    ...unroutedFindings(routed, apexes, rules),
    ...foreseen.diagnostics,
    ...resolved.flatMap((one) => one.resolved.diagnostics),
    ...planned.flatMap((one) => one.diagnostics),
    ...judged.diagnostics,
    ...unusedExceptions(input, rules, reportUnused),
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
    plan: digested(body),
    snapshot: () => {
      const standing = resolved.flatMap((one) => standingClaims(one, refused.get(one.input.model.name)));
      const lost = gathered.rewritesLost;
      const isRewritten = (claim: Claim) => rewritten.touched.has(claim) || (lost && claim.class !== 'override');
      return nextSnapshot(gathered.claims, standing, isRewritten, seniority);
    },
    infos: diagnostics.filter(({ severity }) => severity === 'info'),
    trace: () => ({ input, gathered, rewritten, resolved, refused }),
  };
}

/** What the plan for one provider is resolved with. */
interface ResolveInput {
  readonly input: PlanInput;
  readonly rules: RulesInForce;
  readonly apexes: ReadonlySet<string>;
  readonly shares: ReadonlyMap<string, Share>;
  readonly actual: ReadonlyMap<string, ActualIndex>;
  readonly removalHold: RemovalHold;
}

function resolveProvider(model: ProviderModel, given: ResolveInput): ResolvedProvider {
  const { rules, apexes, shares, actual, removalHold } = given;
  const { options, owner, strategy, guards, judgeLosers, actual: states } = given.input;
  const input: ProviderInput = {
    model,
    owner,
    strategy,
    rules,
    apexes,
    models: given.input.models,
    share: shares.get(model.name) ?? { claims: new Map(), doubts: new Map() },
    actual: actual.get(model.name) ?? new Map(),
    isRead: actual.has(model.name),
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

/** What routing says; where a rule finds an error in the name itself, that is said instead: one cause, one finding. */
function unroutedFindings(
  { diagnostics, unrouted }: Distribution,
  apexes: ReadonlySet<string>,
  rules: RulesInForce,
): Diagnostic[] {
  const found = unrouted.flatMap((one) => {
    const set = setOf(one.claim.name, one);
    return judgeName({ set, sets: [set], zones: new Set(), apexes }, rules);
  });
  const wrong = new Set(found.flatMap(({ severity, name }) => (severity === 'error' ? [name] : [])));
  return [...diagnostics.filter(({ code, name }) => code !== 'NO_PROVIDER' || !wrong.has(name)), ...found];
}

/** Exceptions that spare nothing; of rules that look at what exists only where all of it was read. */
function unusedExceptions(input: PlanInput, rules: RulesInForce, isAllRead: boolean): Diagnostic[] {
  if (!isAllRead) return [];
  const all = input.models.every(({ name }) => input.actual.has(name));
  return rules.unused((id) => all || !planRuleIds.has(id), knowsClaims);
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
