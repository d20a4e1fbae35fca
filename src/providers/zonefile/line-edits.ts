import type { OwnerMark } from '../../core/provider-model.ts';
import { latin1Bytes } from './character-string.ts';
import { changeOwner } from './owner-comment.ts';
import { commentOf, type EntryEdit } from './rewrite-entry.ts';
import { sameMark, type TargetValue, type TouchedSet } from './target.ts';
import type { NewRecord } from './write-record.ts';
import type { ZoneRecord } from './zone.ts';

/** What happens to one line. */
export type LineEdit = 'delete' | EntryEdit;

/** What a unit does to the lines of a zone. */
export interface LineEdits {
  readonly edits: ReadonlyMap<ZoneRecord, LineEdit>;
  readonly additions: readonly NewRecord[];
  /** Records differ afterwards, not only comments: the serial goes on. */
  readonly recordsChange: boolean;
}

/** Turns sets into edits of single lines. `isInBlock`: the line stands in the managed block, where values have their sorted place. */
export function lineEdits(
  sets: Iterable<TouchedSet>,
  textOf: (record: ZoneRecord) => string,
  isInBlock: (record: ZoneRecord) => boolean,
): LineEdits {
  const edits = new Map<ZoneRecord, LineEdit>();
  const additions: NewRecord[] = [];
  let recordsChange = false;

  const commentFor = (current: string, mark: OwnerMark | null, target: TargetValue): string =>
    target.comment === null ? changeOwner(current, mark) : latin1Bytes(target.comment);

  const keepLine = (line: ZoneRecord, target: TargetValue): void => {
    const ttl = target.ttl !== null && target.ttl !== line.ttl ? target.ttl : undefined;
    const restored = target.comment === null ? null : latin1Bytes(target.comment);
    const current = restored === null && sameMarkExactly(line.mark, target.mark) ? null : commentOf(textOf(line), line);
    const comment = current === null ? undefined : commentFor(current, target.mark, target);
    if (ttl !== undefined) recordsChange = true;
    if (ttl === undefined && (comment === undefined || comment === current)) return;
    edits.set(line, { ...(ttl === undefined ? {} : { ttl }), ...(comment === undefined ? {} : { comment }) });
  };

  const add = (set: TouchedSet, target: TargetValue, comment: string): void => {
    const { name, type } = set.change;
    additions.push({ name, type, ttl: target.ttl ?? 0, value: target.value, comment });
  };

  /** A value that goes and one that comes of the same owner are one changed record: the note, and outside the block the line, stay. */
  const replaceLine = (set: TouchedSet, line: ZoneRecord, target: TargetValue): void => {
    const current = commentOf(textOf(line), line);
    const comment = commentFor(current, target.mark, target);
    if (isInBlock(line)) {
      edits.set(line, 'delete');
      add(set, target, comment);
      return;
    }
    const ttl = target.ttl !== null && target.ttl !== line.ttl ? { ttl: target.ttl } : {};
    edits.set(line, { ...ttl, value: target.value, ...(comment === current ? {} : { comment }) });
  };

  for (const set of sets) {
    const going = new Map<string, ZoneRecord[]>();
    for (const [value, lines] of set.lines) {
      const target = set.target.get(value);
      if (target !== undefined) {
        for (const line of lines) keepLine(line, target);
        continue;
      }
      recordsChange = true;
      const [first, ...others] = lines;
      for (const line of others) edits.set(line, 'delete');
      if (first === undefined) continue;
      const owner = first.mark?.owner ?? '';
      const same = going.get(owner);
      if (same === undefined) going.set(owner, [first]);
      else same.push(first);
    }
    for (const lines of going.values()) lines.reverse();
    for (const target of set.target.values()) {
      if (set.lines.has(target.value)) continue;
      recordsChange = true;
      const line = target.mark === null ? undefined : going.get(target.mark.owner)?.pop();
      if (line === undefined) add(set, target, commentFor('', target.mark, target));
      else replaceLine(set, line, target);
    }
    for (const lines of going.values()) for (const line of lines) edits.set(line, 'delete');
  }
  return { edits, additions, recordsChange };
}

/** Unlike `sameMark`, a time that the line does not have is a difference when the target has one. */
function sameMarkExactly(standing: OwnerMark | null, target: OwnerMark | null): boolean {
  if (!sameMark(standing, target)) return false;
  return typeof target?.created !== 'string' || typeof standing?.created === 'string';
}
