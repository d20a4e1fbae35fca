import type { ActualIndex } from './actual.ts';
import { isOurs } from './actual.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Share } from './distribute.ts';
import { compileGlob } from './glob.ts';
import { nearest } from './nearest.ts';

/** Warns of each `--only` that fits no name that is claimed, in doubt or ours: a slip of the finger plans nothing. */
export function unusedOnly(
  only: readonly string[],
  shares: ReadonlyMap<string, Share>,
  actual: ReadonlyMap<string, ActualIndex>,
  owner: string,
): Diagnostic[] {
  if (only.length === 0) return [];
  const names = new Set<string>();
  for (const { claims, doubts } of shares.values())
    for (const name of [...claims.keys(), ...doubts.keys()]) names.add(name);
  for (const index of actual.values()) {
    for (const [name, types] of index) {
      if ([...types.values()].some((records) => records.some((record) => isOurs(record, owner)))) names.add(name);
    }
  }
  const sorted = [...names].sort();
  return only
    .filter((glob) => !sorted.some(compileGlob(glob)))
    .map((glob) => {
      const near = nearest(glob, sorted);
      return {
        code: 'ONLY_UNUSED',
        severity: 'warning',
        message: `--only ${glob} fits no name that is claimed or ours`,
        hint: near === undefined ? 'names are whole, and "*" stops at dots: *.example.com' : `did you mean ${near}?`,
      };
    });
}
