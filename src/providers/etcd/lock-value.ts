import { textFromBytes } from '../../core/bytes.ts';
import type { LockHolder } from '../../core/lock.ts';
import type { FoundKey } from './wire.ts';

/** The key that docker-coredns-sync locks too (etcd-skydns 6). */
export const lockKey = '/locks/__global__';

/** What the holder writes about itself: one line of JSON. */
export function writeHolder({ id, holder, tool, command, pid, host, since }: LockHolder): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ id, holder, tool, command, pid, host, since }));
}

/** Who holds the lock. docker-coredns-sync writes its bare host name; it is then told apart by the key's revision. */
export function readHolder({ value, mod }: FoundKey): LockHolder {
  const text = textFromBytes(value);
  const fields = fieldsOf(text);
  if (fields === null) {
    const host = text.slice(0, 80);
    return { id: mod, holder: host, tool: 'docker-coredns-sync', command: '', pid: 0, host, since: '' };
  }
  const say = (key: string): string => {
    const said = fields.get(key);
    return typeof said === 'string' ? said : '';
  };
  const pid = fields.get('pid');
  return {
    id: say('id') === '' ? mod : say('id'),
    holder: say('holder'),
    tool: say('tool'),
    command: say('command'),
    pid: typeof pid === 'number' && Number.isInteger(pid) ? pid : 0,
    host: say('host'),
    since: say('since'),
  };
}

function fieldsOf(text: string): Map<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? new Map<string, unknown>(Object.entries(read)) : null;
  } catch {
    return null;
  }
}
