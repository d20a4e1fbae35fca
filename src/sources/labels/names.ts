import { readName } from '../../core/name.ts';
import { emptyFinding } from './dns-fields.ts';
import { splitList } from './lists.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';

/**
 * Reads a name list of the `dns` grammar. A name that cannot be read is an error with the id of the rule it breaks, and
 * what was last claimed because of the label is held; its neighbours stand.
 */
export function readNameList(label: Label, report: Report): string[] {
  const names = new Set<string>();
  const parts = splitList(label.value);
  if (parts.length === 0) {
    const finding = emptyFinding(label.key, 'app.example.com');
    report.add(label, finding);
    report.doubtLabel(label, 'invalid', finding.message);
  }
  for (const part of parts) {
    const read = readName(part);
    if (read.ok) {
      names.add(read.name);
      continue;
    }
    const message = `${label.key}: ${read.message}`;
    report.add(label, {
      code: read.rule,
      severity: 'error',
      message,
      ...(read.hint === undefined ? {} : { hint: read.hint }),
    });
    report.doubtLabel(label, 'invalid', message);
  }
  return [...names];
}
