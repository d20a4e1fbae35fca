import { recordsAt } from '../actual.ts';
import type { Claim } from '../claim.ts';
import { withKeptAge } from '../kept-age.ts';
import type { PlanTrace } from '../make-plan.ts';
import type { Conflict } from '../plan.ts';
import type { ResolvedProvider } from '../plan-provider.ts';
import { decidedBy, rankBy } from '../rank.ts';
import { type ResolvedName, resolveName } from '../resolve-name.ts';
import type { ConflictStrategy } from '../settings.ts';
import { originOf, type WorkClaim } from '../work-claim.ts';
import type { ConflictStory, LostClaim } from './explanation-conflict.ts';

/** Tells how the conflict at a name of a provider came out; undefined: there is none. */
export type TellConflict = (provider: string, name: string) => Verdict | undefined;

/** How a conflict came out. */
export interface Verdict {
  readonly story: ConflictStory;
  /** Claims after the rewrites that do not stand. */
  readonly lost: ReadonlyMap<Claim, LostClaim>;
  /** Claims that count as older than they are, as their value at the provider is: Unix seconds. */
  readonly aged: ReadonlyMap<Claim, number>;
}

/** Decides conflicts once more, each when it is asked for, and says of every loser what it loses by. */
export function createConflictTeller({ resolved }: PlanTrace): TellConflict {
  const desks = new Map(
    resolved.map((one) => {
      const conflicts = new Map(one.resolved.conflicts.map((conflict) => [conflict.name, conflict]));
      return [one.input.model.name, { one, conflicts, told: new Map<string, Verdict>() }] as const;
    }),
  );
  return (provider, name) => {
    const desk = desks.get(provider);
    const conflict = desk?.conflicts.get(name);
    if (desk === undefined || conflict === undefined) return undefined;
    const verdict = desk.told.get(name) ?? verdictOf(conflict, desk.one);
    desk.told.set(name, verdict);
    return verdict;
  };
}

function verdictOf(conflict: Conflict, { input }: ResolvedProvider): Verdict {
  const { share, actual, owner, strategy } = input;
  const claims = share.claims.get(conflict.name) ?? [];
  const aged = withKeptAge(claims, recordsAt(actual, conflict.name), owner);
  const resolved = resolveName(conflict.name, aged, strategy);
  const conquerorOf = createConquerorFinder(resolved, strategy);
  const lost = resolved.losers.map((loser): [Claim, LostClaim] => {
    const { type, value, class: rank } = loser.claim;
    const winner = conquerorOf(loser);
    const reason =
      winner === undefined
        ? { rule: 'reject' as const, to: null }
        : { rule: decidedBy(strategy, winner, loser), to: originOf(winner.claim) };
    return [loser.claim, { type, value, class: rank, origin: originOf(loser.claim), ...reason }];
  });
  const older = aged.flatMap(({ claim, created }, index): [Claim, number][] =>
    created === null || created === claims[index]?.created ? [] : [[claim, created]],
  );
  return { story: { ...conflict, lost: lost.map(([, one]) => one) }, lost: new Map(lost), aged: new Map(older) };
}

/** Finds the best-ranked claim that stands where a loser cannot; undefined where nobody wins. */
function createConquerorFinder(
  { sets, contested }: ResolvedName,
  strategy: ConflictStrategy,
): (loser: WorkClaim) => WorkClaim | undefined {
  if (contested.length > 0) return () => undefined;
  const standing = sets.flatMap(({ claims }) => claims).sort(rankBy(strategy));
  const alone = standing.find(({ claim }) => claim.type === 'CNAME');
  const byType = new Map<string, WorkClaim>();
  for (const one of standing) {
    const known = byType.get(one.claim.type);
    // What only adds to a set replaces nothing in it.
    if (known === undefined || (known.claim.add === true && one.claim.add !== true)) byType.set(one.claim.type, one);
  }
  return ({ claim }) => alone ?? (claim.type === 'CNAME' ? standing[0] : byType.get(claim.type));
}
