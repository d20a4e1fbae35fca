import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { treeOf, type Workspace } from '../cli.ts';
import { apply, isPending } from './crash.ts';
import { changingFolders, countPoints, runInto, writing } from './faults.ts';
import { copyOf, withPendingChanges } from './three-zones.ts';

/** Every file of a project and its state folder, with content, mode and the time of its last change. */
function everything({ folder }: Workspace): Record<string, string> {
  const home = dirname(folder);
  return Object.fromEntries(
    Object.entries(treeOf(home)).map(([path, content]) => {
      const { mode, mtimeMs } = statSync(join(home, path));
      return [path, `${mode} ${mtimeMs} ${content}`];
    }),
  );
}

it('no change to a file gets past the injection: where every point is refused, nothing changes', async () => {
  const place = await withPendingChanges();
  const before = everything(place);
  const operations = [...writing, ...changingFolders, 'datasync', 'truncate', 'chmod', 'chown', 'symlink', 'copyFile'];
  const at = { number: 1 };
  const fault = { act: 'error', at, code: 'EIO', operations, lasting: true, below: '' } as const;
  expect((await runInto(place, fault, apply)).exit).toBe(5);
  expect(everything(place)).toEqual(before);
});

it('a run without a fault is not changed by counting, and its points are the same each time', async () => {
  const template = await withPendingChanges();
  const runs = await Promise.all([0, 1].map(() => countPoints(copyOf(template), apply)));
  const [first, second] = runs.map(({ outcome, points }) => {
    expect(outcome).toMatchObject({ exit: 0, stderr: '' });
    return points.map(({ operation, path }) => `${operation} ${path.replace(/[^/]*[0-9a-f]{8}[^/]*$/, 'RANDOM')}`);
  });
  expect(first).toEqual(second);
  expect(first).toContain('rename project/zones-b/three.example.com.zone');
  expect(first).toContain('sync state/journal.jsonl');
});

it('a run that is killed before its first point has changed nothing', async () => {
  const place = await withPendingChanges();
  const before = everything(place);
  expect((await runInto(place, { act: 'kill', at: { number: 1 }, side: 'before' }, apply)).exit).toBeNull();
  expect(everything(place)).toEqual(before);
  expect(isPending(place)).toBe(false);
});
