import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** A running `lock-worker.ts`. */
export interface Worker {
  readonly process: ChildProcess;
  /** The next line it prints, read as JSON. */
  line(): Promise<unknown>;
}

const running = new Set<ChildProcess>();
let bundle: string | undefined;

/** Path of the worker as one file of JavaScript, because twenty processes that each compile TypeScript take a minute. */
export function workerFile(): string {
  if (bundle !== undefined) return bundle;
  bundle = join(mkdtempSync(join(tmpdir(), 'dns-sync-worker-')), 'worker.mjs');
  const entry = fileURLToPath(new URL('./lock-worker.ts', import.meta.url));
  buildSync({ entryPoints: [entry], outfile: bundle, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  return bundle;
}

/** Starts a worker; `endWorkers` kills it. */
export function startWorker(...parameters: readonly string[]): Worker {
  return watch(spawn(process.execPath, [workerFile(), ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** Hands out what a process prints, line by line. */
export function watch(child: ChildProcess): Worker {
  running.add(child);
  if (child.stdout === null) throw new Error('the worker has no stdout');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error('the worker ended without a word');
      return JSON.parse(value);
    },
  };
}

/** For `afterEach`: ends what a test has started. */
export function endWorkers(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}
