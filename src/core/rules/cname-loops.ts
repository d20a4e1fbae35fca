import type { Next } from './follow-cname.ts';
import type { DesiredNames } from './plan-view.ts';

/** A cycle of CNAMEs, begun at its first name in byte order, so that it reads the same wherever it was entered. */
export type Cycle = readonly string[];

/**
 * Finds cycles through the CNAMEs that one provider should hold, wherever they lead on (semantics 3.7). Linear: each
 * name is followed once.
 */
export function* findCycles(desired: DesiredNames, next: Next): Generator<Cycle> {
  const done = new Set<string>();
  for (const [start, sets] of desired) {
    if (!sets.some(({ type }) => type === 'CNAME')) continue;
    const path = new Map<string, number>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.set(at, path.size);
      at = next(at);
    }
    const entry = at === undefined ? undefined : path.get(at);
    for (const name of path.keys()) done.add(name);
    if (entry === undefined) continue;
    const cycle = [...path.keys()].slice(entry);
    if (cycle.length >= 2) yield fromSmallest(cycle);
  }
}

function fromSmallest(cycle: readonly string[]): Cycle {
  const start = cycle.reduce((least, name, index) => (name < (cycle[least] ?? '') ? index : least), 0);
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}
