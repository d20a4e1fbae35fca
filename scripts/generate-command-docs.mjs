// Writes docs/commands.md from the commands themselves: node --import tsx scripts/generate-command-docs.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = join(import.meta.dirname, '..', 'docs', 'commands.md');

const introduction = `<!-- Made by scripts/generate-command-docs.mjs from src/commands. Do not edit. -->

# Commands

\`dns-sync COMMAND --help\` shows the same on a terminal. Results go to standard output, everything else to standard error.
What \`--json\` prints: [ci.md](ci.md#json). Exit codes: [ci.md](ci.md#exit-codes). Error codes: [diagnostics.md](diagnostics.md#errors-that-end-a-command).
`;

/** The page about the commands, each with its arguments, flags and examples; flags of the group GLOBAL come once, last. */
export function commandDocs(commands) {
  const names = Object.keys(commands);
  const contents = names.map((name) => `- [\`${name}\`](#${name}): ${commands[name].summary}`);
  const pages = names.map((name) => commandPage(name, commands[name]));
  const common = Object.assign({}, ...names.map((name) => commands[name].flags));
  const global = [
    '## Flags of every command',
    'These mean the same everywhere. `init` has no `--config`.',
    flagTable(common, 'GLOBAL'),
  ];
  return `${[introduction.trimEnd(), contents.join('\n'), ...pages, global.join('\n\n')].join('\n\n')}\n`;
}

function commandPage(name, { description, summary, usage, args = {}, flags, examples = [] }) {
  const groups = [...new Set(Object.values(flags).map(({ helpGroup }) => helpGroup))].filter((one) => one !== 'GLOBAL');
  const shown = examples.map((example) => example.replaceAll('<%= config.bin %>', 'dns-sync'));
  return [
    `## ${name}`,
    `\`dns-sync ${usage ?? [name, ...Object.values(args).map((one) => `[${one.name}]`), '[FLAGS]'].join(' ')}\``,
    `${capital(summary)}. ${description}`,
    ['```sh', ...shown, '```'].join('\n'),
    ...(Object.keys(args).length === 0 ? [] : [argumentTable(args)]),
    ...groups.map((group) => flagTable(flags, group)),
  ].join('\n\n');
}

function argumentTable(args) {
  return table(
    ['argument', 'meaning'],
    Object.values(args).map(({ name, description }) => [`\`${name}\``, description]),
  );
}

function flagTable(flags, group) {
  const rows = Object.entries(flags).filter(([, { helpGroup }]) => helpGroup === group);
  const title = group === undefined ? 'flag' : `flag (${group.toLowerCase()})`;
  return table(
    [title, 'meaning'],
    rows.map(([name, flag]) => [`\`${spelling(name, flag)}\``, meaning(flag)]),
  );
}

function spelling(name, { char, type, allowNo, helpValue, options, multiple }) {
  const long = `--${allowNo === true ? '[no-]' : ''}${name}`;
  const value =
    type === 'boolean' ? '' : ` ${helpValue ?? options?.join('|') ?? 'TEXT'}${multiple === true ? '…' : ''}`;
  return `${char === undefined ? '' : `-${char}, `}${long}${value}`;
}

function meaning({ description, default: standard, type }) {
  return standard === undefined || type === 'boolean' ? description : `${description} [default: ${standard}]`;
}

function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`)
    .join('\n');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { commands } = await import('../src/commands/table.ts');
  writeFileSync(target, commandDocs(commands));
}
