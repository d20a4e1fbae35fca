import type { Label } from './subject.ts';
import type { ContainerFields, Field, Fields } from './wish.ts';

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
  const [ttl, provider] = [pick(own.ttl, container.ttl), pick(own.provider, container.provider)];
  const [force, priority] = [pick(own.force, container.force), pick(own.priority, container.priority)];
  const [adopt, policy] = [pick(own.adopt, container.adopt), pick(own.policy, container.policy)];
  // An address of the record's own that cannot be read is an error even where a value makes it superfluous.
  const address =
    needsAddress || own.address !== undefined
      ? pick(own.address, needsAddress ? container.address : undefined)
      : undefined;
  const fields: Fields = {
    ...(ttl === undefined ? {} : { ttl }),
    ...(provider === undefined ? {} : { provider }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(address === undefined ? {} : { address }),
    attributes,
  };
  const [first] = broken;
  return first === undefined ? { fields } : { fields, broken: first };
}
