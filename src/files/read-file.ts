import { isUtf8 } from 'node:buffer';
import { constants, open } from 'node:fs/promises';
import { messageOf, systemCode } from '../errors.ts';
import { lineIndex, type Position } from './line-index.ts';

/** Size limits (sources 1.6), bytes. */
export const sizeLimits = { compose: 1 << 20, hosts: 16 << 20, large: 256 << 20 } as const;

/** A text, or why it cannot be had. */
export type ReadText =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: ReadFailure;
      readonly message: string;
      readonly hint: string;
      readonly at?: Position;
    };

/** Why: not there, cannot be opened or read, no UTF-8 text, larger than allowed, changed three times while being read. */
export type ReadFailure = 'FILE_MISSING' | 'FILE_UNREADABLE' | 'FILE_NOT_TEXT' | 'FILE_TOO_LARGE';

type ReadBytes = { readonly ok: true; readonly bytes: Buffer } | Extract<ReadText, { ok: false }>;

const attempts = 3;
/** Not blocking: to open a pipe nobody writes to would wait for ever. */
const openMode = constants.O_RDONLY | constants.O_NONBLOCK;
const replacement = Buffer.from('\ufffd');

function refuse(code: ReadFailure, message: string, hint: string): Extract<ReadText, { ok: false }> {
  return { ok: false, code, message, hint };
}

/** Reads a UTF-8 file of at most `limit` bytes; a byte-order mark is dropped, line ends stay. `shown` is its path in messages. */
export async function readTextFile(path: string, shown: string, limit: number): Promise<ReadText> {
  const read = await readWhole(path, shown, limit);
  if (!read.ok) return read;
  const { bytes } = read;
  const text = bytes.toString('utf8');
  const bad = findNonText(bytes, text);
  if (bad !== undefined)
    return {
      ...refuse('FILE_NOT_TEXT', `${shown} is no UTF-8 text`, 'save it as UTF-8, or name another file'),
      at: bad,
    };
  return { ok: true, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

/** A file that changes while it is read is read again, three times at most (sources 1.7). */
async function readWhole(path: string, shown: string, limit: number): Promise<ReadBytes> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      handle = await open(path, openMode);
      const before = await handle.stat();
      if (before.isDirectory()) return refuse('FILE_UNREADABLE', `${shown} is a directory`, 'name a file');
      if (!before.isFile()) return refuse('FILE_UNREADABLE', `${shown} is no regular file`, 'name a regular file');
      if (before.size > limit) {
        return refuse('FILE_TOO_LARGE', `${shown} has ${before.size} bytes, ${limit} are allowed`, 'split the file');
      }
      const bytes = await handle.readFile();
      const after = await handle.stat();
      await handle.close();
      handle = undefined;
      if (before.size === after.size && before.mtimeMs === after.mtimeMs && bytes.length === after.size)
        return { ok: true, bytes };
    }
    return refuse('FILE_UNREADABLE', `${shown} changed each time it was read`, 'run again when nobody writes it');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return refuse('FILE_MISSING', `${shown} does not exist`, 'check the path');
    const hint = systemCode(error) === 'EACCES' ? 'give this user the right to read it' : 'make it readable';
    return refuse('FILE_UNREADABLE', `${shown} cannot be read: ${messageOf(error)}`, hint);
  } finally {
    await handle?.close();
  }
}

/** Where the first byte that is no text stands: a NUL, or what UTF-8 decoding replaced. */
function findNonText(bytes: Buffer, text: string): Position | undefined {
  const nul = text.indexOf('\u0000');
  if (nul >= 0) return lineIndex(text)(nul);
  if (isUtf8(bytes)) return undefined;
  let offset = 0;
  let counted = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    offset += Buffer.byteLength(text.slice(counted, at));
    counted = at;
    if (!bytes.subarray(offset, offset + replacement.length).equals(replacement)) return lineIndex(text)(at);
  }
  return lineIndex(text)(0);
}
