import type { Claim, NameDoubt } from './claim.ts';
import { recall, type SourceReading } from './gather.ts';
import type { AppliedValue, Memory, RememberedClaim } from './memory.ts';
import { type SnapshotClaim, sortSnapshot } from './snapshot.ts';
import { originOf } from './work-claim.ts';

/** An earlier lockfile as what a plan is made from. */
export interface Recalled {
  /** What stands for the sources; each complete. */
  readonly readings: readonly SourceReading[];
  /** The snapshot that the plan leads to: the earlier one, given what a plan of the readings makes of it. */
  snapshot(made: readonly SnapshotClaim[]): SnapshotClaim[];
}

/** How it is recalled. */
export interface RecallOptions {
  /** Sources that are configured now; those of the earlier lockfile are added. */
  readonly sources: readonly string[];
  /** Seconds: `defaults.ttl` now; claims without a TTL keep that of then. */
  readonly defaultTtl: number;
  /** Names the earlier lockfile: `serial 7`. */
  readonly label: string;
}

/**
 * What stood when a lockfile was written. Claims that no override touched stand for themselves. What overrides made of the
 * others is taken from what was applied, and where nothing was, their names are in doubt. Losers of conflicts are not
 * asked again: who stood then stands.
 */
export function recallSnapshot(earlier: Memory, { sources, defaultTtl, label }: RecallOptions): Recalled {
  const origin = `rollback:${label}`;
  const isPlain = ({ standing, rewritten }: RememberedClaim) => standing && rewritten !== true;
  const ttl = earlier.defaultTtl === defaultTtl ? {} : { ttl: earlier.defaultTtl };
  const plain = earlier.snapshot.filter(isPlain).map((claim): Claim => ({ ...ttl, ...recall(claim) }));
  const altered = earlier.snapshot.filter((claim) => claim.standing && !isPlain(claim));
  const untraced = neverApplied(earlier.applied, plain, altered);
  const applied = appliedClaims(earlier.applied, { plain, altered, untraced }, origin);
  const doubts = untraced.map((claim) => doubtAbout(claim, label));
  const readings = new Map<string, { claims: Claim[]; doubts: NameDoubt[] }>();
  for (const source of [...sources, ...[...plain, ...applied, ...doubts].map((one) => one.source)]) {
    if (!readings.has(source)) readings.set(source, { claims: [], doubts: [] });
  }
  for (const claim of [...plain, ...applied]) readings.get(claim.source)?.claims.push(claim);
  for (const doubt of doubts) readings.get(doubt.source)?.doubts.push(doubt);
  return {
    readings: [...readings].map(([source, said]) => ({
      source,
      reading: { ...said, diagnostics: [], completeness: 'complete', missing: [] },
    })),
    snapshot: (made) =>
      sortSnapshot([
        ...made.filter((claim) => claim.origins[0] !== origin),
        ...earlier.snapshot.filter((claim) => !isPlain(claim)),
      ]),
  };
}

/** By what a value is traced to a claim that a patch changed: most keep their name, renamed ones type and value. */
function traces({ name, type, value }: Pick<Claim, 'name' | 'type' | 'value'>): string[] {
  return [name, `${type} ${value}`];
}

/** The claims of a snapshot. */
interface Known {
  /** Those that no override touched. */
  readonly plain: readonly Claim[];
  /** The others. */
  readonly altered: readonly RememberedClaim[];
  /** Those of the others of which no applied value is known to have come. */
  readonly untraced: readonly RememberedClaim[];
}

/** Claims for applied values: what overrides made of altered claims, and what was held where no plain claim is. */
function appliedClaims(applied: Memory['applied'], { plain, altered, untraced }: Known, origin: string): Claim[] {
  const wanted = new Set(plain.map(({ name }) => name));
  const lost = new Set(untraced.map(({ source }) => source));
  // One origin for each source is enough to tell where a value comes from.
  const origins = new Map<string, Map<string, string>>();
  for (const claim of altered) {
    for (const trace of traces(claim)) {
      const known = origins.get(trace);
      if (known === undefined) origins.set(trace, new Map([[claim.source, originOf(claim)]]));
      else if (!known.has(claim.source)) known.set(claim.source, originOf(claim));
    }
  }
  return Object.entries(applied).flatMap(([provider, values]) =>
    values.flatMap((value): Claim[] => {
      const [named, renamed] = traces(value).map((trace) => origins.get(trace));
      // Plain claims say themselves what stands at their names; another value of ours there was on its way out,
      // unless it may be what overrides made of a claim that cannot be found again.
      const isTraced = named !== undefined || renamed !== undefined || value.sources.some((source) => lost.has(source));
      if (wanted.has(value.name) && !isTraced) return [];
      const sources = value.sources.length === 0 ? [origin] : value.sources;
      return sources.map((source) => asClaim(value, provider, source, [origin, ...(named?.values() ?? [])]));
    }),
  );
}

function asClaim(
  { name, type, value, ttl, created, force, attributes }: AppliedValue,
  provider: string,
  source: string,
  origins: readonly string[],
): Claim {
  return {
    name,
    type,
    value,
    ttl,
    source,
    class: 'label',
    origins,
    created,
    providers: [provider],
    ...(force ? { force } : {}),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** Claims that overrides changed and of which nothing was applied, as far as can be told. One that was renamed is known by its type and value at a name that nobody claimed. */
function neverApplied(
  applied: Memory['applied'],
  plain: readonly Claim[],
  altered: readonly RememberedClaim[],
): RememberedClaim[] {
  const claimed = new Set([...plain, ...altered].map(({ name }) => name));
  const known = new Set<string>();
  for (const value of Object.values(applied).flat()) {
    const [name = '', record = ''] = traces(value);
    known.add(claimed.has(name) ? name : record);
  }
  return altered.filter((claim) => !traces(claim).some((trace) => known.has(trace)));
}

/** Nobody knows what overrides would have made of it. */
function doubtAbout(claim: RememberedClaim, label: string): NameDoubt {
  const { name, type, source, providers } = claim;
  return {
    kind: 'name',
    name,
    type,
    reason: 'source-incomplete',
    detail: `overrides changed the claim at ${label}, and nothing was applied for it`,
    source,
    origin: originOf(claim),
    ...(providers === undefined ? {} : { providers }),
  };
}
