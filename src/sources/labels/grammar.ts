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

/** What every grammar with a switch can be told. */
export interface Unlockable {
  /** For `explain`: what switches labels off is told as always, and they are read all the same. */
  readonly unlocked?: boolean;
}

/** Whether a key lies in a grammar's selection, exactly or but for upper and lower case; null: it is someone else's. */
export type Selection = 'exactly' | 'but-for-case' | null;

/** A label grammar with its options: pure, labels in, wishes out. */
export interface Grammar {
  readonly name: string;
  /** Asked for every label there is, so it must be cheap. */
  selects(key: string): Selection;
  /** Labels come in the byte order of their keys; all are selected by the grammar, some perhaps in another case. */
  read(labels: readonly Label[], subject: LabelSubject, report: Report): GrammarReading;
}

/** Selects what begins with the prefix and a dot and, with `bareKey`, the key that is only the prefix. */
export function selectPrefix(prefix: string, bareKey: boolean): (key: string) => Selection {
  const folded = prefix.toLowerCase();
  return (key) => {
    if (key.length > prefix.length ? key.charAt(prefix.length) !== '.' : !bareKey || key.length < prefix.length)
      return null;
    if (key.startsWith(prefix)) return 'exactly';
    return key.slice(0, prefix.length).toLowerCase() === folded ? 'but-for-case' : null;
  };
}

/** The grammar that has to account for a key: the first that selects it exactly, else the first that nearly does. */
export function grammarOf(grammars: readonly Grammar[], key: string): Grammar | undefined {
  let near: Grammar | undefined;
  for (const grammar of grammars) {
    const selected = grammar.selects(key);
    if (selected === 'exactly') return grammar;
    if (selected !== null) near ??= grammar;
  }
  return near;
}
