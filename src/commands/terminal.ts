import { createInterface } from 'node:readline/promises';
import { DnsSyncError, errorTable, messageOf } from '../errors.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** What the global flags say. */
export interface TerminalFlags {
  readonly json: boolean;
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly 'log-level': string | undefined;
  readonly 'log-format': string;
}

/** Where a command's output goes: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly json: boolean;
  /** Nothing is said to people but errors. */
  readonly quiet: boolean;
  /** Whether standard output takes colours. */
  readonly color: boolean;
  /** Columns of standard output; 80 without a terminal. */
  readonly width: number;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly debug: boolean;
  /** A result. */
  print(text: string): void;
  /** A result for people; not with `--quiet` or `--json`. */
  say(text: string): void;
  log(level: Level, message: string): void;
  /** Throws away the answer's blanks; an empty answer is the default. */
  ask(question: string, proposal?: string): Promise<string>;
}

/** The terminal of one run. */
export function openTerminal(flags: TerminalFlags, environment: NodeJS.ProcessEnv): Terminal {
  const wanted = flags['log-level'] ?? environment.DNS_SYNC_LOG_LEVEL ?? 'info';
  const least = flags.quiet ? levels.indexOf('error') : levels.indexOf(wanted as Level);
  if (least < 0) {
    throw new DnsSyncError('USAGE', `DNS_SYNC_LOG_LEVEL is "${wanted}"`, { hint: `one of ${levels.join(', ')}` });
  }
  const { stdout, stderr, stdin } = process;
  const print = (text: string) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return {
    json: flags.json,
    quiet: flags.quiet,
    color: wantsColor(flags.color, stdout.isTTY, environment),
    width: widthOf(stdout.columns, environment),
    interactive: stdin.isTTY === true && stderr.isTTY === true && environment.CI === undefined,
    debug: wanted === 'debug',
    print,
    say: (text) => {
      if (!flags.quiet && !flags.json) print(text);
    },
    log: (level, message) => {
      if (levels.indexOf(level) < least) return;
      const line =
        flags['log-format'] === 'json' ? JSON.stringify({ time: new Date().toISOString(), level, message }) : message;
      stderr.write(`${line}\n`);
    },
    ask: async (question, proposal) => {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        const answer = (
          await lines.question(proposal === undefined ? `${question} ` : `${question} [${proposal}] `)
        ).trim();
        return answer === '' ? (proposal ?? '') : answer;
      } finally {
        lines.close();
      }
    },
  };
}

/** A flag decides, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether it is a terminal. */
export function wantsColor(
  flag: boolean | undefined,
  isTty: boolean | undefined,
  environment: NodeJS.ProcessEnv,
): boolean {
  if (flag !== undefined) return flag;
  if ((environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb') return false;
  return (environment.FORCE_COLOR ?? '0') !== '0' || isTty === true;
}

/** The terminal's columns, else COLUMNS, else 80. */
export function widthOf(columns: number | undefined, environment: NodeJS.ProcessEnv): number {
  const said = Number(environment.COLUMNS ?? '');
  return columns ?? (Number.isInteger(said) && said > 0 ? said : 80);
}

/** An error as plain data, whatever was thrown: what `--json` prints and what the text is made from. */
export function describeError(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exit: number;
  readonly diagnostics: DnsSyncError['diagnostics'];
  readonly details?: unknown;
} {
  if (error instanceof DnsSyncError) {
    const { code, message, hint, exit, diagnostics, details } = error;
    const all = details ?? (diagnostics.length > 0 ? { diagnostics } : undefined);
    return { code, message, hint, exit, diagnostics, ...(all === undefined ? {} : { details: all }) };
  }
  return { code: 'UNEXPECTED', message: messageOf(error), ...errorTable.UNEXPECTED, diagnostics: [] };
}
