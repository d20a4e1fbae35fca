import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { systemCode } from '../errors.ts';

/** What tells one process from all others, later ones with its id included. Texts are empty where the system does not say. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Changes with every start of the machine; the same in all of its containers. Linux only. */
  readonly bootId: string;
  /** When the process began, in a form of the system's own: clock ticks since boot on Linux, else what `ps` prints. */
  readonly processStart: string;
  /** Which processes a pid is looked up among: containers of one machine have spaces of their own. Linux only. */
  readonly pidNamespace: string;
}

const run = promisify(execFile);
let own: Promise<ProcessIdentity> | undefined;

/** The identity of this process; found out once. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= identify();
  return own;
}

async function identify(): Promise<ProcessIdentity> {
  const onLinux = process.platform === 'linux';
  const [bootId, pidNamespace, found] = await Promise.all([
    onLinux ? readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '') : '',
    onLinux ? readlink('/proc/self/ns/pid').catch(() => '') : '',
    lookUp(process.pid),
  ]);
  return {
    pid: process.pid,
    host: hostname(),
    bootId: bootId.trim(),
    processStart: found.start,
    pidNamespace,
  };
}

/** Whether the process that took a lock still runs. Both must be of one host, boot and pid namespace. */
export async function isRunning(pid: number, processStart: string): Promise<boolean> {
  if (!exists(pid)) return false;
  const found = await lookUp(pid);
  if (found.ended) return false;
  return found.start === '' || processStart === '' || found.start === processStart;
}

/** Whether there is a process of this id, one that has ended and was not waited for included. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

interface Found {
  readonly start: string;
  /** It has ended, and only its parent has not asked for the outcome yet. */
  readonly ended: boolean;
}

async function lookUp(pid: number): Promise<Found> {
  if (process.platform === 'linux') return lookUpInProc(pid);
  if (process.platform === 'win32') return { start: '', ended: false };
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { timeout: 2000 });
    const [, state = '', start = ''] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(stdout) ?? [];
    return { start, ended: state.startsWith('Z') };
  } catch {
    return { start: '', ended: false };
  }
}

/** `/proc/<pid>/stat`, proc(5): the fields after the command, which is in parentheses, begin with the third, the state; the 22nd is the start. */
async function lookUpInProc(pid: number): Promise<Found> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  return { start: fields[19] ?? '', ended: state === 'Z' || state === 'X' };
}
