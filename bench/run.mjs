// Measures what the issues ask for, as ratios to `node -e 0` in the same run. Nothing here fails a build.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyComposeFiles, manyConflicts, manyStacks, manyValues, sameSize } from './generate.mjs';
import { benchEnvironment, peakMemory, root, sideBySide } from './measure.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dns-sync-bench-'));
const bin = join(root, 'bin', 'run.js');
const environment = benchEnvironment(folder);
const node = (args, cwd = folder) => ({ command: process.execPath, args, cwd, environment });
const row = (label, seconds, floor, limit) =>
  console.log(
    `${label.padEnd(46)} ${(seconds * 1000).toFixed(0).padStart(7)} ms ${(seconds / floor).toFixed(1).padStart(7)} x  ${limit}`,
  );

try {
  console.log(`Node.js ${process.version}; medians; x is the ratio to node -e 0 in the same run\n`);
  const quickstart = join(folder, 'quickstart');
  cpSync(join(root, 'examples', 'quickstart'), quickstart, { recursive: true });
  const [floor, version, plan, check] = await sideBySide(
    [node(['-e', '0']), node([bin, '--version']), node([bin, 'plan'], quickstart), node([bin, 'check'], quickstart)],
    20,
  );
  row('node -e 0', floor, floor, '');
  row('--version', version, floor, 'at most 3.5 x');
  row('plan, quickstart', plan, floor, 'at most 6 x');
  row('check, quickstart', check, floor, '');

  for (const [label, limit, project] of [
    ['check, 200 compose files with 2000 labels', 'at most 12 x', manyStacks(join(folder, 'stacks-200'), 200)],
    ['check, 500 compose files', 'at most 25 x', manyComposeFiles(join(folder, 'stacks-500'), 500)],
    ['check, 10000 override records', 'at most 30 x', sameSize(join(folder, 'records-10000'), 10_000)],
    ['check, 10000 CNAME conflicts at one name', 'linear', manyConflicts(join(folder, 'lost-10000'), 10_000)],
  ]) {
    const [base, seconds] = await sideBySide([node(['-e', '0']), node([bin, 'check', '--quiet'], project)], 10);
    row(label, seconds, base, limit);
  }

  const limits = { 1000: '', 10000: 'at most 600 ms', 100000: 'at most 4000 ms, 500 MiB' };
  for (const [count, limit] of Object.entries(limits)) {
    const project = sameSize(join(folder, `same-${count}`), Number(count));
    const [base, seconds] = await sideBySide([node(['-e', '0']), node([bin, 'plan'], project)], 3);
    const memory = await peakMemory([bin, 'plan'], project, environment);
    row(`plan, ${count} records against as many`, seconds, base, `${memory.toFixed(0)} MiB  ${limit}`);
  }
  for (const [label, make] of [
    ['values at one name', manyValues],
    ['CNAME conflicts at one name', manyConflicts],
  ]) {
    for (const count of [1000, 10_000]) {
      const project = make(join(folder, `${make.name}-${count}`), count);
      const [base, seconds] = await sideBySide([node(['-e', '0']), node([bin, 'plan'], project)], 3);
      row(`plan, ${count} ${label}`, seconds, base, 'linear');
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
