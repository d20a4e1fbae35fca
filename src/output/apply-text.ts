import type { ApplyResult, ChangeResult } from '../core/apply-result.ts';
import type { PlanSummary } from '../core/plan.ts';
import { actionInk, actionSigns } from './change-block.ts';
import { nameText } from './change-columns.ts';
import { minWidth } from './page.ts';
import { type Ink, type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { columnWidth, padded, painted, paragraph, span } from './wrap.ts';

/** How the result of an apply is to be rendered. */
export interface ApplyTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type ChangeState = ChangeResult['state'];

const stateWords: Readonly<Record<ChangeState, string>> = {
  done: 'done',
  undone: 'undone',
  failed: 'failed',
  'not-tried': 'not tried',
};

function stateInk(state: ChangeState, ink: Style): Ink {
  return { done: ink.green, undone: ink.yellow, failed: ink.red, 'not-tried': ink.dim }[state];
}

const widestState = 9;
/** Columns that state, provider and type get beside the names. */
const leastBesideName = 36;

/** One line per change, and what went wrong with it below. */
export function resultLines(results: readonly ChangeResult[], ink: Style, width: number): string[] {
  const page = { style: ink };
  const most = Math.max(16, width - leastBesideName);
  const provider = columnWidth(
    results.map((one) => visible(one.change.provider)),
    most,
  );
  const name = columnWidth(
    results.map((one) => nameText(one.change.name)),
    most,
  );
  return results.flatMap(({ change, state, detail }) => {
    const action = actionInk(change.action, page);
    const line = painted([
      span('  '),
      span(padded(stateWords[state], widestState), stateInk(state, ink)),
      span(`  ${padded(visible(change.provider), provider)}  `),
      span(`${actionSigns[change.action]} ${padded(nameText(change.name), name)}`, action),
      span(`  ${visible(change.type)}`),
    ]);
    const below =
      detail === undefined ? [] : paragraph([span(visible(detail))], width, widestState + 4, widestState + 4);
    return [line, ...below];
  });
}

/** `3 created, 1 updated`. */
function writtenText(summary: PlanSummary): string {
  const { create, update, delete: deleted, evict, held } = summary;
  const counts: readonly (readonly [number, string])[] = [
    [create, 'created'],
    [update, 'updated'],
    [deleted, 'deleted'],
    [evict, 'evicted'],
    [held, 'held'],
  ];
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ');
}

/** `2 done, 1 failed, 3 not tried`. */
function stateCounts(results: readonly ChangeResult[]): string {
  const states = ['done', 'undone', 'failed', 'not-tried'] as const;
  const counts = states.map(
    (state) => [results.filter((one) => one.state === state).length, stateWords[state]] as const,
  );
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ');
}

function outcomeText(result: ApplyResult): string {
  const { summary, results, serial } = result;
  switch (result.outcome) {
    case 'applied':
      return `Applied: ${writtenText(summary)}. The lockfile is at serial ${serial}.`;
    case 'nothing': {
      const held = summary.held > 0 ? `, ${summary.held} held` : '';
      const stands = summary.unchanged === 1 ? 'is as it should be' : 'are as they should be';
      return `Nothing to do: ${counted(summary.unchanged, 'record set')} ${stands}${held}.`;
    }
    case 'undone':
      return `Nothing stays applied: ${stateCounts(results)}. Every record is as it was before.`;
    case 'partial':
      return result.recoveryDue === true
        ? `Applied in part, for undoing failed too: ${stateCounts(results)}. Mend what is said above, then undo the rest: dns-sync recover --undo`
        : `Applied in part: ${stateCounts(results)}. What is done stays; plan again to see what is left.`;
  }
}

/** What an apply did: every change with what became of it, and how it ended. */
export function renderApplyResult(result: ApplyResult, options: ApplyTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const outcomeInk = { applied: ink.green, nothing: ink.bold, undone: ink.yellow, partial: ink.red }[result.outcome];
  const lines = resultLines(result.results, ink, width);
  const gap = lines.length > 0 ? [''] : [];
  return `${[...lines, ...gap, ...paragraph([span(outcomeText(result), outcomeInk)], width, 0, 2)].join('\n')}\n`;
}
