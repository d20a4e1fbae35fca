import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { YamlScalar } from '../../files/yaml-node.ts';
import type { Label } from '../labels/subject.ts';
import { type ComposeFile, invalid } from './compose-file.ts';
import { interpolate, type Lookup, type Unset } from './interpolate.ts';
import { entriesOf, type Layer } from './layers.ts';
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

/** Merges `labels:` of one service, maps and lists alike, later files over earlier ones, key by key. */
export function mergeLabels(layers: readonly Layer[], service: string, lookup: Lookup): ServiceLabels {
  const merged = new Map<string, ServiceLabel>();
  const broken: Diagnostic[] = [];
  const doubled: ServiceLabel[] = [];
  const refuse = (file: ComposeFile, start: number, message: string, hint: string) => {
    broken.push(invalid(`${message} (service "${service}")`, file.place(start), hint));
  };
  for (const { file, node, start } of layers) {
    if (node.kind === 'map') {
      for (const [key, entry] of entriesOf(node)) {
        const { value } = entry;
        if (value.tag === '!reset') merged.delete(key);
        else if (value.kind === 'scalar') merged.set(key, fromMap(key, value, file, entry.key.start, lookup));
        else
          refuse(
            file,
            entry.key.start,
            `the label "${key}" has a ${value.kind === 'map' ? 'map' : 'list'} for a value`,
            value.kind === 'map'
              ? 'a label has a text; quote it'
              : 'a label has one text; list names or addresses in it with commas',
          );
      }
    } else if (node.kind === 'sequence') {
      const here = new Set<string>();
      for (const item of node.items) {
        if (item.kind !== 'scalar') {
          refuse(file, item.start, 'an item of the label list is no text', 'write - key=value, without ": "');
          continue;
        }
        const label = fromItem(item, file, Math.max(item.start, start), lookup);
        if (here.has(label.key)) doubled.push(label);
        here.add(label.key);
        merged.set(label.key, label);
      }
    } else if (node.text !== '' && node.value !== null) {
      refuse(file, start, 'labels is neither a map nor a list', 'write one key: value a line below it');
    }
  }
  return { labels: [...merged.values()].sort((left, right) => compareText(left.key, right.key)), broken, doubled };
}

function fromMap(key: string, value: YamlScalar, file: ComposeFile, start: number, lookup: Lookup): ServiceLabel {
  const text = composeText(value, file.text);
  const at = () => file.place(start);
  const filled = interpolate(text, lookup);
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

function fromItem(item: YamlScalar, file: ComposeFile, start: number, lookup: Lookup): ServiceLabel {
  const filled = interpolate(item.text, lookup);
  const text = filled.ok ? filled.text : item.text;
  const equals = text.indexOf('=');
  const unset = filled.ok ? filled.unset : [];
  const inKey = /^[^=]*\$/.test(item.text) && unset.length > 0;
  return {
    key: equals < 0 ? text : text.slice(0, equals),
    value: equals < 0 ? '' : text.slice(equals + 1),
    at: () => file.place(start),
    unset,
    keyUnknown: inKey,
    ...(filled.ok ? {} : { problem: filled.message }),
  };
}
