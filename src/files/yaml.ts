import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import { lineIndex, type Position } from './line-index.ts';
import { composeNodes, keyText, type YamlEntry, type YamlMap, type YamlNode, type YamlProblem } from './yaml-node.ts';

/** How far aliases may blow a document up: nodes after expansion, far beyond any real file. */
const maxExpandedNodes = 5_000_000;
/** Keys brought in by `<<`, in all. */
const maxMergedKeys = 1_000_000;
const schema = CORE_SCHEMA.withTags(mergeTag);

/** One YAML document, read once; places and nodes are worked out only when asked for. */
export interface YamlDocument {
  /** Plain data; undefined when the document is empty, or was read as `nodes`. */
  readonly value: unknown;
  /** The node tree, for readers that need a place for everything; null when the document is empty. */
  root(): YamlNode | null;
  /** Where the value at a path is written; with `key`, where its key is. The nearest thing above, if the path does not exist. */
  locate(path: readonly (string | number)[], what?: 'key' | 'value'): Position;
  /** The place of a node's `start`; of one that is left out (-1): the top. */
  position(offset: number): Position;
}

/** A document, or every mistake that keeps it from being one. */
export type ReadYaml =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly problems: readonly (Omit<YamlProblem, 'start'> & Position)[] };

/**
 * Reads a text that holds one YAML 1.2 document with merge keys. Bounded: an alias bomb is refused, not expanded.
 * As `nodes` no plain data is made: for files with tags of their own (compose `!reset`), whose reader merges `<<` itself.
 */
export function readYaml(text: string, as: 'value' | 'nodes' = 'value'): ReadYaml {
  const position = positionsIn(text);
  const refuse = (problems: readonly YamlProblem[]): ReadYaml => ({
    ok: false,
    problems: problems.map(({ start, ...problem }) => ({ ...problem, ...position(start) })),
  });
  let events: Event[];
  try {
    events = parseEvents(text, {});
  } catch (error) {
    return refuse([syntaxProblem(error, text)]);
  }
  const { documents, hasAliases } = survey(events);
  if (documents > 1) {
    return refuse([
      { message: 'the file holds several YAML documents', hint: 'keep one, without "---" between', start: 0 },
    ]);
  }
  const bomb = hasAliases ? findBomb(events, text) : undefined;
  if (bomb !== undefined) return refuse([bomb]);
  let value: unknown;
  let composed: ReturnType<typeof composeNodes> | undefined;
  if (as === 'nodes') {
    composed = composeNodes(events, text);
    if (composed.problems.length > 0) return refuse(composed.problems);
  } else {
    try {
      [value] = constructFromEvents(events, { source: text, schema, maxTotalMergeKeys: maxMergedKeys });
    } catch (error) {
      const { problems } = composeNodes(events, text);
      return refuse(problems.length > 0 ? problems : [syntaxProblem(error, text)]);
    }
  }
  const root = () => {
    composed ??= composeNodes(parseEvents(text, {}), text);
    return composed.root;
  };
  return {
    ok: true,
    document: { value, root, position, locate: (path, what = 'value') => position(offsetOf(root(), path, what)) },
  };
}

/** Places in a text. Alone in its scope, so that who keeps one does not keep the document, which is large. */
function positionsIn(text: string): YamlDocument['position'] {
  const index = lineIndex(text);
  return (offset) => index(Math.max(offset, 0));
}

function syntaxProblem(error: unknown, text: string): YamlProblem {
  if (!(error instanceof YAMLException))
    return { message: `not YAML: ${error instanceof Error ? error.message : String(error)}`, start: 0 };
  const start = error.mark?.position ?? 0;
  return { message: `not YAML: ${error.reason}`, start, hint: syntaxHint(error.reason, text, start) };
}

