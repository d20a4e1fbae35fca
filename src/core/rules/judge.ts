import type { Claim, NameDoubt } from '../claim.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import { recordTypeOf } from '../record-types.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { placeOf, relatedTo } from '../work-claim.ts';
import { rules } from './index.ts';
import type { Finding, NameContext, NameRule, RecordRule, Rule, RuleContext, SetRule } from './rule.ts';
import type { RulesInForce } from './settings.ts';

/** Why a set is held: one of the findings about it is an error. */
export interface JudgedHold {
  readonly reason: 'invalid' | 'unsupported';
  readonly detail: string;
}

/** The findings about one set; `hold` is there when one of them is an error. */
export interface Judgement {
  readonly diagnostics: readonly Diagnostic[];
  readonly hold: JudgedHold | null;
}

const fine: Judgement = { diagnostics: [], hold: null };

type JudgingRule = RecordRule | NameRule | SetRule;

/** Rules that look at a set or its values; the others are judged where they are met. */
const judging = rules.filter((rule): rule is JudgingRule => rule.scope !== 'border' && rule.scope !== 'plan');

/** The rules that look at a type, without those that find nothing at a plain name, or in a set of one claim. */
function rulesFor(type: string, isPlain: boolean, isSingle: boolean): readonly JudgingRule[] {
  const passes = recordTypeOf(type)?.level !== 'full';
  return judging.filter(
    (rule) =>
      (rule.types === undefined || rule.types.includes(type)) &&
      (!passes || rule.passThrough === true) &&
      !(isPlain && rule.oddNamesOnly === true) &&
      !(isSingle && rule.severalOnly === true),
  );
}

/** Two labels or more of letters, digits and single inner hyphens, each beginning with a letter, of harmless lengths. */
const plainName = /^(?:[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30})?\.)+[a-z][a-z0-9]{0,30}$/;

/** Whether a name is so usual that rules about odd names need not look at it. */
export function isPlainName(name: string): boolean {
  return plainName.test(name) && !name.includes('xn--');
}

/** Looks at the name of a set that goes to no provider. */
export function judgeName(context: NameContext, inForce: RulesInForce): readonly Diagnostic[] {
  const { set } = context;
  const diagnostics: Diagnostic[] = [];
  const rulesOfName = () => rulesFor(set.type, false, false).filter((rule): rule is NameRule => rule.scope === 'name');
  for (const { rule, options } of inForce.active(`${set.type} name`, rulesOfName)) {
    const finding = rule.check(context, options);
    const [{ claim }] = set.claims;
    const severity = finding === null ? 'off' : weigh(rule, finding, set.name, set.claims, inForce);
    if (finding === null || severity === 'off') continue;
    diagnostics.push(toDiagnostic(rule, finding, severity, set.name, claim, set.claims));
    if (severity === 'error' && rule.id.startsWith('name-')) break;
  }
  return diagnostics;
}

/** What has been told of a name already: a rule of scope `name` is told once for all its sets. */
export type ToldOfName = Set<string>;

/** Looks at one set with every rule of scope record, name, set and provider. */
export function judge(context: RuleContext, inForce: RulesInForce, told?: ToldOfName): Judgement {
  const { set } = context;
  let diagnostics: Diagnostic[] | undefined;
  let hold: JudgedHold | null = null;
  let isNameRefused = false;
  let isDone = false;
  const add = (rule: JudgingRule, finding: Finding | null, claim: Claim, claims: DesiredSet['claims']) => {
    if (finding === null) return;
    const severity = weigh(rule, finding, set.name, claims, inForce);
    if (severity === 'off') return;
    if (rule.isLast === true) isDone = true;
    if (severity === 'error') {
      hold ??= { reason: rule.reason ?? 'invalid', detail: finding.message };
      if (rule.id.startsWith('name-')) isNameRefused = true;
    }
    if (rule.scope === 'name' && told !== undefined) {
      if (told.has(rule.id)) return;
      told.add(rule.id);
    }
    diagnostics ??= [];
    diagnostics.push(toDiagnostic(rule, finding, severity, set.name, claim, claims));
  };
  for (const { claim } of set.claims) inForce.look(claim);
  const isPlain = isPlainName(set.name);
  const isSingle = set.claims.length === 1;
  const key = `${set.type} ${isPlain ? 'plain' : 'odd'} ${isSingle ? 'one' : 'several'}`;
  for (const { rule, options } of inForce.active(key, () => rulesFor(set.type, isPlain, isSingle))) {
    if (isDone) break;
    if (isNameRefused && rule.scope === 'name') continue;
    if (rule.scope !== 'record') add(rule, rule.check(context, options), set.claims[0].claim, set.claims);
    else
      for (const record of set.records)
        add(rule, rule.check(record, context, options), record.claims[0].claim, record.claims);
  }
  return diagnostics === undefined ? fine : { diagnostics, hold };
}

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** Findings of readers with the severity that the configuration gives to their rule; without those that are off. */
export function configured(
  diagnostics: readonly Diagnostic[],
  inForce: RulesInForce,
  claimsOf: (name: string) => readonly { readonly claim: Claim }[] = () => [],
): Diagnostic[] {
  return diagnostics.flatMap((one) => {
    const rule = byId.get(one.code);
    if (rule === undefined || rule.fixed) return [one];
    const severity = inForce.severityOf(rule);
    if (severity === 'off' || (one.name !== undefined && inForce.isSpared(rule, one.name, claimsOf(one.name))))
      return [];
    return inForce.isGiven(rule) ? [{ ...one, severity }] : [one];
  });
}

/** Whether a rule is judged by providers, of what stands and of what a plan would make. */
export function isOfProviders(id: string): boolean {
  const rule = byId.get(id);
  return rule?.scope === 'plan' && rule.check === undefined;
}

/** Names that are in doubt because a reader found there what is configured as an error. */
export function raisedDoubts(diagnostics: readonly Diagnostic[]): NameDoubt[] {
  return diagnostics.flatMap(({ code, severity, name, message, origin = '' }) => {
    const rule = byId.get(code);
    if (rule?.scope !== 'border' || rule.fixed || severity !== 'error' || name === undefined) return [];
    return [{ kind: 'name', name, reason: 'invalid', detail: message, source: '', origin }];
  });
}

/** The severity in force for a finding at a name: fixed rules know no exceptions. */
export function weigh(
  rule: Rule,
  finding: Finding,
  name: string,
  claims: readonly { readonly claim: Claim }[],
  inForce: RulesInForce,
): Severity | 'off' {
  const severity = inForce.severityOf(rule);
  if (severity === 'off' || inForce.isSpared(rule, name, claims)) return 'off';
  return inForce.isGiven(rule) ? severity : (finding.severity ?? severity);
}

/** Other claims whose places are told with a finding. */
const mostRelated = 20;

/** A finding with all that belongs to it. */
export function toDiagnostic(
  rule: Rule,
  { message, hint, related: others = [] }: Finding,
  severity: Severity,
  name: string,
  claim: Claim | undefined,
  claims: readonly { readonly claim: Claim }[] = [],
): Diagnostic {
  const origins = new Set(claims.flatMap((one) => one.claim.origins));
  const same = claims.slice(1, 1 + mostRelated).map((one) => relatedTo(one.claim, 'claimed here, too'));
  const related = [...others, ...same];
  return {
    code: rule.id,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    name,
    ...(claim === undefined ? {} : placeOf(claim)),
    ...(origins.size > 1 ? { origins: [...origins] } : {}),
    ...(related.length > 0 ? { related } : {}),
  };
}
