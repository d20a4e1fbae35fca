import type { Completeness } from '../core/claim.ts';
import type { Diagnostic } from '../core/diagnostic.ts';

/** Something that may hold claims and could not be read. */
export interface Missing {
  /** A path, a daemon, a service. */
  readonly what: string;
  /** Why, for people; no final dot. */
  readonly why: string;
}

/** The part of a `Reading` that says whether the source answered in full. */
export interface Answer {
  readonly completeness: Completeness;
  /** `what` of everything missing. */
  readonly missing: string[];
  /** The one warning of sources 1.2, or nothing. */
  readonly diagnostics: Diagnostic[];
}

/** As many missing things as one message lists. */
const listed = 3;

/**
 * Judges a reading (sources 1.2): complete when nothing is missing, failed when nothing was readable, else incomplete.
 * `readable` counts the things that could be read.
 */
export function completeness(source: string, readable: number, missing: readonly Missing[]): Answer {
  if (missing.length === 0) return { completeness: 'complete', missing: [], diagnostics: [] };
  const failed = readable === 0;
  const list = missing.slice(0, listed).map(({ what, why }) => `${what} (${why})`);
  if (missing.length > listed) list.push(`and ${missing.length - listed} more`);
  return {
    completeness: failed ? 'failed' : 'incomplete',
    missing: missing.map(({ what }) => what),
    diagnostics: [
      {
        code: failed ? 'SOURCE_FAILED' : 'SOURCE_INCOMPLETE',
        severity: 'warning',
        message: `the source "${source}" ${failed ? 'could not be read' : 'could be read only in part'}: ${list.join(', ')}`,
        hint: 'make it readable again; until then its names are held, and go on without them only with --hold',
        subject: source,
      },
    ],
  };
}
