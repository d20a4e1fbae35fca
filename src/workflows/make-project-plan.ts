import { maskState } from '../config/mask.ts';
import { hasErrors, sortDiagnostics } from '../core/diagnostic.ts';
import { sha256 } from '../core/digest.ts';
import type { SourceReading } from '../core/gather.ts';
import { type MadePlan, makePlan, type PlanInput } from '../core/make-plan.ts';
import type { Memory } from '../core/memory.ts';
import type { Allowances, PlanOptions } from '../core/plan.ts';
import type { ProviderState } from '../core/provider-model.ts';
import { recordsFromMemory } from '../core/remember.ts';
import { DnsSyncError } from '../errors.ts';
import type { ReadLockfile } from '../state/lockfile.ts';
import { generator } from '../version.ts';
import { examineJournal } from './journal-status.ts';
import { type Project, readMemory } from './project.ts';
import { type ReadProvider, readProviders, selectProviders } from './read-providers.ts';
import { type LockedSources, lockedNames, readSources } from './read-sources.ts';

/** What a plan is asked for. */
export interface PlanRequest {
  readonly hold: boolean;
  readonly allow: Allowances;
  readonly adopt: readonly string[];
  readonly only: readonly string[];
  readonly provider: readonly string[];
  readonly locked: LockedSources;
  readonly offline: boolean;
}

/** A plan with what it was made from. */
export interface ProjectPlan extends MadePlan {
  readonly lockfile: ReadLockfile | null;
  /** Empty for an offline plan. */
  readonly providers: readonly ReadProvider[];
}

/** Reads sources, lockfile and providers, and makes the plan (DESIGN.md §4). */
export async function makeProjectPlan(project: Project, request: PlanRequest): Promise<ProjectPlan> {
  const lockfile = await readMemory(project);
  const memory = lockfile?.memory ?? null;
  const locked = lockedNames(project.config.sources, request.locked);
  const selected = selectProviders(project, request.provider);
  const interrupted = await examineJournal(project);
  const [sources, providers] = await Promise.allSettled([
    readSources(project, memory, locked),
    request.offline ? [] : readProviders(project, selected),
  ]);
  if (sources.status === 'rejected') throw sources.reason;
  if (providers.status === 'rejected') throw badInputFirst(sources.value, request, providers.reason);
  const actual = request.offline
    ? new Map(selected.map(({ name }) => [name, offlineState(memory, name, project.config.owner)]))
    : statesOf(project, providers.value);
  const made = planFor(project, {
    lockfile,
    readings: sources.value,
    actual,
    notices: interrupted === null ? [] : [interrupted],
    options: optionsOf(project, request, locked),
    foresee: foresights(providers.value),
  });
  return { ...made, lockfile, providers: providers.value };
}

/** What was read, and what a plan of it is asked for. */
export interface PlanBasics extends Pick<PlanInput, 'readings' | 'actual' | 'options' | 'notices' | 'foresee'> {
  readonly lockfile: ReadLockfile | null;
}

/** The plan of a project for what was read. */
export function planFor(project: Project, { lockfile, ...read }: PlanBasics): MadePlan {
  const { config, guards, rules, models, loaded, clock } = project;
  const memory = lockfile?.memory ?? null;
  return makePlan({
    ...read,
    generator,
    createdAt: clock().toISOString(),
    owner: config.owner,
    defaultTtl: config.defaults.ttl,
    strategy: config.conflicts,
    guards,
    rules,
    models,
    memory,
    basis: {
      lineage: memory?.lineage ?? null,
      serial: memory?.serial ?? 0,
      lockfile: lockfile?.digest ?? null,
      config: loaded.digest,
      providers: Object.fromEntries([...read.actual].map(([name, { revision }]) => [name, { revision }])),
    },
  });
}

/** What the providers hold, by name, masked. */
export function statesOf(project: Project, providers: readonly ReadProvider[]): Map<string, ProviderState> {
  return new Map(providers.map(({ provider, state }) => [provider.name, maskState(state, project.filled)]));
}

/** What the providers say of changes before they are made. */
export function foresights(providers: readonly ReadProvider[]): NonNullable<PlanInput['foresee']> {
  return new Map(
    providers.map(({ provider, state }) => [provider.name, (changes) => provider.foresee?.(changes, state) ?? []]),
  );
}

/** What a plan is made with, as it says itself. */
export function optionsOf(project: Project, request: PlanRequest, locked: readonly string[]): PlanOptions {
  return {
    hold: request.hold || project.config.problems === 'hold',
    allow: request.allow,
    adopt: request.adopt,
    only: request.only,
    provider: request.provider,
    ...(request.offline ? { offline: true as const } : {}),
    ...(locked.length === 0 ? {} : { locked }),
  };
}

/** What was last applied stands for a provider. */
export function offlineState(memory: Memory | null, provider: string, owner: string): ProviderState {
  const records = recordsFromMemory(memory, provider, owner);
  return { records, revision: sha256(JSON.stringify(records)), diagnostics: [] };
}

/** Of several problems the input's comes first, then a source's, then the provider's (settled 23). */
function badInputFirst(readings: readonly SourceReading[], request: PlanRequest, failure: unknown): unknown {
  const diagnostics = sortDiagnostics(readings.flatMap(({ reading }) => reading.diagnostics));
  if (request.hold || !(failure instanceof DnsSyncError)) return failure;
  const found = { diagnostics: [...diagnostics, ...failure.diagnostics], cause: failure };
  if (hasErrors(diagnostics)) {
    return new DnsSyncError('INPUT_INVALID', `the input has errors, and ${failure.message}`, found);
  }
  const incomplete = readings.filter(({ reading }) => reading.completeness !== 'complete').map(({ source }) => source);
  if (incomplete.length === 0) return failure;
  return new DnsSyncError(
    'SOURCE_FAILED',
    `${incomplete.join(', ')} could not be read in full, and ${failure.message}`,
    found,
  );
}
