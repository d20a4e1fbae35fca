import { shown } from '../../core/name.ts';
import type { OwnerMark } from '../../core/provider-model.ts';
import type { Findings } from './findings.ts';
import { isOwnerComment, readOwnerComment } from './owner-comment.ts';
import { contentEnd, type Scan } from './scan.ts';

/** Reads whose a record is from the comment behind it; null: nobody's. */
export type MarkReader = (scan: Scan, frame: number) => OwnerMark | null;

/** A reader of owner comments. Neighbours mostly have the same one, and then share its mark. */
export function newMarkReader(findings: Findings): MarkReader {
  const last: { written: string; mark: OwnerMark | null } = { written: '', mark: null };

  const warn = (frame: number, offset: number, damage: string, lost: boolean): void => {
    findings.add({
      frame,
      offset,
      code: 'ZONEFILE_OWNER_COMMENT',
      severity: 'warning',
      message: `the owner comment is damaged: ${shown(damage)}${lost ? '; the record counts as made by hand' : ''}`,
      hint: 'restore it, or remove it to keep the record for yourself',
    });
  };

  return (scan, frame) => {
    const { text, comment } = scan;
    if (comment < 0) return null;
    const end = contentEnd(text, scan.end);
    const before = text.charCodeAt(comment - 1);
    const isApart = before === 32 || before === 9;
    if (isApart && end - comment === last.written.length && text.startsWith(last.written, comment)) return last.mark;
    if (!isOwnerComment(text, comment, end)) return null;
    if (!isApart) {
      warn(frame, comment, 'no blank stands before it', true);
      return null;
    }
    const written = text.slice(comment, end);
    const read = readOwnerComment(written);
    const mark = read?.mark ?? null;
    const damage = read?.damage ?? null;
    if (damage !== null) {
      warn(frame, comment, damage, mark === null);
      return mark;
    }
    last.written = written;
    last.mark = mark;
    return mark;
  };
}
