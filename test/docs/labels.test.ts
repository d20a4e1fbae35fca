import { expect, test } from 'vitest';
import { readYaml } from '../../src/files/yaml.ts';
import type { GrammarName, GrammarSetting } from '../../src/sources/labels/table.ts';
import { type Labels, read, show } from '../sources/labels/reading.ts';
import { page, pages } from './markdown.ts';

/** A row of a table with a column `labels`, and the others by their heads. */
interface Row {
  /** Line, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The rows of all tables that say which labels give which records. */
function examplesOf(path: string): Row[] {
  const rows: Row[] = [];
  let heads: readonly string[] = [];
  let before = '';
  for (const [index, line] of page(path).text.split('\n').entries()) {
    if (line.startsWith('|---')) heads = cellsOf(before);
    else if (!line.startsWith('|')) heads = [];
    else if (heads.includes('labels') && heads.includes('records')) {
      const cells = cellsOf(line);
      rows.push({ line: index + 1, cells: Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? ''])) });
    }
    before = line;
  }
  return rows;
}

/** Texts between back-ticks, one or two. */
function codesOf(cell: string): string[] {
  return [...cell.matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , code = '']) => code);
}

function settingOf(cell: string): GrammarSetting | undefined {
  const [code] = codesOf(cell);
  const yaml = code === undefined ? undefined : readYaml(code);
  return yaml?.ok ? (yaml.document.value as GrammarSetting) : undefined;
}

const byName: readonly GrammarName[] = ['dns', 'coredns', 'joyride', 'caddy', 'traefik'];
const examples = pages().flatMap(({ path }) => examplesOf(path).map((row) => [`${path}:${row.line}`, row] as const));

test('there are examples of every grammar of another tool', () => {
  const text = examples.map(([place]) => place).join('\n');
  for (const name of ['joyride', 'caddy', 'traefik']) expect(text).toContain(`docs/labels/${name}.md`);
});

test.each(examples)('the labels at %s give what the table says', (_place, { cells }) => {
  const labels: Labels = Object.fromEntries(
    codesOf(cells.labels ?? '').map((label) => [
      label.slice(0, label.indexOf('=')),
      label.slice(label.indexOf('=') + 1),
    ]),
  );
  const setting = settingOf(cells.options ?? '');
  const own = typeof setting === 'object' ? setting.grammar : undefined;
  const grammars = [...byName.filter((name) => name !== own), ...(setting === undefined ? [] : [setting])];
  const reading = read(labels, {}, { labels: grammars });
  expect(show(reading).claims).toEqual(codesOf(cells.records ?? '').sort());
  const told = reading.diagnostics.filter(({ severity }) => severity !== 'info' || cells.finding !== undefined);
  expect([...new Set(told.map(({ code }) => code))]).toEqual(codesOf(cells.finding ?? ''));
});
