import { ok } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { target } from './target.ts';
import { targets } from './targets.ts';

describe('readers of random and nearly valid input: npm run fuzz tries more', () => {
  it.each(targets)('$name', async ({ run }) => {
    expect(await run({ runs: 200 })).toBeUndefined();
  });
});

describe('a target', () => {
  const short = target('short', fc.string(), (text) => ok(text.length < 3, 'too long'));

  it('that fails is reported with what failed, made small, and how to repeat it', async () => {
    const report = await short.run({ runs: 1000, seed: 5 });
    expect(report).toMatch(/seed: 5, path: "[\d:]+".*Counterexample: \["...?"\].*too long/s);
    const [, path = ''] = /path: "([\d:]+)"/.exec(report ?? '') ?? [];
    expect(await short.run({ runs: 1000, seed: 5, path })).toContain('Shrunk 0 time(s)');
  });

  it('that waits for its reader fails with it', async () => {
    const late = target('late', fc.nat(), async (number) => ok((await Promise.resolve(number)) < 10));
    expect(await late.run({ runs: 100, seed: 1 })).toContain('Counterexample: [10]');
  });

  it('has a name of its own', () => {
    expect(new Set(targets.map(({ name }) => name)).size).toBe(targets.length);
  });
});
