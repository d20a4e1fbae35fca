import { invalid } from './compose-file.ts';
import { readEnvironment } from './environment.ts';
import { resolveExtends, type Shelf, type Shelves } from './extends.ts';
import { defaultEnvFile, type Include, readIncludes } from './include.ts';
import { isLayer, type Layer, type Scope, type Stack } from './layers.ts';
import { fileWeight, type Loading, type Model, openFile, type ProjectParts, refuse, weigh } from './loading.ts';
import { entriesOf } from './merge-keys.ts';
import { misspeltKeys } from './misspelt-keys.ts';

/** Projects that include one another; real ones have two or three. */
const maxIncludes = 50;

/**
 * Loads the services of a project: file by file, in each what it includes beneath its own services and what those extend
 * beneath them, then the files over one another (compose-go, loader/loader.go). Null when a file cannot be read.
 */
export async function loadModel(parts: ProjectParts, origin: string, loading: Loading): Promise<Model | null> {
  const scope: Scope = { lookup: parts.lookup, folder: parts.folder };
  const services = new Map<string, Stack>();
  const root: (Layer | Stack)[] = [];
  const shelves: Shelves = new Map();
  let whole = true;
  for (const path of parts.paths) {
    const read = await openFile(path, loading);
    if (!read.ok) {
      loading.missing.push({ what: loading.show(path), why: read.why });
      whole = false;
      continue;
    }
    const { file } = read;
    const own: Layer = { file, scope, node: file.root, start: file.root.start };
    if (!weigh(loading, fileWeight)) return tooMuch(origin, own, loading);
    const ancestors = [...parts.ancestors, path];
    const imported = new Map<string, Stack>();
    for (const include of readIncludes(own, loading)) {
      const model = await loadIncluded(include, ancestors, origin, loading);
      if (model === null) continue;
      if (!root.includes(model.root)) root.push(model.root);
      importServices(model, imported, loading);
    }
    if (!weigh(loading, 0)) return tooMuch(origin, own, loading);
    root.push(own);
    const here = ownServices(own, imported, services, loading);
    if (!weigh(loading, here.size)) return tooMuch(origin, own, loading);
    const shelf: Shelf = { path, services: here, resolved: new Map(), folder: parts.folder };
    for (const [name, stack] of here) {
      const resolved = stack.some(isLayer)
        ? await resolveExtends(shelf, name, `${origin}#${name}`, loading, shelves)
        : stack;
      const before = services.get(name) ?? [];
      services.set(name, resolved === null || before === lost ? lost : [...before, ...resolved]);
    }
  }
  for (const [name, stack] of services) if (stack === lost) services.delete(name);
  return whole ? { services, root } : null;
}

/** Tells, once, that a project comes to more than is read. */
function tooMuch(origin: string, { file }: Layer, loading: Loading): null {
  if (loading.full) return null;
  loading.full = true;
  const why = 'the project comes to more files and services than any real one has';
  loading.diagnostics.push(invalid(why, file.place(0), 'include and extend fewer files'));
  loading.missing.push({ what: origin, why });
  return null;
}

const weights = new WeakMap<Stack, number>();

/** Layers of a stack as they are walked: files that include one another crosswise multiply them. */
function weightOf(stack: Stack): number {
  const known = weights.get(stack);
  if (known !== undefined) return known;
  const weight = stack.reduce<number>((sum, part) => sum + (isLayer(part) ? 1 : weightOf(part)), 1);
  weights.set(stack, weight);
  return weight;
}

/** Stands for a service that extends what cannot be had: nothing of it counts. */
const lost: Stack = [];

/** Services that includes bring in: where two have one, the first is over the second. */
function importServices(model: Model, imported: Map<string, Stack>, loading: Loading): void {
  weigh(loading, weightOf(model.root));
  for (const [name, stack] of model.services) {
    const there = imported.get(name) ?? [];
    if (there.includes(stack)) continue;
    weigh(loading, weightOf(stack));
    imported.set(name, [stack, ...there]);
  }
}

/** The services of one file over what it includes. What it resets goes from `before`, the files before it. */
function ownServices(
  root: Layer,
  imported: ReadonlyMap<string, Stack>,
  before: Map<string, Stack>,
  loading: Loading,
): Map<string, Stack> {
  const services = new Map(imported);
  const entry = root.node.kind === 'map' ? entriesOf(root.node).get('services') : undefined;
  reportMisspelt(root, loading);
  if (entry === undefined) return services;
  const { value, key } = entry;
  if (value.tag === '!reset' || value.tag === '!override') before.clear();
  if (value.tag === '!reset' || (value.kind === 'scalar' && value.value === null)) return services;
  if (value.kind !== 'map') {
    const { file } = root;
    loading.diagnostics.push(invalid('services is no map', file.place(key.start), 'write one service a key below it'));
    loading.missing.push({ what: file.shown, why: 'services is no map' });
    return services;
  }
  for (const [name, service] of entriesOf(value)) {
    const { tag } = service.value;
    if (tag === '!reset' || tag === '!override') before.delete(name);
    if (tag === '!reset') continue;
    const layer: Layer = { ...root, node: service.value, start: service.key.start };
    services.set(name, [...(services.get(name) ?? []), layer]);
  }
  return services;
}

/** Tells of keys of a file that were meant to bring services: what is below them is missing. */
function reportMisspelt(root: Layer, { diagnostics, missing }: Loading): void {
  const found = misspeltKeys([root], 'file');
  for (const finding of found) diagnostics.push(finding);
  const [first] = found;
  if (first !== undefined) missing.push({ what: root.file.shown, why: first.message });
}

async function loadIncluded(
  include: Include,
  ancestors: readonly string[],
  origin: string,
  loading: Loading,
): Promise<Model | null> {
  const { paths, folder, layer, start } = include;
  const tell = (message: string, hint: string) => {
    refuse(loading, layer, start, { code: 'COMPOSE_INCLUDE', message, hint, what: origin });
    return null;
  };
  const again = paths.find((path) => ancestors.includes(path));
  if (again !== undefined) {
    return tell(`${loading.show(again)} includes itself, through ${ancestors.length - 1} more`, 'remove one include');
  }
  if (ancestors.length > maxIncludes) {
    return tell(`more than ${maxIncludes} files include one another`, 'include them from one file');
  }
  const { lookup } = layer.scope;
  const known = loading.included.get(lookup) ?? new Map<string, Model | null>();
  loading.included.set(lookup, known);
  const key = JSON.stringify([paths, folder, include.envFiles]);
  const there = known.get(key);
  if (there !== undefined) return there;
  const files = include.envFiles ?? [defaultEnvFile(folder)];
  const optional = include.envFiles === undefined;
  const environment = await readEnvironment(
    files.map((path) => ({ path, shown: loading.show(path), optional })),
    lookup,
    loading.readText,
  );
  let model: Model | null = null;
  if (environment.ok)
    model = await loadModel({ paths, folder, lookup: environment.lookup, ancestors }, origin, loading);
  else loading.diagnostics.push(...environment.diagnostics);
  known.set(key, model);
  if (model !== null) return model;
  const unreadable = environment.ok ? paths.filter((path) => loading.files.get(path)?.ok === false) : [];
  const which = unreadable.map((path) => loading.show(path)).join(', ');
  if (!environment.ok) return tell(`the variables of an include cannot be read: ${environment.why}`, 'correct them');
  return which === '' ? null : tell(`the include ${which} cannot be read`, 'correct the file, or its path');
}
