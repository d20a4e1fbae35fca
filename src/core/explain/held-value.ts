import { type ActualName, isOurs } from '../actual.ts';
import type { Change } from '../plan.ts';
import type { ActualRecord } from '../provider-model.ts';
import type { DesiredSet } from '../resolve-name.ts';
import type { HeldValue, RememberedValue } from './explanation-provider.ts';

/** What is known of a name at a provider besides what stands there. */
interface Known {
  readonly owner: string;
  readonly isApex: boolean;
  readonly remembered: readonly RememberedValue[];
  readonly sets: readonly DesiredSet[];
  readonly changes: readonly Change[];
}

/** Values by type and text. */
interface KnownValues {
  readonly owner: string;
  /** What every zone has at its apex, where the name is one. */
  readonly typesOfZone: readonly string[];
  /** By us, as the lockfile remembers, and no longer ours. */
  readonly lost: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
  /** By the plan. */
  readonly adopted: ReadonlySet<string>;
}

/** Tells of what stands at a name, type by type. */
export function heldValues(there: ActualName, { owner, isApex, remembered, sets, changes }: Known): HeldValue[] {
  const records = [...there.keys()].sort().flatMap((type) => there.get(type) ?? []);
  const ours = new Set(records.flatMap((record) => (isOurs(record, owner) ? [keyOf(record)] : [])));
  const known: KnownValues = {
    owner,
    typesOfZone: isApex ? ['NS', 'SOA'] : [],
    lost: new Set(remembered.map(keyOf).filter((key) => !ours.has(key))),
    wanted: new Set(sets.flatMap(({ type, records: list }) => list.map(({ value }) => keyOf({ type, value })))),
    adopted: new Set(changes.flatMap(({ type, adopts = [] }) => adopts.map((value) => keyOf({ type, value })))),
  };
  return records.map((record) => heldValue(record, known));
}

function keyOf({ type, value }: Pick<ActualRecord, 'type' | 'value'>): string {
  return `${type} ${value}`;
}

function heldValue(record: ActualRecord, known: KnownValues): HeldValue {
  const { type, value, ttl, owner: mark, attributes, fixed } = record;
  const created = mark?.created ?? undefined;
  const key = keyOf(record);
  return {
    type,
    value,
    ttl,
    whose: mark === null ? 'nobody' : isOurs(record, known.owner) ? 'ours' : 'foreign',
    owner: mark === null ? null : mark.owner,
    ...(created === undefined ? {} : { created }),
    ...(mark?.force === undefined ? {} : { force: mark.force }),
    ...(mark?.container === undefined ? {} : { container: mark.container }),
    ...(attributes === undefined ? {} : { attributes }),
    ...(fixed === undefined ? {} : { fixed }),
    adoptable: mark === null && fixed === undefined && known.wanted.has(key) && !known.adopted.has(key),
    lost: known.lost.has(key),
    ofZone: mark === null && known.typesOfZone.includes(type),
  };
}
