import { DnsSyncError } from '../errors.ts';

/** Milliseconds: npm and others pass on a signal that the terminal has sent already. */
const echoMs = 50;
/** Milliseconds: CI systems send SIGTERM some time after SIGINT; it says nothing new. */
const followUpMs = 10_000;

/** What a signal means. */
export type Interruption = 'ignore' | 'stop' | 'die';

/** Tells a first signal, which stops in an orderly way, from a second, which ends at once. `clock`: milliseconds that only go forward. */
export function interruptions(clock: () => number): (signal: 'SIGINT' | 'SIGTERM') => Interruption {
  let first: { readonly signal: string; readonly at: number } | undefined;
  return (signal) => {
    const at = clock();
    if (first === undefined) {
      first = { signal, at };
      return 'stop';
    }
    const limit = signal === 'SIGTERM' && first.signal === 'SIGINT' ? followUpMs : echoMs;
    return at - first.at < limit ? 'ignore' : 'die';
  };
}

/**
 * Hands SIGINT and SIGTERM to `work` as an aborted signal, so that it can end in order. A second one ends the process at
 * once, by the signal's own way, so that whoever started it sees what ended it.
 */
export async function withInterrupts<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const meaningOf = interruptions(() => performance.now());
  const react = (signal: 'SIGINT' | 'SIGTERM') => {
    const meaning = meaningOf(signal);
    if (meaning === 'stop') controller.abort(new DnsSyncError('INTERRUPTED', `interrupted by ${signal}`));
    if (meaning !== 'die') return;
    letGo();
    process.kill(process.pid, signal);
  };
  const letGo = () => {
    process.off('SIGINT', react);
    process.off('SIGTERM', react);
  };
  process.on('SIGINT', react);
  process.on('SIGTERM', react);
  try {
    return await work(controller.signal);
  } finally {
    letGo();
  }
}
