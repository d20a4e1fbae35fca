// Tries every reader with random and nearly valid input, over and over: npm run fuzz [-- --only NAME --runs N --seconds N
// --seed S --path P]. Without --seed each run explores anew. NAME is the whole name of a target or its beginning; `growth`
// looks whether the time for hostile texts grows faster than they do.
import { parseArgs } from 'node:util';
import { steepest } from '../test/fuzz/growth.ts';
import { hostileUnits } from '../test/fuzz/hostile.ts';
import { readers } from '../test/fuzz/readers.ts';
import { targets } from '../test/fuzz/targets.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});
const exact = targets.filter(({ name }) => name === values.only);
const chosen = exact.length > 0 ? exact : targets.filter(({ name }) => name.startsWith(values.only));
const [runs, seconds, seed] = [values.runs, values.seconds, values.seed ?? String(Date.now() & 0x7fffffff)].map(Number);
const growth = values.only === '' || values.only === 'growth';
if ((chosen.length === 0 && !growth) || ![runs, seconds, seed].every(Number.isSafeInteger)) {
  console.error(`usage: npm run fuzz [-- --only NAME --runs N --seconds N --seed S --path P]
names: ${targets.map(({ name }) => name).join(', ')}, growth`);
  process.exit(1);
}
console.log(`seed ${seed}`);
let failed = 0;
for (const { name, run } of chosen) {
  const began = performance.now();
  const path = values.path === undefined ? {} : { path: values.path };
  const report = await run({ runs, seed, milliseconds: seconds * 1000, ...path });
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${report === undefined ? 'ok  ' : 'FAIL'} ${name.padEnd(24)} ${took} s`);
  if (report === undefined) continue;
  failed += 1;
  const found = /\bpath: "([^"]+)"/.exec(report)?.[1];
  console.log(report);
  console.log(`again: npm run fuzz -- --only ${name} --seed ${seed}${found === undefined ? '' : ` --path ${found}`}`);
}
for (const reader of growth ? readers : []) {
  const steep = await steepest(reader, hostileUnits);
  console.log(`${steep.length === 0 ? 'ok  ' : 'FAIL'} growth: ${reader.name}`);
  for (const line of steep) console.log(`     ${line}`);
  failed += Math.min(1, steep.length);
}
process.exit(failed === 0 ? 0 : 1);
