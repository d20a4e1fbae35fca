import {
  CORE_SCHEMA,
  EVENT_ID,
  type Event,
  getScalarValue,
  NOT_RESOLVED,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';

/** A YAML value with its place. Aliases are resolved: they share the node they name. Offsets are UTF-16 units from 0. */
export type YamlNode = YamlMap | YamlSequence | YamlScalar;

interface NodeBase {
  /** Where it begins: for quoted text, after the quote; -1 for a value that is left out, as in `key:`. */
  readonly start: number;
  /** `!reset`, `!override`, ..., as written; absent without one. */
  readonly tag?: string;
}
export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  /** By key, filled by whoever looks keys up (a map from nodes to that costs the garbage collector more than all else). */
  byKey?: ReadonlyMap<string, YamlEntry>;
}
export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}
export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}
export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  /** The text as written, quotes and folding undone. */
  readonly text: string;
  /** By the YAML 1.2 core schema; quoted and block text is always a string. */
  readonly value: string | number | boolean | null;
}

/** A mistake in the YAML itself. */
export interface YamlProblem {
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
}

interface Frame {
  readonly kind: 'map' | 'sequence' | 'document';
  readonly children: YamlNode[];
}

/** Composes the first document of the event stream, collecting duplicate keys and unknown aliases. */
export function composeNodes(
  events: readonly Event[],
  source: string,
): { root: YamlNode | null; problems: YamlProblem[] } {
  const anchors = new Map<string, YamlNode>();
  const problems: YamlProblem[] = [];
  const stack: Frame[] = [];
  const bases: NodeBase[] = [];
  const names: (string | undefined)[] = [];
  let root: YamlNode | null = null;

  const add = (node: YamlNode) => {
    const frame = stack.at(-1);
    if (frame === undefined || frame.kind === 'document') root ??= node;
    else frame.children.push(node);
  };
  const anchor = (event: { anchorStart: number; anchorEnd: number }) =>
    event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      stack.push({ kind: 'document', children: [] });
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      stack.push({ kind: event.type === EVENT_ID.MAPPING ? 'map' : 'sequence', children: [] });
      bases.push({ start: event.start, ...tagOf(event, source) });
      names.push(anchor(event));
    } else if (event.type === EVENT_ID.SCALAR) {
      const node = scalarNode(event, source);
      const name = anchor(event);
      if (name !== undefined) anchors.set(name, node);
      add(node);
    } else if (event.type === EVENT_ID.ALIAS) {
      const name = source.slice(event.anchorStart, event.anchorEnd);
      const node = anchors.get(name);
      if (node === undefined) {
        const message = `the alias *${name} names no anchor above it`;
        problems.push({ message, hint: 'is it a text? one that begins with * needs quotes', start: event.anchorStart });
      }
      add(node ?? { kind: 'scalar', text: '', value: null, start: event.anchorStart });
    } else {
      const frame = stack.pop();
      if (frame === undefined || frame.kind === 'document') continue;
      const base = bases.pop() ?? { start: 0 };
      const name = names.pop();
      const node: YamlNode =
        frame.kind === 'sequence'
          ? { kind: 'sequence', items: frame.children, ...base }
          : { kind: 'map', entries: pairs(frame.children, base.start, problems), ...base };
      if (name !== undefined) anchors.set(name, node);
      add(node);
    }
  }
  return { root, problems };
}

function tagOf(event: { tagStart: number; tagEnd: number }, source: string): { tag?: string } {
  return event.tagStart < 0 ? {} : { tag: source.slice(event.tagStart, event.tagEnd) };
}

function pairs(children: readonly YamlNode[], mapStart: number, problems: YamlProblem[]): YamlEntry[] {
  const entries: YamlEntry[] = [];
  const seen = new Set<string>();
  for (let index = 0; index + 1 < children.length; index += 2) {
    const [key, value] = [children[index], children[index + 1]];
    if (key === undefined || value === undefined) continue;
    const text = keyText(key);
    const start = key.start < 0 ? mapStart : key.start;
    if (text === null) problems.push({ message: 'a key must be a plain text', start });
    else if (seen.has(text) && text !== '<<') {
      problems.push({
        message: `the key "${text}" stands twice in one map`,
        hint: 'remove one of the two',
        start,
      });
    }
    if (text !== null) seen.add(text);
    entries.push({ key, value });
  }
  return entries;
}

/** The key's text, or null when it is no scalar. */
export function keyText(key: YamlNode): string | null {
  return key.kind === 'scalar' ? key.text : null;
}

function scalarNode(event: ScalarEvent, source: string): YamlScalar {
  const text = getScalarValue(source, event);
  const tag = tagOf(event, source);
  const plain = event.style === SCALAR_STYLE.PLAIN && tag.tag === undefined;
  return { kind: 'scalar', text, value: plain ? resolvePlain(text) : text, start: event.valueStart, ...tag };
}

/** Booleans, numbers and null of the YAML 1.2 core schema (YAML 1.2.2 §10.3.2). */
function resolvePlain(text: string): string | number | boolean | null {
  for (const tag of CORE_SCHEMA.tags) {
    if (tag.nodeKind !== 'scalar' || !tag.implicit) continue;
    const value: unknown = tag.resolve(text, false, tag.tagName);
    if (value === NOT_RESOLVED) continue;
    if (value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
      return value;
  }
  return text;
}
