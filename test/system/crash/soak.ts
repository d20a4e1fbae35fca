import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** What `npm run soak` asks of the random tests; without it CI takes one seed, others explore. */
export const soak = {
  seed: Number(
    process.env.DNS_SYNC_SOAK_SEED ?? (process.env.CI === undefined ? Date.now() % 1_000_000_000 : 20261121),
  ),
  runs: Number(process.env.DNS_SYNC_SOAK_RUNS ?? 25),
};

/** The seed of each round: the first is the seed of the run, so that a round can be repeated alone. */
export function seeds(): number[] {
  return Array.from({ length: soak.runs }, (_, index) => soak.seed + index);
}

/**
 * One in `share` of the moments at which something may strike, for each costs several processes; which ones, turns with
 * the seed of the run. `npm run soak -- --whole` takes all.
 */
export function oneIn<T>(share: number, moments: readonly T[]): T[] {
  if (process.env.DNS_SYNC_SOAK_WHOLE !== undefined) return [...moments];
  return moments.filter((_, index) => index % share === soak.seed % share);
}

/** Keeps the project of a failed round of a soak, since what the tests made is gone when they end; gives where. */
export function keep(folder: string): string {
  if (process.env.DNS_SYNC_SOAK_RUNS === undefined) return 'not kept; npm run soak keeps it';
  const kept = join(mkdtempSync(join(tmpdir(), 'dns-sync-soak-')), basename(dirname(folder)));
  cpSync(dirname(folder), kept, { recursive: true });
  return kept;
}
