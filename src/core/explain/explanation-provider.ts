import type { Attributes, Policy, Takeover } from '../claim.ts';
import type { AppliedValue } from '../memory.ts';
import type { Change, Held } from '../plan.ts';
import type { PassedOver } from './explanation.ts';

/** A value as a provider holds it. */
export interface HeldValue {
  readonly type: string;
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  readonly whose: 'ours' | 'foreign' | 'nobody';
  /** Null: nobody. */
  readonly owner: string | null;
  /** As its owner wrote it; absent: it did not, or nobody owns it. */
  readonly created?: string;
  readonly force?: boolean;
  readonly container?: string;
  readonly attributes?: Attributes;
  /** Why it cannot be changed where it stands. */
  readonly fixed?: string;
  /** Nobody's, and what we want: `--adopt` makes it ours. Not where the plan adopts it anyway. */
  readonly adoptable: boolean;
  /** We wrote it once, and it is nobody's since (settled 19), or another owner's. */
  readonly lost: boolean;
  /** Nobody's, and what every zone has at its apex: SOA or NS. */
  readonly ofZone: boolean;
}

/** A value as it was last written, from the lockfile. */
export interface RememberedValue extends Omit<AppliedValue, 'created'> {
  /** RFC 3339, whole seconds, UTC. */
  readonly created: string;
}

/** A set that should stand at a provider. */
export interface WantedSet {
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly values: readonly string[];
  /** Of the claims behind it, best first. */
  readonly origins: readonly string[];
}

/** How a provider is configured to meet what is there already (semantics 4, 6). */
export interface ProviderSettings {
  readonly policy: Policy;
  readonly takeover: Takeover;
  readonly share: boolean;
  readonly adopt: boolean;
}

/** What has become of a claim, so that a set of ours goes. */
interface DeletionCause {
  readonly type: string;
  readonly value: string;
  /** The best origin of the claim. */
  readonly origin: string;
}

/** Why nothing of a type that we hold is claimed at a provider any more, as one claim has it. */
export type DeletionReason =
  /** Something else stands there instead. */
  | ({ readonly why: 'replaced' } & DeletionCause)
  /** It is claimed, but goes to others. */
  | ({
      readonly why: 'elsewhere';
      /** None: it goes nowhere. */
      readonly to: readonly string[];
      /** Why this provider is passed over. */
      readonly passedOver: PassedOver;
    } & DeletionCause)
  /** Overrides give the claim another name. */
  | ({ readonly why: 'renamed'; readonly names: readonly string[] } & DeletionCause)
  /** An ignore drops it. */
  | ({ readonly why: 'ignored' /** Origin of the ignore. */; readonly by: string } & DeletionCause);

/** A deletion of the plan, and why. */
export interface Deletion {
  readonly type: string;
  /** None: nobody claims it any more. */
  readonly reasons: readonly DeletionReason[];
}

/** What is known of a name at one provider, and what the next plan does there. */
export interface ProviderStory {
  readonly provider: string;
  /** Its `type:` in the configuration. */
  readonly type: string;
  readonly settings: ProviderSettings;
  /** Whether it was read; `offline`: what was last applied stands for it; `left-out`: `--provider` names others. */
  readonly state: 'read' | 'offline' | 'failed' | 'left-out';
  readonly isProtected: boolean;
  readonly holds: readonly HeldValue[];
  /** What was last written there, from the lockfile. */
  readonly remembered: readonly RememberedValue[];
  /** Without what rules refuse. */
  readonly wants: readonly WantedSet[];
  readonly changes: readonly Change[];
  /** One for each deletion among the changes. */
  readonly deletions: readonly Deletion[];
  readonly held: readonly Held[];
  /** Types of our sets that stay as they are. */
  readonly unchanged: readonly string[];
  /** A wildcard that answers the name where nothing stands. */
  readonly wildcard?: WildcardStory;
}

/** A wildcard that answers a name (RFC 4592). */
export interface WildcardStory {
  readonly name: string;
  readonly types: readonly string[];
  /** `plan`: when the plan is carried out, which writes it or deletes what stands there. */
  readonly from: 'now' | 'plan';
}
