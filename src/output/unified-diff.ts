import { visibleLines } from './visible.ts';

/** Changed lines up to which the shortest difference is looked for; it costs time in proportion to their square. */
const maxEdits = 2000;
const context = 3;

/** Lines with their line feeds. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;
}

function prefixed(sign: string, lines: readonly string[]): string {
  return lines.map((line) => `${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`).join('');
}

/** One hunk that takes out everything between the common beginning and end: correct and linear, if not the shortest. */
function coarseHunk(before: readonly string[], after: readonly string[]): string {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const limit = Math.min(before.length, after.length) - start;
  while (end < limit && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const first = Math.max(0, start - context);
  const oldEnd = before.length - end;
  const newEnd = after.length - end;
  const tail = Math.min(end, context);
  const oldRange = range(first + 1, oldEnd + tail - first);
  const newRange = range(first + 1, newEnd + tail - first);
  return [
    `@@ -${oldRange} +${newRange} @@\n`,
    prefixed(' ', before.slice(first, start)),
    prefixed('-', before.slice(start, oldEnd)),
    prefixed('+', after.slice(start, newEnd)),
    prefixed(' ', before.slice(oldEnd, oldEnd + tail)),
  ].join('');
}

/** A unified diff as `git diff` writes it, with `a/` and `b/` before the file's name; empty when the texts are equal. */
export async function unifiedDiff(before: string, after: string, file: string): Promise<string> {
  if (before === after) return '';
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context,
    maxEditLength: maxEdits,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const text = patch ?? `--- a/${file}\n+++ b/${file}\n${coarseHunk(linesOf(before), linesOf(after))}`;
  return visibleLines(text);
}
