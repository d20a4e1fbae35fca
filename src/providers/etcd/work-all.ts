import type { UnitChange } from '../../core/unit.ts';
import type { Entry } from './entry.ts';
import { draftEntry } from './images.ts';
import { parentKey } from './key.ts';
import { placeWrite } from './place.ts';
import { isMisplaced } from './read-state.ts';
import { beginWork, type NameWork, storedAt, type WorkContext } from './work.ts';

/** The changes of one name. */
export interface NamedChanges {
  readonly name: string;
  readonly changes: readonly UnitChange[];
}

/**
 * Works out the keys of all names together, because where a CNAME goes depends on the keys of others: first all that
 * goes, then all but CNAMEs, then these, the deepest first.
 */
export function workAll(named: readonly NamedChanges[], context: WorkContext): NameWork[] {
  const works = named.map(({ name, changes }) => beginWork(name, changes, context));
  for (const work of works) {
    for (const write of work.writes) if (write.type !== 'CNAME') placeWrite(work, write, context);
  }
  const aliases = works.flatMap((work) => {
    const writes = work.writes.filter(({ type }) => type === 'CNAME');
    return writes.length === 0 ? [] : [{ work, writes, depth: context.keys.base(work.name).split('/').length }];
  });
  aliases.sort((left, right) => right.depth - left.depth);
  for (const { work, writes } of aliases) for (const write of writes) placeWrite(work, write, context);
  moveAliases(works, context);
  return works;
}

/** CNAMEs of ours at their own keys move below them, in the unit that writes the first key there (etcd-skydns 2). */
function moveAliases(works: readonly NameWork[], context: WorkContext): void {
  const { settings, contents, keys, placer } = context;
  if (settings.cname === 'exact') return;
  const taken = new Set(works.flatMap(({ steps }) => [...steps.keys()]));
  const exact = exactAliases(works, context);
  if (exact.size === 0) return;
  for (const work of works) {
    for (const { key, put } of [...work.steps.values()]) {
      if (put === null) continue;
      for (let path = parentKey(key); path.length >= settings.prefix.length && path !== ''; path = parentKey(path)) {
        const entry = exact.get(path);
        if (entry === undefined || taken.has(path) || isMisplaced(entry, contents, settings)) continue;
        taken.add(path);
        const text = storedAt(contents, path) ?? '';
        const target = placer.next(path);
        work.steps.set(path, { key: path, put: null, gone: entry, made: null });
        work.steps.set(target, { key: target, put: [text], gone: null, made: draftEntry(keys, target, [text]) });
      }
    }
  }
}

/** CNAMEs of ours at their own keys, by key, where something is written below. */
function exactAliases(works: readonly NameWork[], { contents, settings, keys }: WorkContext): Map<string, Entry> {
  const found = new Map<string, Entry>();
  if (!works.some(({ steps }) => [...steps.values()].some(({ put }) => put !== null))) return found;
  for (const [name, entries] of contents.entries) {
    for (const entry of entries) {
      const ours = entry.type === 'CNAME' && entry.owner?.owner === settings.owner;
      if (ours && keys.isBase(entry.key, name)) found.set(entry.key, entry);
    }
  }
  return found;
}
