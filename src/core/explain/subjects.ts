import type { PlanTrace } from '../make-plan.ts';
import { askedOrigins, partsOfOrigin, subjectsIn } from './question.ts';
import type { Surmises } from './surmises.ts';

/**
 * The containers and services that are called so, sorted: those that say something or of which something is said, that would
 * say something if nothing kept their labels from counting, and that the lockfile's snapshot remembers.
 */
export function subjectsCalled(container: string, trace: PlanTrace, { unlocked, subjects }: Surmises): string[] {
  const { input, gathered } = trace;
  const isAsked = askedOrigins({ kind: 'origin', container }, [...subjectsIn(trace), ...subjects]);
  const readings = input.readings.map(({ reading }) => reading);
  const remembered = input.memory?.snapshot ?? [];
  const said = [
    ...gathered.claims.flatMap(({ origins }) => origins),
    ...[...gathered.doubts, ...unlocked].map(({ origin }) => origin),
  ];
  const origins = [
    ...said.filter(isOfLabel),
    ...readings.flatMap(({ diagnostics }) => diagnostics.map(({ origin = '' }) => origin)),
    ...remembered.flatMap((claim) => claim.origins),
    ...[...readings.flatMap((reading) => reading.subjects ?? []), ...subjects].map(({ prefix }) => prefix),
  ];
  return [...new Set(origins.filter(isAsked).map((origin) => partsOfOrigin(origin).subject))].sort();
}

/** Lines of hosts files have origins, too. */
function isOfLabel(origin: string): boolean {
  return partsOfOrigin(origin).label !== undefined;
}
