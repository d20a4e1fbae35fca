import type { Claim, ClaimClass } from './claim.ts';
import { compareText, type Diagnostic } from './diagnostic.ts';
import { shown } from './name.ts';
import type { Conflict, ConflictRule } from './plan.ts';
import { decidedBy, rankBy } from './rank.ts';
import { isRecordType, recordTypes } from './record-types.ts';
import type { ConflictStrategy } from './settings.ts';
import { originOf, placeOf, relatedTo, type WorkClaim } from './work-claim.ts';

/** One value that should exist, with every claim for it, best first. */
export interface DesiredRecord {
  readonly value: string;
  readonly claims: readonly [WorkClaim, ...WorkClaim[]];
}

/** A record set that should exist at a provider. */
export interface DesiredSet {
  readonly name: string;
  readonly type: string;
  /** Seconds: the best-ranked claim's. */
  readonly ttl: number;
  /** Sorted by value. */
  readonly records: readonly DesiredRecord[];
  /** All claims of the set, best first. */
  readonly claims: readonly [WorkClaim, ...WorkClaim[]];
}

/** What the claims at one name of one provider come to. */
export interface ResolvedName {
  readonly sets: readonly DesiredSet[];
  readonly conflict: Omit<Conflict, 'provider'> | null;
  readonly losers: readonly WorkClaim[];
  /** No winner: the name is held. */
  readonly contested: readonly WorkClaim[];
  readonly diagnostics: readonly Diagnostic[];
}

type Ranked = [WorkClaim, ...WorkClaim[]];

function isMultiValue(type: string): boolean {
  return !isRecordType(type) || recordTypes[type].multiValue;
}

const undisputed: ResolvedName = { sets: [], conflict: null, losers: [], contested: [], diagnostics: [] };

/** Decides the conflicts among all claims of one name at one provider (semantics 3, rules 1 to 6). */
export function resolveName(name: string, claims: readonly WorkClaim[], strategy: ConflictStrategy): ResolvedName {
  const [only] = claims;
  if (only !== undefined && claims.length === 1) {
    return { ...undisputed, sets: [setOf(name, only)] };
  }
  const ranked = [...claims].sort(rankBy(strategy));
  const contradiction = contradictoryOverrides(name, ranked);
  if (contradiction.length > 0) return contest(name, ranked, contradiction);
  const { standing, losers } = replaceLowerClasses(ranked);
  if (strategy === 'reject') {
    const highest = standing.filter(({ claim }) => claim.class === standing[0]?.claim.class);
    if (excludeOneAnother(highest)) return contest(name, ranked, [rejected(name, highest)]);
  }
  const kept = dropExcluded(standing, losers);
  return {
    sets: setsOf(name, kept),
    losers,
    contested: [],
    conflict: losers.length === 0 ? null : describe(name, kept, losers, strategy),
    diagnostics: [],
  };
}

function setsOf(name: string, ranked: readonly WorkClaim[]): DesiredSet[] {
  const byType = new Map<string, Ranked>();
  for (const one of ranked) {
    const list = byType.get(one.claim.type);
    if (list === undefined) byType.set(one.claim.type, [one]);
    else list.push(one);
  }
  return [...byType.values()]
    .map((list) => toSet(name, list))
    .sort((left, right) => compareText(left.type, right.type));
}

/** The set that one claim alone asks for. */
export function setOf(name: string, one: WorkClaim): DesiredSet {
  const claims: Ranked = [one];
  const { type, value } = one.claim;
  return { name, type, ttl: one.ttl, records: [{ value, claims }], claims };
}

/** Rule 1: the same value several times is one record. Rule 2: the set has the best-ranked claim's TTL. */
function toSet(name: string, ranked: Ranked): DesiredSet {
  if (ranked.length === 1) return setOf(name, ranked[0]);
  const byValue = new Map<string, Ranked>();
  for (const one of ranked) {
    const list = byValue.get(one.claim.value);
    if (list === undefined) byValue.set(one.claim.value, [one]);
    else list.push(one);
  }
  const records = [...byValue].map(([value, list]) => ({ value, claims: list }));
  if (records.length > 1) records.sort((left, right) => compareText(left.value, right.value));
  return { name, type: ranked[0].claim.type, ttl: ranked[0].ttl, records, claims: ranked };
}

/** Rule 6: within a type a higher class replaces lower ones, but for the same value and for overrides that add. */
function replaceLowerClasses(ranked: readonly WorkClaim[]): { standing: WorkClaim[]; losers: WorkClaim[] } {
  const top = new Map<string, { rank: ClaimClass; values: Set<string> }>();
  for (const { claim } of ranked) {
    if (claim.add === true) continue;
    const known = top.get(claim.type);
    if (known === undefined) top.set(claim.type, { rank: claim.class, values: new Set([claim.value]) });
    else if (known.rank === claim.class) known.values.add(claim.value);
  }
  const added = new Set(
    ranked.filter(({ claim }) => claim.add === true).map(({ claim }) => `${claim.type} ${claim.value}`),
  );
  const standing: WorkClaim[] = [];
  const losers: WorkClaim[] = [];
  for (const one of ranked) {
    const { claim } = one;
    const known = top.get(claim.type);
    const stands =
      claim.add === true ||
      known === undefined ||
      known.rank === claim.class ||
      known.values.has(claim.value) ||
      added.has(`${claim.type} ${claim.value}`);
    (stands ? standing : losers).push(one);
  }
  return { standing, losers };
}

