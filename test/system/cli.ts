import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

/** How a run of the command line ended. */
export interface Outcome {
  /** Null: ended by a signal. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that is still going on. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** What standard error holds so far. */
  stderr(): string;
}

type Environment = Readonly<Record<string, string>>;
type Files = Readonly<Record<string, string | Uint8Array>>;

/** A project in a folder of its own, with state folder and home of its own. */
export interface Workspace {
  readonly folder: string;
  /** `XDG_STATE_HOME` of its runs. */
  readonly state: string;
  /** Runs `dns-sync ARGS…` in the folder, without a terminal. */
  run(...args: string[]): Promise<Outcome>;
  /** The same with more in the environment. */
  runWith(environment: Environment, ...args: string[]): Promise<Outcome>;
  start(...args: string[]): Running;
  write(files: Files): void;
  /** Text of a file, relative to the folder. */
  read(path: string): string;
  /** A file or folder; no error when it is not there. */
  remove(path: string): void;
  /** Every file below the folder and its content: equal trees, nothing written. */
  tree(): Record<string, string>;
}

/** A new workspace with these files (path relative to its folder, to content). */
export function workspace(files: Files): Workspace {
  const home = mkdtempSync(join(inject('scratch'), 'w-'));
  const folder = join(home, 'project');
  const state = join(home, 'state');
  mkdirSync(folder);
  const write = (more: Files) => {
    for (const [path, content] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  write(files);
  // Nothing of the environment of whoever runs the tests gets in.
  const standard = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_STATE_HOME: state,
    XDG_CACHE_HOME: join(inject('installed'), '..', 'cache'),
    TZ: 'UTC',
  };
  const launch = (environment: Environment, args: readonly string[]) =>
    begin([process.execPath, join(inject('installed'), 'bin', 'run.js'), ...args], folder, {
      ...standard,
      ...environment,
    });
  return {
    folder,
    state,
    run: (...args) => launch({}, args).ended,
    runWith: (environment, ...args) => launch(environment, args).ended,
    start: (...args) => launch({}, args),
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    remove: (path) => rmSync(join(folder, path), { recursive: true, force: true }),
    tree: () => treeOf(folder),
  };
}

/** Starts a program without a shell and gathers what it prints. */
export function begin(
  [program = '', ...args]: readonly string[],
  cwd: string,
  env: Environment,
  user: { readonly uid?: number; readonly gid?: number } = {},
): Running {
  const child = spawn(program, args, { cwd, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, stdout: text(stdout), stderr: text(stderr) }));
  });
  return { child, ended, stderr: () => text(stderr) };
}

/** Files below a folder, sorted by path, with their bytes as Latin-1 text; symbolic links with their target. */
export function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? readFileSync(path, 'latin1') : entry.isSymbolicLink() ? readlinkSync(path) : '';
    return [relative(folder, path), content];
  });
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Waits until something holds, looking every 20 ms; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}
