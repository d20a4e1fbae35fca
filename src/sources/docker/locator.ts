import type { Place } from '../../core/diagnostic.ts';
import { lineIndex } from '../../files/line-index.ts';
import type { RecordedElement } from './recording.ts';

/** Finds where elements of a recording, and keys inside them, are written. */
export interface Locator {
  element(element: RecordedElement): Place;
  /** The place of a key of the object at a path inside the element; the element's own, when there is no such key. */
  key(element: RecordedElement, path: readonly string[], key: string): Place;
}

/** A locator for one file. The text is parsed again, with places, on the first question only. */
export async function loadLocator(text: string, file: string): Promise<Locator> {
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  type Node = NonNullable<ReturnType<typeof parseTree>>;
  const position = lineIndex(text);
  const trees = new Map<number, Node | undefined>();
  const keys = new Map<RecordedElement, ReadonlyMap<string, number>>();

  const treeOf = ({ document: [start, end] }: RecordedElement): Node | undefined => {
    if (!trees.has(start)) {
      let tree: Node | undefined;
      try {
        tree = parseTree(text.slice(start, end));
      } catch {
        // Nested too deep: the place of the document has to do.
      }
      trees.set(start, tree);
    }
    return trees.get(start);
  };
  const nodeOf = (element: RecordedElement): Node | undefined => {
    const tree = treeOf(element);
    return element.index === null ? tree : tree?.children?.[element.index];
  };
  const placeAt = (element: RecordedElement, offset: number): Place => ({
    file,
    ...position(element.document[0] + offset),
  });
  const place = (element: RecordedElement): Place => placeAt(element, nodeOf(element)?.offset ?? 0);
  const keysOf = (element: RecordedElement, path: readonly string[]): ReadonlyMap<string, number> => {
    const node = nodeOf(element);
    const parent = node === undefined ? undefined : findNodeAtLocation(node, [...path]);
    const offsets = new Map<string, number>();
    for (const { children } of parent?.children ?? []) {
      const [key] = children ?? [];
      if (key !== undefined) offsets.set(String(key.value), key.offset);
    }
    return offsets;
  };
  return {
    element: place,
    key: (element, path, key) => {
      const known = keys.get(element) ?? keysOf(element, path);
      keys.set(element, known);
      const offset = known.get(key);
      return offset === undefined ? place(element) : placeAt(element, offset);
    },
  };
}
