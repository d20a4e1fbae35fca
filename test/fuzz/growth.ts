import { hostile } from './hostile.ts';
import type { Reader } from './readers.ts';

/** UTF-16 units of the texts: ten times more, and ten times more again. */
const sizes = [1_000, 10_000, 100_000] as const;
/** Linear is 10; n log n, a garbage collection and a busy machine are in the rest; quadratic is 100. */
const most = 30;
/** What takes less, in milliseconds, cannot be told from nothing: a garbage collection takes as long. */
const tick = 8;
/** Enough for a machine that others use, too. */
const usualTries = 8;

/** Milliseconds that a reader takes for a text. */
async function cost({ read }: Reader, text: string): Promise<number> {
  const began = performance.now();
  await read(text);
  return performance.now() - began;
}

/**
 * By how much too fast the time of a reader grows with its text, as words; undefined: it grows as it may. Slow once is not
 * slow: the best of several tries counts.
 */
async function tooSteep(reader: Reader, unit: string, tries: number): Promise<string | undefined> {
  const best = sizes.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < tries; round += 1) {
    for (const [index, size] of sizes.entries()) {
      const took = await cost(reader, hostile(unit, size));
      best[index] = Math.min(best[index] ?? took, took);
    }
    if (ratios(best).every((ratio) => ratio <= most)) return undefined;
  }
  return `${JSON.stringify(unit)}: ${best.map((one) => one.toFixed(1)).join(', ')} ms for ${sizes.join(', ')} characters`;
}

/** What a reader takes too long for, of texts made of these units. */
export async function steepest(reader: Reader, units: readonly string[], tries = usualTries): Promise<string[]> {
  const found: string[] = [];
  for (const unit of units) {
    const said = await tooSteep(reader, unit, tries);
    if (said !== undefined) found.push(said);
  }
  return found;
}

function ratios(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time / Math.max(tick, times[index] ?? 0));
}
