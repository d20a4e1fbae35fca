import type { Workspace } from '../cli.ts';
import { apply, applyAgain, type Ending, end, endings } from './crash.ts';
import { type Expectation, expectationOf, wrongAnytime } from './expectation.ts';
import { oneOf, randomNumbers } from './random-numbers.ts';
import { runKilled } from './run-killed.ts';
import { keep } from './soak.ts';
import { copyOf, discard, mend, withNothing, withPendingChanges } from './three-zones.ts';

/** What a round starts from. */
interface Start {
  readonly template: Workspace;
  readonly expected: Expectation;
  /** Milliseconds for which an undisturbed apply holds its locks. */
  readonly span: number;
}

/** The starts that rounds choose from: zones that are there, that are not, and one that refuses the apply. */
export async function roundStarts(): Promise<readonly [Start, ...Start[]]> {
  const first = await startOf(await withPendingChanges());
  const others = [withNothing(), await withPendingChanges({ b: 'check: ["false"]' })];
  return [first, ...(await Promise.all(others.map(startOf)))];
}

async function startOf(template: Workspace): Promise<Start> {
  const expected = await expectationOf(template);
  const { lasted } = await runKilled(copyOf(template), apply, Number.POSITIVE_INFINITY);
  return { template, expected, span: lasted };
}

/**
 * One round: an apply is killed at some time, in half of the rounds what recovers it too, and then all is brought to an
 * end. Says what is wrong, with the folder.
 */
export async function randomRound(starts: readonly [Start, ...Start[]], seed: number): Promise<string[]> {
  const random = randomNumbers(seed);
  const { template, expected, span } = oneOf(random, starts);
  const place = copyOf(template);
  const steps: string[] = [];
  const kill = async (args: Ending) => {
    const after = random() * span;
    const { exit } = await runKilled(place, args, after);
    steps.push(`${args.join(' ')} killed ${after.toFixed(1)} ms after its first lock (${exit ?? 'killed'})`);
    return wrongAnytime(place, expected);
  };
  const choose = () => oneOf(random, endings);
  const wrong = await kill(apply);
  if (random() < 0.5) wrong.push(...(await kill(choose())));
  const ending = choose();
  steps.push(ending.join(' '));
  if (ending === apply || ending.includes('--forward')) mend(place);
  wrong.push(...(await end(place, ending, expected, undefined)));
  mend(place);
  wrong.push(...(await applyAgain(place, expected)));
  const folder = wrong.length === 0 ? '' : keep(place.folder);
  discard(place);
  return wrong.map((one) => `seed ${seed}, ${folder}: ${steps.join(', then ')}: ${one}`);
}
