// npm run soak: kills an apply, or what recovers it, at random times, over and over. Prints its seed; with `--seed` and
// `--runs` rounds are repeated. Fails with the seed and the folder of each round that went wrong.
// With `--whole`: kills and refuses at every moment there is, of which the tests take some; half an hour.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '500' }, whole: { type: 'boolean' } },
});
const whole = ['crash/apply', 'crash/recover', 'faults/disk', 'etcd/crash'];
const tests = values.whole ? whole : ['crash/random'];
const seed = values.seed ?? String(Date.now() % 1_000_000_000);
for (const [name, value] of Object.entries({ seed, runs: values.runs })) {
  if (/^\d{1,9}$/.test(value)) continue;
  console.error(`--${name} must be a number of at most nine digits, not ${value}`);
  process.exit(3);
}
console.log(
  values.whole
    ? `soak: every moment of ${whole.join(', ')}`
    : `soak: ${values.runs} runs from seed ${seed}; again with: npm run soak -- --seed ${seed} --runs ${values.runs}`,
);
const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'system', ...tests.map((test) => `test/system/${test}.test.ts`)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      DNS_SYNC_SOAK_SEED: seed,
      DNS_SYNC_SOAK_RUNS: values.runs,
      ...(values.whole ? { DNS_SYNC_SOAK_WHOLE: '1' } : {}),
    },
  },
);
console.log(`soak: ${status === 0 ? 'nothing went wrong' : 'FAILED, see the seeds and folders above'} (seed ${seed})`);
process.exit(status ?? 1);
