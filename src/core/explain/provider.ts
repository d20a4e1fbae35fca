import { isOurs, recordsAt, timeText } from '../actual.ts';
import type { MadePlan, PlanInput } from '../make-plan.ts';
import type { Change, Held } from '../plan.ts';
import type { RefusedNames, ResolvedProvider } from '../plan-provider.ts';
import { apexesOf } from '../provider-model.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { specificity } from '../route.ts';
import { explainDeletions } from './deletion.ts';
import type { ClaimStory } from './explanation.ts';
import type { ProviderStory, RememberedValue, WantedSet } from './explanation-provider.ts';
import { heldValues } from './held-value.ts';
import { createWildcardFinder, type FindWildcard } from './wildcard.ts';

/**
 * Tells what is known of a name at every provider that gets it, holds something there, or once did, or has a wildcard that
 * answers it.
 */
export type TellProviders = (
  name: string,
  routed: ReadonlySet<string>,
  claims: readonly ClaimStory[],
) => ProviderStory[];

/** One provider, with what is looked up for every name. */
interface Desk {
  readonly one: ResolvedProvider;
  readonly state: ProviderStory['state'];
  readonly remembered: ReadonlyMap<string, readonly RememberedValue[]>;
  readonly refused: RefusedNames;
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  readonly held: ReadonlyMap<string, readonly Held[]>;
  readonly wildcardFor: FindWildcard;
}

/** Lists, by the name of what is in them. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const list = found.get(item.name);
    if (list === undefined) found.set(item.name, [item]);
    else list.push(item);
  }
  return found;
}

/** Tells of providers. `failed`: those that could not be read. */
export function createProviderTeller(made: MadePlan, failed: ReadonlySet<string>): TellProviders {
  const { input, resolved, refused } = made.trace();
  const applied = input.memory?.applied ?? {};
  const desks = resolved.map((one): Desk => {
    const { model, actual } = one.input;
    const written = (Object.hasOwn(applied, model.name) ? applied[model.name] : undefined) ?? [];
    const isHere = ({ provider }: { readonly provider: string }) => provider === model.name;
    const changes = made.plan.changes.filter(isHere);
    return {
      one,
      state: stateOf(model.name, input, failed),
      remembered: byName(written.map((value) => ({ ...value, created: timeText(value.created) }))),
      refused: refused.get(model.name) ?? new Map(),
      changes: byName(changes),
      held: byName(made.plan.held.filter(isHere)),
      wildcardFor: createWildcardFinder(actual, changes),
    };
  });
  return (name, routed, claims) =>
    desks.filter((desk) => concerns(desk, name, routed)).map((desk) => storyOf(desk, name, claims));
}

function stateOf(provider: string, input: PlanInput, failed: ReadonlySet<string>): ProviderStory['state'] {
  if (failed.has(provider)) return 'failed';
  if (!input.actual.has(provider)) return 'left-out';
  return input.options.offline === true ? 'offline' : 'read';
}

function concerns({ one, remembered, wildcardFor }: Desk, name: string, routed: ReadonlySet<string>): boolean {
  const { model, actual, share } = one.input;
  return (
    routed.has(model.name) ||
    actual.has(name) ||
    remembered.has(name) ||
    share.claims.has(name) ||
    share.doubts.has(name) ||
    (specificity(model, name) >= 0 && wildcardFor(name) !== undefined)
  );
}

function storyOf({ one, state, ...desk }: Desk, name: string, claims: readonly ClaimStory[]): ProviderStory {
  const { model, actual, isProtected, owner } = one.input;
  const { policy, takeover, share, adopt } = model;
  const there = recordsAt(actual, name);
  const remembered = desk.remembered.get(name) ?? [];
  const changes = desk.changes.get(name) ?? [];
  const held = desk.held.get(name) ?? [];
  const spokenFor = new Set([...changes, ...held].map(({ type }) => type));
  const isNameHeld = spokenFor.has('ANY');
  const ours = [...there].filter(([, records]) => records.some((record) => isOurs(record, owner)));
  const sets: readonly DesiredSet[] = desk.refused.has(name) ? [] : (one.resolved.desired.get(name) ?? []);
  const isApex = apexesOf(model).includes(name);
  const wildcard = desk.wildcardFor(name);
  return {
    provider: model.name,
    type: model.kind,
    settings: { policy, takeover, share, adopt },
    state,
    isProtected: isProtected(name),
    holds: state === 'read' ? heldValues(there, { owner, isApex, remembered, sets, changes }) : [],
    remembered,
    wants: sets.map(wanted),
    changes,
    deletions: explainDeletions(changes, { provider: model.name, name, claims, sets }),
    held,
    unchanged: isNameHeld ? [] : ours.flatMap(([type]) => (spokenFor.has(type) ? [] : [type])).sort(),
    ...(wildcard === undefined ? {} : { wildcard }),
  };
}

function wanted({ type, ttl, records, claims }: DesiredSet): WantedSet {
  const origins = [...new Set(claims.flatMap(({ claim }) => claim.origins))];
  return { type, ttl, values: records.map(({ value }) => value), origins };
}
