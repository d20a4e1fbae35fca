import { setTimeout as sleep } from 'node:timers/promises';
import { DnsSyncError } from '../../errors.ts';
import type { Connection } from './connection.ts';
import { failedCall } from './failures.ts';
import type {
  Answer,
  CallSettings,
  ClusterMember,
  FaultKind,
  FoundKey,
  MemberStatus,
  RangeAnswer,
  RangeRequest,
  TxnAnswer,
  TxnRequest,
} from './wire.ts';

/** A cluster. What reads is tried again at other members; what writes is sent again only when it surely was not received. */
export interface EtcdClient {
  /** Throws `PROVIDER_FAILED`; a fault of the kind `compacted` or `too-large` is returned. */
  range(request: RangeRequest, signal?: AbortSignal): Promise<Answer<RangeAnswer>>;
  /** Single keys; those that are not there are not in the answer. Throws `PROVIDER_FAILED`. */
  get(keys: readonly string[], signal?: AbortSignal): Promise<FoundKeys>;
  txn(request: TxnRequest): Promise<Answer<TxnAnswer>>;
  /** Id of a new lease. */
  grant(seconds: number): Promise<Answer<string>>;
  /** A lease that is gone already is no fault. */
  revoke(lease: string): Promise<Answer<null>>;
  /** Whether the lease lives. */
  keepAlive(lease: string): Promise<Answer<boolean>>;
  /** What the first member that answers says about itself. */
  status(signal?: AbortSignal): Promise<Answer<MemberStatus>>;
  close(): void;
}

/** What single keys hold. */
export interface FoundKeys {
  /** Of the store, decimal. */
  readonly revision: string;
  readonly keys: readonly FoundKey[];
}

/** Most operations in one transaction (etcd's `--max-txn-ops`). */
export const mostOperations = 128;
/** Milliseconds a call may take (etcd-skydns 7). */
const usualTimeoutMs = 5000;
/** Tries, at least one for each member; the pause after the first, in milliseconds, doubles, ± 20 %. */
const tries = 3;
const firstPauseMs = 200;

const isRepeatable = (kind: FaultKind): boolean => kind === 'not-sent' || kind === 'unknown';
const isUnsent = (kind: FaultKind): boolean => kind === 'not-sent';

/**
 * A client of the cluster of provider `name`; nothing is loaded or sent before the first call.
 *
 * @param timeoutMs milliseconds a call may take
 */
export function etcdClient(
  name: string,
  connect: () => Promise<Connection>,
  timeoutMs: number = usualTimeoutMs,
): EtcdClient {
  const session = newSession(name, connect, timeoutMs);
  const { call } = session;
  return {
    async range(request, signal) {
      const answer = await call(isRepeatable, (member, settings) => member.range(request, settings), signal);
      if (answer.ok || answer.fault.kind === 'compacted' || answer.fault.kind === 'too-large') return answer;
      throw failedCall(name, `reading ${request.key}`, answer.fault);
    },
    async get(wanted, signal) {
      const keys: FoundKey[] = [];
      let revision = '0';
      for (let from = 0; from < wanted.length; from += mostOperations) {
        const request = { compares: [], writes: [], reads: wanted.slice(from, from + mostOperations) };
        const answer = await call(isRepeatable, (member, settings) => member.txn(request, settings), signal);
        if (!answer.ok) throw failedCall(name, `reading ${request.reads[0]}`, answer.fault);
        for (const found of answer.value.found) keys.push(found);
        revision = answer.value.revision;
      }
      return { revision, keys };
    },
    txn: (request) => call(isUnsent, (member, settings) => member.txn(request, settings)),
    grant: (seconds) => call(isRepeatable, (member, settings) => member.grant(seconds, settings)),
    async revoke(lease) {
      const answer = await call(isRepeatable, (member, settings) => member.revoke(lease, settings));
      return !answer.ok && answer.fault.kind === 'lease-gone' ? { ok: true, value: null } : answer;
    },
    keepAlive: (lease) => call(isRepeatable, (member, settings) => member.keepAlive(lease, settings)),
    status: (signal) => call(isRepeatable, (member, settings) => member.status(settings), signal),
    close: session.close,
  };
}

type MemberCall<T> = (member: ClusterMember, settings: CallSettings) => Promise<Answer<T>>;

/** Which member is asked, as whom, and how often. */
function newSession(name: string, connect: () => Promise<Connection>, timeoutMs: number) {
  let opened: Promise<{ readonly user: Connection['user']; readonly members: readonly ClusterMember[] }> | undefined;
  let token: string | null = null;
  let current = 0;
  let closed = false;

  const open = async () => {
    const [{ endpoints, options, user }, { openMember }] = await Promise.all([
      connect(),
      import('./cluster-member.ts'),
    ]);
    return { user, members: endpoints.map((endpoint) => openMember(endpoint, options)) };
  };

  /** One call at one member, as the user; a token that is no longer good is replaced once. */
  const callAs = async <T>(
    user: Connection['user'],
    member: ClusterMember,
    work: MemberCall<T>,
    signal: AbortSignal | undefined,
  ): Promise<Answer<T>> => {
    const base = { timeoutMs, ...(signal === undefined ? {} : { signal }) };
    if (user === undefined) return work(member, { ...base, token: null });
    for (let renewed = false; ; renewed = true) {
      if (token === null) {
        const given = await member.authenticate(user.username, user.password, { ...base, token: null });
        if (!given.ok) return isRepeatable(given.fault.kind) ? unsent(given.fault.message) : given;
        token = given.value;
      }
      const answer = await work(member, { ...base, token });
      if (answer.ok || answer.fault.kind !== 'token' || renewed) return answer;
      token = null;
    }
  };

  /** Begins with the member that answered last, and goes round. */
  const call = async <T>(
    again: (kind: FaultKind) => boolean,
    work: MemberCall<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>> => {
    if (closed) throw new DnsSyncError('PROVIDER_FAILED', `etcd ${name} was closed`);
    opened ??= open();
    const { user, members } = await opened;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const answer = await callAs(user, memberAt(members, current), work, signal);
      signal?.throwIfAborted();
      if (answer.ok) return answer;
      const { kind } = answer.fault;
      if (isRepeatable(kind)) current += 1;
      if (!again(kind) || attempt >= Math.max(tries, members.length)) return answer;
      if (!isUnsent(kind) || attempt % members.length === 0) await pause(attempt, signal);
    }
  };

  const close = (): void => {
    closed = true;
    const closeAll = ({ members }: { readonly members: readonly ClusterMember[] }) => {
      for (const member of members) member.close();
    };
    opened?.then(closeAll, () => undefined);
  };
  return { call, close };
}

function memberAt(members: readonly ClusterMember[], index: number): ClusterMember {
  const member = members[index % members.length];
  if (member === undefined) throw new DnsSyncError('CONFIG_INVALID', 'an etcd provider needs an endpoint');
  return member;
}

function unsent(message: string): Answer<never> {
  return { ok: false, fault: { kind: 'not-sent', message } };
}

async function pause(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = firstPauseMs * 2 ** (attempt - 1) * (0.8 + 0.4 * Math.random());
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
