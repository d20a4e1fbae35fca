import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { DnsSyncError, exitCodes } from '../errors.ts';
import type { Project } from '../workflows/project.ts';
import { zonesOf } from '../workflows/project.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';
import type { Terminal } from './terminal.ts';

const usualLimit = 20;

export default class History extends Command {
  static override summary = 'show what was applied, when and by whom';
  static override description =
    'Lists the applies of this state folder, newest first; with SERIAL it shows what the one did that led to this serial of the lockfile. It knows of no other state folder. Writes nothing.';
  static override examples = ['<%= config.bin %> history', '<%= config.bin %> history 7'];
  static override args = {
    serial: Args.string({ name: 'SERIAL', description: 'show the changes of this one' }),
  };
  static override flags = {
    limit: Flags.integer({
      helpValue: 'N',
      min: 1,
      description: `how many are listed [default: ${usualLimit}]`,
    }),
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(History);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      if (args.serial !== undefined && flags.limit !== undefined) {
        throw new DnsSyncError('USAGE', '--limit is for the list; with SERIAL there is one to show');
      }
      const project = await openProject(surroundings, flags.config);
      const history = await readHistory(project, serialOf(args.serial), flags.limit ?? usualLimit);
      if (history.page.unfinished !== null) terminal.log('info', history.page.unfinished.message);
      await show(terminal, project, history);
      return exitCodes.ok;
    });
  }
}

function serialOf(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,15}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new DnsSyncError('USAGE', `"${text}" is no serial`, { hint: 'see dns-sync history' });
}

async function readHistory(project: Project, serial: number | undefined, most: number) {
  const { showApplies, showHistory } = await import('../workflows/show-history.ts');
  return serial === undefined
    ? { of: 'all' as const, page: await showHistory(project, most) }
    : { of: 'one' as const, page: await showApplies(project, serial) };
}

async function show(
  terminal: Terminal,
  project: Project,
  history: Awaited<ReturnType<typeof readHistory>>,
): Promise<void> {
  if (terminal.json) {
    const { toJson } = await import('../output/json.ts');
    terminal.print(toJson(history.page));
    return;
  }
  const { renderApplies, renderHistory } = await import('../output/history-text.ts');
  const { color, width, debug } = terminal;
  const options = { color, width, verbose: debug, zones: zonesOf(project) };
  terminal.say(
    history.of === 'one' ? await renderApplies(history.page, options) : renderHistory(history.page, options),
  );
}
