import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreDns } from '../servers/coredns.ts';

/** What a query for addresses gave. */
export interface Asked {
  /** The server's, or why there is no answer. */
  readonly rcode: string;
  readonly addresses: readonly string[];
}

/** Queries that go on in the background. */
export interface Asking {
  /** All answers; it has begun and ended with one. */
  stop(): Promise<readonly Asked[]>;
}

/** Asks for the IPv4 addresses of a name again and again. */
export function keepAsking(coredns: CoreDns, name: string): Asking {
  const answers: Asked[] = [];
  let stopped = false;
  const askOnce = async (): Promise<void> => {
    const answer = await coredns.ask(name, 'A').catch((error: unknown) => ({ rcode: String(error), records: [] }));
    const addresses = answer.records.filter(({ type }) => type === 'A').map(({ value }) => value);
    answers.push({ rcode: answer.rcode, addresses });
  };
  const going = (async () => {
    while (!stopped) {
      await askOnce();
      await sleep(2);
    }
    await askOnce();
  })();
  return {
    async stop() {
      stopped = true;
      await going;
      return answers;
    },
  };
}
