import { bytesFromText, textFromBytes } from '../../core/bytes.ts';
import type { Draft } from './unit.ts';

/** A time as it is written: whole seconds, UTC. */
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const timeLength = 20;

/** The value with the time of the apply filled in. */
export function fillDraft(draft: Draft, now: Date): Uint8Array {
  return bytesFromText(draft.join(`${now.toISOString().slice(0, 19)}Z`));
}

/** Whether a value is the draft with some time filled in; null: no value. */
export function fitsDraft(draft: Draft | null, value: Uint8Array | null): boolean {
  if (draft === null || value === null) return draft === value;
  const text = textFromBytes(value);
  let at = 0;
  for (const [index, piece] of draft.entries()) {
    if (index > 0) {
      if (!time.test(text.slice(at, at + timeLength))) return false;
      at += timeLength;
    }
    if (!text.startsWith(piece, at)) return false;
    at += piece.length;
  }
  return at === text.length;
}
