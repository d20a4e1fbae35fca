import type { SourceReading } from './gather.ts';
import type { Memory } from './memory.ts';
import type { Allowances, Change, GuardName, TrippedGuard } from './plan.ts';
import type { ProviderModel } from './provider-model.ts';
import type { GuardSettings } from './settings.ts';

/** What the guards look at. */
export interface GuardInput {
  readonly settings: GuardSettings;
  readonly allow: Allowances;
  readonly owner: string;
  readonly memory: Memory | null;
  readonly readings: readonly SourceReading[];
  readonly providers: readonly {
    readonly model: ProviderModel;
    readonly changes: readonly Change[];
    readonly ourSets: number;
  }[];
}

/** Below these numbers of sets a percentage says nothing (semantics 5). */
const leastForDeletePercent = 5;
const leastForUpdatePercent = 10;
const apexTypes = new Set(['NS', 'SOA', 'MX']);

/** The guards that stop this plan, providers and sources in byte order (semantics 5). */
export function trippedGuards(input: GuardInput): TrippedGuard[] {
  return [...input.providers.flatMap((one) => providerGuards(one, input)), ...emptySources(input)];
}

function providerGuards(
  { model, changes, ourSets }: GuardInput['providers'][number],
  input: GuardInput,
): TrippedGuard[] {
  const { settings, allow, memory } = input;
  const tripped: TrippedGuard[] = [];
  const deleted = changes.flatMap((change) => [
    ...(change.action === 'delete' ? [`${change.name} ${change.type}`] : []),
    ...evictedSets(change),
  ]);
  const updated = changes.filter((change) => isUpdate(change, input.owner)).map(({ name, type }) => `${name} ${type}`);
  const trip = (guard: GuardName, what: string, names: readonly string[], flag: string) =>
    tripped.push({
      guard,
      provider: model.name,
      message: `${what}: ${some(names)}; ${flag} lets it through`,
      allow: flag,
    });

  if (exceeds(deleted.length, settings.maxDeletes, allow.deletes)) {
    const limit = `${deleted.length} record sets would be deleted at "${model.name}", ${settings.maxDeletes} are allowed`;
    trip('max-deletes', limit, deleted, `--allow-deletes ${deleted.length}`);
  }
  const deletePercent = percent(deleted.length, ourSets);
  if (ourSets >= leastForDeletePercent && exceeds(deletePercent, settings.maxDeletePercent, allow.deletePercent)) {
    const limit = `${deletePercent} % of our ${ourSets} record sets would be deleted at "${model.name}", ${settings.maxDeletePercent} % are allowed`;
    trip('max-delete-percent', limit, deleted, `--allow-delete-percent ${deletePercent}`);
  }
  const touched = deleted.length + updated.length;
  if (exceeds(touched, settings.maxChanges, allow.changes)) {
    const limit = `${touched} record sets would be updated or deleted at "${model.name}", ${settings.maxChanges} are allowed`;
    trip('max-changes', limit, [...updated, ...deleted], `--allow-changes ${touched}`);
  }
  const updatePercent = percent(updated.length, ourSets);
  if (ourSets >= leastForUpdatePercent && exceeds(updatePercent, settings.maxUpdatePercent, allow.updatePercent)) {
    const limit = `${updatePercent} % of our ${ourSets} record sets would be updated at "${model.name}", ${settings.maxUpdatePercent} % are allowed`;
    trip('max-update-percent', limit, updated, `--allow-update-percent ${updatePercent}`);
  }
  if (settings.noLockfile && memory === null && deleted.length > 0 && allow.unremembered !== true) {
    trip(
      'no-lockfile',
      `${deleted.length} record sets would be deleted at "${model.name}" without a lockfile that remembers them`,
      deleted,
      '--allow-unremembered',
    );
  }
  const apexes = new Set(model.zones.map(({ apex }) => apex));
  const atApex = changes.filter(({ name }) => apexes.has(name)).flatMap(changesAtApex);
  if (settings.apex && atApex.length > 0 && allow.apex !== true) {
    trip('apex', `records of a zone's own name would change or go at "${model.name}"`, atApex, '--allow-apex');
  }
  return tripped;
}

/** Sets of other owners that a change removes. */
function evictedSets({ name, evicts }: Change): string[] {
  const owners = new Map<string, string[]>();
  for (const { owner, type } of evicts ?? []) owners.set(type, [...(owners.get(type) ?? []), owner]);
  return [...owners].map(([type, list]) => `${name} ${type} of ${list.join(' and ')}`);
}

/** Our first value in a set is a create, adopted or not (semantics 5). */
function isUpdate({ action, before }: Change, owner: string): boolean {
  return action === 'update' && Object.values(before?.owners ?? {}).some((mark) => mark.owner === owner);
}

function changesAtApex({ action, name, type, evicts }: Change): string[] {
  return [
    ...(action !== 'create' && apexTypes.has(type) ? [`${action} ${name} ${type}`] : []),
    ...(evicts ?? [])
      .filter((one) => apexTypes.has(one.type))
      .map((one) => `evict ${name} ${one.type} of ${one.owner}`),
  ];
}

/** A source from which records were last applied, and which now gives none although it could be read in full. */
function emptySources({ settings, allow, memory, readings }: GuardInput): TrippedGuard[] {
  if (!settings.emptySource || memory === null) return [];
  const applied = new Map<string, Set<string>>();
  for (const { name, type, sources } of Object.values(memory.applied).flat()) {
    for (const source of sources) {
      const sets = applied.get(source);
      if (sets === undefined) applied.set(source, new Set([`${name} ${type}`]));
      else sets.add(`${name} ${type}`);
    }
  }
  return readings.flatMap(({ source, reading: { completeness, claims, doubts } }): TrippedGuard[] => {
    const sets = applied.get(source);
    const isEmpty = completeness === 'complete' && claims.length === 0 && doubts.length === 0;
    if (sets === undefined || !isEmpty || (allow.empty ?? []).includes(source)) return [];
    const flag = `--allow-empty ${source}`;
    const what = `the source "${source}" gives no record at all, ${sets.size} of its record sets are applied`;
    return [
      {
        guard: 'empty-source',
        source,
        message: `${what}: ${some([...sets].sort())}; ${flag} lets it through`,
        allow: flag,
      },
    ];
  });
}

/** Above the limit and above what was allowed for this run. */
function exceeds(count: number, limit: number | null, allowed: number | undefined): boolean {
  return limit !== null && count > limit && count > (allowed ?? -1);
}

/** Whole per cent, rounded up, so that a limit of 30 is exceeded by 30.1. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.ceil((part * 100) / whole);
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length <= 10 ? shown : `${shown} and ${names.length - 10} more`;
}
