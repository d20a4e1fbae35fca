import type { NameDoubt } from './claim.ts';
import { compareText } from './diagnostic.ts';
import { type Hold, orderOf } from './name-input.ts';
import type { Held } from './plan.ts';
import type { WorkClaim } from './work-claim.ts';

/** Names in doubt, the strongest reason first, then by origin. */
export function sortDoubts(doubts: readonly NameDoubt[]): NameDoubt[] {
  return [...doubts].sort(
    (left, right) =>
      orderOf(left) - orderOf(right) ||
      compareText(left.origin, right.origin) ||
      compareText(left.detail, right.detail),
  );
}

/** An entry for each name in doubt; its type is `ANY` where nobody could read it. */
export function heldDoubts(provider: string, doubts: readonly NameDoubt[]): Held[] {
  return sortDoubts(doubts).map(({ name, type, values, reason, detail }) => ({
    provider,
    name,
    type: type ?? 'ANY',
    values: values ?? [],
    reason,
    detail,
  }));
}

/** An entry for each claim that is held. */
export function heldClaims(provider: string, claims: readonly WorkClaim[], hold: Hold): Held[] {
  return claims.map(({ claim }) => ({ provider, name: claim.name, type: claim.type, values: [claim.value], ...hold }));
}

/** One entry for each name and type: the strongest reason, all values. */
export function mergeHeld(held: readonly Held[]): Held[] {
  const merged = new Map<string, { entry: Held; values: Set<string> }>();
  for (const one of held) {
    const key = `${one.name} ${one.type}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { entry: one, values: new Set(one.values) });
    else {
      for (const value of one.values) known.values.add(value);
      if (orderOf(one) < orderOf(known.entry)) known.entry = one;
    }
  }
  return [...merged.values()]
    .map(({ entry, values }) => ({ ...entry, values: [...values].sort() }))
    .sort((left, right) => compareText(left.name, right.name) || compareText(left.type, right.type));
}
