import type { Diagnostic } from './diagnostic.ts';
import { isWithin } from './name.ts';
import type { Change, Held } from './plan.ts';
import type { PendingZone } from './provider-model.ts';

/** What a plan does about zones that do not exist yet. */
export interface SettledZones {
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Says of zones that do not exist yet what will be made, where a change needs one; changes in a zone that cannot be made
 * are held. Zones in which nothing changes are not mentioned.
 */
export function settlePendingZones(
  changes: readonly Change[],
  pending: readonly PendingZone[],
  apexes: readonly string[],
): SettledZones {
  if (pending.length === 0) return { changes, held: [], diagnostics: [] };
  const byZone = new Map(pending.map((one) => [one.zone, one]));
  const longestFirst = [...apexes].sort((left, right) => right.length - left.length);
  const needed = new Set<PendingZone>();
  const made: Change[] = [];
  const held: Held[] = [];
  for (const change of changes) {
    const zone = byZone.get(longestFirst.find((apex) => isWithin(change.name, apex)) ?? '');
    if (zone !== undefined) needed.add(zone);
    if (zone?.diagnostic.severity !== 'error') made.push(change);
    else held.push(holdIn(zone, change));
  }
  return { changes: made, held, diagnostics: [...needed].map(({ diagnostic }) => diagnostic) };
}

function holdIn({ diagnostic }: PendingZone, { provider, name, type, after }: Change): Held {
  return { provider, name, type, values: after?.values ?? [], reason: 'unsupported', detail: diagnostic.message };
}
