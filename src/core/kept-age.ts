import { type ActualName, isOurs } from './actual.ts';
import type { ActualRecord } from './provider-model.ts';
import { earlierOf } from './set-state.ts';
import type { WorkClaim } from './work-claim.ts';

/**
 * All claims of one value are as old as the oldest of them and what our own value at the provider carries, where that is
 * older (semantics 3, *Created*): once it is written it carries that, and a rank must not change by writing.
 */
export function withKeptAge(claims: readonly WorkClaim[], there: ActualName, owner: string): readonly WorkClaim[] {
  const [only] = claims;
  if (only !== undefined && claims.length === 1) {
    if (there.size === 0) return claims;
    const created = earlierOf(only.created, findOne(there, owner)(only.claim.type, only.claim.value));
    return created === only.created ? claims : [{ ...only, created }];
  }
  const find = claims.length <= fewClaims ? findOne(there, owner) : findIndexed(there, owner);
  const ages = new Map<string, number | null>();
  for (const { claim, created } of claims) {
    const key = `${claim.type} ${claim.value}`;
    const known = ages.has(key) ? (ages.get(key) ?? null) : earlierOf(null, find(claim.type, claim.value));
    ages.set(key, known === null ? created : Math.min(known, created ?? known));
  }
  return claims.map((one) => {
    const created = ages.get(`${one.claim.type} ${one.claim.value}`) ?? null;
    return created === one.created ? one : { ...one, created };
  });
}

/** Up to here looking through the values costs less than indexing them. */
const fewClaims = 4;
type FindOurs = (type: string, value: string) => ActualRecord | undefined;

function findOne(there: ActualName, owner: string): FindOurs {
  return (type, value) => there.get(type)?.find((record) => record.value === value && isOurs(record, owner));
}

function findIndexed(there: ActualName, owner: string): FindOurs {
  const ours = new Map<string, ActualRecord>();
  for (const [type, records] of there) {
    for (const record of records) if (isOurs(record, owner)) ours.set(`${type} ${record.value}`, record);
  }
  return (type, value) => ours.get(`${type} ${value}`);
}
