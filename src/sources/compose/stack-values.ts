import { interpolate, type Unset } from './interpolate.ts';
import { type Layer, layersOf, type Stack, startOf } from './layers.ts';

/** A text with its variables filled in, and where it stands. */
export interface FilledText {
  readonly text: string;
  readonly layer: Layer;
  /** Offset in the layer's file. */
  readonly start: number;
  /** Variables in it that are not set. */
  readonly unset: readonly Unset[];
}

/** Fills in a scalar of a layer; undefined when it is none, is null, or cannot be filled in. */
export function filledText(layer: Layer, node: Layer['node'] = layer.node): FilledText | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  const filled = interpolate(node.text, layer.scope.lookup);
  if (!filled.ok) return undefined;
  return { text: filled.text, layer, start: startOf(node, layer), unset: filled.unset };
}

/** The last text in a stack, variables filled in; a null says nothing. Undefined when there is none or it is empty. */
export function lastText(stack: Stack): string | undefined {
  return lastFilled(stack)?.text || undefined;
}

/** The same with its place; with a variable in it that is not set it may be empty. */
export function lastFilled(stack: Stack): FilledText | undefined {
  const last = layersOf(stack).findLast(({ node }) => node.kind !== 'scalar' || node.value !== null);
  const filled = last === undefined ? undefined : filledText(last);
  return filled?.text === '' && filled.unset.length === 0 ? undefined : filled;
}

/** The texts of all lists in a stack, each once; with `single`, a text that stands alone is a list of one. */
export function listTexts(stack: Stack, single: 'single' | 'lists' = 'lists'): FilledText[] {
  const texts = new Map<string, FilledText>();
  for (const layer of layersOf(stack)) {
    const { node } = layer;
    const items = node.kind === 'sequence' ? node.items : single === 'single' ? [node] : [];
    for (const item of items) {
      const filled = item.tag === '!reset' ? undefined : filledText(layer, item);
      if (filled !== undefined && !texts.has(filled.text)) texts.set(filled.text, filled);
    }
  }
  return [...texts.values()];
}
