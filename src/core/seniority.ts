import type { Claim } from './claim.ts';
import type { Memory } from './memory.ts';
import { subjectOf } from './work-claim.ts';

/** When a claim was first known, Unix seconds; null: never before this run. */
export type Seniority = (claim: Claim) => number | null;

function key(claim: Pick<Claim, 'name' | 'type' | 'value' | 'source'>, origin: string): string {
  return `${claim.name}\u0000${claim.type}\u0000${claim.value}\u0000${subjectOf(claim.source, origin)}`;
}

/**
 * The earliest of the container's creation and what the snapshot keeps for the same name, type, value, source and
 * service (semantics 3, *Created*). What our own value at a provider carries is compared later, per provider. A clock that
 * is ahead makes nothing younger than a newcomer of this run.
 *
 * @param now Unix seconds
 */
export function createSeniority(memory: Memory | null, now: number): Seniority {
  const known = new Map<string, number>();
  for (const claim of memory?.snapshot ?? []) {
    for (const origin of claim.origins) {
      const id = key(claim, origin);
      known.set(id, Math.min(known.get(id) ?? claim.created, claim.created));
    }
  }
  return (claim) => {
    let earliest = claim.created === undefined || claim.created > now ? null : claim.created;
    if (known.size === 0) return earliest;
    for (const origin of claim.origins) {
      const seen = known.get(key(claim, origin));
      if (seen !== undefined && (earliest === null || seen < earliest)) earliest = seen;
    }
    return earliest;
  };
}
