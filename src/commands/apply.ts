import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { DnsSyncError, exitCodes } from '../errors.ts';
import { allowFlags, commonFlags, lockFlags, planFlags } from './flags.ts';
import { allowancesOf, planRequest, timeFlag } from './plan-request.ts';
import { runCommand } from './run-command.ts';

/** Flags that are part of a saved plan and so cannot be given with one. */
const planOnly = ['provider', 'only', 'hold', 'adopt', 'locked', 'locked-source'] as const;

export default class Apply extends Command {
  static override summary = 'do what a plan says';
  static override description =
    'Without PLAN a fresh one is made, shown and asked about. With PLAN exactly that one is applied, or nothing: it is refused when the lockfile, the configuration or the touched records are no longer what it was made from. All of it lands or none: when a change fails, or Ctrl-C interrupts, what has landed is undone; an apply that was killed is brought to an end by the next one.';
  static override examples = [
    '<%= config.bin %> apply',
    '<%= config.bin %> apply plan.json',
    '<%= config.bin %> apply --auto-approve --json',
  ];
  static override args = { plan: Args.string({ name: 'PLAN', description: 'a file that plan --out wrote' }) };
  static override flags = {
    'auto-approve': Flags.boolean({ description: 'do not ask; needed without a terminal' }),
    'on-failure': Flags.string({
      options: ['rollback', 'keep'],
      default: 'rollback',
      description: 'when a change fails: undo what has landed, or keep it and say what it is',
    }),
    'take-owner': Flags.boolean({
      description: 'take the owner over from another installation that writes with it, such as docker-coredns-sync',
    }),
    ...lockFlags,
    ...planFlags,
    ...allowFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.parse(Apply);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { applyFresh, applySaved } = await import('../workflows/apply-project.ts');
      const { applyDialogue, showApplied } = await import('./apply-dialogue.ts');
      const lockTimeoutMs = timeFlag('lock-timeout', flags['lock-timeout']);
      const onFailure = flags['on-failure'] === 'keep' ? ('keep' as const) : ('rollback' as const);
      const how = { lockTimeoutMs, onFailure };
      const given = planOnly.filter(
        (name) => args.plan !== undefined && flags[name] !== undefined && flags[name] !== false,
      );
      if (given.length > 0) {
        throw new DnsSyncError('USAGE', `--${given.join(', --')} cannot be given with a saved plan: it is part of it`, {
          hint: 'give it to plan --out instead',
        });
      }
      const opened = await openProject(surroundings, flags.config);
      const project = { ...opened, takeOwner: flags['take-owner'] };
      const dialogue = applyDialogue(terminal, project, flags['auto-approve']);
      if (args.plan === undefined) {
        return showApplied(terminal, await applyFresh(project, planRequest(flags, false), how, dialogue));
      }
      const { loadPlan } = await import('../workflows/saved-plan.ts');
      const saved = await loadPlan(surroundings.cwd, args.plan);
      return showApplied(terminal, await applySaved(project, saved, allowancesOf(flags), how, dialogue));
    });
    process.exitCode ??= exitCodes.ok;
  }
}
