/** Largest TTL DNS knows, 2^31 - 1 seconds (RFC 2181 8). */
export const maxTtl = 2147483647;

const seconds: Readonly<Record<string, number>> = { w: 604800, d: 86400, h: 3600, m: 60, s: 1 };

/**
 * Seconds of `300` or `1h30m` (units w d h m s, in any order and number), or null when it is neither.
 * Numbers beyond `maxTtl` are returned as they are: that they are too large is the rule `ttl-range`'s to say.
 */
export function readTtl(text: string): number | null {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (text.length > 100 || !/^(?:\d{1,10}[wdhms])+$/.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) sum += Number(count) * (seconds[unit ?? ''] ?? 0);
  return sum;
}

/** Whether DNS can carry it. */
export function isTtl(ttl: number): boolean {
  return Number.isInteger(ttl) && ttl >= 0 && ttl <= maxTtl;
}
