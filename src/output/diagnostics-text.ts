import type { Diagnostic } from '../core/diagnostic.ts';
import { findingLines, hintLines, severityCounts } from './finding-lines.ts';
import { minWidth } from './page.ts';
import { type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { blanks, cellWidth } from './wrap.ts';

/** How findings are to be rendered. */
export interface DiagnosticsTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Text by file, as `Diagnostic.file` names it: its lines are quoted where it is known. */
  readonly sources?: ReadonlyMap<string, string>;
}

type LinesOf = (file: string) => readonly string[] | undefined;

/** Cuts every file into lines once, however many findings point into it. */
function lineReader(sources: ReadonlyMap<string, string>): LinesOf {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const done = known.get(file);
    const text = sources.get(file);
    if (done !== undefined || text === undefined) return done;
    const lines = text.split(/\r\n|\n|\r/);
    known.set(file, lines);
    return lines;
  };
}

/** A stretch of a source line as it can be printed; tabs become two blanks. */
function printable(text: string): string {
  return visible(text.replaceAll('\t', '  '));
}

/** The line that a finding points at, and a caret under the place; nothing when its text is not known. */
function frameLines(diagnostic: Diagnostic, linesOf: LinesOf, ink: Style, width: number): string[] {
  const { file, line, column } = diagnostic;
  const text = file === undefined || line === undefined ? undefined : linesOf(file)?.[line - 1];
  if (text === undefined || text.trim() === '') return [];
  const gutter = `  ${String(line).padStart(5)} | `;
  const room = Math.max(20, width - gutter.length - 1);
  const at = Math.min(column ?? 1, text.length + 1) - 1;
  const start = at < room - 8 ? 0 : Math.max(0, Math.min(at - Math.floor(room / 2), text.length - room + 2));
  const before = `${start > 0 ? '…' : ''}${printable(text.slice(start, at))}`;
  const after = printable(text.slice(at, at + room)).slice(0, Math.max(8, room - cellWidth(before)));
  const lines = [`${ink.dim(gutter)}${before}${after}`.trimEnd()];
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
      ...hintLines(one.hint, ink, width, 4),
    ].join('\n'),
  );
  const files = new Set(diagnostics.flatMap((one) => (one.file === undefined ? [] : [one.file])));
  const where = files.size > 1 ? ` in ${counted(files.size, 'file')}` : '';
  return `${blocks.join('\n\n')}\n\n${ink.bold(`${severityCounts(diagnostics)}${where}`)}\n`;
}
