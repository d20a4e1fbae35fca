import type { FoundKey } from './wire.ts';

/** What stands at keys, by key. */
export type Standing = ReadonlyMap<string, FoundKey>;

/** By key. */
export function standingOf(keys: readonly FoundKey[]): Standing {
  return new Map(keys.map((found) => [found.key, found]));
}
