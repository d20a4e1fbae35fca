import { type ActualIndex, excludes, isOurs, recordsAt } from './actual.ts';
import type { Change, SetState } from './plan.ts';
import type { ActualRecord } from './provider-model.ts';
import { sameAttributes, stateAfter, stateOf, type WantedValue } from './set-state.ts';

/** Changes as they are now, other owners' doings merged in; or why they are no longer what was planned. */
export type Rebased =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly stale: readonly string[] };

/**
 * Computes the changes of one provider again on what it holds now (DESIGN.md §5, step 3): the same effect on our values
 * and the same evictions, in the same order, or stale.
 */
export function rebaseChanges(changes: readonly Change[], fresh: ActualIndex, owner: string): Rebased {
  const stale: string[] = [];
  const rebased = new Map<Change, Change>();
  const byName = new Map<string, Change[]>();
  for (const change of changes) {
    const list = byName.get(change.name);
    if (list === undefined) byName.set(change.name, [change]);
    else list.push(change);
  }
  for (const [name, atName] of byName) {
    const evicted = evictedAt(atName, fresh);
    for (const change of atName) {
      const records = recordsAt(fresh, name).get(change.type) ?? [];
      const why = differs(change, records, owner) ?? evicted.missing;
      if (why !== undefined) stale.push(`${change.provider}: ${name} ${change.type}: ${why}`);
      else rebased.set(change, rebuild(change, records, evicted.records, owner));
    }
    const clash = clashAt(name, atName, fresh, evicted.records, owner);
    if (clash !== undefined) stale.push(`${atName[0]?.provider}: ${name}: ${clash}`);
  }
  if (stale.length > 0) return { ok: false, stale };
  return { ok: true, changes: changes.map((change) => rebased.get(change) ?? change) };
}

/** The records that the changes at a name evict; `missing` says that one of them is not what it was. */
function evictedAt(changes: readonly Change[], fresh: ActualIndex): { records: Set<ActualRecord>; missing?: string } {
  const records = new Set<ActualRecord>();
  for (const { name, evicts } of changes) {
    for (const { owner, type, values } of evicts ?? []) {
      const there = recordsAt(fresh, name).get(type) ?? [];
      for (const value of values) {
        const victim = there.find((record) => record.value === value && record.owner?.owner === owner);
        if (victim === undefined)
          return { records, missing: `${type} ${value} of ${owner} is no longer there to be evicted` };
        records.add(victim);
      }
    }
  }
  return { records };
}

function oursIn(state: SetState | null, owner: string): WantedValue[] {
  if (state === null) return [];
  return state.values.flatMap((value) => {
    const mark = Object.hasOwn(state.owners, value) ? state.owners[value] : undefined;
    return mark?.owner === owner ? [{ value, mark }] : [];
  });
}

/** Why our values, or those we would write or join, are not what the plan was made from; undefined: they are. */
function differs(change: Change, records: readonly ActualRecord[], owner: string): string | undefined {
  const before = new Map(oursIn(change.before, owner).map(({ value, mark }) => [value, mark]));
  const ours = records.filter((record) => isOurs(record, owner));
  const there = new Map([...records, ...ours].map((record) => [record.value, record]));
  if (ours.length !== before.size || ours.some(({ value }) => !before.has(value))) {
    return `our values were ${text([...before.keys()])}, now they are ${text(ours.map(({ value }) => value))}`;
  }
  if (ours.some((record) => (record.owner?.force ?? false) !== (before.get(record.value)?.force ?? false))) {
    return 'the force of our values has changed';
  }
  if (ours.length > 0 && change.before !== null && stateOf(records, owner)?.ttl !== change.before.ttl) {
    return `the TTL of our values was ${change.before.ttl}, now it is ${stateOf(records, owner)?.ttl}`;
  }
  if (ours.length > 0 && !sameAttributes(stateOf(records, owner)?.attributes, change.before?.attributes)) {
    return 'the attributes of our values have changed';
  }
  const adopts = new Set(change.adopts ?? []);
  for (const value of adopts) {
    if (there.get(value)?.owner !== null) return `${value}, which would be adopted, is no longer there unowned`;
  }
  for (const { value } of oursIn(change.after, owner)) {
    const record = there.get(value);
    if (record !== undefined && !before.has(value) && !adopts.has(value)) {
      return `${value} has been added by ${record.owner?.owner ?? 'hand'} meanwhile`;
    }
  }
  const known = new Set(change.before?.values ?? []);
  const byHand = records.find((record) => record.owner === null && !known.has(record.value));
  if (ours.length === 0 && byHand !== undefined) return `${byHand.value} has been added by hand meanwhile`;
  return undefined;
}

function text(values: readonly string[]): string {
  return values.length === 0 ? 'none' : [...values].sort().slice(0, 5).join(', ');
}

function othersOf(
  change: Change,
  records: readonly ActualRecord[],
  evicted: ReadonlySet<ActualRecord>,
  owner: string,
): ActualRecord[] {
  const adopts = new Set(change.adopts ?? []);
  return records.filter((record) => !isOurs(record, owner) && !evicted.has(record) && !adopts.has(record.value));
}

function rebuild(
  change: Change,
  records: readonly ActualRecord[],
  evicted: ReadonlySet<ActualRecord>,
  owner: string,
): Change {
  const others = othersOf(change, records, evicted, owner);
  const wanted = { ttl: change.after?.ttl ?? 0, attributes: change.after?.attributes };
  const sides = { before: stateOf(records, owner), after: stateAfter(others, oursIn(change.after, owner), wanted) };
  return { ...change, ...sides } as Change;
}

/** Whether it writes a value of ours that was not there; what stood beside others before may go on so. */
function addsValues({ before, after }: Change, owner: string): boolean {
  const known = new Set(before?.values);
  return oursIn(after, owner).some(({ value }) => !known.has(value));
}

/** Whether what the name would hold in the end cannot stand together (RFC 1034 3.6.2). */
function clashAt(
  name: string,
  changes: readonly Change[],
  fresh: ActualIndex,
  evicted: ReadonlySet<ActualRecord>,
  owner: string,
): string | undefined {
  if (!changes.some((change) => addsValues(change, owner))) return undefined;
  const there = recordsAt(fresh, name);
  const counts = new Map<string, number>();
  for (const type of new Set([...there.keys(), ...changes.map((change) => change.type)])) {
    const change = changes.find((one) => one.type === type);
    const records = (there.get(type) ?? []).filter((record) => !evicted.has(record));
    const count =
      change === undefined
        ? records.length
        : othersOf(change, records, evicted, owner).length + oursIn(change.after, owner).length;
    if (count > 0) counts.set(type, count);
  }
  if ((counts.get('CNAME') ?? 0) > 1) return 'another CNAME has appeared there';
  const beside = [...counts.keys()].find((type) => excludes('CNAME', type));
  return counts.has('CNAME') && beside !== undefined ? `a CNAME and ${beside} would stand together there` : undefined;
}
