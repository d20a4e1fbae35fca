import type { Change, Plan } from '../core/plan.ts';
import { minWidth, type Page } from './page.ts';
import {
  changeSections,
  conflictSection,
  guardSection,
  heldSection,
  incompleteSection,
  problemSection,
} from './plan-sections.ts';
import { refusals, summaryLine } from './plan-verdict.ts';
import { style } from './style.ts';
import { visible } from './visible.ts';
import { loadWordDiff } from './word-diff.ts';
import { paragraph, span } from './wrap.ts';
import type { ZonesByProvider } from './zone-groups.ts';

/** How a plan is to be rendered. */
export interface PlanTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Zone apexes by provider: changes are grouped under the nearest one. */
  readonly zones: ZonesByProvider;
  /** Long values, origins and unchanged values in full. */
  readonly verbose?: boolean;
}

/** Whether two versions of the set may be worth comparing word by word. */
function hasWords(change: Change): boolean {
  return change.action === 'update' && change.before.values.some((value) => value.includes(' '));
}

/** What the plan leaves out, or did not look at. */
function noteLines(plan: Plan, page: Page): string[] {
  const { only, provider, offline, locked, rollback } = plan.options;
  const notes = [
    ...(offline === true ? ['Offline: compared with what was last applied, not with what the providers hold.'] : []),
    ...(rollback === undefined ? [] : [`Back to ${visible(rollback)}: its snapshot stands for the sources.`]),
    ...(only.length > 0 ? [`Limited to names ${only.map(visible).join(', ')}.`] : []),
    ...(provider.length > 0
      ? [`Limited to ${provider.length === 1 ? 'provider' : 'providers'} ${provider.map(visible).join(', ')}.`]
      : []),
    ...(locked !== undefined && locked.length > 0
      ? [`From the lockfile's snapshot: ${locked.map(visible).join(', ')}.`]
      : []),
  ];
  return notes.flatMap((note) => paragraph([span(note, page.style.dim)], page.width, 0, 2));
}

/** The summary, and why `apply` would refuse, if it would. */
function verdictLines(plan: Plan, page: Page): string[] {
  const { bold, red } = page.style;
  const lines = paragraph([span(summaryLine(plan), bold)], page.width, 0, 2);
  for (const { why, advice } of refusals(plan)) {
    lines.push(...paragraph([span('apply would refuse: ', red), span(`${why}; ${advice}`)], page.width, 0, 2));
  }
  return lines;
}

/** The page for changes of an owner's plan. */
export async function pageFor(
  { changes, owner }: Pick<Plan, 'changes' | 'owner'>,
  { color, width, verbose = false }: PlanTextOptions,
): Promise<Page> {
  return {
    style: style(color),
    width: Math.max(minWidth, width),
    verbose,
    owner,
    ...(changes.some(hasWords) ? { words: await loadWordDiff() } : {}),
  };
}

/** The plan for people: what changes by provider and zone, what is left alone and why, and what it comes to. */
export async function renderPlan(plan: Plan, options: PlanTextOptions): Promise<string> {
  const page = await pageFor(plan, options);
  const sections = [
    noteLines(plan, page),
    ...changeSections(plan, options.zones, page),
    heldSection(plan, page),
    conflictSection(plan, page),
    guardSection(plan, page),
    problemSection(plan, page),
    incompleteSection(plan, page),
    verdictLines(plan, page),
  ];
  const written = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${written.join('\n\n')}\n`;
}
