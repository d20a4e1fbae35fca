import { describe, expect, it } from 'vitest';
import type { Outcome, Workspace } from '../cli.ts';
import { apply, applyAgain, end, isPending } from '../crash/crash.ts';
import {
  type Expectation,
  expectationOf,
  sides,
  wrongAnytime,
  wrongMemory,
  wrongWhenEnded,
} from '../crash/expectation.ts';
import { changingFolders, countPoints, type Fault, inWords, runInto, writing } from '../crash/faults.ts';
import { inParallel } from '../crash/in-parallel.ts';
import { oneIn } from '../crash/soak.ts';
import { copyOf, discard, mend, withPendingChanges } from '../crash/three-zones.ts';

type Refusal = Omit<Extract<Fault, { act: 'error' }>, 'at' | 'below'>;

const everything = [...new Set([...writing, ...changingFolders, 'datasync', 'truncate', 'chmod', 'chown'])];

/** What must be said of a run that failed: a known error with what to do about it, and no stack trace. */
function wrongWords({ exit, stderr }: Outcome, code: string): string[] {
  const isClear =
    /^error [A-Z_]+: /m.test(stderr) && stderr.includes(code) && /^ *hint: /m.test(stderr) && !/^\s+at /m.test(stderr);
  return isClear && exit !== null && exit > 1 ? [] : [`it ended with ${exit}, saying:\n${stderr}`];
}

/** What is wrong right after a run into a fault: it has done everything, or says why not and what stands now. */
function wrongAfterwards(place: Workspace, outcome: Outcome, code: string, expected: Expectation): string[] {
  const wrong = wrongAnytime(place, expected);
  if (outcome.exit === 0) {
    if (sides(place, expected)[0] !== 'after') wrong.push('it says that all is well, and it is not');
    return [...wrong, ...wrongWhenEnded(place, expected), ...wrongMemory(place, expected)];
  }
  wrong.push(...wrongWords(outcome, code));
  const said = outcome.stdout + outcome.stderr;
  if (outcome.exit === 9 && !said.includes('dns-sync recover'))
    wrong.push(`it does not name dns-sync recover:\n${said}`);
  if (!isPending(place)) wrong.push(...wrongWhenEnded(place, expected), ...wrongMemory(place, expected));
  return wrong;
}

describe('an apply that the system refuses to write for, at any of its writes, leaves all zones before or after together', () => {
  it.each<[string, Refusal]>([
    ['a disk that is full for a moment', { act: 'error', code: 'ENOSPC', operations: writing, lasting: false }],
    ['a disk that is full from there on', { act: 'error', code: 'ENOSPC', operations: writing, lasting: true }],
    ['a disk that fails once', { act: 'error', code: 'EIO', operations: everything, lasting: false }],
    ['a file system that becomes read-only', { act: 'error', code: 'EROFS', operations: everything, lasting: true }],
  ])(
    '%s',
    async (_, refusal) => {
      const template = await withPendingChanges();
      const expected = await expectationOf(template);
      const { points } = await countPoints(copyOf(template), apply);
      const met = points.flatMap(({ operation }, index) =>
        refusal.operations.includes(operation) ? [{ ...refusal, at: { number: index + 1 }, below: '' }] : [],
      );
      expect(met.length).toBeGreaterThan(30);
      const wrong = await inParallel(3, oneIn(3, met), async (fault) => {
        const place = copyOf(template);
        const outcome = await runInto(place, fault, apply);
        const found = [
          ...wrongAfterwards(place, outcome, fault.code, expected),
          ...(await end(place, ['recover'], expected, undefined)),
          ...(await applyAgain(place, expected)),
        ];
        discard(place);
        return found.map((one) => `${fault.code} at ${inWords(fault, points)}: ${one}`);
      });
      expect(wrong.flat()).toEqual([]);
    },
    240_000,
  );
});

it('a zone whose server cannot be told and whose old records cannot be put back, the disk being full: exit 9, and recover brings all together', async () => {
  const template = await withPendingChanges({ b: 'reload: ["false"]' });
  const expected = await expectationOf(template);
  const at = { operation: 'rename', path: 'three\\.example\\.com\\.zone$' };
  for (const ending of [['recover'], ['recover', '--undo'], ['recover', '--forward'], apply]) {
    const place = copyOf(template);
    const fault = {
      act: 'error',
      at,
      code: 'ENOSPC',
      operations: ['open', 'writeFile'],
      lasting: true,
      below: 'zones-b',
    } as const;
    const { exit, stdout, stderr } = await runInto(place, fault, apply);
    expect({ exit, said: stdout + stderr }).toEqual({ exit: 9, said: expect.stringContaining('dns-sync recover') });
    expect(sides(place, expected)).toEqual(['before', 'before', 'after']);
    expect(isPending(place)).toBe(true);
    mend(place);
    expect(await end(place, ending, expected, undefined)).toEqual([]);
    expect(await applyAgain(place, expected)).toEqual([]);
  }
}, 120_000);
