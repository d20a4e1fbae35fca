import { readName } from '../../core/name.ts';
import { spellingOf } from '../../core/spelling.ts';
import { emptyFinding } from './dns-fields.ts';
import { splitList } from './lists.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';
import type { Wish } from './wish.ts';

/**
 * Reads a name list of the `dns` grammar. A name that cannot be read is an error with the id of the rule it breaks, and
 * what was last claimed because of the label is held; its neighbours stand.
 */
export function readNameList(label: Label, report: Report): Pick<Wish, 'names' | 'spellings'> {
  const names = new Set<string>();
  const spellings = new Map<string, string>();
  const parts = splitList(label.value);
  if (parts.length === 0) {
    const finding = emptyFinding(label.key, 'app.example.com');
    report.add(label, finding);
    report.doubtLabel(label, 'invalid', finding.message);
  }
  for (const part of parts) {
    const read = readName(part);
    if (read.ok) {
      const written = spellingOf(part, read.name);
      if (written !== undefined) spellings.set(read.name, written);
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
  return { names: [...names], ...(spellings.size === 0 ? {} : { spellings }) };
}
