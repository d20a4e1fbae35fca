import { resolve } from 'node:path';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { exitCodes } from '../errors.ts';
import { allowFlags, commonFlags, lockFlags } from './flags.ts';
import { timeFlag } from './plan-request.ts';
import { runCommand } from './run-command.ts';

export default class Snapshot extends Command {
  static override summary = 'write what the sources say into the lockfile';
  static override description =
    'The lockfile then remembers every claim, losers of conflicts too, and stands in for sources that cannot be read. Refuses input with errors, a source that could not be read in full, and one that has become empty. Changes no DNS record.';
  static override examples = ['<%= config.bin %> snapshot', '<%= config.bin %> snapshot --check'];
  static override flags = {
    check: Flags.boolean({
      exclusive: ['stdout'],
      description: 'write nothing; show the difference and exit 2 when there is one',
    }),
    stdout: Flags.boolean({ description: 'print the lockfile instead of writing it' }),
    resolve: Flags.boolean({
      description: "settle Git's conflict markers in the lockfile: what either side remembers stays known",
    }),
    record: Flags.string({
      helpValue: 'FILE',
      description:
        'write what live Docker sources answered into a file, without secrets and labels of others, for a source with file: FILE',
    }),
    'allow-empty': allowFlags['allow-empty'],
    ...lockFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Snapshot);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { takeSnapshot } = await import('../workflows/take-snapshot.ts');
      const { lockTalk, tellRecovery } = await import('./apply-dialogue.ts');
      const project = await openProject(surroundings, flags.config);
      const taken = await takeSnapshot(project, {
        allowEmpty: flags['allow-empty'] ?? [],
        write: !flags.check && !flags.stdout,
        resolve: flags.resolve,
        ...(flags.record === undefined ? {} : { record: resolve(surroundings.cwd, flags.record) }),
        lockTimeoutMs: timeFlag('lock-timeout', flags['lock-timeout']),
        recovered: (recovery) => tellRecovery(terminal, recovery),
        ...lockTalk(terminal),
      });
      const { changed, serial, claims } = taken;
      if (flags.stdout) terminal.print(taken.after);
      else if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(
          toJson({ changed, serial, claims, file: project.shownLockfile, diagnostics: taken.plan.diagnostics }),
        );
      } else if (flags.check && changed) {
        const { unifiedDiff } = await import('../output/unified-diff.ts');
        terminal.say(await unifiedDiff(taken.before, taken.after, project.shownLockfile));
      } else {
        const { counted } = await import('../output/words.ts');
        const held = counted(claims, 'claim');
        const state = changed ? `holds ${held} now, serial ${serial}` : `is up to date with ${held}, serial ${serial}`;
        terminal.say(`${project.shownLockfile} ${state}.`);
        if (flags.record !== undefined) terminal.say(`${flags.record} holds what live Docker sources answered.`);
      }
      return flags.check && changed ? exitCodes.changesPending : exitCodes.ok;
    });
  }
}
