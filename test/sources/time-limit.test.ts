import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/claim.ts';
import type { Source } from '../../src/sources/source.ts';
import { readInTime, startTimeLimit } from '../../src/sources/time-limit.ts';

const never = new AbortController().signal;
const nothing: Reading = { claims: [], doubts: [], diagnostics: [], completeness: 'complete', missing: [] };

function source(read: Source['read']): Source {
  return { name: 'home', read };
}

/** Keeps the process busy, as reading a large file of another source does. */
function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

describe('a source of files', () => {
  it('hands out what it read', async () => {
    expect(
      await readInTime(
        source(async () => nothing),
        60_000,
        never,
      ),
    ).toBe(nothing);
  });

  it('has failed when it does not answer in time', async () => {
    const reading = await readInTime(
      source(() => new Promise(() => undefined)),
      20,
      never,
    );
    expect(reading).toMatchObject({
      claims: [],
      completeness: 'failed',
      diagnostics: [
        {
          code: 'SOURCE_FAILED',
          message: 'the source "home" could not be read: its files (no answer within 0.02 s)',
          hint: expect.stringContaining('raise timeout'),
        },
      ],
    });
  });

  it('is told to stop, and what it then throws is nobody’s concern', async () => {
    const told: unknown[] = [];
    const stubborn = source(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            told.push(signal.reason);
            reject(signal.reason);
          });
        }),
    );
    expect(await readInTime(stubborn, 20, never)).toMatchObject({ completeness: 'failed' });
    expect(told).toMatchObject([{ message: 'no answer within 0.02 s' }]);
  });

  it('that hangs does not keep a command that is cancelled', async () => {
    const command = new AbortController();
    const reading = readInTime(
      source(() => new Promise(() => undefined)),
      60_000,
      command.signal,
    );
    command.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is cancelled with the command', async () => {
    const command = new AbortController();
    const slow = source(async (signal) => {
      await pause(60_000, undefined, { signal });
      return nothing;
    });
    const reading = readInTime(slow, 60_000, command.signal);
    command.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that throws has thrown', async () => {
    const broken = source(async () => {
      throw new Error('a bug');
    });
    await expect(readInTime(broken, 60_000, never)).rejects.toThrow('a bug');
  });
});

describe('a time limit', () => {
  it('does not count the time in which the process was kept busy', async () => {
    const limit = startTimeLimit(200, new Error('too late'));
    work(500);
    await pause(1);
    expect(limit.signal.aborted).toBe(false);
    limit.clear();
  });

  it('is over, with its reason, when nobody clears it', async () => {
    const { signal } = startTimeLimit(4, new Error('too late'));
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.reason).toMatchObject({ message: 'too late' });
  });

  it('never comes when it was cleared', async () => {
    const limit = startTimeLimit(4, new Error('too late'));
    limit.clear();
    await pause(30);
    expect(limit.signal.aborted).toBe(false);
  });
});
