import type { Doubt, DoubtReason } from '../../core/claim.ts';
import type { Diagnostic, Severity } from '../../core/diagnostic.ts';
import { type Label, type LabelSubject, originOf } from './subject.ts';

/** What is wrong with a label, without its place. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly name?: string;
}

/** Collects what is found in one subject's labels. */
export interface Report {
  readonly diagnostics: Diagnostic[];
  readonly doubts: Doubt[];
  /** Those of the diagnostics that are about keys; they stand even where everything is switched off. */
  readonly aboutKeys: Diagnostic[];
  /** Notes a finding about a label, with the label's origin and place. */
  add(label: Label, finding: Finding): void;
  /** Notes a finding about a label's key. */
  addForKey(label: Label, finding: Finding): void;
  /** Holds whatever was last claimed because of this label: the name that it means now cannot be read. */
  doubtLabel(label: Label, reason: DoubtReason, detail: string): void;
}

/** A new, empty report on a subject. */
export function reportOn(subject: LabelSubject): Report {
  const diagnostics: Diagnostic[] = [];
  const doubts: Doubt[] = [];
  const aboutKeys: Diagnostic[] = [];
  const doubted = new Set<string>();
  const diagnosticOf = (label: Label, finding: Finding): Diagnostic => ({
    ...finding,
    origin: originOf(subject, label.key),
    ...label.at?.(),
  });
  return {
    diagnostics,
    doubts,
    aboutKeys,
    add: (label, finding) => {
      diagnostics.push(diagnosticOf(label, finding));
    },
    addForKey: (label, finding) => {
      const diagnostic = diagnosticOf(label, finding);
      diagnostics.push(diagnostic);
      aboutKeys.push(diagnostic);
    },
    doubtLabel: (label, reason, detail) => {
      const prefix = originOf(subject, label.key);
      if (doubted.has(prefix)) return;
      doubted.add(prefix);
      doubts.push({ kind: 'origin', prefix, exact: true, reason, detail, source: subject.source });
    },
  };
}
