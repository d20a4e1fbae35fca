import { compareText } from '../../core/diagnostic.ts';
import { compileGlob } from '../../core/glob.ts';
import { type CaddyOptions, caddyGrammar } from './caddy.ts';
import { type CorednsOptions, corednsGrammar } from './coredns.ts';
import { type DnsOptions, dnsGrammar } from './dns.ts';
import type { Grammar } from './grammar.ts';
import { type JoyrideOptions, joyrideGrammar, joyrideNames } from './joyride.ts';
import type { LabelRules } from './read-labels.ts';
import { type TraefikOptions, traefikGrammar } from './traefik.ts';

/** What each grammar can be told. */
interface GrammarOptions {
  readonly dns: DnsOptions;
  readonly joyride: JoyrideOptions;
  readonly coredns: CorednsOptions;
  readonly caddy: CaddyOptions;
  readonly traefik: TraefikOptions;
}

/** What a grammar has to know of those beside it, for hints. */
interface Neighbours {
  /** Prefix of the grammar `dns`. */
  readonly dns: string;
  /** Keys of the grammar `joyride`; empty when that is off. */
  readonly joyride: readonly string[];
}

type Make = { readonly [Name in GrammarName]: (options: GrammarOptions[Name], beside: Neighbours) => Grammar };

/** Every label grammar, in the order in which they are read. Joyride's keys come before those of `coredns`, where they lie. */
const grammars: Make = {
  dns: (options) => dnsGrammar(options),
  joyride: (options, { dns }) => joyrideGrammar(options, dns),
  coredns: (options, beside) => corednsGrammar(options, beside),
  caddy: (options, { dns }) => caddyGrammar(options, dns),
  traefik: (options, { dns }) => traefikGrammar(options, dns),
};

export type GrammarName = keyof GrammarOptions;

type WithOptions<Name extends GrammarName = GrammarName> = {
  readonly [One in Name]: { readonly grammar: One } & GrammarOptions[One];
}[Name];

/** A grammar, by name or with its options. */
export type GrammarSetting = GrammarName | WithOptions;

/** What a source's configuration says about labels. */
export interface LabelSettings {
  /** Replaces the list of grammars that are on by default. */
  readonly labels?: readonly GrammarSetting[];
  /** Globs of keys that no grammar sees; `*` crosses dots. */
  readonly ignoreLabels?: readonly string[];
}

/** On where nothing else is said. */
const byDefault: readonly GrammarName[] = ['dns', 'coredns', 'joyride'];
const order = Object.keys(grammars);

/** Compiles what the configuration says. */
export function labelRules({ labels = byDefault, ignoreLabels = [] }: LabelSettings): LabelRules {
  const settings = labels.map((one): WithOptions => (typeof one === 'string' ? { grammar: one } : one));
  settings.sort((left, right) => order.indexOf(left.grammar) - order.indexOf(right.grammar) || byPrefix(left, right));
  const dns = settings.find((one) => one.grammar === 'dns')?.prefix ?? 'dns';
  const joyride = settings.flatMap((one) => (one.grammar === 'joyride' ? (one.names ?? joyrideNames) : []));
  return {
    grammars: settings.map((one) => makeGrammar(one, { dns, joyride })),
    ignored: ignoreLabels.map((glob) => compileGlob(glob, true)),
    dns,
  };
}

/** Of several prefixes of one grammar, the first in byte order is read first. */
function byPrefix(left: WithOptions, right: WithOptions): number {
  const [one, other] = [left, right].map((setting) => ('prefix' in setting ? setting.prefix : undefined));
  return compareText(one ?? left.grammar, other ?? right.grammar);
}

function makeGrammar<Name extends GrammarName>(setting: WithOptions<Name>, beside: Neighbours): Grammar {
  const name: Name = setting.grammar;
  return grammars[name](setting, beside);
}
