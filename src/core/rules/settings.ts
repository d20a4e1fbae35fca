import type { Claim } from '../claim.ts';
import type { Diagnostic, Place, Severity } from '../diagnostic.ts';
import { placeOf } from '../work-claim.ts';
import { type FindException, indexExceptions, type RuleException } from './exceptions.ts';
import type { Rule, RuleOptions } from './rule.ts';

/** What the configuration says of one rule (validation 4). */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  /** Names it does not look at. */
  readonly except?: readonly RuleException[];
  readonly options?: RuleOptions;
  /** Where an entry of `except` is written. */
  readonly placeOf?: (index: number) => Place | undefined;
}

/** By rule id. */
export type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** A rule that is on, with its options. */
export interface ActiveRule<R extends Rule> {
  readonly rule: R;
  readonly options: RuleOptions;
}

/** The settings in force for one plan, which notices what spares something. */
export interface RulesInForce {
  /** The severity of a rule before exceptions. */
  severityOf(rule: Rule): Severity | 'off';
  /** Whether the configuration says the severity: then it holds for all its findings. */
  isGiven(rule: Rule): boolean;
  optionsOf(rule: Rule): RuleOptions;
  /** Those of some rules that are on, worked out once for each key. */
  active<R extends Rule>(key: string, of: () => readonly R[]): readonly ActiveRule<R>[];
  /** Whether a finding at a name, about these claims, is spared by `except` or by the `allow` of one of them. */
  isSpared(rule: Rule, name: string, claims: readonly { readonly claim: Claim }[]): boolean;
  /** Notes that rules look at a claim, so that its `allow` may turn out to be unused. */
  look(claim: Claim): void;
  /** `RULE_UNUSED`: exceptions of these rules that spared nothing; `allow` only of those that know of claims. */
  unused(isJudged: (ruleId: string) => boolean, knowsClaims: (ruleId: string) => boolean): Diagnostic[];
}

/** Keys remembered: `TYPEnnn` alone has 65,536 spellings. */
const mostKeys = 200;

/** Puts settings in force. Not pure in between: it counts what is used. */
export function inForce(settings: RuleSettings): RulesInForce {
  const usedExceptions = new Set<RuleException>();
  const usedAllows = new Map<readonly string[], Set<string>>();
  const looked = new Map<readonly string[], Claim>();
  const indexes = new Map<string, FindException>();
  const exceptionsOf = (id: string) => {
    const known = indexes.get(id) ?? indexExceptions(settings.get(id)?.except ?? []);
    indexes.set(id, known);
    return known;
  };
  const actives = new Map<string, readonly ActiveRule<Rule>[]>();
  const severityOf = (rule: Rule) => (rule.fixed ? rule.severity : (settings.get(rule.id)?.severity ?? rule.severity));
  const optionsOf = (rule: Rule) => withDefaults(rule, settings.get(rule.id)?.options);
  return {
    severityOf,
    isGiven: (rule) => !rule.fixed && settings.get(rule.id)?.severity !== undefined,
    optionsOf,
    active<R extends Rule>(key: string, of: () => readonly R[]) {
      const known = actives.get(key);
      if (known !== undefined) return known as readonly ActiveRule<R>[];
      const found = of().flatMap((rule) => (severityOf(rule) === 'off' ? [] : [{ rule, options: optionsOf(rule) }]));
      if (actives.size < mostKeys) actives.set(key, found);
      return found;
    },
    isSpared(rule, name, claims) {
      if (rule.fixed) return false;
      const excepted = exceptionsOf(rule.id)(name);
      if (excepted !== undefined) usedExceptions.add(excepted);
      let isAllowed = false;
      for (const { claim } of claims) {
        const { allow } = claim;
        if (allow?.includes(rule.id) !== true) continue;
        usedAllows.set(allow, (usedAllows.get(allow) ?? new Set()).add(rule.id));
        isAllowed = true;
      }
      return excepted !== undefined || isAllowed;
    },
    look(claim) {
      if (claim.allow !== undefined) looked.set(claim.allow, claim);
    },
    unused: (isJudged, knowsClaims) => [
      ...[...settings].flatMap(([id, setting]) => (isJudged(id) ? unusedExceptions(id, setting, usedExceptions) : [])),
      ...[...looked].flatMap(([allow, claim]) =>
        [...new Set(allow)]

          .filter((id) => isJudged(id) && knowsClaims(id) && usedAllows.get(allow)?.has(id) !== true)
          .map((id) => unusedAllow(id, claim)),
      ),
    ],
  };
}

function withDefaults({ options = {} }: Rule, given: RuleOptions | undefined): RuleOptions {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, given?.[name] ?? option.default]));
}

function unusedExceptions(id: string, setting: RuleSetting, used: ReadonlySet<RuleException>): Diagnostic[] {
  return (setting.except ?? []).flatMap((one, index) => {
    if (one.exclude || used.has(one)) return [];
    return [
      {
        code: 'RULE_UNUSED',
        severity: 'info',
        message: `the exception "${one.text}" of the rule ${id} spares nothing`,
        hint: 'remove it, or correct the pattern',
        origin: `rules.${id}.except`,
        ...(setting.placeOf?.(index) ?? {}),
      },
    ];
  });
}

function unusedAllow(id: string, claim: Claim): Diagnostic {
  return {
    code: 'RULE_UNUSED',
    severity: 'info',
    message: `"allow: ${id}" spares nothing: the rule finds nothing here`,
    hint: 'remove it',
    name: claim.name,
    ...placeOf(claim),
  };
}
