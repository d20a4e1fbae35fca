import type { Change } from '../plan.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { originOf } from '../work-claim.ts';
import type { ClaimStory } from './explanation.ts';
import type { Deletion, DeletionReason } from './explanation-provider.ts';

/** A name at one provider. */
interface Spot {
  readonly provider: string;
  readonly name: string;
  /** Of the name, as their sources said them. */
  readonly claims: readonly ClaimStory[];
  /** What should stand there. */
  readonly sets: readonly DesiredSet[];
}

/** Why the plan deletes what it deletes at a name of a provider: what has become of the claims for it. */
export function explainDeletions(changes: readonly Change[], spot: Spot): Deletion[] {
  return changes.flatMap(({ action, type }) =>
    action === 'delete' ? [{ type, reasons: reasonsFor(type, spot) }] : [],
  );
}

/** Claims of the type tell more than what stands instead, and that tells more than claims of other types. */
function reasonsFor(type: string, spot: Spot): DeletionReason[] {
  const gone = spot.claims.flatMap((claim) => reasonsOf(claim, spot));
  const same = gone.filter((one) => one.type === type);
  if (same.length > 0) return same;
  const instead = spot.sets.flatMap((set) =>
    set.records.map(({ value, claims: [{ claim }] }) => {
      return { why: 'replaced' as const, type: set.type, value, origin: originOf(claim) };
    }),
  );
  return instead.length > 0 ? instead : gone;
}

/** Why a claim for the name is none for the name at the provider. */
function reasonsOf(claim: ClaimStory, { provider, name }: Spot): DeletionReason[] {
  const { type, value, origins, rewrites, becomes } = claim;
  const [origin = ''] = origins;
  const ignore = rewrites.find(({ kind }) => kind === 'ignore');
  if (ignore !== undefined) return [{ why: 'ignored', type, value, origin, by: ignore.origin }];
  const here = becomes.filter((fate) => fate.name === name);
  if (here.length === 0) {
    const names = [...new Set(becomes.map((fate) => fate.name))];
    return names.length === 0 ? [] : [{ why: 'renamed', type, value, origin, names }];
  }
  return here.flatMap(({ route, ...fate }): DeletionReason[] => {
    const passedOver = route.passedOver.find((one) => one.provider === provider);
    if (passedOver === undefined) return [];
    const to = route.to.map((one) => one.provider);
    return [{ why: 'elsewhere', type: fate.type, value: fate.value, origin, to, passedOver }];
  });
}
