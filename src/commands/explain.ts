import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { commonFlags, planFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

const { provider, hold, locked, 'locked-source': lockedSource } = planFlags;

export default class Explain extends Command {
  static override summary = 'tell why a record is there, or is not';
  static override description =
    'Tells the story of a NAME, or of all that a container or a label claims: every claim with its origin, what overrides make of it, conflicts, findings, where it goes and why, what each provider holds there and whose it is, what the lockfile remembers, and what the next plan does. Of a name that nobody claims it says what comes closest. A provider that cannot be read is told, and the rest all the same. Reads what plan reads, exits as plan does, writes nothing.';
  static override examples = [
    '<%= config.bin %> explain app.example.com',
    '<%= config.bin %> explain web',
    '<%= config.bin %> explain --label dns.host --container web --json',
    '<%= config.bin %> explain app.example.com --offline',
  ];
  static override args = {
    name: Args.string({
      name: 'NAME',
      description: 'a domain name, in any spelling; or else a container or service that is called so',
    }),
  };
  static override flags = {
    container: Flags.string({
      helpValue: 'NAME',
      description:
        'all that this container or service claims: its name, its service, its id, or docker:SOURCE/NAME, FILE#SERVICE',
    }),
    label: Flags.string({ helpValue: 'KEY', description: 'all that is claimed with this label; the whole key' }),
    offline: Flags.boolean({ description: 'without the providers: what was last applied stands for them' }),
    provider,
    hold,
    locked,
    'locked-source': lockedSource,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.parse(Explain);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { explainProject, questionOf } = await import('../workflows/explain-project.ts');
      const question = questionOf({ name: args.name, container: flags.container, label: flags.label });
      const project = await openProject(surroundings, flags.config);
      const request = { allow: {}, adopt: [], only: [], provider: flags.provider ?? [], hold: flags.hold };
      const { explanation, exit } = await explainProject(project, question, {
        ...request,
        locked: { live: flags.locked, named: flags['locked-source'] ?? [] },
        offline: flags.offline,
      });
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson(explanation));
      } else {
        const { renderExplanation } = await import('../output/explain/explanation-text.ts');
        terminal.say(renderExplanation(explanation, { color: terminal.color, width: terminal.width }));
      }
      return exit;
    });
  }
}
