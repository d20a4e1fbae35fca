import { createdOf, isOurs } from './actual.ts';
import { compareText } from './diagnostic.ts';
import type { AppliedValue, Memory, RememberedClaim } from './memory.ts';
import { treeKey } from './name.ts';
import type { Change } from './plan.ts';
import type { ActualRecord } from './provider-model.ts';

/** What one provider held before the changes that landed, and those. */
export interface ProviderOutcome {
  readonly records: readonly ActualRecord[];
  readonly landed: readonly Change[];
}

/**
 * Our values at a provider after an apply: those that were there, with what landed. Where each comes from is looked up
 * in the snapshot, by record, then (an override has patched it) by origin, else kept from before.
 *
 * @param now Unix seconds, the `created` of newcomers
 */
export function appliedValues(
  { records, landed }: ProviderOutcome,
  owner: string,
  snapshot: readonly RememberedClaim[],
  known: readonly AppliedValue[],
  now: number,
): AppliedValue[] {
  const sources = new Map<string, Set<string>>();
  const byOrigin = new Map<string, Set<string>>();
  for (const { name, type, value, source, standing, origins } of snapshot) {
    if (!standing) continue;
    add(sources, key(name, type, value), source);
    for (const origin of origins) add(byOrigin, origin, source);
  }
  const before = new Map(known.map((value) => [key(value.name, value.type, value.value), value]));
  const patched = (origins: readonly string[]) => origins.flatMap((origin) => [...(byOrigin.get(origin) ?? [])]);
  const sourcesOf = (id: string, origins: readonly string[]) =>
    [...new Set(sources.get(id) ?? (origins.length > 0 ? patched(origins) : before.get(id)?.sources))].sort();
  const touched = new Map(landed.map((change) => [`${change.name} ${change.type}`, change]));
  const values: AppliedValue[] = [];
  for (const record of records) {
    const { name, type, value, ttl, owner: mark, attributes } = record;
    if (!isOurs(record, owner) || touched.has(`${name} ${type}`)) continue;
    const id = key(name, type, value);
    values.push({
      name,
      type,
      value,
      ttl,
      created: createdOf(mark) ?? before.get(id)?.created ?? now,
      force: mark?.force ?? false,
      ...(attributes === undefined ? {} : { attributes }),
      sources: sourcesOf(id, []),
    });
  }
  for (const { name, type, after, origins } of touched.values()) {
    for (const [value, mark] of Object.entries(after?.owners ?? {})) {
      if (mark.owner !== owner || after === null) continue;
      values.push({
        name,
        type,
        value,
        ttl: after.ttl,
        created: createdOf(mark) ?? now,
        force: mark.force ?? false,
        ...(after.attributes === undefined ? {} : { attributes: after.attributes }),
        sources: sourcesOf(key(name, type, value), origins),
      });
    }
  }
  return sortValues(values);
}

function add(map: Map<string, Set<string>>, id: string, source: string): void {
  const list = map.get(id);
  if (list === undefined) map.set(id, new Set([source]));
  else list.add(source);
}

/** What is applied everywhere after an apply; providers that were not read stay as they are known. */
export function appliedAfter(
  known: Memory['applied'],
  outcomes: ReadonlyMap<string, ProviderOutcome>,
  owner: string,
  snapshot: readonly RememberedClaim[],
  now: number,
): Memory['applied'] {
  const after = new Map(Object.entries(known));
  for (const [provider, outcome] of outcomes) {
    after.set(provider, appliedValues(outcome, owner, snapshot, after.get(provider) ?? [], now));
  }
  return Object.fromEntries(after);
}

function sortValues(values: readonly AppliedValue[]): AppliedValue[] {
  return values
    .map((one) => ({ one, tree: treeKey(one.name) }))
    .sort(
      (left, right) =>
        compareText(left.tree, right.tree) ||
        compareText(left.one.type, right.one.type) ||
        compareText(left.one.value, right.one.value),
    )
    .map(({ one }) => one);
}

function key(name: string, type: string, value: string): string {
  return `${name} ${type} ${value}`;
}

/** What was last applied at a provider, as records of ours: stands for it when planning offline. */
export function recordsFromMemory(memory: Memory | null, provider: string, owner: string): ActualRecord[] {
  const values = memory !== null && Object.hasOwn(memory.applied, provider) ? memory.applied[provider] : undefined;
  return (values ?? []).map(({ name, type, value, ttl, created, force, attributes }) => ({
    name,
    type,
    value,
    ttl,
    owner: { owner, created: new Date(created * 1000).toISOString().replace('.000Z', 'Z'), force },
    ...(attributes === undefined ? {} : { attributes }),
  }));
}
