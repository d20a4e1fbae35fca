import { maskError } from '../workflows/mask-error.ts';
import type { Surroundings } from '../workflows/project.ts';
import { withInterrupts } from './interrupts.ts';
import { describeError, openTerminal, type Terminal, type TerminalFlags, wantsColor, widthOf } from './terminal.ts';

/**
 * Runs a command's work and sets the process's exit code to what it returns. Whatever is thrown is shown once, here:
 * as text on standard error or, with `--json`, as `{ "error": … }` on standard output.
 */
export async function runCommand(
  flags: TerminalFlags,
  work: (terminal: Terminal, surroundings: Surroundings) => Promise<number>,
): Promise<void> {
  const filled = new Map<string, string>();
  try {
    process.exitCode = await withInterrupts((signal) => {
      const surroundings = { environment: process.env, cwd: process.cwd(), clock: () => new Date(), signal, filled };
      return work(openTerminal(flags, process.env), surroundings);
    });
  } catch (error) {
    process.exitCode = await showError(
      maskError(error, filled),
      flags.json,
      flags.color,
      flags['log-level'] === 'debug',
    );
  }
}

/** Shows an error; returns its exit code. Stack traces only for defects of ours and for `--log-level debug`. */
export async function showError(
  error: unknown,
  json: boolean,
  color: boolean | undefined,
  debug: boolean,
): Promise<number> {
  const shown = describeError(error);
  if (json) {
    const { errorJson } = await import('../output/json.ts');
    process.stdout.write(errorJson(shown));
    return shown.exit;
  }
  const { renderError } = await import('../output/error-text.ts');
  const stack = debug && error instanceof Error ? error.stack : undefined;
  process.stderr.write(
    renderError(shown, {
      color: wantsColor(color, process.stderr.isTTY, process.env),
      width: widthOf(process.stderr.columns, process.env),
      ...(stack === undefined ? {} : { debugStack: stack }),
    }),
  );
  return shown.exit;
}
