import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { DnsSyncError, exitCodes } from '../errors.ts';
import { version } from '../version.ts';
import type { CheckResult } from '../workflows/check-project.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';
import type { Terminal } from './terminal.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;
type Format = (typeof formats)[number];
type Diagnostics = CheckResult['diagnostics'];

export default class Check extends Command {
  static override summary = 'judge configuration and input, offline';
  static override description =
    'Reads the configuration and every file it names, and applies all rules. Never contacts Docker or a provider. With FILES (as a pre-commit hook gives them) everything is judged all the same, and the findings about those files are reported, conflicts with other files among them. Exit 3 with any error, else 0.';
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check stacks/web/compose.yaml --json',
    '<%= config.bin %> check --format sarif > dns-sync.sarif',
  ];
  static override strict = false;
  static override usage = 'check [FILES...]';
  static override flags = {
    format: Flags.option({
      options: formats,
      default: 'text' as Format,
      description: 'how findings are shown: for people, as JSON (or --json), for code scanning, as GitHub annotations',
    })(),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Check);
    const json = flags.json || flags.format === 'json';
    await runCommand({ ...flags, json, color: flags.color }, async (terminal, surroundings) => {
      if (flags.json && flags.format !== 'text' && flags.format !== 'json') {
        throw new DnsSyncError('USAGE', `--json and --format ${flags.format} exclude one another`, {
          hint: 'keep one of the two',
        });
      }
      const { checkProject } = await import('../workflows/check-project.ts');
      const result = await checkProject(surroundings, flags.config, argv.map(String));
      const shown = terminal.debug ? [...result.diagnostics, ...result.infos] : result.diagnostics;
      await printers[json ? 'json' : flags.format](terminal, shown, result, surroundings.cwd);
      return hasError(result.diagnostics) ? exitCodes.input : exitCodes.ok;
    });
  }
}

type Print = (terminal: Terminal, shown: Diagnostics, result: CheckResult, cwd: string) => Promise<void>;

const printers: Readonly<Record<Format, Print>> = {
  text: async (terminal, shown, result) => {
    if (terminal.quiet) return;
    const { renderDiagnostics } = await import('../output/diagnostics-text.ts');
    const { readShownFiles } = await import('../workflows/check-project.ts');
    const sources = shown.length === 0 ? new Map<string, string>() : await readShownFiles(shown, result.root);
    terminal.say(renderDiagnostics(shown, { color: terminal.color, width: terminal.width, sources }));
  },
  json: async (terminal, shown, { diagnostics }) => {
    const { toJson } = await import('../output/json.ts');
    const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
    terminal.print(toJson({ diagnostics: shown, summary: { error: count('error'), warning: count('warning') } }));
  },
  sarif: async (terminal, shown, { root, config }, cwd) => {
    const { fromRepository } = await import('../workflows/repository-paths.ts');
    const { sarifLog } = await import('../output/sarif.ts');
    const { toJson } = await import('../output/json.ts');
    const { describeCode } = await import('../workflows/show-rules.ts');
    // GitHub refuses a whole log for one result without a file.
    const placed = shown.map((one) => (one.file === undefined ? { ...one, file: config } : one));
    terminal.print(toJson(sarifLog(fromRepository(placed, cwd, root), { version, describe: describeCode })));
  },
  github: async (terminal, shown, { root }, cwd) => {
    const { fromRepository } = await import('../workflows/repository-paths.ts');
    const { githubAnnotations } = await import('../output/github-annotations.ts');
    if (shown.length > 0) terminal.print(githubAnnotations(fromRepository(shown, cwd, root)));
  },
};

function hasError(diagnostics: Diagnostics): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
