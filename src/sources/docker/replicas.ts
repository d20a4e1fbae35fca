import type { Claim, Doubt } from '../../core/claim.ts';
import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { LabelReading } from '../labels/read-labels.ts';

/** One container's labels as read, and the group of replicas it belongs to; undefined when it stands alone. */
export interface ReadContainer {
  readonly group: string | undefined;
  readonly reading: LabelReading;
}

/** Findings that depend on where a replica runs, not on its labels. */
const perContainer: ReadonlySet<string> = new Set(['NO_ADDRESS', 'ADDRESS_AMBIGUOUS']);

/**
 * Joins replicas, which carry the same labels: equal claims become one with all origins, created when the oldest was;
 * what is wrong with their labels is told once, but for `explain` (`unlocked`), which asks for it by each container.
 */
export function joinReplicas(
  containers: readonly ReadContainer[],
  unlocked: boolean,
): {
  claims: Claim[];
  doubts: Doubt[];
  diagnostics: Diagnostic[];
} {
  const claims: Claim[] = [];
  const doubts: Doubt[] = [];
  const diagnostics: Diagnostic[] = [];
  const groups = new Map<string, LabelReading[]>();
  for (const { group, reading } of containers) {
    for (const doubt of reading.doubts) doubts.push(doubt);
    const before = group === undefined ? undefined : groups.get(group);
    for (const one of reading.diagnostics)
      if (unlocked || before === undefined || perContainer.has(one.code)) diagnostics.push(one);
    if (group === undefined) for (const claim of reading.claims) claims.push(claim);
    else if (before === undefined) groups.set(group, [reading]);
    else before.push(reading);
  }
  for (const readings of groups.values()) for (const claim of joinClaims(readings)) claims.push(claim);
  return { claims, doubts, diagnostics };
}

function joinClaims(readings: readonly LabelReading[]): Claim[] {
  const same = new Map<string, Claim[]>();
  let created: number | undefined;
  for (const claim of readings.flatMap((reading) => reading.claims)) {
    // The label is part of it, so that two labels of one container that claim the same stay two claims, as without replicas.
    const label = (claim.origins[0] ?? '').split(' label ').at(-1);
    const key = JSON.stringify([claim.name, claim.type, claim.value, label]);
    const list = same.get(key);
    if (list === undefined) same.set(key, [claim]);
    else list.push(claim);
    if (claim.created !== undefined) created = Math.min(created ?? claim.created, claim.created);
  }
  return [...same.values()].flatMap((list) => {
    const sorted = list.sort(
      (left, right) =>
        (left.created ?? 0) - (right.created ?? 0) || compareText(left.origins[0] ?? '', right.origins[0] ?? ''),
    );
    const [oldest] = sorted;
    if (oldest === undefined) return [];
    return [
      { ...oldest, origins: sorted.flatMap(({ origins }) => origins), ...(created === undefined ? {} : { created }) },
    ];
  });
}
