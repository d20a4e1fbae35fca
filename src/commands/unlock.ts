import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { exitCodes } from '../errors.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

export default class Unlock extends Command {
  static override summary = 'remove a lock that nobody is behind any more';
  static override description =
    'Looks at the lock of the state folder and at those of the providers, and removes the one with this id. dns-sync says the id wherever it waits for a lock, and doctor lists what is held. A lock whose process has ended on this machine needs no unlocking: the next command takes it over. The id is the confirmation: nothing is asked.';
  static override examples = ['<%= config.bin %> unlock 0b8f6f0e-6a0c-4d3c-9a55-4f7c1f0f4d3e'];
  static override args = { id: Args.string({ name: 'ID', required: true, description: 'id of the lock' }) };
  static override flags = commonFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Unlock);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { unlock } = await import('../workflows/unlock.ts');
      const project = await openProject(surroundings, flags.config, 'leave');
      const { key, holder, running } = await unlock(project, args.id);
      if (terminal.json) {
        if (running) terminal.log('warn', 'the holder of the lock was still alive, as far as can be seen from here');
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson({ removed: { key, holder } }));
      } else {
        const { renderRemoved } = await import('../output/lock-text.ts');
        terminal.say(renderRemoved(key, holder, running));
      }
      return exitCodes.ok;
    });
  }
}
