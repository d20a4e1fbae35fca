import { compileGlob } from '../../core/glob.ts';
import { corednsGrammar } from './coredns.ts';
import { dnsGrammar } from './dns.ts';
import type { Grammar } from './grammar.ts';
import type { LabelRules } from './read-labels.ts';

/** Every label grammar, in the order in which they are read. `dns` is the prefix of that grammar, for hints. */
const grammars = {
  dns: (prefix: string | undefined): Grammar => dnsGrammar(prefix === undefined ? {} : { prefix }),
  coredns: (prefix: string | undefined, dns: string): Grammar =>
    corednsGrammar({ dns, ...(prefix === undefined ? {} : { prefix }) }),
} as const satisfies Record<string, (prefix: string | undefined, dns: string) => Grammar>;

export type GrammarName = keyof typeof grammars;

/** A grammar, by name or with its options. */
export type GrammarSetting = GrammarName | { readonly grammar: GrammarName; readonly prefix?: string };

/** What a source's configuration says about labels. */
export interface LabelSettings {
  /** Replaces the list of grammars that are on by default. */
  readonly labels?: readonly GrammarSetting[];
  /** Globs of keys that no grammar sees; `*` crosses dots. */
  readonly ignoreLabels?: readonly string[];
}

/** On where nothing else is said. */
const byDefault: readonly GrammarName[] = ['dns', 'coredns'];

/** Compiles what the configuration says. */
export function labelRules({ labels = byDefault, ignoreLabels = [] }: LabelSettings): LabelRules {
  const settings = labels.map((one) => (typeof one === 'string' ? { grammar: one } : one));
  const prefixOf = (name: GrammarName) => settings.find(({ grammar }) => grammar === name)?.prefix;
  const names = Object.keys(grammars) as GrammarName[];
  const on = names.filter((name) => settings.some(({ grammar }) => grammar === name));
  return {
    grammars: on.map((name) => grammars[name](prefixOf(name), prefixOf('dns') ?? 'dns')),
    ignored: ignoreLabels.map((glob) => compileGlob(glob, true)),
  };
}
