import type { EtcdClient } from './client.ts';

/** A lease that is kept alive. */
export interface KeptLease {
  /** Decimal. */
  readonly id: string;
  /** No longer keeps it alive. */
  stop(): void;
}

/** How a lease is kept. */
export interface LeaseSettings {
  readonly seconds: number;
  /** Milliseconds between two signs of life. */
  readonly every: number;
  /** When it was granted or asked for, by `performance.now()`. */
  readonly since: number;
  /** Told once when it must be taken for dead. */
  readonly lost: (why: string) => void;
}

/**
 * Keeps a lease alive until stopped. It counts as lost when etcd says so, or when no answer came for its whole time,
 * counted from the moment the last answered sign was sent.
 */
export function keepLease(client: EtcdClient, id: string, settings: LeaseSettings): KeptLease {
  const { seconds, every, lost } = settings;
  let alive = settings.since;
  let stopped = false;
  let asking = false;
  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
    clearTimeout(deadline);
  };
  const lose = (why: string): void => {
    if (stopped) return;
    stop();
    lost(why);
  };
  const expire = (): NodeJS.Timeout =>
    setTimeout(
      () => lose(`etcd did not answer for ${seconds} s`),
      Math.max(0, alive + seconds * 1000 - performance.now()),
    ).unref();
  const sign = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const sent = performance.now();
    try {
      const answer = await client.keepAlive(id);
      if (answer.ok && !answer.value) lose('its lease has run out');
      if (!answer.ok || !answer.value || stopped) return;
      alive = sent;
      clearTimeout(deadline);
      deadline = expire();
    } catch {
      // The client was closed: the deadline decides.
    } finally {
      asking = false;
    }
  };
  let deadline = expire();
  const timer = setInterval(() => void sign(), every).unref();
  return { id, stop };
}
