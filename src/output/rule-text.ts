import type { RuleReport } from '../core/rules/texts/report.ts';
import { type WayToChange, waysToChange, whyFixed } from '../core/rules/texts/ways.ts';
import { minWidth } from './page.ts';
import { type Ink, type Style, style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { blanks, labelled, painted, paragraph, type Span, span } from './wrap.ts';

/** How rules are to be rendered. */
export interface RuleTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Rules, and the configuration that their severities are from. */
export interface ShownRules {
  readonly configuration:
    | { readonly status: 'read'; readonly file: string }
    | { readonly status: 'none' }
    | { readonly status: 'invalid'; readonly problems: number };
  readonly rules: readonly RuleReport[];
}

function severityInk(severity: RuleReport['severity'], ink: Style): Ink {
  return { error: ink.red, warning: ink.yellow, info: ink.cyan, off: ink.dim }[severity];
}

/** Where what is shown comes from. */
function headText(configuration: ShownRules['configuration']): string {
  switch (configuration.status) {
    case 'read':
      return `As ${visible(configuration.file)} has them.`;
    case 'none':
      return 'There is no configuration here: these are the defaults.';
    case 'invalid':
      return `The configuration has ${counted(configuration.problems, 'problem')}, see dns-sync check: these are the defaults.`;
  }
}

/** What the configuration changed, and what is in force beside the severity. */
function remarksOf({ fixed, severity, default: standard, options, except }: RuleReport): string {
  const set = options.map((option) =>
    option.value === option.default
      ? `${option.name} ${option.value}`
      : `${option.name} ${option.value} (default ${option.default})`,
  );
  const spared = except.length === 0 ? [] : [counted(except.length, 'exception')];
  return [
    ...(fixed ? ['fixed'] : []),
    ...(severity === standard ? [] : [`(default ${standard})`]),
    ...set,
    ...spared,
  ].join('  ');
}

/** Whether the configuration says anything of it. */
function isConfigured(rule: RuleReport): boolean {
  return rule.place !== undefined;
}

/** Columns of the severity. */
const severityWidth = 'warning'.length;

/** All rules in groups, a line each; what was changed is marked with `*` and names its default. */
export function renderRuleTable({ configuration, rules }: ShownRules, options: RuleTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const line = (rule: RuleReport): string[] => {
    const { id, severity } = rule;
    const start: Span[] = [
      span(isConfigured(rule) ? '* ' : '  ', ink.bold),
      span(id, isConfigured(rule) ? ink.bold : undefined),
      span(blanks(idWidth - id.length + 2)),
      span(severity, severityInk(severity, ink)),
    ];
    const remarks = remarksOf(rule);
    if (remarks === '') return [painted(start)];
    const gap = span(blanks(severityWidth - severity.length + 2));
    return paragraph(
      [...start, gap, span(remarks, ink.dim)],
      width,
      0,
      Math.min(idWidth + severityWidth + 6, width - 20),
    );
  };
  const titles = [...new Set(rules.map(({ group }) => group))];
  const groups = titles.map((title) =>
    [ink.bold(title), ...rules.filter(({ group }) => group === title).flatMap(line)].join('\n'),
  );
  const fixed = rules.filter((rule) => rule.fixed).length;
  const changed = rules.filter(isConfigured).length;
  const counts = `${counted(rules.length, 'rule')}, ${fixed} fixed, ${changed} configured (*).`;
  const foot = paragraph([span(`${counts} dns-sync rules ID explains one.`)], width, 0, 0);
  return `${[paragraph([span(headText(configuration))], width, 0, 0).join('\n'), ...groups, foot.join('\n')].join('\n\n')}\n`;
}

/** What each rule checks, why, what to do, and how it is changed. */
export function renderRules({ configuration, rules }: ShownRules, options: RuleTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const head = paragraph([span(headText(configuration))], width, 0, 0).join('\n');
  return `${[head, ...rules.map((rule) => ruleLines(rule, ink, width).join('\n'))].join('\n\n')}\n`;
}

/** Columns of the words before paragraphs. */
const labelWidth = 'passes'.length + 2;

function ruleLines(rule: RuleReport, ink: Style, width: number): string[] {
  const { id, severity, default: standard, fixed, place, what, why, fix, options, except } = rule;
  const label = (word: string) => span(word.padEnd(labelWidth), ink.cyan);
  const told = (word: string, text: string) => labelled(label(word), span(text), width, 2);
  const listed = (word: string, lines: readonly string[]) =>
    lines.flatMap((text, index) => told(index === 0 ? word : '', visible(text)));
  const head: Span[] = [
    span(id, ink.bold),
    span('  '),
    span(severity, severityInk(severity, ink)),
    span(fixed ? ' (fixed)' : severity === standard ? '' : ` (default ${standard})`),
    span(place === undefined ? '' : `  ${visible(place.file)}:${place.line}:${place.column}`, ink.dim),
  ];
  const set = options.map(
    (option) =>
      `${option.name} ${option.value}${option.value === option.default ? '' : ` (default ${option.default})`}: ${option.what}; 0 to ${option.most}`,
  );
  return [
    painted(head),
    ...paragraph([span(what)], width, 2, 2),
    ...told('why', why),
    ...told('fix', fix),
    ...exampleLines(rule, listed),
    ...listed('set', set),
    ...listed('except', except),
    ...(fixed ? told('fixed', `It cannot be changed: ${whyFixed}.`) : wayLines(rule, listed)),
  ];
}

function exampleLines({ example }: RuleReport, listed: (word: string, lines: readonly string[]) => string[]): string[] {
  if (example === undefined) return [];
  return [...listed('fails', example.fails.split('\n')), ...listed('passes', example.passes.split('\n'))];
}

/** `rules   ttl-low: off  # switch it off`, one below the other. */
function wayLines(rule: RuleReport, listed: (word: string, lines: readonly string[]) => string[]): string[] {
  const ways = waysToChange(rule);
  const column = rule.id.length + ': warning'.length;
  const linesFor = (wanted: WayToChange['place']) =>
    ways.filter((way) => way.place === wanted).map(({ purpose, yaml }) => `${yaml.padEnd(column)}  # ${purpose}`);
  return [...listed('rules', linesFor('rules')), ...listed('record', linesFor('record'))];
}
