import type { Attributes } from '../core/claim.ts';
import type { Change } from '../core/plan.ts';
import { type Columns, columnsOf, nameColumn, nameText, ttlText } from './change-columns.ts';
import type { Page } from './page.ts';
import { type Cell, cellsOf } from './value-cells.ts';
import { valueRows } from './value-rows.ts';
import { valueText } from './value-text.ts';
import { visible } from './visible.ts';
import {
  blanks,
  cellWidth,
  lineWidth,
  padded,
  painted,
  paragraph,
  type Span,
  span,
  trimmed,
  wrapSpans,
} from './wrap.ts';

/** Where values and origins begin when they stand below their record set. */
const belowColumn = 8;
const originMark = '← ';
const originGap = 2;
/** Values wider than this do not push the column of origins to the right. */
const widestForOrigins = 48;

/** The sign of each action, as in a diff. */
export const actionSigns: Readonly<Record<Change['action'], string>> = { create: '+', update: '~', delete: '-' };

/** The colour of each action. */
export function actionInk(action: Change['action'], page: Pick<Page, 'style'>): (text: string) => string {
  const { green, yellow, red } = page.style;
  return { create: green, update: yellow, delete: red }[action];
}

/** The changes of one group, a block of lines each. */
export function changeLines(changes: readonly Change[], page: Page): string[] {
  const columns = columnsOf(changes, page);
  const blocks = changes.map((change): Block => {
    const [first = [], ...others] = blockOf(change, columns, page);
    const origin = originText(change, page);
    return {
      first: painted(first),
      width: lineWidth(trimmed(first)),
      others: others.map(painted),
      origin,
      originWidth: cellWidth(origin),
    };
  });
  const column = originColumn(blocks, columns.value + widestForOrigins, page);
  return blocks.flatMap((block) => withOrigin(block, column, page));
}

/** The lines of a change, the first of which may get an origin at its end. */
interface Block {
  readonly first: string;
  /** Columns of the first line. */
  readonly width: number;
  readonly others: readonly string[];
  /** Empty: nobody claims the set any more. */
  readonly origin: string;
  readonly originWidth: number;
}

/** The column of origins at the ends of lines; null when most of them do not fit there. */
function originColumn(blocks: readonly Block[], most: number, page: Page): number | null {
  const claimed = blocks.filter((block) => block.origin !== '');
  const fitting = claimed.filter((block) => block.width + originGap + block.originWidth <= page.width);
  if (fitting.length * 2 < claimed.length) return null;
  return fitting.reduce((column, { width }) => (width <= most ? Math.max(column, width + originGap) : column), 0);
}

