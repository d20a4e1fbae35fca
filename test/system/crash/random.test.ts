import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';
import { randomRound, roundStarts } from './random-rounds.ts';
import { seeds } from './soak.ts';
import { street, twoAppliersRound } from './two-appliers.ts';

const limit = 60_000 + seeds().length * 5_000;

it(
  `an apply that is killed at random times, its recovery too: all zones are before or after together (seeds ${seeds()[0]}…)`,
  async () => {
    const starts = await roundStarts();
    const wrong = await inParallel(2, seeds(), (seed) => randomRound(starts, seed));
    expect(wrong.flat()).toEqual([]);
  },
  limit,
);

it(
  `two owners apply to the same zones, one is killed at random times: the other neither sees nor leaves half a state (seeds ${seeds()[0]}…)`,
  async () => {
    const known = await street();
    const wrong = await inParallel(2, seeds(), (seed) => twoAppliersRound(known, seed));
    expect(wrong.flat()).toEqual([]);
  },
  limit,
);
