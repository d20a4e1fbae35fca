import type { Diagnostic } from '../../core/diagnostic.ts';

/** At most so many of one code are shown: a store of a million broken values is reported, not copied. */
const mostOfOneCode = 50;

/** Collects findings of one provider, at most 50 of each code; then one that says how many more there are. */
export interface Findings {
  add(finding: Omit<Diagnostic, 'subject'>): void;
  /** All of them, with the number of those that were left out. */
  list(): Diagnostic[];
}

/** An empty collection; `subject` is the provider's name. */
export function collectFindings(subject: string): Findings {
  const found: Diagnostic[] = [];
  const counts = new Map<string, { count: number; last: Diagnostic }>();
  return {
    add(finding) {
      const count = (counts.get(finding.code)?.count ?? 0) + 1;
      const one = { ...finding, subject };
      counts.set(finding.code, { count, last: one });
      if (count <= mostOfOneCode) found.push(one);
    },
    list() {
      const more = [...counts.values()].filter(({ count }) => count > mostOfOneCode);
      return [
        ...found,
        ...more.map(({ count, last: { code, severity } }) => ({
          code,
          severity,
          message: `${count - mostOfOneCode} more of these are not shown`,
          subject,
        })),
      ];
    },
  };
}
