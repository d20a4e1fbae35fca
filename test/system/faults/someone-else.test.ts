import { describe, expect, it } from 'vitest';
import type { Workspace } from '../cli.ts';
import { apply, applyAgain, isPending } from '../crash/crash.ts';
import { expectationOf, leftovers, sides } from '../crash/expectation.ts';
import { type At, runInto } from '../crash/faults.ts';
import { lockfile, mend, othersLines, standing, withPendingChanges, zoneFiles } from '../crash/three-zones.ts';
import { expectError, expectFits } from '../schema.ts';

const [one, two, three] = zoneFiles;
/** When the new text of a zone has been written beside the old one, which was read before. */
const whileWriting = (folder: string): At => ({ operation: 'sync', path: `${folder}/\\.dns-sync-` });
/** When the zones of the first provider have landed, and the second provider's is about to be written. */
const afterTheFirst: At = { operation: 'open', path: 'zones-b/\\.dns-sync-', nth: 2 };

/** Shell commands, run in the project's folder, by which a person changes a zone. */
const edits = {
  /** The address of `app`, which the apply changes. */
  app: (file: string) => `sed -i 's/^\\(app.*IN A \\)10\\.0\\.0\\.[12]0 /\\110.0.0.77 /' ${file}`,
  lamp: (file: string) => `sed -i 's/^\\(lamp.*IN AAAA*\\|lamp.*IN A \\)10\\.0\\.0\\.51 /\\110.0.0.77 /' ${file}`,
  slow: (file: string) => `sed -i 's/^\\(slow.*IN A \\)10\\.0\\.0\\.12 /\\110.0.0.77 /' ${file}`,
  note: (file: string) => `echo 'extra 300 IN TXT "Cleo was here"' > extra; cat extra >> ${file}; rm extra`,
};

/** What `apply --json` says of each set, `name type` to state, with what went wrong. */
function statesOf(stdout: string): Record<string, string> {
  const { results } = JSON.parse(stdout) as {
    results: { change: { name: string; type: string }; state: string; detail?: string }[];
  };
  return Object.fromEntries(
    results.map(({ change: { name, type }, state, detail }) => [
      `${name} ${type}`,
      detail === undefined ? state : `${state}: ${detail}`,
    ]),
  );
}

function inProject(place: Workspace, command: string): string {
  return `cd '${place.folder}' && ${command}`;
}

describe('someone else changes a set that an apply changes', () => {
  it('between plan and apply: the plan is stale, nothing is written', async () => {
    const place = await withPendingChanges();
    expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
    place.write({ [two]: place.read(two).replace('900 IN A 10.0.0.12 ', '900 IN A 10.0.0.77 ') });
    const before = place.tree();
    const text = await place.run('apply', 'plan.json');
    expect(text.exit).toBe(6);
    expect(text.stderr.replaceAll(/\s+/g, ' ')).toMatch(/error PLAN_STALE: .*slow\.two\.example\.com A.*10\.0\.0\.77/);
    expectError(await place.run('apply', 'plan.json', '--json'), 'PLAN_STALE');
    expect(place.tree()).toEqual(before);
    expect(isPending(place)).toBe(false);
  });

  it.each([
    ['before anything has landed', one, 'zones-a', edits.app, 'app.one.example.com A'],
    ['after two zones have landed', three, 'zones-b', edits.lamp, 'lamp.three.example.com A'],
  ] as const)(
    'between re-read and commit, %s: a saved plan is undone, theirs stays and is named',
    async (_, file, folder, edit, set) => {
      const place = await withPendingChanges();
      const expected = await expectationOf(place);
      expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
      const command = inProject(place, edit(file));
      const fault = { act: 'run', at: whileWriting(folder), side: 'before', command } as const;
      const { exit, stderr } = await runInto(place, fault, ['apply', 'plan.json']);
      expect({ exit, stderr: stderr.replaceAll(/\s+/g, ' ') }).toEqual({
        exit: 6,
        stderr: expect.stringMatching(/error PLAN_STALE: /),
      });
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(set);
      expect(place.read(file)).toContain('10.0.0.77');
      expect(sides(place, expected).toSorted()).toEqual(['before', 'before', 'neither']);
      expect(standing(place).lockfile).toBe(expected.before.lockfile);
      expect(isPending(place)).toBe(false);
    },
  );

  it('between re-read and commit, a fresh plan of which nothing has landed: it is made and shown anew', async () => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const command = inProject(place, edits.app(one));
    const fault = { act: 'run', at: whileWriting('zones-a'), side: 'before', command } as const;
    const { exit, stdout } = await runInto(place, fault, apply);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/app\.one\.example\.com +A +300 +~ 10\.0\.0\.10 → 10\.0\.0\.20\n/);
    expect(stdout).toMatch(/app\.one\.example\.com +A +300 +~ 10\.0\.0\.77 → 10\.0\.0\.20\n/);
    expect(sides(place, expected)).toEqual(['after', 'after', 'after']);
    expect(isPending(place)).toBe(false);
  });

  it('between re-read and commit, a fresh plan of which one zone has landed: it is undone, theirs stays and is named', async () => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const command = inProject(place, edits.slow(two));
    const fault = { act: 'run', at: { ...whileWriting('zones-a'), nth: 2 }, side: 'before', command } as const;
    const { exit, stdout } = await runInto(place, fault, [...apply, '--json']);
    expect(exit).toBe(6);
    expectFits('apply', stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'undone',
      error: { code: 'PLAN_STALE', message: expect.stringContaining('slow.two.example.com A') },
    });
    expect(place.read(two)).toContain('10.0.0.77');
    expect(sides(place, expected)).toEqual(['before', 'neither', 'before']);
    expect(isPending(place)).toBe(false);
  });

  it('beside it, between re-read and commit: theirs is kept and the apply goes on', async () => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const command = inProject(place, edits.note(three));
    const fault = { act: 'run', at: whileWriting('zones-b'), side: 'before', command } as const;
    expect(await runInto(place, fault, apply)).toMatchObject({ exit: 0, stderr: '' });
    expect(place.read(three)).toContain('\nextra 300 IN TXT "Cleo was here"\n');
    place.write({ [three]: place.read(three).replace('extra 300 IN TXT "Cleo was here"\n', '') });
    expect(sides(place, expected)).toEqual(['after', 'after', 'after']);
  });

  it('between commit and undo: theirs is left alone and named, in text and in JSON, all else is undone', async () => {
    const refused = { b: 'check: ["false"]' };
    const places = [await withPendingChanges(refused), await withPendingChanges(refused)] as const;
    const [expected] = await Promise.all(places.map((place) => expectationOf(place)));
    const run = (place: Workspace, ...flags: string[]) => {
      const command = inProject(place, edits.app(one));
      return runInto(place, { act: 'run', at: afterTheFirst, side: 'before', command }, [...apply, ...flags]);
    };
    const [json, text] = await Promise.all([run(places[0], '--json'), run(places[1])]);

    expect([json.exit, text.exit]).toEqual([9, 9]);
    expectFits('apply', json.stdout);
    expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'partial', error: { code: 'PROVIDER_REJECTED' } });
    expect(statesOf(json.stdout)).toMatchObject({
      'app.one.example.com A': expect.stringMatching(/^done: .*(?:changed|10\.0\.0\.77)/),
      'new.one.example.com A': 'undone',
      'printer.one.example.com A': 'undone',
      'slow.two.example.com A': 'undone',
      'lamp.three.example.com A': expect.stringMatching(/^failed: .*check/),
    });
    expect(text.stdout).toMatch(/done +a +~ app\.one\.example\.com/);
    expect(text.stderr).toMatch(/error PROVIDER_REJECTED: /);

    for (const place of places) {
      expect(place.read(one)).toMatch(/^app\.one\.example\.com\. 300 IN A 10\.0\.0\.77 ; dns-sync owner=homeserver /m);
      expect(place.read(one)).not.toContain('new.one.example.com');
      expect(isPending(place)).toBe(false);
    }
    expect(sides(places[0], expected ?? fail())).toEqual(['neither', 'before', 'before']);
    expect(leftovers(places[0])).toEqual([]);
  });
});

