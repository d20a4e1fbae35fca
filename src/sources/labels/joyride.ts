import { readName, shown } from '../../core/name.ts';
import { nearest } from '../../core/nearest.ts';
import type { Grammar, GrammarReading, Selection } from './grammar.ts';
import { heldWish } from './proxy-hosts.ts';
import type { Finding, Report } from './report.ts';
import type { Label } from './subject.ts';
import { emptyWarning, warning, wrongCase } from './tool-findings.ts';
import { noFields, type Wish } from './wish.ts';

/** Options of the grammar `joyride`. */
export interface JoyrideOptions {
  /** Whole keys of the labels that are read, instead of Joyride's own two. */
  readonly names?: readonly string[];
}

/** Labels that Joyride reads unless it is told otherwise. */
export const joyrideNames: readonly string[] = ['coredns.host.name', 'joyride.host.name'];

/** What Joyride takes for a name, once a trailing dot is off (settled 15). */
const joyrideName = /^(?=.{1,253}$)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*$/;

/** Labels of Joyride (labels 4). `dns` is the prefix of the grammar `dns`, for hints. */
export function joyrideGrammar({ names = joyrideNames }: JoyrideOptions = {}, dns = 'dns'): Grammar {
  const folded = new Map(names.map((name) => [name.toLowerCase(), name]));
  return {
    name: 'joyride',
    selects: (key) => selectJoyride(key, folded),
    read: (labels, _subject, report) => readJoyride(labels, names, folded, dns, report),
  };
}

/** A key in another case is selected as surely as a right one, so that no prefix of another grammar takes it for its own. */
function selectJoyride(key: string, folded: ReadonlyMap<string, string>): Selection {
  if (folded.has(key.toLowerCase())) return 'exactly';
  if (key.startsWith('joyride.')) return 'exactly';
  return key.slice(0, 'joyride.'.length).toLowerCase() === 'joyride.' ? 'but-for-case' : null;
}

function readJoyride(
  labels: readonly Label[],
  names: readonly string[],
  folded: ReadonlyMap<string, string>,
  dns: string,
  report: Report,
): GrammarReading {
  const known = new Set(names);
  const wishes: Wish[] = [];
  for (const label of labels) {
    if (known.has(label.key)) wishes.push(...readNames(label, dns, report));
    else report.addForKey(label, strangeKey(label.key, names, folded));
  }
  return { wishes };
}

function strangeKey(key: string, names: readonly string[], folded: ReadonlyMap<string, string>): Finding {
  const right = folded.get(key.toLowerCase());
  if (right !== undefined) return wrongCase(key, right);
  const near = nearest(key, names);
  const message = `"${shown(key)}" is no label of Joyride's`;
  const hint = near === undefined ? `the labels are ${names.join(', ')}` : `use ${near}`;
  return warning('LABEL_UNKNOWN_FIELD', message, hint);
}

/** The names of one label: those that Joyride takes, and those that it refused, which are held. */
function readNames(label: Label, dns: string, report: Report): Wish[] {
  const good = new Set<string>();
  const refused = new Set<string>();
  const parts = label.value.split(',').map((part) => part.trim());
  for (const part of parts) {
    if (part === '') continue;
    const plain = part.endsWith('.') ? part.slice(0, -1) : part;
    const read = readName(plain);
    if (read.ok && joyrideName.test(plain)) {
      good.add(read.name);
      continue;
    }
    const why = read.ok ? 'letters, digits, hyphens and dots only' : read.message;
    const message = `${label.key}: Joyride takes no name "${shown(part)}": ${why}`;
    const hint = read.ok ? `${dns}.host=${read.name} can say it` : (read.hint ?? `${dns}.host takes more names`);
    report.add(label, warning('LABEL_INVALID_NAME', message, hint));
    if (read.ok) refused.add(read.name);
    else report.doubtLabel(label, 'invalid', message);
  }
  if (parts.every((part) => part === '')) {
    const finding = emptyWarning(label, 'app.example.com');
    report.add(label, finding);
    report.doubtLabel(label, 'invalid', finding.message);
  }
  const wish: Wish = {
    grammar: 'joyride',
    label,
    names: [...good],
    value: { kind: 'target', families: ['A'] },
    fields: noFields,
  };
  const held = [...refused].filter((name) => !good.has(name));
  return held.length === 0 ? [wish] : [wish, heldWish(wish, held, 'a name that Joyride refuses')];
}
