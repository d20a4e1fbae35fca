import { type Check, type CheckArea, type CheckStatus, checkAreas, type Examination } from '../core/examination.ts';
import { hintLines } from './finding-lines.ts';
import { minWidth } from './page.ts';
import { type Ink, type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { blanks, paragraph, type Span, span } from './wrap.ts';

/** How an examination is to be rendered. */
export interface DoctorTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const titles: Readonly<Record<CheckArea, string>> = {
  configuration: 'Configuration',
  lockfile: 'Lockfile',
  state: 'State folder',
  locks: 'Locks',
  journal: 'Journal',
  sources: 'Sources',
  providers: 'Providers',
  ownership: 'Ownership',
};

const marks: Readonly<Record<CheckStatus, string>> = { ok: 'ok', info: 'i', warning: '!', error: 'x' };

/** Columns before the subject: two blanks, the mark, two blanks. */
const indent = 6;

function markInk(status: CheckStatus, ink: Style): Ink {
  return { ok: ink.green, info: ink.cyan, warning: ink.yellow, error: ink.red }[status];
}

/** `file:line:column`, else the origin; empty without. */
function placeText({ file, line, column, origin }: Check): string {
  return visible(
    file === undefined ? (origin ?? '') : [file, line, column].filter((part) => part !== undefined).join(':'),
  );
}

/** Mark, subject, place, code and what was found; what to do below. */
function checkLines(check: Check, ink: Style, width: number): string[] {
  const { status, code, message, hint } = check;
  const subject = visible(check.subject);
  const place = placeText(check);
  const names = place === subject || place.startsWith(`${subject}:`) ? [place] : [subject, place];
  const head = [
    ...names.filter((name) => name !== '').map((name) => span(name, ink.bold)),
    ...(code === undefined ? [] : [span(visible(code), ink.dim)]),
  ];
  const spaced = head.flatMap((one, index): Span[] => (index === 0 ? [one] : [span(' '), one]));
  const lines = paragraph([...spaced, span(': '), span(visible(message))], width, indent, indent);
  const mark = `  ${markInk(status, ink)(marks[status])}${blanks(indent - 2 - marks[status].length)}`;
  const found = lines.map((line, index) => (index === 0 ? mark + line.slice(indent) : line));
  return [...found, ...hintLines(hint, ink, width, indent)];
}

/** `12 ok, 1 note, 2 warnings, 1 error`. */
function summaryText({ summary }: Examination): string {
  const { ok, info, warning, error } = summary;
  const counts = [
    ...(ok > 0 ? [`${ok} ok`] : []),
    ...(info > 0 ? [counted(info, 'note')] : []),
    ...(warning > 0 ? [counted(warning, 'warning')] : []),
    ...(error > 0 ? [counted(error, 'error')] : []),
  ].join(', ');
  return warning + error > 0 ? counts : `Everything is in order: ${counts}`;
}

/** What was looked at, in groups, each with a mark; what to do below each finding; the counts last. */
export function renderExamination(examination: Examination, options: DoctorTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const groups = checkAreas.flatMap((area) => {
    const checks = examination.checks.filter((check) => check.area === area);
    if (checks.length === 0) return [];
    return [[ink.bold(titles[area]), ...checks.flatMap((check) => checkLines(check, ink, width))].join('\n')];
  });
  const { warning, error } = examination.summary;
  const verdict = error > 0 ? ink.red : warning > 0 ? ink.yellow : ink.green;
  return `${[...groups, verdict(`${summaryText(examination)}.`)].join('\n\n')}\n`;
}
