import type { Scan } from './scan.ts';
import type { Marker, Zone } from './zone.ts';

const beginning = '; --- dns-sync records of ';
const ending = '; --- end of dns-sync records ---';

/** The lines around the managed block (zonefile 4), without line ends. */
export function markerLines(zone: string): { readonly begin: string; readonly end: string } {
  return { begin: `${beginning}${zone}: edit the sources, not these lines ---`, end: ending };
}

/** The marker that a comment line is, or null. */
export function readMarker(scan: Scan): Marker | null {
  const { text, start, end } = scan;
  if (text.startsWith(beginning, start)) return { kind: 'begin', start, end };
  return text.startsWith(ending, start) ? { kind: 'end', start, end } : null;
}

/** The managed block: between `from` (behind the first marker) and `to` (before the second), offsets in the main file. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** The block, or null when its markers are missing, doubled or in the wrong order. */
export function findBlock(zone: Zone): Block | null {
  const [begin, end, surplus] = zone.markers;
  if (begin?.kind !== 'begin' || end?.kind !== 'end' || surplus !== undefined) return null;
  return { from: begin.end, to: end.start };
}
