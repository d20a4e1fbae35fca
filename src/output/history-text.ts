import type { ChangeResult } from '../core/apply-result.ts';
import type { PastApply, PastApplyDetails, UnreadableApply } from '../core/past-apply.ts';
import { resultLines } from './apply-text.ts';
import { minWidth } from './page.ts';
import { changeSections } from './plan-sections.ts';
import { type PlanTextOptions, pageFor } from './plan-text.ts';
import { type Ink, type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { cellWidth, columnWidth, padded, painted, paragraph, type Span, shortened, span } from './wrap.ts';

/** What was applied with a state folder, as it is shown. */
export interface HistoryPage<Apply> {
  readonly folder: string;
  /** Newest first. */
  readonly applies: readonly Apply[];
  /** Older ones that are not shown. */
  readonly more: number;
}

const headings = ['serial', 'when', 'who', 'outcome', 'changes', 'commit', 'command'] as const;
type Heading = (typeof headings)[number];
type Row = Readonly<Record<Heading, string>>;

/** Columns that `who` gets at least; a narrower terminal breaks the lines. */
const leastWho = 12;
const gap = '  ';

/** A table of applies, newest first, and where it comes from. */
export function renderHistory(
  page: HistoryPage<PastApply | UnreadableApply>,
  { color, width: columns }: Pick<PlanTextOptions, 'color' | 'width'>,
): string {
  const ink = style(color);
  const width = Math.max(minWidth, columns);
  const owner = soleOwner(page.applies);
  const rows = page.applies.map((apply) => ('problem' in apply ? null : { apply, row: rowOf(apply, owner === null) }));
  const known = rows.flatMap((one) => (one === null ? [] : [one.row]));
  const widths = widthsOf(known, width);
  const lines = page.applies.flatMap((apply, index) => {
    const one = rows[index];
    if (one) return [painted(cellsOf(one.row, widths, inksOf(one.apply, ink)))];
    return 'problem' in apply ? unreadableLines(apply, ink, width) : [];
  });
  const head = known.length === 0 ? [] : [painted(cellsOf(headingRow, widths, { ...noInks, all: ink.bold }))];
  const more = page.more === 0 ? [] : [`and ${counted(page.more, 'older one')}: --limit shows more`];
  const gapLine = lines.length === 0 ? [] : [''];
  return `${[...head, ...lines, ...more, ...gapLine, ...paragraph([span(closing(page, owner), ink.dim)], width, 0, 2)].join('\n')}\n`;
}

/** Every apply in full: who and when, its changes, and what did not end as it should. */
export async function renderApplies(
  { applies }: HistoryPage<PastApplyDetails>,
  options: PlanTextOptions,
): Promise<string> {
  const texts: string[] = [];
  for (const apply of applies) {
    const page = await pageFor(apply, options);
    const results = exceptionResults(apply);
    const sections = [
      paragraph([span(titleOf(apply), page.style.bold)], page.width, 0, 2),
      ...changeSections(apply, options.zones, page),
      ...(results.length === 0
        ? []
        : [[page.style.bold('Exceptions'), '', ...resultLines(results, page.style, page.width)]]),
    ];
    texts.push(sections.map((lines) => lines.join('\n')).join('\n\n'));
  }
  return `${texts.join('\n\n')}\n`;
}

/** The owner of all applies; null: there are several. */
function soleOwner(applies: readonly (PastApply | UnreadableApply)[]): string | null {
  const owners = new Set(applies.flatMap((apply) => ('problem' in apply ? [] : [apply.owner])));
  const [first] = owners;
  return owners.size === 1 && first !== undefined ? first : null;
}

function closing({ folder, applies }: HistoryPage<unknown>, owner: string | null): string {
  const as = owner === null ? '' : ` as ${visible(owner)}`;
  const what = applies.length === 0 ? 'Nothing was applied' : `Applied${as}`;
  return `${what} with the state folder ${visible(folder)}. It knows of no other: what was applied elsewhere is in Git's log of the lockfile.`;
}

function unreadableLines({ file, problem }: UnreadableApply, ink: Style, width: number): string[] {
  const why = [span(visible(file)), span(` ${visible(problem.code)} `, ink.red), span(visible(problem.message))];
  return paragraph(why, width, 0, 2);
}

const headingRow = Object.fromEntries(headings.map((heading) => [heading, heading])) as Row;

function rowOf(apply: PastApply, withOwner: boolean): Row {
  const { create, update, delete: deleted } = apply.summary;
  return {
    serial: String(apply.serial),
    when: timeOf(apply.at),
    who: whoOf(apply, withOwner),
    outcome: apply.outcome ?? 'no end',
    changes: `+${create} ~${update} -${deleted}`,
    commit: commitOf(apply),
    command: visible(apply.command),
  };
}

function whoOf({ user, host, owner }: PastApply, withOwner: boolean): string {
  return visible(`${user}@${host}${withOwner ? ` (${owner})` : ''}`);
}

/** The first digits; a star: tracked files differed from it. */
function commitOf({ git }: PastApply): string {
  return git === null ? '' : visible(`${git.commit.slice(0, 8)}${git.dirty ? '*' : ''}`);
}

/** Whole seconds, UTC. */
function timeOf(at: string): string {
  return visible(at.replace(/\.\d+Z$/, 'Z'));
}

function widthsOf(rows: readonly Row[], width: number): Readonly<Record<Heading, number>> {
  const widest = (heading: Heading) =>
    columnWidth([heading, ...rows.map((row) => row[heading])], Number.POSITIVE_INFINITY);
  const widths = Object.fromEntries(headings.map((heading) => [heading, widest(heading)])) as Record<Heading, number>;
  const all = Object.values(widths).reduce((sum, one) => sum + one, (headings.length - 1) * gap.length);
  return { ...widths, who: Math.max(Math.min(leastWho, widths.who), widths.who - Math.max(0, all - width)) };
}

/** The emphasis of a row, and of single cells of it. */
interface RowInks {
  readonly all?: Ink;
  readonly outcome?: Ink;
}
const noInks: RowInks = {};

function inksOf({ outcome }: PastApply, ink: Style): RowInks {
  if (outcome === null) return { outcome: ink.red };
  return { outcome: { applied: ink.green, undone: ink.yellow, partial: ink.red, abandoned: ink.yellow }[outcome] };
}

function cellsOf(row: Row, widths: Readonly<Record<Heading, number>>, inks: RowInks): Span[] {
  return headings.flatMap((heading, index) => {
    const text = shortened(row[heading], widths[heading]);
    const cell =
      heading === 'serial' ? `${' '.repeat(widths.serial - cellWidth(text))}${text}` : padded(text, widths[heading]);
    const ink = inks.all ?? (heading === 'outcome' ? inks.outcome : undefined);
    return [...(index === 0 ? [] : [span(gap)]), ink === undefined ? span(cell) : span(cell, ink)];
  });
}

function titleOf(apply: PastApplyDetails): string {
  const { serial, outcome, at, git, generator, command, ended } = apply;
  const from =
    git === null ? '' : `, from ${git.commit.slice(0, 8)}${git.dirty ? ' and changes that were not committed' : ''}`;
  const by = ended === null || ended.command === command ? '' : `; ended by ${ended.command} ${timeOf(ended.at)}`;
  return visible(
    `Serial ${serial}: ${outcome ?? 'no end'}. ${generator} ${command} ${timeOf(at)} by ${whoOf(apply, true)}${from}${by}`,
  );
}

function exceptionResults({ changes, exceptions }: PastApplyDetails): ChangeResult[] {
  const key = ({ provider, name, type }: Pick<PastApplyDetails['exceptions'][number], 'provider' | 'name' | 'type'>) =>
    `${provider} ${name} ${type}`;
  const byKey = new Map(changes.map((change) => [key(change), change]));
  return exceptions.flatMap((exception) => {
    const change = byKey.get(key(exception));
    const { state, detail } = exception;
    return change === undefined ? [] : [{ change, state, ...(detail === undefined ? {} : { detail }) }];
  });
}
