import { compareText } from '../core/diagnostic.ts';
import { type Conflict, type ConflictRule, type Held, heldReasons, type Plan } from '../core/plan.ts';
import { actionInk, actionSigns, changeLines } from './change-block.ts';
import { nameText } from './change-columns.ts';
import { findingLines, hintLines, severities, severityCounts } from './finding-lines.ts';
import type { Page } from './page.ts';
import { valueText } from './value-text.ts';
import { visible } from './visible.ts';
import { counted, heldWords, ruleWords } from './words.ts';
import {
  blanks,
  cellWidth,
  columnWidth,
  labelled,
  padded,
  painted,
  paragraph,
  type Span,
  shortened,
  span,
} from './wrap.ts';
import { type ChangeGroup, groupChanges, type ZonesByProvider } from './zone-groups.ts';

/** The rules in the order of the table of their words. */
const conflictRules = Object.keys(ruleWords) as ConflictRule[];

/** One section per provider and zone. */
export function changeSections({ changes }: Pick<Plan, 'changes'>, zones: ZonesByProvider, page: Page): string[][] {
  return groupChanges(changes, zones).map((group) => [
    groupHeading(group, page),
    '',
    ...changeLines(group.changes, page),
  ]);
}

function groupHeading(group: ChangeGroup, page: Page): string {
  const { bold } = page.style;
  const title = group.zone === null ? visible(group.provider) : `${visible(group.provider)} › ${nameText(group.zone)}`;
  const counts = (['create', 'update', 'delete'] as const).flatMap((action) => {
    const count = group.changes.filter((change) => change.action === action).length;
    return count === 0 ? [] : [span(`${actionSigns[action]}${count}`, actionInk(action, page)), span(' ')];
  });
  return painted([span(title, bold), span('  '), ...counts]);
}

/** What is seen and left alone, by reason in the order in which reasons win. */
export function heldSection(plan: Plan, page: Page): string[] {
  if (plan.held.length === 0) return [];
  const stay = plan.held.length === 1 ? 'it is' : 'they are';
  const groups = heldReasons.flatMap((reason) => {
    const group = plan.held.filter((one) => one.reason === reason);
    if (group.length === 0) return [];
    const title = [span(reason, page.style.yellow), span(`: ${heldWords[reason]}`)];
    return ['', ...paragraph(title, page.width, 2, 4), ...heldLines(group, page)];
  });
  return [page.style.bold(`Held: ${counted(plan.held.length, 'record set')} left as ${stay}`), ...groups];
}

function heldLines(group: readonly Held[], page: Page): string[] {
  const most = Math.max(16, Math.floor(page.width / 2));
  const widthOf = (textOf: (one: Held) => string): number => columnWidth(group.map(textOf), most);
  const name = widthOf((one) => nameText(one.name));
  const type = widthOf((one) => visible(one.type));
  const provider = widthOf((one) => visible(one.provider));
  return group.flatMap((one) => {
    const start = [
      padded(visible(one.provider), provider),
      padded(nameText(one.name), name),
      padded(visible(one.type), type),
    ];
    const head = `${blanks(4)}${start.join('  ')}`;
    const room = page.width - cellWidth(head) - 2;
    const values = one.values.map((value) => valueText(one.type, value, page)).join(', ');
    const detail = visible(one.detail);
    const beside = cellWidth(values) + 2 + cellWidth(detail) <= room;
    const text = room >= 8 ? `${head}  ${shortened(values, room)}` : head;
    const line: Span[] = [span(text)];
    if (beside && detail !== '') line.push(span('  '), span(detail, page.style.dim));
    const below = beside || detail === '' ? [] : paragraph([span(detail, page.style.dim)], page.width, 8, 8);
    return [painted(line), ...below];
  });
}

/** Claims that could not all stand, by the rule that decided: who won, who lost. */
export function conflictSection(plan: Plan, page: Page): string[] {
  if (plan.conflicts.length === 0) return [];
  const { bold, yellow } = page.style;
  const groups = conflictRules.flatMap((rule) => {
    const group = plan.conflicts.filter((one) => one.rule === rule);
    if (group.length === 0) return [];
    const title = [span(rule, yellow), span(`: ${ruleWords[rule]}`)];
    return ['', ...paragraph(title, page.width, 2, 4), ...group.flatMap((one) => conflictLines(one, page))];
  });
  return [bold(`Conflicts: ${plan.conflicts.length}`), ...groups];
}

function conflictLines(conflict: Conflict, page: Page): string[] {
  const { dim, green, red } = page.style;
  const { name, types, provider, winner } = conflict;
  const title = [span(`${nameText(name)}  ${types.map(visible).join(', ')}`), span(`  (${visible(provider)})`, dim)];
  const loses = span(winner === null ? 'contested  ' : 'loses  ', red);
  return [
    ...paragraph(title, page.width, 4, 8),
    ...(winner === null ? [] : labelled(span('wins   ', green), span(visible(winner)), page.width, 6)),
    ...conflict.losers.flatMap((loser) => labelled(loses, span(visible(loser)), page.width, 6)),
  ];
}

/** Limits that stop the plan, each with the flag that lets it through. */
export function guardSection(plan: Plan, page: Page): string[] {
  if (plan.guards.length === 0) return [];
  const { bold, cyan, dim, red } = page.style;
  const lines = [bold(`Guards: ${plan.guards.length} tripped`), ''];
  for (const { guard, provider, source, message, allow } of plan.guards) {
    const place = provider ?? source;
    const where = place === undefined ? [] : [span(` (${visible(place)})`, dim)];
    const title = [span(guard, red), ...where, span(`: ${visible(withoutFlag(message, allow))}`)];
    lines.push(...paragraph(title, page.width, 2, 4));
    lines.push(...labelled(span('allow with: '), span(visible(allow), cyan), page.width, 4));
  }
  return lines;
}

/** A guard's message up to the clause about the flag, which has a line of its own. */
function withoutFlag(message: string, flag: string): string {
  const end = message.lastIndexOf(`; ${flag} `);
  return end < 0 ? message : message.slice(0, end);
}

/** Findings, errors first, and then in the order of the plan. */
export function problemSection(plan: Plan, page: Page): string[] {
  if (plan.diagnostics.length === 0) return [];
  const lines = [page.style.bold(`Problems: ${severityCounts(plan.diagnostics)}`), ''];
  for (const severity of severities) {
    for (const one of plan.diagnostics) {
      if (one.severity !== severity) continue;
      lines.push(...findingLines(one, page.style, page.width, 2), ...hintLines(one.hint, page.style, page.width, 6));
    }
  }
  return lines;
}

/** Sources that were not read in full. */
export function incompleteSection(plan: Plan, page: Page): string[] {
  if (plan.incomplete.length === 0) return [];
  const names = [...plan.incomplete].sort(compareText).map(visible).join(', ');
  const text = `: ${names}; what came from there stays as it is`;
  return paragraph([span('Incomplete sources', page.style.bold), span(text)], page.width, 0, 2);
}
