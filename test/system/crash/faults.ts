import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outcome, Workspace } from '../cli.ts';

/** One change to a file of the project or of the state folder, as it was about to be made. */
export interface Point {
  /** The function of `node:fs`, such as `rename`; of a file handle: `write`, `sync`, ... */
  readonly operation: string;
  /** What is changed; relative to the folder that holds project and state folder. */
  readonly path: string;
}

/** Which point: its number, from 1; or the nth of this operation at a path that this pattern finds. */
export type At =
  | { readonly number: number }
  | { readonly operation: string; readonly path: string; readonly nth?: number };

/** What is to go wrong in a run. */
export type Fault =
  /** SIGKILL just before or just after the point. */
  | { readonly act: 'kill'; readonly at: At; readonly side: 'before' | 'after' }
  /** Half of the bytes are written, then SIGKILL. */
  | { readonly act: 'tear'; readonly at: At }
  /** The system refuses: this once, or from there on whatever `operations` do `below` a pattern. */
  | {
      readonly act: 'error';
      readonly at: At;
      readonly code: 'ENOSPC' | 'EROFS' | 'EACCES' | 'EIO';
      readonly operations: readonly string[];
      readonly lasting: boolean;
      readonly below: string;
    }
  /** A shell command is run and waited for: someone else, at exactly that place. `$PPID` is dns-sync. */
  | { readonly act: 'run'; readonly at: At; readonly side: 'before' | 'after'; readonly command: string };

const injection = pathToFileURL(join(import.meta.dirname, 'fault-injection.mjs')).href;

/** Operations that put bytes on the disk, which a full one refuses. */
export const writing = ['open', 'write', 'writeFile', 'appendFile', 'mkdir', 'link', 'sync'];
/** Operations that a folder refuses which may only be read. */
export const changingFolders = ['open', 'mkdir', 'link', 'rename', 'rm', 'unlink'];

/** The environment in which a run of this workspace meets the fault. */
export function withFault(place: Workspace, fault: Fault | { readonly act: 'count'; readonly file: string }) {
  return {
    NODE_OPTIONS: `--import=${injection}`,
    DNS_SYNC_FAULT: JSON.stringify({ root: dirname(place.folder), ...fault }),
  };
}

/** Runs a command that meets the fault. */
export function runInto(place: Workspace, fault: Fault, args: readonly string[]): Promise<Outcome> {
  return place.runWith(withFault(place, fault), ...args);
}

/** Runs a command undisturbed; gives how it ended and its points, in order. */
export async function countPoints(place: Workspace, args: readonly string[]) {
  const file = join(dirname(place.folder), '..', `${place.folder.split('/').at(-2)}.points`);
  const outcome = await place.runWith(withFault(place, { act: 'count', file }), ...args);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return { outcome, points: lines.map((line) => JSON.parse(line) as Point) };
}

/** Every way to be killed in a run with these points: before and after each, and with half of it written. */
export function everyKill(points: readonly Point[]): Fault[] {
  return points.flatMap((point, index): Fault[] => {
    const at = { number: index + 1 };
    return [{ act: 'kill', at, side: 'before' }, ...tears(point, at), { act: 'kill', at, side: 'after' }];
  });
}

/**
 * The same without what leaves the same files behind: nothing changes between one point and the next, so that only the
 * last is met from behind.
 */
export function everyDifferentKill(points: readonly Point[]): Fault[] {
  const last = { act: 'kill', at: { number: points.length }, side: 'after' } as const;
  return [...everyKill(points).filter((fault) => fault.act !== 'kill' || fault.side === 'before'), last];
}

function tears({ operation }: Point, at: At): Fault[] {
  return /^(?:write|appendFile)/.test(operation) ? [{ act: 'tear', at }] : [];
}

/** A kill in words: `killed before rename zones-a/one.example.com.zone (17)`. */
export function inWords(fault: Fault, points: readonly Point[]): string {
  const number = 'number' in fault.at ? fault.at.number : 0;
  const point = points[number - 1];
  const when = fault.act === 'tear' ? 'in the middle of' : 'side' in fault ? fault.side : 'at';
  return `${fault.act} ${when} ${point?.operation} ${point?.path} (${number})`;
}
