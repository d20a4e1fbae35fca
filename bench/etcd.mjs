// Measures the etcd provider against etcd3 by itself, in one run on one server. Nothing here fails a build.
// npm run bench:etcd [KEYS [RECORDS [ROUNDS]]]
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Etcd3 } from 'etcd3';

const [keyCount = 100_000, recordCount = 10_000, rounds = 5] = process.argv.slice(2).map(Number);
const zone = 'example.com';
const root = '/skydns/com/example';
const page = 5000;
const signal = new AbortController().signal;
const now = new Date('2026-11-20T12:00:00Z');
const label = (index) => `h${String(index).padStart(6, '0')}`;
const address = (index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

const { etcdProvider, readHandle, withLocks, startEtcd } = await loadSources();
const cluster = await startEtcd();
const etcd = new Etcd3({ hosts: cluster.endpoints });
const buffer = (text) => Buffer.from(text);
const call = () => ({ deadline: Date.now() + 60_000 });

/** The sources as the build bundles them; what runs TypeScript directly wraps every function to keep its name. */
async function loadSources() {
  const folder = join(import.meta.dirname, '..', 'node_modules', `.bench-etcd-${process.pid}`);
  const outfile = join(folder, 'bundle.mjs');
  mkdirSync(folder);
  try {
    const contents = `
      export { etcdProvider } from './src/providers/etcd/provider.ts';
      export { readHandle } from './src/providers/etcd/unit.ts';
      export { withLocks } from './src/state/with-locks.ts';
      export { startEtcd } from './test/servers/etcd.ts';`;
    await build({
      stdin: { contents, resolveDir: join(import.meta.dirname, '..') },
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20.19',
      format: 'esm',
      outfile,
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the provider writes for an address. */
function storedValue(index) {
  const name = `${label(index)}.${zone}`;
  return `{"host":"${address(index)}","ttl":300,"group":"${name}","record_type":"A","owner_hostname":"bench","owner_container_id":"","owner_container_name":"","created":"2026-11-20T12:00:00Z","force":false,"name":"${name}"}`;
}

async function fill(count) {
  for (let from = 0; from < count; from += 128) {
    const success = Array.from({ length: Math.min(128, count - from) }, (_, index) => ({
      request_put: {
        key: buffer(`${root}/${label(from + index)}/x1`),
        value: buffer(storedValue(from + index)),
        lease: '0',
      },
    }));
    await etcd.kv.txn({ compare: [], success, failure: [] }, call());
  }
}

async function clear() {
  await etcd.kv.deleteRange({ key: buffer('/'), range_end: buffer('0') }, call());
}

/** All keys, as etcd3 gives them. */
async function readRaw() {
  const keys = [];
  let key = buffer(`${root}/`);
  let revision = '0';
  for (;;) {
    const answer = await etcd.kv.range({ key, range_end: buffer(`${root}0`), limit: page, revision }, call());
    for (const found of answer.kvs) keys.push(found);
    revision = answer.header.revision;
    const last = answer.kvs.at(-1);
    if (!answer.more || last === undefined) return keys.length;
    key = Buffer.concat([last.key, Buffer.from([0])]);
  }
}

const withProvider = async (work) => {
  const provider = etcdProvider(
    { name: 'core', zones: [zone], endpoints: cluster.endpoints },
    { root: process.cwd(), owner: 'bench' },
  );
  try {
    // Connecting and loading etcd3 are start-up.
    await provider.read({ zones: ['example.org'] }, signal);
    return await work(provider);
  } finally {
    await provider.close();
  }
};

const creates = Array.from({ length: recordCount }, (_, index) => {
  const value = address(index);
  const owners = { [value]: { owner: 'bench', created: null, force: false } };
  const after = { ttl: 300, values: [value], owners };
  return { action: 'create', provider: 'core', name: `${label(index)}.${zone}`, type: 'A', before: null, after };
});

/** A unit as a transaction of etcd3. */
function txnOf(unit) {
  const { ops, names, revision } = readHandle(unit);
  const compare = [
    { key: buffer('/locks/__global__'), result: 'Equal', target: 'Create', create_revision: '0' },
    ...ops.map(({ key, expect }) => ({ key: buffer(key), result: 'Equal', target: 'Mod', mod_revision: expect.mod })),
  ];
  for (const { base, mod } of names) {
    const before = { result: 'Less', target: 'Mod', mod_revision: String(BigInt(revision) + 1n) };
    compare.push({ key: buffer(base), result: 'Equal', target: 'Mod', mod_revision: mod });
    compare.push({ key: buffer(`${base}/x`), range_end: buffer(`${base}/y`), ...before });
  }
  const read = ['/locks/__global__', ...ops.map(({ key }) => key), ...names.map(({ base }) => base)];
  return {
    compare,
    success: ops.map(({ key, put }) => ({
      request_put: { key: buffer(key), value: buffer(put.join('2026-11-20T12:00:00Z')), lease: '0' },
    })),
    failure: read.map((key) => ({ request_range: { key: buffer(key) } })),
  };
}

/** Milliseconds on the clock, and of this process' processor time (the server's is not in it). */
async function timed(work) {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const detail = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpu: (user + system) / 1000, detail };
}

const median = (list) => list.toSorted((left, right) => left - right)[Math.floor(list.length / 2)] ?? Number.NaN;
const text = (list) => list.map((ms) => ms.toFixed(0)).join(' ');

function report(title, raw, ours, limit, parts) {
  const line = (label, list) =>
    `  ${label.padEnd(13)} median ${median(list.map(({ ms }) => ms)).toFixed(0)} ms (${text(list.map(({ ms }) => ms))}), processor ${median(list.map(({ cpu }) => cpu)).toFixed(0)} ms`;
  const ratio = (field) => median(ours.map((one) => one[field])) / median(raw.map((one) => one[field]));
  const each = ours.map(({ ms }, index) => ms / raw[index].ms);
  console.log(`${title}
${line('etcd3 alone', raw)}
${line('the provider', ours)}
  ratio ${ratio('ms').toFixed(2)}, round by round ${median(each).toFixed(2)}, of the processor time ${ratio('cpu').toFixed(2)}; at most ${limit}`);
  for (const [name, list] of Object.entries(parts))
    console.log(`    ${name.padEnd(8)} median ${median(list).toFixed(0)} ms`);
}

/** Reading for a plan, and reading the same keys with etcd3, in turn. */
async function measureReading() {
  await fill(keyCount);
  const [raw, ours] = [[], []];
  await withProvider(async (provider) => {
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await timed(readRaw);
      globalThis.gc?.();
      const taken = await timed(() => provider.read({ zones: [zone] }, signal));
      globalThis.gc?.();
      if (taken.detail.records.length !== keyCount || alone.detail !== keyCount)
        throw new Error('not all keys were read');
      if (round === 0) continue;
      raw.push(alone);
      ours.push(taken);
    }
  });
  report(`reading ${keyCount} keys`, raw, ours, 2, {});
  await clear();
}

/** Applying new records, and sending the same transactions with etcd3, in turn. */
async function measureApplying() {
  const [raw, ours] = [[], []];
  const parts = { read: [], split: [], lock: [], commit: [] };
  await withProvider(async (provider) => {
    for (let round = 0; round <= rounds; round += 1) {
      await clear();
      const planned = provider.split(creates, await provider.read({ zones: [zone] }, signal)).map(txnOf);
      globalThis.gc?.();
      const alone = await timed(async () => {
        for (const txn of planned) {
          const { succeeded } = await etcd.kv.txn(txn, call());
          if (!succeeded) throw new Error('a transaction did not succeed');
        }
      });
      await clear();
      globalThis.gc?.();
      const took = {};
      const whole = await timed(async () => {
        const started = performance.now();
        const wait = { timeoutMs: 60_000, signal, waiting: () => undefined, unreleased: () => undefined };
        const info = {
          id: 'bench',
          holder: 'bench',
          tool: 'bench',
          command: 'bench',
          pid: 1,
          since: now.toISOString(),
        };
        await withLocks(provider.locks([zone]), info, wait, async (locks) => {
          const locked = performance.now();
          const state = await provider.read({ zones: [zone] }, signal);
          const read = performance.now();
          const units = provider.split(creates, state);
          const split = performance.now();
          for (const unit of units) await provider.commit(unit, { signal, now, locks, lineage: 'bench' });
          Object.assign(took, {
            lock: locked - started,
            read: read - locked,
            split: split - read,
            commit: performance.now() - split,
          });
        });
      });
      if (round === 0) continue;
      raw.push(alone);
      ours.push(whole);
      for (const [name, list] of Object.entries(parts)) list.push(took[name]);
    }
  });
  report(`applying ${recordCount} new records`, raw, ours, 2.5, parts);
}

try {
  console.log(`Node.js ${process.version}; one server, ${rounds} rounds in turn after one to warm up\n`);
  await measureReading();
  await measureApplying();
} finally {
  etcd.close();
  await cluster.close();
}
