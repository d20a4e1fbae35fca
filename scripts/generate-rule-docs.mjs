// Writes docs/rules.md from the rules and their texts: node --import tsx scripts/generate-rule-docs.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = join(import.meta.dirname, '..', 'docs', 'rules.md');

const introduction = `<!-- Made by scripts/generate-rule-docs.mjs from src/core/rules. Do not edit. -->

# Rules

What dns-sync checks of every record before anything is written. \`dns-sync rules\` lists them with the severities in force
where you are, \`dns-sync rules ID\` shows what stands here. How they are configured: [configuration.md](configuration.md#rules).

- **error**: the record is left out, its name is held, and \`apply\` refuses (exit 3), unless with \`--hold\`.
- **warning** and **info**: shown, the latter with \`--log-level debug\` only; they stop nothing.
- **off**: matters of taste, for those who switch them on.
- **fixed**: the rule guards what cannot exist in DNS, or cannot be held by the provider. It cannot be configured, and knows no exceptions.

Examples are records, one on each line: name, TTL if it matters, type, value; lines of one name and type are the values of one
record. \`example.com\` and \`168.192.in-addr.arpa\` go to zone files, \`lan.example.com\` to etcd, \`example.net\` to a provider
with \`public: true\`, \`home.arpa\` to one with \`private: true\`.
`;

/** The page about the rules: a table of each group, then a section for each rule, whose anchor is its id. */
export function ruleDocs(reports, waysToChange) {
  const groups = [...new Set(reports.map(({ group }) => group))];
  const sections = groups.flatMap((title) => {
    const rules = reports.filter(({ group }) => group === title);
    return [`## ${title}`, ruleTable(rules), ...rules.map((rule) => ruleSection(rule, waysToChange(rule)))];
  });
  return `${[introduction.trimEnd(), ...sections].join('\n\n')}\n`;
}

function ruleTable(rules) {
  const rows = rules.map(({ id, default: severity, fixed, summary }) => [
    `[\`${id}\`](#${id})`,
    severity,
    fixed ? 'no' : 'yes',
    summary,
  ]);
  return table(['rule', 'severity', 'can be set', 'what must hold'], rows);
}

function ruleSection({ id, default: severity, fixed, what, why, fix, example, options }, ways) {
  return [
    `### ${id}`,
    `*${severity}${fixed ? ', fixed' : ''}.* ${escaped(what)}`,
    `**Why:** ${escaped(why)}`,
    `**What to do:** ${escaped(fix)}`,
    ...(example === undefined ? [] : [exampleBlock('Fails', example.fails), exampleBlock('Passes', example.passes)]),
    ...(options.length === 0 ? [] : [optionTable(options)]),
    ...(ways.length === 0 ? [] : [ways.map(wayLine).join('\n')]),
  ].join('\n\n');
}

function wayLine({ purpose, place, yaml }) {
  return `- To ${purpose}: \`${place === 'rules' ? `rules: { ${yaml} }` : yaml}\``;
}

function exampleBlock(title, text) {
  return [`${title}:`, '', '```text', text, '```'].join('\n');
}

function optionTable(options) {
  const rows = options.map(({ name, what, default: standard, most }) => [
    `\`${name}\``,
    what,
    String(standard),
    `0 to ${most}`,
  ]);
  return table(['option', 'is', 'default', 'bounds'], rows);
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => escaped(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** Text between back-ticks stays; outside of it nothing may begin a tag or an emphasis. */
function escaped(text) {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll(/[*_](?=\S)/g, '\\$&')))
    .join('`');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reportRules } = await import('../src/core/rules/texts/report.ts');
  const { waysToChange } = await import('../src/core/rules/texts/ways.ts');
  const { ruleSummary } = await import('../src/core/rules/texts/index.ts');
  const reports = reportRules(() => undefined).map((rule) => ({ ...rule, summary: ruleSummary(rule.id) }));
  writeFileSync(target, ruleDocs(reports, waysToChange));
}
