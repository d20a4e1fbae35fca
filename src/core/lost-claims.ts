import type { Diagnostic } from './diagnostic.ts';
import { shown } from './name.ts';
import type { ConflictRule } from './plan.ts';
import { decidedBy, rankBy } from './rank.ts';
import type { ResolvedName } from './resolve-name.ts';
import type { ConflictStrategy } from './settings.ts';
import { originOf, placeOf, relatedTo, type WorkClaim } from './work-claim.ts';

/** Why a winner comes before a loser, said of the winner. */
const reasons: Readonly<Record<ConflictRule, string>> = {
  overrides: 'is an override',
  hosts: 'stands in a hosts file',
  force: 'is forced',
  oldest: 'is older',
  newest: 'is newer',
  priority: 'has the higher priority',
  'address-first': 'is an address, and equal otherwise',
  origin: 'comes first in order of origin, and is equal otherwise',
  reject: 'competes with it',
};

const settle = 'remove one of the two, or settle it with an override record';
/** What to do where claims of one class compete. */
const hints: Readonly<Partial<Record<ConflictRule, string>>> = {
  force: 'remove one of the two, or take the force from the other',
  priority: 'remove one of the two, or give this one the higher priority',
};

/**
 * What `check` says of the claims at a name that lose a conflict, one finding each. Overrides and hosts files are there to
 * replace labels: that is worth knowing only on request.
 */
export function lostClaims(name: string, resolved: ResolvedName, strategy: ConflictStrategy): Diagnostic[] {
  if (resolved.losers.length === 0 || resolved.contested.length > 0) return [];
  const standing = resolved.sets.flatMap(({ claims }) => claims).sort(rankBy(strategy));
  const alone = standing.find(({ claim }) => claim.type === 'CNAME');
  const first = new Map<string, WorkClaim>();
  for (const one of standing) {
    const known = first.get(one.claim.type);
    const replaces = known?.claim.add === true && one.claim.add !== true;
    if (known === undefined || replaces) first.set(one.claim.type, one);
  }
  return resolved.losers.flatMap((loser) => {
    const winner = alone ?? (loser.claim.type === 'CNAME' ? standing[0] : first.get(loser.claim.type));
    return winner === undefined ? [] : [lostTo(winner, loser, name, strategy)];
  });
}

function lostTo(winner: WorkClaim, loser: WorkClaim, name: string, strategy: ConflictStrategy): Diagnostic {
  const rule = decidedBy(strategy, winner, loser);
  const meant = winner.claim.class !== loser.claim.class;
  const [won, lost] = [winner, loser].map(({ claim }) => `${claim.type} ${shown(claim.value)}`);
  return {
    code: 'CLAIM_LOST',
    severity: meant ? 'info' : 'warning',
    message: `${name} ${lost} is not written: it loses to ${won} of ${originOf(winner.claim)}, which ${reasons[rule]} (${rule})`,
    hint: meant ? 'nothing, if that is meant; else remove one of the two' : (hints[rule] ?? settle),
    name,
    ...placeOf(loser.claim),
    ...(loser.claim.origins.length > 1 ? { origins: loser.claim.origins } : {}),
    related: [relatedTo(winner.claim, `${won} wins`)],
  };
}
