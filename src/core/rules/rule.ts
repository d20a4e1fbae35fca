import type { RelatedPlace, Severity } from '../diagnostic.ts';
import type { ProviderModel } from '../provider-model.ts';
import type { DesiredRecord, DesiredSet } from '../resolve-name.ts';
import type { PlanViews } from './plan-view.ts';

/** What a rule found, before id, severity, name and place are added. */
export interface Finding {
  readonly message: string;
  readonly hint?: string;
  /** Other records that it is about: what hides this one, what stands beside it. */
  readonly related?: readonly RelatedPlace[];
  /** Replaces the rule's own severity, for findings that weigh differently (`caa-tag`). */
  readonly severity?: Severity;
}

/** What a rule of scope `plan` found: about a claim of ours at a name, or about a name alone. */
export interface PlanFinding extends Finding {
  readonly name: string;
  /** Name of the provider it is about: there the name is held when the finding is an error. */
  readonly provider: string;
  /** The claims it is about, best first; absent: none of ours. */
  readonly claims?: DesiredSet['claims'];
  /** What is said of the held name; absent: the message. */
  readonly detail?: string;
  /** Another name that is held with it where the finding is an error, at every provider that holds it. */
  readonly alsoHeld?: string;
}

/** What a rule of scope `name` may look at: one set, wherever it goes. */
export interface NameContext {
  readonly set: DesiredSet;
  /** All sets that would stand at the name, this one among them. */
  readonly sets: readonly DesiredSet[];
  /** The zone apexes of the provider; none where the name goes to no provider. */
  readonly zones: ReadonlySet<string>;
  /** The zone apexes of all providers. */
  readonly apexes: ReadonlySet<string>;
}

/** What a rule may look at: one set on its way to one provider. */
export interface RuleContext extends NameContext {
  readonly model: ProviderModel;
  /** All providers. */
  readonly models: readonly ProviderModel[];
}

/** A whole number that the configuration may set for a rule: `min`, `max`. */
export interface RuleOption {
  readonly default: number;
  /** The greatest that can be set; the least is 0. */
  readonly most: number;
  /** What it is, with its unit. */
  readonly what: string;
}

/** The values in force of a rule's options, by name. */
export type RuleOptions = Readonly<Record<string, number>>;

interface RuleBase {
  /** Kebab case; the `code` of its diagnostics, for ever. */
  readonly id: string;
  /** `off`: a matter of taste, for those who switch it on. */
  readonly severity: Severity | 'off';
  /** Guards what cannot exist in DNS or at that provider: cannot be configured, knows no exceptions (validation 3). */
  readonly fixed: boolean;
  /** Why a set that breaks it is held. */
  readonly reason?: 'unsupported';
  readonly options?: Readonly<Record<string, RuleOption>>;
}

interface JudgingBase extends RuleBase {
  /** The types it looks at; absent: all. */
  readonly types?: readonly string[];
  /** It looks at pass-through types, too (validation 1; settled 4). */
  readonly passThrough?: true;
  /** It finds nothing at plain names (`isPlainName`), which nearly all are: it is not asked there. */
  readonly oddNamesOnly?: true;
  /** It finds nothing in a set that one claim makes. */
  readonly severalOnly?: true;
  /** No rule after it looks at a set that breaks it: one cause, one finding. */
  readonly isLast?: true;
}

/** Texts that cannot be read: checked by whoever reads them, once. */
export interface BorderRule extends RuleBase {
  readonly scope: 'border';
}
/** One value of a set. */
export interface RecordRule extends JudgingBase {
  readonly scope: 'record';
  check(record: DesiredRecord, context: RuleContext, options: RuleOptions): Finding | null;
}
/** The name of a set, which is told once for all sets there. */
export interface NameRule extends JudgingBase {
  readonly scope: 'name';
  check(context: NameContext, options: RuleOptions): Finding | null;
}
/** One set, or one set against one provider's capabilities. */
export interface SetRule extends JudgingBase {
  readonly scope: 'set' | 'provider';
  check(context: RuleContext, options: RuleOptions): Finding | null;
}
/** All sets, and what exists. Without `check`: judged where it is met, which the comment of the row names. */
export interface PlanRule extends RuleBase {
  readonly scope: 'plan';
  check?(views: PlanViews, options: RuleOptions): Iterable<PlanFinding>;
}

/** A row of the table of rules. */
export type Rule = BorderRule | RecordRule | NameRule | SetRule | PlanRule;
