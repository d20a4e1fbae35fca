import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { DnsSyncError, exitCodes } from '../errors.ts';
import { commonFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

export default class Init extends Command {
  static override summary = 'write a commented dns-sync.yaml';
  static override description =
    'Proposes an owner and finds compose files. Asks on a terminal; --yes takes the proposals and what the flags say.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --yes --zone home.example.com --ipv4 192.168.1.10',
  ];
  static override flags = {
    yes: Flags.boolean({ char: 'y', description: 'ask nothing' }),
    owner: Flags.string({
      helpValue: 'NAME',
      description: 'under which our records are marked [default: <host>-<folder>]',
    }),
    zone: Flags.string({ helpValue: 'ZONE', description: 'the zone to manage [default: home.arpa]' }),
    ipv4: Flags.string({ helpValue: 'ADDRESS', description: 'the address of this Docker host' }),
    json: commonFlags.json,
    color: commonFlags.color,
    quiet: commonFlags.quiet,
    'log-level': commonFlags['log-level'],
    'log-format': commonFlags['log-format'],
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    await runCommand({ ...flags, color: flags.color }, async (terminal, { cwd }) => {
      const { hasConfig, initProject, proposeAnswers } = await import('../workflows/init-project.ts');
      if (await hasConfig(cwd))
        throw new DnsSyncError('FILE_EXISTS', 'dns-sync.yaml exists already; nothing was written');
      const { owner, zone, ipv4 } = flags;
      const proposals = {
        ...proposeAnswers(cwd),
        ...(owner === undefined ? {} : { owner }),
        ...(zone === undefined ? {} : { zone }),
        ...(ipv4 === undefined ? {} : { ipv4 }),
      };
      if (!flags.yes && !terminal.interactive) {
        throw new DnsSyncError('USAGE', 'init would ask, but there is no terminal; nothing was written', {
          hint: 'give --yes, with --owner, --zone and --ipv4 as needed',
        });
      }
      const ask = (question: string, proposal: string) =>
        flags.yes ? Promise.resolve(proposal) : terminal.ask(question, proposal);
      const answers = {
        owner: await ask('Owner, under which our records are marked:', proposals.owner),
        zone: await ask('Zone to manage:', proposals.zone),
        ipv4: await ask('Address of this Docker host (empty: none):', proposals.ipv4),
      };
      const file = await initProject(cwd, answers);
      if (terminal.json) {
        const { toJson } = await import('../output/json.ts');
        terminal.print(toJson({ file, ...answers }));
      } else {
        terminal.say(`Wrote ${file}. Next: dns-sync check, then dns-sync plan.`);
      }
      return exitCodes.ok;
    });
  }
}
