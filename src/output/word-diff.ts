/** A stretch of two texts compared: in both, only in the old one, or only in the new one. */
export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Compares two texts word by word; null when they have too little in common to be read as one text. */
export type WordDiff = (before: string, after: string) => TextPart[] | null;

/** Words that may differ before two texts count as different altogether: the diff costs time in proportion. */
const maxEdits = 200;
/** From this length on, in UTF-16 units, a changed stretch is compared inside: a key, rather than a word. */
const longStretch = 40;
/** Beginnings and ends in common that are worth showing inside a long stretch. */
const worthSharing = 8;
/** What two texts must have in common at least, however few the places are in which they differ. */
const leastShared = 16;

/** Words with the blanks that follow them. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function sharedStart(left: string, right: string): number {
  const limit = Math.min(left.length, right.length);
  let length = 0;
  while (length < limit && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  return length;
}

function sharedEnd(left: string, right: string, limit: number): number {
  let length = 0;
  while (length < limit && left.charCodeAt(left.length - 1 - length) === right.charCodeAt(right.length - 1 - length))
    length += 1;
  return length;
}

/** Whether a cut at `index` would part a surrogate pair. */
function partsPair(text: string, index: number): boolean {
  const code = text.charCodeAt(index - 1);
  return index > 0 && code >= 0xd800 && code <= 0xdbff;
}

function bothOf(before: string, after: string): TextPart[] {
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}

/** One replaced stretch, without the long beginning and end that both sides share (a key in which little changed). */
function refined(before: string, after: string): TextPart[] {
  if (Math.min(before.length, after.length) < longStretch) return bothOf(before, after);
  let start = sharedStart(before, after);
  if (start < worthSharing || partsPair(before, start)) start = 0;
  const rest = Math.min(before.length, after.length) - start;
  let end = sharedEnd(before, after, rest);
  if (end < worthSharing || partsPair(before, before.length - end) || partsPair(after, after.length - end)) end = 0;
  const parts: TextPart[] = [
    { kind: 'same', text: before.slice(0, start) },
    ...bothOf(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    { kind: 'same', text: after.slice(after.length - end) },
  ];
  return parts.filter((part) => part.text !== '');
}

/** Removed and added words that stand beside one another are refined; blanks after both leave the marked stretch. */
function tidied(parts: readonly TextPart[]): TextPart[] {
  const done: TextPart[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    const next = parts[index + 1];
    if (part === undefined) continue;
    if (part.kind !== 'removed' || next?.kind !== 'added') {
      done.push(part);
      continue;
    }
    const trailing = /\s*$/.exec(next.text)?.[0] ?? '';
    const shared =
      trailing !== '' && part.text.endsWith(trailing) && part.text.trimEnd() !== next.text.trimEnd() ? trailing : '';
    done.push(...refined(withoutEnd(part.text, shared), withoutEnd(next.text, shared)));
    if (shared !== '') done.push({ kind: 'same', text: shared });
    index += 1;
  }
  return done;
}

function withoutEnd(text: string, end: string): string {
  return end === '' ? text : text.slice(0, -end.length);
}

/**
 * Takes away the blank that was put at the end of both texts. Where one text ends inside a common stretch, that
 * stretch loses it and what follows begins with it, so that both texts can still be read off the parts.
 */
function withoutLastBlank(parts: readonly TextPart[]): TextPart[] {
  const done: { kind: TextPart['kind']; text: string }[] = parts.map((part) => ({ ...part }));
  const last = done.at(-1);
  if (last === undefined) return [];
  last.text = last.text.slice(0, -1);
  if (last.kind !== 'same') {
    const index = done.findLastIndex((part) => part.kind !== last.kind);
    const other = done[index];
    const next = done[index + 1];
    if (other !== undefined) other.text = other.text.slice(0, -1);
    if (other?.kind === 'same' && next !== undefined) next.text = ` ${next.text}`;
  }
  return done.filter((part) => part.text !== '');
}

/** Loads the diff library, and gives the comparison. */
export async function loadWordDiff(): Promise<WordDiff> {
  const { diffArrays } = await import('diff');
  return (before, after) => {
    const changes = diffArrays(wordsOf(`${before} `), wordsOf(`${after} `), { maxEditLength: maxEdits });
    if (changes === undefined) return null;
    const parts = changes.map(
      (change): TextPart => ({
        kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
        text: change.value.join(''),
      }),
    );
    const done = tidied(withoutLastBlank(parts));
    return isReadable(done, Math.min(before.length, after.length)) ? done : null;
  };
}

/** Whether enough is in common, or the differences are few enough, for one text to be read with marks in it. */
function isReadable(parts: readonly TextPart[], length: number): boolean {
  const same = parts.filter((part) => part.kind === 'same');
  const shared = same.reduce((sum, part) => sum + part.text.trim().length, 0);
  return shared * 4 >= length || (shared >= leastShared && parts.length - same.length <= 4);
}
