// Loaded into dns-sync with `node --import`: every change to a file below the watched folders is a numbered point, at which
// the process can be killed, be refused by the system, or be overtaken by someone else. What to do stands in the
// environment, written by faults.ts. Nothing in src/ knows of it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve } from 'node:path';

const fault = JSON.parse(process.env.DNS_SYNC_FAULT);
// Whatever dns-sync or a fault starts is left alone.
delete process.env.DNS_SYNC_FAULT;
delete process.env.NODE_OPTIONS;

const original = { ...fs };
const promised = { ...fs.promises };
/** Open handle to the path it was opened with. */
const paths = new WeakMap();
let points = 0;
let matches = 0;
let failing = false;

/** The path of a point relative to the watched folder; undefined: it is not below it. */
function watched(path) {
  const below = relative(fault.root, resolve(String(path)));
  return below.startsWith('..') ? undefined : below;
}

/** Whether there is anything: making a folder that is there, or removing what is not, changes nothing. */
function isThere(path) {
  return original.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function refuse(operation, path) {
  const texts = { ENOSPC: 'no space left on device', EROFS: 'read-only file system', EIO: 'i/o error' };
  const message = `${fault.code}: ${texts[fault.code] ?? 'permission denied'}, ${operation} '${path}'`;
  throw Object.assign(new Error(message), { code: fault.code, errno: -1, syscall: operation, path });
}

/** Counts a point and tells whether the fault belongs to it. */
function arrive(operation, path) {
  points += 1;
  if (fault.act === 'count') original.appendFileSync(fault.file, `${JSON.stringify({ operation, path })}\n`);
  const { at } = fault;
  if (at === undefined) return false;
  if (at.number !== undefined) return points === at.number;
  if (at.operation !== operation || !new RegExp(at.path).test(path)) return false;
  matches += 1;
  return matches === (at.nth ?? 1);
}

/** What happens before a point; returns what is to happen after it. */
function before(operation, path, tear) {
  const here = arrive(operation, path);
  if (fault.act === 'error') {
    failing = here || (failing && fault.lasting);
    if (failing && fault.operations.includes(operation) && new RegExp(fault.below).test(path)) refuse(operation, path);
    return () => undefined;
  }
  if (!here) return () => undefined;
  if (fault.act === 'tear') {
    tear?.();
    die();
  }
  const act = fault.act === 'kill' ? die : () => execFileSync('sh', ['-c', fault.command], { stdio: 'ignore' });
  if (fault.side === 'after') return act;
  act();
  return () => undefined;
}

/** The first half of what is to be written, which is all that gets there. */
function halfOf(data) {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function wrapPromised(operation, changes = () => true) {
  fs.promises[operation] = async (...args) => {
    const path = watched(args[operation === 'rename' || operation === 'link' ? 1 : 0]);
    if (path === undefined || !changes(...args)) return promised[operation](...args);
    const after = before(operation, path);
    try {
      return await promised[operation](...args);
    } finally {
      after();
    }
  };
}

function wrapSync(name, operation, changes = () => true) {
  fs[name] = (...args) => {
    const path = watched(args[operation === 'rename' || operation === 'link' ? 1 : 0]);
    if (path === undefined || !changes(...args)) return original[name](...args);
    const after = before(operation, path);
    try {
      return original[name](...args);
    } finally {
      after();
    }
  };
}

const makes = (_path, flags = 'r') => (typeof flags === 'number' ? (flags & 0o100) !== 0 : /[wax]/.test(flags));
const removes = (path) => isThere(path);
const adds = (path) => !isThere(path);

wrapPromised('open', makes);
const openWatched = fs.promises.open;
fs.promises.open = async (...args) => {
  const handle = await openWatched(...args);
  paths.set(handle, args[0]);
  return handle;
};
wrapPromised('mkdir', adds);
for (const operation of ['rm', 'rmdir', 'unlink']) wrapPromised(operation, removes);
for (const operation of ['writeFile', 'appendFile', 'rename', 'link', 'symlink', 'copyFile', 'truncate', 'chmod']) {
  wrapPromised(operation);
}
wrapSync('mkdirSync', 'mkdir', adds);
for (const operation of ['rm', 'rmdir', 'unlink']) wrapSync(`${operation}Sync`, operation, removes);
for (const operation of ['writeFile', 'appendFile', 'rename', 'link', 'symlink', 'copyFile', 'truncate', 'chmod']) {
  wrapSync(`${operation}Sync`, operation);
}
wrapSync('openSync', 'open', makes);

const nothing = await promised.open('/dev/null', 'r');
const handles = Object.getPrototypeOf(nothing);
await nothing.close();
for (const operation of [
  'write',
  'writev',
  'writeFile',
  'appendFile',
  'truncate',
  'sync',
  'datasync',
  'chmod',
  'chown',
]) {
  const real = handles[operation];
  handles[operation] = async function (...args) {
    const path = paths.has(this) ? watched(paths.get(this)) : undefined;
    if (path === undefined) return real.apply(this, args);
    const position = operation === 'write' ? args[typeof args[0] === 'string' ? 1 : 3] : null;
    const isWrite = operation === 'write' || operation === 'writeFile' || operation === 'appendFile';
    const tear = () => {
      const half = halfOf(args[0]);
      original.writeSync(this.fd, half, 0, half.length, position ?? null);
    };
    const after = before(operation, path, isWrite ? tear : undefined);
    try {
      return await real.apply(this, args);
    } finally {
      after();
    }
  };
}
syncBuiltinESMExports();
