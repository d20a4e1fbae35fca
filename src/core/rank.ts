import type { ClaimClass } from './claim.ts';
import { compareText } from './diagnostic.ts';
import type { ConflictRule } from './plan.ts';
import type { ConflictStrategy } from './settings.ts';
import { originOf, type WorkClaim } from './work-claim.ts';

const classOrder: Readonly<Record<ClaimClass, number>> = { override: 0, hosts: 1, label: 2 };
const classRule: Readonly<Record<ClaimClass, ConflictRule>> = {
  override: 'overrides',
  hosts: 'hosts',
  label: 'origin',
};

type Comparison = (left: WorkClaim, right: WorkClaim) => number;
interface Criterion {
  readonly compare: Comparison;
  readonly rule: (winner: WorkClaim) => ConflictRule;
}

/** A newcomer of this run is younger than everything that has a time. */
function age(one: WorkClaim): number {
  return one.created ?? Number.MAX_SAFE_INTEGER;
}

const older: Comparison = (left, right) => age(left) - age(right);
const criterion = (rule: ConflictRule, compare: Comparison): Criterion => ({ compare, rule: () => rule });

const byClass: Criterion = {
  compare: (left, right) => classOrder[left.claim.class] - classOrder[right.claim.class],
  rule: (winner) => classRule[winner.claim.class],
};
const byForce = criterion(
  'force',
  (left, right) => Number(right.claim.force ?? false) - Number(left.claim.force ?? false),
);
const byKind = criterion(
  'address-first',
  (left, right) => Number(left.claim.type === 'CNAME') - Number(right.claim.type === 'CNAME'),
);
const byOrigin = criterion(
  'origin',
  (left, right) =>
    compareText(originOf(left.claim), originOf(right.claim)) ||
    compareText(left.claim.type, right.claim.type) ||
    compareText(left.claim.value, right.claim.value) ||
    compareText(left.claim.source, right.claim.source) ||
    left.ttl - right.ttl,
);

/** The strategy's own key, as a row each (semantics 3, *Rank*). */
const strategyKeys: Readonly<Record<ConflictStrategy, readonly Criterion[]>> = {
  oldest: [criterion('oldest', older)],
  newest: [criterion('newest', (left, right) => older(right, left))],
  priority: [
    criterion('priority', (left, right) => (right.claim.priority ?? 0) - (left.claim.priority ?? 0)),
    criterion('oldest', older),
  ],
  reject: [],
};

function criteria(strategy: ConflictStrategy): readonly Criterion[] {
  return [byClass, byForce, ...strategyKeys[strategy], byKind, byOrigin];
}

/** The total order of claims under a strategy, best first. It never depends on the order in which they were read. */
export function rankBy(strategy: ConflictStrategy): Comparison {
  const order = criteria(strategy);
  return (left, right) => {
    for (const { compare } of order) {
      const difference = compare(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

/** What put the winner before the loser: the first criterion that tells them apart. */
export function decidedBy(strategy: ConflictStrategy, winner: WorkClaim, loser: WorkClaim): ConflictRule {
  const first = criteria(strategy).find(({ compare }) => compare(winner, loser) !== 0);
  return first?.rule(winner) ?? 'origin';
}
