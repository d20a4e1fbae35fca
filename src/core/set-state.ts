import { createdOf, isOurs, timeText } from './actual.ts';
import type { Attributes } from './claim.ts';
import { compareText } from './diagnostic.ts';
import type { SetState } from './plan.ts';
import type { ActualRecord, Capabilities, OwnerMark } from './provider-model.ts';
import type { DesiredRecord, DesiredSet } from './resolve-name.ts';

/** One value of ours as it is to be written. */
export interface WantedValue {
  readonly value: string;
  readonly mark: OwnerMark;
}

/** The mark of a value of ours: that of its best-ranked claim. `created` is null for a newcomer: the time of the apply. */
export function wantedValue(record: DesiredRecord, owner: string): WantedValue {
  const { claim, created } = record.claims[0];
  return {
    value: record.value,
    mark: {
      owner,
      created: created === null ? null : timeText(created),
      force: claim.force ?? false,
      ...(claim.container === undefined ? {} : { container: claim.container.name }),
    },
  };
}

/**
 * The attributes of a set: every claim's, the best-ranked last word, each in the type the provider wants, as labels can
 * only write text; undefined when there are none.
 */
export function wantedAttributes(set: DesiredSet, known: Capabilities['attributes']): Attributes | undefined {
  const [{ claim }] = set.claims;
  if (set.claims.length === 1 && claim.attributes === undefined) return undefined;
  const entries = [...set.claims].reverse().flatMap((one) => Object.entries(one.claim.attributes ?? {}));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([key, value]) => [key, asType(value, Object.hasOwn(known, key) ? known[key] : undefined)]),
  );
}

function asType(
  value: string | number | boolean,
  type: 'string' | 'number' | 'boolean' | undefined,
): string | number | boolean {
  if (typeof value !== 'string') return value;
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return type === 'number' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A whole set as a provider holds it; null when it is empty. Its TTL is that of our values, else the smallest. */
export function stateOf(records: readonly ActualRecord[], owner: string): SetState | null {
  const [first] = records;
  if (first === undefined) return null;
  const ours = records.filter((record) => isOurs(record, owner));
  const attributes = ours.find((record) => record.attributes !== undefined)?.attributes;
  return {
    ttl: (ours.length > 0 ? ours : records).reduce((least, { ttl }) => Math.min(least, ttl), (ours[0] ?? first).ttl),
    values: sortedValues(records.map(({ value }) => value)),
    owners: ownersOf([...records, ...ours].map(({ value, owner: mark }) => [value, mark])),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** A set after a change: what stays of others, and ours. Null when nothing is left. */
export function stateAfter(
  others: readonly ActualRecord[],
  ours: readonly WantedValue[],
  wanted: { readonly ttl: number; readonly attributes?: Attributes | undefined },
): SetState | null {
  if (ours.length === 0) return stateOf(others, '');
  if (others.length === 0 && ours.length === 1) {
    const [{ value, mark }] = ours as [WantedValue];
    return withAttributes(
      { ttl: wanted.ttl, values: [value], owners: Object.fromEntries([[value, mark]]) },
      wanted.attributes,
    );
  }
  return withAttributes(
    {
      ttl: wanted.ttl,
      values: sortedValues([...others.map(({ value }) => value), ...ours.map(({ value }) => value)]),
      owners: ownersOf([
        ...others.map(({ value, owner }): [string, OwnerMark | null] => [value, owner]),
        ...ours.map(({ value, mark }): [string, OwnerMark | null] => [value, mark]),
      ]),
    },
    wanted.attributes,
  );
}

function withAttributes(state: SetState, attributes: Attributes | undefined): SetState {
  return attributes === undefined ? state : { ...state, attributes };
}

function sortedValues(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)].sort(compareText);
}

/** By value, sorted, so that the bytes of a plan do not depend on reading order. A value may be `__proto__`: own keys only. */
function ownersOf(marks: readonly (readonly [string, OwnerMark | null])[]): Record<string, OwnerMark> {
  const owned = marks.filter((entry): entry is readonly [string, OwnerMark] => entry[1] !== null);
  if (owned.length > 1) owned.sort((left, right) => compareText(left[0], right[0]));
  return Object.fromEntries(owned);
}

/** Whether our values read back as they are wanted: force, and attributes. `created` and the container are no difference. */
export function sameMark(actual: OwnerMark | null, wanted: OwnerMark): boolean {
  return (actual?.force ?? false) === (wanted.force ?? false);
}

/** Whether two sets of attributes say the same. */
export function sameAttributes(left: Attributes | undefined, right: Attributes | undefined): boolean {
  if (left === right) return true;
  const [one, other] = [left ?? {}, right ?? {}];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key])
  );
}

/** The earlier of a claim's age and what our own value at the provider carries (semantics 3, *Created*). */
export function earlierOf(created: number | null, record: ActualRecord | undefined): number | null {
  const kept = record === undefined ? null : createdOf(record.owner);
  if (kept === null) return created;
  return created === null ? kept : Math.min(created, kept);
}
