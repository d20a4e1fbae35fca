import { addressTexts } from './address-texts.ts';
import { dataTexts } from './data-texts.ts';
import { nameTexts } from './name-texts.ts';
import { providerTexts } from './provider-texts.ts';
import type { RuleText } from './rule-text.ts';
import { serviceTexts } from './service-texts.ts';
import { setTexts } from './set-texts.ts';
import { targetTexts } from './target-texts.ts';
import { textTexts } from './text-texts.ts';

/** Rules that belong together, in the order in which they are told. */
export interface RuleGroup {
  readonly title: string;
  /** By rule id. */
  readonly texts: Readonly<Record<string, RuleText>>;
}

/** The texts of all rules. Loaded only where they are shown: `rules`, SARIF, docs/rules.md. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: 'Names', texts: nameTexts },
  { title: 'TTL and sets', texts: setTexts },
  { title: 'CNAME and targets', texts: targetTexts },
  { title: 'Addresses', texts: addressTexts },
  { title: 'MX, SRV, CAA, NS and PTR', texts: dataTexts },
  { title: 'TXT and mail policy', texts: textTexts },
  { title: 'HTTPS, SVCB, TLSA, SSHFP and others', texts: serviceTexts },
  { title: 'Providers and the plan', texts: providerTexts },
];

/** What must hold, in one sentence without its final dot: the first of `what`. */
export function summaryOf({ what }: RuleText): string {
  const end = what.search(/\.(?: [A-Z`]|$)/);
  return what.slice(0, end < 0 ? undefined : end);
}

/** The sentence of a rule by its id; undefined for other codes. */
export function ruleSummary(id: string): string | undefined {
  for (const { texts } of ruleGroups) {
    const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
    if (text !== undefined) return summaryOf(text);
  }
  return undefined;
}
