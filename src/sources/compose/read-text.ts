import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCode } from '../../errors.ts';
import { type ReadText, readTextFile, sizeLimits } from '../../files/read-file.ts';

/** Not blocking: to open a pipe nobody writes to would wait for ever. */
const openMode = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Reads a compose file, or one of variables or labels, as `readTextFile` does. Synchronously where nothing is the matter
 * with it: a thousand small files through the thread pool cost seven times as much.
 */
export async function readText(path: string, shown: string): Promise<ReadText> {
  const text = soundText(path);
  if (text === null) {
    return { ok: false, code: 'FILE_MISSING', message: `${shown} does not exist`, hint: 'check the path' };
  }
  return text === undefined ? await readTextFile(path, shown, sizeLimits.compose) : { ok: true, text };
}

/** The text of a regular file that is UTF-8, not too large and not being written; null when it is not there. */
function soundText(path: string): string | null | undefined {
  let file: number;
  try {
    file = openSync(path, openMode);
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? null : undefined;
  }
  try {
    const before = fstatSync(file);
    if (!before.isFile() || before.size > sizeLimits.compose) return undefined;
    const buffer = Buffer.allocUnsafe(before.size + 1);
    const length = readSync(file, buffer, 0, buffer.length, 0);
    const after = fstatSync(file);
    if (length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) return undefined;
    const bytes = buffer.subarray(0, length);
    if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
    const text = bytes.toString('utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
