import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { DnsSyncError, exitCodes } from '../errors.ts';
import { commonFlags, lockFlags } from './flags.ts';
import { canonicalGlob, timeFlag } from './plan-request.ts';
import { runCommand } from './run-command.ts';

const several = { multiple: true as const, multipleNonGreedy: true, delimiter: ',' as const };

export default class Import extends Command {
  static override summary = 'make overrides of records that exist';
  static override description =
    'Reads what a provider holds, or a file of another tool, and writes an overrides file with what no source claims yet: hand-made records and ours, never those of other owners. What a rule would refuse is a comment with the reason. Changes no DNS record, but for --adopt: that marks records as ours which the sources claim just as they are, and changes nothing else.';
  static override examples = [
    '<%= config.bin %> import home --out overrides/home.yaml',
    "<%= config.bin %> import home --adopt '*'",
    '<%= config.bin %> import --zonefile example.com.zone --provider public',
    '<%= config.bin %> import --octodns config/example.com.yaml --out overrides/example.com.yaml',
  ];
  static override usage = 'import [PROVIDER] [FLAGS]';
  static override args = {
    provider: Args.string({ name: 'PROVIDER', description: 'a provider of the configuration' }),
  };
  static override flags = {
    name: Flags.string({ helpValue: 'GLOB', ...several, description: 'only these names; globs, as in overrides' }),
    type: Flags.string({ helpValue: 'TYPE', ...several, description: 'only these record types' }),
    unowned: Flags.boolean({ description: "only what is nobody's, not what is ours and no source claims" }),
    zonefile: Flags.string({
      helpValue: 'FILE',
      exclusive: ['octodns'],
      description: 'read a zone file of any tool, offline',
    }),
    octodns: Flags.string({
      helpValue: 'PATH',
      description: 'read a zone file of OctoDNS (YAML), or a folder of them, offline',
    }),
    origin: Flags.string({ helpValue: 'ZONE', description: 'the zone of the file, where the file does not say it' }),
    provider: Flags.string({ helpValue: 'NAME', description: 'the provider that the records of a file go to' }),
    out: Flags.string({ helpValue: 'FILE', description: 'write the overrides to a file instead of standard output' }),
    force: Flags.boolean({ dependsOn: ['out'], description: 'replace the file; what it claims now is imported again' }),
    adopt: Flags.string({
      helpValue: 'GLOB',
      ...several,
      description: 'mark records at these names as ours where the sources claim just them; "*" is every name',
    }),
    'auto-approve': Flags.boolean({
      dependsOn: ['adopt'],
      description: 'adopt without asking; needed without a terminal',
    }),
    ...lockFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.parse(Import);
    await runCommand({ ...flags, color: flags.color }, async (terminal, surroundings) => {
      const { openProject } = await import('../workflows/project.ts');
      const { importOverrides, importRequest } = await import('./import-overrides.ts');
      const request = importRequest({ ...flags, from: args.provider });
      const adopt = flags.adopt?.map(canonicalGlob) ?? [];
      if (request === undefined && adopt.length === 0) {
        throw new DnsSyncError('USAGE', 'import needs something to import from', {
          hint: 'name a provider, --zonefile FILE or --octodns PATH',
        });
      }
      const lockTimeoutMs = timeFlag('lock-timeout', flags['lock-timeout']);
      const project = await openProject(surroundings, flags.config);
      const writes = request !== undefined && (flags.out !== undefined || adopt.length === 0);
      const imported = writes ? await importOverrides(terminal, project, request, flags.out) : null;
      if (adopt.length === 0) {
        if (terminal.json) {
          const { toJson } = await import('../output/json.ts');
          terminal.print(toJson({ import: imported, adoption: null }));
        }
        return exitCodes.ok;
      }
      const { adopt: adoptNow } = await import('./import-adopt.ts');
      const providers = [args.provider ?? flags.provider].filter((name) => name !== undefined);
      const how = { lockTimeoutMs, onFailure: 'rollback' as const };
      return adoptNow(
        terminal,
        project,
        { names: adopt, providers },
        { how, imported, approved: flags['auto-approve'] },
      );
    });
    process.exitCode ??= exitCodes.ok;
  }
}
