// Measures what the issues ask for, as ratios to `node -e 0` in the same run. Nothing here fails a build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveDocker, manyComposeFiles, manyConflicts, manyStacks, manyValues, sameSize } from './generate.mjs';
import { benchEnvironment, peakMemory, root, sideBySide } from './measure.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dns-sync-bench-'));
const bin = join(root, 'bin', 'run.js');
const environment = benchEnvironment(folder);
const node = (args, cwd = folder) => ({ command: process.execPath, args, cwd, environment });
const row = (label, seconds, floor, limit) =>
  console.log(
    `${label.padEnd(46)} ${(seconds * 1000).toFixed(0).padStart(7)} ms ${(seconds / floor).toFixed(1).padStart(7)} x  ${limit}`,
  );

/** Asks an engine what dns-sync asks, and parses the answers. */
const ask = `
  const { get } = require('node:http');
  const paths = ['/_ping', '/v1.47/containers/json', '/v1.47/info'];
  for (const path of paths) get({ socketPath: process.argv[1], path }, (response) => {
    let text = '';
    response.on('data', (chunk) => (text += chunk)).on('end', () => path === '/_ping' || JSON.parse(text));
  });`;

/** What reading a live engine takes, beside the bare requests: with one container, and with 500. */
async function benchDocker() {
  const engines = [];
  try {
    const commands = [];
    for (const count of [1, 500]) {
      const socket = join(folder, `engine-${count}.sock`);
      const engine = spawn(process.execPath, [join(import.meta.dirname, 'docker-engine.mjs'), socket, String(count)]);
      engines.push(engine);
      await once(engine.stdout, 'data');
      commands.push(node(['-e', ask, socket]), node([bin, 'plan'], liveDocker(join(folder, `live-${count}`), socket)));
    }
    const [bareOne, one, bareMany, many] = await sideBySide(commands, 20);
    const beyond = (many - one - (bareMany - bareOne)) * 1000;
    row('requests to an engine, 500 containers', bareMany, bareOne, 'x: to one container');
    row('plan, live engine, 500 containers', many, one, 'x: to one container');
    console.log(
      `${'beyond the answer, 500 containers'.padEnd(46)} ${beyond.toFixed(0).padStart(7)} ms            at most 150 ms`,
    );
  } finally {
    for (const engine of engines) engine.kill();
  }
}

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
  await benchDocker();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
