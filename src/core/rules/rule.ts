import type { Severity } from '../diagnostic.ts';
import type { ProviderModel } from '../provider-model.ts';
import type { DesiredRecord, DesiredSet } from '../resolve-name.ts';

/** What a rule found, before id, severity, name and place are added. */
export interface Finding {
  readonly message: string;
  readonly hint?: string;
  /** Replaces the rule's own severity, for findings that weigh differently (`caa-tag`). */
  readonly severity?: Severity;
}

/** What a rule may look at: one set on its way to one provider. */
export interface RuleContext {
  readonly set: DesiredSet;
  readonly model: ProviderModel;
  /** The zone apexes of the provider. */
  readonly zones: readonly string[];
}

interface RuleBase {
  /** Kebab case; the `code` of its diagnostics, for ever. */
  readonly id: string;
  readonly severity: Severity;
  /** Guards what cannot exist in DNS or at that provider: cannot be configured, knows no exceptions (validation 3). */
  readonly fixed: boolean;
  /** Why a set that breaks it is held. */
  readonly reason?: 'unsupported';
}

/** Texts that cannot be read: checked by whoever reads them, once. */
export interface BorderRule extends RuleBase {
  readonly scope: 'border';
}
/** One value of a set. */
export interface RecordRule extends RuleBase {
  readonly scope: 'record';
  check(record: DesiredRecord, context: RuleContext): Finding | null;
}
/** One set, or one set against one provider's capabilities. */
export interface SetRule extends RuleBase {
  readonly scope: 'name' | 'set' | 'provider';
  check(context: RuleContext): Finding | null;
}
/** All sets, and what exists: judged by the plan itself, which says so in the file it names. */
export interface PlanRule extends RuleBase {
  readonly scope: 'plan';
}

export type Rule = BorderRule | RecordRule | SetRule | PlanRule;