/** Whether rules 3 or 4 apply: two values of a single-valued type, or a CNAME beside another type. */
function excludeOneAnother(ranked: readonly WorkClaim[]): boolean {
  const types = new Set(ranked.map(({ claim }) => claim.type));
  if (types.has('CNAME') && types.size > 1) return true;
  return [...types].some(
    (type) =>
      !isMultiValue(type) &&
      new Set(ranked.filter(({ claim }) => claim.type === type).map(({ claim }) => claim.value)).size > 1,
  );
}

/** Rules 3 and 4: a CNAME stands only if it ranks before every other claim; of several, the best-ranked. Losers are added to. */
function dropExcluded(ranked: readonly WorkClaim[], losers: WorkClaim[]): WorkClaim[] {
  const best = ranked[0];
  if (best === undefined) return [];
  const alone = best.claim.type === 'CNAME' ? 'CNAME' : null;
  const firstValue = new Map<string, string>();
  const kept: WorkClaim[] = [];
  for (const one of ranked) {
    const { type, value } = one.claim;
    const wanted = firstValue.get(type) ?? value;
    firstValue.set(type, wanted);
    const excluded = alone === null ? type === 'CNAME' : type !== alone;
    if (excluded || (!isMultiValue(type) && value !== wanted)) losers.push(one);
    else kept.push(one);
  }
  return kept;
}

/** Between overrides a contradiction has no winner: two CNAMEs, a CNAME beside other types, or different TTLs (sources 4). */
function contradictoryOverrides(name: string, ranked: readonly WorkClaim[]): Diagnostic[] {
  const overrides = ranked.filter(({ claim }) => claim.class === 'override');
  if (overrides.length < 2) return [];
  const first = new Map<string, WorkClaim>();
  const found: Diagnostic[] = [];
  const cname = overrides.find(({ claim }) => claim.type === 'CNAME');
  const other = overrides.find(({ claim }) => claim.type !== 'CNAME');
  if (cname !== undefined && other !== undefined) {
    found.push(contradiction(name, cname, other, `a CNAME and ${other.claim.type}`, 'remove one of the two'));
  }
  for (const one of overrides) {
    const { type, value } = one.claim;
    const known = first.get(type);
    if (known === undefined) first.set(type, one);
    else if (!isMultiValue(type) && known.claim.value !== value) {
      found.push(
        contradiction(
          name,
          known,
          one,
          `two values of ${type}, ${known.claim.value} and ${value}`,
          'remove one of the two',
        ),
      );
    } else if (known.ttl !== one.ttl) {
      found.push(contradiction(name, known, one, `${type} with TTL ${known.ttl} and ${one.ttl}`, 'give both one TTL'));
    }
  }
  return found;
}

function contradiction(name: string, one: WorkClaim, other: WorkClaim, what: string, hint: string): Diagnostic {
  const [place, second] = [placeOf(one.claim), placeOf(other.claim)];
  const at = second.file === undefined ? second.origin : `${second.file}:${second.line}:${second.column}`;
  return {
    code: 'OVERRIDE_CONTRADICTION',
    severity: 'error',
    message: `overrides contradict one another at ${name}: ${what} (the other at ${at})`,
    hint,
    name,
    ...place,
    related: [relatedTo(other.claim, `the other record: ${said(other.claim)}, TTL ${other.ttl}`)],
  };
}

function said({ type, value }: Claim): string {
  return `${type} ${shown(value)}`;
}

function rejected(name: string, ranked: readonly WorkClaim[]): Diagnostic {
  const origins = ranked.map(({ claim }) => `${originOf(claim)} (${claim.type} ${claim.value})`);
  const [best, ...others] = ranked;
  return {
    code: 'CONFLICT_REJECTED',
    severity: 'error',
    message: `claims for ${name} exclude one another: ${list(origins)}`,
    hint: 'remove one, or choose another strategy with conflicts:',
    name,
    ...(best === undefined ? {} : placeOf(best.claim)),
    related: others.map(({ claim }) => relatedTo(claim, `claims ${said(claim)}`)),
  };
}

function contest(name: string, ranked: readonly WorkClaim[], diagnostics: readonly Diagnostic[]): ResolvedName {
  const conflict = {
    name,
    types: typesOf(ranked),
    rule: 'reject' as ConflictRule,
    winner: null,
    losers: uniqueOrigins(ranked),
  };
  return { sets: [], conflict, losers: ranked, contested: ranked, diagnostics };
}

/** One entry per name: the best-ranked claim that beat a loser, and what put it before the best-ranked loser (settled 25). */
function describe(
  name: string,
  standing: readonly WorkClaim[],
  losers: WorkClaim[],
  strategy: ConflictStrategy,
): Omit<Conflict, 'provider'> {
  losers.sort(rankBy(strategy));
  const lostTypes = new Set(losers.map(({ claim }) => claim.type));
  const winner = standing.find(
    ({ claim }) =>
      claim.type === 'CNAME' || lostTypes.has('CNAME') || (lostTypes.has(claim.type) && claim.add !== true),
  );
  const loser = losers[0];
  return {
    name,
    types: typesOf([...standing.filter((one) => one === winner), ...losers]),
    rule: winner === undefined || loser === undefined ? 'origin' : decidedBy(strategy, winner, loser),
    winner: winner === undefined ? null : originOf(winner.claim),
    losers: uniqueOrigins(losers),
  };
}

function typesOf(claims: readonly WorkClaim[]): string[] {
  return [...new Set(claims.map(({ claim }) => claim.type))].sort();
}

function uniqueOrigins(claims: readonly WorkClaim[]): string[] {
  return [...new Set(claims.flatMap(({ claim }) => claim.origins))];
}

function list(items: readonly string[]): string {
  return items.length <= 5 ? items.join(', ') : `${items.slice(0, 5).join(', ')} and ${items.length - 5} more`;
}
