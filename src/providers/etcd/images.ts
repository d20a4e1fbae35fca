import { timeText } from '../../core/actual.ts';
import { bytesFromText } from '../../core/bytes.ts';
import type { Entry } from './entry.ts';
import { readEntry } from './entry.ts';
import type { Keys } from './key.ts';
import type { Draft, KeyOp } from './unit.ts';

/** A value as a unit would write it, with the key it would write it to. */
export interface Image {
  readonly draft: Draft;
  readonly entry: Entry;
}

/** The values that a unit writes, by record and owner, so that what was undone comes back byte for byte. */
export type Images = ReadonlyMap<string, Image>;

/** What stands for the time of the apply while a draft is only looked at. */
const anyTime = timeText(0);

/** What tells a value of one owner from all others. */
export function imageId({ name, type, value, owner }: Pick<Entry, 'name' | 'type' | 'value' | 'owner'>): string {
  return `${name} ${type} ${owner?.owner ?? ''} ${value}`;
}

/** The images in the operations of a unit. */
export function imagesOf(ops: readonly KeyOp[], keys: Keys): Images {
  const images = new Map<string, Image>();
  for (const { key, put } of ops) {
    const entry = put === null ? null : draftEntry(keys, key, put);
    if (entry !== null && put !== null) images.set(imageId(entry), { draft: put, entry });
  }
  return images;
}

/** The record that a draft becomes at a key; null: none. */
export function draftEntry(keys: Keys, key: string, draft: Draft): Entry | null {
  const read = readEntry(keys, key, bytesFromText(draft.join(anyTime)));
  return read.kind === 'record' ? read.entry : null;
}
