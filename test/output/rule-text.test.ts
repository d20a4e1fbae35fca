import { describe, expect, it } from 'vitest';
import { type RuleChoice, reportRules } from '../../src/core/rules/texts/report.ts';
import { renderRules, renderRuleTable, type ShownRules } from '../../src/output/rule-text.ts';

const place = { file: 'dns-sync.yaml', line: 12, column: 3 };
const choices: Readonly<Record<string, RuleChoice>> = {
  'ttl-low': { severity: 'error', options: { min: 60 }, place },
  'ttl-high': { severity: 'off', place },
  'name-underscore': { except: ['*.legacy.example.com', '/^\u001b_dev/'], place },
};
const rules = reportRules((id) => choices[id]);
const shown: ShownRules = { configuration: { status: 'read', file: 'dns-sync.yaml' }, rules };
const page = { color: false, width: 80 };
const pick = (...ids: readonly string[]): ShownRules => ({
  ...shown,
  rules: rules.filter(({ id }) => ids.includes(id)),
});

describe('the table of rules', () => {
  const lines = renderRuleTable(shown, page).split('\n');

  it.each([
    '  name-at                  error    fixed',
    '  name-charset             error',
    '* name-underscore          warning  2 exceptions',
    '* ttl-low                  error    (default warning)  min 60 (default 30)',
    '* ttl-high                 off      (default warning)  max 604800',
    '  set-too-large            warning  max 100',
    '  spf-end                  off',
  ])('has the line %s', (line) => {
    expect(lines).toContain(line);
  });

  it('has the groups in order, what was read first, the counts last', () => {
    expect(lines[0]).toBe('As dns-sync.yaml has them.');
    expect(lines.filter((line) => /^[A-Z]\w+ ?/.test(line)).slice(1, 4)).toEqual([
      'Names',
      'TTL and sets',
      'CNAME and targets',
    ]);
    const fixed = rules.filter((rule) => rule.fixed).length;
    expect(lines.slice(-3).join(' ').replaceAll(/\s+/g, ' ')).toContain(
      `${rules.length} rules, ${fixed} fixed, 3 configured (*). dns-sync rules ID explains one.`,
    );
  });

  it.each<[ShownRules['configuration'], string]>([
    [{ status: 'none' }, 'There is no configuration here: these are the defaults.'],
    [
      { status: 'invalid', problems: 2 },
      'The configuration has 2 problems, see dns-sync check: these are the defaults.',
    ],
  ])('says what it is from: %j', (configuration, head) => {
    expect(renderRuleTable({ ...shown, configuration }, page).split('\n')[0]).toBe(head);
  });

  it.each([40, 80, 200])('no line is wider than %i columns', (width) => {
    const wide = renderRuleTable(shown, { color: false, width }).split('\n');
    expect(wide.filter((line) => line.length > width)).toEqual([]);
  });
});

describe('a rule', () => {
  it('with what was changed here', async () => {
    await expect(renderRules(pick('ttl-low', 'name-underscore'), page)).toMatchFileSnapshot('goldens/rules.txt');
  });

  it('that is fixed, and one that is off, without a configuration', async () => {
    const bare: ShownRules = {
      configuration: { status: 'none' },
      rules: reportRules(() => undefined).filter(({ id }) => ['a-syntax', 'spf-end', 'duplicate-value'].includes(id)),
    };
    await expect(renderRules(bare, page)).toMatchFileSnapshot('goldens/rules-defaults.txt');
  });

  it('shows no control characters of the configuration', () => {
    expect(renderRules(pick('name-underscore'), page)).not.toContain('\u001b');
    expect(renderRules(pick('name-underscore'), { ...page, color: true })).not.toContain('\u001b_');
  });
});
