import type { Claim, NameDoubt } from '../claim.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ConflictRule, TrippedGuard } from '../plan.ts';
import type { ConflictStory } from './explanation-conflict.ts';
import type { ProviderStory } from './explanation-provider.ts';

/** What is asked. */
export type Question =
  /** In canonical form. */
  { readonly kind: 'name'; readonly name: string } | OriginQuestion;

/** All that a container, a label, or a label of a container claims. */
export interface OriginQuestion {
  readonly kind: 'origin';
  /** As people call it, as origins name it, or 12 digits or more of its id. */
  readonly container?: string;
  /** The whole key. */
  readonly label?: string;
}

/** A place in a file, where it is known. */
export interface Whereabouts {
  /** Path relative to the configuration's folder, with `/`. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** An ignore or a patch that fits a claim, and what it does to it. */
export interface RewriteStep extends Whereabouts {
  readonly kind: 'ignore' | 'patch';
  readonly origin: string;
  /** `ttl: 300 → 60`, one for each thing that it changes. */
  readonly changes: readonly string[];
  /** Why it makes the claim invalid; absent: it does not. */
  readonly broken?: string;
}

/** How a claim fares at one provider: what is `held` loses to nobody, but nothing is written at its name. */
export type ClaimOutcome = {
  readonly provider: string;
  /**
   * RFC 3339: it counts as known since then in a conflict, as its value at the provider is that old, or another claim of
   * that value; absent: it counts as old as it is.
   */
  readonly since?: string;
} & (
  | { readonly outcome: 'stands' | 'held' | 'contested' }
  | {
      readonly outcome: 'loses';
      /** What puts the winner before this one. */
      readonly rule: ConflictRule;
      /** Origin of the best-ranked claim that it cannot stand beside. */
      readonly to: string;
    }
);

/** A record that a claim comes to after ignores and patches. */
export interface ClaimFate {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Seconds; the default filled in. */
  readonly ttl: number;
  readonly isDefaultTtl: boolean;
  readonly route: RouteStory;
  /** By provider, in byte order; none where it goes nowhere. */
  readonly outcomes: readonly ClaimOutcome[];
}

/** A claim as its source said it, and what becomes of it. */
export interface ClaimStory extends Whereabouts, Omit<Claim, 'at' | 'container' | 'created' | 'written'> {
  /** Its source was not read, or not in full: the lockfile's snapshot has it. */
  readonly recalled: boolean;
  /** RFC 3339, whole seconds, UTC; null: nobody knew it before this run. */
  readonly created: string | null;
  readonly container?: string;
  /** In the order in which they apply. */
  readonly rewrites: readonly RewriteStep[];
  /** None: it was ignored, or a patch broke it. */
  readonly becomes: readonly ClaimFate[];
}

/** A claim that could not be read in full. */
export interface DoubtStory extends Omit<NameDoubt, 'kind'> {
  /** Where it would go. */
  readonly route: RouteStory;
}

/** Why a provider gets a name. */
export interface RouteReason {
  readonly provider: string;
  /** The claim names it; its zone fits best; of equals it is the default. */
  readonly by: 'named' | 'zone' | 'default';
  /** The pattern of its `zones:` that fits best. */
  readonly pattern: string;
}

/** Why a provider does not get a name. */
export interface PassedOver {
  readonly provider: string;
  /** No zone fits; one excludes it; none of the patterns that narrow fits; another fits better; it is not named or no default. */
  readonly why: 'no-zone' | 'excluded' | 'narrowed' | 'less-specific' | 'not-named' | 'not-default';
  /** The pattern that decides; absent where none fits. */
  readonly pattern?: string;
}

/** Where a name goes, and why nowhere else. */
export interface RouteStory {
  readonly to: readonly RouteReason[];
  readonly passedOver: readonly PassedOver[];
  /** Why it goes nowhere. */
  readonly problem?: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>;
}

/** A finding that is not told, because someone spared the name, or switched the rule off. */
export interface SparedFinding {
  readonly code: string;
  readonly message: string;
  /** The configuration switched the rule off; a pattern of its `except:`; `allow:` of a claim. */
  readonly by: 'off' | 'except' | 'allow';
  /** The pattern, or the claim's origin. */
  readonly text?: string;
}

/** All that is known of one name. */
export interface NameStory {
  readonly name: string;
  /** With U-labels, where that differs. */
  readonly displayName?: string;
  readonly claims: readonly ClaimStory[];
  readonly doubts: readonly DoubtStory[];
  /** Where a claim that names no provider would go. */
  readonly route: RouteStory;
  readonly conflicts: readonly ConflictStory[];
  /** About the name, and about the labels of whoever claims it; severities as they are in force. */
  readonly findings: readonly Diagnostic[];
  readonly spared: readonly SparedFinding[];
  /** Those that get it, hold something there, or once did, and those with a wildcard that answers it. */
  readonly providers: readonly ProviderStory[];
  /** Where nobody claims it: what comes closest. */
  readonly nearby: readonly Nearby[];
}

/** What comes closest to something that nobody claims. */
export interface Nearby extends Whereabouts {
  readonly kind:
    | 'not-enabled'
    | 'not-counted'
    | 'disabled'
    | 'hidden'
    | 'reported'
    | 'unread-file'
    | 'unused-label'
    | 'remembered'
    | 'other-zone'
    | 'no-zone'
    | 'nearest-name'
    | 'container'
    | 'same-record'
    | 'container-default';
  readonly message: string;
  readonly hint?: string;
  readonly origin?: string;
}

/** A provider that could not be read. */
export interface UnreadProvider {
  readonly provider: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The exit code. */
  readonly exit: number;
  /** What is behind it, with places. */
  readonly findings: readonly Diagnostic[];
}

/** What a name, a container or a label comes to. Plain data; `schemas/explain.schema.json`. */
export interface Explanation {
  readonly asked: Question;
  /** Containers and services that are called as the name that is asked for; none where a flag says what is meant. */
  readonly called: readonly string[];
  readonly owner: string;
  readonly offline: boolean;
  /** Serial of the lockfile; null: there is none. */
  readonly serial: number | null;
  /** For a name: one. Names sorted from the right, so that a zone stays together. */
  readonly names: readonly NameStory[];
  /** Where a container is asked for: the containers and services that are meant; none: no source knows one with labels of ours. */
  readonly subjects: readonly string[];
  /** About a container or label that is asked for, beside what the names tell. */
  readonly findings: readonly Diagnostic[];
  /** Why the plan knows less than it could: sources that were not read in full, with errors behind that, and an apply that was interrupted. */
  readonly besides: readonly Diagnostic[];
  /** Where a container or label claims nothing: what comes closest. */
  readonly nearby: readonly Nearby[];
  readonly unread: readonly UnreadProvider[];
  /** Sources that could not be read in full. */
  readonly incomplete: readonly string[];
  /** Of the whole plan: what would keep `apply` from doing it. */
  readonly guards: readonly TrippedGuard[];
  /** Errors of the whole plan. */
  readonly errors: number;
  /** The plan goes on without the names in doubt: errors and incomplete sources keep `apply` from nothing. */
  readonly hold: boolean;
  /** The exit code. */
  readonly exit: number;
}
