import { dirname, join, resolve } from 'node:path';
import { below, type Layer, layersOf, type Stack, startOf } from './layers.ts';
import { isRemote, type Loading, refuse, withoutSecret } from './loading.ts';
import { type FilledText, filledText } from './stack-values.ts';

/** One entry of `include:`, its paths absolute. */
export interface Include {
  readonly paths: readonly string[];
  /** Its project directory. */
  readonly folder: string;
  /** Files of variables; absent: `.env` in its project directory, if it is there. */
  readonly envFiles?: readonly string[];
  /** The layer and offset that name it. */
  readonly layer: Layer;
  readonly start: number;
}

/** Stands for "no file of variables" in `env_file`. */
const noFile = '/dev/null';

/** Reads `include:` of one file: a list of paths, or of maps with `path`, `project_directory` and `env_file`. */
export function readIncludes(root: Layer, loading: Loading): Include[] {
  const includes: Include[] = [];
  for (const layer of layersOf(below([root], 'include'))) {
    const { node } = layer;
    if (node.kind === 'scalar' && node.value === null) continue;
    if (node.kind !== 'sequence') {
      tell(layer, layer.start, 'include is no list', 'write one - path a line', loading);
      continue;
    }
    for (const item of node.items) {
      const found = readInclude({ ...layer, node: item, start: startOf(item, layer) }, loading);
      if (found !== undefined) includes.push(found);
    }
  }
  return includes;
}

function readInclude(layer: Layer, loading: Loading): Include | undefined {
  const { folder } = layer.scope;
  const map = layer.node.kind === 'map';
  const paths = texts(map ? below([layer], 'path') : [layer]);
  const directory = map ? texts(below([layer], 'project_directory')) : [];
  const envFiles = map ? texts(below([layer], 'env_file')) : [];
  const [first] = paths;
  if (first === undefined) {
    tell(layer, layer.start, 'an include names no file', 'write - path, or path: below it', loading);
    return undefined;
  }
  const unset = [...paths, ...directory, ...envFiles].find((one) => one.unset.length > 0);
  if (unset !== undefined) {
    const message = `the variable ${unset.unset[0]?.name} in an include is not set`;
    tell(layer, unset.start, message, 'set it in env: of the source, the environment or .env', loading);
    return undefined;
  }
  const remote = paths.find(({ text }) => isRemote(text));
  if (remote !== undefined) {
    refuse(loading, layer, remote.start, {
      code: 'COMPOSE_UNSUPPORTED',
      message: `the include ${withoutSecret(remote.text)} is not fetched, so labels may be missing`,
      hint: 'put a copy beside the file and include that',
      what: layer.file.shown,
    });
    return undefined;
  }
  const absolute = paths.map(({ text }) => resolve(folder, text));
  return {
    paths: absolute,
    folder: directory[0] === undefined ? dirname(resolve(folder, first.text)) : resolve(folder, directory[0].text),
    ...(envFiles.length === 0 ? {} : { envFiles: envFilesOf(envFiles, folder) }),
    layer,
    start: first.start,
  };
}

function envFilesOf(files: readonly FilledText[], folder: string): string[] {
  return files.filter(({ text }) => text !== noFile).map(({ text }) => resolve(folder, text));
}

/** A text, or the texts of a list, doubles kept. */
function texts(stack: Stack): FilledText[] {
  return layersOf(stack).flatMap((layer) => {
    const { node } = layer;
    const items = node.kind === 'sequence' ? node.items : [node];
    return items.flatMap((item) => {
      const filled = filledText(layer, item);
      return filled === undefined || filled.text === '' ? [] : [filled];
    });
  });
}

function tell(layer: Layer, start: number, message: string, hint: string, loading: Loading): void {
  refuse(loading, layer, start, { code: 'COMPOSE_INCLUDE', message, hint, what: layer.file.shown });
}

/** The file of variables that a project has unless it names others. */
export function defaultEnvFile(folder: string): string {
  return join(folder, '.env');
}
