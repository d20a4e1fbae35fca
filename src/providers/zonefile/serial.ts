import type { SerialMode } from './settings.ts';

const modulus = 2 ** 32;
const half = 2 ** 31;

/** Whether `left` comes after `right` in serial number arithmetic (RFC 1982 3.2). */
function isLater(left: number, right: number): boolean {
  const distance = (left - right + modulus) % modulus;
  return distance > 0 && distance < half;
}

function clockSerial(mode: SerialMode, now: Date): number | null {
  if (mode === 'unixtime') return Math.max(1, Math.floor(now.getTime() / 1000) % modulus);
  return mode === 'date' ? Number(`${now.toISOString().slice(0, 10).replaceAll('-', '')}00`) : null;
}

/** The SOA serial after `old` (zonefile 4): one more, or the clock's where that is later. 0 is left out. */
export function nextSerial(mode: SerialMode, old: number, now: Date): number {
  if (mode === 'keep') return old;
  const next = old + 1 === modulus ? 1 : old + 1;
  const clock = clockSerial(mode, now);
  return clock !== null && isLater(clock, old) && isLater(clock, next) ? clock : next;
}

/** The serial of a zone that is made. */
export function firstSerial(mode: SerialMode, now: Date): number {
  return clockSerial(mode, now) ?? 1;
}
