import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Workspace } from '../cli.ts';
import {
  copyOf,
  mend,
  othersLines,
  type Standing,
  serialOf,
  standing,
  withoutSerial,
  withoutTimes,
  zoneFiles,
} from './three-zones.ts';

/** How a project stood before an apply, and how it stands after one that nothing disturbed. */
export interface Expectation {
  readonly before: Standing;
  readonly after: Standing;
  /** The lockfile after a snapshot without an apply: what is asked for, and what was applied before. */
  readonly noted: string | null;
}

/** What an apply does with a project like this one when nothing disturbs it and nothing refuses it. */
export async function expectationOf(place: Workspace): Promise<Expectation> {
  const before = standing(place);
  return {
    before,
    after: await standingAfter(place, ['apply', '--auto-approve']),
    noted: (await standingAfter(place, ['snapshot'])).lockfile,
  };
}

async function standingAfter(place: Workspace, args: readonly string[]): Promise<Standing> {
  const copy = copyOf(place);
  mend(copy);
  const { exit, stderr } = await copy.run(...args);
  if (exit !== 0) throw new Error(`${args.join(' ')} ended undisturbed with ${exit}: ${stderr}`);
  const planned = await copy.run('plan', '--detailed-exitcode');
  if (planned.exit !== (args[0] === 'apply' ? 0 : 2)) throw new Error(`then plan ended with ${planned.exit}`);
  return standing(copy);
}

/** Where a zone, or all of them, stand. */
export type Side = 'before' | 'after' | 'neither';

/** Whether a zone is as it was, byte for byte but for the serial; or as it should be, the times of new records aside. */
function sideOf(zone: string | null, index: number, { before, after }: Expectation): Side {
  if (withoutSerial(zone) === withoutSerial(before.zones[index] ?? null)) return 'before';
  return withoutTimes(zone) === withoutTimes(after.zones[index] ?? null) ? 'after' : 'neither';
}

/** Where each zone stands. */
export function sides(place: Workspace, expected: Expectation): Side[] {
  return standing(place).zones.map((zone, index) => sideOf(zone, index, expected));
}

/** What must hold at every moment, a crash included: each zone is whole, others' lines are untouched, the lockfile can be read. */
export function wrongAnytime(place: Workspace, expected: Expectation): string[] {
  const now = standing(place);
  const wrong = now.zones.flatMap((zone, index) => {
    const side = sideOf(zone, index, expected);
    const before = expected.before.zones[index] ?? null;
    return [
      ...(side === 'neither' ? [`${zoneFiles[index]} is neither as before nor as after:\n${zone}`] : []),
      ...(zone !== null && before !== null && othersLines(zone).join('\n') !== othersLines(before).join('\n')
        ? [`${zoneFiles[index]}: lines of others are not as before`]
        : []),
      ...(zone !== null && serialOf(zone) < serialOf(before) ? [`${zoneFiles[index]}: the serial went down`] : []),
    ];
  });
  return [...wrong, ...wrongLockfile(now.lockfile)];
}

function wrongLockfile(text: string | null): string[] {
  try {
    if (text !== null) JSON.parse(text);
    return [];
  } catch {
    return [`the lockfile is no JSON: ${text}`];
  }
}

/** What must hold once an interrupted apply was brought to an end: the zones together on one side, nothing left over. */
export function wrongWhenEnded(place: Workspace, expected: Expectation): string[] {
  const where = sides(place, expected);
  const together = new Set(where).size === 1;
  return [
    ...wrongAnytime(place, expected),
    ...(together ? [] : [`the zones are not together: ${where.join(', ')}`]),
    ...leftovers(place),
  ];
}

/** Whether the lockfile belongs to where the zones stand. */
export function wrongMemory(place: Workspace, { before, after, noted }: Expectation): string[] {
  const [side] = sides(place, { before, after, noted });
  const { lockfile } = standing(place);
  const isFirst = before.lockfile === null && serialOfLockfile(lockfile) === 0;
  const isBefore = isFirst || lockfile === before.lockfile || sameLockfile(lockfile, noted);
  const fits = side === 'before' ? isBefore : sameLockfile(lockfile, after.lockfile);
  return fits ? [] : [`the zones are as ${side}, the lockfile is not, it is at serial ${serialOfLockfile(lockfile)}`];
}

/** 0: it was made before the first unit, and nothing was applied with it. */
function serialOfLockfile(text: string | null): number {
  return text === null ? 0 : (JSON.parse(text) as { serial: number }).serial;
}

/** Two lockfiles that remember the same; lineage, serial and times aside. */
function sameLockfile(left: string | null, right: string | null): boolean {
  const rest = (text: string | null) => withoutTimes(text)?.replace(/"lineage": "[^"]*",\s*"serial": \d+/, '');
  return rest(left) === rest(right);
}

const temporary = /(?:^|\/)\.dns-sync-[0-9a-f]{12}$/;

/** Files that should not be there when no command runs. Temporary files of a crash may stay; they go after an hour. */
export function leftovers({ folder, state }: Workspace): string[] {
  return [folder, state].flatMap((top) => {
    const paths = !existsSync(top) ? [] : readdirSync(top, { recursive: true, encoding: 'utf8' });
    return paths.flatMap((path) => {
      if (temporary.test(path)) return [];
      const isLock = /(?:^|\/)(?:\.dns-sync\.lock|lock)$/.test(path);
      if (isLock) return isDead(join(top, path)) ? [] : [`${path} is held`];
      const known =
        top === state
          ? /^(?:instance|history(?:\/.+)?)$/.test(path)
          : /^(?:dns-sync\.yaml|dns-sync\.lock\.json|overrides|overrides\/a\.yaml|served|served\/.+|zones-[ab]|zones-[ab]\/\w+\.example\.com\.zone)$/.test(
              path,
            );
      return known ? [] : [`${join(top === state ? 'state' : '.', path)} is left over in ${dirname(folder)}`];
    });
  });
}

/** Whether the process that holds a lock has ended. */
function isDead(path: string): boolean {
  const { pid } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number };
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
