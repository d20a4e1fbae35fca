import type { Claim } from '../../src/core/claim.ts';
import type { SourceReading } from '../../src/core/gather.ts';
import { compileGlob } from '../../src/core/glob.ts';
import { type MadePlan, makePlan, type PlanInput } from '../../src/core/make-plan.ts';
import type { AppliedValue, Memory } from '../../src/core/memory.ts';
import type { Change, Held, Plan, PlanOptions } from '../../src/core/plan.ts';
import type { ActualRecord, ProviderModel } from '../../src/core/provider-model.ts';
import type { GuardSettings } from '../../src/core/settings.ts';
import { reading } from './claim-builder.ts';
import { model, us } from './model-builder.ts';

/** What a case says of its world; the rest is usual. */
export interface World {
  /** Claims of complete sources, by the source they name. */
  readonly claims?: readonly Claim[];
  /** Instead of `claims`, or beside them. */
  readonly readings?: readonly SourceReading[];
  /** What the first provider holds. */
  readonly actual?: readonly ActualRecord[];
  /** What several providers hold, by name; those that are missing are not planned for. */
  readonly actualAt?: Readonly<Record<string, readonly ActualRecord[]>>;
  readonly models?: readonly ProviderModel[];
  readonly memory?: Partial<Memory> | null;
  readonly options?: Partial<PlanOptions>;
  /** Guards are off but for these. */
  readonly guards?: Partial<GuardSettings>;
  /** `guards.protect`; `@` is example.com. */
  readonly protect?: readonly string[];
  readonly input?: Partial<PlanInput>;
}

const noGuards: GuardSettings = {
  maxDeletes: null,
  maxDeletePercent: null,
  maxChanges: null,
  maxUpdatePercent: null,
  emptySource: false,
  noLockfile: false,
  apex: false,
  isProtected: () => false,
};

/** The guards as they are when nothing is configured. */
export const usualGuards: Partial<GuardSettings> = {
  maxDeletes: 10,
  maxDeletePercent: 30,
  maxUpdatePercent: 30,
  emptySource: true,
  noLockfile: true,
  apex: true,
};

/** A lockfile that remembers nothing but what is told. */
export function memory(differences: Partial<Memory> = {}): Memory {
  const lineage = '2a3c8d6e-0000-4000-8000-000000000001';
  return { lineage, serial: 7, defaultTtl: 300, snapshot: [], applied: {}, ...differences };
}

/** One of our values as last written: the address of app.example.com, from the source `home`. */
export function applied(differences: Partial<AppliedValue> = {}): AppliedValue {
  const facts = { name: 'app.example.com', type: 'A', value: '192.168.1.10', ttl: 300, created: 1767225600 };
  return { ...facts, force: false, sources: ['home'], ...differences };
}

/** The whole input of a plan around what a case says. */
export function planInput(world: World = {}): PlanInput {
  const models = world.models ?? [model()];
  const bySource = new Map<string, Claim[]>();
  for (const claim of world.claims ?? []) {
    const list = bySource.get(claim.source);
    if (list === undefined) bySource.set(claim.source, [claim]);
    else list.push(claim);
  }
  const actual = world.actualAt ?? { [models[0]?.name ?? '']: world.actual ?? [] };
  const protect = (world.protect ?? []).map((glob) =>
    glob === '@' ? compileGlob('example.com') : compileGlob(glob, true),
  );
  return {
    generator: 'dns-sync 0.1.0',
    createdAt: '2026-11-20T12:00:00.000Z',
    owner: us,
    defaultTtl: 300,
    strategy: 'oldest',
    guards: { ...noGuards, isProtected: (name) => protect.some((matches) => matches(name)), ...world.guards },
    rules: new Map(),
    models,
    readings: [...[...bySource].map(([source, claims]) => reading(source, claims)), ...(world.readings ?? [])],
    actual: new Map(
      Object.entries(actual).map(([name, records]) => [name, { revision: '1', records, diagnostics: [] }]),
    ),
    memory: world.memory === null ? null : memory(world.memory),
    options: { hold: false, allow: {}, adopt: [], only: [], provider: [], ...world.options },
    basis: { lineage: null, serial: 7, lockfile: null, config: `sha256:${'1'.repeat(64)}`, providers: {} },
    ...world.input,
  };
}

/** The plan for a world. */
export function planOf(world: World): Plan {
  return makePlan(planInput(world)).plan;
}

/** The plan with what only its maker needs. */
export function made(world: World): MadePlan {
  return makePlan(planInput(world));
}

/** A change as one line: `update app.example.com A 192.168.1.10 -> 192.168.1.11`. */
export function line({ action, name, type, before, after, evicts, adopts }: Change): string {
  const side = (values: readonly string[] | undefined) => values?.join(',') ?? 'nothing';
  const evicted = (evicts ?? []).map((one) => ` evicts ${one.type} ${one.values.join(',')} of ${one.owner}`);
  const adopted = adopts === undefined ? '' : ` adopts ${adopts.join(',')}`;
  return `${action} ${name} ${type} ${side(before?.values)} -> ${side(after?.values)}${evicted.join('')}${adopted}`;
}

/** The changes of a plan, a line each. */
export function lines({ changes }: Pick<Plan, 'changes'>): string[] {
  return changes.map(line);
}

/** What is held, a line each: `app.example.com A 192.168.1.10: foreign-owner`. */
export function heldLines({ held }: Pick<Plan, 'held'>): string[] {
  return held.map(({ name, type, values, reason }: Held) => `${name} ${type} ${values.join(',')}: ${reason}`);
}

/** The codes of a plan's diagnostics. */
export function codes({ diagnostics }: Pick<Plan, 'diagnostics'>): string[] {
  return diagnostics.map(({ code }) => code);
}
