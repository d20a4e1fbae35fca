import { keyText, type YamlEntry, type YamlMap, type YamlNode } from '../../files/yaml-node.ts';
import type { ComposeFile } from './compose-file.ts';

/** One file's say in a merged value. */
export interface Layer {
  readonly file: ComposeFile;
  readonly node: YamlNode;
  /** Offset of its key in the file, of itself where it has none. */
  readonly start: number;
}

const resolved = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();

/** The entries of a map by key, `<<` resolved: what the map says itself wins, then the merged maps in their order. */
export function entriesOf(map: YamlMap): ReadonlyMap<string, YamlEntry> {
  const known = resolved.get(map);
  if (known !== undefined) return known;
  // A stack, because maps may merge maps that merge maps, thousands deep.
  const open = [map];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const merged = mergedMaps(top);
    const unresolved = resolved.has(top) ? [] : merged.filter((one) => !resolved.has(one));
    if (unresolved.length > 0) {
      for (const one of unresolved) open.push(one);
      continue;
    }
    open.pop();
    if (!resolved.has(top)) resolved.set(top, resolve(top, merged));
  }
  return resolved.get(map) ?? new Map();
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
    for (const [key, entry] of resolved.get(one) ?? []) if (!entries.has(key)) entries.set(key, entry);
  }
  return entries;
}

/** What the files say below a key, earliest first: `!reset` drops what came before and itself, `!override` what came before. */
export function below(layers: readonly Layer[], key: string): Layer[] {
  let found: Layer[] = [];
  for (const { file, node } of layers) {
    const entry = node.kind === 'map' ? entriesOf(node).get(key) : undefined;
    if (entry === undefined) continue;
    const { value } = entry;
    if (value.tag === '!reset') found = [];
    else {
      const layer = { file, node: value, start: entry.key.start };
      found = value.tag === '!override' ? [layer] : [...found, layer];
    }
  }
  return found;
}

/** The keys of all maps among the layers, each once, in the order of their first mention. */
export function keysOf(layers: readonly Layer[]): string[] {
  const keys = new Set<string>();
  for (const { node } of layers) if (node.kind === 'map') for (const key of entriesOf(node).keys()) keys.add(key);
  return [...keys];
}
