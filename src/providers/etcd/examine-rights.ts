import type { ExamineInput } from './examine.ts';
import { failedCall, isFault } from './failures.ts';
import type { Findings } from './findings.ts';
import { heartbeatKey, heartbeatPrefix } from './heartbeat-value.ts';
import { lockKey } from './lock-value.ts';
import { endOf, type KeyRange } from './read.ts';

/** Keys that a role must be allowed to read and write (etcd-skydns 8), and one of them to try writing with. */
interface Right extends KeyRange {
  readonly sample: string;
}

/** No key is ever created at the last revision there is: a transaction that compares with it is judged and does nothing. */
const never = '9223372036854775807';

/** Tries every right, and whether there is space, without writing. Whether all can be read. Throws `PROVIDER_FAILED`. */
export async function examineRights(
  { client, name, owner, username, ranges }: Omit<ExamineInput, 'records' | 'connect'>,
  findings: Findings,
  signal: AbortSignal,
): Promise<boolean> {
  const rights: readonly Right[] = [
    ...ranges.map((range) => ({ ...range, sample: range.end === undefined ? range.key : `${range.key}x1` })),
    { key: lockKey, sample: lockKey },
    { key: heartbeatPrefix, end: endOf(heartbeatPrefix), sample: heartbeatKey(owner) },
  ];
  let readable = true;
  let full = false;
  for (const right of rights) {
    signal.throwIfAborted();
    if (!(await mayRead(client, right, signal))) {
      readable = false;
      findings.add(missing(right, 'read', username));
      continue;
    }
    const compares = [{ key: right.sample, create: never }];
    const tried = await client.txn({ compares, writes: [{ key: right.sample, put: new Uint8Array() }], reads: [] });
    if (tried.ok) continue;
    const { fault } = tried;
    if (fault.kind === 'permission') findings.add(missing(right, 'write', username));
    else if (fault.kind === 'no-space') full = true;
    else throw failedCall(name, `trying the rights on ${right.key}`, fault);
  }
  if (full) {
    findings.add({
      code: 'ETCD_NO_SPACE',
      severity: 'error',
      message: 'nothing can be written: the quota of the database is used up (alarm NOSPACE)',
      hint: 'compact and defragment it, then etcdctl alarm disarm; or raise --quota-backend-bytes',
    });
  }
  return readable;
}

async function mayRead(client: ExamineInput['client'], { key, end }: Right, signal: AbortSignal): Promise<boolean> {
  try {
    await client.range({ key, limit: 1, ...(end === undefined ? {} : { end }) }, signal);
    return true;
  } catch (error) {
    if (isFault(error, 'permission')) return false;
    throw error;
  }
}

function missing({ key, end }: Right, verb: 'read' | 'write', username: string | undefined) {
  const who = username === undefined ? 'without username and password nobody may' : `the user ${username} may not`;
  const what = end === undefined ? key : `what begins with ${key}`;
  return {
    code: 'ETCD_RIGHTS',
    severity: 'error' as const,
    message: `${who} ${verb} ${what}`,
    hint: `etcdctl role grant-permission ROLE readwrite ${end === undefined ? '' : '--prefix=true '}${key}`,
  };
}
