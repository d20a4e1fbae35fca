import { spawn } from 'node:child_process';
import { messageOf } from '../errors.ts';

/** What Git printed, or why there is nothing. */
export type GitAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** An object of the repository, as it was asked for. */
export interface GitObject {
  /** Its name as asked. */
  readonly asked: string;
  /** Its id. */
  readonly id: string;
  /** `blob`, `commit`, ... */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Its first bytes, as many as were wanted. */
  readonly start: Buffer;
}

/** Milliseconds in which Git must answer. */
const timeLimit = 5000;
/** Bytes of an answer that are kept; more than a log of 1000 commits needs. */
const mostAnswer = 1 << 20;

/** Variables by which a Git hook ties its children to one repository (`git rev-parse --local-env-vars`): ours is found from the folder. */
const ofHooks =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$/;

/** Runs Git in a folder without a shell; never throws. Takes no lock, and starts nothing that stays. */
export async function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  const child = start(folder, args);
  const { stdout, ended } = child;
  const chunks: Buffer[] = [];
  let length = 0;
  stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= mostAnswer) chunks.push(chunk);
  });
  child.stdin.end();
  const timer = setTimeout(child.stop, timeLimit);
  const failure = await ended;
  clearTimeout(timer);
  if (failure !== null) return { ok: false, message: failure };
  if (length > mostAnswer) return { ok: false, message: 'git says more than is expected' };
  return { ok: true, text: Buffer.concat(chunks).toString('utf8') };
}

/** The commit checked out where a folder is, and whether tracked files differ from it; null: no Git, no work tree, no commit. */
export async function checkedOut(root: string): Promise<{ readonly commit: string; readonly dirty: boolean } | null> {
  const answer = await runGit(root, ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*']);
  const match = answer.ok ? /^([0-9a-f]{40,64})(-dirty)?\n$/.exec(answer.text) : null;
  return match?.[1] === undefined ? null : { commit: match[1], dirty: match[2] !== undefined };
}

/**
 * Objects by their names (`<revision>:./<file>`, ...), one after the other from one process, which is asked for the next
 * when the last has been used; those that are not there are left out. Throws an `Error` when Git does not answer.
 *
 * @param most bytes wanted of each
 */
export async function* readObjects(folder: string, names: Iterable<string>, most: number): AsyncGenerator<GitObject> {
  const child = start(folder, ['cat-file', '--batch']);
  const bytes = byteReader(child);
  try {
    for (const asked of names) {
      child.stdin.write(`${asked}\n`);
      const header = /^([0-9a-f]+) ([a-z]+) (\d+)$/.exec(await bytes.line());
      if (header === null) continue;
      const [, id = '', type = '', digits = ''] = header;
      const size = Number(digits);
      const kept = await bytes.take(Math.min(size, most));
      await bytes.skip(size - kept.length + 1);
      yield { asked, id, type, size, start: kept };
    }
  } finally {
    child.stop();
    await child.ended;
  }
}

type Child = ReturnType<typeof start>;

function start(folder: string, args: readonly string[]) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !ofHooks.test(key)));
  const child = spawn('git', ['-c', 'core.fsmonitor=false', '--literal-pathspecs', ...args], {
    cwd: folder,
    env: { ...environment, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let stopped = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(0, 1000);
  });
  // Git may end before it has read all that it is asked.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(`git cannot be run: ${messageOf(error)}`));
    child.once('close', (code) =>
      resolve(code === 0 ? null : stopped ? 'git did not answer in time' : said.trim() || `git ended with ${code}`),
    );
  });
  const stop = () => {
    stopped = true;
    child.kill('SIGKILL');
  };
  return { stdin: child.stdin, stdout: child.stdout, ended, stop };
}

/** Reads what a process prints, waiting for more where there is not enough; at most `timeLimit` each time. */
function byteReader({ stdout, ended, stop }: Child) {
  const chunks = stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest = Buffer.alloc(0);
  const more = async (): Promise<Buffer> => {
    const timer = setTimeout(stop, timeLimit);
    const next = await chunks.next().catch(() => undefined);
    clearTimeout(timer);
    if (next === undefined || next.done === true) throw new Error((await ended) ?? 'git has ended too early');
    return next.value;
  };
  const take = async (count: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (rest.length === 0) rest = Buffer.from(await more());
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  };
  const skip = async (count: number): Promise<void> => {
    for (let missing = count; missing > 0; ) {
      if (rest.length === 0) rest = Buffer.from(await more());
      const skipped = Math.min(rest.length, missing);
      rest = rest.subarray(skipped);
      missing -= skipped;
    }
  };
  const line = async (): Promise<string> => {
    const parts: Buffer[] = [];
    for (;;) {
      if (rest.length === 0) rest = Buffer.from(await more());
      const end = rest.indexOf(10);
      parts.push(rest.subarray(0, end < 0 ? rest.length : end));
      rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1);
      if (end >= 0) return Buffer.concat(parts).toString('utf8');
    }
  };
  return { take, skip, line };
}
