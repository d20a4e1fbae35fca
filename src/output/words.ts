import type { ConflictRule, HeldReason } from '../core/plan.ts';

/** What a reason for holding means, and what ends it. */
export const heldWords: Readonly<Record<HeldReason, string>> = {
  invalid: 'the claim is not valid; what stands stays until it is mended',
  unsupported: 'the provider cannot hold what is claimed',
  contested: 'no claim wins; settle the conflict',
  'no-address': 'no address is known; what stands stays',
  'source-incomplete': 'a source could not be read in full; what stands stays',
  protected: 'guards.protect names it; only the configuration can lift that',
  policy: 'the policy does not let it change',
  'foreign-owner': 'another owner holds it; ours follows when theirs goes',
  unowned: 'made by hand, or by a tool we do not know',
  grace: 'its container has just stopped; it goes when the delete grace is over',
};

/** How a conflict was decided. */
export const ruleWords: Readonly<Record<ConflictRule, string>> = {
  overrides: 'overrides come before hosts files and labels',
  hosts: 'hosts files come before labels',
  force: 'a forced claim comes before others',
  oldest: 'the claim that was there first wins',
  newest: 'the newest claim wins',
  priority: 'the higher priority wins',
  'address-first': 'equal otherwise: addresses come before CNAME',
  origin: 'equal otherwise: the first in order of origin wins',
  reject: 'nobody wins; remove one of them',
};

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
