import { rules } from './index.ts';
import type { RuleOption } from './rule.ts';

/** What a configuration may say of a rule. */
export interface ConfigurableRule {
  readonly fixed: boolean;
  readonly options: Readonly<Record<string, RuleOption>>;
}

/** Every rule id, whether it can be configured, and its options. */
export const ruleIds: Readonly<Record<string, ConfigurableRule>> = Object.fromEntries(
  rules.map(({ id, fixed, options = {} }) => [id, { fixed, options }]),
);
