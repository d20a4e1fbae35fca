import type { Diagnostic } from '../diagnostic.ts';
import type { PlanInput, PlanTrace } from '../make-plan.ts';
import type { Nearby } from './explanation.ts';
import { partsOfOrigin } from './question.ts';
import type { Surmises } from './surmises.ts';

/** What is looked through for what comes closest. */
export interface Haystack {
  /** All that the sources found, infos too. */
  readonly findings: readonly Diagnostic[];
  /** Every name that is claimed or in doubt after ignores and patches, sorted. */
  readonly names: readonly string[];
  /** Containers, services and files that claim something, sorted. */
  readonly subjects: readonly string[];
  readonly input: PlanInput;
  readonly surmises: Surmises;
}

/** As many of each kind are told. */
export const most = 5;

/** Gathers what there is, once for all that is asked. */
export function createHaystack({ input, gathered, rewritten }: PlanTrace, surmises: Surmises): Haystack {
  const origins = [
    ...gathered.claims.flatMap((claim) => claim.origins),
    ...gathered.doubts.map(({ origin }) => origin),
  ];
  return {
    findings: input.readings.flatMap(({ reading }) => reading.diagnostics),
    names: [
      ...new Set([...rewritten.claims.map(({ claim }) => claim), ...rewritten.doubts].map(({ name }) => name)),
    ].sort(),
    subjects: [...new Set(origins.map((origin) => partsOfOrigin(origin).subject))].sort(),
    input,
    surmises,
  };
}

/** What the lockfile's snapshot has of a name, or of a container. */
export function rememberedAt(origin: string, what: string): Nearby {
  return {
    kind: 'remembered',
    message: `the lockfile's snapshot has ${what} from ${origin}, which does not claim it any more`,
    origin,
  };
}
