import { type Ink, plain } from './style.ts';

/** A piece of a line and its emphasis. The text holds no escape codes, so that it can be measured. */
export interface Span {
  readonly text: string;
  readonly ink: Ink;
}

/** Latin letters, dashes, dots and arrows: one column and one UTF-16 unit each. */
const narrow = /^[\u0020-\u02ff\u2010-\u2027\u203a\u2190-\u21ff]*$/;
const zeroWidth = /^\p{M}$/u;
/** East Asian wide and fullwidth characters, and emoji (Unicode TR 11), by block. */
const doubleWidth =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

/** A span; without emphasis unless told. */
export function span(text: string, ink: Ink = plain): Span {
  return { text, ink };
}

function charWidth(char: string): number {
  if (char <= '\u02ff') return 1;
  if (zeroWidth.test(char)) return 0;
  return doubleWidth.test(char) ? 2 : 1;
}

/** Columns that a text takes on a terminal. */
export function cellWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** Columns of a line. */
export function lineWidth(line: readonly Span[]): number {
  return line.reduce((sum, one) => sum + cellWidth(one.text), 0);
}

/** The text, followed by blanks up to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** The width of a column that holds these texts: of the widest, but for those wider than `most`, which stick out. */
export function columnWidth(texts: readonly string[], most: number): number {
  return texts.reduce((widest, text) => {
    const width = cellWidth(text);
    return width > most ? widest : Math.max(widest, width);
  }, 0);
}

/** Blanks, for indenting. */
export function blanks(count: number): string {
  return ' '.repeat(Math.max(0, count));
}

/** The line without blanks at its end. */
export function trimmed(line: readonly Span[]): Span[] {
  const end = line.findLastIndex((one) => one.text.trimEnd() !== '');
  return line.slice(0, end + 1).map((one, index) => (index === end ? { text: one.text.trimEnd(), ink: one.ink } : one));
}

/** The line with its emphasis, without blanks at its end. */
export function painted(line: readonly Span[]): string {
  return trimmed(line)
    .map((one) => one.ink(one.text))
    .join('');
}

/** The longest beginning of the text that fits; at least one character, so that cutting always gets on. */
function headOf(text: string, width: number): string {
  const start = text.slice(0, Math.max(1, width));
  if (narrow.test(start)) return start;
  let used = 0;
  let end = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width && end > 0) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** The text in at most `width` columns, with `…` in place of what was cut. */
export function shortened(text: string, width: number): string {
  return cellWidth(text) <= width ? text : `${headOf(text, width - 1)}…`;
}

/**
 * Words with the blanks after them. A flag and its value (`--allow-deletes 12`) count as one, so that they can be copied
 * together, unless that is wider than a line.
 */
function wordsOf(text: string, width: number): string[] {
  const words = text.match(/(?:--[a-z-]+ )?[^ ]+ *| +/g) ?? [];
  return words.flatMap((word) => (cellWidth(word.trimEnd()) <= width ? [word] : (word.match(/[^ ]+ *| +/g) ?? [])));
}

/**
 * Breaks a line after blanks, but not between a flag and its value, or inside words that are wider than a line; the
 * first line may have another width. Linear; never an empty result.
 */
export function wrapSpans(line: readonly Span[], width: number, firstWidth = width): Span[][] {
  const lines: Span[][] = [[]];
  const put = (text: string, ink: Ink): void => {
    const current = lines.at(-1);
    const last = current?.at(-1);
    if (last?.ink === ink) current?.splice(-1, 1, { text: last.text + text, ink });
    else current?.push({ text, ink });
  };
  let room = firstWidth;
  let started = false;
  const startLine = (): void => {
    lines.push([]);
    room = width;
    started = false;
  };
  for (const { text, ink } of line) {
    for (const word of wordsOf(text, Math.min(width, firstWidth))) {
      let needed = cellWidth(word.trimEnd());
      let rest = word;
      if (needed > room && started && needed <= width) startLine();
      while (needed > room) {
        let head = room > 0 ? headOf(rest, room) : '';
        if (started && cellWidth(head) > room) head = '';
        if (head !== '') put(head, ink);
        rest = rest.slice(head.length);
        needed -= cellWidth(head);
        startLine();
      }
      put(rest, ink);
      room -= cellWidth(rest);
      started = true;
    }
  }
  return lines;
}

/** Columns that text gets at least, however far it is indented. */
const leastWidth = 20;

/** A line wrapped into painted lines: the first begins after `indent` blanks, the others after `hanging`. */
export function paragraph(line: readonly Span[], width: number, indent: number, hanging: number): string[] {
  const wrapped = wrapSpans(line, Math.max(leastWidth, width - hanging), Math.max(leastWidth, width - indent));
  return wrapped.map((one, index) => blanks(index === 0 ? indent : hanging) + painted(one));
}

/** A paragraph with a word in front of it, beside which its other lines stay free. */
export function labelled(label: Span, text: Span, width: number, indent: number): string[] {
  const start = indent + cellWidth(label.text);
  const wrapped = wrapSpans([text], Math.max(leastWidth, width - start));
  return wrapped.map((one, index) =>
    index === 0 ? blanks(indent) + painted([label, ...one]) : blanks(start) + painted(one),
  );
}
