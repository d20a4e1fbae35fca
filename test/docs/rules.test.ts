import { expect, test } from 'vitest';
import { ruleDocs } from '../../scripts/generate-rule-docs.mjs';
import { rules } from '../../src/core/rules/index.ts';
import { ruleSummary } from '../../src/core/rules/texts/index.ts';
import { reportRules } from '../../src/core/rules/texts/report.ts';
import { waysToChange } from '../../src/core/rules/texts/ways.ts';
import { anchorsOf, page } from './markdown.ts';

test('docs/rules.md says what the rules say; else run node --import tsx scripts/generate-rule-docs.mjs', () => {
  const reports = reportRules(() => undefined).map((rule) => ({ ...rule, summary: ruleSummary(rule.id) }));
  expect(page('docs/rules.md').text).toBe(ruleDocs(reports, waysToChange));
});

test('each rule has its anchor, to which SARIF links', () => {
  const anchors = anchorsOf(page('docs/rules.md'));
  expect(rules.map(({ id }) => id).filter((id) => !anchors.has(id))).toEqual([]);
});
