import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** The environment of everything measured: NODE_EXTRA_CA_CERTS alone costs Node.js 20 more than 30 ms at every start. */
export function benchEnvironment(folder) {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
  return {
    ...environment,
    NO_COLOR: '1',
    XDG_CACHE_HOME: join(folder, '.cache'),
    DNS_SYNC_STATE_DIR: join(folder, '.state'),
  };
}

/** Runs a command once; seconds of wall clock and peak resident memory in MiB (Linux: /proc is read while it runs). */
export async function once(command, args, cwd, environment) {
  const started = process.hrtime.bigint();
  const child = spawn('/usr/bin/env', ['sh', '-c', '"$@" > /dev/null; code=$?; exit $code', 'sh', command, ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exited ${code}: ${errors}`);
  return seconds;
}

/** Several runs of each command, one after another in turn, so that all see the same machine. Seconds: the median of each. */
export async function sideBySide(commands, rounds) {
  const seconds = commands.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { command, args, cwd, environment }] of commands.entries()) {
      const taken = await once(command, args, cwd, environment);
      if (round > 0) seconds[index].push(taken);
    }
  }
  return seconds.map((list) => list.sort((left, right) => left - right)[Math.floor(list.length / 2)]);
}

/** Peak memory of one run in MiB, as Node.js itself reports it at exit. */
export async function peakMemory(args, cwd, environment) {
  const report = 'process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(report)}`, ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return Number(/(\d+)$/.exec(text)?.[1] ?? Number.NaN) / 1024;
}
