import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { exitCodes } from '../errors.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

export default class Check extends Command {
  static override summary = 'judge configuration and input, offline';
  static override description =
    'Reads the configuration and every file it names, and applies all rules. Never contacts Docker or a provider. With FILES (as a pre-commit hook gives them) everything is read, and the findings in those files are reported. Exit 3 with any error, else 0.';
  static override examples = ['<%= config.bin %> check', '<%= config.bin %> check stacks/web/compose.yaml --json'];
  static override strict = false;
  static override usage = 'check [FILES...]';
  static override flags = {
    format: Flags.string({
      options: ['text', 'json'],
      default: 'text',
      description: 'how findings are shown; --json is --format json',
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Check);
    const json = flags.json || flags.format === 'json';
    await runCommand({ ...flags, json, color: flags.color }, async (terminal, surroundings) => {
      const { checkProject, readShownFiles } = await import('../workflows/check-project.ts');
      const result = await checkProject(surroundings, flags.config, argv.map(String));
      const shown = terminal.debug ? [...result.diagnostics, ...result.infos] : result.diagnostics;
      const count = (severity: string) => result.diagnostics.filter((one) => one.severity === severity).length;
      const summary = { error: count('error'), warning: count('warning') };
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson({ diagnostics: shown, summary }));
      } else {
        const { renderDiagnostics } = await import('../output/diagnostics-text.ts');
        const sources = shown.length === 0 ? new Map<string, string>() : await readShownFiles(result);
        terminal.say(renderDiagnostics(shown, { color: terminal.color, width: terminal.width, sources }));
      }
      return summary.error > 0 ? exitCodes.input : exitCodes.ok;
    });
  }
}
