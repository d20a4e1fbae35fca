import { rootCertificates } from 'node:tls';
import { type CallOptions, InterceptingCall, type Interceptor, type StatusObject } from '@grpc/grpc-js';
import { noop } from 'cockatiel';
import { Etcd3, type ICompare, type IKeyValue, type IRequestOp } from 'etcd3';
import { bytesFromText, textFromBytes } from '../../core/bytes.ts';
import { faultOf } from './fault.ts';
import type {
  Answer,
  CallSettings,
  ClusterMember,
  Compare,
  FoundKey,
  MemberOptions,
  TxnRequest,
  Write,
} from './wire.ts';

// The only module that loads etcd3, and the entry of a bundle of its own (docs/decisions/0016).

/** Bytes of the largest answer taken at once; etcd's own limit of a request is 1.5 MiB. */
const mostReceived = 64 * 1024 * 1024;
/** Name resolution and connections are tried again after so many milliseconds at first, and at most. */
const backoffMs = { first: 100, most: 2000 };

/** Opens one server of a cluster; nothing is sent yet. */
export function openMember(endpoint: string, { tls }: MemberOptions): ClusterMember {
  const etcd = new Etcd3({
    hosts: endpoint,
    // A deadline of 2 s would take 6 with its own policies, and three failures would block every call for 5 s.
    faultHandling: { global: noop, host: () => noop },
    grpcOptions: {
      'grpc.max_receive_message_length': mostReceived,
      'grpc.initial_reconnect_backoff_ms': backoffMs.first,
      'grpc.max_reconnect_backoff_ms': backoffMs.most,
      // A channel that was reset must not inherit the waiting time of the one before.
      'grpc.use_local_subchannel_pool': 1,
      'grpc.enable_http_proxy': 0,
      ...(tls?.serverName === undefined
        ? {}
        : { 'grpc.ssl_target_name_override': tls.serverName, 'grpc.default_authority': tls.serverName }),
    },
    ...(tls === undefined ? {} : { credentials: credentialsOf(tls) }),
  });
  return {
    endpoint,
    range: ({ key, end, limit = 0, revision = '0' }, call) =>
      attempt(call, async (options) => {
        const range_end = end === undefined ? {} : { range_end: buffer(end) };
        const { header, kvs, more } = await etcd.kv.range({ key: buffer(key), ...range_end, limit, revision }, options);
        return { revision: header.revision, keys: kvs.map(foundKey), more };
      }),
    txn: (request, call) =>
      attempt(call, async (options) => {
        const { header, succeeded, responses } = await etcd.kv.txn(txnOf(request), options);
        const isRead = !succeeded || request.writes.length === 0;
        const found = isRead ? responses.flatMap(({ response_range }) => response_range.kvs.map(foundKey)) : [];
        return { succeeded, revision: header.revision, found };
      }),
    grant: (seconds, call) =>
      attempt(call, async (options) => (await etcd.leaseClient.leaseGrant({ TTL: seconds }, options)).ID),
    revoke: (lease, call) =>
      attempt(call, async (options) => {
        await etcd.leaseClient.leaseRevoke({ ID: lease }, options);
        return null;
      }),
    keepAlive: (lease, call) => attempt(call, (options) => keepAliveOnce(etcd, lease, options)),
    status: (call) =>
      attempt(call, async (options) => {
        const { version, leader } = await etcd.maintenance.status(options);
        return { version, hasLeader: leader !== '0' };
      }),
    authenticate: (name, password, call) =>
      attempt(call, async (options) => (await etcd.auth.authenticate({ name, password }, options)).token),
    close: () => etcd.close(),
  };
}

function credentialsOf(tls: NonNullable<MemberOptions['tls']>) {
  const { ca, cert, key } = tls;
  return {
    rootCertificate: Buffer.from(ca ?? rootCertificates.join('\n')),
    ...(cert === undefined ? {} : { certChain: Buffer.from(cert) }),
    ...(key === undefined ? {} : { privateKey: Buffer.from(key) }),
  };
}

/**
 * One try. etcd3 turns gRPC's status into one of thirty classes and repeats a call with a refused token without end:
 * the status is taken from the wire, before it gets there.
 */
async function attempt<T>(
  { token, timeoutMs, signal }: CallSettings,
  work: (options: CallOptions) => Promise<T>,
): Promise<Answer<T>> {
  let status: Pick<StatusObject, 'code' | 'details'> | undefined;
  let cancel: () => void = () => undefined;
  const interceptor: Interceptor = (options, nextCall) => {
    const call = new InterceptingCall(nextCall(options), {
      start: (metadata, _, next) => {
        if (token !== null) metadata.set('token', token);
        next(metadata, {
          onReceiveStatus: (received, forward) => {
            status = received;
            forward(received.code === 0 ? received : { ...received, code: forwardedCode(received), details: '' });
          },
        });
      },
    });
    cancel = () => call.cancelWithStatus(1, 'given up');
    return call;
  };
  const giveUp = (): void => cancel();
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', giveUp, { once: true });
    const value = await work({ deadline: Date.now() + timeoutMs, interceptors: [interceptor] });
    return { ok: true, value };
  } catch (error) {
    if (signal?.aborted === true) return { ok: false, fault: { kind: 'aborted', message: 'given up' } };
    return { ok: false, fault: faultOf(status, error) };
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Sends one message on a stream of its own and takes one answer. */
async function keepAliveOnce(etcd: Etcd3, lease: string, options: CallOptions): Promise<boolean> {
  const stream = await etcd.leaseClient.leaseKeepAlive(options);
  try {
    return await new Promise<boolean>((resolve, reject) => {
      stream.on('data', ({ TTL }) => resolve(Number(TTL) > 0));
      stream.on('error', reject);
      stream.on('end', () => reject(new Error('the stream ended without an answer')));
      stream.write({ ID: lease });
    });
  } finally {
    stream.end();
  }
}

/** etcd3 opens new connections after code 14, and must not know the messages it acts upon. */
function forwardedCode(status: Pick<StatusObject, 'code' | 'details'>): number {
  const { kind } = faultOf(status, null);
  return kind === 'unknown' || kind === 'not-sent' ? 14 : 9;
}

function buffer(text: string): Buffer {
  return Buffer.from(bytesFromText(text));
}

function foundKey({ key, value, mod_revision, create_revision, lease }: IKeyValue): FoundKey {
  // Much faster than the exact way, which only bytes that are no UTF-8 need.
  const text = key.toString('utf8');
  return {
    key: text.includes('\ufffd') ? textFromBytes(key) : text,
    value,
    mod: mod_revision,
    create: create_revision,
    lease,
  };
}

function txnOf({ compares, writes, reads }: TxnRequest) {
  const read = reads.map((key): IRequestOp => ({ request_range: { key: buffer(key) } }));
  return { compare: compares.map(compareOf), success: writes.length === 0 ? read : writes.map(writeOf), failure: read };
}

function compareOf(compare: Compare): ICompare {
  const key = buffer(compare.key);
  if ('create' in compare) return { key, result: 'Equal', target: 'Create', create_revision: compare.create };
  if ('mod' in compare) return { key, result: 'Equal', target: 'Mod', mod_revision: compare.mod };
  return { key, range_end: buffer(compare.end), result: 'Less', target: 'Mod', mod_revision: compare.before };
}

function writeOf({ key, put, lease = '0' }: Write): IRequestOp {
  if (put === null) return { request_delete_range: { key: buffer(key) } };
  return { request_put: { key: buffer(key), value: Buffer.from(put), lease } };
}
