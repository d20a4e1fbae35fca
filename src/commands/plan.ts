import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { exitCodes } from '../errors.ts';
import { allowFlags, commonFlags, outFlags, planFlags } from './flags.ts';
import { planRequest } from './plan-request.ts';
import { runCommand } from './run-command.ts';

export default class Plan extends Command {
  static override summary = 'show what apply would do';
  static override description =
    'Reads sources, lockfile and providers, and shows the difference. Writes nothing but --out. A tripped guard does not change the exit code.';
  static override examples = [
    '<%= config.bin %> plan',
    '<%= config.bin %> plan --out plan.json && <%= config.bin %> apply plan.json',
    '<%= config.bin %> plan --offline --detailed-exitcode --json',
  ];
  static override flags = {
    ...outFlags,
    offline: Flags.boolean({
      description: 'compare with what was last applied, without the providers; never applicable',
    }),
    ...planFlags,
    ...allowFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Plan);
    const json = flags.json || flags.format === 'json';
    await runCommand({ ...flags, json, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { makeProjectPlan } = await import('../workflows/make-project-plan.ts');
      const { problemOf } = await import('../workflows/refusal.ts');
      const { showPlan } = await import('./show-plan.ts');
      const project = await openProject(surroundings, flags.config);
      const made = await makeProjectPlan(project, planRequest(flags, flags.offline));
      const { plan, infos } = made;
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
