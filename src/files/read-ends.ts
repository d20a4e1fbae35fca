import { type FileHandle, open } from 'node:fs/promises';

/** The first and the last line of a file, each with its line feed; empty where there is no whole line, or it is too long. */
export interface Ends {
  readonly first: string;
  /** Empty, too, where the first line is the last. */
  readonly last: string;
}

const chunkSize = 1 << 16;
const lineFeed = 10;

/** Reads only the ends of a file, in chunks. Lines longer than `most` bytes are left out. Throws system errors. */
export async function readEnds(path: string, most: { readonly first: number; readonly last: number }): Promise<Ends> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const first = await firstLine(handle, Math.min(size, most.first));
    const last = first.length === 0 ? first : await lastLine(handle, first.length, size, most.last);
    return { first: first.toString('utf8'), last: last.toString('utf8') };
  } finally {
    await handle.close();
  }
}

async function firstLine(handle: FileHandle, end: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < end; ) {
    const chunk = await readAt(handle, at, Math.min(chunkSize, end - at));
    const stop = chunk.indexOf(lineFeed);
    chunks.push(stop < 0 ? chunk : chunk.subarray(0, stop + 1));
    if (stop >= 0) return Buffer.concat(chunks);
    if (chunk.length === 0) break;
    at += chunk.length;
  }
  return Buffer.alloc(0);
}

/** The last line that begins at `start` or later. */
async function lastLine(handle: FileHandle, start: number, size: number, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const least = Math.max(start, size - most);
  for (let end = size; end > least; ) {
    const from = Math.max(least, end - chunkSize);
    const chunk = await readAt(handle, from, end - from);
    if (chunk.length < end - from || (end === size && chunk.at(-1) !== lineFeed)) break;
    const before = chunk.lastIndexOf(lineFeed, end === size ? -2 : -1);
    chunks.push(chunk.subarray(before + 1));
    if (before >= 0 || from === start) return Buffer.concat(chunks.reverse());
    end = from;
  }
  return Buffer.alloc(0);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
