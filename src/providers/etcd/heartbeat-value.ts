import { textFromBytes } from '../../core/bytes.ts';

/** Below it one key for each owner: its name. docker-coredns-sync takes an owner without one for dead (etcd-skydns 6). */
export const heartbeatPrefix = '/docker-coredns-sync/heartbeat/';

/** The key that says that an owner lives. */
export function heartbeatKey(owner: string): string {
  return `${heartbeatPrefix}${owner}`;
}

/** What an owner of ours says about itself. */
export interface Heartbeat {
  readonly tool: string;
  readonly version: string;
  /** Of its lockfile; null: it has none. */
  readonly lineage: string | null;
  /** `watch`: its key has a lease. `apply`: it stays. */
  readonly mode: 'apply' | 'watch';
  /** RFC 3339. */
  readonly since: string;
}

/** The name under which dns-sync writes heartbeats. */
export const heartbeatTool = 'dns-sync';

/** Reads the value of a heartbeat; null: of docker-coredns-sync, which writes its bare host name, or of nobody we know. */
export function readHeartbeat(value: Uint8Array): Pick<Heartbeat, 'lineage' | 'mode'> | null {
  let read: unknown;
  try {
    read = JSON.parse(textFromBytes(value));
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || !('tool' in read) || read.tool !== heartbeatTool) return null;
  const lineage = 'lineage' in read && typeof read.lineage === 'string' ? read.lineage : null;
  return { lineage, mode: 'mode' in read && read.mode === 'watch' ? 'watch' : 'apply' };
}

/** One line of JSON. */
export function writeHeartbeat({ tool, version, lineage, mode, since }: Heartbeat): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ tool, version, lineage, mode, since }));
}
