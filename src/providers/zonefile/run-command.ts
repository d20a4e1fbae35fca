import { spawn } from 'node:child_process';
import { messageOf } from '../../errors.ts';

/** How a command is run. */
export interface CommandOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Filled in for `{zone}` and `{file}` in every argument. */
  readonly fill: Readonly<Record<'zone' | 'file', string>>;
  /** Milliseconds until it is killed; default 10 s. */
  readonly timeout?: number;
}

/** How it ended; `output` is the end of what it printed. */
export type CommandResult = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** Characters of output kept for messages. */
const mostOutput = 4000;
/** A grandchild may keep the pipes open; output is waited for so long, in milliseconds, after the command ended. */
const outputGrace = 200;

/** Runs an argument list without a shell; never throws. */
export function runCommand(command: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, signal, fill, timeout = 10_000 } = options;
  const [program = '', ...args] = command.map((text) =>
    text.replaceAll(/\{(zone|file)\}/g, (_, key: string) => (key === 'zone' ? fill.zone : fill.file)),
  );
  return new Promise((resolve) => {
    let output = '';
    let ended = false;
    const end = (failure: string | null): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(
        failure === null ? { ok: true } : { ok: false, output: [failure, output.trim()].filter(Boolean).join(': ') },
      );
    };
    const child = spawn(program, args, { cwd, signal, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end(`${program} did not end within ${timeout} ms and was killed`);
    }, timeout);
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-mostOutput);
    };
    const outcome = (code: number | null, by: string | null): string | null =>
      code === 0 ? null : `${program} ended with ${code === null ? `signal ${by}` : `exit code ${code}`}`;
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) =>
      end(signal.aborted ? `${program} was stopped` : `${program} cannot be run: ${messageOf(error)}`),
    );
    child.on('close', (code, by) => end(outcome(code, by)));
    child.on('exit', (code, by) => setTimeout(() => end(outcome(code, by)), outputGrace).unref());
  });
}
