import type { ReadSubject } from '../claim.ts';
import type { Diagnostic, Place } from '../diagnostic.ts';

/** What the workflow finds out beside the plan, for what comes closest. */
export interface Surmises {
  /** The text that stands at a finding's place; undefined: it has none, or it cannot be read. */
  readonly textAt: (finding: Diagnostic) => string | undefined;
  /** The text of a file in which something was found wrong; undefined: it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
  /** What the sources would claim besides if all grammars were on, all containers counted, and nothing was switched off. */
  readonly unlocked: readonly UnlockedClaim[];
  /** Containers and services with labels of any grammar, whether it is on or not. */
  readonly subjects: readonly ReadSubject[];
}

/** A finding that says why labels do not count, with what to do about it. */
export type Switch = Pick<Diagnostic, 'code' | 'message' | 'hint'>;

/** A claim that is not made as things are. */
export interface UnlockedClaim {
  readonly name: string;
  /** Absent: any, as far as there are addresses. */
  readonly type?: string;
  /** Absent: it has none, or it is not known. */
  readonly value?: string;
  readonly origin: string;
  /** The origin under which its replicas are told, itself among them. */
  readonly replicaOf: string;
  /** Where its label stands, where that is not the place that counts: `deploy.labels`. */
  readonly place?: string;
  /** Name of the source. */
  readonly source: string;
  readonly grammar: string;
  /** Whether its grammar is on. */
  readonly isEnabled: boolean;
  /** Whether `ignoreLabels:` hides its label. */
  readonly isHidden: boolean;
  /** Where it is written; only asked for claims that are told. */
  readonly at?: (() => Place | undefined) | undefined;
  /** What else keeps its label from counting; only asked for claims that are told. */
  readonly switches: () => readonly Switch[];
}
