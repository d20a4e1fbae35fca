import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Workspace } from '../cli.ts';
import { apply, crash, end, endings } from './crash.ts';
import { expectationOf } from './expectation.ts';
import { countPoints, everyDifferentKill, inWords } from './faults.ts';
import { inParallel } from './in-parallel.ts';
import { copyOf, discard, standing, withPendingChanges, zoneFiles } from './three-zones.ts';

/** A server that serves what stood in the zone file when it was last told. */
const reload = 'reload: [cp, "{file}", "served/{zone}"]';

/** Makes the server serve what stands in the zone files. */
function serve(place: Workspace): void {
  const { zones } = standing(place);
  for (const [index, zone] of zones.entries()) place.write({ [servedPath(index)]: Buffer.from(zone ?? '', 'latin1') });
}

function servedPath(index: number): string {
  return `served/${zoneFiles[index]?.replace(/^.*\/(.*)\.zone$/, '$1')}`;
}

it('an apply whose servers are told of every zone, killed at any moment: in the end they serve what stands in the files', async () => {
  const template = await withPendingChanges({ a: reload, b: reload });
  serve(template);
  const expected = await expectationOf(template);
  const { outcome, points } = await countPoints(copyOf(template), apply);
  expect(outcome.exit).toBe(0);
  const first = points.findIndex(({ operation, path }) => operation === 'rename' && path.endsWith('.zone'));
  const kills = everyDifferentKill(points).filter(({ at }) => 'number' in at && at.number > first);
  const wrong = await inParallel(3, kills, async (kill, index) => {
    const ending = endings[index % endings.length] ?? apply;
    const place = copyOf(template);
    const found = [
      ...(await crash(place, kill, apply, expected)),
      ...(await end(place, ending, expected, undefined)),
      ...standing(place).zones.flatMap((zone, which) => {
        const served = readFileSync(join(place.folder, servedPath(which)), 'latin1');
        return served === zone ? [] : [`${servedPath(which)} is not what stands in the file`];
      }),
    ];
    discard(place);
    return found.map((one) => `${inWords(kill, points)}, then ${ending.join(' ')}: ${one}`);
  });
  expect(wrong.flat()).toEqual([]);
}, 300_000);
