import { shown } from '../name.ts';

/** A `tag=value` list, or what is wrong with it (RFC 6376 3.2, RFC 7489 6.4). */
export type TagList =
  /** Values by tag, in the order of the text, without blanks around them. */
  | { readonly ok: true; readonly tags: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly what: string; readonly hint: string };

const tagName = /^[a-z][a-z0-9_]*$/i;

/** Reads a list of `tag=value`, divided by `;`; a last `;` may end it. Tags keep their case. */
export function readTagList(text: string): TagList {
  const pieces = text.split(';');
  if (pieces.length > 1 && pieces.at(-1)?.trim() === '') pieces.pop();
  const tags = new Map<string, string>();
  for (const piece of pieces) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, at).trim();
    if (piece.trim() === '') return refuse('has nothing between two ";"', 'remove one of them');
    if (at < 0 || !tagName.test(name)) {
      return refuse(`has "${shown(piece.trim())}", which is no tag`, 'write tag=value, divided by ";"');
    }
    if (tags.has(name)) return refuse(`has the tag "${shown(name)}" twice`, 'keep one');
    tags.set(name, piece.slice(at + 1).trim());
  }
  return { ok: true, tags };
}

function refuse(what: string, hint: string): TagList {
  return { ok: false, what, hint };
}
