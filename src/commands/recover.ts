import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { exitCodes } from '../errors.ts';
import { commonFlags, lockFlags } from './flags.ts';
import { timeFlag } from './plan-request.ts';
import { runCommand } from './run-command.ts';

const modes = ['undo', 'forward', 'abandon'] as const;
const exclusive = (mode: (typeof modes)[number]) => modes.filter((other) => other !== mode);

export default class Recover extends Command {
  static override summary = 'bring an interrupted apply to an end';
  static override description =
    'Without a flag it does what the next apply would do: finish what had landed in full, else undo it, when that is sure. An apply that is older than 15 minutes or ran on another machine is left to you: say what is to become of it.';
  static override examples = ['<%= config.bin %> recover', '<%= config.bin %> recover --undo'];
  static override flags = {
    undo: Flags.boolean({ exclusive: exclusive('undo'), description: 'undo what has landed' }),
    forward: Flags.boolean({ exclusive: exclusive('forward'), description: 'do what has not landed yet' }),
    abandon: Flags.boolean({
      exclusive: exclusive('abandon'),
      description: 'leave everything as it stands and set the journal aside',
    }),
    ...lockFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Recover);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { recover } = await import('../workflows/recover.ts');
      const { lockTalk } = await import('./apply-dialogue.ts');
      const project = await openProject(surroundings, flags.config);
      const recovery = await recover(project, modes.find((mode) => flags[mode]) ?? 'auto', {
        timeoutMs: timeFlag('lock-timeout', flags['lock-timeout']),
        ...lockTalk(terminal),
      });
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson(recovery));
      } else {
        const { renderRecovery } = await import('../output/recovery-text.ts');
        terminal.say(renderRecovery(recovery, { color: terminal.color, width: terminal.width }));
      }
      return recovery.outcome === 'partial' ? exitCodes.partial : exitCodes.ok;
    });
  }
}
