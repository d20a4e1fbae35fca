import type { Claim } from './claim.ts';
import { compareText } from './diagnostic.ts';
import type { RememberedClaim } from './memory.ts';
import { treeKey } from './name.ts';
import type { Seniority } from './seniority.ts';
import { originOf, type WorkClaim } from './work-claim.ts';

/** A claim of the next snapshot; `created` is null for one first seen in this run: the time it is written. */
export type SnapshotClaim = Omit<RememberedClaim, 'created'> & { readonly created: number | null };

/** The snapshot that a plan leads to: every valid claim as its source said it, with whether it stands (DESIGN.md §7). */
export function nextSnapshot(
  claims: readonly Claim[],
  standing: readonly WorkClaim[],
  isRewritten: (claim: Claim) => boolean,
  seniority: Seniority,
): SnapshotClaim[] {
  const ages = new Map<Claim, number | null>();
  const stands = new Set<Claim>();
  for (const { raw, created } of standing) {
    stands.add(raw);
    const known = ages.get(raw);
    ages.set(raw, known === undefined || known === null ? created : Math.min(known, created ?? known));
  }
  const rows = claims.map((claim) => {
    const { at: _at, created: _created, written: _written, ...kept } = claim;
    const age = ages.get(claim) ?? seniority(claim);
    return { ...kept, created: age, standing: stands.has(claim), ...(isRewritten(claim) ? { rewritten: true } : {}) };
  });
  return sortSnapshot(rows);
}

/** By name (from the right), type, value, source, origin. */
export function sortSnapshot<T extends Omit<SnapshotClaim, 'created'>>(claims: readonly T[]): T[] {
  return claims
    .map((claim) => ({ claim, key: treeKey(claim.name) }))
    .sort(
      (left, right) =>
        compareText(left.key, right.key) ||
        compareText(left.claim.type, right.claim.type) ||
        compareText(left.claim.value, right.claim.value) ||
        compareText(left.claim.source, right.claim.source) ||
        compareText(originOf(left.claim), originOf(right.claim)),
    )
    .map(({ claim }) => claim);
}

/** Gives newcomers the time at which they are written down, Unix seconds. */
export function settleSnapshot(claims: readonly SnapshotClaim[], now: number): RememberedClaim[] {
  return claims.map((claim) => ({ ...claim, created: claim.created ?? now }));
}
