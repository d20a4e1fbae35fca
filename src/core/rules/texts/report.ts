import type { Place, Severity } from '../../diagnostic.ts';
import { rules } from '../index.ts';
import type { Rule } from '../rule.ts';
import { ruleGroups } from './index.ts';
import type { RuleText } from './rule-text.ts';

/** An option of a rule with the value in force. */
export interface OptionReport {
  readonly name: string;
  readonly value: number;
  readonly default: number;
  /** The greatest that can be set; the least is 0. */
  readonly most: number;
  /** What it is, with its unit. */
  readonly what: string;
}

/** All that is told of one rule. Plain data; `schemas/rules.schema.json`. */
export interface RuleReport extends RuleText {
  readonly id: string;
  /** Title of its group. */
  readonly group: string;
  readonly scope: Rule['scope'];
  /** It cannot be configured, and knows no exceptions. */
  readonly fixed: boolean;
  /** In force here. */
  readonly severity: Severity | 'off';
  /** Without a configuration. */
  readonly default: Severity | 'off';
  readonly options: readonly OptionReport[];
  /** Patterns of names it does not look at. */
  readonly except: readonly string[];
  /** Whether `allow:` of an override record can spare it. */
  readonly allow: boolean;
  /** Where it is configured. */
  readonly place?: Place;
}

/** What a configuration says of a rule. */
export interface RuleChoice {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, number>>;
  readonly except?: readonly string[];
  readonly place?: Place;
}

/** Every rule by group, with what is in force; `choiceFor` is the configuration. */
export function reportRules(choiceFor: (id: string) => RuleChoice | undefined): RuleReport[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return ruleGroups.flatMap(({ title, texts }) =>
    Object.entries(texts).flatMap(([id, text]) => {
      const rule = byId.get(id);
      return rule === undefined ? [] : [reportRule(rule, title, text, choiceFor(id) ?? {})];
    }),
  );
}

function reportRule(rule: Rule, group: string, text: RuleText, choice: RuleChoice): RuleReport {
  const { id, scope, fixed, severity, options = {} } = rule;
  const { place } = choice;
  return {
    id,
    group,
    scope,
    fixed,
    severity: choice.severity ?? severity,
    default: severity,
    options: Object.entries(options).map(([name, { default: standard, most, what }]) => ({
      name,
      value: choice.options?.[name] ?? standard,
      default: standard,
      most,
      what,
    })),
    except: choice.except ?? [],
    allow: !fixed,
    ...(place === undefined ? {} : { place }),
    ...text,
  };
}
