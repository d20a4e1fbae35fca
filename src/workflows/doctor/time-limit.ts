/**
 * Does the work within a time, milliseconds. When it is over, or `signal` is aborted, the work's signal is aborted too and
 * the wait ends at once, whether the work heeds it or not; throws what `late` makes, or the signal's reason.
 */
export async function within<T>(
  limitMs: number,
  signal: AbortSignal,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  return await new Promise<T>((resolve, reject) => {
    const stop = (reason: unknown): void => {
      end();
      reject(reason);
      controller.abort(reason);
    };
    const interrupted = (): void => stop(signal.reason);
    const timer = setTimeout(() => stop(late()), limitMs);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupted);
    };
    signal.addEventListener('abort', interrupted);
    work(controller.signal).finally(end).then(resolve, reject);
  });
}
