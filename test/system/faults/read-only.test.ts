import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { begin, type Outcome, type Workspace } from '../cli.ts';
import { apply } from '../crash/crash.ts';
import { expectationOf, sides } from '../crash/expectation.ts';
import { withPendingChanges } from '../crash/three-zones.ts';

const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** Root may write everywhere, so these runs are nobody's; everything belongs to them but what is not theirs to write. */
function runAsNobody(place: Workspace, args: readonly string[]): Promise<Outcome> {
  const home = dirname(place.folder);
  const inside = readdirSync(home, { recursive: true, encoding: 'utf8' }).map((path) => join(home, path));
  if (isRoot) for (const path of [home, ...inside]) chownSync(path, nobody, nobody);
  const above = [dirname(dirname(inject('installed'))), dirname(inject('scratch')), inject('scratch')];
  for (const folder of above) chmodSync(folder, 0o755);
  const program = [process.execPath, join(inject('installed'), 'bin', 'run.js'), ...args];
  const environment = { PATH: process.env.PATH ?? '', HOME: home, DNS_SYNC_CODE_CACHE: 'off' };
  return begin(program, place.folder, environment, isRoot ? { uid: nobody, gid: nobody } : {}).ended;
}

describe('a folder that may only be read', () => {
  it.each([
    ['the zones of the second provider', 'project/zones-b', 'zones-b/.dns-sync.lock'],
    ['the zones of the first provider', 'project/zones-a', 'zones-a/.dns-sync.lock'],
    ['the state folder', 'state', '/state'],
    ['the project, where the lockfile is', 'project', 'the lockfile'],
  ] as const)('%s: exit 5, it says which, and all zones are as before', async (_, folder, named) => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    chmodSync(join(dirname(place.folder), folder), 0o555);
    const { exit, stderr } = await runAsNobody(place, apply);
    expect({ exit, stderr }).toEqual({
      exit: 5,
      stderr: expect.stringMatching(/^error STATE_UNWRITABLE: [\s\S]*hint: make [\s\S]*writable/m),
    });
    expect(stderr.replaceAll(/\s+/g, '')).toContain(named.replaceAll(' ', ''));
    expect(sides(place, expected)).toEqual(['before', 'before', 'before']);

    chmodSync(join(dirname(place.folder), folder), 0o755);
    expect(await runAsNobody(place, apply)).toMatchObject({ exit: 0, stderr: '' });
    expect(sides(place, expected)).toEqual(['after', 'after', 'after']);
  });

  it('zone files that may only be read are replaced all the same, in folders that may be written', async () => {
    const place = await withPendingChanges();
    const expected = await expectationOf(place);
    for (const zone of ['zones-a/one', 'zones-a/two', 'zones-b/three']) {
      chmodSync(join(place.folder, `${zone}.example.com.zone`), 0o444);
    }
    expect(await runAsNobody(place, apply)).toMatchObject({ exit: 0, stderr: '' });
    expect(sides(place, expected)).toEqual(['after', 'after', 'after']);
  });
});
