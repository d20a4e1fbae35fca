import { expect, it } from 'vitest';
import { endings } from './crash.ts';
import type { Fault } from './faults.ts';
import { inParallel } from './in-parallel.ts';
import { killedBeforeTheOther, street } from './two-appliers.ts';

const kills = ['one', 'two', 'three'].flatMap((zone) =>
  (['before', 'after'] as const).map((side): Fault => {
    const at = { operation: 'rename', path: `${zone}\\.example\\.com\\.zone$` };
    return { act: 'kill', at, side };
  }),
);

it('an apply is killed with a zone in doubt, another owner changes the same sets, then it is recovered: neither loses anything', async () => {
  const known = await street();
  const cases = kills.flatMap((kill) => endings.map((ending) => ({ kill, ending })));
  const wrong = await inParallel(3, cases, async ({ kill, ending }) => {
    const found = await killedBeforeTheOther(known, kill, ending);
    return found.map((one) => `${JSON.stringify(kill)}, then ${ending.join(' ')}: ${one}`);
  });
  expect(wrong.flat()).toEqual([]);
}, 120_000);
