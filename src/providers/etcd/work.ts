import { textFromBytes } from '../../core/bytes.ts';
import type { SetState } from '../../core/plan.ts';
import type { OwnerMark } from '../../core/provider-model.ts';
import type { UnitChange } from '../../core/unit.ts';
import { type Contents, entriesOf, rawAt } from './contents.ts';
import type { Entry } from './entry.ts';
import { type Image, type Images, imageId } from './images.ts';
import type { Keys } from './key.ts';
import type { Placer } from './placer.ts';
import type { RecordSettings } from './settings.ts';
import type { Draft } from './unit.ts';
import { leastTtl } from './write-value.ts';

/** What working out keys depends on. */
export interface WorkContext {
  readonly settings: RecordSettings;
  readonly keys: Keys;
  readonly contents: Contents;
  readonly placer: Placer;
  readonly images: Images;
}

/** What happens to one key. */
export interface Step {
  readonly key: string;
  /** Null: it is deleted. */
  readonly put: Draft | null;
  /** The record that goes; null: none stood there. */
  readonly gone: Entry | null;
  /** The record that comes. */
  readonly made: Entry | null;
}

/** A value that is to stand. */
export interface Write {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Seconds, as it is written. */
  readonly ttl: number;
  readonly mark: OwnerMark | null;
  /** The record it is written over; null: it is new. */
  readonly standing: Entry | null;
  /** It says the same already, and is written only where it must move. */
  readonly same: boolean;
  /** How it stood before; undefined: not known. */
  readonly image: Image | undefined;
}

/** The keys of one name: what is left to write, and what has been worked out. */
export interface NameWork {
  readonly name: string;
  readonly changes: readonly UnitChange[];
  readonly writes: readonly Write[];
  /** By key. */
  readonly steps: Map<string, Step>;
}

/** Begins with one name: takes away what goes, and finds what is to be written. */
export function beginWork(name: string, changes: readonly UnitChange[], context: WorkContext): NameWork {
  const { settings, contents } = context;
  const steps = new Map<string, Step>();
  const writes: Write[] = [];
  const work: NameWork = { name, changes, writes, steps };
  for (const change of changes) {
    const standing = new Map<string, Entry[]>();
    for (const entry of entriesOf(contents, name, change.type)) {
      if (goes(entry, change, settings.owner)) removeEntry(work, entry, context);
      const same = standing.get(entry.value);
      if (same === undefined) standing.set(entry.value, [entry]);
      else same.push(entry);
    }
    for (const value of change.after?.values ?? []) {
      const found = standing.get(value) ?? [];
      const write = writeOf(change, value, found, context);
      if (write === null) continue;
      writes.push(write);
      if (!write.same) for (const extra of extraOf(write, found)) removeEntry(work, extra, context);
    }
  }
  return work;
}

/** The value stored at an entry's key, as text. */
export function storedAt(contents: Contents, key: string): string | undefined {
  const raw = rawAt(contents, key);
  return raw === undefined ? undefined : textFromBytes(raw.value);
}

/** Deletes the key of a record. */
export function removeEntry({ steps }: NameWork, entry: Entry, { placer }: WorkContext): void {
  steps.set(entry.key, { key: entry.key, put: null, gone: entry, made: null });
  placer.drop(entry.key);
}

/** Whose a value of a state is; a text such as `constructor` is no owner. */
function markIn(state: SetState | null, value: string): OwnerMark | null {
  return state !== null && Object.hasOwn(state.owners, value) ? (state.owners[value] ?? null) : null;
}

/** Whether a change takes a record away: ours that is not wanted, another owner's that it evicts. Hand-made ones never go. */
function goes({ value, owner }: Entry, { before, after }: UnitChange, ours: string): boolean {
  if (owner === null) return false;
  if (owner.owner === ours) return markIn(after, value)?.owner !== ours;
  return markIn(before, value)?.owner === owner.owner && after?.values.includes(value) !== true;
}

/** What is to be written for a value that shall stand; null: nothing, it is another's and stands. */
function writeOf(
  { name, type, after }: UnitChange,
  value: string,
  found: readonly Entry[],
  { settings, images }: WorkContext,
): Write | null {
  const mark = markIn(after, value);
  const owners = found.filter(({ owner }) => owner?.owner === mark?.owner);
  const image = images.get(imageId({ name, type, value, owner: mark }));
  const ttl = Math.max(leastTtl, after?.ttl ?? 0);
  const base = { name, type, value, ttl, mark, image };
  if (mark?.owner !== settings.owner) {
    return owners.length > 0 || image === undefined ? null : { ...base, standing: null, same: false };
  }
  const standing = owners[0] ?? found.find(({ owner }) => owner === null) ?? null;
  const same =
    standing?.owner?.owner === settings.owner &&
    standing.ttl === ttl &&
    (standing.owner.force ?? false) === (mark.force ?? false);
  return { ...base, standing, same };
}

/** Further keys of ours with the same value: writing one heals the rest. */
function extraOf({ standing }: Write, found: readonly Entry[]): Entry[] {
  if (standing?.owner == null) return [];
  return found.filter((entry) => entry !== standing && entry.owner?.owner === standing.owner?.owner);
}
