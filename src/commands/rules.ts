import { Command } from '@oclif/core/command';
import { exitCodes } from '../errors.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

export default class Rules extends Command {
  static override summary = 'list the rules, or explain some of them';
  static override description =
    'Without ID lists every rule with its severity, options and exceptions as the configuration has them, or the defaults where there is none. With IDs says what a rule checks, why, what to do about its findings and how to change it. Reads the configuration only. When that has mistakes, rules are explained all the same, with their defaults, and the exit code is 3.';
  static override examples = [
    '<%= config.bin %> rules',
    '<%= config.bin %> rules ttl-low cname-apex',
    '<%= config.bin %> rules --json',
  ];
  static override strict = false;
  static override usage = 'rules [ID...]';
  static override flags = commonFlags;

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Rules);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { showRules } = await import('../workflows/show-rules.ts');
      const ids = argv.map(String);
      const report = await showRules(surroundings, flags.config, ids);
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson(report));
      } else {
        const { renderRules, renderRuleTable } = await import('../output/rule-text.ts');
        const render = ids.length === 0 ? renderRuleTable : renderRules;
        terminal.say(render(report, { color: terminal.color, width: terminal.width }));
      }
      return report.configuration.status === 'invalid' ? exitCodes.input : exitCodes.ok;
    });
  }
}