function fail(): never {
  throw new Error('there is no expectation');
}

describe('a file that is removed or replaced in the middle of an apply', () => {
  const away = `rm ${lockfile}`;
  const another = `sed 's/"lineage": "[^"]*"/"lineage": "11111111-2222-4333-8444-555555555555"/' ${lockfile} > other && mv other ${lockfile}`;

  it.each([
    ['the lockfile removed', away],
    ['the lockfile replaced by another', another],
  ])('%s: the zones are undone together, theirs is not overwritten, and it is said', async (_, command) => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    const fault = { act: 'run', at: afterTheFirst, side: 'before', command: inProject(place, command) } as const;
    const { exit, stderr } = await runInto(place, fault, apply);
    expect({ exit, stderr }).toEqual({ exit: 6, stderr: expect.stringMatching(/error PLAN_STALE: .*lockfile/) });
    expect(sides(place, expected)).toEqual(['before', 'before', 'before']);
    const now = standing(place).lockfile;
    if (command === away) expect(now).toBeNull();
    else expect(now).toContain('11111111-2222-4333-8444-555555555555');
    expect(leftovers(place)).toEqual([]);
  });

  it.each([
    ['removed', `rm ${three}`],
    ['replaced by one without our records', `sed -i '/owner=homeserver/d' ${three}`],
  ])(
    'a zone file that was to come next %s: what has landed is undone, theirs stays, and it is said',
    async (_, command) => {
      const place = await withPendingChanges();
      const expected = await expectationOf(place);
      expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
      const others = othersLines(standing(place).zones[2] ?? null);
      const fault = { act: 'run', at: afterTheFirst, side: 'before', command: inProject(place, command) } as const;
      const { exit, stderr } = await runInto(place, fault, ['apply', 'plan.json']);
      expect({ exit, stderr }).toEqual({
        exit: 6,
        stderr: expect.stringMatching(/error PLAN_STALE: [\s\S]*three\.example\.com/),
      });
      expect(sides(place, expected).slice(0, 2)).toEqual(['before', 'before']);
      const now = standing(place).zones[2] ?? null;
      expect(now === null ? command : othersLines(now)).toEqual(now === null ? `rm ${three}` : others);
      expect(now ?? '').not.toContain('owner=homeserver');
      expect(isPending(place)).toBe(false);
    },
  );

  it('a zone file that had landed removed: it is not made up again when the rest is undone, and it is said', async () => {
    const place = await withPendingChanges({ b: 'check: ["false"]' });
    const expected = await expectationOf(place);
    const command = inProject(place, `rm ${one}`);
    const fault = { act: 'run', at: afterTheFirst, side: 'before', command } as const;
    const { exit, stdout } = await runInto(place, fault, [...apply, '--json']);
    expect(exit).toBe(9);
    expectFits('apply', stdout);
    const states = statesOf(stdout);
    expect(states['app.one.example.com A']).toMatch(/^done: not undone: /);
    expect(states['slow.two.example.com A']).toBe('undone');
    expect(standing(place).zones[0]).toBeNull();
    expect(sides(place, expected).slice(1)).toEqual(['before', 'before']);
    expect(isPending(place)).toBe(false);
    place.write({ [one]: expected.before.zones[0] ?? '' });
    mend(place);
    expect(await applyAgain(place, expected)).toEqual([]);
  });
});
