import type { Label } from './subject.ts';
import type { ContainerFields, Field, Fields, Writable } from './wish.ts';

/** The fields that count for one wish. */
export interface MergedFields {
  readonly fields: Fields;
  /** What is wrong with the first field that cannot be read. */
  readonly broken?: string;
}

/**
 * Lets a record's own fields come before the container's. Address labels only count where an address is needed.
 * Container labels that are relied on go into `used`.
 */
export function mergeFields(
  own: Fields,
  container: ContainerFields,
  needsAddress: boolean,
  used: Set<Label>,
): MergedFields {
  const broken: string[] = [];
  const pick = <T>(mine: Field<T> | undefined, theirs: Field<T> | undefined): Field<T> | undefined => {
    const picked = mine ?? theirs;
    for (const label of picked?.labels ?? []) used.add(label);
    if (picked !== undefined && !picked.ok) broken.push(picked.detail);
    return picked;
  };
  const attributes = new Map<string, Field<string>>();
  for (const key of new Set([...container.attributes.keys(), ...own.attributes.keys()])) {
    const field = pick(own.attributes.get(key), container.attributes.get(key));
    if (field !== undefined) attributes.set(key, field);
  }
  // One by one: a spread for each field costs more than all the rest, and there are many records.
  const fields: Writable<Fields> = { attributes };
  const ttl = pick(own.ttl, container.ttl);
  if (ttl !== undefined) fields.ttl = ttl;
  const provider = pick(own.provider, container.provider);
  if (provider !== undefined) fields.provider = provider;
  const force = pick(own.force, container.force);
  if (force !== undefined) fields.force = force;
  const priority = pick(own.priority, container.priority);
  if (priority !== undefined) fields.priority = priority;
  const adopt = pick(own.adopt, container.adopt);
  if (adopt !== undefined) fields.adopt = adopt;
  const policy = pick(own.policy, container.policy);
  if (policy !== undefined) fields.policy = policy;
  // An address of the record's own that cannot be read is an error even where a value makes it superfluous.
  const theirs = needsAddress ? container.address : undefined;
  const address = needsAddress || own.address !== undefined ? pick(own.address, theirs) : undefined;
  if (address !== undefined) fields.address = address;
  const [first] = broken;
  return first === undefined ? { fields } : { fields, broken: first };
}
