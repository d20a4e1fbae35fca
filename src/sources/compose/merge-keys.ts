import { keyText, type YamlEntry, type YamlMap } from '../../files/yaml-node.ts';

/** The entries of a map by key, `<<` resolved: what the map says itself wins, then the merged maps in their order. */
export function entriesOf(map: YamlMap): ReadonlyMap<string, YamlEntry> {
  if (map.byKey !== undefined) return map.byKey;
  // A stack, because maps may merge maps that merge maps, thousands deep.
  const open = [map];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const merged = mergedMaps(top);
    const unresolved = top.byKey === undefined ? merged.filter(({ byKey }) => byKey === undefined) : [];
    if (unresolved.length > 0) {
      for (const one of unresolved) open.push(one);
      continue;
    }
    open.pop();
    top.byKey ??= resolve(top, merged);
  }
  return map.byKey ?? new Map();
}

function mergedMaps(map: YamlMap): YamlMap[] {
  const merged: YamlMap[] = [];
  for (const { key, value } of map.entries) {
    if (keyText(key) !== '<<') continue;
    for (const one of value.kind === 'sequence' ? value.items : [value]) if (one.kind === 'map') merged.push(one);
  }
  return merged;
}

/** The maps that are merged are resolved already. */
function resolve(map: YamlMap, merged: readonly YamlMap[]): ReadonlyMap<string, YamlEntry> {
  const entries = new Map<string, YamlEntry>();
  for (const entry of map.entries) {
    const key = keyText(entry.key);
    if (key !== null && key !== '<<') entries.set(key, entry);
  }
  for (const one of merged) {
    for (const [key, entry] of one.byKey ?? []) if (!entries.has(key)) entries.set(key, entry);
  }
  return entries;
}
