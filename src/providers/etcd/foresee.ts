import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Unit } from '../../core/unit.ts';
import { addParents, type Contents, type Parents, positionOf } from './contents.ts';
import type { Entry } from './entry.ts';
import { draftEntry } from './images.ts';
import type { Keys } from './key.ts';
import { type Linted, lint } from './lint.ts';
import type { RecordSettings } from './settings.ts';
import { type KeyOp, readHandle } from './unit.ts';

/** What CoreDNS would serve otherwise than it is meant once the units have landed, and does not yet. */
export function foresee(
  units: readonly Unit[],
  contents: Contents,
  settings: RecordSettings,
  keys: Keys,
): Diagnostic[] {
  const puts = new Map(units.flatMap((unit) => readHandle(unit).ops.map(({ key, put }) => [key, put] as const)));
  if (puts.size === 0) return [];
  const known = new Set(contents.findings.map(idOf));
  return lint(linted(puts, contents, keys), settings, keys).filter((one) => !known.has(idOf(one)));
}

/** The records as they will stand. */
function linted(puts: ReadonlyMap<string, KeyOp['put']>, contents: Contents, keys: Keys): Linted {
  const entries = new Map<string, readonly Entry[]>();
  for (const [name, own] of contents.entries) {
    const kept = own.some(({ key }) => puts.has(key)) ? own.filter(({ key }) => !puts.has(key)) : own;
    if (kept.length > 0) entries.set(name, kept);
  }
  const placed = new Set<string>();
  const made = new Map<string, Entry[]>();
  for (const [key, put] of puts) {
    if (put === null) continue;
    addParents(placed, key);
    const entry = draftEntry(keys, key, put);
    const same = entry === null ? undefined : made.get(entry.name);
    if (same !== undefined && entry !== null) same.push(entry);
    else if (entry !== null) made.set(entry.name, [entry]);
  }
  for (const [name, own] of made) entries.set(name, [...(entries.get(name) ?? []), ...own]);
  return { entries, parents: parentsAfter(puts, placed, contents) };
}

/** The paths that will have a key below them: one that is placed there, or one that stays. */
function parentsAfter(
  puts: ReadonlyMap<string, KeyOp['put']>,
  placed: ReadonlySet<string>,
  { sorted }: Contents,
): Parents {
  return {
    has(path) {
      if (placed.has(path)) return true;
      const below = `${path}/`;
      for (let index = positionOf(sorted, below); sorted[index]?.key.startsWith(below); index += 1) {
        if (!puts.has(sorted[index]?.key ?? '')) return true;
      }
      return false;
    },
  };
}

function idOf({ code, name, message }: Diagnostic): string {
  return `${code} ${name ?? ''} ${message}`;
}
