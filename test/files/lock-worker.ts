// A process of its own for tests of locks and atomic files: `<what> <path> [count]`. It says on stdout when it is there.
import { readFile, writeFile } from 'node:fs/promises';
import { replaceFile } from '../../src/files/atomic-write.ts';
import { fileLock } from '../../src/files/file-lock.ts';
import { withLocks } from '../../src/state/with-locks.ts';

const [what = '', path = '', count = '1'] = process.argv.slice(2);
const info = { holder: 'worker', tool: 'test', command: what };
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const stay = () => setInterval(() => undefined, 1000);

const jobs: Readonly<Record<string, () => Promise<void>>> = {
  /** Takes the lock and keeps it until killed. */
  async hold() {
    say((await fileLock(path).take(info)).taken);
    stay();
  },
  /** Takes the lock and ends without giving it back. */
  async abandon() {
    say((await fileLock(path).take(info)).taken);
    process.exit(0);
  },
  /** Adds 1 to the number in `<path>.counter` so many times, each time under the lock. */
  async count() {
    const options = {
      timeoutMs: 60_000,
      signal: new AbortController().signal,
      waiting: () => undefined,
      unreleased: () => undefined,
    };
    for (let turn = 0; turn < Number(count); turn += 1) {
      await withLocks([fileLock(path)], info, options, async () => {
        const before = Number(await readFile(`${path}.counter`, 'utf8'));
        await writeFile(`${path}.counter`, String(before + 1));
      });
    }
  },
  /** Stops between writing and renaming. */
  async replace() {
    await replaceFile(path, 'new', {
      beforeRename: () => {
        say('written');
        stay();
        return new Promise(() => undefined);
      },
    });
  },
};

await jobs[what]?.();
