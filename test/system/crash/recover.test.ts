import { expect, it } from 'vitest';
import type { Workspace } from '../cli.ts';
import { apply, crash, type Ending, endAndApply, endings } from './crash.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import { type At, countPoints, everyDifferentKill, inWords } from './faults.ts';
import { inParallel } from './in-parallel.ts';
import { oneIn } from './soak.ts';
import { copyOf, rewindable, withPendingChanges } from './three-zones.ts';

const workers = 3;

/** A project in which an apply was killed, and what puts it back to that moment. */
interface Interrupted {
  readonly place: Workspace;
  readonly rewind: () => void;
}

async function interrupted(template: Workspace, at: At, expected: Expectation): Promise<Interrupted> {
  const place = copyOf(template);
  expect(await crash(place, { act: 'kill', at, side: 'after' }, apply, expected)).toEqual([]);
  return { place, rewind: rewindable(place) };
}

const landed = (zone: string): At => ({ operation: 'rename', path: `${zone}\\.example\\.com\\.zone$` });

it.each<[string, At, Ending]>([
  ['that undoes two of three zones', landed('two'), ['recover', '--undo']],
  ['that goes forward after one of three zones', landed('one'), ['recover', '--forward']],
  ['that finishes after all three zones', landed('three'), ['recover']],
  ['by a snapshot that undoes one of three zones', landed('one'), ['snapshot']],
])(
  'a recovery %s, killed at any moment: the next one brings all zones together to before or after',
  async (_, at, recovery) => {
    const template = await withPendingChanges();
    const expected = await expectationOf(template);
    const crashed = await Promise.all(Array.from({ length: workers }, () => interrupted(template, at, expected)));
    const [{ place: counted, rewind }] = crashed as [Interrupted, ...Interrupted[]];
    const { outcome, points } = await countPoints(counted, recovery);
    expect(outcome.exit).toBe(0);
    rewind();

    const wrong = await inParallel(workers, oneIn(3, everyDifferentKill(points)), async (kill, index, worker) => {
      const { place, rewind } = crashed[worker] as Interrupted;
      const ending = endings[index % endings.length] ?? apply;
      const found = [
        ...(await crash(place, kill, recovery, expected)),
        ...(await endAndApply(place, ending, expected)),
      ];
      rewind();
      return found.map((one) => `${inWords(kill, points)}, then ${ending.join(' ')}: ${one}`);
    });
    expect(wrong.flat()).toEqual([]);
  },
  300_000,
);
