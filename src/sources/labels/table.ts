import { compareText } from '../../core/diagnostic.ts';
import { compileGlob } from '../../core/glob.ts';
import { type CaddyOptions, caddyGrammar } from './caddy.ts';
import { type CorednsOptions, corednsGrammar } from './coredns.ts';
import { type DnsOptions, dnsGrammar } from './dns.ts';
import type { Grammar, Unlockable } from './grammar.ts';
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

type Make = {
  readonly [Name in GrammarName]: (options: GrammarOptions[Name] & Unlockable, beside: Neighbours) => Grammar;
};

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
  /** For `explain`: what switches labels off is told as always, and they are read all the same. */
  readonly unlocked?: boolean;
}

/** On where nothing else is said. */
export const defaultGrammars: readonly GrammarName[] = ['dns', 'coredns', 'joyride'];
/** Every grammar, in the order in which they are read. */
export const grammarNames = Object.keys(grammars) as readonly GrammarName[];

/** Keys of labels that decide whether others count: `dns.enable`, `coredns.enabled`, `caddy_dns.provider`. */
const switchKey = /\.(?:enabled?|provider)$/;

/** Compiles what the configuration says. Unlocked, only switches stay hidden: they count for nothing, as without it. */
export function labelRules({
  labels = defaultGrammars,
  ignoreLabels = [],
  unlocked = false,
}: LabelSettings): LabelRules {
  const settings = labels.map((one): WithOptions => (typeof one === 'string' ? { grammar: one } : one));
  const order = (one: WithOptions) => grammarNames.indexOf(one.grammar);
  settings.sort((left, right) => order(left) - order(right) || byPrefix(left, right));
  const dns = settings.find((one) => one.grammar === 'dns')?.prefix ?? 'dns';
  const joyride = settings.flatMap((one) => (one.grammar === 'joyride' ? (one.names ?? joyrideNames) : []));
  return {
    grammars: settings.map((one) => makeGrammar(one, unlocked, { dns, joyride })),
    ignored: ignoreLabels.map((glob) => {
      const matches = compileGlob(glob, true);
      return unlocked ? (key) => switchKey.test(key) && matches(key) : matches;
    }),
    dns,
    unlocked,
  };
}

/** Of several prefixes of one grammar, the first in byte order is read first. */
function byPrefix(left: WithOptions, right: WithOptions): number {
  const [one, other] = [left, right].map((setting) => ('prefix' in setting ? setting.prefix : undefined));
  return compareText(one ?? left.grammar, other ?? right.grammar);
}

function makeGrammar<Name extends GrammarName>(
  setting: WithOptions<Name>,
  unlocked: boolean,
  beside: Neighbours,
): Grammar {
  const name: Name = setting.grammar;
  return grammars[name]({ ...setting, unlocked }, beside);
}
