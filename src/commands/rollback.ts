import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { exitCodes } from '../errors.ts';
import { allowFlags, commonFlags, outFlags, planFlags } from './flags.ts';
import { allowancesOf, canonicalGlob } from './plan-request.ts';
import { runCommand } from './run-command.ts';

export default class Rollback extends Command {
  static override summary = 'plan the way back to an earlier snapshot';
  static override description =
    "Makes a plan in which what stood at an earlier serial of the lockfile stands for the sources; apply it like any other. A serial is looked up in the history of this state folder, then in Git's log of the lockfile; anything else is a Git revision. The sources still differ: the next plan from them goes forward again. Writes nothing but --out.";
  static override examples = [
    '<%= config.bin %> rollback 7',
    '<%= config.bin %> rollback 7 --out plan.json && <%= config.bin %> apply plan.json',
    '<%= config.bin %> rollback HEAD~1',
  ];
  static override usage = 'rollback SERIAL|GIT-REV [FLAGS]';
  static override args = {
    target: Args.string({
      name: 'SERIAL|GIT-REV',
      required: true,
      description: 'a serial of the lockfile, or a revision of the Git repository it is in',
    }),
  };
  static override flags = {
    ...outFlags,
    provider: planFlags.provider,
    only: planFlags.only,
    hold: planFlags.hold,
    ...allowFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rollback);
    const json = flags.json || flags.format === 'json';
    await runCommand({ ...flags, json, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { makeRollbackPlan } = await import('../workflows/rollback-plan.ts');
      const { problemOf } = await import('../workflows/refusal.ts');
      const { showPlan } = await import('./show-plan.ts');
      const project = await openProject(surroundings, flags.config);
      const made = await makeRollbackPlan(project, {
        target: args.target,
        hold: flags.hold,
        allow: allowancesOf(flags),
        only: (flags.only ?? []).map(canonicalGlob),
        provider: flags.provider ?? [],
      });
      const { plan, infos, target } = made;
      if (target.isCurrent) terminal.log('info', `${target.label} is what ${project.shownLockfile} holds now.`);
      if (flags.out !== undefined) {
        const { savePlan } = await import('../workflows/saved-plan.ts');
        await savePlan(project, flags.out, made);
      }
      await showPlan(terminal, project, plan, infos);
      const problem = plan.options.hold ? undefined : problemOf(plan);
      if (problem !== undefined) return problem.exit;
      return flags['detailed-exitcode'] && plan.changes.length > 0 ? exitCodes.changesPending : exitCodes.ok;
    });
  }
}
