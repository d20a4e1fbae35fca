import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { YamlScalar } from '../../files/yaml-node.ts';
import type { Label } from '../labels/subject.ts';
import { invalid } from './compose-file.ts';
import { interpolate, type Unset } from './interpolate.ts';
import { isLayer, type Layer, type Stack, startOf } from './layers.ts';
import { entriesOf } from './merge-keys.ts';
import { composeText } from './scalar-text.ts';

/** A label as it would stand on the container, with what its reader has to tell about it. */
export interface ServiceLabel extends Label {
  /** Variables in it that are not set, or a problem that Compose would refuse. */
  readonly unset: readonly Unset[];
  readonly problem?: string;
  /** A variable without a value stands in the key, so that nobody knows whose label it is. */
  readonly keyUnknown: boolean;
  /** The text as written, where Compose makes another of it. */
  readonly written?: string;
}

/** The merged labels of a service. */
export interface ServiceLabels {
  readonly labels: readonly ServiceLabel[];
  /** About labels that are no labels at all; the service cannot be read in full then. */
  readonly broken: readonly Diagnostic[];
  /** Labels that stand twice in one list, of which Compose takes the last. */
  readonly doubled: readonly ServiceLabel[];
}

interface Merging {
  readonly service: string;
  readonly broken: Diagnostic[];
  readonly doubled: ServiceLabel[];
}

/**
 * Merges `labels:` of one service, maps and lists alike, later files over earlier ones, key by key, and all of them over
 * what its label files say.
 */
export function mergeLabels(
  stack: Stack,
  service: string,
  beneath: ReadonlyMap<string, ServiceLabel> = new Map(),
): ServiceLabels {
  const merging: Merging = { service, broken: [], doubled: [] };
  const own = mergeStack(stack, merging);
  const merged = beneath.size === 0 ? own : new Map([...beneath, ...own]);
  const labels = [...merged.values()].sort((left, right) => compareText(left.key, right.key));
  return { labels, broken: merging.broken, doubled: merging.doubled };
}

function mergeStack(stack: Stack, merging: Merging): Map<string, ServiceLabel> {
  const merged = new Map<string, ServiceLabel>();
  for (const part of stack) {
    if (isLayer(part)) mergeLayer(part, merged, merging);
    else for (const [key, label] of mergeStack(part, merging)) merged.set(key, label);
  }
  return merged;
}

function mergeLayer(layer: Layer, merged: Map<string, ServiceLabel>, merging: Merging): void {
  const { node, file, start } = layer;
  const refuse = (at: number, message: string, hint: string) => {
    merging.broken.push(invalid(`${message} (service "${merging.service}")`, file.place(at), hint));
  };
  if (node.kind === 'map') {
    for (const [key, entry] of entriesOf(node)) {
      const { value } = entry;
      if (value.tag === '!reset') merged.delete(key);
      else if (value.kind === 'scalar') merged.set(key, fromMap(key, value, layer, entry.key.start));
      else {
        const what = value.kind === 'map' ? 'map' : 'list';
        const hint =
          what === 'map'
            ? 'a label has a text; quote it'
            : 'a label has one text; list names or addresses in it with commas';
        refuse(entry.key.start, `the label "${key}" has a ${what} for a value`, hint);
      }
    }
  } else if (node.kind === 'sequence') {
    const here = new Set<string>();
    for (const item of node.items) {
      if (item.tag === '!reset') continue;
      if (item.kind !== 'scalar' || item.value === null) {
        refuse(startOf(item, layer), 'an item of the label list is no text', 'write - key=value, without ": "');
        continue;
      }
      const label = fromItem(item, layer, textStart(item, layer));
      if (here.has(label.key)) merging.doubled.push(label);
      here.add(label.key);
      merged.set(label.key, label);
    }
  } else if (node.value !== null && (node.text !== '' || node.tag === undefined)) {
    refuse(start, 'labels is neither a map nor a list', 'write one key: value a line below it');
  }
}

/** The first character of a list item; a block text has its indentation before it. */
function textStart(item: YamlScalar, layer: Layer): number {
  const { text } = layer.file;
  let at = startOf(item, layer);
  if (text.charAt(at - 1) !== '\n') return at;
  while (text.charAt(at) === ' ') at += 1;
  return at;
}

function fromMap(key: string, value: YamlScalar, { file, scope }: Layer, start: number): ServiceLabel {
  const text = composeText(value, file.text);
  const { place } = file;
  const at = () => place(start);
  const filled = interpolate(text, scope.lookup);
  return {
    key,
    value: filled.ok ? filled.text : text,
    at,
    unset: filled.ok ? filled.unset : [],
    keyUnknown: false,
    ...(filled.ok ? {} : { problem: filled.message }),
    ...(text === value.text ? {} : { written: value.text }),
  };
}

function fromItem(item: YamlScalar, { file, scope }: Layer, start: number): ServiceLabel {
  const { place } = file;
  const filled = interpolate(item.text, scope.lookup);
  const text = filled.ok ? filled.text : item.text;
  const equals = text.indexOf('=');
  const unset = filled.ok ? filled.unset : [];
  const inKey = /^[^=]*\$/.test(item.text) && unset.length > 0;
  return {
    key: equals < 0 ? text : text.slice(0, equals),
    value: equals < 0 ? '' : text.slice(equals + 1),
    at: () => place(start),
    unset,
    keyUnknown: inKey,
    ...(filled.ok ? {} : { problem: filled.message }),
  };
}
