import { compareText } from './diagnostic.ts';

/**
 * Edits (insert, delete, replace, swap neighbours) between two words, or `limit + 1` when there are more. Only the cells
 * within `limit` of the diagonal count, so that the cost is linear.
 */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const beyond = limit + 1;
  const width = 2 * limit + 1;
  // Cell `offset` of a row is column `row + offset - limit`.
  let before: number[] = [];
  let last = Array.from({ length: width }, (_, offset) => (offset < limit ? beyond : offset - limit));
  for (let row = 1; row <= left.length; row += 1) {
    const current: number[] = [];
    for (let offset = 0; offset < width; offset += 1) {
      const column = row + offset - limit;
      const same = left[row - 1] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const cost = Math.min(
        (last[offset + 1] ?? beyond) + 1,
        (current[offset - 1] ?? beyond) + 1,
        (last[offset] ?? beyond) + (same ? 0 : 1),
        swapped ? (before[offset] ?? beyond) + 1 : beyond,
      );
      current.push(column < 0 || column > right.length ? beyond : column === 0 ? row : cost);
    }
    if (Math.min(...current) >= beyond) return beyond;
    [before, last] = [last, current];
  }
  return Math.min(last[right.length - left.length + limit] ?? beyond, beyond);
}

/**
 * The candidate within `limit` edits of the word (without regard to case), the closest; of equals one that begins like
 * the word, then the first in byte order. Undefined when none is near.
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 2): string | undefined {
  const wanted = word.toLowerCase();
  let best: Near | undefined;
  for (const candidate of candidates) {
    const text = candidate.toLowerCase();
    const edits = editDistance(wanted, text, limit);
    if (edits > limit) continue;
    const near = { candidate, edits, otherStart: text[0] === wanted[0] ? 0 : 1 };
    if (best === undefined || compareNear(near, best) < 0) best = near;
  }
  return best?.candidate;
}

interface Near {
  readonly candidate: string;
  readonly edits: number;
  /** 0: it begins like the word. */
  readonly otherStart: number;
}

function compareNear(left: Near, right: Near): number {
  return left.edits - right.edits || left.otherStart - right.otherStart || compareText(left.candidate, right.candidate);
}