function originText(change: Change, page: Page): string {
  const [first, ...others] = change.origins;
  if (first === undefined) return '';
  if (page.verbose) return originMark + change.origins.map(visible).join(', ');
  return `${originMark}${visible(first)}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** Puts the origin at the end of the first line, in a column of its own, or below the block when there is no room. */
function withOrigin(block: Block, column: number | null, page: Page): string[] {
  const { first, width, others, origin, originWidth } = block;
  if (origin === '') return [first, ...others];
  const end = width + originGap;
  if (column === null || end + originWidth > page.width) {
    return [first, ...others, ...paragraph([span(origin, page.style.dim)], page.width, belowColumn - 2, belowColumn)];
  }
  const at = column + originWidth <= page.width ? Math.max(end, column) : end;
  return [`${first}${blanks(at - width)}${page.style.dim(origin)}`, ...others];
}

/** Name, type and TTL, and from where the values go on. */
function headLines(change: Change, columns: Columns, page: Page): Span[][] {
  const ink = actionInk(change.action, page);
  const name = nameText(change.name);
  const start = [span('  '), span(actionSigns[change.action], ink), span(' ')];
  const type = padded(visible(change.type), columns.ttl - columns.type);
  const rest = [span(type), ...ttlSpans(change, columns.value - columns.ttl - 2, page)];
  if (cellWidth(name) > columns.name) {
    const wrapped = wrapSpans([span(name, ink)], page.width - nameColumn);
    const lines = wrapped.map((line, index) =>
      index === 0 ? [...start, ...line] : [span(blanks(nameColumn)), ...line],
    );
    return [...lines, [span(blanks(columns.type)), ...rest]];
  }
  return [[...start, span(name, ink), span(blanks(columns.type - nameColumn - cellWidth(name))), ...rest]];
}

function ttlSpans(change: Change, width: number, page: Page): Span[] {
  const text = ttlText(change);
  const { before, after } = change;
  if (before === null || after === null || before.ttl === after.ttl) return [span(padded(text, width))];
  const { red, dim, green } = page.style;
  const parts = [span(String(before.ttl), red), span(' → ', dim), span(String(after.ttl), green)];
  return [...parts, span(blanks(width - cellWidth(text)))];
}

function blockOf(change: Change, columns: Columns, page: Page): Span[][] {
  const lines = headLines(change, columns, page);
  const cells = cellsOf(change, valueRows(change, page.owner), page);
  const room = page.width - columns.value;
  const beside = cells(room);
  const extras = [...attributeLines(change, page), ...evictionLines(change, page)];
  if (beside.every((cell) => lineWidth(cell.body) <= room)) {
    putBeside(lines, beside, columns.value);
    for (const extra of extras) lines.push(...placed(extra, columns.value, page));
    return lines;
  }
  for (const cell of cells(page.width - belowColumn)) lines.push(...wrappedCell(cell, page));
  for (const extra of extras) lines.push(...placed(extra, belowColumn, page));
  return lines;
}

function putBeside(lines: Span[][], cells: readonly Cell[], column: number): void {
  for (const [index, { sign, body }] of cells.entries()) {
    if (index === 0) lines.at(-1)?.push(sign, span(' '), ...body);
    else lines.push([span(blanks(column - 2)), sign, span(' '), ...body]);
  }
}

function wrappedCell(cell: Cell, page: Page): Span[][] {
  return wrapSpans(cell.body, page.width - belowColumn).map((line, index) =>
    index === 0 ? [span(blanks(belowColumn - 2)), cell.sign, span(' '), ...line] : [span(blanks(belowColumn)), ...line],
  );
}

/** A line in the value column, or, where it does not fit, further left and wrapped. */
function placed(line: readonly Span[], column: number, page: Page): Span[][] {
  const at = column + lineWidth(line) <= page.width ? column : belowColumn;
  return wrapSpans(line, page.width - at).map((one) => [span(blanks(at)), ...one]);
}

/** Attributes that are set or change; those of a set that goes away are of no interest. */
function attributeLines(change: Change, page: Page): Span[][] {
  const was: Attributes = change.before?.attributes ?? {};
  const is: Attributes = change.after?.attributes ?? {};
  if (change.action === 'delete') return [];
  const { red, dim, green } = page.style;
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((name) => {
    const label = span(`${visible(name)}: `);
    const before = attributeText(was, name);
    const after = attributeText(is, name);
    if (before === after) return [];
    return change.before === null
      ? [[label, span(after)]]
      : [[label, span(before, red), span(' → ', dim), span(after, green)]];
  });
}

function attributeText(attributes: Attributes, name: string): string {
  return Object.hasOwn(attributes, name) ? visible(String(attributes[name])) : 'not set';
}

/** Other owners' records that have to go; values that the rows above show as leaving are not repeated. */
function evictionLines(change: Change, page: Page): Span[][] {
  const standing = new Set(change.before?.values);
  return (change.evicts ?? []).map((eviction) => {
    const values = eviction.values.filter((value) => eviction.type !== change.type || !standing.has(value));
    const list = values.map((value) => valueText(eviction.type, value, page)).join(', ');
    const what = `evicts ${visible(eviction.type)} of ${visible(eviction.owner)}`;
    return [span(list === '' ? what : `${what}: ${list}`, page.style.magenta)];
  });
}
