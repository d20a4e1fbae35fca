import type { Diagnostic } from '../core/diagnostic.ts';
import { findingLines, hintLines, relatedLines, severityCounts } from './finding-lines.ts';
import { minWidth } from './page.ts';
import { type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { blanks, cellWidth, shortened } from './wrap.ts';

/** How findings are to be rendered. */
export interface DiagnosticsTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Text by file, as `Diagnostic.file` names it: its lines are quoted where it is known. */
  readonly sources?: ReadonlyMap<string, string>;
}

type LinesOf = (file: string) => readonly string[] | undefined;

/** Cuts every file into lines once, however many findings point into it. Line feeds alone end lines, as where places are counted. */
function lineReader(sources: ReadonlyMap<string, string>): LinesOf {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const done = known.get(file);
    const text = sources.get(file);
    if (done !== undefined || text === undefined) return done;
    const lines = text.split('\n');
    known.set(file, lines);
    return lines;
  };
}

/** A stretch of a source line as it can be printed, without half a character at its ends; tabs become two blanks. */
function printable(text: string, from: number, to: number): string {
  const start = isSecondHalf(text.charCodeAt(from)) ? from + 1 : from;
  const end = isSecondHalf(text.charCodeAt(to)) ? to - 1 : to;
  return visible(text.slice(start, end).replaceAll('\t', '  '));
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The last columns of a text, `width` at most, with `…` in place of what was cut. */
function ending(text: string, width: number): string {
  const chars = [...text];
  let start = chars.length;
  for (let room = width - 1; start > 0; start -= 1) {
    room -= cellWidth(chars[start - 1] ?? '');
    if (room < 0) break;
  }
  return `…${chars.slice(start).join('')}`;
}

/** Columns behind the place that are shown at least. */
const leastBehind = 8;

/** The line that a finding points at, and a caret under the place; nothing when its text is not known. */
function frameLines({ file, line, column }: Diagnostic, linesOf: LinesOf, ink: Style, width: number): string[] {
  const text = file === undefined || line === undefined ? undefined : linesOf(file)?.[line - 1]?.replace(/\r$/, '');
  if (text === undefined || text.trim() === '') return [];
  const gutter = `  ${String(line).padStart(5)} | `;
  const room = Math.max(20, width - gutter.length - 1);
  const at = Math.min(column ?? 1, text.length + 1) - 1;
  const start = Math.max(0, at - 2 * room);
  const whole = printable(text, start, at);
  const behind = printable(text, at, Math.min(text.length, at + 2 * room));
  const fits = start === 0 && cellWidth(whole) <= room - leastBehind;
  const before = fits ? whole : ending(whole, Math.max(Math.floor(room / 2), room - cellWidth(behind)));
  const lines = [`${ink.dim(gutter)}${before}${shortened(behind, room - cellWidth(before))}`.trimEnd()];
  if (column !== undefined)
    lines.push(`${ink.dim(`${blanks(gutter.length - 2)}| `)}${blanks(cellWidth(before))}${ink.red('^')}`);
  return lines;
}

/** Findings for people, in the order given, each with its source line where known; a line that counts them at the end. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: DiagnosticsTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  if (diagnostics.length === 0) return 'No problems found.\n';
  const linesOf = lineReader(options.sources ?? new Map());
  const blocks = diagnostics.map((one) =>
    [
      ...findingLines(one, ink, width, 0),
      ...frameLines(one, linesOf, ink, width),
      ...relatedLines(one, ink, width, 4),
      ...hintLines(one.hint, ink, width, 4),
    ].join('\n'),
  );
  const files = new Set(diagnostics.flatMap((one) => (one.file === undefined ? [] : [one.file])));
  const where = files.size > 1 ? ` in ${counted(files.size, 'file')}` : '';
  return `${blocks.join('\n\n')}\n\n${ink.bold(`${severityCounts(diagnostics)}${where}`)}\n`;
}
