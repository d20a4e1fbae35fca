import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/config/read-config.ts';
import { rules } from '../../../../src/core/rules/index.ts';
import { ruleGroups, ruleSummary, summaryOf } from '../../../../src/core/rules/texts/index.ts';
import { reportRules } from '../../../../src/core/rules/texts/report.ts';
import { waysToChange } from '../../../../src/core/rules/texts/ways.ts';
import { readYaml } from '../../../../src/files/yaml.ts';
import { validateOverrides } from '../../../../src/generated/validate-overrides.js';

const texts = ruleGroups.flatMap((group) => Object.entries(group.texts));
const reports = reportRules(() => undefined);

/** A configuration that ends in these lines. */
const configWith = (rest: string) => `version: 1
owner: homeserver
sources: [{ name: overrides, type: yaml, files: [a.yaml] }]
providers: [{ name: home, type: zonefile, zones: [example.com], directory: zones }]
${rest}
`;

describe('the texts of rules', () => {
  it('every rule has one, and no text is without a rule', () => {
    expect(texts.map(([id]) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it('every rule is told once', () => {
    expect(new Set(texts.map(([id]) => id)).size).toBe(texts.length);
    expect(reports.map(({ id }) => id)).toEqual(texts.map(([id]) => id));
  });

  it.each(texts)('%s: whole sentences, and a first one that can stand alone', (_id, text) => {
    for (const sentence of [text.what, text.why, text.fix]) expect(sentence).toMatch(/^[`A-Z].*\.$/);
    const summary = summaryOf(text);
    expect(summary.length).toBeGreaterThan(15);
    expect(summary.length).toBeLessThanOrEqual(160);
    expect(text.what.startsWith(`${summary}.`)).toBe(true);
    expect(summary.split('`').length % 2).toBe(1);
  });

  it('no two rules say the same', () => {
    const summaries = texts.map(([, text]) => summaryOf(text));
    expect(summaries.filter((one, index) => summaries.indexOf(one) !== index)).toEqual([]);
  });

  it('a code that is no rule has none', () => {
    expect(['LABEL_EMPTY', 'toString', ''].map(ruleSummary)).toEqual([undefined, undefined, undefined]);
    expect(ruleSummary('ttl-low')).toBe('A TTL is not below `min` seconds');
  });
});

describe('the ways to change a rule', () => {
  it.each(reports.filter(({ fixed }) => fixed))('$id is fixed: there are none', (rule) => {
    expect(waysToChange(rule)).toEqual([]);
  });

  it.each(reports.filter(({ fixed }) => !fixed))('those of $id can be used as they are shown', async (rule) => {
    const ways = waysToChange(rule);
    expect(ways.length).toBeGreaterThanOrEqual(3 + rule.options.length);
    for (const { place, yaml } of ways) {
      if (place === 'rules') {
        expect(await readConfig(configWith(`rules: { ${yaml} }`), 'dns-sync.yaml')).toMatchObject({ ok: true });
      } else {
        const read = readYaml(`version: 1\nrecords:\n  - { name: a.example.com, value: 10.0.0.1, ${yaml} }\n`);
        expect(read.ok && validateOverrides(read.document.value)).toBe(true);
      }
    }
  });
});

describe('docs/configuration.md', () => {
  it('has every rule that has options, with their defaults and bounds', () => {
    const page = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');
    for (const { id, options } of reports) {
      for (const { name, default: standard, most } of options)
        expect(page).toContain(`| \`${id}\` | \`${name}\` | ${standard} | ${most} |`);
    }
  });
});
