import { readdirSync, readFileSync } from 'node:fs';

/** Longer than a loaded machine takes, milliseconds. */
const patience = 10_000;

/** Stops a process in its tracks (SIGSTOP), and returns when none of its threads runs any more: on a loaded machine that takes a while. */
export function freezeProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + patience; Date.now() < end; Atomics.wait(sleeper, 0, 0, 2)) {
    const threads = readdirSync(`/proc/${pid}/task`);
    if (threads.every((thread) => stateOf(`/proc/${pid}/task/${thread}/stat`) === 'T')) return;
  }
  throw new Error(`process ${pid} does not stop`);
}

/** proc_pid_stat(5): the letter behind the name in brackets. */
function stateOf(path: string): string {
  const text = readFileSync(path, 'utf8');
  return text.charAt(text.lastIndexOf(')') + 2);
}
