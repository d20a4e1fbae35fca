import { readTtl } from '../../core/ttl.ts';

/** Seconds of a TTL or timer, digits or `1w2d3h4m5s` in any case; null when it is neither. */
export function readSeconds(text: string, from: number, to: number): number | null {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return readTtl(text.slice(from, to).toLowerCase());
    value = value * 10 + digit;
  }
  return from < to ? value : null;
}
