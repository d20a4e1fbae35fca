import type { YamlNode } from '../../files/yaml-node.ts';
import type { ComposeFile } from './compose-file.ts';
import type { Lookup } from './interpolate.ts';
import { entriesOf } from './merge-keys.ts';

/** What the texts of a file mean where it is used: one file may be included in several places. */
export interface Scope {
  /** Its variables. */
  readonly lookup: Lookup;
  /** Where its relative paths begin, absolute. */
  readonly folder: string;
}

/** One file's say in a merged value. */
export interface Layer {
  readonly file: ComposeFile;
  readonly scope: Scope;
  readonly node: YamlNode;
  /** Offset of its key in the file, of itself where it has none. */
  readonly start: number;
}

/**
 * All that is said of one value, earliest first. A stack within a stack is merged by itself before it counts (what an
 * `extends` or `include` brings in): `!reset` and `!override` in it leave alone what stands before it.
 */
export type Stack = readonly (Layer | Stack)[];

/** Where a value of a layer begins; one that is left out (`key:`) where its key does. */
export function startOf(node: YamlNode, { start }: Pick<Layer, 'start'>): number {
  return node.start < 0 ? start : node.start;
}

/** Whether a part of a stack is one layer. */
export function isLayer(part: Layer | Stack): part is Layer {
  return !Array.isArray(part);
}

/** What is said below a key: `!reset` drops what came before and itself, `!override` what came before. */
export function below(stack: Stack, key: string): Stack {
  let found: (Layer | Stack)[] = [];
  for (const part of stack) {
    if (!isLayer(part)) {
      const inner = below(part, key);
      if (inner.length > 0) found.push(inner);
      continue;
    }
    const entry = part.node.kind === 'map' ? entriesOf(part.node).get(key) : undefined;
    if (entry === undefined) continue;
    const { value } = entry;
    if (value.tag === '!reset' || value.tag === '!override') found = [];
    if (value.tag !== '!reset') found.push({ ...part, node: value, start: entry.key.start });
  }
  return found;
}

/** All layers of a stack in their order. */
export function layersOf(stack: Stack, into: Layer[] = []): Layer[] {
  for (const part of stack) {
    if (isLayer(part)) into.push(part);
    else layersOf(part, into);
  }
  return into;
}

/** The keys of all maps in a stack, each once, in the order of their first mention. */
export function keysOf(stack: Stack): string[] {
  const keys = new Set<string>();
  for (const { node } of layersOf(stack)) {
    if (node.kind === 'map') for (const key of entriesOf(node).keys()) keys.add(key);
  }
  return [...keys];
}
