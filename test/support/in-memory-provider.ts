import type { Change } from '../../src/core/plan.ts';
import type { ActualRecord } from '../../src/core/provider-model.ts';

function key({ name, type, value }: Pick<ActualRecord, 'name' | 'type' | 'value'>): string {
  return JSON.stringify([name, type, value]);
}

/**
 * What a provider with a TTL per value holds after the changes: of each changed set the values of `after` stand and no
 * others; ours with its TTL and attributes, other owners' as they were; what is evicted is gone.
 *
 * @param now RFC 3339, what `created: null` becomes
 */
export function applyChanges(
  records: readonly ActualRecord[],
  changes: readonly Change[],
  owner: string,
  now: string,
): ActualRecord[] {
  const before = new Map(records.map((record) => [key(record), record]));
  const touched = new Set(changes.map(({ name, type }) => JSON.stringify([name, type])));
  const evicted = new Set(
    changes.flatMap(({ name, evicts }) =>
      (evicts ?? []).flatMap((one) =>
        one.values.map((value) => `${one.owner} ${key({ name, type: one.type, value })}`),
      ),
    ),
  );
  const kept = records.filter(
    (record) =>
      !touched.has(JSON.stringify([record.name, record.type])) && !evicted.has(`${record.owner?.owner} ${key(record)}`),
  );
  const written = changes.flatMap(({ name, type, after }) =>
    (after?.values ?? []).map((value): ActualRecord => {
      const mark = after !== null && Object.hasOwn(after.owners, value) ? after.owners[value] : undefined;
      const standing = before.get(key({ name, type, value }));
      if (mark?.owner !== owner) {
        if (standing === undefined) throw new Error(`the plan makes up ${name} ${type} ${value}`);
        return standing;
      }
      const attributes = after?.attributes === undefined ? {} : { attributes: after.attributes };
      return {
        name,
        type,
        value,
        ttl: after?.ttl ?? 0,
        owner: { ...mark, created: mark.created ?? now },
        ...attributes,
      };
    }),
  );
  return [...kept, ...written];
}
