import { dirname, resolve } from 'node:path';
import { below, isLayer, type Layer, type Stack } from './layers.ts';
import { isRemote, type Loading, openFile, refuse, weigh, withoutSecret } from './loading.ts';
import { entriesOf } from './merge-keys.ts';
import { type FilledText, filledText } from './stack-values.ts';

/** The services of one file among which `extends` looks, each with what `include` brought in for it. */
export interface Shelf {
  /** Absolute path of the file. */
  readonly path: string;
  readonly services: ReadonlyMap<string, Stack>;
  /** Services with what they extend; null: that could not be found. */
  readonly resolved: Map<string, Resolved | null>;
  /** Where a `file:` of `extends` begins. */
  readonly folder: string;
}

interface Resolved {
  readonly stack: Stack;
  /** How many services it extends, one through another. */
  readonly depth: number;
}

/** What `extends` names. */
interface Reference {
  readonly service: FilledText;
  readonly file?: FilledText;
  readonly layer: Layer;
}

/** Files that services of a project extend, by absolute path; null: cannot be read. */
export type Shelves = Map<string, Shelf | null>;

/** Services one through another; real projects have three. */
const maxDepth = 100;

/**
 * The stack of a service with what it extends beneath it; null when that cannot be had, which was told then.
 * `user` is `<file>#<service>`, whose labels are missing otherwise.
 */
export async function resolveExtends(
  shelf: Shelf,
  name: string,
  user: string,
  loading: Loading,
  shelves: Shelves,
): Promise<Stack | null> {
  return (await resolveService(shelf, name, user, loading, shelves, []))?.stack ?? null;
}

async function resolveService(
  shelf: Shelf,
  name: string,
  user: string,
  loading: Loading,
  shelves: Shelves,
  chain: readonly string[],
): Promise<Resolved | null> {
  const known = shelf.resolved.get(name);
  if (known !== undefined) return known;
  const stack = shelf.services.get(name) ?? [];
  const reference = referenceOf(stack, user, loading);
  const base =
    reference === undefined
      ? undefined
      : reference && (await resolveBase(reference, shelf, name, user, loading, shelves, chain));
  const resolved =
    base === undefined ? { stack, depth: 0 } : base && { stack: [base.stack, ...stack], depth: base.depth + 1 };
  shelf.resolved.set(name, resolved);
  return resolved;
}

/** What a service's own layer extends; undefined: nothing, null: nobody knows, which is told. */
function referenceOf(stack: Stack, user: string, loading: Loading): Reference | null | undefined {
  const own = stack.findLast(isLayer);
  if (own === undefined || own.node.kind !== 'map' || !entriesOf(own.node).has('extends')) return undefined;
  const [layer] = below([own], 'extends').filter(isLayer);
  if (layer === undefined) return undefined;
  const [service, file] =
    layer.node.kind === 'map' ? [textAt(layer, 'service'), textAt(layer, 'file')] : [filledText(layer)];
  const [unset] = [...(service?.unset ?? []), ...(file?.unset ?? [])];
  if (unset !== undefined) {
    const hint = 'set it in env: of the source, the environment or .env';
    tell(layer, layer.start, user, `the variable ${unset.name} in extends is not set`, hint, loading);
    return null;
  }
  if (service === undefined || service.text === '') {
    tell(layer, layer.start, user, 'extends names no service', 'write service: below it', loading);
    return null;
  }
  return { service, layer, ...(file === undefined ? {} : { file }) };
}

function textAt(layer: Layer, key: string): FilledText | undefined {
  const [found] = below([layer], key).filter(isLayer);
  return found === undefined ? undefined : filledText(found);
}

async function resolveBase(
  { service, file, layer }: Reference,
  shelf: Shelf,
  name: string,
  user: string,
  loading: Loading,
  shelves: Shelves,
  chain: readonly string[],
): Promise<Resolved | null> {
  const fail = (start: number, message: string, hint: string) => {
    tell(layer, start, user, message, hint, loading);
    return null;
  };
  const link = `${shelf.path}#${name}`;
  if (chain.includes(link)) {
    const names = [...chain.slice(chain.indexOf(link)), link].map((one) => one.slice(one.lastIndexOf('#') + 1));
    const way = names.length > 8 ? [...names.slice(0, 8), '...'] : names;
    return fail(layer.start, `the service "${name}" extends itself (${way.join(' -> ')})`, 'remove one extends');
  }
  if (chain.length >= maxDepth) {
    return fail(layer.start, `more than ${maxDepth} services extend one another`, 'extend one common service');
  }
  if (file !== undefined && isRemote(file.text)) {
    refuse(loading, layer, file.start, {
      code: 'COMPOSE_UNSUPPORTED',
      message: `${withoutSecret(file.text)} is not fetched, so labels that the service extends may be missing`,
      hint: 'put a copy beside the file and extend that',
      what: user,
      service: user.slice(user.lastIndexOf('#') + 1),
    });
    return null;
  }
  const path = file === undefined ? shelf.path : resolve(shelf.folder, file.text);
  const there = file === undefined ? shelf : await openShelf(path, layer, loading, shelves);
  if (there === null) {
    const read = loading.files.get(path);
    const why = read?.ok === false ? `: ${read.why}` : '';
    const message = `the file ${loading.show(path)} that extends names cannot be read${why}`;
    const folder = loading.show(shelf.folder) || 'of the configuration';
    return fail(file?.start ?? layer.start, message, `the path begins in the folder ${folder}`);
  }
  if (!there.services.has(service.text)) {
    const message = `extends names the service "${service.text}", and ${loading.show(there.path)} has none of that name`;
    return fail(service.start, message, listHint([...there.services.keys()]));
  }
  const base = await resolveService(there, service.text, user, loading, shelves, [...chain, link]);
  if (base === null || base.depth < maxDepth) return base;
  return fail(layer.start, `more than ${maxDepth} services extend one another`, 'extend one common service');
}

/** Reads a file for the services that are extended in it; its own `include` does not count there, as in Compose. */
async function openShelf(path: string, user: Layer, loading: Loading, shelves: Shelves): Promise<Shelf | null> {
  const known = shelves.get(path);
  if (known !== undefined) return known;
  const read = await openFile(path, loading);
  let shelf: Shelf | null = null;
  if (read.ok) {
    const { file } = read;
    const folder = dirname(path);
    const scope = { lookup: user.scope.lookup, folder };
    const root: Layer = { file, scope, node: file.root, start: file.root.start };
    const services = new Map<string, Stack>();
    for (const layer of below([root], 'services').filter(isLayer)) {
      if (layer.node.kind !== 'map') continue;
      const entries = entriesOf(layer.node);
      weigh(loading, entries.size);
      for (const [name, { key, value }] of entries) {
        if (value.tag !== '!reset') services.set(name, [{ ...layer, node: value, start: key.start }]);
      }
    }
    shelf = { path, services, resolved: new Map(), folder };
  }
  shelves.set(path, shelf);
  return shelf;
}

function tell(layer: Layer, start: number, user: string, message: string, hint: string, loading: Loading): void {
  const service = user.slice(user.lastIndexOf('#') + 1);
  refuse(loading, layer, start, { code: 'COMPOSE_EXTENDS', message, hint, what: user, service });
}

function listHint(names: readonly string[]): string {
  if (names.length === 0) return 'it has no services at all';
  return `it has ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', ...' : ''}`;
}
