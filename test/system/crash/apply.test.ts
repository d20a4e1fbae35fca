import { expect, it } from 'vitest';
import { apply, crash, endAndApply, endings } from './crash.ts';
import { expectationOf } from './expectation.ts';
import { countPoints, everyDifferentKill, everyKill, inWords } from './faults.ts';
import { inParallel } from './in-parallel.ts';
import { oneIn } from './soak.ts';
import { copyOf, discard, withNothing, withPendingChanges } from './three-zones.ts';

it.each([
  ['three zones that people began', withPendingChanges, everyKill],
  ['three zones that are not there yet', withNothing, everyDifferentKill],
] as const)(
  'an apply to %s, killed at any moment: whatever command comes next brings all of them together to before or after',
  async (_, make, kills) => {
    const template = await make();
    const expected = await expectationOf(template);
    const { outcome, points } = await countPoints(copyOf(template), apply);
    expect(outcome.exit).toBe(0);
    const wrong = await inParallel(3, oneIn(2, kills(points)), async (kill, index) => {
      const ending = endings[index % endings.length] ?? apply;
      const place = copyOf(template);
      const found = [...(await crash(place, kill, apply, expected)), ...(await endAndApply(place, ending, expected))];
      discard(place);
      return found.map((one) => `${inWords(kill, points)}, then ${ending.join(' ')}: ${one}`);
    });
    expect(wrong.flat()).toEqual([]);
  },
  300_000,
);
