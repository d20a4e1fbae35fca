import type { Attributes } from '../../core/claim.ts';
import type { Deletion, DeletionReason } from '../../core/explain/explanation-provider.ts';
import type { Change, SetState } from '../../core/plan.ts';
import { nameText } from '../change-columns.ts';
import type { Page } from '../page.ts';
import { valueRows } from '../value-rows.ts';
import { valueText } from '../value-text.ts';
import { visible } from '../visible.ts';
import { listed } from '../words.ts';
import { passedWords } from './claims-text.ts';

/** What a change does, as a sentence without subject. */
export function changeText(change: Change, deletions: readonly Deletion[], page: Page): string {
  const { action, type, before, after, adopts = [], evicts = [] } = change;
  const evicted = evicts.map(
    (one) => `, evicting ${visible(one.type)} ${listText(one.type, one.values, page)} of ${visible(one.owner)}`,
  );
  const adopted = adopts.length === 0 ? '' : `, adopting ${listText(type, adopts, page)}`;
  const ours = (state: SetState) => `${visible(type)} ${listText(type, oursIn(state, page), page)}`;
  const more = `${evicted.join('')}${adopted}${othersIn(type, after, page)}`;
  if (action === 'delete') {
    const reasons = deletions.find((one) => one.type === type)?.reasons ?? [];
    return `deletes ${ours(before)}: ${reasonsText(reasons, oursIn(before, page), change, page)}${more}`;
  }
  const facts = attributeTexts(before?.attributes ?? {}, after.attributes ?? {}, before === null);
  if (action === 'create') return `creates ${[ours(after), `TTL ${after.ttl}`, ...facts].join(', ')}${more}`;
  const [was, is] = [ours(before), ours(after)];
  const values = was === is || oursIn(before, page).length === 0 ? is : `${was} → ${is}`;
  const ttl = before.ttl === after.ttl ? [] : [`TTL ${before.ttl} → ${after.ttl}`];
  return `updates ${[values, ...ttl, ...markTexts(change, page), ...facts].join(', ')}${more}`;
}

/** Values of a type, one after another. */
export function listText(type: string, values: readonly string[], page: Page): string {
  return values.map((value) => valueText(type, value, page)).join(', ');
}

/** Our values in a set. */
function oursIn({ values, owners }: SetState, { owner }: Page): string[] {
  return values.filter((value) => Object.hasOwn(owners, value) && owners[value]?.owner === owner);
}

/** `; 10.0.0.2 of others stays`: what stands there besides. */
function othersIn(type: string, state: SetState | null, page: Page): string {
  const ours = new Set(state === null ? [] : oursIn(state, page));
  const others = state?.values.filter((value) => !ours.has(value)) ?? [];
  return others.length === 0 ? '' : `; ${listText(type, others, page)}, which is not ours, stays`;
}

/** `force off → on`, with the value where there are several. Adoptions are told apart. */
function markTexts(change: Change, page: Page): string[] {
  const { type, adopts, after } = change;
  const adopted = new Set(adopts);
  return valueRows(change, page.owner).flatMap((row) => {
    if ((row.fate !== 'marked' && row.fate !== 'replaced') || row.note === '') return [];
    const value = row.fate === 'marked' ? row.value : row.after;
    if (adopted.has(value)) return [];
    return [after?.values.length === 1 ? visible(row.note) : `${visible(row.note)} of ${valueText(type, value, page)}`];
  });
}

/** `proxied true`, or `proxied false → true` in a set that is there. */
function attributeTexts(was: Attributes, is: Attributes, isNew: boolean): string[] {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const text = (attributes: Attributes, key: string) =>
    Object.hasOwn(attributes, key) ? visible(String(attributes[key])) : 'not set';
  return keys.flatMap((key) => {
    if (isNew) return [`${visible(key)} ${text(is, key)}`];
    return text(was, key) === text(is, key) ? [] : [`${visible(key)} ${text(was, key)} → ${text(is, key)}`];
  });
}

function reasonsText(
  reasons: readonly DeletionReason[],
  values: readonly string[],
  { provider, type }: Change,
  page: Page,
): string {
  if (reasons.length === 0) return 'nobody claims it any more';
  const texts = reasons.map((one) => {
    const isIt = one.type === type && values.includes(one.value);
    const record = isIt ? 'it' : `${visible(one.type)} ${valueText(one.type, one.value, page)}`;
    return reasonText(one, record, visible(provider));
  });
  return [...new Set(texts)].join('; ');
}

function reasonText(reason: DeletionReason, record: string, provider: string): string {
  switch (reason.why) {
    case 'replaced':
      return `${record} is claimed instead`;
    case 'elsewhere': {
      const { to, passedOver } = reason;
      const where = to.length === 0 ? 'nowhere' : `to ${listed(to.map(visible))}`;
      const why = passedWords[passedOver.why](visible(passedOver.pattern ?? ''), to.map(visible));
      return `${record} is claimed, but goes ${where}, not to ${provider}: ${why}`;
    }
    case 'renamed':
      return `overrides give ${record} the name ${listed(reason.names.map(nameText))}`;
    case 'ignored':
      return `${record} is claimed, but the ignore ${visible(reason.by)} drops the claim`;
  }
}
