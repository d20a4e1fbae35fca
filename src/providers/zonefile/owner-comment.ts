import type { OwnerMark } from '../../core/provider-model.ts';

/** An owner comment taken apart (zonefile 3). All texts are Latin-1 bytes of the file. */
export interface OwnerComment {
  /** Null: it is damaged, the record is nobody's. */
  readonly mark: OwnerMark | null;
  /** Pairs we do not know, each with a blank before it. */
  readonly extra: string;
  /** What follows ` -- `; null without it. */
  readonly note: string | null;
  /** What is wrong with it; a damaged `created` or `force` counts as missing. */
  readonly damage: string | null;
}

const tool = 'dns-sync';
const ownerPattern = /^[A-Za-z0-9._-]{1,63}$/;
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether the comment that begins at `at` is meant to be an owner comment. */
export function isOwnerComment(text: string, at: number, end: number): boolean {
  let from = at + 1;
  while (from < end && isBlank(text, from)) from += 1;
  if (!text.startsWith(tool, from)) return false;
  const behind = from + tool.length;
  return behind >= end || isBlank(text, behind);
}

function isBlank(text: string, at: number): boolean {
  const byte = text.charCodeAt(at);
  return byte === 32 || byte === 9;
}

/** Reads a comment from its `;` to the end of the line; null when it is a plain one. */
export function readOwnerComment(comment: string): OwnerComment | null {
  if (!isOwnerComment(comment, 0, comment.length)) return null;
  const body = comment.slice(comment.indexOf(tool) + tool.length);
  const cut = /(?:^| )-- /.exec(body);
  const note = cut === null ? null : body.slice(cut.index + cut[0].length);
  const pairs = new Map<string, string>();
  const damaged = (damage: string): OwnerComment => ({ mark: null, extra: '', note, damage });
  let extra = '';
  for (const pair of (cut === null ? body : body.slice(0, cut.index)).split(/[ \t]+/)) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 1) return damaged(`"${pair}" is no key=value`);
    const key = pair.slice(0, equals);
    if (pairs.has(key)) return damaged(`"${key}" stands twice`);
    pairs.set(key, pair.slice(equals + 1));
    if (key !== 'owner' && key !== 'created' && key !== 'force') extra += ` ${pair}`;
  }
  const owner = pairs.get('owner');
  if (owner === undefined) return damaged('the owner is missing');
  if (!ownerPattern.test(owner)) return damaged(`"${owner}" cannot be an owner`);
  const created = pairs.get('created');
  const force = pairs.get('force');
  const goodTime = created !== undefined && timePattern.test(created) && !Number.isNaN(Date.parse(created));
  const goodForce = force === '0' || force === '1';
  const damage =
    created !== undefined && !goodTime
      ? `"${created}" is no time such as 2026-11-20T12:00:00Z`
      : force !== undefined && !goodForce
        ? `force is "${force}", not 0 or 1`
        : null;
  const mark = { owner, ...(goodTime ? { created } : {}), ...(goodForce ? { force: force === '1' } : {}) };
  return { mark, extra, note, damage };
}

/** An owner comment as text. */
export function writeOwnerComment(mark: OwnerMark, extra: string, note: string | null): string {
  const created = typeof mark.created === 'string' ? ` created=${mark.created}` : '';
  const force = mark.force === undefined ? '' : ` force=${mark.force ? 1 : 0}`;
  return `; ${tool} owner=${mark.owner}${created}${force}${extra}${note === null ? '' : ` -- ${note}`}`;
}

/**
 * The comment a line gets when it becomes the property of `mark` (null: nobody's): pairs we do not know and the note
 * stay, a comment of another kind becomes the note, and the note becomes the comment when ownership is given up.
 */
export function changeOwner(comment: string, mark: OwnerMark | null): string {
  const read = comment === '' ? null : readOwnerComment(comment);
  const owned = read !== null && read.mark !== null;
  const plain = comment.slice(1).trim();
  const note = owned ? read.note : plain === '' ? null : plain;
  if (mark !== null) return writeOwnerComment(mark, owned ? read.extra : '', note);
  return note === null ? '' : `; ${note}`;
}
