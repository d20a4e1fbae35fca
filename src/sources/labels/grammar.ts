import type { Report } from './report.ts';
import type { Label, LabelSubject } from './subject.ts';
import type { ContainerFields, Field, Wish } from './wish.ts';

/** What one grammar makes of its labels. */
export interface GrammarReading {
  readonly wishes: readonly Wish[];
  /** Only `dns`: what holds for the claims of all grammars. */
  readonly container?: ContainerFields;
  /** Only `dns`: the switch for the whole container. */
  readonly enable?: Field<boolean>;
}

/** A label grammar with its options: pure, labels in, wishes out. */
export interface Grammar {
  readonly name: string;
  readonly prefix: string;
  /** The key that is only the prefix belongs to it, too. */
  readonly bareKey: boolean;
  /** Labels come in the byte order of their keys; all are selected by the grammar, some perhaps in another case. */
  read(labels: readonly Label[], subject: LabelSubject, report: Report): GrammarReading;
}

/** Whether a key lies in a grammar's selection, exactly or but for the case of the prefix. */
export function selects(grammar: Grammar, key: string): 'exactly' | 'but-for-case' | null {
  const { prefix } = grammar;
  if (key.length > prefix.length ? key.charAt(prefix.length) !== '.' : !grammar.bareKey || key.length < prefix.length)
    return null;
  if (key.startsWith(prefix)) return 'exactly';
  return key.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase() ? 'but-for-case' : null;
}

/** The grammar that has to account for a key, or undefined when it is someone else's label. */
export function grammarOf(grammars: readonly Grammar[], key: string): Grammar | undefined {
  let near: Grammar | undefined;
  for (const grammar of grammars) {
    const selected = selects(grammar, key);
    if (selected === 'exactly') return grammar;
    if (selected !== null) near ??= grammar;
  }
  return near;
}
