import { isWithin, shown } from '../../core/name.ts';
import type { Findings, Problem } from './findings.ts';
import { type Scan, tokenBit, tokenText } from './scan.ts';
import { readZoneName } from './zone-name.ts';

/** What is in force in one frame. */
export interface Standing {
  origin: string;
  /** Of the last record; null before the first. */
  owner: string | null;
  /** `$ORIGIN` stood after the last owner. */
  originChanged: boolean;
}

/** Reads the owner names of one zone. */
export type OwnerReader = (scan: Scan, frame: number, standing: Standing) => string | Problem;

/** A reader of the names in the first column; a name that is left out is that of the record before. */
export function newOwnerReader(zone: string, findings: Findings): OwnerReader {
  const doubled = `${zone}.${zone}`;

  const inherited = (scan: Scan, frame: number, standing: Standing): string | Problem => {
    const offset = scan.from[0] ?? scan.start;
    if (standing.owner === null) {
      const message = 'a record without a name, and none before it that could be read';
      return { offset, message, hint: 'write the name in the first column' };
    }
    if (standing.originChanged) {
      const message = `the name is left out after $ORIGIN: this is still ${standing.owner}`;
      findings.add({
        frame,
        offset,
        code: 'ZONEFILE_OWNER_ORIGIN',
        severity: 'warning',
        message,
        hint: 'write the name',
      });
    }
    return standing.owner;
  };

  const warnOfFinalDot = (scan: Scan, frame: number, offset: number, name: string): void => {
    findings.add({
      frame,
      offset,
      code: 'ZONEFILE_FINAL_DOT',
      severity: 'warning',
      message: `${shown(name)} ends in the zone twice`,
      hint: `is the final dot of ${shown(tokenText(scan, 0))} missing?`,
    });
  };

  return (scan, frame, standing) => {
    if (scan.indented) return inherited(scan, frame, standing);
    const offset = scan.from[0] ?? scan.start;
    if ((scan.bits[0] ?? 0) & tokenBit.quoted) {
      return { offset, message: 'a name is not quoted', hint: 'remove the quotes' };
    }
    const name = readZoneName(scan.text, offset, scan.to[0] ?? offset, standing.origin);
    if (typeof name !== 'string') return { offset, ...name };
    if (!isWithin(name, zone)) {
      const message = `${shown(name)} lies outside the zone ${zone}: BIND ignores such lines, NSD refuses the file`;
      return { offset, message, hint: 'move it to the file of its zone' };
    }
    if (name.endsWith(doubled) && isWithin(name, doubled)) warnOfFinalDot(scan, frame, offset, name);
    standing.originChanged = false;
    return name;
  };
}