/** What to do about the mistakes that are made most, by the parser's words for them. */
function syntaxHint(reason: string, text: string, start: number): string {
  if (/(?:^|\n)[ ]*\t/.test(text.slice(Math.max(0, text.lastIndexOf('\n', start - 1)), start + 1))) {
    return 'indent with blanks; YAML does not allow tabs';
  }
  if (/[@`%]/.test(text.charAt(start))) return `a text that begins with ${text.charAt(start)} needs quotes`;
  if (/ tag |merge/.test(reason)) return 'remove what stands here; a text that begins with ! or < needs quotes';
  if (/implicit key|document separator/.test(reason))
    return 'is the blank behind a ":" missing, here or in the line above?';
  if (/quoted scalar|deficient indentation/.test(reason)) return 'is a quote above it not closed?';
  if (reason.includes('flow collection')) return 'is a bracket, a quote or a comma missing, here or before?';
  return 'look at brackets, quotes, indentation and the blanks behind ":", here and in the line above';
}

/** What must be known before anything is made of the events; one pass, because large files have millions. */
function survey(events: readonly Event[]): { documents: number; hasAliases: boolean } {
  let documents = 0;
  let hasAliases = false;
  for (const { type } of events) {
    if (type === EVENT_ID.DOCUMENT) documents += 1;
    else if (type === EVENT_ID.ALIAS) hasAliases = true;
  }
  return { documents, hasAliases };
}

/** Counts what aliases would expand to, each anchor once, so that `a: [*b, *b]` repeated forty times is found without doing it. */
function findBomb(events: readonly Event[], source: string): YamlProblem | undefined {
  const sizes = new Map<string, number>();
  const open: { name: string | undefined; size: number }[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      const closed = open.pop();
      if (closed === undefined) continue;
      if (closed.name !== undefined) sizes.set(closed.name, closed.size);
      const parent = open.at(-1);
      if (parent !== undefined) parent.size += closed.size;
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ name: undefined, size: 0 });
      continue;
    }
    const name = event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);
    const frame = open.at(-1);
    if (event.type === EVENT_ID.ALIAS) {
      if (open.some((one) => one.name === name))
        return { message: `the alias *${name} stands inside what it names`, start: event.anchorStart };
      if (frame !== undefined) frame.size += sizes.get(name ?? '') ?? 1;
      if ((frame?.size ?? 0) > maxExpandedNodes) {
        return {
          message: 'its aliases expand to millions of values',
          hint: 'write the values out, or fewer aliases of aliases',
          start: event.anchorStart,
        };
      }
    } else if (event.type === EVENT_ID.SCALAR) {
      if (frame !== undefined) frame.size += 1;
    } else {
      open.push({ name, size: 1 });
    }
  }
  return undefined;
}

/** Large maps are indexed on the first question, so that a place for each key costs one pass. */
const indexes = new WeakMap<YamlMap, ReadonlyMap<string | null, YamlEntry>>();
const smallMap = 16;

function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  if (map.entries.length <= smallMap) return map.entries.findLast((entry) => keyText(entry.key) === key);
  let index = indexes.get(map);
  if (index === undefined) {
    index = new Map(map.entries.map((entry) => [keyText(entry.key), entry]));
    indexes.set(map, index);
  }
  return index.get(key);
}

/** An empty value has no place: its key's stands for it, or what is around it. */
function offsetOf(root: YamlNode | null, path: readonly (string | number)[], what: 'key' | 'value'): number {
  let node = root;
  let offset = root?.start ?? 0;
  for (const [depth, step] of path.entries()) {
    if (node?.kind === 'map') {
      const entry = entryOf(node, String(step));
      if (entry === undefined) return offset;
      node = entry.value;
      offset = node.start < 0 || (depth === path.length - 1 && what === 'key') ? entry.key.start : node.start;
    } else if (node?.kind === 'sequence') {
      const item = node.items[Number(step)];
      if (item === undefined) return offset;
      node = item;
      if (node.start >= 0) offset = node.start;
    } else {
      return offset;
    }
  }
  return offset;
}
