import type { Diagnostic } from './diagnostic.ts';
import type { DesiredSet } from './resolve-name.ts';
import { placeOf } from './work-claim.ts';

/** The desired sets of one provider, by name. */
export type DesiredNames = ReadonlyMap<string, readonly DesiredSet[]>;

/** Where the CNAME at a name leads; undefined: there is none. */
export type Next = (name: string) => string | undefined;

/** Names of one provider whose CNAME is part of a cycle, with what to say, and the findings. */
export interface CnameLoops {
  readonly names: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds cycles through the CNAMEs that one provider should hold, wherever they lead on (semantics 3.7). Linear: each
 * name is followed once.
 */
export function findCnameLoops(desired: DesiredNames, next: Next): CnameLoops {
  const names = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
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
    const cycle = fromSmallest([...path.keys()].slice(entry));
    if (cycle.length < 2) continue;
    const text = [...cycle.slice(0, 8), ...(cycle.length > 8 ? ['...'] : []), ...cycle.slice(0, 1)].join(' -> ');
    for (const name of cycle) {
      const claim = desired.get(name)?.find(({ type }) => type === 'CNAME')?.claims[0].claim;
      if (claim === undefined) continue;
      names.set(name, `CNAME cycle ${text}`);
      diagnostics.push({
        code: 'cname-loop',
        severity: 'error',
        message: `the CNAMEs lead in a circle: ${text}`,
        hint: 'point one of them at a host',
        name,
        ...placeOf(claim),
      });
    }
  }
  return { names, diagnostics };
}

/** The same cycle, begun at its first name in byte order, so that it reads the same wherever it was entered. */
function fromSmallest(cycle: readonly string[]): string[] {
  const start = cycle.reduce((least, name, index) => (name < (cycle[least] ?? '') ? index : least), 0);
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}
