import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { Entry } from './entry.ts';
import { parentKey } from './key.ts';
import type { RawKey } from './reading.ts';

/** Tells which paths have a key below them. */
export interface Parents {
  has(path: string): boolean;
}

/** What was read, indexed: what units are made from. */
export interface Contents {
  /** Of the read, decimal. */
  readonly revision: string;
  /** A heartbeat of docker-coredns-sync itself stands. */
  readonly dcs: boolean;
  /** Every key, records or not, by key. Looked up by halves: an index of all keys costs more than the few look-ups. */
  readonly sorted: readonly RawKey[];
  /** The paths that have a key below them. */
  readonly parents: Parents;
  /** The records by name, each name's by key. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** What `lint` finds in it. */
  readonly findings: readonly Diagnostic[];
}

const none: readonly Entry[] = [];

/** The records at a name, of one type. */
export function entriesOf(contents: Pick<Contents, 'entries'>, name: string, type: string): readonly Entry[] {
  const all = contents.entries.get(name);
  return all === undefined ? none : all.filter((entry) => entry.type === type);
}

/** Adds the paths above a key, up to one that is known: with it, all above it are. */
export function addParents(parents: Set<string>, key: string): void {
  for (let path = parentKey(key); path !== '' && !parents.has(path); path = parentKey(path)) parents.add(path);
}

/** The keys by their text; those that etcd gave are so already. */
export function sortedKeys(keys: readonly RawKey[]): readonly RawKey[] {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1]?.key ?? '') >= (keys[index]?.key ?? '')) {
      return keys.toSorted((left, right) => compareText(left.key, right.key));
    }
  }
  return keys;
}

/** Position of the first key that is not before `key`. */
export function positionOf(sorted: readonly RawKey[], key: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands at a key; undefined: nothing. */
export function rawAt({ sorted }: Pick<Contents, 'sorted'>, key: string): RawKey | undefined {
  const found = sorted[positionOf(sorted, key)];
  return found?.key === key ? found : undefined;
}

/** Tells which paths have one of the keys below them. */
export function parentsOf(sorted: readonly RawKey[]): Parents {
  return {
    has(path) {
      const below = `${path}/`;
      return sorted[positionOf(sorted, below)]?.key.startsWith(below) ?? false;
    },
  };
}
