import { resolve } from 'node:path';
import type { ReadText } from '../../files/read-file.ts';
import { type EnvFile, readEnvFile } from './env-file.ts';
import { below, layersOf, type Stack, startOf } from './layers.ts';
import { type Loading, refuse } from './loading.ts';
import type { ServiceLabel } from './service-labels.ts';
import { type FilledText, filledText, listTexts } from './stack-values.ts';

/** A label file that was read, whether it could be or not. */
export interface LabelFile {
  /** Path in messages. */
  readonly shown: string;
  readonly read: ReadText;
  /** What it says where no file stands before it, once that was asked for. */
  alone?: EnvFile;
}

/** Label files by absolute path. */
export type LabelFiles = Map<string, LabelFile>;

/** Characters of a label file that weigh as much as one label. */
const charactersEach = 1000;

/** Reads the label files that a service names, each once for the project. */
export async function openLabelFiles(service: Stack, files: LabelFiles, loading: Loading): Promise<void> {
  for (const { text, layer } of listTexts(below(service, 'label_file'), 'single')) {
    const path = resolve(layer.scope.folder, text);
    if (files.has(path)) continue;
    const shown = loading.show(path);
    files.set(path, { shown, read: await loading.readText(path, shown) });
  }
}

/**
 * The labels that the label files of a service say: lines `key=value` as in `.env`, later files over earlier ones, whose
 * labels they may name as variables (compose-go, types/project.go). Null when one cannot be had, which is told then.
 */
export function labelsFromFiles(
  service: Stack,
  user: { readonly name: string; readonly prefix: string },
  files: LabelFiles,
  out: Pick<Loading, 'diagnostics' | 'missing'> & { size: number },
): Map<string, ServiceLabel> | null {
  const labels = new Map<string, ServiceLabel>();
  const wrong = noPath(below(service, 'label_file'));
  if (wrong !== undefined) {
    tell(wrong, user, 'label_file holds something that is no path', out);
    return null;
  }
  for (const named of listTexts(below(service, 'label_file'), 'single')) {
    const [unset] = named.unset;
    const file = files.get(resolve(named.layer.scope.folder, named.text));
    if (unset !== undefined || file === undefined) {
      tell(named, user, `the variable ${unset?.name ?? ''} in label_file is not set`, out);
      return null;
    }
    if (!file.read.ok) {
      tell(named, user, `the label file cannot be read: ${file.read.message}`, out);
      return null;
    }
    const parsed = parse(file, file.read.text, labels, out);
    if (!parsed.ok) {
      const { line, column } = parsed.at;
      tell(named, user, `${file.shown}:${line}:${column} is no label: ${parsed.message}`, out);
      return null;
    }
    out.size += parsed.values.size;
    for (const [key, { text, at, unset }] of parsed.values) {
      labels.set(key, { key, value: text, at: () => ({ file: file.shown, ...at() }), unset, keyUnknown: false });
    }
  }
  return labels;
}

/** The first thing in a `label_file` that is neither a path nor, standing alone, nothing at all. */
function noPath(stack: Stack): Pick<FilledText, 'layer' | 'start'> | undefined {
  for (const layer of layersOf(stack)) {
    const { node } = layer;
    if (node.kind === 'scalar' && (node.value === null || (node.text === '' && node.tag !== undefined))) continue;
    const items = node.kind === 'sequence' ? node.items : [node];
    const wrong = items.find((item) => item.tag !== '!reset' && filledText(layer, item) === undefined);
    if (wrong !== undefined) return { layer, start: startOf(wrong, layer) };
  }
  return undefined;
}

/** Without labels before it a file says the same for every service. */
function parse(
  file: LabelFile,
  text: string,
  before: ReadonlyMap<string, ServiceLabel>,
  out: { size: number },
): EnvFile {
  if (before.size === 0 && file.alone !== undefined) return file.alone;
  out.size += text.length / charactersEach;
  const parsed = readEnvFile(text, (name) => before.get(name)?.value);
  if (before.size === 0) file.alone = parsed;
  return parsed;
}

function tell(
  { layer, start }: Pick<FilledText, 'layer' | 'start'>,
  { name, prefix }: { readonly name: string; readonly prefix: string },
  message: string,
  out: Pick<Loading, 'diagnostics' | 'missing'>,
): void {
  refuse(out, layer, start, {
    code: 'COMPOSE_LABEL_FILE',
    message,
    service: name,
    hint: 'write key=value, one a line, and give the path, or a list of them, from the project directory',
    what: prefix,
  });
}
