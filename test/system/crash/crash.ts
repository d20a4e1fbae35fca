import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Workspace } from '../cli.ts';
import { type Expectation, type Side, sides, wrongAnytime, wrongMemory, wrongWhenEnded } from './expectation.ts';
import { type Fault, runInto } from './faults.ts';

/** A command line that brings an interrupted apply to an end. */
export type Ending = readonly string[];

export const apply: Ending = ['apply', '--auto-approve'];

/** All of them, to be taken in turns. */
export const endings: readonly [Ending, ...Ending[]] = [
  ['recover'],
  ['recover', '--undo'],
  ['recover', '--forward'],
  ['snapshot'],
  apply,
];

/** Whether an apply was interrupted: its journal stands where it was written. */
export function isPending({ state }: Workspace): boolean {
  return existsSync(join(state, 'journal.jsonl'));
}

/** Runs a command until the fault kills it; says what is wrong then. */
export async function crash(
  place: Workspace,
  fault: Fault,
  args: readonly string[],
  expected: Expectation,
): Promise<string[]> {
  const { exit, stderr } = await runInto(place, fault, args);
  const survived = exit === null ? [] : [`${args.join(' ')} was not killed, it ended with ${exit}: ${stderr}`];
  return [...survived, ...wrongAnytime(place, expected)];
}

/**
 * Ends an interrupted apply with one of the endings; says what is wrong then.
 *
 * @param due where the zones must stand; undefined: together, wherever
 */
export async function end(
  place: Workspace,
  ending: Ending,
  expected: Expectation,
  due: Side | undefined,
): Promise<string[]> {
  const ended = await place.run(...ending);
  const wrong = [...failed(ending, ended), ...wrongWhenEnded(place, expected), ...wrongMemory(place, expected)];
  const [side] = sides(place, expected);
  if (due !== undefined && side !== due) wrong.push(`the zones are as ${side}, not as ${due}`);
  return wrong;
}

/** Where an ending must bring the zones from where they stand now; undefined: that depends on what the journal says. */
export function dueSide(place: Workspace, [command, flag]: Ending, expected: Expectation): Side | undefined {
  if (command === 'apply') return 'after';
  const now = sides(place, expected);
  const landed = now.filter((side) => side === 'after').length;
  if (landed === now.length) return isPending(place) && flag === '--undo' ? undefined : 'after';
  if (flag === '--forward') return landed > 0 ? 'after' : undefined;
  return 'before';
}

/** Applies once more, undisturbed: everything is as after an apply that nothing ever disturbed. */
export async function applyAgain(place: Workspace, expected: Expectation): Promise<string[]> {
  const applied = await place.run(...apply, '--lock-timeout', '2s');
  const wrong = [...failed(apply, applied), ...wrongWhenEnded(place, expected), ...wrongMemory(place, expected)];
  if (sides(place, expected)[0] !== 'after') wrong.push('the zones are not as after an undisturbed apply');
  return wrong;
}

/** Ends an interrupted apply, then applies what that has left to do; says what is wrong on the way. */
export async function endAndApply(place: Workspace, ending: Ending, expected: Expectation): Promise<string[]> {
  const wrong = await end(place, ending, expected, dueSide(place, ending, expected));
  if (ending !== apply) return [...wrong, ...(await applyAgain(place, expected))];
  return [...wrong, ...failed(['plan'], await place.run('plan', '--detailed-exitcode'))];
}

/** A run that should have ended well and has not. */
export function failed(args: readonly string[], { exit, stdout, stderr }: Outcome): string[] {
  return exit === 0 ? [] : [`${args.join(' ')} ended with ${exit}:\n${stdout}${stderr}`];
}
