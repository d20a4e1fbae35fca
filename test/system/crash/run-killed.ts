import { mkdirSync, watch } from 'node:fs';
import type { Workspace } from '../cli.ts';
import type { Ending } from './crash.ts';

/** How a run ended that was to be killed. */
export interface KilledRun {
  /** Null: killed. */
  readonly exit: number | null;
  /** Milliseconds from the first file in the state folder, its lock, to the end of the process; 0: there was none. */
  readonly lasted: number;
}

/** Kills a command so many milliseconds after it has begun to take its locks, if it still runs then. */
export async function runKilled(place: Workspace, args: Ending, after: number): Promise<KilledRun> {
  mkdirSync(place.state, { recursive: true });
  let began = 0;
  let timer: NodeJS.Timeout | undefined;
  const { child, ended } = place.start(...args);
  const watcher = watch(place.state, () => {
    if (began > 0) return;
    began = performance.now();
    if (Number.isFinite(after)) timer = setTimeout(() => child.kill('SIGKILL'), after);
  });
  try {
    const { exit } = await ended;
    return { exit, lasted: began === 0 ? 0 : performance.now() - began };
  } finally {
    clearTimeout(timer);
    watcher.close();
  }
}
