import type { Claim } from '../claim.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import type { Matcher } from '../glob.ts';
import { placeOf } from '../work-claim.ts';
import { rules } from './index.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** What the configuration says of one rule (validation 4). */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  /** Names it does not look at. */
  readonly except?: Matcher;
}
export type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** The findings about one set; `hold` is there when one of them is an error. */
export interface Judgement {
  readonly diagnostics: readonly Diagnostic[];
  readonly hold: { readonly reason: 'invalid' | 'unsupported'; readonly detail: string } | null;
}

const fine: Judgement = { diagnostics: [], hold: null };

/** Rules that look at a set or its values; the others are judged where they are met. */
const judging = rules.filter((rule) => rule.scope !== 'border' && rule.scope !== 'plan');

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly claim: Claim;
}

/** Looks at one set with every rule of scope record, name, set and provider. */
export function judge(context: RuleContext, settings: RuleSettings): Judgement {
  const found = findingsOf(context);
  if (found.length === 0) return fine;
  const { name } = context.set;
  const diagnostics: Diagnostic[] = [];
  let hold: Judgement['hold'] = null;
  for (const { rule, finding, claim } of found) {
    const severity = severityOf(rule, finding, name, claim, settings);
    if (severity === 'off') continue;
    diagnostics.push(toDiagnostic(rule, finding, severity, name, claim));
    if (severity === 'error') hold ??= { reason: rule.reason ?? 'invalid', detail: finding.message };
  }
  return { diagnostics, hold };
}

const nothing: readonly Found[] = [];

/** Nearly every set has none: nothing is made for it. */
function findingsOf(context: RuleContext): readonly Found[] {
  let found: Found[] | undefined;
  const add = (rule: Rule, finding: Finding | null, claim: Claim) => {
    if (finding === null) return;
    found ??= [];
    found.push({ rule, finding, claim });
  };
  for (const rule of judging) {
    if (rule.scope !== 'record') add(rule, rule.check(context), context.set.claims[0].claim);
    else for (const record of context.set.records) add(rule, rule.check(record, context), record.claims[0].claim);
  }
  return found ?? nothing;
}

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** Findings of readers with the severity that the configuration gives to their rule; without those that are off. */
export function configured(diagnostics: readonly Diagnostic[], settings: RuleSettings): Diagnostic[] {
  if (settings.size === 0) return [...diagnostics];
  return diagnostics.flatMap((one) => {
    const setting = byId.get(one.code)?.fixed === false ? settings.get(one.code) : undefined;
    if (setting === undefined) return [one];
    if (setting.severity === 'off' || (one.name !== undefined && setting.except?.(one.name) === true)) return [];
    return [{ ...one, severity: setting.severity ?? one.severity }];
  });
}

/** The severity in force for a finding at a name: fixed rules know no exceptions. */
export function severityOf(
  rule: Rule,
  finding: Finding,
  name: string,
  claim: Claim,
  settings: RuleSettings,
): Severity | 'off' {
  const own = finding.severity ?? rule.severity;
  if (rule.fixed) return own;
  const setting = settings.get(rule.id);
  if (setting?.except?.(name) === true || claim.allow?.includes(rule.id) === true) return 'off';
  return setting?.severity ?? own;
}

function toDiagnostic(rule: Rule, finding: Finding, severity: Severity, name: string, claim: Claim): Diagnostic {
  return {
    code: rule.id,
    severity,
    message: finding.message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    name,
    ...placeOf(claim),
  };
}
