import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../src/core/rules/index.ts';
import { errorTable, exitCodes } from '../../src/errors.ts';
import { page, root, rowsOf } from './markdown.ts';

/** Upper-case texts in quotes that are names of variables, not codes. */
const variables: ReadonlySet<string> = new Set(['COMPOSE_PROFILES', 'COMPOSE_PROJECT_NAME']);

function sources(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.endsWith('generated'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Every code that the source can show. */
function codesInSource(): Set<string> {
  const codes = new Set<string>([...Object.keys(errorTable), ...rules.map(({ id }) => id)]);
  for (const text of sources()) {
    for (const [, code = ''] of text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)) codes.add(code);
    for (const [, code = ''] of text.matchAll(/\bcode: '([A-Z]+)',\s+severity:/g)) codes.add(code);
    for (const [, code = ''] of text.matchAll(/\bcode: '([a-z][a-z0-9-]+)'/g)) codes.add(code);
  }
  for (const name of variables) codes.delete(name);
  return codes;
}

/** The rows of rules in docs/rules.md; those of options have no link. */
function ruleRows(): string[][] {
  return rowsOf(page('docs/rules.md')).filter(([first = '']) => first.startsWith('['));
}

/** Table rows of docs/diagnostics.md and docs/rules.md by code, without the code. */
function documented(): Map<string, string[][]> {
  const found = new Map<string, string[][]>();
  for (const [first = '', ...cells] of [...rowsOf(page('docs/diagnostics.md')), ...ruleRows()]) {
    const code = /^\[?`([A-Za-z0-9_-]+)`(?:\]\(#[a-z0-9-]+\))?$/.exec(first)?.[1];
    if (code !== undefined) found.set(code, [...(found.get(code) ?? []), cells]);
  }
  return found;
}

test('docs/diagnostics.md and docs/rules.md have every code of the source, and no other', () => {
  expect([...documented().keys()].sort()).toEqual([...codesInSource()].sort());
});

test.each(rules.map((rule) => [rule.id, rule] as const))('says severity and fixedness of the rule %s', (id, rule) => {
  const [severity, canBeSet] = documented().get(id)?.[0] ?? [];
  expect({ severity, canBeSet }).toEqual({ severity: rule.severity, canBeSet: rule.fixed ? 'no' : 'yes' });
});

test.each(Object.entries(errorTable))('says the exit code of the error %s', (code, { exit }) => {
  expect(
    documented()
      .get(code)
      ?.map(([second]) => second),
  ).toContain(String(exit));
});

test('docs/ci.md has every exit code', () => {
  const codes = rowsOf(page('docs/ci.md')).flatMap(([first = '']) => (/^\d$/.test(first) ? [Number(first)] : []));
  expect(codes).toEqual(Object.values(exitCodes));
});
