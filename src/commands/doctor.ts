import { Command } from '@oclif/core/command';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

export default class Doctor extends Command {
  static override summary = 'look at everything, and say what to fix';
  static override description =
    'Looks at configuration, lockfile, state folder, locks and journal, reads every source and provider (30 seconds each), and asks the providers about rights and reloading. Never stops at the first problem, writes nothing. Exits by the worst error; warnings alone exit 0, but for an apply that was interrupted (9). Notes of sources and providers come with --log-level debug.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];
  static override flags = commonFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { examineProject } = await import('../workflows/doctor/examine-project.ts');
      const examination = await examineProject(surroundings, {
        ...(flags.config === undefined ? {} : { configPath: flags.config }),
        infos: terminal.debug,
      });
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson(examination));
      } else {
        const { renderExamination } = await import('../output/doctor-text.ts');
        terminal.say(renderExamination(examination, { color: terminal.color, width: terminal.width }));
      }
      return examination.exit;
    });
  }
}
