import type { Diagnostic, Severity } from '../../core/diagnostic.ts';

/** Findings of one code that one file is given room for: a file may be wrong, or full of a system's own lines, from end to end. */
const room: Readonly<Record<Severity, number>> = { error: 1000, warning: 1000, info: 20 };

/** The findings in one hosts file, as many as a person can use. */
export interface HostsReport {
  add(finding: Diagnostic): void;
  /** All that were kept; what there was no room for is one more finding for each code. */
  all(): Diagnostic[];
}

/** A new, empty report. */
export function hostsReport(): HostsReport {
  const kept: Diagnostic[] = [];
  const counts = new Map<string, { count: number; last: Diagnostic }>();
  return {
    add: (finding) => {
      const known = counts.get(finding.code);
      const count = (known?.count ?? 0) + 1;
      counts.set(finding.code, { count, last: finding });
      if (count <= room[finding.severity]) kept.push(finding);
    },
    all: () => {
      const rest = [...counts.values()].filter(({ count, last }) => count > room[last.severity]);
      return [...kept, ...rest.map(({ count, last }) => more(last, count - room[last.severity]))];
    },
  };
}

function more({ code, severity, message, file, line, column }: Diagnostic, count: number): Diagnostic {
  return {
    code,
    severity,
    message: count === 1 ? message : `${count} more like this, the last: ${message}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
