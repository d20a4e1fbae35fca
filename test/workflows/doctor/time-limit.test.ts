import { describe, expect, it } from 'vitest';
import { within } from '../../../src/workflows/doctor/time-limit.ts';

const late = () => new Error('too late');
const forever = () => new Promise<never>(() => {});
const long = 3_600_000;

describe('work within a time limit', () => {
  it('that ends in time gives its result', async () => {
    const { signal } = new AbortController();
    expect(await within(long, signal, late, async () => 'done')).toBe('done');
  });

  it('that fails in time throws its own error', async () => {
    const { signal } = new AbortController();
    const failing = within(long, signal, late, async () => Promise.reject(new Error('refused')));
    await expect(failing).rejects.toThrow('refused');
  });

  it('that never ends is not waited for, and its signal is aborted with the reason', async () => {
    const { signal } = new AbortController();
    let seen: AbortSignal | undefined;
    const hanging = within(1, signal, late, (own) => {
      seen = own;
      return forever();
    });
    await expect(hanging).rejects.toThrow('too late');
    expect(seen?.reason).toEqual(new Error('too late'));
  });

  it('ends when the whole run is interrupted', async () => {
    const interrupt = new AbortController();
    const hanging = within(long, interrupt.signal, late, forever);
    interrupt.abort(new Error('interrupted'));
    await expect(hanging).rejects.toThrow('interrupted');
    await expect(within(long, interrupt.signal, late, async () => 'done')).rejects.toThrow('interrupted');
  });
});
