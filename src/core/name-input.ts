import type { ActualName } from './actual.ts';
import type { RemovalHold } from './gather.ts';
import { type HeldReason, heldReasons } from './plan.ts';
import type { ProviderModel } from './provider-model.ts';
import type { DesiredSet } from './resolve-name.ts';
import type { ConflictStrategy } from './settings.ts';

/** Why something is held, for one name or for one value. */
export interface Hold {
  readonly reason: HeldReason;
  readonly detail: string;
}

/** Everything the decision at one name of one provider depends on. */
export interface NameInput {
  readonly name: string;
  readonly owner: string;
  readonly model: ProviderModel;
  readonly strategy: ConflictStrategy;
  readonly desired: readonly DesiredSet[];
  readonly actual: ActualName;
  /** The name is in doubt: nothing at it changes. */
  readonly hold: Hold | null;
  readonly removalHold: RemovalHold;
  readonly isProtected: boolean;
  /** `--adopt` names it. */
  readonly adopt: boolean;
}

const reasonOrder = new Map(heldReasons.map((reason, index) => [reason, index]));

/** Position of a reason in semantics 8; the smaller wins. */
export function orderOf({ reason }: Pick<Hold, 'reason'>): number {
  return reasonOrder.get(reason) ?? heldReasons.length;
}

/** The reason that comes first in semantics 8; the earlier of equals. */
export function strongest(known: Hold | undefined, other: Hold): Hold {
  return known === undefined || orderOf(other) < orderOf(known) ? other : known;
}
