import { userInfo } from 'node:os';
import { fillIn } from '../config/secrets.ts';
import type { Lock, LockInfo } from '../core/lock.ts';
import { checkedOut } from '../files/git.ts';
import { ownIdentity } from '../files/process-identity.ts';
import { type OpenLock, openLock } from '../providers/table.ts';
import type { StartedBy } from '../state/journal.ts';
import { openStateFolder, type StateFolder, stateFolder } from '../state/state-folder.ts';
import { generator } from '../version.ts';
import type { OpenedProvider } from './open-provider.ts';
import type { Project } from './project.ts';

/** Where the project's journal, history and local lock are. */
export function statePath({ config, root, lockfilePath, environment }: Project): string {
  const configured = config.stateDir === undefined ? {} : { configured: config.stateDir };
  return stateFolder({ ...configured, root, lockfilePath, environment });
}

/** The project's state folder, made where it is missing. Throws `STATE_UNWRITABLE`. */
export function openState(project: Project): Promise<StateFolder> {
  return openStateFolder(statePath(project), project.clock());
}

/** The locks for writing to these providers: theirs, and the one that `lock:` shares among all machines. */
export function locksFor(providers: readonly OpenedProvider[], shared: OpenLock | null): Lock[] {
  if (providers.length === 0) return [];
  const own = providers.flatMap(({ provider, zones }) => provider.locks?.(zones) ?? []);
  return shared === null ? own : [...own, shared.lock];
}

/** Opens the lock that `lock:` names; null: none, or a file. Throws `SECRET_MISSING`. */
export async function openSharedLock({ config, environment, root, filled }: Project): Promise<OpenLock | null> {
  if (config.lock.type === 'file') return null;
  return openLock(await fillIn(config.lock, { environment, root, filled }), root);
}

/** What a lock says about this process. */
export function lockInfo({ config }: Project, command: string): LockInfo {
  return { holder: config.owner, tool: generator, command };
}

/** Who starts an apply here and now. */
export async function startedBy({ root }: Project): Promise<StartedBy> {
  const [{ host, bootId, pid }, git] = await Promise.all([ownIdentity(), checkedOut(root)]);
  return { user: userName(), host, bootId, pid, git };
}

/** The user's name; its number where the system knows no name, as in many containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}
