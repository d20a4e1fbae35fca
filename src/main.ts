import { run } from '@oclif/core/run';
import { showError } from './commands/run-command.ts';
import { commands } from './commands/table.ts';
import { DnsSyncError, exitCodes } from './errors.ts';

/** What oclif throws for bad usage, and to end early. */
interface OclifError extends Error {
  readonly oclif?: { readonly exit?: number | false };
}

/** Runs the command line in `argv`; `root` is the folder of package.json. */
export async function main(argv: readonly string[], root: string): Promise<void> {
  // bin/commands.js hands them to oclif.
  Object.assign(globalThis, { [Symbol.for('dns-sync.commands')]: commands });
  try {
    await run([...argv], { root });
  } catch (error) {
    const { oclif } = error as OclifError;
    if (oclif?.exit === exitCodes.ok) return;
    const shown = oclif === undefined ? error : usageError(error as Error);
    process.exitCode = await showError(shown, argv.includes('--json'), undefined, argv.includes('debug'));
  }
}

/** oclif's own errors are about usage: an unknown command or flag, a missing value. */
function usageError({ message }: Error): DnsSyncError {
  const [first = '', ...rest] = message.split('\n').filter((line) => line.trim() !== '');
  const hint = rest.find((line) => !line.startsWith('See more help')) ?? 'see dns-sync --help';
  return new DnsSyncError('USAGE', first, { hint });
}
