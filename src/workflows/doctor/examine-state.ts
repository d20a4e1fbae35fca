import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Check } from '../../core/examination.ts';
import { exitCodes, messageOf, systemCode } from '../../errors.ts';
import { readTextFile } from '../../files/read-file.ts';
import type { Project } from '../project.ts';
import { statePath } from '../project-state.ts';
import { finding, passed, subjectOf } from './findings.ts';

/** Bytes; an instance id has 37. */
const longestInstance = 1024;

/** What became of the state folder, and whether one can look into it, so that what is in it can be examined too. */
export interface ExaminedState {
  readonly checks: readonly Check[];
  readonly open: boolean;
}

/** Whether the state folder can be written, and which instance it is. Makes nothing. */
export async function examineState(project: Project): Promise<ExaminedState> {
  const folder = statePath(project);
  const about = subjectOf('state', folder);
  let open = false;
  try {
    const exists = await isFolder(folder);
    open = true;
    await access(exists ? folder : await nearestFolder(folder), constants.W_OK | constants.X_OK);
    const found = exists
      ? `writable, ${await instanceIn(folder)}`
      : 'it is not there yet; the first snapshot or apply makes it';
    return { checks: [passed(about, found)], open };
  } catch (error) {
    const message = `the state folder cannot be used: ${messageOf(error)}`;
    const hint = 'make it writable for this user, or set stateDir or DNS_SYNC_STATE_DIR to a folder that is';
    const unwritable = { code: 'STATE_UNWRITABLE', severity: 'error' as const, message, hint };
    return { checks: [finding(about, unwritable, exitCodes.provider)], open };
  }
}

/** Throws for anything else that stands there. */
async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
  throw new Error(`${path} is no folder`);
}

/** The folder in which the missing ones would be made. */
async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await isFolder(parent)) ? parent : nearestFolder(parent);
}

async function instanceIn(folder: string): Promise<string> {
  const read = await readTextFile(join(folder, 'instance'), 'instance', longestInstance);
  const id = read.ok ? read.text.trim() : '';
  return /^[0-9a-f-]{36}$/.test(id) ? `instance ${id}` : 'without an instance id yet: the next apply makes one';
}
