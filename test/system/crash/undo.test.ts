import { expect, it } from 'vitest';
import { apply, applyAgain, crash, dueSide, end, endings } from './crash.ts';
import { expectationOf, sides } from './expectation.ts';
import { countPoints, everyDifferentKill, inWords } from './faults.ts';
import { inParallel } from './in-parallel.ts';
import { copyOf, discard, mend, standing, withPendingChanges } from './three-zones.ts';

const isTemporaryOfThree = /zones-b\/\.dns-sync-[0-9a-f]{12}$/;

it('an apply that is being undone because its last zone is refused, killed at any moment: all zones come back together', async () => {
  const template = await withPendingChanges({ b: 'check: ["false"]' });
  const expected = await expectationOf(template);
  const undone = copyOf(template);
  const { outcome, points } = await countPoints(undone, apply);
  expect(outcome.exit).toBe(5);
  expect(sides(undone, expected)).toEqual(['before', 'before', 'before']);
  expect(standing(undone).lockfile).toBe(expected.before.lockfile);

  // Until here it is an apply like any other.
  const refused = points.findLastIndex(({ operation, path }) => operation === 'rm' && isTemporaryOfThree.test(path));
  expect(refused).toBeGreaterThan(30);
  const kills = everyDifferentKill(points).filter(({ at }) => 'number' in at && at.number > refused);
  const wrong = await inParallel(3, kills, async (kill, index) => {
    const ending = endings[index % endings.length] ?? apply;
    const place = copyOf(template);
    const found = await crash(place, kill, apply, expected);
    if (ending === apply || ending.includes('--forward')) mend(place);
    found.push(...(await end(place, ending, expected, dueSide(place, ending, expected))));
    mend(place);
    found.push(...(await applyAgain(place, expected)));
    discard(place);
    return found.map((one) => `${inWords(kill, points)}, then ${ending.join(' ')}: ${one}`);
  });
  expect(wrong.flat()).toEqual([]);
}, 300_000);
