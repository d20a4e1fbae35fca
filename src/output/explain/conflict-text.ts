import type { ConflictStory, LostClaim } from '../../core/explain/explanation-conflict.ts';
import type { ConflictRule } from '../../core/plan.ts';
import type { Page } from '../page.ts';
import { valueText } from '../value-text.ts';
import { visible } from '../visible.ts';
import { listed, ruleWords } from '../words.ts';

/** Why a winner comes before another claim. */
export function ruleText(rule: ConflictRule): string {
  return `${ruleWords[rule]} (${rule})`;
}

/** A conflict as sentences: one for all that lose to the same by the same rule. */
export function conflictTexts({ provider, types, lost }: ConflictStory, page: Page): string[] {
  const groups = new Map<string, { readonly one: LostClaim; readonly records: string[] }>();
  for (const one of lost) {
    const key = `${one.to ?? ''}\u0000${ruleText(one.rule)}`;
    const record = `${visible(one.origin)} (${visible(one.type)} ${valueText(one.type, one.value, page)})`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { one, records: [record] });
    else group.records.push(record);
  }
  return [...groups.values()].map(({ one: { to, rule }, records }) => {
    const against = listed(records);
    const outcome = to === null ? `${against} exclude one another` : `${visible(to)} wins over ${against}`;
    return `At ${visible(provider)} (${types.map(visible).join(', ')}): ${outcome}: ${ruleText(rule)}.`;
  });
}
