import type { Claim } from './claim.ts';
import type { RelatedPlace } from './diagnostic.ts';

/** A claim on its way through a plan. `raw` is what the source said; `claim` what overrides made of it. */
export interface WorkClaim {
  readonly raw: Claim;
  readonly claim: Claim;
  /** Seconds, the default filled in. */
  readonly ttl: number;
  /** Unix seconds; null: first seen in this run, so younger than everything known. */
  readonly created: number | null;
}

/** The best origin of a claim. */
export function originOf(claim: Claim): string {
  return claim.origins[0] ?? '';
}

/** `<source><NUL><container or service>` of an origin: what stays the same when a label is renamed or moved (labels 7). */
export function subjectOf(source: string, origin: string): string {
  const label = origin.indexOf(' label ');
  return `${source}\u0000${label < 0 ? origin : origin.slice(0, label)}`;
}

/** File, line, column and origin of a claim, for diagnostics. */
export function placeOf(claim: Claim): { origin: string; file?: string; line?: number; column?: number } {
  const place = claim.at?.();
  return { origin: originOf(claim), ...(place ?? {}) };
}

/** A claim as another place that a finding is about. */
export function relatedTo(claim: Claim, message: string): RelatedPlace {
  return { message, ...placeOf(claim) };
}
