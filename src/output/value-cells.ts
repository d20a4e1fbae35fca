import type { Change } from '../core/plan.ts';
import type { Page } from './page.ts';
import { type Ink, plain } from './style.ts';
import type { ValueRow } from './value-rows.ts';
import { valueText, wordDiffSpans } from './value-text.ts';
import { visible } from './visible.ts';
import { cellWidth, lineWidth, padded, type Span, span } from './wrap.ts';

/** One line of the value column: the sign before it, and what it says. */
export interface Cell {
  readonly sign: Span;
  readonly body: readonly Span[];
}

/** Unchanged values shown of a set; the rest is counted. */
const mostKept = 6;
/** From this length on a text of several words is compared word by word. */
const wordDiffFrom = 32;
const arrow = ' → ';

/** A row with its texts ready, so that it can be laid out for more than one width. */
type Prepared =
  | { readonly form: 'single'; readonly row: Exclude<ValueRow, { fate: 'replaced' }>; readonly body: readonly Span[] }
  | { readonly form: 'words'; readonly body: readonly Span[] }
  | { readonly form: 'pair'; readonly before: string; readonly after: string; readonly note: readonly Span[] };

function noteSpans(note: string, ink: Ink): Span[] {
  return note === '' ? [] : [span('  '), span(`(${visible(note)})`, ink)];
}

function prepared(row: ValueRow, change: Change, mixed: boolean, page: Page): Prepared {
  const { style } = page;
  const note = noteSpans(row.note, row.fate === 'kept' ? style.cyan : style.yellow);
  if (row.fate !== 'replaced') {
    const inks = {
      added: style.green,
      removed: style.red,
      marked: plain,
      kept: row.fate === 'kept' && row.ours ? style.dim : plain,
    };
    const ink = mixed || row.fate === 'kept' ? inks[row.fate] : plain;
    return { form: 'single', row, body: [span(valueText(change.type, row.value, page), ink), ...note] };
  }
  const manyWords =
    Math.max(row.before.length, row.after.length) >= wordDiffFrom && / \S+ /.test(`${row.before} ${row.after}`);
  const parts = manyWords ? page.words?.(row.before, row.after) : undefined;
  if (parts) return { form: 'words', body: [...wordDiffSpans(change.type, parts, page), ...note] };
  return {
    form: 'pair',
    before: valueText(change.type, row.before, page),
    after: valueText(change.type, row.after, page),
    note,
  };
}

function signOf(fate: ValueRow['fate'], page: Page): Span {
  const { green, red, yellow } = page.style;
  if (fate === 'added') return span('+', green);
  if (fate === 'removed') return span('-', red);
  return fate === 'kept' ? span(' ') : span('~', yellow);
}

/** Old and new in one line when they fit, else below one another. */
function pairCells(
  pair: Extract<Prepared, { form: 'pair' }>,
  oldWidth: number,
  room: number,
  sign: Span,
  page: Page,
): Cell[] {
  const { green, red, dim } = page.style;
  const rest = cellWidth(arrow) + cellWidth(pair.after) + lineWidth(pair.note);
  const own = cellWidth(pair.before);
  const left = oldWidth + rest <= room ? oldWidth : own;
  if (left + rest <= room) {
    const after = [span(arrow, dim), span(pair.after, green), ...pair.note];
    return [{ sign, body: [span(pair.before, red), span(padded('', left - own)), ...after] }];
  }
  return [
    { sign: signOf('removed', page), body: [span(pair.before, red)] },
    { sign: signOf('added', page), body: [span(pair.after, green), ...pair.note] },
  ];
}

/** Lays out the rows of a change for a column of any width. */
export function cellsOf(change: Change, rows: readonly ValueRow[], page: Page): (room: number) => Cell[] {
  const mixed = new Set(rows.map((row) => row.fate)).size > 1;
  const kept = rows.filter((row) => row.fate === 'kept').length;
  const hidden = page.verbose || kept <= mostKept + 1 ? 0 : kept - mostKept;
  const ready = rows.slice(0, rows.length - hidden).map((row) => ({ row, texts: prepared(row, change, mixed, page) }));
  const oldWidth = ready.reduce(
    (most, { texts }) => Math.max(most, texts.form === 'pair' ? cellWidth(texts.before) : 0),
    0,
  );
  return (room) => {
    const cells = ready.flatMap(({ row, texts }): Cell[] => {
      const sign = mixed ? signOf(row.fate, page) : span(' ');
      return texts.form === 'pair' ? pairCells(texts, oldWidth, room, sign, page) : [{ sign, body: texts.body }];
    });
    if (hidden > 0) cells.push({ sign: span(' '), body: [span(`… ${hidden} more stay as they are`, page.style.dim)] });
    return cells;
  };
}
