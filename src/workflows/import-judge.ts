import type { Claim } from '../core/claim.ts';
import type { SourceReading } from '../core/gather.ts';
import type { ImportDocument, ImportedSet } from '../core/import-document.ts';
import type { Conflict, Plan } from '../core/plan.ts';
import type { ProviderState } from '../core/provider-model.ts';
import type { ReadLockfile } from '../state/lockfile.ts';
import { planFor } from './make-project-plan.ts';
import type { Project } from './project.ts';

/** What the sources say now, before anything is imported. */
export interface Standing {
  readonly readings: readonly SourceReading[];
  readonly lockfile: ReadLockfile | null;
  /** What they come to where nothing exists: every record that should is a create. */
  readonly plan: Plan;
}

const options = { allow: {}, adopt: [], only: [], provider: [] };
const nothing: ProviderState = { revision: '', records: [], diagnostics: [] };
/** Refusing a set can bring another mistake to light; more rounds than these nobody has seen. */
const rounds = 4;

/** What the sources come to at providers that hold nothing. */
export function standingOf(
  project: Project,
  readings: readonly SourceReading[],
  lockfile: ReadLockfile | null,
): Standing {
  const hold = project.config.problems === 'hold';
  const actual = new Map(project.models.map(({ name }) => [name, nothing]));
  const { plan } = planFor(project, { lockfile, readings, actual, options: { ...options, hold } });
  return { readings, lockfile, plan };
}

/** The values that should exist, by `provider name type value`, and by `name type value`. */
export function claimedValues({ plan }: Standing): ReadonlySet<string> {
  const claimed = new Set<string>();
  for (const { provider, name, type, after } of plan.changes) {
    for (const value of after?.values ?? []) {
      claimed.add(`${provider} ${name} ${type} ${value}`);
      claimed.add(`${name} ${type} ${value}`);
    }
  }
  return claimed;
}

/**
 * Refuses the sets that would make the next plan fail, or take the place of what a source says: a plan is made with them
 * as overrides, and what it finds that was not there before is theirs.
 */
export function judgeImport(project: Project, standing: Standing, document: ImportDocument): ImportDocument {
  let judged = document;
  for (let round = 0; round < rounds; round += 1) {
    const refused = refusals(project, standing, judged);
    if (refused.size === 0) break;
    judged = {
      ...judged,
      zones: judged.zones.map((zone) => ({
        ...zone,
        sets: zone.sets.map((set) => {
          const why = refused.get(originOf(set));
          return why === undefined ? set : { ...set, refused: why };
        }),
      })),
    };
  }
  return judged;
}

/** Why sets cannot be imported, by origin. */
function refusals(project: Project, standing: Standing, document: ImportDocument): ReadonlyMap<string, string> {
  const sets = document.zones.flatMap((zone) => zone.sets.filter(({ refused }) => refused === undefined));
  const origins = new Set(sets.map(originOf));
  const byName = new Map<string, ImportedSet[]>();
  for (const set of sets) {
    const known = byName.get(set.name);
    if (known === undefined) byName.set(set.name, [set]);
    else known.push(set);
  }
  const claims = sets.flatMap(toClaims);
  const reading = { claims, doubts: [], diagnostics: [], completeness: 'complete' as const, missing: [] };
  const { plan } = planFor(project, {
    lockfile: standing.lockfile,
    readings: [...standing.readings, { source: importSource, reading }],
    actual: new Map(project.models.map(({ name }) => [name, nothing])),
    options: standing.plan.options,
  });
  const refused = new Map<string, string>();
  const refuse = (set: ImportedSet, why: string) => {
    if (!refused.has(originOf(set))) refused.set(originOf(set), why);
  };
  const known = new Set(standing.plan.diagnostics.map(({ code, message }) => `${code} ${message}`));
  for (const { severity, code, message, name = '', origin = '' } of plan.diagnostics) {
    if (severity !== 'error' || known.has(`${code} ${message}`)) continue;
    const there = byName.get(name) ?? [];
    // Beside a CNAME nothing can stand: which of the two is meant nobody but the user knows.
    const own = there.some(({ type }) => type === 'CNAME') ? [] : there.filter((set) => originOf(set) === origin);
    for (const set of own.length > 0 ? own : there) refuse(set, `${code}: ${message}`);
  }
  const before = new Map(standing.plan.conflicts.map((conflict) => [keyOf(conflict), new Set(conflict.losers)]));
  for (const conflict of plan.conflicts) {
    const lost = before.get(keyOf(conflict));
    const losers = conflict.losers.filter((origin) => lost?.has(origin) !== true && !origins.has(origin));
    if (losers.length === 0) continue;
    const why = `it would take the place of what ${losers.slice(0, 3).join(', ')} says`;
    for (const set of byName.get(conflict.name) ?? []) if (conflict.types.includes(set.type)) refuse(set, why);
  }
  for (const { name, type, reason, detail } of standing.plan.held) {
    for (const set of byName.get(name) ?? []) {
      if (set.type === type) refuse(set, `a source claims it, and its claim is held (${reason}): ${detail}`);
    }
  }
  return refused;
}

/** No source of the configuration has this name. */
const importSource = 'import:';

function keyOf({ provider, name }: Conflict): string {
  return `${provider} ${name}`;
}

function originOf({ name, type }: Pick<ImportedSet, 'name' | 'type'>): string {
  return `${importSource}#${name}/${type}`;
}

function toClaims(set: ImportedSet): Claim[] {
  const { name, type, ttl, provider, attributes } = set;
  return set.values.map((value) => ({
    name,
    type,
    value,
    ttl,
    source: importSource,
    class: 'override',
    origins: [originOf(set)],
    ...(provider === undefined ? {} : { providers: [provider] }),
    ...(attributes === undefined ? {} : { attributes }),
  }));
}
