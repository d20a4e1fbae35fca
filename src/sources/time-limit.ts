import type { Reading } from '../core/claim.ts';
import { completeness } from './completeness.ts';
import type { Source } from './source.ts';

/** How long a source may take where its settings do not say, milliseconds (sources 1.4). */
export const standardTimeout = 10_000;

/** At least so often the time that has passed is looked at, milliseconds. */
const tick = 50;
/** Of a look that comes later than so many times that, no more is counted: the process was kept busy with something else. */
const busyFactor = 4;

/** A signal that is aborted when the time is up, and the way to stop the clock before. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  clear(): void;
}

/**
 * Aborts with a reason once so many milliseconds have passed in which this process was free to take an answer. While it is
 * kept busy, by 100,000 records of another source, the clock stands: the answer may have come long ago.
 */
export function startTimeLimit(milliseconds: number, reason: Error): TimeLimit {
  const limit = new AbortController();
  const step = Math.min(tick, milliseconds / (4 * busyFactor));
  let left = milliseconds;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    left -= Math.min(now - last, busyFactor * step);
    last = now;
    if (left > 0) return;
    clearInterval(timer);
    limit.abort(reason);
  }, step);
  return { signal: limit.signal, clear: () => clearInterval(timer) };
}

/** Reads a source of files, which has failed when it takes longer: a file on a drive that hangs never answers. */
export async function readInTime(source: Source, milliseconds: number, signal: AbortSignal): Promise<Reading> {
  const limit = startTimeLimit(milliseconds, new Error(`no answer within ${milliseconds / 1000} s`));
  try {
    const ended = new Promise<Reading>((resolve, reject) => {
      limit.signal.addEventListener('abort', () => resolve(failedReading(source.name, limit.signal.reason)));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return await Promise.race([source.read(AbortSignal.any([signal, limit.signal])), ended]);
  } finally {
    limit.clear();
  }
}

function failedReading(name: string, { message }: Error): Reading {
  const answer = completeness(name, 0, [{ what: 'its files', why: message }]);
  const hint =
    'see whether a drive hangs, or raise timeout; until then its names are held, and go on without them only with --hold';
  return { claims: [], doubts: [], ...answer, diagnostics: answer.diagnostics.map((one) => ({ ...one, hint })) };
}
